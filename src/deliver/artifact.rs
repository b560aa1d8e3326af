//! The files of a product: the PDF of its sheets and what lies beside it. Each kind has a suffix, by which it goes beside its
//! product, and a place in the manifest.

use super::manifest::{FileBeside, Output, Preview};

/// A file of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct Artifact {
    /// What it is: gives its name and its row in the manifest.
    pub kind: ArtifactKind,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// What a file of a product is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactKind {
    /// The sheets: the product itself.
    Sheets,
    /// A PNG of a page, counted from 0, and its dots an inch.
    Picture {
        /// From 0; names count from 1.
        page: usize,
        /// Dots an inch, for the manifest.
        dpi: u32,
    },
    /// Its words without the paper, by the ending of the file: `html`, `alt.txt`.
    Words(&'static str),
    /// Its event, for calendars.
    Calendar,
    /// A proof: looked at, and not delivered.
    Proof,
}

impl ArtifactKind {
    /// Where it goes: beside `card-en.pdf` there are `card-en-1.png` and `card-en.html`.
    pub fn path(self, product: &str) -> String {
        let stem = product.strip_suffix(".pdf").unwrap_or(product);
        match self {
            ArtifactKind::Sheets => product.to_string(),
            ArtifactKind::Picture { page, .. } => format!("{stem}-{}.png", page + 1),
            ArtifactKind::Words(ending) => format!("{stem}.{ending}"),
            ArtifactKind::Calendar => format!("{stem}.ics"),
            ArtifactKind::Proof => format!("{stem}.proof.pdf"),
        }
    }

    /// The same of a page's picture, whatever its dots.
    pub fn picture_path(product: &str, page: usize) -> String {
        ArtifactKind::Picture { page, dpi: 0 }.path(product)
    }
}

impl Artifact {
    /// Notes the file in what the manifest says of its product.
    pub fn note(&self, output: &mut Output) {
        let (path, blake3, bytes) = (self.kind.path(&output.path), hash(&self.bytes), self.bytes.len() as u64);
        match self.kind {
            ArtifactKind::Sheets => (output.blake3, output.bytes) = (blake3, bytes),
            ArtifactKind::Picture { dpi, .. } => output.previews.push(Preview { path, dpi, blake3, bytes }),
            ArtifactKind::Words(_) => output.words.push(FileBeside { path, blake3, bytes }),
            ArtifactKind::Calendar => output.calendar = Some(FileBeside { path, blake3, bytes }),
            ArtifactKind::Proof => {}
        }
    }
}

/// The hash by which the manifest knows bytes.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_goes_beside_its_product_and_into_the_manifest() {
        let mut output = Output { path: "out/card-en.pdf".into(), ..Output::default() };
        let kinds = [
            (ArtifactKind::Sheets, "out/card-en.pdf"),
            (ArtifactKind::Picture { page: 1, dpi: 96 }, "out/card-en-2.png"),
            (ArtifactKind::Words("alt.txt"), "out/card-en.alt.txt"),
            (ArtifactKind::Calendar, "out/card-en.ics"),
            (ArtifactKind::Proof, "out/card-en.proof.pdf"),
        ];
        for (kind, path) in kinds {
            assert_eq!(kind.path(&output.path), path);
            Artifact { kind, bytes: path.into() }.note(&mut output);
        }
        let beside: Vec<&str> = output.beside().map(|(path, _)| path).collect();
        assert_eq!(beside, ["out/card-en-2.png", "out/card-en.ics", "out/card-en.alt.txt"]);
        assert_eq!((output.bytes, output.previews[0].dpi), ("out/card-en.pdf".len() as u64, 96));
        assert_eq!(output.blake3, hash(b"out/card-en.pdf"));
    }
}
