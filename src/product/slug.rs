//! The slug line of a press sheet: what sheet this is, for whoever finds it in a pile. Data only, no words of ours.

use super::revision::revision;
use crate::bind::Product;
use crate::color::Color;
use crate::display::{Draw, Face, GlyphRun};
use crate::geom::Length;
use crate::impose::{Lettering, Marking};
use crate::model::{Arrangement, Mark, Project, Purpose};
use crate::text::{Balance, Phrase, Style, Typesetter, UnshapedText};
use std::collections::BTreeMap;

/// Characters of an organization's name before it is cut.
const LONGEST_NAME: usize = 40;
/// Small, and outside of everything that is kept.
const SIZE: Length = Length::emu(69_850); // 5.5 pt

/// What stands round the trim of the sheets of a job: nothing where they are not for press.
/// `unreviewed`: nobody has read its words yet, and the slug says so.
pub(super) fn marking(product: &Product<'_>, unreviewed: bool, faces: &[&Face], typesetter: &mut Typesetter) -> Marking {
    let (project, job) = (product.project, product.job.as_ref());
    let mut letters = match &product.scheme.arrangement {
        Arrangement::Tiles(_) => letters(project, typesetter),
        _ => Lettering::new(),
    };
    if job.purpose != Purpose::Press {
        return Marking { letters, ..Marking::default() };
    }
    let marks: Vec<Mark> = project.defaults.marks.iter().map(|m| m.value).collect();
    let offset = product.condition.map_or(Length::ZERO, |c| c.mark_offset);
    let spots = spots(faces);
    let black = Letters::plain(SIZE, Color::Cmyk([0.0, 0.0, 0.0, 1.0]));
    let mut set = |words: &str| set(project, words, &black, typesetter);
    let (mut slug, mut names) = (Vec::new(), BTreeMap::new());
    if marks.contains(&Mark::Slug) {
        let orgs: Vec<&str> = product.orgs.iter().map(|org| org.short.as_ref().unwrap_or(&org.name).value.as_str()).collect();
        let inks: Vec<&str> = std::iter::once("CMYK").chain(spots.iter().filter_map(spot_name)).collect();
        let revision = revision(project, job);
        let date = job.date.to_string();
        let words = [
            job.content.as_str(),
            &job.format,
            &job.language,
            &shortened(&orgs.join(", ")),
            &inks.join(" + "),
            &job.condition,
            &date,
            &revision,
        ];
        let warning = warning(product).filter(|_| unreviewed);
        slug = words.into_iter().chain(warning).map(|word| set(&format!("{word} /"))).collect();
        if job.gang.is_some() && letters.is_empty() {
            letters = ('0'..='9').chain(['/']).map(|sign| (sign, set(&sign.to_string()))).collect();
        }
        names = faces.iter().map(|face| (face.name.clone(), set(&face.name))).collect();
    }
    Marking { marks, offset, slug, faces: names, spots, letters }
}

/// What the slug says of words that nobody has read: in the language of the source, for the print shop.
fn warning<'p>(product: &Product<'p>) -> Option<&'p str> {
    let source = &product.content.language.value;
    let words = &product.project.languages.get(source)?.words;
    words.unreviewed.as_ref().or(words.draft.as_ref()).map(|w| w.value.as_str())
}

/// Size of the names of tiles: to be read in a narrow margin, at arm's length.
const TILE: Length = Length::emu(8 * 12_700);

/// Letters and digits for the names of tiles.
fn letters(project: &Project, typesetter: &mut Typesetter) -> Lettering {
    let gray = Letters::plain(TILE, Color::Gray(0.3));
    ('A'..='Z').chain('0'..='9').map(|sign| (sign, set(project, &sign.to_string(), &gray, typesetter))).collect()
}

/// A name of any length in the room of one.
fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_string(),
    }
}

/// How words of the program itself are set.
#[derive(Clone, Debug)]
pub(crate) struct Letters {
    pub size: Length,
    pub weight: u16,
    /// All figures equally wide.
    pub tabular: bool,
    pub color: Color,
}

impl Letters {
    /// Regular weight, figures as wide as they are.
    pub fn plain(size: Length, color: Color) -> Letters {
        Letters { size, weight: 400, tabular: false, color }
    }
}

/// Words on one line, and how wide they are.
pub(crate) fn set(project: &Project, words: &str, letters: &Letters, typesetter: &mut Typesetter) -> (Vec<GlyphRun>, Length) {
    let families = project.fonts.fonts.iter().map(|entry| entry.font.family.clone()).collect();
    let Letters { size, weight, tabular, ref color } = *letters;
    let style = Style { families, weight, strong: 700, tracking: 0, tabular, small_caps: false };
    let phrase = Phrase { text: words.to_string(), keep: true, ..Phrase::default() };
    let shaped =
        typesetter.shape(&UnshapedText { spans: vec![phrase], language: "en".to_string(), right_to_left: false }, &style);
    let breaks = shaped.breaks(f64::MAX, Balance::Copy);
    let lines = shaped.set(&breaks, size, color, None);
    let width = lines.iter().map(|line| line.width).max().unwrap_or(Length::ZERO);
    (lines.into_iter().flat_map(|line| line.runs).collect(), width)
}

/// Spot inks of all faces, each once at full strength, sorted by name.
pub(crate) fn spots(faces: &[&Face]) -> Vec<Color> {
    let mut all = BTreeMap::new();
    let drawn = faces.iter().flat_map(|face| &face.items).flat_map(|item| item.draw.leaves());
    for color in drawn.filter_map(Draw::color) {
        if let Color::Spot { name, alternate, .. } = color {
            let full = Color::Spot { name: name.clone(), tint: 1.0, alternate: *alternate };
            all.insert(name.to_string(), full);
        }
    }
    all.into_values().collect()
}

fn spot_name(color: &Color) -> Option<&str> {
    match color {
        Color::Spot { name, .. } => Some(name),
        _ => None,
    }
}
