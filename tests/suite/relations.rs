//! What must be equal, or must not change: no picture says it better.

use crate::harness::manifest::Manifest;
use crate::harness::paper::Paper;
use crate::harness::picture::{difference, open};
use crate::harness::project::{Project, SLIP_IN_MM, files_of};
use crate::harness::run::handbill;
use image::imageops;
use lopdf::content::Operation;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file that a build has made, with its bytes.
fn made(out: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = files_of(out);
    assert!(files.len() > 1, "{} is empty", out.display());
    files.into_iter().map(|p| (p.clone(), fs::read(out.join(p)).expect("was just listed"))).collect()
}

#[track_caller]
fn same(a: &[(PathBuf, Vec<u8>)], b: &[(PathBuf, Vec<u8>)]) {
    let names = |all: &[(PathBuf, Vec<u8>)]| all.iter().map(|(p, _)| p.clone()).collect::<Vec<_>>();
    assert_eq!(names(a), names(b));
    for ((path, a), (_, b)) in a.iter().zip(b) {
        assert!(a == b, "{} differs", path.display());
    }
}

#[test]
fn millimetres_and_inches_give_the_same_bytes() {
    let (inches, mm) = (Project::small(), Project::small());
    mm.write("assets/formats/slip.toml", SLIP_IN_MM);
    mm.edit("assets/themes/leaf.toml", r#"margin  = "0.5in""#, r#"margin  = "12.7mm""#);
    mm.edit("assets/themes/leaf.toml", r#"gap     = ["0.25in", "0.3in"]"#, r#"gap     = ["6.35mm", "0.762cm"]"#);
    for project in [&inches, &mm] {
        project.run(&["build", "slip", "--for", "press", "--for", "office"]).expect(0);
    }
    let pdfs = |p: &Project| {
        let mut files = made(&p.path().join("out"));
        files.retain(|(path, _)| path.extension().is_some_and(|e| e == "pdf"));
        files
    };
    same(&pdfs(&inches), &pdfs(&mm));
}

#[test]
fn threads_and_folders_leave_no_trace() {
    let (one, two, away) = (Project::small(), Project::small(), Project::small());
    let arguments = ["build", "--for", "office", "--for", "press", "--png=36"];
    one.run(&[&arguments[..], &["-j", "1"]].concat()).expect(0);
    two.run(&[&arguments[..], &["-j", "2"]].concat()).expect(0);
    let elsewhere = Project::empty();
    let folder = away.path().to_str().expect("UTF-8");
    handbill(elsewhere.path(), &[&arguments[..], &["-C", folder]].concat()).expect(0);
    let want = made(&one.path().join("out"));
    same(&want, &made(&two.path().join("out")));
    same(&want, &made(&away.path().join("out")));
    assert!(elsewhere.files(".").is_empty(), "nothing is written where the command was typed");
}

/// A product does not depend on what else is made with it.
#[test]
fn alone_or_in_a_batch_gives_the_same_bytes() {
    let (batch, alone) = (Project::small(), Project::small());
    batch.run(&["build"]).expect(0);
    alone.run(&["build", "tag", "--org", "school"]).expect(0);
    let path = "out/office/school/night-tag-en.pdf";
    assert!(batch.read(path) == alone.read(path), "{path} differs");
}

/// Marks lie outside the bleed: the operators that the sheet itself draws, beside the faces, stay off it.
#[test]
fn marks_stay_off_the_bleed() {
    let project = Project::small();
    project.run(&["build", "slip", "--for", "press"]).expect(0);
    for product in Manifest::read(&project.path().join("out/manifest.json")).products() {
        let paper = Paper::open(&project.path().join(product.get("path")));
        let (sheet, _, bleed) = product.boxes()[0];
        let points = drawn(&paper.operations(), "page 1");
        assert!(points.len() >= 16, "four corners have two marks each: {points:?}");
        for (x, y) in points {
            let y = sheet[1] - y;
            let inside =
                x > bleed[0] + 0.01 && x < bleed[0] + bleed[2] - 0.01 && y > bleed[1] + 0.01 && y < bleed[1] + bleed[3] - 0.01;
            assert!(!inside, "{}: a mark at {x} {y} lies on the bleed {bleed:?}", product.get("path"));
        }
    }
}

/// Points of the lines of one content stream.
fn drawn(operations: &[(String, Operation)], place: &str) -> Vec<(f64, f64)> {
    let here = operations.iter().filter(|(at, _)| at == place).map(|(_, o)| o);
    let number = |o: &Operation, i: usize| f64::from(o.operands[i].as_float().expect("a number"));
    here.filter(|o| matches!(o.operator.as_str(), "m" | "l")).map(|o| (number(o, 0), number(o, 1))).collect()
}

/// In black and white, the press sheet cut at its marks is the office sheet.
#[test]
fn marks_and_bleed_change_nothing_inside_the_trim() {
    let project = Project::small();
    let black = "extends = \"plain\"\n[color]\nink = \"#000000\"\nmuted = \"#000000\"\nbrand = \"#000000\"\naccent = \"#000000\"";
    project.edit("assets/themes/leaf.toml", "extends = \"plain\"", black);
    project.run(&["build", "slip", "--org", "school", "--for", "press", "--for", "office", "--png=72"]).expect(0);
    let page = |purpose: &str| open(&project.path().join(format!("out/{purpose}/school/night-slip-en-1.png")));
    let (office, press) = (page("office"), page("press"));
    let products = Manifest::read(&project.path().join("out/manifest.json")).products();
    let product = products.iter().find(|p| p.get("purpose") == "press").expect("was asked for");
    let (_, trim, _) = product.boxes()[0];
    let [x, y, width, height] = trim.map(|n| n.round() as u32);
    let cut = imageops::crop_imm(&press, x, y, width, height).to_image();
    let found = difference(&cut, &office);
    // Press black is an ink and shows a little lighter; letters and shapes must stand where they stood.
    assert!(found.strong < 0.005, "{found:?}");
}
