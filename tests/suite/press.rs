//! Press files: both standards, plates and inks, and what `handbill check FILE.pdf` says of other people's files.

use crate::harness::example::example;
use crate::harness::judge::{accept, ask, check, judge, python, required, utf8};
use crate::harness::project::Project;
use crate::harness::run::{Ran, handbill};
use crate::harness::source::root;
use handbill::check::standards;
use handbill::export::pdf::pdf_facts::PdfFacts;
use handbill::model::Standard;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_clause_tables_are_those_of_the_program() {
    for standard in Standard::ALL {
        let path = root().join("docs/standards").join(format!("pdf-{}.md", standard.name()));
        let text = fs::read_to_string(&path).unwrap_or_default();
        let table = standards::table(standard);
        assert!(text.contains(&table), "{} wants this table:\n{table}", path.display());
    }
}

#[test]
fn every_press_product_follows_pdf_x_1a_as_well() {
    let (Some(accept), Some(python)) = (accept(), python()) else { return };
    let out = tempfile::tempdir().expect("a folder");
    let pattern = format!("{}/{{org}}-{{format}}-{{lang}}.pdf", out.path().display());
    let folder = &example().folder;
    handbill(folder, &["build", "--for", "press", "--standard", "x-1a", "--out", &pattern]).expect(0);
    let made = pdfs(out.path());
    assert!(made.len() >= 18, "{} files", made.len());
    for pdf in made {
        assert_eq!(check(&accept, python, "check_pdfx4.py", &pdf, &["--x1a"]), Vec::<String>::new());
        assert!(fs::read(&pdf).expect("a file").starts_with(b"%PDF-1.4"));
        assert_eq!(clauses(&pdf, Standard::X1a), BTreeSet::new(), "{}", pdf.display());
    }
}

/// Clauses of a standard that a file breaks.
fn clauses(pdf: &Path, standard: Standard) -> BTreeSet<String> {
    let bytes = fs::read(pdf).expect("a file");
    let pdf_facts = PdfFacts::of(&bytes).unwrap_or_else(|why| panic!("{}: {why}", pdf.display()));
    standards::breaches(&pdf_facts, standard).into_iter().map(|b| b.clause.to_string()).collect()
}

fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
    let mut all: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "pdf")).collect();
    all.sort();
    all
}

/// What the judge calls a thing, where we have another word for it.
fn our_word(rule: &str) -> &str {
    match rule {
        "binary-marker" => "header",
        "xmp" => "metadata",
        "transfer" | "halftone" => "graphics-state",
        "postscript" | "opi" | "alternates" | "reference-xobject" => "external",
        same => same,
    }
}

/// Over thirty files of other programs, and of ours broken on purpose: each clause that the judge sees broken we see
/// broken, and no other.
#[test]
fn strangers_files_are_judged_as_the_judge_does() {
    let (Some(accept), Some(python), Some(_), Some(_), Some(_)) =
        (accept(), python(), judge("gs"), judge("qpdf"), judge("mutool"))
    else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let ours = example().path(&example().of("press", "flyer-letter")[0]);
    let script = root().join("tests/harness/foreign.py");
    let made = ask(python, &[utf8(&script), utf8(folder.path()), utf8(&ours)]).expect(0);
    assert!(made.stdout == "missing:\n" || !required(), "not installed: {}", made.stdout);
    let files = pdfs(folder.path());
    assert!(files.len() >= 30, "{} files", files.len());
    for pdf in files {
        let told = ask(python, &[utf8(&accept.join("check_pdfx4.py")), utf8(&pdf)]);
        let rules = told.stdout.lines().filter_map(|l| l.split_once(": ")).map(|(rule, _)| our_word(rule).to_string());
        let mut theirs: BTreeSet<String> = rules.collect();
        let name = pdf.file_stem().and_then(|name| name.to_str()).expect("a name of the script");
        theirs.extend(name.strip_prefix("beyond-").map(str::to_string));
        let ours = clauses(&pdf, Standard::X4);
        assert_eq!(ours, theirs, "{}: left what we see, right what the judge sees", pdf.display());
    }
    let broken = folder.path().join("broken-nested-rgb.pdf");
    let ran = handbill(folder.path(), &["check", "--json", utf8(&broken)]).expect(1);
    assert_eq!(findings(&ran, "standard").len(), 1, "{}", ran.stdout);
    assert_eq!(findings(&ran, "not-cmyk").len(), 1, "{}", ran.stdout);
    for (name, check) in [("white-overprint", "white-overprint"), ("fine-line", "hairline"), ("much-ink", "too-much-ink")] {
        let broken = folder.path().join(format!("broken-{name}.pdf"));
        let ran = handbill(folder.path(), &["check", "--json", utf8(&broken)]).expect(1);
        assert_eq!(findings(&ran, check).len(), 1, "{name}: {}", ran.stdout);
    }
}

