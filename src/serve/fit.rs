//! How much room the words of a block have: the sheet is laid out with fewer and with more of them, until they fit and
//! until they do not.

use super::makers::Tools;
use super::now::Now;
use crate::bind::bind;
use crate::display::Face;
use crate::geom::Length;
use crate::model::{BlockName, Body, Project};
use crate::plan::Job;
use crate::product::{WorkerCaches, compose_and_lay_out, resolve};

/// How words of a block stand in the room they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As wanted, with room for so many more words; [`MOST_ROOM`] and more are not counted.
    Room(usize),
    /// Only in smaller letters than the theme's own.
    Smaller,
    /// The short words stand in for the full ones.
    Short,
    /// So many words more than fit.
    TooMany(usize),
}

/// Nobody wants to know of more room than this many words.
pub const MOST_ROOM: usize = 24;

/// The room of a block's words in one product. Nothing where the block is not on the sheet.
pub fn gauge(now: &Now, index: usize, block: &str, key: &str, tools: &mut Tools) -> Option<Fit> {
    let job = now.job(index)?;
    let name = BlockName::parse(block)?;
    let (plain, language) = name.and_language();
    let tag = job.languages().nth(language - 1)?.to_string();
    let mut trial = Trial { project: now.reading.project.clone(), job, name: plain, tag, key: key.to_string() };
    let words = trial.words()?.clone();
    let caches = tools.caches(&now.reading.project);
    let count = words.split_whitespace().count();
    let whole = trial.faces(&words, caches);
    let Some(faces) = whole else {
        // The fewest words that are too many: halved until it is known.
        let (mut fits, mut not) = (0, count);
        while not - fits > 1 {
            let middle = (fits + not) / 2;
            let fewer = words.split_whitespace().take(middle).collect::<Vec<_>>().join(" ");
            match trial.faces(&fewer, caches) {
                Some(_) => fits = middle,
                None => not = middle,
            }
        }
        // Where even one word is too many, others are to blame.
        return (fits > 0).then_some(Fit::TooMany(count - fits));
    };
    let size = size_of(&faces, block)?;
    if key == "full" && is_short(&faces, block, count) {
        return Some(Fit::Short);
    }
    let alone = trial.faces(words.split_whitespace().next().unwrap_or("a"), caches).and_then(|faces| size_of(&faces, block));
    if alone.is_some_and(|alone| size < alone * MUCH_SMALLER) {
        return Some(Fit::Smaller);
    }
    let more = |n: usize| {
        let added: Vec<&str> = words.split_whitespace().cycle().take(n).collect();
        format!("{words} {}", added.join(" "))
    };
    let mut fits =
        |n: usize| trial.faces(&more(n), caches).is_some_and(|faces| key != "full" || !is_short(&faces, block, count + n));
    let (mut room, mut not) = (0, MOST_ROOM + 1);
    while not - room > 1 {
        let middle = (room + not) / 2;
        if fits(middle) { room = middle } else { not = middle }
    }
    Some(Fit::Room(room))
}

/// Letters this much smaller than those of a single word are said to be small.
const MUCH_SMALLER: f64 = 0.75;

/// Whether the short words of a block stand on the sheet: fewer than its full ones, headings counted too.
fn is_short(faces: &[Face], block: &str, full: usize) -> bool {
    let elements = faces.iter().flat_map(|face| &face.elements).filter(|element| element.block == block);
    let shown: usize = elements.map(|element| element.text.split_whitespace().count()).sum();
    shown > 0 && shown * 10 < full * 8
}

/// The size of the type of a block, in points.
fn size_of(faces: &[Face], block: &str) -> Option<f64> {
    let areas = faces.iter().flat_map(|face| &face.areas).filter(|area| area.block == block);
    areas.filter_map(|area| area.smallest).map(Length::to_points).reduce(f64::min)
}

/// A product laid out with other words in one key.
struct Trial<'j> {
    project: Project,
    job: &'j Job,
    name: BlockName,
    tag: String,
    key: String,
}

impl Trial<'_> {
    /// The words that are tried, where they are written.
    fn words(&mut self) -> Option<&mut String> {
        let of_org = self.project.orgs.get(&self.job.org).is_some_and(|org| org.say.contains_key(&self.name));
        if of_org {
            return self.project.orgs.get_mut(&self.job.org)?.say.get_mut(&self.name).map(|words| &mut words.value);
        }
        let key = (self.job.content.clone(), self.tag.clone());
        if let Some(translation) = self.project.translations.get_mut(&key) {
            return translation.blocks.get_mut(&self.name)?.words.get_mut(&self.key).map(|words| &mut words.value);
        }
        let content = self.project.contents.get_mut(&self.job.content)?;
        let block = content.blocks.iter_mut().find(|block| block.name == self.name)?;
        match (&mut block.body, self.key.as_str()) {
            (Body::Text(text) | Body::Note(text), "full") => Some(&mut text.full.value),
            (Body::Text(text) | Body::Note(text), "short") => text.short.as_mut().map(|short| &mut short.value),
            (Body::Quote(quote), "says") => Some(&mut quote.says.value),
            _ => None,
        }
    }

    /// The faces with these words; nothing where they do not fit.
    fn faces(&mut self, words: &str, caches: &mut WorkerCaches) -> Option<Vec<Face>> {
        // A mark that was cut in two would be a mistake of its own.
        let plain: String = words.chars().filter(|c| !"*[]\\".contains(*c)).collect();
        let changed = self.words()? != words;
        let before = std::mem::replace(self.words()?, if changed { plain } else { words.to_string() });
        let faces = self.laid_out(caches);
        *self.words()? = before;
        faces
    }

    fn laid_out(&self, caches: &mut WorkerCaches) -> Option<Vec<Face>> {
        let product = bind(&self.project, self.job).ok()?;
        caches.warm_up(&product);
        let (document, _) = resolve(&product);
        let (laid, found) = compose_and_lay_out(&product, &document?, caches);
        (!found.iter().any(crate::diag::Diagnostic::is_error)).then_some(laid.faces)
    }
}
