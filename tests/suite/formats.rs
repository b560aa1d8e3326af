//! Every format in every theme, layouts that serve other formats, panels, zones kept clear, and the contact sheet.

use crate::harness::judge::{ask, judge, utf8};
use crate::harness::manifest::{Manifest, Product};
use crate::harness::picture;
use crate::harness::project::{Project, copy_example, files_of};
use crate::harness::run::handbill;
use crate::harness::source;
use std::collections::BTreeSet;
use std::fs;

/// The example of all formats in a folder of its own.
fn every_format() -> Project {
    let project = Project::empty();
    let from = source::root().join("examples/every-format");
    for path in files_of(&from).into_iter().filter(|p| !p.starts_with("out")) {
        let text = fs::read_to_string(from.join(&path)).expect("the example is text");
        project.write(utf8(&path), &text);
    }
    project
}

/// Nothing overflows, no layout is derived, nobody is warned: in English, two fifths longer, and from right to left.
#[test]
fn every_format_is_made_in_every_theme_without_a_warning() {
    let project = every_format();
    let mut made = BTreeSet::new();
    for tag in ["en", "en-XA", "ar-XB"] {
        let ran = handbill(project.path(), &["build", "--strict", "--lang", tag]).expect(0);
        made.extend(ran.stdout.lines().filter(|path| path.ends_with(".pdf")).map(str::to_string));
    }
    let formats = files_of(&source::root().join("assets/formats"));
    // What is made for each row of a table has no words of this example: `copies` makes those.
    let of_rows = ["badge", "ticket", "certificate"];
    for format in formats.iter().filter_map(|p| p.file_stem()?.to_str()).filter(|format| !of_rows.contains(format)) {
        for theme in ["civic", "bold", "quiet"] {
            for tag in ["en", "en-XA", "ar-XB"] {
                let wanted =
                    |path: &&String| path.contains(&format!("/{theme}/")) && path.ends_with(&format!("-{format}-{tag}.pdf"));
                assert!(made.iter().any(|path| wanted(&path)), "no {format} in {theme}, {tag}");
            }
        }
    }
    let Some(pdftotext) = judge("pdftotext") else { return };
    for path in &made {
        let text = ask(pdftotext, &[utf8(&project.path().join(path)), "-"]).stdout;
        let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
        assert!(pages.iter().all(|page| page.trim().len() > 12), "an empty face in {path}: {text}");
    }
}

/// The themes that the example of all formats does not name.
#[test]
fn every_format_is_made_in_the_other_themes_too() {
    let project = every_format();
    for theme in ["almanac", "park", "grid", "signal", "witness"] {
        let ran = handbill(project.path(), &["check", "--theme", theme, "--lang", "en", "--message-format", "short"]).expect(0);
        assert!(!ran.stderr.contains("error["), "{theme}: {}", ran.stderr);
    }
}

/// Smaller words may need more room, for they take it from each other: what fits at one least size fits at a smaller one.
#[test]
fn a_smaller_least_size_refuses_no_sheet() {
    let project = every_format();
    for least in ["28.2pt", "27.5pt", "27.45pt", "27.2pt", "26.8pt", "26pt"] {
        let theme = format!("name = \"Least\"\nextends = \"bold\"\n[layout.poster-18x24.front.type]\nminimum = \"{least}\"\n");
        project.write("assets/themes/least.toml", &theme);
        for tag in ["en", "ar-XB"] {
            let arguments = ["check", "poster-18x24", "--theme", "least", "--lang", tag, "--message-format", "short"];
            let ran = handbill(project.path(), &arguments);
            assert!(ran.code == Some(0), "{least}, {tag}: {}", ran.stderr);
        }
    }
}

