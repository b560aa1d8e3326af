//! One job's road from `resolve` to bytes: plain calls in order, on this page.

use crate::compose::{Artboard, Bench, Inks, PictureShelf, compose};
use crate::deliver::manifest::PageFacts;
use crate::diag::{About, Diagnostic};
use crate::display::Face;
use crate::document::Document;
use crate::layout::lay_out;
use crate::model::Project;
use crate::plan::Job;
use crate::resolve::resolve;
use crate::text::Typesetter;

/// What one thread keeps between jobs: paragraphs it has shaped, pictures it has decoded.
pub struct Shop {
    typesetter: Typesetter,
    pictures: PictureShelf,
    png: Option<u32>,
}

impl Shop {
    pub fn new(project: &Project, png: Option<u32>) -> Shop {
        Shop { typesetter: Typesetter::new(&project.fonts), pictures: PictureShelf::default(), png }
    }
}

/// One product, or the reasons why there is none.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Made {
    pub diagnostics: Vec<Diagnostic>,
    pub pdf: Option<Vec<u8>>,
    /// A PNG a page.
    pub previews: Vec<Vec<u8>>,
    pub pages: Vec<PageFacts>,
    /// PostScript names, sorted.
    pub fonts: Vec<String>,
}
