//! A theme with what it extends, and the look of each area.

use super::artboard::TypeScale;
use crate::diag::{At, Span};
use crate::geom::{Length, Size};
use crate::model::{
    AreaStyle, BlockName, FoldPanel, Format, GroundLook, Kind, Layout, Limits, LookKey, Name, Project, Role, Theme, ThemeArt,
    TypeFace,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A theme and its ancestors joined. Later ones win.
pub struct Effective<'a> {
    pub colors: BTreeMap<String, At<String>>,
    pub faces: BTreeMap<String, TypeFace>,
    pub ratio: f64,
    pub minimum: Option<Length>,
    pub ceiling: f64,
    /// The art that stands where height would stay empty.
    pub leftover: Option<At<String>>,
    /// Ancestors first.
    pub looks: Vec<&'a [(LookKey, AreaStyle)]>,
    /// Ancestors first.
    pub chain: Vec<&'a Theme>,
    pub art: BTreeMap<&'a str, &'a ThemeArt>,
    pub origin: Span,
}

impl Effective<'_> {
    /// Whether something was written in a theme of the project, and not in one of the program.
    pub fn is_own(&self, span: Span) -> bool {
        self.chain.iter().any(|theme| theme.is_own && theme.origin.file == span.file)
    }
}

/// Ratio of two steps where no theme states one.
const DEFAULT_RATIO: f64 = 1.25;
/// How often its largest size type may reach where no theme states it.
const DEFAULT_CEILING: f64 = 2.0;

/// Joins a theme with its ancestors. A loop or an unknown ancestor ends the chain (`syntax` has reported it).
pub fn effective<'a>(project: &'a Project, name: &str) -> Effective<'a> {
    let chain = project.theme_chain(name);
    let mut joined = Effective {
        colors: BTreeMap::new(),
        faces: BTreeMap::new(),
        ratio: DEFAULT_RATIO,
        minimum: None,
        ceiling: DEFAULT_CEILING,
        leftover: None,
        looks: Vec::new(),
        chain: Vec::new(),
        art: BTreeMap::new(),
        origin: chain.first().map_or(Span::NONE, |t| t.origin),
    };
    for theme in chain.into_iter().rev() {
        joined.chain.push(theme);
        joined.art.extend(theme.art.iter().map(|(name, art)| (name.as_str(), art)));
        joined.colors.extend(theme.colors.iter().map(|(k, v)| (k.clone(), v.clone())));
        join_faces(&mut joined.faces, &theme.faces);
        joined.ratio = theme.scale.as_ref().map_or(joined.ratio, |s| s.value);
        joined.minimum = theme.minimum.as_ref().map(|m| m.value).or(joined.minimum);
        joined.ceiling = theme.ceiling.as_ref().map_or(joined.ceiling, |c| c.value);
        joined.leftover = theme.leftover.clone().or(joined.leftover);
        joined.looks.push(&theme.looks);
    }
    joined
}

fn join_faces(under: &mut BTreeMap<String, TypeFace>, over: &BTreeMap<String, TypeFace>) {
    for (name, face) in over {
        let joined = under.get(name).map_or_else(|| face.clone(), |base| face.over(base));
        under.insert(name.clone(), joined);
    }
}

/// The layout that serves one face or panel of a format.
pub struct Chosen<'a> {
    pub layout: Cow<'a, Layout>,
    /// How much larger everything is than the theme says, because the layout was drawn for another size.
    pub by: f64,
    /// The format and face it was drawn for, where no theme says that it may serve this one.
    pub derived: Option<(Name, String)>,
}