/// Messages of one check among the findings of `check --json`.
fn findings(ran: &Ran, name: &str) -> Vec<String> {
    let objects = ran.stdout.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object a line"));
    let named = objects.filter(|o| o["type"] == "finding" && o["check"] == name);
    named.map(|o| o["message"].as_str().expect("a message").to_string()).collect()
}

/// Ghostscript separates the same files; the heaviest place of each page agrees within two percent of ink.
#[test]
fn ink_is_what_ghostscript_measures() {
    let (Some(accept), Some(python), Some(_)) = (accept(), python(), judge("gs")) else { return };
    let script = accept.join("check_ink.py");
    for format in ["flyer-letter", "poster-11x17", "wallet-card"] {
        for product in example().of("press", format).iter().take(2) {
            let pdf = example().path(product);
            let told = ask(python, &[utf8(&script), utf8(&pdf), "--max-tac", "300", "--k-text"]).expect(0);
            let theirs: Vec<f64> = told.stderr.lines().filter_map(|l| l.split(' ').nth(2)?.parse().ok()).collect();
            let ran = handbill(&example().folder, &["check", "--json", utf8(&pdf)]).expect(0);
            let file: serde_json::Value = serde_json::from_str(ran.stdout.lines().next().expect("a line")).expect("an object");
            let pages = file["pages"].as_array().expect("pages");
            let ours: Vec<f64> = pages.iter().map(|p| p["heaviest_ink_percent"].as_f64().expect("a number")).collect();
            assert_eq!(ours.len(), theirs.len(), "{}", pdf.display());
            assert!(ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() <= 2.0), "{}: {ours:?} {theirs:?}", pdf.display());
        }
    }
}

/// Logos as designers draw them: gradients and what lets the ground through stay as they are in PDF/X-4, and in PDF/X-1a
/// they are mixed with the flat ground they lie on, or refused.
#[test]
fn logos_keep_their_gradients_and_what_shines_through() {
    let (Some(accept), Some(python)) = (accept(), python()) else { return };
    let logo = |more: &str| {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><linearGradient id="a"><stop stop-color="#0f4f46"/><stop offset="1" stop-color="#f0a830"/></linearGradient><rect width="40" height="30" fill="url(#a)"/><rect x="{more}" width="30" height="30" fill="#0f4f46" opacity=".5"/></svg>"##
        )
    };
    let project = Project::small();
    let school = fs::read_to_string(project.path().join("content/orgs/school.toml")).expect("one of its organizations");
    project.write(
        "content/orgs/school.toml",
        &format!("{school}\n[logo]\nfile = \"assets/logos/school.svg\"\nalt = \"Bend School\"\n"),
    );
    let build = |standard: &str, status: i32| {
        project.run(&["build", "slip", "--org", "school", "--for", "press", "--standard", standard]).expect(status)
    };
    let pdf = project.path().join("out/press/school/night-slip-en.pdf");
    project.write("assets/logos/school.svg", &logo("50"));
    build("x-4", 0);
    assert_eq!(check(&accept, python, "check_pdfx4.py", &pdf, &[]), Vec::<String>::new());
    let holds = |pdf: &Path| {
        let pdf_facts = PdfFacts::of(&fs::read(pdf).expect("a file")).expect("a PDF");
        pdf_facts.pages.iter().any(|page| !page.transparency.is_empty())
    };
    assert!(holds(&pdf), "half of it shines through");
    build("x-1a", 0);
    assert!(!holds(&pdf), "PDF/X-1a has nothing of the kind");
    assert_eq!(clauses(&pdf, Standard::X1a), BTreeSet::new());
    project.write("assets/logos/school.svg", &logo("20"));
    build("x-4", 0);
    let refused = build("x-1a", 1);
    assert_eq!(refused.stderr.matches("error[").count(), 1, "{}", refused.stderr);
    assert!(refused.stderr.contains("error[transparent]"), "{}", refused.stderr);
}

