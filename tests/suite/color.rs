//! Colours through ICC profiles, beside Little CMS: another program's reading of the same tables.

use crate::harness::judge::{ask, python, utf8};
use crate::harness::source::root;
use handbill::color::{Profile, Rgb};
use std::fmt::Write;

const CONDITIONS: [&str; 5] = ["gracol-tr006", "gracol-tr006-fine", "swop-tr003", "fogra39", "iso-coated-v2-300"];

/// Relative colorimetric with black point compensation (0x2000), 8 bits a channel, as hexadecimal.
const LITTLE_CMS: &str = r#"
import sys
from PIL import Image, ImageCms
pixels = bytes.fromhex(open(sys.argv[2]).read())
image = Image.frombytes("RGB", (len(pixels) // 3, 1), pixels)
press = ImageCms.getOpenProfile(sys.argv[1])
to = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), press, "RGB", "CMYK", 1, 0x2000 | 0x0100)
back = ImageCms.buildTransform(press, ImageCms.createProfile("sRGB"), "CMYK", "RGB", 1, 0x2000 | 0x0100)
inks = ImageCms.applyTransform(image, to)
print(inks.tobytes().hex())
print(ImageCms.applyTransform(inks, back).tobytes().hex())
"#;

/// Colours from all over the cube, black and white among them.
fn colors() -> Vec<u8> {
    let steps: Vec<u8> = (0..=15).map(|i| i * 17).collect();
    let all = |r: u8| steps.iter().flat_map(move |g| (0..=15).map(move |b| [r, *g, b * 17]));
    (0..=15_u8).flat_map(|i| all(i * 17).collect::<Vec<_>>()).flatten().collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.trim().len() / 2).map(|i| u8::from_str_radix(&hex[i * 2..i * 2 + 2], 16).expect("hexadecimal")).collect()
}

#[test]
fn inks_are_those_of_little_cms() {
    let Some(python) = python() else { return };
    let rgb = colors();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("pixels");
    let mut hex = String::new();
    rgb.iter().for_each(|b| write!(hex, "{b:02x}").expect("a string takes any text"));
    std::fs::write(&file, hex).expect("a file");
    for name in CONDITIONS {
        let icc = root().join("assets/conditions").join(name).join("profile.icc");
        let ran = ask(python, &["-c", LITTLE_CMS, utf8(&icc), utf8(&file)]).expect(0);
        let mut lines = ran.stdout.lines();
        let theirs = bytes(lines.next().expect("inks"));
        let theirs_back = bytes(lines.next().expect("a way back"));
        let profile = Profile::parse(&std::fs::read(&icc).expect("a profile")).expect("a sound profile");
        let (mean, most) = apart(&profile.picture(&rgb), &theirs);
        assert!(mean < 0.6 && most <= 20, "{name}, pictures: {mean:.2} on average, {most} at most, of 255");
        let (mut single, mut looks) = (Vec::new(), Vec::new());
        for (pixel, inks) in rgb.chunks(3).zip(theirs.chunks(4)) {
            // Grays go to black ink alone, by choice.
            let own = profile.inks(Rgb([pixel[0], pixel[1], pixel[2]]));
            let gray = own[..3] == [0.0; 3];
            single.extend(own.iter().zip(inks).map(|(a, b)| if gray { *b } else { (a * 255.0).round() as u8 }));
            looks.extend(profile.looks([0, 1, 2, 3].map(|i| f32::from(inks[i]) / 255.0)).0);
        }
        let (mean, most) = apart(&single, &theirs);
        assert!(mean < 1.0 && most <= 3, "{name}, single colours: {mean:.2} on average, {most} at most, of 255");
        let (mean, most) = apart(&looks, &theirs_back);
        assert!(mean < 0.6 && most <= 13, "{name}, looks: {mean:.2} on average, {most} at most, of 255");
    }
}

fn apart(ours: &[u8], theirs: &[u8]) -> (f64, u8) {
    assert_eq!(ours.len(), theirs.len());
    let all: Vec<u8> = ours.iter().zip(theirs).map(|(a, b)| a.abs_diff(*b)).collect();
    let sum: u64 = all.iter().map(|d| u64::from(*d)).sum();
    (sum as f64 / all.len() as f64, all.into_iter().max().unwrap_or(0))
}

