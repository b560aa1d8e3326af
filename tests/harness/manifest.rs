//! `manifest.json` as a reader outside the program sees it.

use serde_json::Value;
use std::fs;
use std::path::Path;

pub struct Manifest(Value);

/// One product of a manifest.
#[derive(Clone)]
pub struct Product(Value);

/// A QR code of a product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// From 1.
    pub page: usize,
    pub payload: String,
}

impl Manifest {
    pub fn read(path: &Path) -> Manifest {
        let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        Manifest(serde_json::from_str(&text).expect("the manifest is JSON"))
    }

    pub fn products(&self) -> Vec<Product> {
        self.0["outputs"].as_array().expect("a list of outputs").iter().cloned().map(Product).collect()
    }

    pub fn inputs(&self) -> Vec<(String, String)> {
        let inputs = self.0["inputs"].as_array().expect("a list of inputs").iter();
        inputs.map(|i| (text(i, "path"), text(i, "blake3"))).collect()
    }
}

impl Product {
    /// Whatever stands under a key, as JSON.
    pub fn text_of(&self, key: &str) -> String {
        self.0[key].to_string()
    }

    pub fn get(&self, key: &str) -> String {
        text(&self.0, key)
    }

    /// A list of texts; empty where the manifest does not have it.
    pub fn list(&self, key: &str) -> Vec<String> {
        let list = self.0[key].as_array().into_iter().flatten();
        list.filter_map(|text| text.as_str().map(str::to_string)).collect()
    }

    pub fn bytes(&self) -> u64 {
        self.0["bytes"].as_u64().expect("a size")
    }

    fn pages(&self) -> &[Value] {
        self.0["pages"].as_array().expect("a list of pages")
    }

    pub fn page_count(&self) -> usize {
        self.pages().len()
    }

    /// Trim and bleed of each page: `[x, y, width, height]` in points from the top left.
    pub fn boxes(&self) -> Vec<([f64; 2], [f64; 4], [f64; 4])> {
        let row = |p: &Value| (numbers(&p["sheet"]), numbers(&p["trim"]), numbers(&p["bleed"]));
        self.pages().iter().map(row).collect()
    }

    /// Every code on its page, as often as it stands there, sorted.
    pub fn codes(&self) -> Vec<Code> {
        let of = |(page, facts): (usize, &Value)| {
            let codes = facts["codes"].as_array().expect("a list of codes").iter();
            codes.map(|c| Code { page, payload: text(c, "payload") }).collect::<Vec<_>>()
        };
        let mut codes: Vec<Code> = (1..).zip(self.pages()).flat_map(of).collect();
        codes.sort();
        codes
    }

    /// Modules along a side of the codes of a page, in the order of [`Product::code_places`].
    pub fn code_modules(&self, page: usize) -> Vec<u64> {
        let codes = self.pages()[page - 1]["codes"].as_array().expect("a list of codes").iter();
        codes.map(|c| c["modules"].as_u64().expect("a number")).collect()
    }

    /// Panels of the codes of a page, as [`Product::boxes`].
    pub fn code_places(&self, page: usize) -> Vec<[f64; 4]> {
        let codes = self.pages()[page - 1]["codes"].as_array().expect("a list of codes").iter();
        codes.map(|c| numbers(&c["rect"])).collect()
    }
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {value}")).to_string()
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    let list: Vec<f64> = value.as_array().expect("a list").iter().map(|n| n.as_f64().expect("a number")).collect();
    list.try_into().expect("as many numbers as wanted")
}