impl<'a> Effective<'a> {
    /// The layout for a face or panel: its own; that of the format that a theme lets serve it; that of the format it
    /// is like; the nearest there is. `None` for a theme without layouts.
    pub fn layout(&self, project: &'a Project, format: &str, paper: &Format, piece: &str) -> Option<Chosen<'a>> {
        let own = self.own(format, piece);
        let other = own.as_ref().and_then(|l| l.as_face.as_ref()).filter(|face| face.value != piece);
        if let (Some(own), Some(face)) = (&own, other)
            && own.areas.is_none()
            // One step only: a face that is laid out as a third one is no pattern.
            && self.joined(format, &face.value).is_none_or(|l| l.as_face.is_none())
        {
            let like = self.layout(project, format, paper, &face.value)?;
            return Some(Chosen { layout: Cow::Owned(own.over(&like.layout)), ..like });
        }
        if let Some(layout) = own.clone().filter(|l| l.areas.is_some()) {
            return Some(Chosen { layout, by: 1.0, derived: None });
        }
        let served = self.serving(format).and_then(|(_, name)| self.drawn_for(project, name, piece));
        let (found, stated) = match served {
            Some(found) => (found, true),
            None => {
                let like = paper.like.as_ref().and_then(|l| self.drawn_for(project, &l.value, piece));
                (like.or_else(|| self.nearest(project, paper, piece))?, false)
            }
        };
        let by = growth(size_of(paper, piece), found.size);
        let base = if (by - 1.0).abs() < 1e-9 { found.layout } else { Cow::Owned(found.layout.scaled(by)) };
        let layout = match own {
            Some(own) => Cow::Owned(own.over(&base)),
            None => base,
        };
        Some(Chosen { layout, by, derived: (!stated).then_some((found.format, found.piece)) })
    }

    /// How many blocks of each role a format carries: as the theme says of it, or of the format whose layouts serve it; else
    /// as the format says.
    pub fn limits(&self, format: &str, paper: &'a Format) -> &'a Limits {
        let (nearest, serving) = self.serving(format).map_or((0, None), |(at, name)| (at, Some(name)));
        let stated = |name: &str, from: usize| self.chain[from..].iter().rev().find_map(|theme| theme.limits.get(name));
        let served = || serving.and_then(|name| stated(name, 0));
        stated(format, nearest).or_else(served).or_else(|| stated(format, 0)).unwrap_or(&paper.limits)
    }

    /// The format whose layouts serve another one, and the theme of the chain that says so: the nearest one.
    fn serving(&self, format: &str) -> Option<(usize, &'a str)> {
        let serves = |(at, theme): (usize, &&'a Theme)| theme.serves.get(format).map(|name| (at, name.value.as_str()));
        self.chain.iter().enumerate().rev().find_map(serves)
    }

    /// What is said of a face of a format itself. What a theme drew for it is void where one that extends that theme lets
    /// another format serve it; what is said on top holds.
    fn own(&self, format: &str, piece: &str) -> Option<Cow<'a, Layout>> {
        let serving = self.serving(format).map_or(0, |(at, _)| at);
        let key = (format.to_string(), piece.to_string());
        let drawn = self.chain.iter().rposition(|theme| theme.layouts.get(&key).is_some_and(stands_alone));
        match drawn.filter(|at| *at < serving) {
            Some(at) => joined(&self.chain[at + 1..], &key),
            None => joined(&self.chain, &key),
        }
    }

    /// Formats with an area that speaks the n-th language of a product.
    pub fn formats_speaking(&self, n: usize) -> BTreeSet<&'a str> {
        let own = format!("@{n}");
        let names_it = |area: &String| area.trim_end_matches('?').ends_with(&own);
        let speaks = |layout: &Layout| {
            let areas = layout.areas.iter().flat_map(|areas| areas.value.iter().flatten());
            layout.language.as_ref().is_some_and(|language| language.value as usize == n) || areas.into_iter().any(names_it)
        };
        let layouts = self.chain.iter().flat_map(|theme| theme.layouts.iter()).filter(|(_, layout)| speaks(layout));
        let mut formats: BTreeSet<&str> = layouts.map(|((format, _), _)| format.as_str()).collect();
        let serves = self.chain.iter().flat_map(|theme| &theme.serves).filter(|(_, by)| formats.contains(by.value.as_str()));
        let served: Vec<&str> = serves.map(|(format, _)| format.as_str()).collect();
        formats.extend(served);
        formats
    }

    /// What the theme and those it extends say of one face, joined. It has areas if any of them states some.
    fn joined(&self, format: &str, piece: &str) -> Option<Cow<'a, Layout>> {
        joined(&self.chain, &(format.to_string(), piece.to_string()))
    }

