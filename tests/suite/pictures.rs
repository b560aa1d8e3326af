//! Logos of real people: what drawing programs leave in their files does no harm, and what cannot be printed as outlines is
//! printed as pixels, with a note.

use crate::harness::project::Project;
use crate::harness::source::root;
use std::fs;

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
