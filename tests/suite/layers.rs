//! One thing over another: a disc behind letters, a drawing without its sky, an area over the one above, words along a side.

use crate::harness::judge::{judge, text};
use crate::harness::picture;
use crate::harness::project::Project;
use image::RgbImage;

/// A sky of one colour with a hill of another at its foot.
const HILL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<path class="paper" fill="#ffffff" d="M-5 -5H105V105H-5Z"/><path class="brand" fill="#0b3d6b" d="M0 50H100V100H0Z"/></svg>"##;

const THEME: &str = r##"
name    = "Layers"
extends = "plain"
[color]
night = "#102040"
sun   = "#ffd23f"
light = "#ffffff"
[art]
hill = "assets/art/hill.svg"
[look."art.*"]
crop = true
[layout.card]
margin  = "0.25in"
fill    = "night"
columns = "0.3in 1fr"
rows    = "auto 1fr auto"
gap     = "0in"
areas   = """
  text.headline  text.headline
  art.hill       art.hill
  org.name       text.more
"""
look."text.headline" = { face = "display", ink = "light", align = "center", fit = { from = "60pt", to = "60pt", lines = 1 } }
look."text.more" = { ink = "light" }
look."org.name" = { ink = "light" }
"##;

fn layers(theme: &[(&str, &str)]) -> Project {
    let project = Project::empty();
    let theme = theme.iter().fold(THEME.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    });
    project.write("assets/themes/layers.toml", &theme);
    project.write("assets/art/hill.svg", HILL);
    project.write(
        "assets/formats/card.toml",
        "name = \"Card\"\nkind = \"card\"\ntrim = [\"4in\", \"4in\"]\nbleed = \"0in\"\nsafe = \"0.1in\"\nread_distance = \"40cm\"\nminimum_copy = \"6.5pt\"\nminimum_note = \"6pt\"\nfaces = [\"front\"]\n",
    );
    project.write(
        "handbill.toml",
        "[project]\nname = \"Layers\"\n[defaults]\ntheme = \"layers\"\npurpose = \"screen\"\noutput = \"out/{format}-{lang}.pdf\"\n\n[[make]]\ncontent = \"day\"\nformats = [\"card\"]\norgs = [\"desk\"]\n",
    );
    project.write("content/orgs/desk.toml", "name = \"Desk\"\n[color]\nbrand = \"#0b3d6b\"\n");
    project.write(
        "content/day.toml",
        "title = \"Day\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"11\"\n\n[text.more]\nfull = \"\"\"\nA line.\n\nAnother line.\n\nA third line.\n\nA fourth line.\"\"\"\n",
    );
    project
}

/// The sheet at 100 dpi.
fn picture_of(project: &Project) -> RgbImage {
    project.run(&["build", "--png=100"]).expect(0);
    let file = project.files("out").into_iter().find(|file| file.extension().is_some_and(|e| e == "png"));
    picture::open(&project.path().join("out").join(file.expect("a picture beside the PDF")))
}

/// How many pixels have about this colour, in rows from one to another.
fn count(picture: &RgbImage, color: [u8; 3], rows: std::ops::Range<u32>) -> usize {
    let is_near = |pixel: &image::Rgb<u8>| pixel.0.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 12);
    picture
        .enumerate_rows()
        .filter(|(y, _)| rows.contains(y))
        .flat_map(|(_, row)| row)
        .filter(|(.., pixel)| is_near(pixel))
        .count()
}

const NIGHT: [u8; 3] = [0x10, 0x20, 0x40];
const SUN: [u8; 3] = [0xff, 0xd2, 0x3f];
const WHITE: [u8; 3] = [0xff, 0xff, 0xff];
const BRAND: [u8; 3] = [0x0b, 0x3d, 0x6b];

