//! From words to styled boxes: which block stands in which area of each face, in which type and colour. Knows sizes
//! only as steps of a scale; no position is worked out here.
//!
//! - `allot`: which blocks stand in which cell of which face; `account`: what became of each block;
//! - `areas`: the picture of areas to cells; `pieces`: what a format has laid out by itself;
//! - `codes`: QR codes to parts; `collapse`: cells that the content leaves empty;
//! - `brand`: an organization's colour made readable in its hue; `brief`: events in few words;
//! - `coverage`: blocks that no layout shows; `code_columns`: columns of a stated width that are too narrow for a code;
//! - `credits`: a place for what an organization has to state, where the layout has none;
//! - `grounds`: what lies under words; `inset`: the room it leaves them; `styled`: as the theme states it;
//! - `echoes`: what shows for the eye what another area says; `if_empty`: faces laid out as another one;
//! - `theme`: the theme with what it extends, and the look of each area;
//! - `leftover`: a row for a drawing of the theme where height is left; `known`: areas composed before;
//! - `one_side`: the front of a product that has no back; `palette`: roles to colours, and the ink that stands out from a ground;
//! - `parts`: blocks to parts; `text_parts`: their words in type; `series` of values, `markers` of items, `marks`
//!   of others, `capitals` of words;
//! - `picture_parts`: pictures on an artboard; `pictures`: files to pictures, kept for the next product;
//! - `scenes`: drawings of the theme; `short_links`: numbers of three digits and text codes in running words;
//! - `side_each`: a side for each language, where the theme was drawn for one; `rests`: what is left over the cells that take it;
//! - `titles`: headlines and names of events that stand there already; `variants`: other layouts for contents that suit them.

mod account;
mod allot;
mod apart;
mod areas;
mod artboard;
mod body;
mod brand;
mod brief;
mod capitals;
mod code_columns;
mod codes;
mod collapse;
mod coverage;
mod credits;
mod crisis;
mod echoes;
mod grounds;
mod if_empty;
mod inset;
mod known;
mod leftover;
mod links;
mod lone_code;
mod markers;
mod marks;
mod one_side;
mod palette;
mod parts;
mod picture_parts;
mod pictures;
mod pieces;
mod rests;
mod scenes;
mod seen;
mod series;
mod short_links;
mod siblings;
mod side_each;
mod spared;
mod spoken;
mod styled;
mod text_parts;
mod theme;
mod titles;
mod variants;

use crate::bind::Product;
use crate::diag::{Diagnostic, Span, checks};
use crate::document::{Document, Locale};
use crate::geom::Sides;
use crate::model::{BlockName, Direction, FoldPanel, Format, Kind, Place, Project};
use crate::plan::Job;
use crate::text::{Families, Typesetter};

pub use account::{Account, LeftOut, OneSide, Why};
pub use artboard::{
    Area, Artboard, Chart, CodePart, Disc, FigureRow, Flow, Items, Marker, PanelPlacement, Part, RuleLine, Series, SeriesKind,
    SeriesPoint, Sizing, TextPart, TypeScale,
};
pub(crate) use body::missing_body;
pub use brief::{BRIEFEST, can_be_brief};
pub use coverage::unplaced;
pub use credits::{lines_without_place, places, statements_without_place};
pub use grounds::{Background, Border, Cell, Gradient, GroundStyle, Ornament, Panel};
pub use known::KnownAreas;
pub use palette::Inks;
pub use picture_parts::{Art, Behind, MarkRow, PicturePart, RowMark, Whole};
pub use pictures::PictureShelf;
pub use pieces::pieces_of;
pub(crate) use siblings::{parted, siblings};
pub use spared::Spared;
pub use variants::{LayoutChoice, Suitable, Variants};

use account::Shown;
use allot::{Filled, Order, Picture, allot};
use areas::{bare, free_cells, picture};
use palette::Palette;
use pieces::{FaceOrPanel, bleed, clear, draft_room, pieces};
use spoken::{silent, unspoken};
use theme::{Chosen, Effective, Faces};

