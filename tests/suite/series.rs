//! Values of a statistic drawn against each other: from nought, in proportion, each said in words, told apart in one ink.

use crate::harness::judge::{ask, judge, utf8};
use crate::harness::picture;
use crate::harness::project::Project;
use image::RgbImage;

/// A flyer with a statistic of these values, drawn so.
fn sheet(look: &str, values: &str) -> Project {
    let project = Project::one_sheet("flyer-letter");
    project.edit("handbill.toml", "theme   = \"plain\"", "theme   = \"drawn\"");
    project.write(
        "assets/themes/drawn.toml",
        &format!("name = \"Drawn\"\nextends = \"plain\"\n\n[look.\"stat.*\"]\n{look}\n\n[look.\"stat.*\".part.figure]\nink = \"accent\"\n"),
    );
    project.write(
        "content/night.toml",
        &format!(
            "title = \"In numbers\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"More of us each year\"\n\n\
             [stat.visits]\nlabel = \"visits\"\nvalues = {{ {values} }}\nsource = \"Our own count\"\nas_of = 2026-01-31\n\
             review_by = 2030-01-31\n\n[contact.desk]\nname = \"Questions\"\nphone = \"{{org.phone}}\"\n"
        ),
    );
    project
}

fn page(project: &Project, arguments: &[&str]) -> RgbImage {
    project.run(&[&["build", "--png=144"], arguments].concat()).expect(0);
    let png = project.files("out").into_iter().find(|path| path.extension().is_some_and(|e| e == "png"));
    picture::open(&project.path().join("out").join(png.expect("a picture is made")))
}

/// The rows in which a run of pixels like this is at least so long, each with where the longest begins and ends.
fn runs(page: &RgbImage, least: u32, is: impl Fn([u8; 3]) -> bool) -> Vec<(u32, u32, u32)> {
    let mut found = Vec::new();
    for y in 0..page.height() {
        let (mut start, mut best) = (None, (0, 0));
        for x in 0..=page.width() {
            let is_in = x < page.width() && is(page.get_pixel(x, y).0);
            match (is_in, start) {
                (true, None) => start = Some(x),
                (false, Some(from)) => {
                    if x - from > best.1 - best.0 {
                        best = (from, x);
                    }
                    start = None;
                }
                _ => {}
            }
        }
        if best.1 - best.0 >= least {
            found.push((y, best.0, best.1));
        }
    }
    found
}

/// The accent of the library, and any dark ink.
fn is_accent([r, g, b]: [u8; 3]) -> bool {
    r.abs_diff(0xa3) < 12 && g.abs_diff(0x3b) < 12 && b.abs_diff(0x1f) < 12
}

fn is_dark(pixel: [u8; 3]) -> bool {
    pixel.iter().all(|c| *c < 110)
}

#[test]
fn bars_begin_at_nought_and_are_as_long_as_their_values() {
    let page = page(&sheet("chart = \"bars\"", "2024 = 500, 2025 = 1000"), &["--for", "screen"]);
    let last = runs(&page, 200, is_accent);
    let (top, from, to) = *last.first().expect("a solid bar");
    assert!(last.len() > 10, "it is solid: {last:?}");
    let first: Vec<_> =
        runs(&page, 200, is_dark).into_iter().filter(|(y, start, _)| *y < top && start.abs_diff(from) < 6).collect();
    let (_, _, end) = *first.first().expect("the upper edge of an outline");
    let half = f64::from(end - from) / f64::from(to - from);
    assert!((half - 0.5).abs() < 0.02, "500 beside 1,000 is {half}");
    assert!(first.len() < last.len() / 3, "the first is an outline, not solid: {first:?}");
}

#[test]
fn each_value_is_said_and_read_once_beside_its_key() {
    for kind in ["bars", "dots", "line"] {
        let project = sheet(&format!("series = \"{kind}\""), "2021 = 41, 2022 = 66, 2025 = 90");
        project.run(&["build", "--text", "--for", "screen"]).expect(0);
        let text = project.files("out").into_iter().find(|path| path.extension().is_some_and(|e| e == "txt")).expect("words");
        let text = project.text(&format!("out/{}", text.display()));
        let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{kind}: no {words} in {text}"));
        assert!(at("visits") < at("41") && at("41") < at("66") && at("66") < at("90"), "{kind}: {text}");
        assert_eq!(text.matches("2022").count(), 1, "{kind}: {text}");
    }
}

