//! What one thread keeps between products. Nothing of it decides what is made, only how fast.

use crate::bind::Product;
use crate::check::unexpected_codes::UnexpectedCodes;
use crate::color::Profile;
use crate::compose::{KnownAreas, PictureShelf};
use crate::diag::{Diagnostic, checks};
use crate::export::pdf::{Intent, PdfCache};
use crate::export::words::WordFiles;
use crate::layout::KnownFaces;
use crate::model::Project;
use crate::picture::{Decoded, Smaller};
use crate::text::Typesetter;
use std::collections::{BTreeMap, BTreeSet};

/// What one thread keeps between jobs: paragraphs it has shaped, pictures it has decoded, the printing condition. Nothing
/// of it knows where in a file it was written: it serves one chunk of the organizations after the other.
pub struct WorkerCaches {
    pub(crate) typesetter: Typesetter,
    pub(crate) pictures: PictureShelf,
    /// Areas of the product in hand, as they were composed.
    pub(super) areas: KnownAreas,
    /// Faces of it, as they were laid out.
    pub(super) faces: KnownFaces,
    pub(super) pdf: PdfCache,
    /// What the blocks of each content take from others.
    pub(super) mentions: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    pub(super) png: Option<u32>,
    /// Which of the words are wanted without the paper.
    pub(super) words: WordFiles,
    /// Layouts whose codes this thread has read back from finished bytes, with how often each was made since.
    pub(super) scanned: BTreeMap<String, u32>,
    pub(super) unexpected: UnexpectedCodes,
    pub(super) smaller: Smaller,
    pub(super) decoded: Decoded,
    /// By name of the condition; read when the first press job comes.
    pub(crate) press: BTreeMap<String, Press>,
}

/// A printing condition ready for use.
pub(crate) struct Press {
    pub(crate) profile: Profile,
    pub(super) intent: Intent,
}

/// More distinct paragraphs than this are forgotten between jobs, so that a long batch stays flat in memory.
const MOST_PARAGRAPHS: usize = 600;

/// Likewise of pictures made smaller.
const MOST_PICTURES: usize = 16;

impl WorkerCaches {
    /// What a worker keeps for one project; pictures at so many dots an inch where they are wanted.
    pub fn new(project: &Project, png: Option<u32>) -> WorkerCaches {
        WorkerCaches {
            typesetter: Typesetter::new(&project.fonts),
            pictures: PictureShelf::default(),
            areas: KnownAreas::default(),
            faces: KnownFaces::default(),
            pdf: PdfCache::default(),
            mentions: BTreeMap::new(),
            png,
            words: WordFiles::default(),
            scanned: BTreeMap::new(),
            unexpected: UnexpectedCodes::default(),
            smaller: Smaller::new(),
            decoded: Decoded::default(),
            press: BTreeMap::new(),
        }
    }

    /// Forgets what is of the last product alone: another one is composed.
    pub(super) fn next_product(&mut self) {
        self.areas = KnownAreas::default();
        self.faces.next_product();
    }

    /// The profile that a press product is made for.
    pub(crate) fn profile(&self, product: &Product<'_>) -> Option<&Profile> {
        self.press.get(&product.job.condition).filter(|_| product.condition.is_some()).map(|press| &press.profile)
    }

    /// The same, for products whose words are wanted beside them.
    pub fn with_words(self, words: WordFiles) -> WorkerCaches {
        WorkerCaches { words, ..self }
    }

    /// Gets the printing condition of a press product ready, and forgets what has become too much. The first step of every
    /// product.
    pub fn warm_up(&mut self, product: &Product<'_>) -> Vec<Diagnostic> {
        self.typesetter.forget(MOST_PARAGRAPHS);
        self.pictures.next_product();
        if self.smaller.len() > MOST_PICTURES {
            self.smaller.clear();
        }
        let (job, name) = (&product.job, &product.project.defaults.condition);
        let Some(condition) = product.condition.filter(|_| !self.press.contains_key(&job.condition)) else { return Vec::new() };
        if condition.icc.as_slice().is_empty() {
            let message =
                format!("the printing condition `{}` has no profile: nothing in RGB can be turned into its inks", job.condition);
            let help = format!("put the print shop's profile there as `assets/conditions/{}/profile.icc`", job.condition);
            return vec![Diagnostic::error(&checks::MISSING_FILE, condition.origin, message).help(help)];
        }
        let proven =
            |profile: Profile| if condition.icc_zlib.is_some() { Ok(profile) } else { profile.prove().map(|()| profile) };
        match Profile::parse(condition.icc.as_slice()).and_then(proven) {
            Ok(profile) => {
                self.press.insert(job.condition.clone(), Press { profile, intent: Intent::of(condition) });
                Vec::new()
            }
            Err(error) => {
                let message = format!("the profile of `{}` cannot be used: {error}", job.condition);
                vec![Diagnostic::error(&checks::BAD_VALUE, name.span, message).help("a CMYK profile of class `prtr` is wanted")]
            }
        }
    }
}