#[test]
fn letters_have_another_ink_where_they_stand_on_their_disc() {
    let disc = |size: &str| {
        let with = format!("ink = \"light\", align = \"center\", disc = {{ fill = \"sun\", ink = \"night\", size = {size} }}");
        layers(&[("ink = \"light\", align = \"center\"", with.as_str()), ("  art.hill       art.hill\n", "  .  .\n")])
    };
    // Wide enough for both figures: nothing of them is left in the ink beside the disc.
    let whole = picture_of(&disc("2.4"));
    assert!(count(&whole, SUN, 0..140) > 2_000, "the disc");
    assert!(count(&whole, WHITE, 0..110) < 40, "both figures lie on it: {}", count(&whole, WHITE, 0..110));
    // Narrow: the outer sides of both stay as they were.
    let half = picture_of(&disc("0.9"));
    assert!(count(&half, WHITE, 0..110) > 100 && count(&half, SUN, 0..110) > 200, "{}", count(&half, WHITE, 0..110));
    if judge("pdftotext").is_some() {
        let words = text(&disc_file(&disc("0.9")));
        assert_eq!(words.matches("11").count(), 1, "the figures are read once: {words}");
    }
    let ran = disc("0.9");
    ran.edit("assets/themes/layers.toml", "fill = \"sun\"", "fill = \"snu\"");
    assert!(ran.run(&["build"]).expect(1).stderr.contains("did you mean `sun`"));
}

fn disc_file(project: &Project) -> std::path::PathBuf {
    project.run(&["build"]).expect(0);
    project.path().join("out/card-en.pdf")
}

#[test]
fn an_open_drawing_lets_through_what_lies_behind() {
    let with_sky = picture_of(&layers(&[]));
    let open = picture_of(&layers(&[("crop = true\n", "crop = true\nopen = true\n")]));
    let (sky, ground) = (count(&with_sky, WHITE, 100..300), count(&open, WHITE, 100..300));
    assert!(sky > 10_000 && ground < sky / 20, "{sky} and {ground}");
    assert!(count(&open, BRAND, 100..400) > 1_000, "the hill stays");
    assert!(count(&open, NIGHT, 100..300) > count(&with_sky, NIGHT, 100..300) + 10_000, "the face is seen in place of the sky");
}

#[test]
fn an_area_rises_over_the_one_above() {
    let tile = "look.\"text.more\" = { ink = \"night\", fill = \"sun\"";
    let top = |rise: &str| {
        let with = format!("{tile}{rise} }}");
        let picture = picture_of(&layers(&[("look.\"text.more\" = { ink = \"light\" }", with.as_str())]));
        (0..picture.height()).find(|y| count(&picture, SUN, *y..*y + 1) > 50).expect("the tile is drawn")
    };
    let (flat, risen) = (top(""), top(", rise = \"0.5in\""));
    assert_eq!(flat, risen, "it takes less height of its own row, and begins where it did");
    let sky = |rise: &str| {
        let with = format!("{tile}{rise} }}");
        let project = layers(&[("look.\"text.more\" = { ink = \"light\" }", with.as_str())]);
        let picture = picture_of(&project);
        (0..picture.height()).filter(|y| count(&picture, BRAND, *y..*y + 1) > 20).max().expect("the hill is drawn")
    };
    assert!(
        sky(", rise = \"0.5in\"") >= sky("") + 45,
        "the picture goes on behind it: {} {}",
        sky(""),
        sky(", rise = \"0.5in\"")
    );
    let below = layers(&[("look.\"text.more\" = { ink = \"light\" }", "look.\"text.more\" = { rise = \"-1in\" }")]);
    assert!(below.run(&["check"]).expect(1).stderr.contains("`rise` is under nothing"));
}

#[test]
fn words_run_upwards_along_a_side() {
    let turned = ("look.\"org.name\" = { ink = \"light\" }", "look.\"org.name\" = { ink = \"light\", turned = true }");
    let project = layers(&[turned]);
    let inked = |project: &Project| {
        let picture = picture_of(project);
        // In the column of 0.3 inches beside the other words.
        let column = |y: u32| (25..55).any(|x| picture.get_pixel(x, y).0.iter().all(|c| *c > 150));
        (250..400).filter(|y| column(*y)).count()
    };
    assert!(inked(&project) > 24, "four letters, one over the other: {}", inked(&project));
    // A name that is longer than the side is high says so, like any other.
    project.edit("content/orgs/desk.toml", "Desk", &"A very long name of a desk ".repeat(12));
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("error[text-overflow]") && ran.stderr.contains("`org.name`"), "{}", ran.stderr);
}