    fn drawn_for(&self, project: &Project, format: &str, piece: &str) -> Option<Drawn<'a>> {
        let size = size_of(project.formats.get(format)?, piece);
        let own = self.joined(format, piece)?;
        // Laid out as another face: one step only, as in `layout`.
        let other = own.as_face.as_ref().filter(|face| own.areas.is_none() && face.value != piece);
        let like = other.and_then(|face| self.joined(format, &face.value));
        let layout = like.map_or(own.clone(), |like| Cow::Owned(own.over(&like)));
        let layout = Some(layout).filter(|l| l.areas.is_some())?;
        Some(Drawn { format: format.to_string(), piece: piece.to_string(), size, layout })
    }

    /// The layout that was drawn for the most similar piece of paper: of the same name, shape and size, in this order.
    fn nearest(&self, project: &Project, paper: &Format, piece: &str) -> Option<Drawn<'a>> {
        let keys: BTreeMap<&(Name, String), ()> = self.chain.iter().flat_map(|t| t.layouts.keys()).map(|k| (k, ())).collect();
        let size = size_of(paper, piece);
        let unlike = |drawn: &Drawn<'_>| {
            let name = if drawn.piece == piece { 0.0 } else { 1.0 };
            let shape = (aspect(size) / aspect(drawn.size)).ln().abs();
            let lying = if (aspect(size) > 1.0) == (aspect(drawn.size) > 1.0) { 0.0 } else { 1.0 };
            name + lying + shape * 2.0 + growth(size, drawn.size).ln().abs() * 0.5
        };
        let drawn = keys.into_keys().filter_map(|(format, piece)| self.drawn_for(project, format, piece));
        drawn.min_by(|a, b| unlike(a).total_cmp(&unlike(b)))
    }

    /// The look of a block on a face: kinds over everything, roles over kinds, the cell over roles, blocks over cells; the
    /// layout over the theme.
    pub fn look(&self, chosen: &Chosen<'_>, of: &Looked<'_>) -> AreaStyle {
        let of_theme: Vec<Cow<'_, AreaStyle>> = self.looks.iter().flat_map(|looks| layers(looks, of, false)).collect();
        let of_layout = layers(&chosen.layout.looks, of, true);
        if chosen.by == 1.0 {
            return joined_looks(of_theme.iter().chain(&of_layout));
        }
        let scaled = joined_looks(of_theme.iter()).scaled(chosen.by, of.block.kind == Kind::Qr);
        joined_looks([Cow::Owned(scaled)].iter().chain(&of_layout))
    }

    /// What the theme and the layout say of a cell in which several blocks flow.
    pub fn cell_look(&self, chosen: &Chosen<'_>, cell: &str) -> AreaStyle {
        let (cell, _) = cell.split_once('@').unwrap_or((cell, ""));
        let own = |(key, look): &'a (LookKey, AreaStyle)| matches!(key, LookKey::Cell(name) if name == cell).then_some(look);
        let mut look = AreaStyle::joined(&self.looks.iter().flat_map(|looks| looks.iter()).filter_map(own).collect::<Vec<_>>());
        if chosen.by != 1.0 {
            look = look.scaled(chosen.by, false);
        }
        let of_layout = chosen.layout.looks.iter();
        let of_layout = of_layout.filter(|(key, look)| is_of_cell(key, look, cell)).map(|(_, look)| look);
        AreaStyle::joined(&std::iter::once(&look).chain(of_layout).collect::<Vec<_>>())
    }

    /// The styles of type on a face, each with `body` for what it does not state.
    pub fn faces(&self, chosen: &Chosen<'_>) -> Faces {
        let mut faces = self.faces.clone();
        if chosen.by != 1.0 {
            let lengths = faces.values_mut().flat_map(|f| f.size.iter_mut().chain(&mut f.maximum));
            lengths.for_each(|l| l.value = l.value.scale(chosen.by));
        }
        join_faces(&mut faces, &chosen.layout.faces);
        let body = faces.get("body").cloned().unwrap_or_default();
        Faces { named: faces.into_iter().map(|(name, face)| (name, face.over(&body))).collect(), body }
    }

    /// The sizes of one face: the theme's, but none under what the format allows.
    pub fn scale(&self, chosen: &Chosen<'_>, faces: &Faces, format: &Format) -> TypeScale {
        let body = &faces.body;
        let layout = &chosen.layout;
        let size = body.size.as_ref().map_or(Length::points(10.0), |s| s.value);
        let own = layout.minimum.as_ref().map(|m| m.value).or(self.minimum.map(|m| m.scale(chosen.by.max(1.0))));
        let size = size.max(format.minimum_copy);
        let floor = own.unwrap_or(format.minimum_copy).max(format.minimum_copy);
        TypeScale {
            body: size,
            maximum: body.maximum.as_ref().map_or(size, |m| m.value).max(size),
            minimum: floor.min(size),
            minimum_note: format.minimum_note,
            ratio: layout.scale.as_ref().map_or(self.ratio, |s| s.value),
            ceiling: layout.ceiling.as_ref().map_or(self.ceiling, |c| c.value),
        }
    }
}

/// What themes say of one face, joined, the later over the earlier.
fn joined<'a>(themes: &[&'a Theme], key: &(Name, String)) -> Option<Cow<'a, Layout>> {
    let mut layers = themes.iter().filter_map(|theme| theme.layouts.get(key));
    let first = Cow::Borrowed(layers.next()?);
    Some(layers.fold(first, |under, layout| match stands_alone(layout) {
        true => Cow::Borrowed(layout),
        false => Cow::Owned(layout.over(&under)),
    }))
}

/// A layout that needs no other one under it.
fn stands_alone(layout: &Layout) -> bool {
    layout.areas.is_some() || layout.as_face.is_some()
}

