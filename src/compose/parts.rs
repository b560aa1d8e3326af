//! Blocks to parts: which lines a block has, in which type, size and colour.

use super::FaceComposer;
use super::account::{self, Shown};
use super::areas::bare;
use super::artboard::{Area, Chart, FigureRow, Legend, Part, RuleLine, TextPart};
use super::brief;
use super::grounds::{Background, Cell};
use super::picture_parts::{Art, PicturePart, Whole};
use super::pictures::{Shelved, is_jpeg};
use super::seen;
use super::theme::Looked;
use crate::color::Rgb;
use crate::color::luminance;
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::display::Role as Structure;
use crate::document::{Block, Body, ContactLine, Figure, Mark, Paragraph};
use crate::geom::{Length, Sides};
use crate::model::{Align, AreaStyle, BlockName, Direction, Kind, Place, Role};
use crate::picture::Tones;
use std::sync::Arc;

/// Under this luminance a ground is dark, and a logo takes its version for dark grounds.
const DARK: f64 = 0.35;
/// A plate reaches this part of the mark's height past it.
const PLATE: f64 = 0.16;

impl FaceComposer<'_, '_> {
    /// The area of one block. `None` when the content does not have the block.
    pub(super) fn area(&mut self, name: &BlockName, written: &str, cell: Cell, origin: Span, ground: Background) -> Option<Area> {
        if name.kind == Kind::Art {
            return self.art_area(name, bare(written), cell, origin);
        }
        let found = (1..).zip(&self.document.blocks).find(|(_, b)| b.name == *name);
        let Some((order, block)) = found else {
            self.absent(name, origin);
            return None;
        };
        self.locale = block.locale.clone();
        self.tell_borrowed(block);
        let mut look = self.look(block, written);
        if block.is_way() {
            // A map is no ornament: it is shown whole, on the ground there is.
            (look.crop, look.extend, look.fill) = (None, None, None);
        }
        look.hide = look.hide.map(|hide| self.obeyed(block, hide));
        let hidden = look.hide.clone().filter(|_| block.name.kind != Kind::Org);
        self.shown.push(Shown { block: block.name.clone(), hidden });
        self.unsaid.extend(brief::shorten(&mut look, block, self.bench.spared.brief));
        let fill = look.fill.as_ref().map(|f| self.palette.area(f, look.tint.as_ref().map(|t| t.value), self.diagnostics));
        let (fill, style) = self.styled(fill, &look.ground);
        let ground = fill.clone().unwrap_or(ground);
        let rule = look.rule.as_ref().map(|r| {
            let color = self.palette.ground(&At::new(r.color.clone(), r.span), None, self.diagnostics).color;
            RuleLine { side: r.side, width: r.width, color }
        });
        let is_headline = Role::from_name(without_language(written)) == Some(Role::Headline);
        let mut maker = PartMaker { composer: self, look: &look, ground: &ground, block, is_headline };
        let parts = maker.parts(false);
        let short = maker.has_short().then(|| maker.parts(true));
        let clear = maker.clear_space();
        let always_short = look.short.as_ref().is_some_and(|s| s.value);
        let (parts, short) = match short {
            Some(short) if always_short => (short, None),
            other => (parts, other),
        };
        Some(Area {
            written: bare(written).to_string(),
            block: name.to_string(),
            order,
            echoes: false,
            language: block.locale.tag.clone(),
            right_to_left: block.locale.direction == Direction::RightToLeft,
            origin: block.origin,
            cell,
            padding: look.padding.as_ref().map_or(Sides::default(), |p| p.value).plus(clear).plus_sides(style.reach()),
            fill,
            style,
            extend: look.extend.as_ref().is_some_and(|e| e.value),
            radius: look.radius.as_ref().map(|r| r.value).unwrap_or_default(),
            rule,
            place: look.place.as_ref().map_or(Place::Start, |p| p.value),
            rise: look.rise.as_ref().map(|rise| rise.value).unwrap_or_default(),
            turned: look.turned.as_ref().is_some_and(|turned| turned.value),
            gap: look.gap.as_ref().map_or(0.5, |g| g.value),
            width: look.width.as_ref().map(|w| w.value),
            row: look.row.as_ref().is_some_and(|r| r.value),
            parts: Arc::new(parts),
            short: short.map(Arc::new),
        })
    }

