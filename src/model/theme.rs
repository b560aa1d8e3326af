//! `assets/themes/*.toml`: how it looks. No sentence.
//!
//! Every key of a look is optional: `plain` states them all, a theme that `extends` it states what differs, and a
//! layout states what differs on one face. [`Look::joined`] joins them.

use super::look::{AreaStyle, LookKey};
use super::{Audience, GroundLook, Name, Role};
use crate::diag::{At, Span};
use crate::geom::{Length, Sides};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How sheets look: `assets/themes/NAME.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// For people who choose one.
    pub name: At<String>,
    /// Written for the project: neither one of the program nor a changed copy of one.
    pub is_own: bool,
    /// The theme that says whatever this one does not. `None`: it says all itself.
    pub extends: Option<At<Name>>,
    /// `about`: how it looks, in a line.
    pub about: Option<At<String>>,
    /// `for`: what it is good for, in a line.
    pub made_for: Option<At<String>>,
    /// `[color]`: role to colour; a value may be a placeholder such as `{org.color.brand | #0b3d6b}`.
    /// Roles are free names; `paper`, `ink`, `brand` and `accent` must exist after `extends`.
    pub colors: BTreeMap<String, At<String>>,
    /// `[type]`: by style name: `body`, `heading`, `display`, `phone`, `figure`, `small`, ...
    pub faces: BTreeMap<String, TypeFace>,
    /// `type.scale`: each step is this much larger.
    pub scale: Option<At<f64>>,
    /// `type.minimum`: copy is never set smaller.
    pub minimum: Option<At<Length>>,
    /// `type.ceiling`: type grows up to so many times its largest size before a large part of a face stays empty.
    pub ceiling: Option<At<f64>>,
    /// `[look."text.headline"]`, `[look."list.*"]`, in file order; later and more exact ones win.
    pub looks: Vec<(LookKey, AreaStyle)>,
    /// `[layout.FORMAT.FACE]`; `[layout.FORMAT]` with `areas` is its front. A format of panels has one a panel.
    /// Chunks of a batch share them.
    pub layouts: Arc<BTreeMap<(Name, String), Layout>>,
    /// `serves` of `[layout.FORMAT]`: by name of the other format, the one whose layouts serve it, scaled.
    pub serves: BTreeMap<Name, At<Name>>,
    /// `takes` and `if_room` of `[layout.FORMAT]`, in place of those of the format.
    pub limits: BTreeMap<Name, Limits>,
    /// `leftover`: the art that stands where a large part of a face would stay empty.
    pub leftover: Option<At<String>>,
    /// `[art]`: pictures of the theme by name, each a file of outlines or pixels.
    pub art: BTreeMap<String, ThemeArt>,
    /// `name`, for messages about the theme as a whole.
    pub origin: Span,
}

/// How many blocks a format carries.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Limits {
    /// By role, at most; a role that is not named has no place. `None`: any number of all.
    pub takes: Option<BTreeMap<Role, usize>>,
    /// Roles that are left out where everything else would have to be set much smaller for them; those first named go first.
    pub if_room: Vec<Role>,
}

impl Limits {
    /// How many blocks of a role may stand there.
    pub fn of(&self, role: Role) -> usize {
        self.takes.as_ref().map_or(usize::MAX, |takes| takes.get(&role).copied().unwrap_or(0))
    }
}

/// An ornament: `ridge = "assets/art/ridge.svg"`, or `ridge = { file = "...", focus = "66% 60%" }`.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeArt {
    /// A path; `{art | mountains}` in it is what the content calls its `art`, and what stands for it where it says nothing:
    /// `{art | event: river-town | motel}` for an audience first, `{art | phone: call | notice}` for whoever may be called.
    pub file: At<String>,
    /// Kept in view where an area crops it: from the left and from the top, 0 to 1.
    pub focus: (f64, f64),
}