/// A face or panel, and the blocks that are added under its words.
pub type Strip = (String, Vec<BlockName>);

/// What composing needs beside the words.
pub struct ComposeContext<'a> {
    /// Themes, fonts and pictures by name.
    pub project: &'a Project,
    /// How colours are made for this purpose.
    pub inks: Inks<'a>,
    /// Files that were decoded before, for the next product too.
    pub pictures: &'a mut PictureShelf,
    /// Tells which families there are, and what their fonts can do.
    pub fonts: &'a Typesetter,
    /// What of the organization no area shows, and the face or panel that gets a strip for it.
    pub strips: &'a [Strip],
    /// Blocks that are left out because there is no room for them.
    pub spared: &'a Spared,
    /// All of it stands on the first face: the others would be nearly empty.
    pub one_side: bool,
    /// Where it is not laid out as the theme lays out every content.
    pub choice: &'a LayoutChoice,
    /// Areas of the product that other ways have made.
    pub known: &'a mut KnownAreas,
}

/// One product as styled boxes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Composed {
    /// Faces and panels in reading order. Those that could not be composed are left out; the diagnostics say why.
    pub artboards: Vec<Artboard>,
    /// What became of each block.
    pub account: Account,
}

/// The faces and panels of one product as styled boxes, and the account of its blocks.
pub fn compose(document: &Document, product: &Product<'_>, bench: &mut ComposeContext<'_>) -> (Composed, Vec<Diagnostic>) {
    let (project, job, format) = (product.project, product.job.as_ref(), product.format.as_ref());
    let mut diagnostics = Vec::new();
    let effective = theme::effective(project, &job.theme);
    let palette = Palette::new(&effective, product.org, bench.inks, &mut diagnostics);
    let mut drawn = drawn(product, &effective, &mut diagnostics);
    let a_side_each = side_each::a_side_each(&mut drawn, document.languages, format);
    if bench.one_side {
        drawn.truncate(1);
        drawn.iter_mut().for_each(|(_, chosen)| one_side::take_all(chosen));
    }
    let suitable = variants::suitable(&drawn, document, project);
    variants::take(&mut drawn, &bench.choice.variants);
    let mut pictures: Vec<Picture> =
        drawn.iter().map(|(piece, chosen)| picture(chosen, format, piece, &mut diagnostics)).collect();
    let art: Vec<BlockName> = effective.art.keys().map(|name| BlockName::new(Kind::Art, *name)).collect();
    let stated = effective.limits(&job.format, format);
    let halved = a_side_each.then(|| side_each::with_half_the_room(stated));
    let limits = halved.as_ref().unwrap_or(stated);
    let order = Order {
        job,
        kind: format.kind.as_ref().map(|kind| kind.value.as_str()),
        limits,
        spared: bench.spared,
        strips: bench.strips,
    };
    let (mut filled, mut account) = allot(document, &order, &pictures, &art);
    let as_others =
        if_empty::laid_out_as_others(&mut drawn, &filled, |face| effective.layout(project, &job.format, format, face));
    bench.known.keep((!as_others).then_some((&bench.choice.variants, bench.one_side)));
    if as_others {
        // What is wrong with the picture of the other face was told already.
        pictures = drawn.iter().map(|(piece, chosen)| picture(chosen, format, piece, &mut Vec::new())).collect();
        (filled, account) = allot(document, &order, &pictures, &art);
    }
    let text_lines = short_links::text_lines(document);
    let headline = titles::headline(document, &filled);
    let (mut artboards, mut shown, mut unsaid) = (Vec::new(), Vec::new(), Vec::new());
    let (scene, subject) = (product.content.art.as_ref().map(|art| art.value.as_str()), product.content.subject);
    for (i, (((piece, chosen), picture), cells)) in drawn.iter().zip(&pictures).zip(&filled).enumerate() {
        // A side that would only carry who says it is not printed.
        if i > 0 && format.panels.is_empty() && job.sides.is_none() && !has_words(cells) {
            continue;
        }
        // One size of copy for the sheet: the largest floor of the languages on it.
        let locales = document.blocks.iter().map(|b| &b.locale).chain([&document.locale]);
        let floors = locales.filter_map(|t| project.fonts.typography(&t.tag)).map(|t| t.floor);
        let floor = floors.fold(1.0, f64::max);
        let faces = effective.faces(chosen);
        let scale = effective.scale(chosen, &faces, format);
        let scale = if floor > 1.0 { scale.raised(format.minimum_copy.scale(floor)) } else { scale };
        // The fronts of badges lie side by side: none grows for a short name.
        let alike = i == 0 && product.has_like_copies();
        let scale = if alike { TypeScale { ceiling: 1.0, ..scale } } else { scale };
        let least = project.policy_says(product.content, |policy| policy.least_type.as_ref());
        let scale = least.map_or(scale, |least| scale.never_under(least.value));
        let mut composer = FaceComposer {
            document,
            format,
            chosen,
            scale,
            effective: &effective,
            faces: &faces,
            stacks: Vec::new(),
            palette: &palette,
            bench,
            diagnostics: &mut diagnostics,
            locale: document.locale.clone(),
            titled: titles::titled(document, cells),
            headline,
            in_flow: false,
            text_lines: &text_lines,
            shown: Vec::new(),
            unsaid: Vec::new(),
            art: scene,
            subject,
            alike,
        };
        artboards.extend(composer.artboard(piece, picture, cells));
        shown.append(&mut composer.shown);
        unsaid.append(&mut composer.unsaid);
    }
    echoes::mark(document, &mut artboards);
    let hidden = account::hidden(document, &shown);
    diagnostics.extend(hidden.iter().filter_map(|part| account::must_be_shown(part, job)));
    diagnostics.extend(crisis::left_out(document, &account.left_out, job));
    diagnostics.extend(siblings::told(document, &account, job, format));
    diagnostics.extend(body::warning(document, &account, job, format));
    diagnostics.extend(body::steps_left_out(document, &account, job, format));
    diagnostics.extend(account::kept_from_orders(document, &account.left_out, job));
    account.left_out.extend(hidden.iter().map(account::Hidden::left_out));
    for left in unsaid {
        if !account.left_out.contains(&left) {
            account.left_out.push(left);
        }
    }
    account.left_out.extend(links::unprinted(document, &account.placed, job.purpose));
    diagnostics.extend(blank(&drawn, &filled, job, effective.origin));
    let silent = silent(document, job, &artboards);
    // Of a language that no area speaks every block is lost: that is said once.
    let told = |name: &&BlockName| !silent.iter().any(|(n, _)| name.and_language().1 == *n);
    let refused: Vec<&BlockName> = account.lost.iter().filter(told).collect();
    diagnostics.extend(account::refusals(document, &refused, job, limits, effective.origin));
    diagnostics.extend(silent.iter().map(|language| unspoken(*language, job, &effective)));
    account.variants = bench.choice.variants.clone();
    account.suitable = suitable;
    (Composed { artboards, account }, diagnostics)
}