/// The styles of type on one face.
pub struct Faces {
    named: BTreeMap<String, TypeFace>,
    body: TypeFace,
}

impl Faces {
    /// A style; `body` for one that the theme does not have.
    pub fn get(&self, name: &str) -> &TypeFace {
        self.named.get(name).unwrap_or(&self.body)
    }
}

/// A layout with the paper it was drawn for.
struct Drawn<'a> {
    format: Name,
    piece: String,
    size: Size,
    layout: Cow<'a, Layout>,
}

/// Size of a panel as it is read; of the trim for a face that is laid out whole.
fn size_of(paper: &Format, piece: &str) -> Size {
    paper.panels.iter().find(|p| p.name.value == piece).map_or(paper.trim, FoldPanel::upright)
}

fn aspect(size: Size) -> f64 {
    size.width.ratio(size.height)
}

/// How much larger a paper is, by the side that grows less: so that what was drawn for one fits the other.
fn growth(paper: Size, drawn: Size) -> f64 {
    paper.width.ratio(drawn.width).min(paper.height.ratio(drawn.height))
}

/// What a look is wanted for.
pub struct Looked<'a> {
    pub block: &'a BlockName,
    /// None for ornaments.
    pub role: Option<Role>,
    /// The cell as it stands in the picture, without its language.
    pub cell: &'a str,
    /// The block stands in a flow: what is said of the cell itself is said of the flow.
    pub in_flow: bool,
}

impl Looked<'_> {
    /// A role that a theme speaks of: of all its blocks. In a layout a name is that of a cell: of the block that stands there.
    fn is_role(&self, role: Role, in_layout: bool) -> bool {
        self.role == Some(role) && (!in_layout || self.stands_in(role.name()))
    }

    fn stands_in(&self, name: &str) -> bool {
        self.cell.split(['/', '+']).any(|part| part == name)
    }

    /// `contact2`, `"points*"`, `rest`: the whole cell, or one of its parts that takes blocks of this role.
    fn is_cell(&self, name: &str) -> bool {
        let role = name.trim_end_matches(|c: char| c == '*' || c.is_ascii_digit());
        name == self.cell || (self.stands_in(name) && self.role.is_some_and(|own| own.name() == role))
    }
}

/// The looks that hold for a block, the most exact last.
fn layers<'l>(looks: &'l [(LookKey, AreaStyle)], of: &Looked<'_>, in_layout: bool) -> Vec<Cow<'l, AreaStyle>> {
    let block = of.block;
    let (base, _) = block.and_language();
    let exactness = |key: &LookKey| match key {
        LookKey::Any => Some(0),
        LookKey::Kind(kind) => (*kind == block.kind).then_some(1),
        LookKey::Role(role) => of.is_role(*role, in_layout).then_some(2),
        LookKey::Cell(name) => of.is_cell(name).then_some(CELL),
        // `text.lead` is also the look of `text.lead@2`.
        LookKey::Block(name) if *name == base => Some(4),
        LookKey::Block(name) => (name == block).then_some(5),
    };
    let found = looks.iter().filter_map(|(key, look)| Some((exactness(key)?, key, look)));
    let mut found: Vec<(u8, &LookKey, &AreaStyle)> = found.collect();
    found.sort_by_key(|(exactness, ..)| *exactness);
    let layer = |(at, key, look)| match of.in_flow && (at == CELL || (in_layout && is_of_cell(key, look, of.cell))) {
        true => Cow::Owned(of_flow(look)),
        false => Cow::Borrowed(look),
    };
    found.into_iter().map(layer).collect()
}

/// Whether a look of a layout is that of a cell in which blocks flow: by its own name, or by that of the one role that has
/// its place there; a line with its room goes with each block.
fn is_of_cell(key: &LookKey, look: &AreaStyle, cell: &str) -> bool {
    match key {
        LookKey::Cell(name) => name == cell,
        LookKey::Role(role) => role.name() == cell && look.rule.is_none(),
        LookKey::Any | LookKey::Kind(_) | LookKey::Block(_) => false,
    }
}

/// How exact the look of a cell is: more than that of a role, less than that of a block.
const CELL: u8 = 3;

fn joined_looks<'l>(layers: impl Iterator<Item = &'l Cow<'l, AreaStyle>>) -> AreaStyle {
    AreaStyle::joined(&layers.map(AsRef::as_ref).collect::<Vec<_>>())
}

/// What of a flow's look is for each of its blocks: not its columns, its gaps and its ground.
fn of_flow(look: &AreaStyle) -> AreaStyle {
    let ground = GroundLook::default();
    AreaStyle {
        ground,
        columns: None,
        gap: None,
        padding: None,
        place: None,
        fill: None,
        tint: None,
        extend: None,
        ..look.clone()
    }
}