impl ThemeArt {
    /// The file for a content of these readers that calls its art so; `may_call`: it states a number.
    pub fn path(&self, art: Option<&str>, audience: Audience, may_call: bool) -> Cow<'_, str> {
        let Some((before, fallbacks, after)) = self.choice() else { return Cow::Borrowed(self.file.value.as_str()) };
        let is_met = |name: &str| name == audience.name() || (name == PHONE && may_call);
        let is_theirs = |fallback: &Fallback<'_>| fallback.when.is_none_or(is_met);
        let fallback = || fallbacks_of(fallbacks).find(is_theirs).map(|fallback| fallback.name);
        Cow::Owned(format!("{before}{}{after}", art.or_else(fallback).unwrap_or_default()))
    }

    /// The file for contents that call their art so, where they choose.
    pub fn chosen_path(&self, art: &str) -> Option<String> {
        self.choice().map(|(before, _, after)| format!("{before}{art}{after}"))
    }

    /// The files for contents that name no art.
    pub fn fallback_paths(&self) -> Vec<String> {
        let Some((before, fallbacks, after)) = self.choice() else { return vec![self.file.value.clone()] };
        fallbacks_of(fallbacks).map(|fallback| format!("{before}{}{after}", fallback.name)).collect()
    }

    /// The audiences that have an art of their own.
    pub fn audiences(&self) -> Vec<&str> {
        let fallbacks = self.choice().map(|(_, fallbacks, _)| fallbacks);
        fallbacks.into_iter().flat_map(fallbacks_of).filter_map(|fallback| fallback.when).filter(|name| *name != PHONE).collect()
    }

    /// Whether every content has an art, whoever it is for.
    pub fn is_for_all(&self) -> bool {
        self.choice().is_none_or(|(_, fallbacks, _)| fallbacks_of(fallbacks).any(|fallback| fallback.when.is_none()))
    }

    /// Whether the content chooses: what stands before and after the name, and the names where the content says nothing.
    fn choice(&self) -> Option<(&str, &str, &str)> {
        let (before, rest) = self.file.value.split_once("{art")?;
        let (inside, after) = rest.split_once('}')?;
        Some((before, inside.trim().strip_prefix('|')?.trim(), after))
    }
}

/// What stands before an art for contents that state a number to call.
const PHONE: &str = "phone";

/// A name that stands for an art that the content does not name: `event: river-town` for an audience, `motel` for all.
struct Fallback<'a> {
    /// An audience, or [`PHONE`].
    when: Option<&'a str>,
    name: &'a str,
}

fn fallbacks_of(all: &str) -> impl Iterator<Item = Fallback<'_>> {
    all.split('|').map(|one| match one.split_once(':') {
        Some((when, name)) => Fallback { when: Some(when.trim()), name: name.trim() },
        None => Fallback { when: None, name: one.trim() },
    })
}

/// How one style of type is set. Absent keys come from `body`, or from the theme this one extends.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TypeFace {
    /// `font`: a family of `fonts/fonts.toml`.
    pub font: Option<At<String>>,
    /// `weight`: 100 to 900.
    pub weight: Option<At<u16>>,
    /// `size`: only `body` states one; the others are steps of the scale from it.
    pub size: Option<At<Length>>,
    /// `maximum`: copy grows up to here where there is room.
    pub maximum: Option<At<Length>>,
    /// `line`: distance of baselines over type size.
    pub line: Option<At<f64>>,
    /// `tracking`: extra space between letters, in em.
    pub tracking: Option<At<f64>>,
    /// `figures = "tabular"`: all figures equally wide.
    pub tabular: Option<At<bool>>,
    /// `caps = "small"`: small letters as small capitals; `"all"`: all letters as capitals.
    pub caps: Option<At<Caps>>,
}

/// Which letters are set as capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caps {
    /// As they are written.
    Written,
    /// Small letters as small capitals, where the font has them.
    Small,
    /// All, by the rules of the language. Telephone numbers and addresses stay as they are written.
    All,
}