/// The faces and panels of a product that have a layout.
fn drawn<'a>(
    product: &'a Product<'_>,
    effective: &Effective<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(FaceOrPanel<'a>, Chosen<'a>)> {
    let (job, format) = (product.job.as_ref(), product.format.as_ref());
    let mut drawn = Vec::new();
    for piece in pieces(format) {
        let Some(chosen) = effective.layout(product.project, &job.format, format, piece.name) else {
            let message = format!("the theme `{}` has no layout for the {} of `{}`", job.theme, piece.name, job.format);
            diagnostics.push(
                Diagnostic::error(&checks::NO_LAYOUT, effective.origin, message)
                    .help(format!("write `[layout.{}.{}]` with `areas`", job.format, piece.name)),
            );
            continue;
        };
        diagnostics.extend(derived(&chosen, job, piece.name));
        diagnostics.extend(unknown_face(&chosen, format));
        drawn.push((piece, chosen));
    }
    drawn
}

/// An error for each face that would be printed with nothing on it but ornaments.
fn blank(drawn: &[(FaceOrPanel<'_>, Chosen<'_>)], filled: &[Vec<Filled>], job: &Job, theme: Span) -> Vec<Diagnostic> {
    let is_word = |cells: &Vec<Filled>| cells.iter().flat_map(|cell| &cell.blocks).any(|block| block.kind != Kind::Art);
    let mut faces: Vec<(&str, bool, bool)> = Vec::new();
    for ((piece, _), cells) in drawn.iter().zip(filled) {
        let (is_panel, has_words) = (piece.name != piece.spot.face, is_word(cells));
        match faces.iter_mut().find(|(face, ..)| *face == piece.spot.face) {
            Some((.., known)) => *known |= has_words,
            None => faces.push((&piece.spot.face, is_panel, has_words)),
        }
    }
    // A whole back without words is not printed at all.
    let printed = faces.iter().enumerate().filter(|(i, (_, is_panel, _))| *i == 0 || *is_panel);
    printed
        .filter(|(_, (.., has_words))| !has_words)
        .map(|(_, (face, ..))| {
            let message = format!("the {face} of `{}` carries nothing", job.format);
            Diagnostic::error(&checks::BLANK_PAGE, job.origin, message)
                .also(theme, "the theme")
                .help("add a block that the format takes (`handbill show NAME --account`), or make another format")
        })
        .collect()
}

