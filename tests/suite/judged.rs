//! What judges from outside say of every PDF of the example.

use crate::harness::codes;
use crate::harness::example::example;
use crate::harness::judge::{self, accept, ask, check, fold, judge, python, utf8};
use crate::harness::manifest::Product;
use crate::harness::source;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn qpdf_finds_every_file_sound() {
    let Some(qpdf) = judge("qpdf") else { return };
    for pdf in example().pdfs() {
        let ran = ask(qpdf, &["--check", utf8(&pdf)]);
        assert!(ran.code == Some(0) && !ran.stderr.contains("WARNING"), "{}\n{}{}", pdf.display(), ran.stdout, ran.stderr);
    }
}

#[test]
fn ghostscript_prints_every_file() {
    let Some(gs) = judge("gs") else { return };
    for pdf in example().pdfs() {
        let ran = ask(gs, &["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", utf8(&pdf)]);
        assert!(ran.code == Some(0), "{}\n{}{}", pdf.display(), ran.stdout, ran.stderr);
    }
}

#[test]
fn fonts_are_embedded_subset_and_readable() {
    let Some(_) = judge("pdffonts") else { return };
    for pdf in example().pdfs() {
        let fonts = judge::fonts(&pdf);
        assert!(!fonts.is_empty(), "{} has no fonts", pdf.display());
        for font in fonts {
            assert!(font.embedded && font.subset && font.unicode, "{}: {}: {font:?}", pdf.display(), font.name);
        }
    }
}

/// In points. Boxes are written to five thousandths of a point and better.
const EXACT: f64 = 0.005;

#[test]
fn trims_and_bleeds_are_exact() {
    let Some(_) = judge("pdfinfo") else { return };
    for product in example().products() {
        let pdf = example().path(&product);
        let boxes = judge::boxes(&pdf);
        assert_eq!(boxes.len(), product.page_count(), "{}", pdf.display());
        let wanted = trim_of(&product);
        let bleed = if product.get("purpose") == "press" { 9.0 } else { 0.0 };
        for page in boxes {
            let size = [page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]];
            if let Some(wanted) = wanted {
                assert!(near(&size, &wanted), "{}: trim {size:?}, wanted {wanted:?}", pdf.display());
            }
            for (i, grow) in [-1.0, -1.0, 1.0, 1.0].iter().enumerate() {
                let reach = (page.bleed[i] - page.trim[i]) * grow;
                let inside = (page.media[i] - page.bleed[i]) * grow;
                assert!(inside >= -EXACT, "{}: {page:?}", pdf.display());
                if product.get("scheme") == "one-up" {
                    assert!((reach - bleed).abs() < EXACT, "{}: bleed {reach}, wanted {bleed}", pdf.display());
                }
            }
        }
    }
}

/// The finished size in points, as the format's file says it; of a card sheet the block of ten cards. `None` where the
/// scheme finds out how many faces go on a sheet.
fn trim_of(product: &Product) -> Option<[f64; 2]> {
    match product.get("scheme").as_str() {
        "cards-10up-letter" => Some([504.0, 720.0]),
        "cards-8up-letter" => Some([522.0, 630.0]),
        "one-up" => {
            let format = source::text(&format!("assets/formats/{}.toml", product.get("format")));
            let line = format.lines().find(|line| line.starts_with("trim ")).expect("every format has a trim");
            let lengths: Vec<f64> = line.split('"').skip(1).step_by(2).map(points).collect();
            Some([lengths[0], lengths[1]])
        }
        _ => None,
    }
}

fn points(length: &str) -> f64 {
    let of = |unit: &str, points: f64| length.strip_suffix(unit).and_then(|n| n.parse::<f64>().ok()).map(|n| n * points);
    of("in", 72.0).or_else(|| of("mm", 72.0 / 25.4)).unwrap_or_else(|| panic!("the length {length}"))
}

fn near(a: &[f64; 2], b: &[f64; 2]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < EXACT)
}

