//! Logos of real people: what drawing programs leave in their files does no harm, and what cannot be printed as outlines is
//! printed as pixels, with a note.

use crate::harness::project::Project;
use crate::harness::source::root;
use std::fs;
use std::path::Path;

/// The small project with a logo for the school.
fn with_logo(name: &str, bytes: &[u8]) -> Project {
    let project = Project::small();
    let org = project.text("content/orgs/school.toml");
    project.write("content/orgs/school.toml", &format!("{org}\n[logo]\nfile = \"assets/logos/{name}\"\nalt = \"Bend School\"\n"));
    let place = project.path().join("assets/logos");
    fs::create_dir_all(&place).expect("a temporary folder takes folders");
    fs::write(place.join(name), bytes).expect("a temporary folder takes files");
    project
}

#[test]
fn logos_as_programs_write_them_are_made() {
    let mut files: Vec<_> =
        fs::read_dir(root().join("tests/corpus/pictures")).expect("the corpus").flatten().map(|e| e.path()).collect();
    files.sort();
    assert!(files.len() >= 11, "{files:?}");
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let project = with_logo(&name, &fs::read(&file).expect("a file"));
        let ran =
            project.run(&["build", "slip", "--org", "school", "--for", "press", "--for", "office", "--message-format", "short"]);
        let refused = ran.stderr.lines().filter(|line| line.contains("error[") || line.contains("warning[")).count();
        let coarse = name == "exif6.png";
        assert!(refused == 0 && ran.code == Some(0) || coarse, "{name}: {}", ran.stderr);
        let flat = name == "evenodd-star-clip.svg";
        assert_eq!(ran.stderr.contains("flattened-picture"), flat, "{name}: {}", ran.stderr);
    }
}

/// What Illustrator, Figma, Canva and Inkscape make of shadows, glows and soft edges.
#[test]
fn effects_are_printed_as_pixels_with_a_note() {
    let solid = r##"<circle cx="60" cy="20" r="15" fill="#c30"/>"##;
    for (name, body) in [
        (
            "shadow",
            r##"<filter id="f"><feDropShadow dx="1" dy="1" stdDeviation="1"/></filter><rect width="40" height="30" fill="#060" filter="url(#f)"/>"##,
        ),
        (
            "fade",
            r##"<linearGradient id="g"><stop stop-color="#060"/><stop offset="1" stop-color="#060" stop-opacity="0"/></linearGradient><rect width="40" height="30" fill="url(#g)"/>"##,
        ),
        (
            "group",
            r##"<g opacity=".5"><rect width="40" height="30" fill="#060"/><rect x="9" width="40" height="30" fill="#00f"/></g>"##,
        ),
        (
            "mask",
            r##"<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="80" height="40"><rect width="30" height="30" fill="#888"/></mask><rect width="40" height="30" fill="#060" mask="url(#m)"/>"##,
        ),
        (
            "blend",
            r##"<rect width="40" height="30" fill="#060"/><rect x="9" width="40" height="30" fill="#00f" style="mix-blend-mode:multiply"/>"##,
        ),
        (
            "pattern",
            r##"<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="3" height="6" fill="#060"/></pattern><rect width="40" height="30" fill="url(#p)"/>"##,
        ),
    ] {
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">{body}{solid}</svg>"#);
        let project = with_logo("logo.svg", svg.as_bytes());
        for standard in ["x-4", "x-1a"] {
            let ran = project.run(&[
                "build",
                "slip",
                "--org",
                "school",
                "--for",
                "press",
                "--standard",
                standard,
                "--message-format",
                "short",
            ]);
            assert_eq!(ran.code, Some(0), "{name} {standard}: {}", ran.stderr);
            assert!(ran.stderr.contains("note[flattened-picture]"), "{name}: {}", ran.stderr);
        }
    }
}