/// Whether a face carries anything of the content.
fn has_words(cells: &[Filled]) -> bool {
    cells.iter().flat_map(|cell| &cell.blocks).any(|block| !matches!(block.kind, Kind::Org | Kind::Art))
}

/// `as` and `if_empty` name a face or panel that the format has.
fn unknown_face(chosen: &Chosen<'_>, format: &Format) -> Option<Diagnostic> {
    let names = pieces_of(format);
    let named = [&chosen.layout.as_face, &chosen.layout.if_empty];
    let is_known = |face: &str| names.iter().any(|name| name == face) || face == if_empty::PLAIN;
    let face = named.into_iter().flatten().find(|face| !is_known(&face.value))?;
    let message = format!("`{}` has no face `{}`", format.name.value, face.value);
    Some(Diagnostic::error(&checks::UNKNOWN_NAME, face.span, message).help(format!("there is: {}", names.join(", "))))
}

/// A warning where a layout was drawn for another format and nobody has said that it may serve.
fn derived(chosen: &Chosen<'_>, job: &Job, piece: &str) -> Option<Diagnostic> {
    let (format, face) = chosen.derived.as_ref()?;
    let message = format!(
        "the theme `{}` has no layout for the {piece} of `{}`: it is laid out as the {face} of `{format}`, {:.2} times as large",
        job.theme, job.format, chosen.by
    );
    let help = format!(
        "write `[layout.{}.{piece}]` with `areas`, or write `serves = [\"{}\"]` under `[layout.{format}]`",
        job.format, job.format
    );
    Some(Diagnostic::warning(&checks::DERIVED_LAYOUT, chosen.layout.origin, message).help(help))
}