/// Discs grow with a face: a number on one is read where ink is saved too.
#[test]
fn numbers_on_discs_are_read_where_ink_is_saved() {
    let project = layers(&[("text.more", "steps.more"), ("fill    = \"night\"", "fill    = \"paper\"")]);
    project.edit("assets/themes/layers.toml", "look.\"steps.more\" = { ink = \"light\" }", "type.body = { size = \"24pt\" }");
    project.edit("assets/themes/layers.toml", "look.\"org.name\" = { ink = \"light\" }\n", "");
    project.edit("handbill.toml", "purpose = \"screen\"", "purpose = \"office\"");
    let content = project.text("content/day.toml");
    let (head, _) = content.split_once("[text.more]").expect("it has more");
    project.write("content/day.toml", &format!("{head}[steps.more]\nitems = [\"Come in\", \"Sit down\"]\n"));
    let ran = project.run(&["build", "--ink", "saving"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stderr.contains("low-contrast"), "{}", ran.stderr);
}

/// The foot of the sheet as a panel of its own colour, with more keys.
fn foot(keys: &str) -> Project {
    let panel = "look.\"text.headline\" = { face";
    let with = format!("panels = [{{ behind = [\"org.name\", \"text.more\"], fill = \"sun\", extend = true, {keys} }}]\n{panel}");
    layers(&[
        ("look.\"text.headline\" = { face", with.as_str()),
        ("look.\"text.more\" = { ink = \"light\" }", "look.\"text.more\" = { ink = \"night\" }"),
        ("look.\"org.name\" = { ink = \"light\" }", "look.\"org.name\" = { ink = \"night\" }"),
        ("  art.hill       art.hill\n", "  .  .\n"),
    ])
}

/// The uppermost row in which a column has a colour.
fn top_of(picture: &RgbImage, x: u32, color: [u8; 3]) -> Option<u32> {
    (0..picture.height()).find(|y| picture.get_pixel(x, *y).0.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 12))
}

#[test]
fn a_panel_has_an_edge_that_is_no_straight_line() {
    let slant = foot("edge = { side = \"top\", shape = \"slant\", depth = \"0.5in\" }");
    let picture = picture_of(&slant);
    let (left, right) = (top_of(&picture, 2, SUN).expect("a panel"), top_of(&picture, 397, SUN).expect("a panel"));
    assert!((48..=51).contains(&(right - left)), "half an inch lower: {left} and {right}");
    // All words stand under the lowest point of the slant.
    let above = |x: u32| {
        let top = top_of(&picture, x, SUN).expect("a panel");
        (top + 1..right - 1).all(|y| picture.get_pixel(x, y).0 == SUN)
    };
    assert!((0..400).all(above) && count(&picture, NIGHT, right + 2..400) > 100);
    // From right to left the slant falls to the other side.
    let mirrored = foot("edge = { side = \"top\", shape = \"slant\", depth = \"0.5in\" }");
    mirrored.run(&["build", "--png=100", "--lang", "ar-XB"]).expect(0);
    let picture = picture::open(&mirrored.path().join("out/card-ar-XB-1.png"));
    let (left, right) = (top_of(&picture, 2, SUN).expect("a panel"), top_of(&picture, 397, SUN).expect("a panel"));
    assert!((48..=51).contains(&(left - right)), "{left} and {right}");
}