/// One face of one format: a picture of its areas. Without `areas` it says what differs from the same layout of the
/// theme that is extended, or of the format that serves.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// `margin`: from the trim to the grid; one length, or four.
    pub margin: Option<At<Sides>>,
    /// `columns = "2fr 1fr"`; one track a column of the picture.
    pub columns: Option<At<Vec<Track>>>,
    /// `rows = "auto 1fr auto"`.
    pub rows: Option<At<Vec<Track>>>,
    /// `gap`: between areas; one length, or `[between rows, between columns]`.
    pub gap: Option<At<(Length, Length)>>,
    /// `areas`: rows of names with white space between; `.` is an empty cell.
    pub areas: Option<At<Vec<Vec<String>>>>,
    /// `fill`: role of the whole face.
    pub fill: Option<At<String>>,
    /// `gradient`: what its ground is beside that. No edge: the trim is its edge.
    pub ground: GroundLook,
    /// `panels = [{ behind = ["text.headline", "org.logo"], fill = "brand", extend = true }]`: grounds under several areas.
    pub panels: Option<Vec<Panel>>,
    /// `[layout.F.F.type]`: type of this face alone, by style name.
    pub faces: BTreeMap<String, TypeFace>,
    /// `[layout.F.F.type]`, `minimum`: copy of this face is never set smaller. `None`: that of the theme.
    pub minimum: Option<At<Length>>,
    /// `type.ceiling`: as of a theme.
    pub ceiling: Option<At<f64>>,
    /// `[layout.F.F.type]`, `scale`: as of a theme, for this face alone.
    pub scale: Option<At<f64>>,
    /// `[layout.F.F.look]`: as of a theme, for this face alone; they win over the theme's.
    pub looks: Vec<(LookKey, AreaStyle)>,
    /// `leftover`: as of a theme; `none` for no art.
    pub leftover: Option<At<String>>,
    /// `language = 2`: which of the product's languages blocks speak whose name does not say.
    pub language: Option<At<u32>>,
    /// `as = "front"`: laid out as another face of the format.
    pub as_face: Option<At<String>>,
    /// `if_empty = "facing"`: laid out as that face where nothing of the content is left for this one.
    pub if_empty: Option<At<String>>,
    /// `[layout.F.F.variant.NAME]`: other ways to lay the face out, for contents that suit them.
    pub variants: BTreeMap<Name, Variant>,
    /// The table `[layout.F.F]`.
    pub origin: Span,
}

/// Another layout of a face, for contents that have blocks of some roles and none of others: what differs from its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Roles of which the content has a block.
    pub with: Vec<Role>,
    /// Roles of which it has none.
    pub without: Vec<Role>,
    /// Roles of which it has [`SEVERAL`] blocks or more.
    pub several: Vec<Role>,
    /// How many languages the sheet speaks; `None` for any number.
    pub languages: Option<usize>,
    /// `short_number = true`: the first contact's number has no more than [`SHORT_NUMBER`] digits; false: it has more.
    pub short_number: Option<bool>,
    /// `upright = true`: the content's picture is higher than wide; false: it is not.
    pub upright: Option<bool>,
    /// What it says over the layout of the face; no variants of its own.
    pub layout: Layout,
}

/// A program, not an event and another one.
const SEVERAL: usize = 3;

/// Digits of a number that a state or a carrier gave away for all: 911, 988, 116 117.
pub const SHORT_NUMBER: usize = 6;

/// What a content has, as far as variants ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContentShape {
    /// How many blocks of each role.
    pub roles: BTreeMap<Role, usize>,
    /// How many languages the sheet speaks.
    pub languages: usize,
    /// How many digits the number of its first contact has; `None` without one.
    pub digits: Option<usize>,
    /// Whether its first picture is higher than wide, if a variant asks; `None` without one.
    pub upright: Option<bool>,
}