/// One face or panel on its way.
pub(crate) struct FaceComposer<'a, 'b> {
    pub document: &'a Document,
    pub format: &'a Format,
    pub chosen: &'a Chosen<'a>,
    pub scale: TypeScale,
    pub effective: &'a Effective<'a>,
    pub faces: &'a Faces,
    /// Lists of families made so far, by the theme's own family and the language.
    pub stacks: Vec<(String, String, Families)>,
    pub palette: &'a Palette<'a>,
    pub bench: &'a mut ComposeContext<'b>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// Language of the block in hand.
    pub locale: Locale,
    /// Events whose title stands on the face by itself.
    pub titled: Vec<(BlockName, bool)>,
    /// Where the headline of the sheet stands in the content: what an event behind it is called is a heading under it.
    pub headline: Option<usize>,
    /// The block in hand stands in a flow, and so in no cell of its own.
    pub in_flow: bool,
    /// Blocks that stand on the face, and what the theme leaves out of them there.
    pub shown: Vec<Shown>,
    /// What events on the face leave out for want of room.
    pub unsaid: Vec<LeftOut>,
    /// Lines of the product that take texts.
    pub text_lines: &'a [short_links::TextLine],
    /// What the content calls its art.
    pub art: Option<&'a str>,
    /// What its titles speak of, where it calls none.
    pub subject: Option<&'static str>,
    /// It is one of many copies that differ in their words and must look the same.
    pub alike: bool,
}