#[test]
fn edges_that_run_on_to_the_trim_stay_straight() {
    let all = picture_of(&foot("edge = { side = \"all\", shape = \"zigzag\", depth = \"0.2in\" }"));
    let rows = 396..400;
    assert_eq!(count(&all, SUN, rows), 4 * 400, "at the foot and the sides it is whole");
    let tops: Vec<u32> = (0..400).filter_map(|x| top_of(&all, x, SUN)).collect();
    assert_eq!(tops.len(), 400);
    assert!((18..=21).contains(&(tops.iter().max().expect("tops") - tops.iter().min().expect("tops"))), "teeth at the top");
    if judge("qpdf").is_some() {
        let press = foot("edge = { side = \"top\", shape = \"wave\", depth = \"0.3in\" }");
        press.edit("assets/formats/card.toml", "bleed = \"0in\"", "bleed = \"0.125in\"");
        let ran = press.run(&["build", "--for", "press"]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(!ran.stderr.contains("bleed") && !ran.stderr.contains("transparent"), "{}", ran.stderr);
    }
}

#[test]
fn a_picture_has_the_edge_of_its_area_and_of_its_panel() {
    let edge = "edge = { side = \"bottom\", shape = \"slant\", depth = \"1in\" }";
    let keys = format!("crop = true\n{edge}\n");
    let cut = picture_of(&layers(&[("crop = true\n", keys.as_str())]));
    let whole = picture_of(&layers(&[]));
    let hill = |picture: &RgbImage, x: u32| (0..400).filter(|y| picture.get_pixel(x, *y).0 == BRAND).count();
    assert!(hill(&whole, 30).abs_diff(hill(&cut, 30)) < 6, "{} {}", hill(&whole, 30), hill(&cut, 30));
    assert!(hill(&whole, 370) > hill(&cut, 370) + 60, "{} {}", hill(&whole, 370), hill(&cut, 370));
    let panel = format!("panels = [{{ behind = [\"art.hill\"], fill = \"sun\", {edge} }}]\nlook.\"text.headline\" = {{ face");
    let on_panel = picture_of(&layers(&[("look.\"text.headline\" = { face", panel.as_str())]));
    assert!(hill(&whole, 370) > hill(&on_panel, 370) + 60, "{} {}", hill(&whole, 370), hill(&on_panel, 370));
    assert_eq!(count(&on_panel, SUN, 0..400), 0, "the picture fills the panel to its edge");
}

#[test]
fn words_across_a_shaped_edge_are_told() {
    let project = foot("edge = { side = \"top\", shape = \"slant\", depth = \"0.5in\" }");
    let risen = "look.\"text.more\" = { ink = \"gray\", rise = \"0.8in\" }";
    project.edit("assets/themes/layers.toml", "look.\"text.more\" = { ink = \"night\" }", risen);
    // A gray that stands out from both grounds, just.
    project.edit("assets/themes/layers.toml", "sun   = \"#ffd23f\"", "sun   = \"#ffffff\"\ngray = \"#757575\"");
    project.edit("assets/themes/layers.toml", "night = \"#102040\"", "night = \"#000000\"");
    let ran = project.run(&["build"]);
    assert!(ran.stderr.contains("text-over-edge"), "{}", ran.stderr);
    let inside = foot("edge = { side = \"top\", shape = \"slant\", depth = \"0.5in\" }").run(&["build"]).expect(0);
    assert!(!inside.stderr.contains("edge") && !inside.stderr.contains("contrast"), "{}", inside.stderr);
}

#[test]
fn edges_that_cannot_be_are_told() {
    let told = |edge: &str| foot(&format!("edge = {edge}")).run(&["check"]).expect(1).stderr;
    let misspelt = told("{ side = \"top\", shape = \"slannt\", depth = \"0.4in\" }");
    assert!(misspelt.contains("did you mean `slant`?"), "{misspelt}");
    let flat = told("{ side = \"top\", shape = \"arc\", depth = \"0in\" }");
    assert!(flat.contains("error[bad-length]") && flat.contains("`depth` is 0"), "{flat}");
    let bare = told("{ side = \"top\", shape = \"arc\" }");
    assert!(bare.contains("has no `depth`"), "{bare}");
    let counted = told("{ side = \"top\", shape = \"slant\", depth = \"0.4in\", count = 3 }");
    assert!(counted.contains("a slant runs along the whole edge"), "{counted}");
    let side = told("{ side = \"up\", shape = \"arc\", depth = \"0.4in\" }");
    assert!(side.contains("`side` is `up`") && side.contains("top, right, bottom, left, sides, all"), "{side}");
}

/// A layout that serves a larger sheet is scaled with all that it has.
#[test]
fn an_edge_grows_with_its_sheet() {
    let project = foot("edge = { side = \"top\", shape = \"slant\", depth = \"0.5in\" }");
    let card = project.text("assets/formats/card.toml");
    project.write("assets/formats/sheet.toml", &card.replace("[\"4in\", \"4in\"]", "[\"8in\", \"8in\"]"));
    project.edit("handbill.toml", "formats = [\"card\"]", "formats = [\"sheet\"]");
    project.edit("assets/themes/layers.toml", "[layout.card]\n", "[layout.card]\nserves = [\"sheet\"]\n");
    let picture = picture_of(&project);
    let (left, right) = (top_of(&picture, 2, SUN).expect("a panel"), top_of(&picture, 797, SUN).expect("a panel"));
    assert!((98..=101).contains(&(right - left)), "an inch: {left} and {right}");
}

#[test]
fn a_ground_runs_from_one_colour_into_another() {
    let project = foot("gradient = { to = \"light\", angle = 90 }");
    let picture = picture_of(&project);
    let blue = |x: u32| picture.get_pixel(x, 396).0[2];
    assert!(blue(1).abs_diff(SUN[2]) < 4 && blue(398) > 250, "{} and {}", blue(1), blue(398));
    assert!(blue(200).abs_diff(0x9f) < 4, "half of the way: {}", blue(200));
    assert!((1..399).all(|x| blue(x) <= blue(x + 1) && blue(x + 1) - blue(x) < 4), "no step that is seen");
    project.run(&["build", "--png=100", "--lang", "ar-XB"]).expect(0);
    let mirrored = picture::open(&project.path().join("out/card-ar-XB-1.png"));
    assert!(mirrored.get_pixel(1, 396).0[2] > 250 && mirrored.get_pixel(398, 396).0[2] < 0x50);
    let told = project.run(&["build"]).expect(0).stderr;
    assert!(!told.contains("edge") && !told.contains("contrast"), "{told}");
    // The whole face, downwards, in steps that the press takes one by one.
    let face = layers(&[
        ("fill    = \"night\"", "fill    = \"night\"\ngradient = { to = \"sea\" }"),
        ("light = ", "sea = \"#206080\"\nlight = "),
    ]);
    let picture = picture_of(&face);
    let green = |y: u32| picture.get_pixel(3, y).0[1];
    assert!(green(1).abs_diff(0x20) < 4 && green(398).abs_diff(0x60) < 4, "{} {}", green(1), green(398));
    for standard in ["x-4", "x-1a"] {
        let ran = face.run(&["build", "--for", "press", "--standard", standard]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(["error", "transparent", "ink"].iter().all(|word| !ran.stderr.contains(word)), "{}", ran.stderr);
    }
}

#[test]
fn type_is_read_on_all_of_a_gradient() {
    // White on yellow cannot be: the ink is chosen by both ends.
    let chosen = foot("gradient = { to = \"light\", angle = 90 }");
    chosen.edit("assets/themes/layers.toml", "ink = \"night\"", "ink = \"light\"");
    chosen.run(&["build"]).expect(0);
    // From black to white no ink is read everywhere.
    let lost = foot("gradient = { to = \"light\", angle = 0 }");
    lost.edit("assets/themes/layers.toml", "sun   = \"#ffd23f\"", "sun   = \"#000000\"");
    let ran = lost.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("error[low-contrast]"), "{}", ran.stderr);
}

#[test]
fn gradients_that_cannot_be_are_told() {
    let spot = foot("gradient = { to = \"sea\" }");
    spot.edit(
        "assets/themes/layers.toml",
        "sun   = \"#ffd23f\"",
        "sun = 'spot \"PANTONE 109 C\" cmyk 0 10 100 0'\nsea = \"#ffa080\"",
    );
    let ran = spot.run(&["build", "--for", "press"]).expect(1);
    assert!(ran.stderr.contains("no ink lies between") && ran.stderr.contains("PANTONE 109 C"), "{}", ran.stderr);
    spot.run(&["build"]).expect(0);
    for to in ["{ to = \"sun\", tint = 0.2 }", "{ to = \"light\" }"] {
        let tinted = foot(&format!("gradient = {to}"));
        tinted.edit("assets/themes/layers.toml", "sun   = \"#ffd23f\"", "sun = 'spot \"PANTONE 109 C\" cmyk 0 10 100 0'");
        tinted.run(&["build", "--for", "press"]).expect(0);
    }
    let told = |gradient: &str| foot(&format!("gradient = {gradient}")).run(&["build"]).expect(1).stderr;
    let misspelt = told("{ to = \"lihgt\" }");
    assert!(misspelt.contains("did you mean `light`?"), "{misspelt}");
    let bare = told("{ angle = 90 }");
    assert!(bare.contains("has no `to`"), "{bare}");
    let round = told("{ to = \"light\", angle = 400 }");
    assert!(round.contains("`angle` is 400, wanted 0 to 360"), "{round}");
    let area = layers(&[("look.\"text.more\" = { ink = \"light\" }", "look.\"text.more\" = { gradient = { to = \"sun\" } }")]);
    let ran = area.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("begins in the colour of `fill`"), "{}", ran.stderr);
}