/// Lines for tools print on plates of their own, on layers by the trade's names, and on nothing else.
#[test]
fn tool_lines_are_spots_on_layers() {
    let Some(gs) = judge("gs") else { return };
    let project = Project::small();
    let tag = fs::read_to_string(project.path().join("assets/formats/tag.toml")).expect("the test project's own format");
    let lines =
        "corner_radius = \"2mm\"\n\n[[line]]\ntool = \"perforate\"\nfrom = [\"0mm\", \"1mm\"]\nto = [\"10mm\", \"1mm\"]\n";
    project.write("assets/formats/tag.toml", &format!("{tag}\n{lines}"));
    project.run(&["build", "tag", "--for", "press", "--org", "library"]).expect(0);
    let pdf = project.path().join("out/press/library/night-tag-en.pdf");
    let plates = tempfile::tempdir().expect("a folder");
    let out = format!("-sOutputFile={}/p%d.tif", plates.path().display());
    ask(gs, &["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r50", &out, utf8(&pdf)]).expect(0);
    let names =
        fs::read_dir(plates.path()).expect("a folder").map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned());
    let inks: BTreeSet<String> = names.filter_map(|n| Some(n.split_once('(')?.1.split_once(')')?.0.to_string())).collect();
    let wanted = ["Black", "Cyan", "CutContour", "Magenta", "Perf", "Yellow"].map(str::to_string);
    assert_eq!(inks, BTreeSet::from(wanted));
    let said = project.run(&["check", utf8(&pdf)]).expect(0);
    assert!(said.stdout.contains("CutContour, Perf"), "{}", said.stdout);
}