impl Variant {
    /// Whether a content may be laid out so.
    pub fn suits(&self, content: &ContentShape) -> bool {
        let count = |role: &Role| content.roles.get(role).copied().unwrap_or_default();
        let is_short = |digits: usize| digits <= SHORT_NUMBER;
        self.with.iter().all(|role| count(role) > 0)
            && self.without.iter().all(|role| count(role) == 0)
            && self.several.iter().all(|role| count(role) >= SEVERAL)
            && self.languages.is_none_or(|wanted| wanted == content.languages)
            && self.short_number.is_none_or(|wanted| content.digits.is_some_and(|digits| is_short(digits) == wanted))
            && self.upright.is_none_or(|wanted| content.upright == Some(wanted))
    }

    /// Whether it is made for contents of one kind, and not for those that have room to spare.
    pub fn is_special(&self) -> bool {
        let names_what_is_missing = !self.with.is_empty() && !self.without.is_empty();
        !self.several.is_empty()
            || self.languages.is_some()
            || self.short_number.is_some()
            || self.upright.is_some()
            || names_what_is_missing
    }
}

/// A ground under several areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Names as they stand in `areas`.
    pub behind: Vec<At<String>>,
    /// Role of the ground.
    pub fill: At<String>,
    /// An ornament over the fill, cut to the panel: a name of `[art]`.
    pub art: Option<At<String>>,
    /// `repeat`: the ornament is a tile about so wide, and stands as often as fits.
    pub repeat: Option<At<Length>>,
    /// Part of 1 over the paper.
    pub tint: Option<At<f64>>,
    /// `edge`: what makes it more than a rectangle.
    pub look: GroundLook,
    /// The ground runs on to the trim and the bleed on sides where its areas end the grid.
    pub extend: bool,
    /// Of its corners. `None`: they are square.
    pub radius: Option<At<Length>>,
    /// Room between its edges and whatever of its areas stands there.
    pub inset: Option<At<Sides>>,
    /// How far it reaches past its areas where it does not extend to the edge.
    pub padding: Option<At<Sides>>,
    /// The table `[[panels]]`.
    pub origin: Span,
}

/// Width of a column or height of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Track {
    /// As large as its content.
    Auto,
    /// A share of what is left: `2fr`.
    Fraction(f64),
    /// A length, whatever stands there.
    Fixed(Length),
    /// As small as its content can be: `min`.
    MinContent,
}

impl Layout {
    /// This layout with `base` wherever it says nothing. One that states its areas stands alone.
    pub fn over(&self, base: &Layout) -> Layout {
        if self.areas.is_some() {
            return self.clone();
        }
        let mut faces = base.faces.clone();
        for (name, face) in &self.faces {
            let joined = faces.get(name).map_or_else(|| face.clone(), |under| face.over(under));
            faces.insert(name.clone(), joined);
        }
        Layout {
            margin: self.margin.clone().or_else(|| base.margin.clone()),
            columns: self.columns.clone().or_else(|| base.columns.clone()),
            rows: self.rows.clone().or_else(|| base.rows.clone()),
            gap: self.gap.clone().or_else(|| base.gap.clone()),
            areas: base.areas.clone(),
            fill: self.fill.clone().or_else(|| base.fill.clone()),
            ground: GroundLook::joined([&base.ground, &self.ground].into_iter()),
            panels: self.panels.clone().or_else(|| base.panels.clone()),
            faces,
            minimum: self.minimum.clone().or_else(|| base.minimum.clone()),
            ceiling: self.ceiling.clone().or_else(|| base.ceiling.clone()),
            scale: self.scale.clone().or_else(|| base.scale.clone()),
            leftover: self.leftover.clone().or_else(|| base.leftover.clone()),
            looks: base.looks.iter().chain(&self.looks).cloned().collect(),
            language: self.language.clone().or_else(|| base.language.clone()),
            as_face: self.as_face.clone(),
            if_empty: self.if_empty.clone().or_else(|| base.if_empty.clone()),
            variants: base.variants.iter().chain(&self.variants).map(|(name, variant)| (name.clone(), variant.clone())).collect(),
            origin: self.origin,
        }
    }