#[test]
fn a_frame_lies_inside_its_ground_and_words_inside_of_it() {
    let border = |keys: &str| {
        let project = foot(&format!("border = {{ width = \"4pt\", color = \"brand\", {keys} }}"));
        project.edit("assets/themes/layers.toml", "\"0.3in 1fr\"", "\"1.2in 1fr\"");
        project
    };
    let picture = picture_of(&border("inset = \"0.1in\", corner = \"scoop\", radius = \"0.3in\", double = true"));
    // Down the middle of the panel: its edge, the first line 10 pixels further, the second one as far again.
    let rows: Vec<u32> = (0..400).filter(|y| picture.get_pixel(200, *y).0 == BRAND).collect();
    let top = top_of(&picture, 200, SUN).expect("a panel");
    assert!(rows.first().is_some_and(|first| (9..=12).contains(&(first - top))), "{top} {rows:?}");
    let runs = rows.windows(2).filter(|pair| pair[1] > pair[0] + 1).count() + 1;
    assert_eq!(runs, 4, "two lines above and two below: {rows:?}");
    assert_eq!(picture.get_pixel(14, top + 14).0, SUN, "the corner is cut out");
    let inner = rows.iter().copied().find(|y| rows.contains(&(y + 1)) && *y > rows[0] + 9).expect("the second line");
    assert!(count(&picture, NIGHT, top..inner + 4) == 0 && count(&picture, NIGHT, inner + 4..400) > 100, "words stand inside");
    // At the trim a frame without inset runs on into the bleed.
    let frame = "fill    = \"night\"\nborder = { width = \"9pt\", color = \"sun\", corner = \"round\" }";
    let face = layers(&[("fill    = \"night\"", frame), ("margin  = \"0.25in\"", "margin  = \"0in\"")]);
    face.edit("assets/formats/card.toml", "bleed = \"0in\"", "bleed = \"0.125in\"");
    let ran = face.run(&["build", "--for", "press"]).expect(0);
    assert!(!ran.stderr.contains("bleed"), "{}", ran.stderr);
    let picture = picture_of(&face);
    assert_eq!(count(&picture, SUN, 0..12), 12 * 400, "an eighth of an inch");
    assert_eq!(picture.get_pixel(200, 20).0, NIGHT);
    assert!(count(&picture, BRAND, 100..400) > 1_000, "the picture under it stays");
}