    /// The look of a block in a cell.
    fn look(&self, block: &Block, written: &str) -> AreaStyle {
        let cell = without_language(written);
        let of_org = block.name.kind == Kind::Org && !matches!(block.name.name.as_str(), "logo" | "name" | "credits");
        // A title that is the headline of its sheet looks like one.
        let role = Role::from_name(cell).filter(|_| block.part_of.is_some()).unwrap_or(block.role);
        let role = (!of_org).then_some(role);
        self.effective.look(self.chosen, &Looked { block: &block.name, role, cell, in_flow: self.in_flow })
    }

    /// What a theme hides of a block, without what has to be there all the same.
    fn obeyed(&mut self, block: &Block, hide: At<Vec<String>>) -> At<Vec<String>> {
        let is_own = self.effective.is_own(hide.span);
        if is_own {
            self.diagnostics.extend(account::keeps_all(block, &hide));
        }
        let is_shown = |part: &str| account::keeps(block, part) || (!is_own && self.bench.choice.shows(&block.name, part));
        let parts = hide.value.into_iter().filter(|part| !is_shown(part)).collect();
        At::new(parts, hide.span)
    }

    /// Says what of a block stands in another language.
    fn tell_borrowed(&mut self, block: &Block) {
        let Some(fallback) = &block.fallback else { return };
        let (name, _) = block.name.and_language();
        let what = match fallback.keys.as_slice() {
            [] => format!("`{name}`"),
            keys => format!("`{}` of `{name}`", keys.join("`, `")),
        };
        let message = format!("{what} is not translated into `{}` and stands in `{}`", fallback.wanted, fallback.from);
        let help = format!("translate it under `[{name}]` of `content/NAME.{}.toml`", fallback.wanted);
        self.diagnostics.push(Diagnostic::warning(&checks::MISSING_TRANSLATION, block.origin, message).help(help));
    }

    /// An area whose block is not there: left out, or not part of this content.
    fn absent(&mut self, name: &BlockName, origin: Span) {
        if self.document.left_out.contains(name) {
            return;
        }
        let (base, n) = name.and_language();
        if n > self.document.languages {
            let message =
                format!("the product speaks {} of the theme's languages: `{name}` is left out", self.document.languages);
            let help = format!("write `{name}?` into `areas` where it may be missing, or make it in {n} languages: `en+es`");
            self.diagnostics.push(Diagnostic::warning(&checks::AREA_WITHOUT_BLOCK, origin, message).help(help));
            return;
        }
        let names: Vec<String> = self.document.blocks.iter().map(|b| b.name.to_string()).collect();
        let mut diagnostic = Diagnostic::warning(
            &checks::AREA_WITHOUT_BLOCK,
            origin,
            format!("the content has no `{name}`: its area is left out"),
        );
        if let Some(near) = near(&name.to_string(), names.iter().map(String::as_str)) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        // Organizations fill their own blocks or leave them; nobody needs to be told each time.
        if name.kind != Kind::Org && base.name != "*" {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The band of an unreviewed translation: in the theme's accent, in small bold type.
    pub(super) fn draft_band(&mut self, words: &Paragraph) -> Option<(TextPart, Background)> {
        let ground = self.palette.area(&At::new("accent".to_string(), Span::NONE), None, self.diagnostics);
        let look = AreaStyle {
            face: Some(At::new("small".to_string(), Span::NONE)),
            step: Some(At::new(-1.0, Span::NONE)),
            ..AreaStyle::default()
        };
        let text = self.text_part("draft", words, &look, &ground, Structure::Paragraph);
        Some((TextPart { align: Align::Center, ..text }, ground))
    }
}

/// Makes the parts of one block in its look.
pub(super) struct PartMaker<'m, 'a, 'b> {
    pub composer: &'m mut FaceComposer<'a, 'b>,
    pub look: &'m AreaStyle,
    pub ground: &'m Background,
    pub block: &'m Block,
    /// It stands in a cell for the headline.
    is_headline: bool,
}

impl PartMaker<'_, '_, '_> {
    fn has_short(&self) -> bool {
        match &self.block.body {
            Body::Text { short, .. } | Body::Note { short, .. } => short.is_some(),
            Body::Logo { mark, short, .. } => mark.is_none() && short.is_some(),
            _ => false,
        }
    }