/// The same flyer for the office in RGB, and for press through plates and profile back to the screen. Colours that the
/// press reaches look alike: a mean difference (CIEDE2000) under 3.3: one dark
/// colour at the edge of what the press reaches may cover most of the sheet.
#[test]
fn a_press_sheet_looks_like_the_office_sheet() {
    use crate::harness::example::example;
    use handbill::check::ink::Separations;
    use handbill::export::png::Viewer;
    const DPI: f64 = 36.0;
    const EDGE: usize = 10;
    let icc = std::fs::read(root().join("assets/conditions/gracol-tr006/profile.icc")).expect("a profile");
    let profile = Profile::parse(&icc).expect("a sound profile");
    for org in ["ox", "no-logo-library", "bridger-coalition"] {
        let of = |purpose: &str| {
            let all = example().of(purpose, "flyer-letter");
            let product = all.iter().find(|p| p.get("org") == org && p.get("language") == "en").expect("a flyer").clone();
            std::fs::read(example().path(&product)).expect("a file")
        };
        let office = of("office");
        let viewer = Viewer::open(&office).expect("a PDF");
        let plain = viewer.look().page(0, DPI).expect("a page");
        let plates = Separations::of(&of("press"), &[], DPI).expect("plates");
        let page = &plates.pages[0];
        let inks: Vec<u8> = (0..page.width * page.height).flat_map(|i| [0, 1, 2, 3].map(|p| page.separations[p][i])).collect();
        let press = profile.proof(&inks).expect("a way back");
        // The trim lies inside of bleed and marks, by the same on all sides.
        let (dx, dy) = ((page.width - plain.width as usize) / 2, (page.height - plain.height as usize) / 2);
        let (mut sum, mut count) = (0.0, 0_u32);
        // Inside of what an office printer leaves white at the edges, too.
        for y in EDGE..plain.height as usize - EDGE {
            for x in EDGE..plain.width as usize - EDGE {
                let at = (y * plain.width as usize + x) * 3;
                let there = ((y + dy) * page.width + x + dx) * 3;
                let office = [plain.rgb[at], plain.rgb[at + 1], plain.rgb[at + 2]];
                // Inside the gamut: where the profile itself goes there and comes back. Edges of shapes lie up to half a pixel
                // apart, because the two pages have other sizes.
                let back = profile.looks(profile.inks(Rgb(office))).0;
                let row = plain.width as usize * 3;
                let beside = [at - 3, at + 3, at - row, at + row];
                let is_flat = beside.iter().all(|near| (0..3).all(|c| plain.rgb[near + c].abs_diff(office[c]) < 12));
                if is_flat && delta_e(office, back) < 3.0 {
                    sum += delta_e(office, [press[there], press[there + 1], press[there + 2]]);
                    count += 1;
                }
            }
        }
        let whole = (plain.width * plain.height) / 4;
        assert!(count > whole, "{org}: {count} pixels inside the gamut");
        let mean = sum / f64::from(count);
        assert!(mean < 3.3, "{org}: a mean dE00 of {mean:.2}");
    }
}

/// CIEDE2000 between two sRGB colours (Sharma, Wu, Dalal 2005), through CIELAB of D65.
fn delta_e(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (l1, a1, b1) = lab(a);
    let (l2, a2, b2) = lab(b);
    let mean_c = (a1.hypot(b1) + a2.hypot(b2)) / 2.0;
    let g = 0.5 * (1.0 - (mean_c.powi(7) / (mean_c.powi(7) + 25_f64.powi(7))).sqrt());
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| if a == 0.0 && b == 0.0 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let dh = match h2 - h1 {
        _ if c1 * c2 == 0.0 => 0.0,
        d if d > 180.0 => d - 360.0,
        d if d < -180.0 => d + 360.0,
        d => d,
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh_big = 2.0 * (c1 * c2).sqrt() * (dh / 2.0).to_radians().sin();
    let (ml, mc) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let mh = match (h1 - h2).abs() {
        _ if c1 * c2 == 0.0 => h1 + h2,
        d if d <= 180.0 => (h1 + h2) / 2.0,
        _ if h1 + h2 < 360.0 => (h1 + h2 + 360.0) / 2.0,
        _ => (h1 + h2 - 360.0) / 2.0,
    };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mh - 30.0) + 0.24 * cos(2.0 * mh) + 0.32 * cos(3.0 * mh + 6.0) - 0.20 * cos(4.0 * mh - 63.0);
    let sl = 1.0 + 0.015 * (ml - 50.0).powi(2) / (20.0 + (ml - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * mc, 1.0 + 0.015 * mc * t);
    let turn = 30.0 * (-((mh - 275.0) / 25.0).powi(2)).exp();
    let rc = 2.0 * (mc.powi(7) / (mc.powi(7) + 25_f64.powi(7))).sqrt();
    let rt = -rc * (2.0 * turn).to_radians().sin();
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (dh_big / sh).powi(2) + rt * (dc / sc) * (dh_big / sh)).sqrt()
}

fn lab([r, g, b]: [u8; 3]) -> (f64, f64, f64) {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let (r, g, b) = (linear(r), linear(g), linear(b));
    let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
    let x = f((0.412_456 * r + 0.357_576 * g + 0.180_438 * b) / 0.950_47);
    let y = f(0.212_673 * r + 0.715_152 * g + 0.072_175 * b);
    let z = f((0.019_334 * r + 0.119_192 * g + 0.950_304 * b) / 1.088_83);
    (116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z))
}

#[test]
fn differences_are_those_of_the_published_pairs() {
    // Equal colours, and black to white.
    assert!(delta_e([10, 90, 200], [10, 90, 200]).abs() < 1e-9);
    assert!((delta_e([0; 3], [255; 3]) - 100.0).abs() < 0.1);
}
