//! A photograph in colours of the theme: as a duotone, over a colour, with a side that fades, and behind words.

use crate::harness::paper::Paper;
use crate::harness::picture;
use crate::harness::project::Project;
use image::{Rgb, RgbImage};

const THEME: &str = r##"
name    = "Photographs"
extends = "plain"
[color]
night = "#101840"
rose  = "#d06080"
cream = "#fff4e0"
[look."image.*"]
crop   = true
extend = true
[layout.card]
margin = "0.5in"
fill   = "night"
rows   = "auto 1fr"
gap    = "0in"
areas  = """
  headline
  picture
"""
look.headline = { face = "display", ink = "cream", fit = { from = "40pt", to = "40pt", lines = 1 } }
"##;

/// A card of 4 inches with a photograph whose left half is black and whose right half is white, in a look.
fn card(look: &str, purpose: &str) -> Project {
    let project = Project::empty();
    let theme = THEME.replace("extend = true\n", &format!("extend = true\n{look}\n"));
    project.write("assets/themes/photographs.toml", &theme);
    project.write(
        "assets/formats/card.toml",
        "name = \"Card\"\nkind = \"card\"\ntrim = [\"4in\", \"4in\"]\nbleed = \"0.125in\"\nsafe = \"0.1in\"\nread_distance = \"40cm\"\nminimum_copy = \"6.5pt\"\nminimum_note = \"6pt\"\nfaces = [\"front\"]\n",
    );
    let setup = format!(
        "[project]\nname = \"Photographs\"\n[defaults]\ntheme = \"photographs\"\npurpose = \"{purpose}\"\nmarks = []\noutput = \"out/card.pdf\"\n\n[[make]]\ncontent = \"day\"\nformats = [\"card\"]\norgs = [\"desk\"]\n"
    );
    project.write("handbill.toml", &setup);
    project.write("content/orgs/desk.toml", "name = \"Desk\"\n");
    project.write(
        "content/day.toml",
        "title = \"Day\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"Dawn\"\n\n[image.halves]\nfile = \"assets/halves.jpg\"\nalt = \"Dark and light\"\n",
    );
    let halves = RgbImage::from_fn(1600, 1600, |x, _| if x < 800 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    halves.save(project.path().join("assets/halves.jpg")).expect("a temporary folder takes files");
    project
}

/// The card as a screen shows it, and a colour of it at parts of its width and height.
fn shown(look: &str) -> RgbImage {
    let project = card(look, "screen");
    project.run(&["build", "--png=100"]).expect(0);
    let file = project.files("out").into_iter().find(|file| file.extension().is_some_and(|e| e == "png"));
    picture::open(&project.path().join("out").join(file.expect("a picture beside the PDF")))
}

fn at(image: &RgbImage, x: f64, y: f64) -> [u8; 3] {
    image.get_pixel((f64::from(image.width()) * x) as u32, (f64::from(image.height()) * y) as u32).0
}

fn is_near(seen: [u8; 3], wanted: [u8; 3]) -> bool {
    seen.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 6)
}

const NIGHT: [u8; 3] = [0x10, 0x18, 0x40];
const CREAM: [u8; 3] = [0xff, 0xf4, 0xe0];

#[test]
fn a_duotone_is_in_roles_of_the_theme() {
    let image = shown("duotone = [\"night\", \"rose\", \"cream\"]");
    assert!(is_near(at(&image, 0.2, 0.7), NIGHT), "{:?}", at(&image, 0.2, 0.7));
    assert!(is_near(at(&image, 0.8, 0.7), CREAM), "{:?}", at(&image, 0.8, 0.7));
}

#[test]
fn white_over_a_colour_is_that_colour() {
    let image = shown("multiply = \"rose\"");
    assert!(is_near(at(&image, 0.2, 0.7), [0; 3]) && is_near(at(&image, 0.8, 0.7), [0xd0, 0x60, 0x80]));
}

#[test]
fn a_picture_lies_behind_the_words_and_fades_there() {
    let plain = shown("");
    assert!(is_near(at(&plain, 0.98, 0.05), NIGHT), "the words stand on the face: {:?}", at(&plain, 0.98, 0.05));
    let behind = shown(
        "behind = [\"headline\"]\nduotone = [\"night\", \"cream\"]\nscrim = { side = \"top\", fill = \"night\", strength = 0.9, depth = 0.4 }",
    );
    let top = at(&behind, 0.98, 0.02);
    assert!(top[0] > NIGHT[0] + 12 && top[0] < 90, "the picture reaches the top, nine tenths of it in the colour: {top:?}");
    assert!(is_near(at(&behind, 0.9, 0.95), CREAM), "{:?}", at(&behind, 0.9, 0.95));
}

#[test]
fn words_over_a_picture_that_does_not_fade_are_refused() {
    let project = card("behind = [\"headline\"]", "screen");
    let picture = RgbImage::from_pixel(1600, 1600, Rgb([250, 240, 220]));
    picture.save(project.path().join("assets/halves.jpg")).expect("a temporary folder takes files");
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("low-contrast"), "{}", ran.stderr);
}

#[test]
fn nothing_is_transparent_on_a_press_that_takes_none() {
    let look = "behind = [\"headline\"]\nduotone = [\"night\", \"cream\"]\nscrim = { side = \"top\", fill = \"night\" }";
    let project = card(look, "press");
    project.run(&["build", "-q", "--standard", "x-1a"]).expect(0);
    let paper = Paper::open(&project.path().join("out/card.pdf"));
    assert_eq!(paper.image_spaces().into_iter().collect::<Vec<_>>(), ["DeviceCMYK"]);
    let states = paper.operations().into_iter().filter(|(_, operation)| operation.operator == "gs").count();
    assert_eq!(states, 0, "no graphics state makes anything see-through");
}

#[test]
fn what_makes_no_sense_is_told() {
    for (look, wanted) in [
        ("duotone = [\"night\"]", "`duotone` names 1 colours"),
        ("duotone = [\"night\", \"creme\"]", "the theme has no colour `creme`"),
        ("scrim = { side = \"upper\", fill = \"night\" }", "upper"),
        ("behind = [\"head line\"]", "`head line` is no block"),
    ] {
        let ran = card(look, "screen").run(&["build", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains(wanted), "{look}: {}", ran.stderr);
    }
}