    fn parts(&mut self, short_form: bool) -> Vec<Part> {
        let block = self.block;
        let mut parts = Vec::new();
        match &block.body {
            Body::Text { heading, full, short } => {
                parts.extend(self.optional("heading", heading.as_ref(), Structure::Heading(2)));
                let words = short.as_ref().filter(|_| short_form).unwrap_or(full);
                let role = if self.is_headline() { Structure::Heading(1) } else { Structure::Paragraph };
                parts.extend(self.copy("text", words, &role));
            }
            Body::Note { heading, full, short } => {
                parts.extend(self.optional("heading", heading.as_ref(), Structure::Heading(2)));
                let words = short.as_ref().filter(|_| short_form).unwrap_or(full);
                parts.extend(self.copy("text", words, &Structure::Note));
            }
            Body::List { heading, items, icons, note, ordered } => {
                parts.extend(self.optional("heading", heading.as_ref(), Structure::Heading(2)));
                parts.push(self.items(items, icons, *ordered));
                parts.extend(self.optional("note", note.as_ref(), Structure::Note));
            }
            Body::Quote { says, by } => {
                parts.extend(self.optional("says", Some(says), Structure::Quote));
                parts.extend(self.optional("by", Some(by), Structure::Caption));
            }
            Body::Stat { figures, label, source, caveat } => {
                if let Some(series) = self.series(figures).filter(|_| !self.hidden("figure")) {
                    parts.extend(self.optional("label", Some(label), Structure::Caption));
                    parts.push(series);
                    parts.extend(self.optional("caveat", caveat.as_ref(), Structure::Note));
                    parts.extend(self.optional("source", Some(source), Structure::Note));
                    return parts;
                }
                let chart = self.chart(figures);
                let is_hero = chart.as_ref().is_some_and(|chart| chart.hero.is_some());
                let drawn = chart.map(Part::Chart);
                parts.extend(drawn.iter().filter(|_| is_hero).cloned());
                match (is_hero, self.hidden("figure")) {
                    (true, false) => parts.push(self.legend(figures, label)),
                    (false, false) => parts.push(self.figures(figures)),
                    (_, true) => {}
                }
                parts.extend(drawn.into_iter().filter(|_| !is_hero));
                if !is_hero || self.hidden("figure") {
                    parts.extend(self.optional("label", Some(label), Structure::Caption));
                }
                parts.extend(self.optional("caveat", caveat.as_ref(), Structure::Note));
                parts.extend(self.optional("source", Some(source), Structure::Note));
            }
            Body::Contact { name, phone, lines } => {
                parts.extend(self.optional("name", Some(name), Structure::Heading(2)));
                parts.extend(self.optional("phone", phone.as_ref(), Structure::Paragraph));
                for ContactLine { part, words } in lines {
                    parts.extend(self.optional(part, Some(words), Structure::Paragraph));
                }
            }
            Body::Code { payload, label, readable } => self.code(payload, label, readable, &mut parts),
            Body::Event { lines } => {
                let said = self.said_above();
                for ContactLine { part, words } in lines.iter().filter(|line| !said.contains(&line.part)) {
                    if self.is_headline && *part == "title" {
                        // Not `title`: that is how it looks inside an event.
                        parts.extend(self.copy("headline", std::slice::from_ref(words), &Structure::Heading(1)));
                        continue;
                    }
                    let role = if *part == "title" { self.title_level() } else { Structure::Paragraph };
                    parts.extend(self.optional(part, Some(words), role));
                }
            }
            Body::Picture { file, alt, focus, credit } => {
                let picture = self.picture(file, alt, *focus);
                // On a picture that fills its area the name would stand on whatever it shows there.
                let on_picture = matches!(&picture, Some(Part::Picture(picture)) if picture.crop);
                parts.extend(picture);
                let plate = on_picture.then(|| self.ground.color.clone());
                let name = self.optional("credit", credit.as_ref(), Structure::Caption);
                parts.extend(name.map(|part| match part {
                    Part::Text(text) => Part::Text(TextPart { plate, ..text }),
                    other => other,
                }));
            }
            Body::Logos { heading, marks } => parts.extend(self.marks(heading.as_ref(), marks)),
            Body::Logo { mark, name, short } => {
                parts.extend(self.logo(mark.as_ref(), name, short.as_ref().filter(|_| short_form)));
            }
        }
        parts
    }