#[test]
fn what_would_be_lost_is_refused_by_name() {
    for (body, words) in [
        (r#"<text x="5" y="20">Bend School</text>"#, "Bend School"),
        (r#"<image href="data:image/png;base64,AAAA" width="20" height="20"/>"#, "`image`"),
        (r#"<rect width="9" height="9" fill="light-dark(red, blue)"/>"#, "light-dark"),
    ] {
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#060"/>{body}</svg>"##
        );
        let ran = with_logo("logo.svg", svg.as_bytes())
            .run(&["build", "slip", "--org", "school", "--message-format", "short"])
            .expect(1);
        assert!(ran.stderr.contains("error[bad-picture]") && ran.stderr.contains(words), "{body}: {}", ran.stderr);
    }
}

/// Logos in the manner of drawing programs, and the colours that must be seen of each: clip paths, masks and shadows, variables
/// and colours of wide screens, percents and drawings in drawings, symbols, hidden layers, foreign parts, packed files.
const LOGOS: [(&str, [u32; 2], bool); 18] = [
    ("affinity-gradient.svg", [0x0c4a6e, 0x0ea5e9], false),
    ("ai-clip-mask.svg", [0x1b4d89, 0xe2a33b], false),
    ("canva-image.svg", [0x0f766e, 0x134e4a], false),
    ("coreldraw.svg", [0x00a859, 0x373435], false),
    ("css-vars-root.svg", [0x14532d, 0xca8a04], false),
    ("figma-p3-group.svg", [0x0b6e4f, 0x08a045], true),
    ("filter-shadow.svg", [0x1d4ed8, 0x1e3a8a], true),
    ("group-opacity.svg", [0xac3a68, 0xe0478b], true),
    ("inkscape-layers.svg", [0x7a1f1f, 0xc94f4f], false),
    ("marker-switch-lang.svg", [0x334155, 0x0ea5e9], false),
    ("oklch-lab.svg", [0x225500, 0x225500], false),
    ("percent-nested.svg", [0x6b21a8, 0xfde047], false),
    ("powerpoint.svg", [0x4472c4, 0xed7d31], false),
    ("sketch-use.svg", [0x263c7a, 0xf2b705], true),
    ("svgo-min.svg", [0x7c2d12, 0x7c2d12], false),
    ("symbols.svg", [0x15803d, 0x166534], false),
    ("utf16.svg", [0x7c2d12, 0x7c2d12], false),
    ("zipped.svgz", [0x4472c4, 0xed7d31], false),
];

#[test]
fn logos_in_the_manner_of_programs_show_their_colours() {
    for (name, colors, flat) in LOGOS {
        let bytes = fs::read(root().join("tests/corpus/logos").join(name)).expect("a file of the corpus");
        let project = with_logo(name, &bytes);
        let ran =
            project.run(&["build", "slip", "--org", "school", "--for", "press", "--for", "office", "--message-format", "short"]);
        let said = ran.stderr.lines().any(|line| line.contains("error[") || line.contains("warning["));
        assert!(ran.code == Some(0) && !said, "{name}: {}", ran.stderr);
        assert_eq!(ran.stderr.contains("note[flattened-picture]"), flat, "{name}: {}", ran.stderr);
        let seen = shown(&project.path().join("out/office/school/night-slip-en.pdf"));
        for color in colors {
            let wanted = [16, 8, 0].map(|shift| (color >> shift) as u8);
            let near = |pixel: &&[u8; 3]| pixel.iter().zip(wanted).all(|(is, wanted)| is.abs_diff(wanted) <= 6);
            assert!(seen.iter().filter(near).count() >= 6, "{name} shows no {color:06x}");
        }
    }
}

/// All pixels of the first page, at a hundred an inch.
fn shown(pdf: &Path) -> Vec<[u8; 3]> {
    let pages = handbill::export::png::render(&fs::read(pdf).expect("it was made"), 100.0).expect("it can be seen");
    let picture = image::load_from_memory(&pages[0]).expect("a picture").into_rgb8();
    picture.pixels().map(|pixel| pixel.0).collect()
}

/// A photograph in inks from a camera held upright: its left side is the top of what was seen (Exif 2.32, 4.6.4, orientation 6).
#[test]
fn a_photograph_in_inks_that_lies_on_its_side_is_turned() {
    let bytes = fs::read(root().join("tests/corpus/photos/cmyk-on-its-side.jpg")).expect("a file of the corpus");
    let project = with_logo("photo.jpg", &bytes);
    let ran = project.run(&["build", "slip", "--org", "school", "--for", "press", "--message-format", "short"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let raster = handbill::picture::raster(&bytes).expect("it is whole");
    assert_eq!((raster.width, raster.height), (160, 320));
    let handbill::display::Pixels::Cmyk { data, mask: None } = &raster.pixels else { panic!("it stays in inks") };
    let at = |y: usize| &data[(y * 160 + 80) * 4..][..4];
    assert!(at(40)[0] > 240 && at(40)[2] < 15, "cyan above: {:?}", at(40));
    assert!(at(280)[0] < 15 && at(280)[2] > 240, "yellow below: {:?}", at(280));
}
