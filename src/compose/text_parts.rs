//! Words to a text of a part: its type, colour, sizes and the distance of its lines.

use super::artboard::{Disc, Sizing, TextPart};
use super::grounds::Background;
use super::{FaceComposer, links, short_links};
use crate::diag::{At, Diagnostic, checks};
use crate::display::Role as Structure;
use crate::document::Paragraph;
use crate::geom::Length;
use crate::model::{Align, AreaStyle, Caps, Direction, DiscLook, TypeFace};
use crate::text::{Balance, Families, Phrase, Style, UnshapedText};

/// Copy is led down to this part of its leading, and never under this distance, before it is set smaller.
const TIGHTER: f64 = 0.92;
const TIGHTEST: f64 = 1.2;

impl FaceComposer<'_, '_> {
    /// One paragraph with its type.
    pub(super) fn text_part(
        &mut self,
        name: &'static str,
        words: &Paragraph,
        look: &AreaStyle,
        ground: &Background,
        role: Structure,
    ) -> TextPart {
        let face_name = look.face.as_ref().map_or("body", |f| f.value.as_str());
        let face = self.faces.get(face_name);
        let weight = face.weight.as_ref().map_or(400, |w| w.value);
        if let Some(font) = face.font.as_ref().filter(|f| !self.bench.fonts.has_family(&f.value)) {
            let message = format!("there is no font family `{}`", font.value);
            let diagnostic =
                Diagnostic::error(&checks::UNKNOWN_NAME, font.span, message).help("families are listed in `fonts/fonts.toml`");
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        let small_caps = self.small_caps(face);
        let locale = words.locale.as_ref().map_or_else(|| self.locale.tag.clone(), |t| t.tag.clone());
        let families = self.families_of(face.font.as_ref().map_or("", |f| f.value.as_str()), &locale, words);
        let step = look.step.as_ref().map_or(0.0, |s| s.value);
        let display = matches!(face_name, "display" | "heading" | "figure" | "phone") && (step >= 1.0 || look.fit.is_some());
        let smallest = look.fit.as_ref().map_or_else(|| self.scale.smallest(step), |f| f.value.from);
        let large = smallest >= Length::points(18.0) || (weight >= 700 && smallest >= Length::points(14.0));
        let ink = self.palette.ink(look.ink.as_ref(), ground, large, self.diagnostics);
        // A disc is a large solid.
        let disc = look.disc.as_ref().filter(|_| !self.palette.saves_ink()).map(|disc| self.disc(disc, large));
        let sizing = look.fit.as_ref().map_or(Sizing::Step(step), |f| Sizing::Fit(f.value));
        let balance = match name {
            _ if display || look.fit.is_some() => Balance::Headline,
            "label" | "heading" | "when" => Balance::Label,
            _ => Balance::Copy,
        };
        let (line, tight) = self.lines(face, balance, &locale);
        let capitals = face.caps.as_ref().is_some_and(|c| c.value == Caps::All);
        let mut links = links::of(words, name);
        if !capitals {
            short_links::add(&mut links, &words.text(), &locale, self.text_lines);
        }
        TextPart {
            name,
            words: self.words(words, capitals),
            links,
            style: Style {
                families,
                weight,
                strong: if weight >= 700 { weight.max(800) } else { 700 },
                tracking: face.tracking.as_ref().map_or(0, |t| (t.value * 1000.0).round() as i32),
                tabular: face.tabular.as_ref().is_some_and(|t| t.value),
                small_caps,
            },
            sizing,
            line,
            tight,
            color: ink.color,
            looks: ink.looks,
            align: look.align.as_ref().map_or(Align::Start, |a| a.value),
            disc,
            plate: None,
            balance,
            role,
            gap: look.gap.as_ref().map(|g| g.value),
            origin: words.span(),
        }
    }

    /// The disc behind a text, and an ink that is read on it.
    fn disc(&mut self, disc: &At<DiscLook>, large: bool) -> Disc {
        let role = |name: &str| At::new(name.to_string(), disc.span);
        let ground = self.palette.area(&role(&disc.value.fill), None, self.diagnostics);
        let ink = self.palette.ink(Some(&role(&disc.value.ink)), &ground, large, self.diagnostics).color;
        Disc { color: ground.color, ink, size: disc.value.size }
    }

    /// The families of a text, and those of the languages of its phrases.
    fn families_of(&mut self, own: &str, locale: &str, words: &Paragraph) -> Families {
        let families = self.families(own, locale);
        let phrases: Vec<&str> = words.runs.iter().filter_map(|run| run.language.as_deref()).collect();
        if phrases.is_empty() {
            return families;
        }
        let stacks = phrases.into_iter().flat_map(|tag| self.bench.project.fonts.stack(tag)).map(|family| family.value.clone());
        families.iter().cloned().chain(stacks).collect()
    }

    /// The families that a text may take its characters from: the theme's own, then those of the language.
    fn families(&mut self, own: &str, locale: &str) -> Families {
        if let Some((.., families)) = self.stacks.iter().find(|(o, t, _)| o == own && t == locale) {
            return families.clone();
        }
        let stack = self.bench.project.fonts.stack(locale).iter().map(|f| f.value.clone());
        let families: Families = std::iter::once(own.to_string()).chain(stack).collect();
        self.stacks.push((own.to_string(), locale.to_string(), families.clone()));
        families
    }

    /// Distance of baselines over size: as the theme has it, and as tight as it may become where room is short. Neither is
    /// less than the language allows.
    fn lines(&self, face: &TypeFace, balance: Balance, language: &str) -> (f64, f64) {
        let typography = self.bench.project.fonts.typography(language);
        let asked = face.line.as_ref().map_or(1.35, |l| l.value);
        match balance {
            Balance::Copy | Balance::Label => {
                let least = typography.map_or(0.0, |t| t.line);
                let line = asked.max(least);
                (line, (line * TIGHTER).max(TIGHTEST).max(least).min(line))
            }
            Balance::Headline | Balance::PartedHeadline => {
                let line = asked.max(typography.map_or(0.0, |t| t.headline_line));
                (line, line)
            }
        }
    }

    /// Small capitals where the style asks for them and its font has them: none are made up from large ones.
    fn small_caps(&mut self, face: &TypeFace) -> bool {
        let Some(asked) = face.caps.as_ref().filter(|c| c.value == Caps::Small) else { return false };
        let family = face.font.as_ref().map_or("", |f| f.value.as_str());
        if self.bench.fonts.has_feature(family, b"smcp") {
            return true;
        }
        let message = format!("the font `{family}` has no small capitals");
        let help = "take `caps` out of the style, or set it in a font that has them (OpenType `smcp`)";
        let diagnostic = Diagnostic::error(&checks::NO_SMALL_CAPS, asked.span, message).help(help);
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
        false
    }

    fn words(&self, paragraph: &Paragraph, capitals: bool) -> UnshapedText {
        let locale = paragraph.locale.as_ref().unwrap_or(&self.locale);
        // Links count bytes of the words as they are written.
        let capitals = capitals && links::of(paragraph, "text").is_empty();
        let text = |text: &str, keep: bool| match capitals && !keep {
            true => super::capitals::capitals_of(text, &locale.tag),
            false => text.to_string(),
        };
        let spans = paragraph
            .runs
            .iter()
            .map(|r| Phrase { text: text(&r.text, r.keep), strong: r.strong, emphasis: r.emphasis, keep: r.keep || r.together })
            .collect();
        UnshapedText { spans, language: locale.tag.clone(), right_to_left: locale.direction == Direction::RightToLeft }
    }
}