    /// An event without a headline over it is what its sheet is about.
    fn title_level(&self) -> Structure {
        let own = self.composer.document.blocks.iter().position(|block| block.name == self.block.name);
        let is_under = self.composer.headline.is_some_and(|headline| own.is_some_and(|own| headline < own));
        Structure::Heading(if is_under { 2 } else { 1 })
    }

    /// What of an event stands on the face already, over its day and place.
    fn said_above(&self) -> &'static [&'static str] {
        match self.composer.titled.iter().find(|(event, _)| *event == self.block.name) {
            Some((_, true)) => &["title", "subtitle", "series"],
            Some((_, false)) => &["title"],
            None => &[],
        }
    }

    fn is_headline(&self) -> bool {
        self.look.face.as_ref().is_some_and(|f| f.value == "display")
    }

    /// The look of a part: its own over what it takes from the area.
    pub(super) fn part_look(&self, name: &str) -> AreaStyle {
        let inherited = AreaStyle { ink: self.look.ink.clone(), align: self.look.align.clone(), ..AreaStyle::default() };
        match self.look.parts.get(name) {
            Some(own) => AreaStyle::joined(&[&inherited, own]),
            None => inherited,
        }
    }

    fn hidden(&self, name: &str) -> bool {
        self.look.hide.as_ref().is_some_and(|h| h.value.iter().any(|part| part == name))
    }

    pub(super) fn optional(&mut self, name: &'static str, words: Option<&Paragraph>, role: Structure) -> Option<Part> {
        let words = words.filter(|_| !self.hidden(name))?;
        let look = self.part_look(name);
        Some(Part::Text(self.composer.text_part(name, words, &look, self.ground, role)))
    }

    /// The main text of a block, in the area's own look.
    fn copy(&mut self, name: &'static str, paragraphs: &[Paragraph], role: &Structure) -> Vec<Part> {
        let mut look = self.look.clone();
        look.gap = None;
        if let Some(own) = self.look.parts.get(name) {
            look = AreaStyle::joined(&[&look, own]);
        }
        paragraphs.iter().map(|p| Part::Text(self.composer.text_part(name, p, &look, self.ground, role.clone()))).collect()
    }

    /// The last value as what it counts, and the first one in it.
    fn chart(&mut self, figures: &[Figure]) -> Option<Chart> {
        let kind = self.look.chart.as_ref()?.value.as_str();
        if !matches!(kind, "lines" | "units") {
            return None;
        }
        let last = figures.last()?;
        let first = figures.first().filter(|_| figures.len() > 1).and_then(|f| f.count).unwrap_or(0);
        let count = last.count.filter(|count| *count >= first)?;
        let (hero_look, square_look) = (self.part_look("hero"), self.part_look("figure"));
        let look = if kind == "lines" { &hero_look } else { &square_look };
        let composer = &mut *self.composer;
        let mut ink = |role: Option<&At<String>>| composer.palette.ink(role, self.ground, true, composer.diagnostics).color;
        let color = ink(look.ink.as_ref());
        let plain = At::new("auto".to_string(), Span::NONE);
        let accent = At::new("accent".to_string(), Span::NONE);
        let first_color = ink(Some(if kind == "lines" { &plain } else { &accent }));
        let hero =
            (kind == "lines").then(|| self.composer.text_part("hero", &last.value, &hero_look, self.ground, Structure::Value));
        Some(Chart { hero, count, first, color, first_color, ground: self.ground.color.clone(), origin: self.block.origin })
    }

    fn figures(&mut self, figures: &[Figure]) -> Part {
        let (value_look, key_look) = (self.part_look("figure"), self.part_look("key"));
        let parts = figures.iter().map(|figure| self.value_and_key(figure, &value_look, &key_look)).collect();
        let accent = At::new("accent".to_string(), Span::NONE);
        let arrow = self.composer.palette.ink(Some(&accent), self.ground, true, self.composer.diagnostics).color;
        Part::Figures(FigureRow { figures: parts, arrow })
    }

    /// The values in the colours of their lines: the last one's is the numeral's.
    fn legend(&mut self, figures: &[Figure], label: &Paragraph) -> Part {
        let (value_look, key_look) = (self.part_look("figure"), self.part_look("key"));
        let plain = AreaStyle { ink: Some(At::new("auto".to_string(), Span::NONE)), ..value_look.clone() };
        let label = match self.optional("label", Some(label), Structure::Caption) {
            Some(Part::Text(text)) => Some(text),
            _ => None,
        };
        let look = |i: usize| if i + 1 < figures.len() { &plain } else { &value_look };
        let entries = figures.iter().enumerate().map(|(i, figure)| self.value_and_key(figure, look(i), &key_look)).collect();
        Part::Legend(Legend { label, figures: entries })
    }

    fn value_and_key(&mut self, figure: &Figure, value: &AreaStyle, key: &AreaStyle) -> (TextPart, TextPart) {
        let value = self.composer.text_part("figure", &figure.value, value, self.ground, Structure::Value);
        let key = self.composer.text_part("key", &figure.key, key, self.ground, Structure::Key);
        (value, key)
    }

    fn picture(&mut self, file: &str, alt: &str, focus: (f64, f64)) -> Option<Part> {
        let (art, was_jpeg) = self.art(file)?;
        let keeps_colors = self.block.name.kind == Kind::Org || self.block.role == Role::Map;
        Some(Part::Picture(PicturePart {
            scrim: if keeps_colors { None } else { self.composer.scrim(&art, self.look, was_jpeg) },
            behind: self.composer.behind(self.look),
            ratio: art.ratio(),
            art,
            // In a flow there is no cell to fill.
            crop: self.look.crop.as_ref().is_some_and(|c| c.value) && !self.composer.in_flow,
            repeat: None,
            whole: match (self.look.whole.as_ref().is_some_and(|w| w.value), alt.is_empty()) {
                (true, _) => Whole::Always,
                (false, true) => Whole::Never,
                (false, false) => Whole::RatherThanHalf,
            },
            focus,
            width: self.look.width.as_ref().map(|w| w.value),
            height: self.look.height.as_ref().map(|h| h.value),
            align: self.look.align.as_ref().map_or(Align::Start, |a| a.value),
            extend: self.look.extend.as_ref().is_some_and(|e| e.value),
            plate: None,
            alt: alt.to_string(),
            origin: self.block.origin,
        }))
    }

    /// The mark; on a dark ground its version for that, or the mark on a light plate. The name set in type where there
    /// is no mark, and where it would come out smaller than its owner allows.
    fn logo(&mut self, mark: Option<&Mark>, name: &Paragraph, short: Option<&Paragraph>) -> Option<Part> {
        if let Some(mark) = mark {
            let file = mark.on_dark.as_ref().filter(|_| self.is_dark()).unwrap_or(&mark.file);
            let Part::Picture(mut picture) = self.picture(file, &mark.alt, (0.5, 0.5))? else { return None };
            let by_height = picture.height.map(|height| height.scale(picture.ratio));
            let width = picture.width.into_iter().chain(by_height).min();
            if width.is_none_or(|width| width >= mark.minimum) {
                // A yellow mark is lost on white, and stands out from a dark ground.
                let stands_out = seen::is_lost(&picture.art, Rgb::WHITE) && !seen::is_lost(&picture.art, self.ground.looks);
                let plate = self.plate(mark).filter(|_| !stands_out);
                picture.plate = plate.map(|reach| (self.composer.palette.white(), reach));
                self.look_at(&picture, file);
                return Some(Part::Picture(picture));
            }
        }
        let look = self.part_look("name");
        Some(Part::Text(self.composer.text_part("name", short.unwrap_or(name), &look, self.ground, Structure::Paragraph)))
    }

    /// A mark that nobody sees where it stands.
    fn look_at(&mut self, picture: &PicturePart, file: &str) {
        let ground = if picture.plate.is_some() { Rgb::WHITE } else { self.ground.looks };
        let shown = seen::shows(&picture.art, ground);
        self.composer.diagnostics.extend(shown.and_then(|shown| seen::told(shown, file, ground, self.block.origin)));
    }

    pub(super) fn is_dark(&self) -> bool {
        luminance(self.ground.looks) < DARK
    }

    /// How far the light plate reaches past a mark that has no version for the dark ground it stands on.
    fn plate(&self, mark: &Mark) -> Option<Length> {
        let height = self.look.height.as_ref().map_or(Length::ZERO, |h| h.value);
        let reach = mark.clear.max(height.scale(PLATE));
        (self.is_dark() && mark.on_dark.is_none()).then_some(reach)
    }

    /// Room that stays free round a mark: what its owner asks for, or the plate it stands on.
    fn clear_space(&self) -> Length {
        match &self.block.body {
            Body::Logo { mark: Some(mark), .. } => self.plate(mark).unwrap_or(mark.clear),
            _ => Length::ZERO,
        }
    }

    /// A picture of the content, and whether it came as a JPEG.
    pub(super) fn art(&mut self, file: &str) -> Option<(Art, bool)> {
        let own_colors = has_own_colors(self.block.name.kind);
        // A mark keeps the colours its owner gave it; those of a map say something.
        let tones = if own_colors || self.block.role == Role::Map { Tones::default() } else { self.composer.tones(self.look) };
        let bench = &mut *self.composer.bench;
        // A missing file was reported when the project was read; the product must not be made without it.
        let Some(asset) = bench.project.assets.get(file) else {
            let message = format!("`{file}` is missing");
            self.composer.diagnostics.push(Diagnostic::error(&checks::MISSING_FILE, self.block.origin, message));
            return None;
        };
        match bench.pictures.art(file, asset, self.composer.palette, &bench.inks, (own_colors, &tones)) {
            Ok(Shelved { art, flattened }) => {
                if let Some(what) = flattened {
                    let message = format!("`{file}` is printed as pixels: {what}");
                    let note = Diagnostic::note(&checks::FLATTENED_PICTURE, self.block.origin, message);
                    self.composer
                        .diagnostics
                        .push(note.help("nothing needs to be done; outlines in solid colours stay sharp at any size"));
                }
                Some((art, is_jpeg(asset)))
            }
            Err(error) => {
                let message = format!("`{file}`: {error}");
                self.composer.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, self.block.origin, message));
                None
            }
        }
    }
}

/// Marks keep the colours that their owners gave them.
fn has_own_colors(kind: Kind) -> bool {
    matches!(kind, Kind::Org | Kind::Logos)
}

/// A cell as it stands in the picture, without its language and without the mark of one that may stay empty.
fn without_language(written: &str) -> &str {
    let written = written.trim_end_matches('?');
    written.split_once('@').map_or(written, |(cell, _)| cell)
}