#[test]
fn a_contact_sheet_shows_every_page() {
    let project = Project::small();
    let ran = project.run(&["build", "--gallery"]).expect(0);
    assert!(ran.stdout.lines().any(|line| line == "out/index.html"), "{}", ran.stdout);
    let html = project.text("out/index.html");
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let pages: usize = manifest.products().iter().map(Product::page_count).sum();
    let pictures: Vec<&str> = html.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(pictures.len(), pages, "one picture a page");
    for path in pictures {
        assert!(project.path().join("out").join(path).is_file(), "{path}");
    }
    assert!(!html.contains("http") && !html.contains("<script"), "nothing from the network");
    project.run(&["build", "--gallery", "--force"]).expect(0);
    assert_eq!(project.text("out/index.html"), html, "the same project, the same page");
    project.write("out/index.html", "mine");
    let ran = project.run(&["build", "--gallery"]).expect(2);
    assert!(ran.stderr.contains("handbill` has not made it"), "{}", ran.stderr);
    assert_eq!(project.text("out/index.html"), "mine");
}

const TICKET: &str = r#"
name   = "Ticket"
trim   = ["7in", "5in"]
faces  = ["front"]
"#;

#[test]
fn a_format_without_a_layout_gets_the_nearest_one_and_says_so() {
    let project = Project::small();
    project.write("assets/formats/ticket.toml", TICKET);
    let make = "\n[[make]]\ncontent = \"night\"\nformats = [\"ticket\"]\norgs = \"all\"\nwithout = [\"lead\", \"points\", \"contact\"]\npurpose = \"office\"\n";
    let order = project.text("handbill.toml") + make;
    project.write("handbill.toml", &order);
    let ran = project.run(&["build", "ticket"]).expect(0);
    assert!(ran.stderr.contains("warning[derived-layout]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("serves = [\"ticket\"]"), "what to type: {}", ran.stderr);
    assert_eq!(
        project.files("out").iter().filter(|p| p.to_string_lossy().contains("ticket")).count(),
        2,
        "one for each organization"
    );
    // Said in the theme, it is meant.
    let leaf = project.text("assets/themes/leaf.toml");
    project.write("assets/themes/leaf.toml", &leaf.replacen("[layout.slip]\n", "[layout.slip]\nserves = [\"ticket\"]\n", 1));
    let ran = project.run(&["build", "ticket"]).expect(0);
    assert!(!ran.stderr.contains("derived-layout"), "{}", ran.stderr);
}

/// A theme lets another layout serve a format that a theme under it draws: the nearer one is meant.
#[test]
fn what_a_theme_lets_serve_a_format_goes_before_what_it_extends_draws() {
    let project = Project::small();
    project.write("assets/formats/ticket.toml", TICKET);
    let leaf = project.text("assets/themes/leaf.toml");
    let drawn = "\n[layout.ticket]\nareas = \"\"\"\n  text.headline?\n  rest\n\"\"\"\n\n[layout.ticket.look.rest]\ncolumns = 1\n";
    project.write("assets/themes/leaf.toml", &(leaf + drawn));
    let twig = "name = \"Twig\"\nextends = \"leaf\"\n\n[layout.slip]\nserves = [\"ticket\"]\n";
    project.write("assets/themes/twig.toml", twig);
    let make = |theme: &str| {
        format!(
            "\n[[make]]\ncontent = \"night\"\nformats = [\"ticket\"]\norgs = \"all\"\ntheme = \"{theme}\"\npurpose = \"office\"\n"
        )
    };
    let order = project.text("handbill.toml");
    let panels = |theme: &str| {
        project.write("handbill.toml", &(order.clone() + &make(theme)));
        project.run(&["dump", "--stage", "compose", "ticket"]).expect(0).stdout.matches("Panel {").count()
    };
    assert_eq!(panels("leaf"), 0, "the ticket that leaf draws has no panel");
    assert!(panels("twig") > 0, "the slip has one");
}

const FOLDED: &str = r#"
name   = "Folded"
trim   = ["5in", "4in"]
bleed  = "0.125in"
faces  = ["front"]
folds  = ["2.5in"]

[[panel]]
name = "upright"
at   = ["0in", "0in"]
size = ["2.5in", "4in"]

[[panel]]
name = "lying"
at   = ["2.5in", "0in"]
size = ["2.5in", "4in"]
turn = 90
"#;

const FOLDED_LAYOUT: &str = r#"

[layout.folded.upright]
areas = """
  text.headline
"""

[layout.folded.lying]
columns = "1fr auto"
areas = """
  contact.desk qr.more
"""

[layout.folded.lying.look."qr.more"]
width = "1.1in"
"#;

/// The code of a turned panel is read back from the finished file by the program itself, and words keep their order.
#[test]
fn a_panel_is_turned_with_its_words_and_codes() {
    let project = Project::small();
    project.write("assets/formats/folded.toml", FOLDED);
    let leaf = project.text("assets/themes/leaf.toml") + FOLDED_LAYOUT;
    project.write("assets/themes/leaf.toml", &leaf);
    let make = "\n[[make]]\ncontent = \"night\"\nformats = [\"folded\"]\norgs = [\"library\"]\nwithout = [\"lead\", \"list.bring\"]\npurpose = [\"office\", \"press\"]\n";
    let order = project.text("handbill.toml") + make;
    project.write("handbill.toml", &order);
    project.run(&["build", "folded"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let products = manifest.products();
    let folded: Vec<_> = products.iter().filter(|p| p.get("format") == "folded").collect();
    assert_eq!(folded.len(), 2, "office and press");
    for product in folded {
        assert_eq!(product.codes().len(), 1);
    }
    let Some(pdftotext) = judge("pdftotext") else { return };
    let path = project.path().join("out/office/library/night-folded-en.pdf");
    let text = ask(pdftotext, &[utf8(&path), "-"]).stdout;
    assert!(text.contains("(406) 555-0134"), "{text}");
}

#[test]
fn what_must_be_read_keeps_out_of_a_hole() {
    let project = Project::small();
    let hole = "\n[[hole]]\nat = [\"2.75in\", \"1in\"]\ndiameter = \"1.25in\"\n\n[[clear]]\nat = [\"0in\", \"0in\"]\nsize = [\"5.5in\", \"1.75in\"]\n";
    let slip = project.text("assets/formats/slip.toml") + hole;
    project.write("assets/formats/slip.toml", &slip);
    let ran = project.run(&["build", "slip"]).expect(1);
    assert!(ran.stderr.contains("error[unsafe-area]: `text.headline` stands where nothing may stand"), "{}", ran.stderr);
    let outside = slip.replace("[\"2.75in\", \"1in\"]", "[\"5.4in\", \"1in\"]");
    project.write("assets/formats/slip.toml", &outside);
    let ran = project.run(&["build", "slip"]).expect(1);
    assert!(ran.stderr.contains("error[bad-length]: a hole"), "{}", ran.stderr);
}

#[test]
fn a_format_of_pixels_is_pictured_in_exactly_so_many() {
    let project = every_format();
    project.run(&["build", "screen-story", "--png"]).expect(0);
    let pictures = files_of(&project.path().join("out")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "png"));
    let pictures: Vec<_> = pictures.collect();
    assert_eq!(pictures.len(), 3, "one a theme");
    for path in pictures {
        assert_eq!(picture::open(&project.path().join("out").join(path)).dimensions(), (1080, 1920));
    }
}

/// Links of 36 bytes and more, hosts of 28 letters: codes and addresses find their room where it is narrow.
#[test]
fn every_organization_of_the_example_fits_the_narrow_formats() {
    let project = Project::empty();
    copy_example(project.path());
    for theme in ["civic", "bold", "quiet"] {
        let order = format!(
            "[project]\nname = \"Narrow\"\n[defaults]\ntheme = \"{theme}\"\n[[make]]\ncontent = \"know-the-signs\"\nformats = [\"half-letter\", \
             \"rack-card\", \"bookmark\", \"flyer-a4\", \"poster-a1\", \"card-cr80\", \"wallet-card-iso\"]\norgs = \"all\"\n"
        );
        project.write("handbill.toml", &order);
        let ran = project.run(&["check", "--message-format", "short"]).expect(0);
        assert!(ran.stderr.contains(" passed"), "{theme}: {}", ran.stderr);
    }
}
