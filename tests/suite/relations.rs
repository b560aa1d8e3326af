//! What must be equal, or must not change: no picture says it better.

use crate::harness::manifest::Manifest;
use crate::harness::paper::Paper;
use crate::harness::picture::open;
use crate::harness::project::{Project, SLIP_IN_MM, files_of};
use crate::harness::run::handbill;
use image::{GrayImage, imageops};
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
    project.edit("handbill.toml", "[defaults]", "[defaults]\nborderless = true");
    let build = |more: &[&str]| {
        let arguments = [&["build", "slip", "--org", "school", "--for", "press", "--for", "office"], more].concat();
        project.run(&arguments).expect(0);
        let products = Manifest::read(&project.path().join("out/manifest.json")).products();
        products.iter().find(|p| p.get("purpose") == "press").expect("was asked for").boxes()[0].1
    };
    let trim = build(&[]);
    // A resolution at which the trim begins on a whole pixel, so that both pictures have the same edges.
    let off = |dpi: u32| (trim[0] / 72.0 * f64::from(dpi)).fract().min(1.0 - (trim[0] / 72.0 * f64::from(dpi)).fract());
    let dpi = (72..=150).min_by(|a, b| off(*a).total_cmp(&off(*b))).expect("there are some");
    build(&[&format!("--png={dpi}")]);
    let page = |purpose: &str| {
        let picture = open(&project.path().join(format!("out/{purpose}/school/night-slip-en-1.png")));
        imageops::grayscale(&picture)
    };
    let (office, press) = (page("office"), page("press"));
    let [x, y] = [trim[0], trim[1]].map(|n| (n / 72.0 * f64::from(dpi)).round() as u32);
    // The blacks of a press show a little lighter or deeper than an office printer's: what counts is ink or paper, and not
    // on the edge of a letter, where a pixel is half of each.
    let (width, height) = office.dimensions();
    let is_ink = |picture: &GrayImage, u: u32, v: u32| picture.get_pixel(u, v).0[0] < 128;
    let around = |u: u32, v: u32| (v - 1..=v + 1).flat_map(move |v| (u - 1..=u + 1).map(move |u| (u, v)));
    let on_edge = |u: u32, v: u32| around(u, v).any(|(a, b)| is_ink(&office, a, b) != is_ink(&office, u, v));
    let inside = (1..height - 1).flat_map(|v| (1..width - 1).map(move |u| (u, v))).filter(|&(u, v)| !on_edge(u, v));
    let differ = inside.filter(|&(u, v)| is_ink(&office, u, v) != is_ink(&press, x + u, y + v)).count();
    let part = differ as f64 / f64::from(width * height);
    assert!(part < 0.0001, "{:.3} % of the pixels inside the trim differ", part * 100.0);
}