/// Mistakes of press, one a project: a named error each, nothing written for the product, the other one made.
#[test]
fn mistakes_of_press_are_refused_by_name() {
    let colors = |brand: &str, accent: &str| format!("\n[color]\nbrand = {brand}\naccent = {accent}\n");
    let logo = |file: &str| format!("\n[logo]\nfile = \"assets/logos/{file}\"\nalt = \"Bend School\"\n");
    let cases: BTreeMap<&str, String> = BTreeMap::from([
        ("too-much-ink", colors("'cmyk 100 95 95 95'", "'#bb5500'")),
        ("spot-clash", colors("'spot \"PANTONE 294 C\" cmyk 100 70 0 40'", "'spot \"Pantone 294C\" cmyk 100 70 0 40'")),
        ("low-resolution", logo("coarse.png")),
        ("hairline", logo("fine.svg")),
    ]);
    for (name, lines) in cases {
        let project = Project::small();
        let org = fs::read_to_string(project.path().join("content/orgs/school.toml")).expect("an organization");
        project.write("content/orgs/school.toml", &format!("{org}{lines}"));
        let line = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 40'><path d='M0 20H90' stroke='#000' stroke-width='.05'/>\
                    <path d='M0 0h90v9H0z'/></svg>";
        project.write("assets/logos/fine.svg", line);
        let coarse = image::RgbImage::from_pixel(40, 20, image::Rgb([200, 80, 30]));
        coarse.save(project.path().join("assets/logos/coarse.png")).expect("a temporary folder takes files");
        let ran = project.run(&["build", "--for", "press", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains(&format!("error[{name}]")), "{name}: {}", ran.stderr);
        assert!(!project.path().join("out/press/school/night-slip-en.pdf").exists(), "{name}");
        assert!(project.path().join("out/press/library/night-slip-en.pdf").is_file(), "{name}: {}", ran.stderr);
    }
}

/// A ground that reaches to the trim and no further: the slip is refused, the tag of the same run is made.
#[test]
fn a_ground_that_stops_at_the_trim_is_refused() {
    let project = Project::small();
    let (extends, stops) = (
        "extend  = true\npadding = [\"0in\", \"0in\", \"0.12in\", \"0in\"]",
        "padding = [\"0.5in\", \"0.5in\", \"0.12in\", \"0.5in\"]",
    );
    project.edit("assets/themes/leaf.toml", extends, stops);
    let ran = project.run(&["build", "--for", "press", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("assets/themes/leaf.toml") && ran.stderr.contains("error[no-bleed]"), "{}", ran.stderr);
    assert!(!project.path().join("out/press/library/night-slip-en.pdf").exists(), "{}", ran.stderr);
    assert!(project.path().join("out/press/library/night-tag-en.pdf").is_file(), "{}", ran.stderr);
}

/// A logo in RGB under PDF/X-1a, and a condition without its profile: what is printed for it is refused by name, and the
/// office sheets of the same run are made.
#[test]
fn an_rgb_logo_without_a_profile_is_refused() {
    let project = Project::small();
    let text = fs::read_to_string(root().join("assets/conditions/fogra39/condition.toml")).expect("a condition");
    project.write("assets/conditions/shop/condition.toml", &text);
    let arguments = [
        "build",
        "slip",
        "--for",
        "press",
        "--for",
        "office",
        "--standard",
        "x-1a",
        "--condition",
        "shop",
        "--message-format",
        "short",
    ];
    let ran = project.run(&arguments).expect(1);
    assert!(ran.stderr.contains("error[missing-file]") && ran.stderr.contains("has no profile"), "{}", ran.stderr);
    assert!(project.files("out/press").is_empty(), "{}", ran.stderr);
    assert!(project.path().join("out/office/library/night-slip-en.pdf").is_file(), "{}", ran.stderr);
}

/// A CMYK photograph goes through untouched, and its polarity is that of the program that made it.
#[test]
fn inks_of_photographs_go_through_untouched() {
    let Some(python) = python() else { return };
    let project = Project::small();
    let folder = project.path().join("assets/logos");
    fs::create_dir_all(&folder).expect("a folder");
    let script =
        "import sys; from PIL import Image; Image.new('CMYK', (600, 300), (255, 40, 0, 0)).save(sys.argv[1] + '/inks.jpg')";
    ask(python, &["-c", script, utf8(&folder)]).expect(0);
    // Pillow writes Adobe's mark: a segment of 16 bytes. Without it the same bytes mean the contrary.
    let inks = fs::read(folder.join("inks.jpg")).expect("a JPEG");
    let at = inks.windows(7).position(|w| w == b"\x00\x0eAdobe").expect("Adobe's mark") - 2;
    fs::write(folder.join("unmarked.jpg"), [&inks[..at], &inks[at + 16..]].concat()).expect("a file");
    let org = project.text("content/orgs/school.toml");
    for (file, turned) in [("inks.jpg", true), ("unmarked.jpg", false)] {
        let logo = format!("{org}\n[logo]\nfile = \"assets/logos/{file}\"\nalt = \"Bend School\"\n");
        project.write("content/orgs/school.toml", &logo);
        project.run(&["build", "slip", "--for", "press", "--org", "school", "--force"]).expect(0);
        let pdf = project.read("out/press/school/night-slip-en.pdf");
        let jpeg = fs::read(folder.join(file)).expect("a JPEG");
        assert!(pdf.windows(jpeg.len()).any(|w| w == jpeg), "{file} is in the file as it was");
        assert_eq!(String::from_utf8_lossy(&pdf).contains("/Decode"), turned, "{file}");
    }
}

/// A photograph in Adobe RGB is brought to sRGB; the same numbers without the profile are taken for sRGB.
#[test]
fn a_photographs_profile_is_honoured() {
    use handbill::display::Pixels;
    let mut plain = std::io::Cursor::new(Vec::new());
    let green = image::RgbImage::from_pixel(16, 16, image::Rgb([60, 200, 60]));
    green.write_to(&mut plain, image::ImageFormat::Jpeg).expect("a vector takes any bytes");
    let plain = plain.into_inner();
    let icc = moxcms::ColorProfile::new_adobe_rgb().encode().expect("a profile");
    let size = (icc.len() as u16 + 16).to_be_bytes();
    let tagged = [&plain[..2], &[0xff, 0xe2], &size, b"ICC_PROFILE\0\x01\x01", &icc, &plain[2..]].concat();
    let read = |bytes: &[u8]| handbill::picture::raster(bytes).expect("a picture").pixels.clone();
    assert!(matches!(read(&plain), Pixels::Jpeg { channels: 3, .. }), "untagged it goes through");
    let Pixels::Rgb { data, .. } = read(&tagged) else { panic!("tagged it is converted") };
    assert!(data[0] < 20 && data[1].abs_diff(201) < 6, "Adobe's green is greener than sRGB's: {:?}", &data[..3]);
}

/// Ghostscript and mutool draw every press file without a word.
#[test]
fn other_programs_draw_press_files_in_silence() {
    let (Some(gs), Some(mutool)) = (judge("gs"), judge("mutool")) else { return };
    for product in example().products().iter().filter(|p| p.get("purpose") == "press") {
        let pdf = example().path(product);
        let drawn = ask(gs, &["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=nullpage", utf8(&pdf)]).expect(0);
        assert!(drawn.stdout.is_empty() && drawn.stderr.is_empty(), "{}\n{}{}", pdf.display(), drawn.stdout, drawn.stderr);
        let drawn = ask(mutool, &["draw", "-q", "-r", "30", "-o", "/dev/null", "-F", "pnm", utf8(&pdf)]).expect(0);
        // Debian builds it without colour management, which it says of every file with a profile.
        let told: Vec<&str> = drawn.stderr.lines().filter(|l| !l.contains("ICC support is not available")).collect();
        assert!(drawn.stdout.is_empty() && told.is_empty(), "{}\n{}{told:?}", pdf.display(), drawn.stdout);
    }
}

/// A proof lies beside each product, of a refused one too.
#[test]
fn proofs_are_made_of_what_is_refused_as_well() {
    let project = Project::small();
    project.edit("content/orgs/library.toml", "brand  = \"#245c3a\"", "brand  = 'cmyk 100 95 95 95'");
    project.run(&["build", "slip", "--for", "press", "--proof"]).expect(1);
    let there = |path: &str| project.path().join("out/press").join(path).is_file();
    assert!(
        there("school/night-slip-en.pdf") && there("school/night-slip-en.proof.pdf") && there("school/night-slip-en.proof-1.png")
    );
    assert!(!there("library/night-slip-en.pdf") && there("library/night-slip-en.proof.pdf"));
}