/// At 150 dpi, an office printer's worth of picture, two decoders read what the manifest says, code by code.
#[test]
fn every_code_scans_with_two_decoders() {
    let Some(python) = python() else { return };
    let Some(_) = judge("pdftoppm") else { return };
    let example = example();
    let mut wanted: BTreeMap<(String, usize), Vec<String>> = BTreeMap::new();
    for product in example.products() {
        for code in product.codes() {
            let page = (utf8(&example.path(&product)).to_string(), code.page);
            wanted.entry(page).or_default().push(code.payload);
        }
    }
    let mut wrong = Vec::new();
    for page in codes::read(python, 150, &example.pdfs()) {
        let want = wanted.remove(&(page.file.clone(), page.page)).unwrap_or_default();
        for (decoder, got) in [("zxing-cpp", &page.zxing), ("zbar", &page.zbar)] {
            if *got != want {
                let (got, want) = (counted(got), counted(&want));
                wrong.push(format!("{} page {}: {decoder} reads {got:?}, wanted {want:?}", page.file, page.page));
            }
        }
    }
    assert!(wanted.is_empty(), "pages that nobody looked at: {wanted:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Payloads with how often each stands there.
fn counted(payloads: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for payload in payloads {
        *counts.entry(payload.as_str()).or_default() += 1;
    }
    counts
}

/// Every sentence of the content comes back from the products of one organization.
#[test]
fn every_sentence_reaches_paper_and_comes_back() {
    let Some(_) = judge("pdftotext") else { return };
    let example = example();
    let mine = example.products().into_iter().filter(|p| p.get("org") == "montana-doj" && p.get("language") == "en");
    let paper: String = mine.map(|p| squeezed(&judge::text(&example.path(&p)))).collect();
    let content = fs::read_to_string(example.folder.join("content/know-the-signs.toml")).expect("the example's words");
    let content: toml::Table = content.parse().expect("the example is TOML");
    let mut missing = Vec::new();
    for kind in ["text", "note", "list", "steps", "quote", "stat"] {
        let blocks = content.get(kind).and_then(toml::Value::as_table).cloned().unwrap_or_default();
        for (name, block) in blocks {
            let block = block.as_table().expect("a block is a table");
            // What an organization says in its place is its own affair.
            if kind == "text" && name == "closing" {
                continue;
            }
            let found = |words: &str| sentences(words).iter().all(|s| paper.contains(&squeezed(s)));
            let forms: Vec<&str> = ["full", "short", "says"].iter().filter_map(|k| block.get(*k)?.as_str()).collect();
            if !forms.is_empty() && !forms.iter().any(|words| found(words)) {
                missing.push(format!("{kind}.{name}: {}", forms[0]));
            }
            for item in block.get("items").and_then(toml::Value::as_array).into_iter().flatten().filter_map(|i| i.as_str()) {
                if !found(item) {
                    missing.push(format!("{kind}.{name}: {item}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "not found on paper:\n{}", missing.join("\n"));
}

/// Words between placeholders, without their markup. What a placeholder gives is tested where it is filled.
fn sentences(words: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    parts.push(rest);
    let plain = |p: &str| fold(&p.replace("**", "").replace('*', ""));
    parts.into_iter().flat_map(|p| p.split("\n\n")).map(plain).filter(|p| !p.is_empty()).collect()
}

/// Without white space: where lines break is no affair of the words. Quotes and apostrophes in one form.
fn squeezed(text: &str) -> String {
    fold(text).replace(' ', "").replace(['’', '‘'], "'").replace(['“', '”'], "\"")
}

/// The independent checkers beside the repository agree on one product of each kind. `.ci/run` asks them about all.
#[test]
fn the_checkers_pass_every_file() {
    let (Some(accept), Some(python)) = (accept(), python()) else { return };
    let Some(_) = judge("pdffonts") else { return };
    let example = example();
    let mut findings = Vec::new();
    let mut kinds = BTreeSet::new();
    for product in example.products() {
        if !kinds.insert((product.get("format"), product.get("purpose"))) {
            continue;
        }
        let pdf = example.path(&product);
        findings.extend(check(&accept, python, "check_fonts.py", &pdf, &[]));
        let payloads: BTreeSet<String> = product.codes().into_iter().map(|c| c.payload).collect();
        let count = payloads.len().to_string();
        let mut arguments = vec!["--count", count.as_str()];
        arguments.extend(payloads.iter().flat_map(|p| ["--expect", p.as_str()]));
        findings.extend(check(&accept, python, "check_qr.py", &pdf, &arguments));
        if product.get("purpose") == "press" {
            findings.extend(check(&accept, python, "check_boxes.py", &pdf, &boxes_wanted(&product)));
        }
        if product.get("scheme") == "cards-10up-letter" {
            let arguments = ["--cards", "10", "--trim", "3.5x2in", "--duplex", "long"];
            findings.extend(check(&accept, python, "check_impose.py", &pdf, &arguments));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

fn boxes_wanted(product: &Product) -> Vec<&'static str> {
    match (product.get("format").as_str(), product.get("scheme").as_str()) {
        ("flyer-letter", _) => vec!["--trim", "8.5x11in", "--bleed", "0.125in"],
        ("poster-11x17", _) => vec!["--trim", "11x17in", "--bleed", "0.125in"],
        ("wallet-card", "one-up") => vec!["--trim", "3.5x2in", "--bleed", "0.125in"],
        _ => vec!["--sheet"],
    }
}
