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