    /// The layout in one of its variants: what the variant says, and for the rest what the layout says.
    pub fn varied(&self, name: &str) -> Option<Layout> {
        let own = &self.variants.get(name)?.layout;
        let areas = own.areas.clone().or_else(|| self.areas.clone());
        Some(Layout { areas, ..Layout { areas: None, ..own.clone() }.over(self) })
    }

    /// The same for a sheet that is `by` times as large: every length grows with it.
    pub fn scaled(&self, by: f64) -> Layout {
        let mut layout = self.clone();
        let length = |l: &mut At<Length>| l.value = l.value.scale(by);
        let sides = |s: &mut At<Sides>| s.value = s.value.scale(by);
        layout.margin.iter_mut().for_each(sides);
        for tracks in [&mut layout.columns, &mut layout.rows].into_iter().flatten() {
            for track in &mut tracks.value {
                if let Track::Fixed(size) = track {
                    *size = size.scale(by);
                }
            }
        }
        layout.ground = layout.ground.scaled(by);
        layout.gap.iter_mut().for_each(|gap| gap.value = (gap.value.0.scale(by), gap.value.1.scale(by)));
        for panel in layout.panels.iter_mut().flatten() {
            panel.radius.iter_mut().for_each(length);
            panel.look = panel.look.scaled(by);
            panel.repeat.iter_mut().for_each(length);
            panel.padding.iter_mut().chain(&mut panel.inset).for_each(sides);
        }
        for face in layout.faces.values_mut() {
            face.size.iter_mut().chain(&mut face.maximum).for_each(length);
        }
        layout.minimum.iter_mut().for_each(length);
        for (key, look) in &mut layout.looks {
            *look = look.scaled(by, key.kind() == Some(super::Kind::Qr));
        }
        for variant in layout.variants.values_mut() {
            variant.layout = variant.layout.scaled(by);
        }
        layout
    }
}

impl TypeFace {
    /// This face with `base` wherever it says nothing.
    pub fn over(&self, base: &TypeFace) -> TypeFace {
        TypeFace {
            font: self.font.clone().or_else(|| base.font.clone()),
            weight: self.weight.clone().or_else(|| base.weight.clone()),
            size: self.size.clone().or_else(|| base.size.clone()),
            maximum: self.maximum.clone().or_else(|| base.maximum.clone()),
            line: self.line.clone().or_else(|| base.line.clone()),
            tracking: self.tracking.clone().or_else(|| base.tracking.clone()),
            tabular: self.tabular.clone().or_else(|| base.tabular.clone()),
            caps: self.caps.clone().or_else(|| base.caps.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_and_a_number_may_have_an_art_of_their_own() {
        let art = |file: &str| ThemeArt { file: At::new(file.to_string(), Span::NONE), focus: (0.5, 0.5) };
        let scene = art("art/{art | event: town | motel}.svg");
        assert_eq!(scene.path(None, Audience::Event, true), "art/town.svg");
        assert_eq!(scene.path(None, Audience::Staff, true), "art/motel.svg");
        assert_eq!(scene.path(Some("books"), Audience::Event, true), "art/books.svg");
        assert_eq!(scene.fallback_paths(), ["art/town.svg", "art/motel.svg"]);
        let sign = art("art/{art | event: date | phone: call | notice}.svg");
        assert_eq!(sign.path(None, Audience::Event, true), "art/date.svg");
        assert_eq!(sign.path(None, Audience::Public, true), "art/call.svg");
        assert_eq!(sign.path(None, Audience::Public, false), "art/notice.svg");
        assert_eq!(sign.audiences(), ["event"]);
        assert!(scene.is_for_all() && !art("art/{art | event: town}.svg").is_for_all());
        assert_eq!(art("art/ridge.svg").path(Some("books"), Audience::Event, true), "art/ridge.svg");
    }
}