impl FaceComposer<'_, '_> {
    fn artboard(&mut self, piece: &FaceOrPanel<'_>, picture: &Picture, cells: &[Filled]) -> Option<Artboard> {
        let layout = &self.chosen.layout;
        let areas = layout.areas.as_ref()?;
        let fill = layout.fill.as_ref().map(|f| self.palette.area(f, None, self.diagnostics));
        let (fill, style) = self.styled(fill, &layout.ground);
        let paper = fill.clone().unwrap_or_else(|| self.palette.paper());
        let mut panels = Vec::new();
        let mut grounds: Vec<(&str, Background)> = Vec::new();
        for panel in layout.panels.iter().flatten() {
            let ground = self.palette.area(&panel.fill, panel.tint.as_ref().map(|t| t.value), self.diagnostics);
            let (Some(mut ground), style) = self.styled(Some(ground), &panel.look) else { continue };
            // Where ink is saved grounds are pale, and the dots of a pattern are not.
            let is_printed = panel.repeat.is_none() || !self.palette.saves_ink();
            let art = panel.art.as_ref().filter(|_| is_printed).and_then(|name| self.ornament(name));
            // Words stand on every part of a pattern.
            if let (Some(art), Some(repeat)) = (&art, &panel.repeat) {
                ground.others.extend(self.tile(art, repeat));
            }
            let is_behind = |written: &str| panel.behind.iter().any(|b| bare(&b.value) == bare(written));
            // It reaches as far as its cells, whether the content fills them or not.
            let cell = picture.cells.iter().filter(|c| is_behind(&c.written)).map(|c| c.cell).reduce(Cell::union);
            let covered: Vec<&Filled> = cells.iter().filter(|c| is_behind(&c.written)).collect();
            let Some(cell) = cell.filter(|_| !covered.is_empty()) else { continue };
            grounds.extend(covered.iter().map(|c| (c.written.as_str(), ground.clone())));
            panels.push(Panel {
                cell,
                ground,
                style,
                art,
                repeat: panel.repeat.as_ref().map(|repeat| repeat.value),
                extend: panel.extend,
                radius: panel.radius.as_ref().map(|r| r.value).unwrap_or_default(),
                inset: panel.inset.as_ref().map(|p| p.value).unwrap_or_default(),
                padding: panel.padding.as_ref().map(|p| p.value).unwrap_or_default(),
                origin: panel.origin,
            });
        }
        let mut boxes: Vec<Area> = Vec::new();
        let mut flows = Vec::new();
        let mut empty: Vec<Cell> = Vec::new();
        for asked in &picture.cells {
            let Some(filled) = cells.iter().find(|c| c.written == asked.written) else {
                empty.push(asked.cell);
                continue;
            };
            let Filled { written, cell, origin, .. } = filled;
            // A panel over another one is nearer to the words.
            let ground = grounds.iter().rev().find(|(n, _)| n == written).map_or_else(|| paper.clone(), |(_, g)| g.clone());
            self.in_flow = filled.flow;
            let before = boxes.len();
            for block in &filled.blocks {
                boxes.extend(self.area_or_known(block, piece.name, (written, *cell, *origin), &ground));
            }
            if boxes.len() == before {
                empty.push(asked.cell);
            } else if filled.flow {
                flows.push(self.flow(written, *cell, (before..boxes.len()).collect()));
            }
        }
        let is_first = piece.name == pieces(self.format).first()?.name || piece.spot.face == piece.name;
        let draft = self.document.draft.clone().filter(|_| is_first).and_then(|words| self.draft_band(&words));
        let default_margin = Sides::all(self.format.safe);
        let upright = self.format.panels.iter().find(|p| p.name.value == piece.name).map_or(self.format.trim, FoldPanel::upright);
        let is_plain = boxes.is_empty();
        let mut artboard = Artboard {
            face: piece.name.to_string(),
            spot: piece.spot.clone(),
            trim: upright,
            bleed: bleed(self.format, piece),
            safe: self.format.safe,
            fill,
            margin: layout.margin.as_ref().map_or(default_margin, |m| m.value).at_least(style.reach()),
            style,
            columns: layout.columns.as_ref().map(|c| c.value.clone()).unwrap_or_default(),
            rows: layout.rows.as_ref().map(|r| r.value.clone()).unwrap_or_default(),
            gap: layout.gap.as_ref().map(|g| g.value).unwrap_or_default(),
            grid: (areas.value.len(), areas.value.first().map_or(0, Vec::len)),
            panels,
            areas: boxes,
            flows,
            free: free_cells(&areas.value),
            clear: if_empty::left_plain(layout, upright)
                .filter(|_| is_plain)
                .into_iter()
                .chain(clear(self.format, piece))
                .collect(),
            scale: self.scale,
            draft,
            draft_room: draft_room(self.format, piece, upright),
            leftover: if self.alike { None } else { self.leftover_or_known(piece.name) },
            language: self.document.locale.tag.clone(),
            right_to_left: self.is_right_to_left(),
            origin: layout.origin,
        };
        let columns = artboard.grid.1;
        collapse::collapse(&mut artboard, empty);
        lone_code::beside_its_words(&mut artboard, columns);
        if !self.effective.is_own(artboard.origin) {
            code_columns::widen(&mut artboard);
            apart::keep(&mut artboard);
        }
        inset::straighten(&mut artboard);
        inset::inset(&mut artboard, |panel| panel.inset);
        for (_, blocks) in self.bench.strips.iter().filter(|(name, _)| *name == piece.name) {
            self.add_strip(&mut artboard, blocks, &paper);
        }
        // Whatever stands in a panel stands inside its shape.
        let (grid, margin) = (artboard.grid, artboard.margin);
        inset::inset(&mut artboard, |panel| inset::inside(panel, grid, margin));
        Some(artboard)
    }

    /// Whether the face speaks a language that runs from right to left: the first of the product, or the one that its layout
    /// names.
    fn is_right_to_left(&self) -> bool {
        let own = self.chosen.layout.language.as_ref().map_or(1, |language| language.value as usize);
        let block = self.document.blocks.iter().find(|block| own > 1 && block.name.and_language().1 == own);
        block.map_or(&self.document.locale, |block| &block.locale).direction == Direction::RightToLeft
    }

    /// A cell whose areas flow.
    fn flow(&self, written: &str, cell: Cell, areas: Vec<usize>) -> Flow {
        let look = self.effective.cell_look(self.chosen, bare(written));
        Flow {
            name: written.to_string(),
            cell,
            areas,
            columns: look.columns.as_ref().map_or(2, |c| c.value),
            gap: look.gap.as_ref().map_or(1.4, |g| g.value),
            padding: look.padding.as_ref().map(|p| p.value).unwrap_or_default(),
            place: look.place.as_ref().map_or(Place::Start, |p| p.value),
        }
    }
}
