//! Marks of sponsors side by side: each of the same weight to the eye, seen on any ground, read out by name, and on no sheet
//! that must not carry them.

use crate::harness::picture;
use crate::harness::project::Project;
use image::{DynamicImage, RgbImage, Rgba, RgbaImage};
use std::path::Path;

/// The small project as one sheet in a theme, with marks of these files.
fn with_marks(format: &str, theme: &str, items: &str) -> Project {
    let project = Project::one_sheet(format);
    project.edit("handbill.toml", "theme   = \"plain\"", &format!("theme   = \"{theme}\""));
    let content = project.text("content/night.toml");
    project.write("content/night.toml", &format!("{content}\n[logos.sponsors]\nheading = \"Thanks to\"\nitems = [{items}]\n"));
    for (name, svg) in MARKS {
        project.write(&format!("assets/{name}.svg"), svg);
    }
    project
}

/// A wide mark with much nothing round it, a square on a white sheet, a tall one, and a white one.
const MARKS: [(&str, &str); 4] = [
    (
        "wide",
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600"><path fill="#c80000" d="M50 250h800v200h-800z"/></svg>"##,
    ),
    (
        "square",
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path fill="#fff" d="M0 0h100v100H0z"/><path fill="#007800" d="M30 30h40v40h-40z"/></svg>"##,
    ),
    ("tall", r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 70 100"><path fill="#0000c8" d="M0 0h70v100H0z"/></svg>"##),
    (
        "white",
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><circle cx="50" cy="25" r="24" fill="#fff"/></svg>"##,
    ),
];

const THREE: &str = "{ file = \"assets/wide.svg\", alt = \"Wide Mills\" },
  { file = \"assets/square.svg\", alt = \"Square Deal\" },
  { file = \"assets/tall.svg\", alt = \"Tall Tower\" }";

/// A sheet that is wrong in itself: its own mistake is told, and not that the marks have no room.
#[test]
fn marks_are_not_blamed_for_words_that_cannot_be_read() {
    let project = with_marks("flyer-letter", "mine", THREE);
    let theme = "name = \"Mine\"\nextends = \"civic\"\n[look.\"*\"]\nfill = \"paper\"\nink = \"ink\"\ngradient = { to = \"ink\", angle = 90 }\n";
    project.write("assets/themes/mine.toml", theme);
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("low-contrast") && !ran.stderr.contains("statement-without-place"), "{}", ran.stderr);
}

/// The picture of the only page.
fn page(project: &Project, arguments: &[&str]) -> RgbImage {
    project.run(&[&["build", "--png=72"], arguments].concat()).expect(0);
    let png = project.files("out").into_iter().find(|path| path.extension().is_some_and(|e| e == "png"));
    picture::open(&project.path().join("out").join(png.expect("a picture is made")))
}

/// Left, top, width and height of everything of a colour.
fn place(page: &RgbImage, color: [u8; 3]) -> [f64; 4] {
    let is = |pixel: &image::Rgb<u8>| pixel.0.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 40);
    let found: Vec<(u32, u32)> = page.enumerate_pixels().filter(|(.., pixel)| is(pixel)).map(|(x, y, _)| (x, y)).collect();
    assert!(found.len() > 40, "{color:?} is not on the sheet");
    let (xs, ys) = (found.iter().map(|p| p.0), found.iter().map(|p| p.1));
    let (left, top) = (xs.clone().min().expect("some"), ys.clone().min().expect("some"));
    let (right, bottom) = (xs.max().expect("some"), ys.max().expect("some"));
    [left, top, right + 1 - left, bottom + 1 - top].map(f64::from)
}

const RED: [u8; 3] = [200, 0, 0];
const GREEN: [u8; 3] = [0, 120, 0];
const BLUE: [u8; 3] = [0, 0, 200];

#[test]
fn marks_of_any_shape_have_the_same_area_and_one_middle() {
    for format in ["poster-11x17", "flyer-letter", "half-letter"] {
        let page = page(&with_marks(format, "plain", THREE), &["--for", "screen"]);
        let [wide, square, tall] = [RED, GREEN, BLUE].map(|color| place(&page, color));
        let area = |[.., width, height]: [f64; 4]| width * height;
        for other in [wide, tall] {
            let ratio = area(other) / area(square);
            assert!((0.85..1.18).contains(&ratio), "{format}: {other:?} beside {square:?}");
        }
        assert!((wide[2] / wide[3] - 4.0).abs() < 0.4 && (square[2] / square[3] - 1.0).abs() < 0.1, "{wide:?} {square:?}");
        let middle = |place: [f64; 4]| place[1] + place[3] / 2.0;
        assert!((middle(wide) - middle(square)).abs() < 2.0 && (middle(tall) - middle(square)).abs() < 2.0, "{format}");
        let clear = (square[0] - wide[0] - wide[2], tall[0] - square[0] - square[2]);
        assert!(clear.0 > square[2] * 0.6 && (clear.0 - clear.1).abs() < 3.0, "{format}: {clear:?}");
    }
}

#[test]
fn many_marks_stand_in_even_rows_and_from_right_to_left_in_arabic() {
    let many = [THREE, THREE, THREE, THREE, THREE].join(",\n");
    let project = with_marks("flyer-letter", "plain", &many);
    let dump = |project: &Project| project.run(&["dump", "--stage", "layout", "night"]).expect(0).stdout;
    assert_eq!(dump(&project).matches("alt: \"Wide Mills\"").count(), 5);
    let page = page(&project, &["--for", "screen"]);
    let [_, _, width, height] = place(&page, RED);
    assert!(width > 250.0 && height > 60.0, "five wide marks stand in several rows: {width} x {height}");
    let three = with_marks("flyer-letter", "plain", THREE);
    let mirrored = self::page(&three, &["--lang", "ar-XB", "--for", "screen"]);
    assert!(place(&mirrored, RED)[0] > place(&mirrored, BLUE)[0], "the first is the one on the right");
}

#[test]
fn on_a_dark_ground_marks_stand_on_a_plate_or_in_their_dark_versions() {
    let light = page(&with_marks("poster-11x17", "civic", THREE), &["--for", "screen"]);
    let [left, top, _, height] = place(&light, [200, 0, 0]);
    let beside = |page: &RgbImage, x: f64, y: f64| page.get_pixel(x as u32, y as u32).0;
    assert!(beside(&light, left - 4.0, top + height / 2.0).iter().all(|c| *c > 250), "a white plate");
    let versions = "{ file = \"assets/tall.svg\", alt = \"Tall Tower\", on_dark = \"assets/white.svg\" }";
    let dark = with_marks("poster-11x17", "civic", versions);
    let stdout = dark.run(&["dump", "--stage", "compose", "night"]).expect(0).stdout;
    assert!(stdout.contains("plate: None") && !stdout.contains("plate: Some"), "a version for dark grounds needs none");
}

#[test]
fn what_cannot_be_seen_or_is_coarse_is_told_at_its_line() {
    let white = with_marks("flyer-letter", "plain", "{ file = \"assets/white.svg\", alt = \"White House Dental\" }");
    let ran = white.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[low-contrast] `assets/white.svg` cannot be seen"), "{}", ran.stderr);

    let coarse = with_marks("flyer-letter", "plain", "\n{ file = \"assets/small.png\", alt = \"Small Print\" }");
    let dots = RgbaImage::from_fn(24, 24, |x, y| Rgba(if (4..20).contains(&x.max(y)) { [20, 60, 90, 255] } else { [0; 4] }));
    save(&dots.into(), &coarse.path().join("assets/small.png"));
    let ran = coarse.run(&["build", "--message-format", "short"]).expect(1);
    let line = coarse.text("content/night.toml").lines().position(|line| line.contains("small.png")).expect("a line") + 1;
    let wanted = format!("content/night.toml:{line}:");
    assert!(ran.stderr.lines().any(|l| l.starts_with(&wanted) && l.contains("error[low-resolution]")), "{}", ran.stderr);
    assert!(!ran.stderr.contains("statement-without-place"), "a coarse mark is no lack of room: {}", ran.stderr);
}

fn save(image: &DynamicImage, path: &Path) {
    image.save(path).expect("a temporary folder takes files");
}

#[test]
fn see_through_pixels_on_a_plate_are_flattened_for_x_1a() {
    let project = with_marks("flyer-letter", "civic", "{ file = \"assets/disc.png\", alt = \"Full Moon Diner\" }");
    let disc = RgbaImage::from_fn(900, 900, |x, y| {
        let (x, y) = (f64::from(x) - 450.0, f64::from(y) - 450.0);
        Rgba([30, 90, 160, if x.hypot(y) < 300.0 { 255 } else { 0 }])
    });
    save(&disc.into(), &project.path().join("assets/disc.png"));
    project.run(&["build", "--for", "press", "--standard", "x-1a"]).expect(0);
}

#[test]
fn they_are_read_out_and_translated() {
    let project = with_marks("flyer-letter", "plain", THREE);
    project.edit("handbill.toml", "orgs    = [\"library\"]", "orgs    = [\"library\"]\nlanguages = [\"en\", \"es\"]");
    let tags = project.run(&["dump", "--stage", "tags", "night", "--lang", "en"]).expect(0).stdout;
    for mark in ["Wide Mills", "Square Deal", "Tall Tower"] {
        assert!(tags.contains(mark), "{mark} is not read out: {tags}");
    }
    let skeleton = project.run(&["new", "lang", "es"]).expect(0);
    let path = "content/night.es.toml";
    let text = project.text(path);
    assert!(
        text.contains("[logos.sponsors]") && text.contains("alts = [") && text.contains("# Square Deal"),
        "{text} {}",
        skeleton.stderr
    );
    project.write(
        path,
        "language = \"es\"\n[translation]\nstatus = \"draft\"\n[logos.sponsors]\nheading = \"Gracias a\"\n\
         alts = [\"Molinos Wide\", \"Square Deal\", \"Torre Tall\"]\n",
    );
    let ran = project.run(&["build", "--lang", "es", "--html", "--message-format", "short"]);
    let made = project.files("out").into_iter().find(|path| path.extension().is_some_and(|e| e == "html"));
    let made = made.unwrap_or_else(|| panic!("{}", ran.stderr));
    let html = project.text(&format!("out/{}", made.display()));
    assert!(html.contains("Gracias a") && html.contains("Molinos Wide"), "{} {html}", ran.stderr);
    project.edit(path, "\"Square Deal\", ", "");
    let ran = project.run(&["check", "--lang", "es", "--message-format", "short"]);
    assert!(ran.stderr.contains("error[translation-differs] 2 items, and the source has 3"), "{}", ran.stderr);
}

#[test]
fn sheets_that_must_not_carry_them_are_refused() {
    let danger = with_marks("flyer-letter", "plain", THREE);
    danger.edit("content/night.toml", "audience = \"event\"", "audience = \"victim\"");
    let ran = danger.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[forbidden-part]") && ran.stderr.contains("logos.sponsors"), "{}", ran.stderr);

    let forbidden = with_marks("flyer-letter", "plain", THREE);
    forbidden.edit("content/night.toml", "audience = \"event\"", "audience = \"event\"\nforbid = [\"sponsor\"]");
    let ran = forbidden.run(&["build", "--message-format", "short"]).expect(1);
    let wanted = "error[forbidden-part] `logos.sponsors` shows marks of others, and the content forbids `sponsor`";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
}

#[test]
fn nothing_is_lost_without_a_word() {
    let card = with_marks("wallet-card", "plain", THREE);
    card.run(&["build"]).expect(0);
    let account = card.run(&["show", "night", "--account"]).expect(0).stdout;
    assert!(account.contains("logos.sponsors"), "{account}");

    let many = vec![THREE; 60].join(",\n");
    let full = with_marks("door-hanger", "plain", &many);
    let ran = full.run(&["build", "--message-format", "short"]).expect(1);
    let wanted = "error[statement-without-place] `door-hanger` has no room for the 180 marks of `logos.sponsors`";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    full.edit("content/night.toml", "[logos.sponsors]", "[logos.sponsors]\nif_room = true");
    full.run(&["build"]).expect(0);
    let account = full.run(&["show", "night", "--account"]).expect(0).stdout;
    assert!(account.contains("logos.sponsors"), "{account}");

    let empty = with_marks("flyer-letter", "plain", "");
    let ran = empty.run(&["check", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[bad-value] logos without a mark"), "{}", ran.stderr);
    let nameless = with_marks("flyer-letter", "plain", "{ file = \"assets/tall.svg\", alt = \"\" }");
    assert!(nameless.run(&["check", "--message-format", "short"]).expect(1).stderr.contains("alt"), "whose mark it is");
}

/// A drawing of the way is shown beside the code that leads there, and takes the place of none.
#[test]
fn a_map_of_ones_own_stands_beside_its_code() {
    for theme in ["civic", "plain", "park"] {
        let project = with_marks("flyer-letter", theme, THREE);
        let way = "\n[qr.way]\nmap = \"228 East Broadway, Helena, MT 59601\"\nlabel = \"How to get there\"\n\n[image.way]\n\
                   file = \"assets/square.svg\"\nalt = \"The library is two streets south of the creek\"\nrole = \"map\"\n";
        project.write("content/night.toml", &format!("{}{way}", project.text("content/night.toml")));
        project.run(&["build"]).expect(0);
        let account = project.run(&["show", "night", "--account"]).expect(0).stdout;
        let placed = account.lines().find(|line| line.contains("placed:")).expect("an account");
        assert!(placed.contains("qr.way") && placed.contains("image.way"), "{theme}: {account}");
    }
}
