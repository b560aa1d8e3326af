//! The repository's example, built once for all tests that look at it.

use super::manifest::{Manifest, Product};
use super::project::{copy_example, files_of};
use super::run::{Ran, handbill};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{fs, io};

pub struct Example {
    pub folder: PathBuf,
    pub ran: Ran,
    pub manifest: Manifest,
}

/// The built example. Do not write into its folder.
pub fn example() -> &'static Example {
    static EXAMPLE: OnceLock<Example> = OnceLock::new();
    EXAMPLE.get_or_init(|| {
        // Not a temporary folder: it stays for whoever wants to look at what a test complains about.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example");
        match fs::remove_dir_all(&folder) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => panic!("{}: {e}", folder.display()),
            _ => copy_example(&folder),
        }
        let ran = handbill(&folder, &["build"]).expect(0);
        let manifest = Manifest::read(&folder.join("out/manifest.json"));
        Example { folder, ran, manifest }
    })
}

impl Example {
    pub fn products(&self) -> Vec<Product> {
        self.manifest.products()
    }

    /// Products of one purpose and format.
    pub fn of(&self, purpose: &str, format: &str) -> Vec<Product> {
        let mut products = self.products();
        products.retain(|p| p.get("purpose") == purpose && p.get("format") == format);
        assert!(!products.is_empty(), "the example makes no {format} for {purpose}");
        products
    }

    pub fn path(&self, product: &Product) -> PathBuf {
        self.folder.join(product.get("path"))
    }

    /// Every PDF that lies in `out/`.
    pub fn pdfs(&self) -> Vec<PathBuf> {
        let out = self.folder.join("out");
        let files = files_of(&out).into_iter().filter(|p| p.extension().is_some_and(|e| e == "pdf"));
        files.map(|p| out.join(p)).collect()
    }
}
