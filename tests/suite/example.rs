//! The repository's example: everything is made, and every file is what the manifest says. No outside judge is needed.

use crate::harness::example::example;
use crate::harness::manifest::Product;
use crate::harness::paper::{Paper, Placed, is_whole};
use crate::harness::project::files_of;
use crate::harness::run::handbill;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

#[test]
fn the_example_is_made_for_everybody() {
    let example = example();
    let mut made: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for product in example.products() {
        assert_eq!(product.get("state"), "good", "{}", product.get("path"));
        made.entry(product.get("org")).or_default().insert((product.get("format"), product.get("purpose")));
    }
    let all = |formats: &BTreeSet<(String, String)>| {
        let mut wanted = ["flyer-letter", "poster-11x17", "wallet-card"].iter().flat_map(|f| [(f, "office"), (f, "press")]);
        wanted.all(|(format, purpose)| formats.contains(&(format.to_string(), purpose.to_string())))
    };
    let complete = made.values().filter(|formats| all(formats)).count();
    assert!(complete >= 4, "{complete} organizations have flyer, poster and card for office and press: {made:#?}");
}

#[test]
fn results_go_to_stdout_and_talk_to_stderr() {
    let example = example();
    let lines: BTreeSet<String> = example.ran.stdout.lines().map(str::to_string).collect();
    let products: BTreeSet<String> = example.products().iter().map(|p| p.get("path")).collect();
    assert_eq!(lines, products, "one made path a line when piped");
    assert!(example.ran.stderr.contains("made"), "a summary for people: {}", example.ran.stderr);
}

#[test]
fn every_file_is_what_the_manifest_says() {
    let example = example();
    for product in example.products() {
        let path = example.path(&product);
        let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(is_whole(&bytes), "{} is not a whole PDF", path.display());
        assert_eq!(bytes.len() as u64, product.bytes(), "{}", path.display());
        assert_eq!(blake3::hash(&bytes).to_hex().to_string(), product.get("blake3"), "{}", path.display());
    }
    let listed: BTreeSet<_> = example.products().iter().map(|p| example.path(p)).collect();
    let there: BTreeSet<_> = example.pdfs().into_iter().collect();
    assert_eq!(there, listed, "files in out/ and products in the manifest");
    for (path, blake3) in example.manifest.inputs() {
        let Ok(bytes) = fs::read(example.folder.join(&path)) else { continue };
        assert_eq!(blake3::hash(&bytes).to_hex().to_string(), blake3, "{path}");
    }
}

#[test]
fn a_second_build_writes_nothing_and_says_so() {
    let example = example();
    let times = || {
        let out = example.folder.join("out");
        let time = |p| (fs::metadata(out.join(&p)).and_then(|m| m.modified()).expect("a time"), p);
        files_of(&out).into_iter().map(time).collect::<Vec<_>>()
    };
    let before = times();
    let again = handbill(&example.folder, &["build"]).expect(0);
    assert_eq!(again.stdout, "", "nothing was made");
    assert!(again.stderr.contains("up to date"), "{}", again.stderr);
    assert_eq!(times(), before);
}

#[test]
fn press_files_hold_no_rgb() {
    let example = example();
    let mut wrong = Vec::new();
    for product in example.products().into_iter().filter(|p| p.get("purpose") == "press") {
        let path = example.path(&product);
        let paper = Paper::open(&path);
        for (place, operation) in paper.operations() {
            let named = operation.operands.first().and_then(|o| o.as_name().ok());
            let rgb = match operation.operator.as_str() {
                "rg" | "RG" => true,
                "cs" | "CS" => named.is_some_and(|n| n == b"DeviceRGB" || n == b"CalRGB"),
                _ => false,
            };
            if rgb {
                wrong.push(format!("{} {place}: {} {:?}", path.display(), operation.operator, operation.operands));
            }
        }
        let spaces = paper.image_spaces();
        if spaces.iter().any(|s| s == "DeviceRGB" || s == "CalRGB") {
            wrong.push(format!("{}: images in {spaces:?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ten cards, each back behind its own front after a long-edge flip, and the content of each face once in the file.
#[test]
fn the_card_sheet_holds_ten_cards_and_each_face_once() {
    let example = example();
    let alone = |product: &Product| product.get("scheme") == "cards-10up-letter";
    for product in example.of("office", "wallet-card").into_iter().filter(alone) {
        let path = example.path(&product);
        let paper = Paper::open(&path);
        assert_eq!(product.page_count(), 2, "{}", path.display());
        let (fronts, backs) = (paper.placed(1), paper.placed(2));
        for (side, placed) in [("front", &fronts), ("back", &backs)] {
            assert_eq!(placed.len(), 10, "{} {side}", path.display());
            let distinct: BTreeSet<_> = placed.iter().map(|p| p.form).collect();
            assert_eq!(distinct.len(), 1, "{} {side}: the same card is written {} times", path.display(), distinct.len());
        }
        assert_ne!(fronts[0].form, backs[0].form, "{}", path.display());
        let sheet = product.boxes()[0].0[0];
        let mirrored: BTreeSet<_> = fronts.iter().map(|p| corner(p, sheet, true)).collect();
        let behind: BTreeSet<_> = backs.iter().map(|p| corner(p, sheet, false)).collect();
        assert_eq!(behind, mirrored, "{}: backs lie behind fronts", path.display());
    }
}

/// Bottom left corner of a card in whole points; of its mirror image when the sheet is turned over its long edge.
fn corner(placed: &Placed, sheet: f64, turned: bool) -> (i64, i64) {
    let card = 252.0;
    let x = if turned { sheet - placed.matrix[4] - card } else { placed.matrix[4] };
    (x.round() as i64, placed.matrix[5].round() as i64)
}

#[test]
fn every_product_has_its_codes() {
    for product in example().products() {
        // What may be found on somebody has none, nor have the shared cards, whose order says so.
        let wanted = product.get("content") != "numbers-to-keep" && product.get("org") != "shared";
        assert_eq!(!product.codes().is_empty(), wanted, "codes of {}", product.get("path"));
        for code in product.codes() {
            assert!(!code.payload.contains('{'), "{}: {}", product.get("path"), code.payload);
        }
    }
}

/// Codes are never under the sheet's edge or over the trim.
#[test]
fn codes_stand_inside_the_trim() {
    for product in example().products() {
        for (page, (_, trim, _)) in (1..).zip(product.boxes()) {
            for [x, y, width, height] in product.code_places(page) {
                let inside = x >= trim[0] && y >= trim[1] && x + width <= trim[0] + trim[2] && y + height <= trim[1] + trim[3];
                assert!(inside, "{} page {page}: {x} {y} {width} {height} in {trim:?}", product.get("path"));
            }
        }
    }
}