#[test]
fn in_one_ink_the_last_is_solid_and_the_first_is_not() {
    for kind in ["bars", "dots", "line"] {
        let project = sheet(&format!("series = \"{kind}\""), "2021 = 60, 2022 = 66, 2025 = 90");
        let colored = page(&project, &[]);
        let gray = page(&project, &["--ink", "black"]);
        let solid = runs(&colored, 6, is_accent);
        let (y, from, to) = solid[solid.len() / 2];
        let middle = gray.get_pixel((from + to) / 2, y).0;
        assert!(middle[0] < 150 && middle[0] == middle[1], "{kind}: the last is solid in gray: {middle:?}");
        assert!(runs(&gray, 6, |p| p[0].abs_diff(p[2]) > 20).is_empty(), "{kind}: no colour");
    }
}

#[test]
fn from_right_to_left_they_run_the_other_way() {
    let project = sheet("series = \"bars\"", "2021 = 41, 2022 = 66, 2025 = 90");
    let (english, arabic) = (page(&project, &["--for", "screen"]), page(&project, &["--for", "screen", "--lang", "ar-XB"]));
    let ends = |page: &RgbImage, y: &dyn Fn(u32) -> bool| {
        let all = runs(page, 100, is_dark).into_iter().filter(|(at, ..)| y(*at)).map(|(_, from, to)| (from, to));
        all.max_by_key(|(from, to)| to - from).expect("an outline")
    };
    let (left, right) = (ends(&english, &|_| true), ends(&arabic, &|_| true));
    assert!(left.0 < english.width() / 3 && right.1 > arabic.width() * 2 / 3, "{left:?} {right:?}");
}

#[test]
fn what_is_no_series_stays_as_it_was() {
    let composed = |look: &str, values: &str| sheet(look, values).run(&["dump", "--stage", "compose", "night"]).expect(0).stdout;
    let three = "2021 = 41, 2022 = 66, 2025 = 90";
    assert!(composed("series = \"bars\"", three).contains("kind: Bars"));
    for (look, values) in [
        ("series = \"bars\"", "2021 = 41, 2022 = 66"),
        ("chart = \"line\"", "2025 = 90"),
        ("chart = \"bars\"", "2021 = 0, 2022 = 0"),
        ("chart = \"dots\"", "2021 = -4, 2022 = 66"),
    ] {
        let dump = composed(look, values);
        assert!(!dump.contains("Series(") && dump.contains("Figures("), "{look} of {values}");
    }
    assert!(composed("chart = \"bars\"\nhide = [\"figure\"]", three).contains("visits"));
    let civic = sheet("step = 0", three);
    civic.edit("handbill.toml", "theme   = \"drawn\"", "theme   = \"civic\"");
    assert!(civic.run(&["dump", "--stage", "compose", "night"]).expect(0).stdout.contains("kind: Bars"), "civic draws bars");
    let narrow = sheet(
        "series = \"line\"",
        "1 = 1000000, 2 = 2000000, 3 = 3000000, 4 = 4, 5 = 5, 6 = 6, 7 = 7, 8 = 8, 9 = 9, 10 = 10, 11 = 1, 12 = 9000000",
    );
    narrow.run(&["build"]).expect(0);
}

#[test]
fn the_legend_of_a_numeral_stands_on_one_line() {
    let look = "chart = \"lines\"\n\n[look.\"stat.*\".part.hero]\nfit = { from = \"60pt\", to = \"120pt\", lines = 1 }";
    let project = sheet(look, "2015 = 7, 2022 = 106");
    project.edit("assets/themes/drawn.toml", "ink = \"accent\"", "ink = \"accent\"\nstep = 0");
    project.run(&["build"]).expect(0);
    let file = project.files("out").into_iter().find(|path| path.extension().is_some_and(|e| e == "pdf")).expect("a sheet");
    let Some(pdftotext) = judge("pdftotext") else { return };
    let text = ask(pdftotext, &["-bbox", utf8(&project.path().join("out").join(file)), "-"]).stdout;
    // `<word xMin="36.0" yMin="430.1" xMax="93.2" yMax="447.9">visits</word>`
    let bottom = |line: &str| line.split('"').nth(7).and_then(|number| number.parse::<f64>().ok());
    let legend = |word: &&str| ["visits", "7", "2015", "106", "2022"].iter().any(|said| word.contains(&format!(">{said}<")));
    let bottoms: Vec<f64> = text.lines().filter(legend).filter_map(bottom).collect();
    let label = *bottoms.get(1).unwrap_or_else(|| panic!("{text}"));
    // The numeral itself, its label, two values and two keys.
    assert_eq!(bottoms.len(), 6, "{text}");
    assert!(bottoms[1..].iter().all(|bottom| (bottom - label).abs() < 6.0), "{bottoms:?}");
}