#[test]
fn a_border_too_thin_for_the_press_is_told() {
    let ran =
        foot("border = { width = \"0.1pt\", color = \"brand\", inset = \"0.1in\" }").run(&["build", "--for", "press"]).expect(1);
    assert!(ran.stderr.contains("error[hairline]"), "{}", ran.stderr);
    let told = |border: &str| foot(&format!("border = {border}")).run(&["build"]).expect(1).stderr;
    let none = told("{ width = \"1pt\" }");
    assert!(none.contains("has no `color`"), "{none}");
    let shape = told("{ width = \"1pt\", color = \"brand\", corner = \"scop\" }");
    assert!(shape.contains("did you mean `scoop`?"), "{shape}");
    let outside = told("{ width = \"1pt\", color = \"brand\", inset = \"-1in\" }");
    assert!(outside.contains("outside of its ground"), "{outside}");
    let role = told("{ width = \"1pt\", color = \"brnd\" }");
    assert!(role.contains("did you mean `brand`?"), "{role}");
}

/// A square with a dot, on a ground of its own or on none.
const DOT: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10"><circle class="light" fill="#ffffff" cx="5" cy="5" r="2"/></svg>"##;

#[test]
fn a_drawing_is_repeated_in_whole_tiles() {
    let dotted = |repeat: &str| {
        let project = foot(&format!("art = \"dot\"{repeat}"));
        project.write("assets/art/dot.svg", DOT);
        project.edit("assets/themes/layers.toml", "[art]\n", "[art]\ndot = \"assets/art/dot.svg\"\n");
        project
    };
    let project = dotted(", repeat = \"0.5in\"");
    project.edit("assets/themes/layers.toml", "org.name       text.more", "org.name       org.name");
    project.edit("assets/themes/layers.toml", ", \"text.more\"", "");
    project.edit("assets/themes/layers.toml", "rows    = \"auto 1fr auto\"", "rows = \"1in 1fr 1.75in\"");
    let content = project.text("content/day.toml");
    project.write("content/day.toml", content.split_once("[text.more]").expect("it has more").0);
    let ran = project.run(&["build", "--png=100"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let picture = picture::open(&project.path().join("out/card-en-1.png"));
    // Four inches by two: eight and four tiles, whole at each edge.
    let dots = |y: u32| {
        (0..400).filter(|x| picture.get_pixel(*x, y).0 == WHITE && picture.get_pixel(x.saturating_sub(1), y).0 != WHITE).count()
    };
    assert_eq!([225, 275, 325, 375].map(dots), [8; 4]);
    assert_eq!([201, 249, 250, 299, 399].map(dots), [0; 5]);
    // Words are in an ink that is read on the ground and on the dots.
    let read = dotted(", repeat = \"0.2in\"").run(&["build"]).expect(0);
    assert!(!read.stderr.contains("edge") && !read.stderr.contains("contrast"), "{}", read.stderr);
    let dark = dotted(", repeat = \"0.2in\"");
    dark.write("assets/art/dot.svg", &DOT.replace("light", "brand"));
    let ran = dark.run(&["build"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("low-contrast"), "dark dots on yellow bear no ink: {}", ran.stderr);
    // Where ink is saved there are none.
    dark.edit("handbill.toml", "purpose = \"screen\"", "purpose = \"office\"");
    dark.run(&["build", "--ink", "saving"]).expect(0);
    let none = dotted(", repeat = \"0in\"").run(&["check"]).expect(1);
    assert!(none.stderr.contains("`repeat` is 0"), "{}", none.stderr);
}

#[test]
fn a_disc_lies_over_a_picture_that_is_behind_its_letters() {
    let disc = "ink = \"light\", align = \"center\", disc = { fill = \"sun\", ink = \"night\", size = 2.4 }";
    let behind = "crop = true\nbehind = [\"text.headline\"]\n";
    let project = layers(&[("ink = \"light\", align = \"center\"", disc), ("crop = true\n", behind)]);
    project.write("assets/art/hill.svg", &HILL.replace("class=\"paper\" fill=\"#ffffff\"", "class=\"brand\" fill=\"#0b3d6b\""));
    let picture = picture_of(&project);
    assert!(count(&picture, BRAND, 0..140) > 2_000, "the picture is there");
    assert!(count(&picture, SUN, 0..140) > 2_000, "the disc is seen");
    assert!(count(&picture, NIGHT, 0..140) > 200, "and the figures on it");
}

#[test]
fn words_under_a_picture_are_refused() {
    let over = layers(&[("[look.\"art.*\"]\n", "[look.\"art.*\"]\nrise = \"0.9in\"\n")]);
    let ran = over.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("error[covered-text]: `11` lies under"), "{}", ran.stderr);
    let clear = layers(&[]).run(&["build"]).expect(0);
    assert!(!clear.stderr.contains("covered-text"), "{}", clear.stderr);
}
