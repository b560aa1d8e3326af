//! Faces on stock: backs behind their fronts on every kind of sheet, organizations that share one, posters on tiles, and
//! what an office printer makes of it.

use crate::harness::judge::{accept, check, judge, python};
use crate::harness::manifest::{Manifest, Product};
use crate::harness::picture::open;
use crate::harness::project::Project;
use image::imageops::grayscale;

/// A project of so many organizations, each with a code of its own on both sides of a card.
fn pairs(orgs: usize, trim: [&str; 2], code: &str, make: &str) -> Project {
    let project = Project::empty();
    let defaults = "[project]\nname = \"Pairs\"\n\n[defaults]\ntheme = \"pair\"\nmarks = [\"crop\"]\n";
    let order = "[[make]]\ncontent = \"card\"\nformats = [\"pair\"]\norgs = \"all\"\n";
    project.write("handbill.toml", &format!("{defaults}\n{order}{make}\n"));
    project.write(
        "content/card.toml",
        "title = \"Pairs\"\nlanguage = \"en\"\naudience = \"event\"\n\n[qr.front]\nlink = \"https://example.org/\"\nlabel = \"F\"\n\n\
         [qr.back]\nlink = \"https://example.org/\"\nlabel = \"B\"\n",
    );
    let [width, height] = trim;
    project.write(
        "assets/formats/pair.toml",
        &format!(
            "name = \"Pair\"\ntrim = [\"{width}\", \"{height}\"]\nbleed = \"0.125in\"\nsafe = \"0.05in\"\nfaces = [\"front\", \"back\"]\n\
             read_distance = \"0.15m\"\nminimum_copy = \"5pt\"\nminimum_note = \"5pt\"\nminimum_module = \"0.34mm\"\n"
        ),
    );
    let face = |side: &str, columns: &str, areas: &str| {
        format!(
            "[layout.pair.{side}]\nmargin = \"0.06in\"\ncolumns = \"{columns}\"\nareas = \"\"\"\n  {areas}\n\"\"\"\n\
             [layout.pair.{side}.type]\nminimum = \"5pt\"\nbody = {{ size = \"6pt\" }}\n\
             [layout.pair.{side}.look.\"qr.{side}\"]\nhide = [\"label\", \"address\"]\nwidth = \"{code}\"\n"
        )
    };
    let (front, back) = (face("front", "auto 1fr", "qr.front org.name"), face("back", "1fr auto", "org.name qr.back"));
    project.write("assets/themes/pair.toml", &format!("name = \"Pair\"\nextends = \"plain\"\n{front}{back}"));
    for i in 0..orgs {
        let codes = format!("front = \"https://example.org/f{i:02}\"\nback = \"https://example.org/b{i:02}\"\n");
        project.write(
            &format!("content/orgs/o{i:02}.toml"),
            &format!(
                "name = \"Org {i:02}\"\nphone = \"(406) 555-01{i:02}\"\nweb = \"https://example.org/o{i:02}\"\n[qr]\n{codes}"
            ),
        );
    }
    project
}

fn product(project: &Project) -> Product {
    let all = Manifest::read(&project.path().join("out/manifest.json")).products();
    assert_eq!(all.len(), 1, "one file for all organizations");
    all[0].clone()
}

/// Payloads of front and back that belong together, by the digits at their end.
fn lines(product: &Product) -> String {
    let codes = product.codes();
    let on = |page: usize| codes.iter().filter(move |c| c.page == page).map(|c| c.payload.as_str());
    let digits = |payload: &str| payload[payload.len() - 2..].to_string();
    on(1).filter_map(|f| Some(format!("{f}\t{}\n", on(2).find(|b| digits(b) == digits(f))?))).collect()
}

/// Ten cards over the long edge, eight with bleed and crop marks over the short one, twenty-four on SRA3, labels: every
/// card has codes of its own, and each back lies behind its own front.
#[test]
fn backs_lie_behind_their_own_fronts_on_every_stock() {
    let card = ["3.5in", "2in"];
    let cases = [
        (10, card, "0.8in", "scheme = \"cards-10up-letter\"", "office", "3.5x2in", "long"),
        (8, card, "0.8in", "scheme = \"cards-8up-letter\"", "press", "3.5x2in", "short"),
        (24, card, "0.8in", "scheme = \"cards-24up-sra3\"", "press", "3.5x2in", "long"),
        (30, ["3.4375in", "0.6666666667in"], "0.5in", "scheme = \"avery-5029\"", "office", "3.4375x0.6666in", "long"),
        (30, ["2.625in", "1in"], "0.7in", "scheme = \"avery-5160\"", "office", "2.625x1in", "long"),
        // A face that lies on its side in the cell.
        (2, ["4in", "6in"], "1in", "scheme = \"avery-5389\"", "office", "6x4in", "long"),
    ];
    let mut findings = Vec::new();
    for (cards, trim, code, scheme, purpose, cell, flip) in cases {
        let project = pairs(cards, trim, code, &format!("{scheme}\npurpose = \"{purpose}\"\ngang = true"));
        project.run(&["build"]).expect(0);
        let product = product(&project);
        assert_eq!(product.codes().len(), cards * 2, "{scheme}: each code once");
        let lines = lines(&product);
        assert_eq!(lines.lines().count(), cards, "{scheme}");
        let (Some(accept), Some(python)) = (accept(), python()) else { continue };
        project.write("pairs.tsv", &lines);
        let pdf = project.path().join(product.get("path"));
        let tsv = project.path().join("pairs.tsv");
        let tsv = tsv.to_str().expect("a path of ours");
        let cards = cards.to_string();
        let arguments = ["--cards", &cards, "--trim", cell, "--duplex", flip, "--pairs", tsv];
        findings.extend(check(&accept, python, "check_impose.py", &pdf, &arguments));
        if purpose == "press" {
            findings.extend(check(&accept, python, "check_pdfx4.py", &pdf, &[]));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn shared_sheets_hold_what_was_ordered_and_no_more() {
    let make = "scheme = \"cards-10up-letter\"\ngang = true\nquantity = { o00 = 12, o01 = 5 }\nfill = \"blank\"";
    let project = pairs(3, ["3.5in", "2in"], "0.8in", make);
    project.run(&["build"]).expect(0);
    let made = product(&project);
    assert_eq!(made.page_count(), 4, "eighteen cards on two sheets, front and back");
    let count = |end: &str| made.codes().iter().filter(|c| c.payload.ends_with(end)).count();
    assert_eq!(["f00", "b00", "f01", "b01", "f02", "b02"].map(count), [12, 12, 5, 5, 1, 1]);
    for name in ["front 1/2", "back 1/2", "front 2/2", "back 2/2"] {
        assert!(project.text("out/manifest.json").contains(&format!("\"name\": \"{name}\"")), "{name}");
    }
    project.edit("handbill.toml", "blank", "copies");
    project.run(&["build"]).expect(0);
    assert_eq!(product(&project).codes().len(), 2 * 20, "full sheets");
    // One organization asks for its sheet again and gets all of it.
    project.run(&["build", "--force", "--org", "o01"]).expect(0);
    assert_eq!(product(&project).codes().len(), 2 * 20);
}

/// Five hundred, three hundred and two hundred cards: one sheet of ten, a hundred times.
#[test]
fn one_sheet_is_shared_out_by_quantity() {
    let make =
        "scheme = \"cards-10up-letter\"\ngang = true\nquantity = { o00 = 500, o01 = 300, o02 = 200 }\norder = \"one-sheet\"";
    let project = pairs(3, ["3.5in", "2in"], "0.8in", make);
    project.run(&["build"]).expect(0);
    let made = product(&project);
    assert_eq!(made.page_count(), 2);
    let count = |end: &str| made.codes().iter().filter(|c| c.payload.ends_with(end)).count();
    assert_eq!(["f00", "b00", "f01", "b01", "f02", "b02"].map(count), [5, 5, 3, 3, 2, 2]);
    assert!(project.text("out/manifest.json").contains("\"runs\": 100"));
}

#[test]
fn a_mistake_of_one_organization_stops_the_sheet_it_shares() {
    let project = pairs(3, ["3.5in", "2in"], "0.8in", "scheme = \"cards-10up-letter\"\ngang = true");
    project.edit("content/orgs/o01.toml", "https://example.org/b01", "https://exa mple/");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("content/orgs/o01.toml"), "{}", ran.stderr);
    assert!(project.files("out").iter().all(|f| f.extension().is_none_or(|e| e != "pdf")));
}

#[test]
fn orders_of_shared_sheets_are_understood_or_refused_with_what_to_type() {
    let project = pairs(2, ["3.5in", "2in"], "0.8in", "scheme = \"cards-10up-letter\"\nquantity = { o07 = 3 }\nfill = \"blank\"");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("`fill` is about sheets that organizations share"), "{}", ran.stderr);
    assert!(ran.stderr.contains("names `o07`, which is not among the organizations"), "{}", ran.stderr);
    let large = pairs(2, ["3.5in", "2in"], "0.8in", "scheme = \"cards-10up-letter\"\ngang = true\nquantity = 100000");
    assert!(large.run(&["build"]).expect(1).stderr.contains("more than 2000 sheets in one file"));
    let many = pairs(12, ["3.5in", "2in"], "0.8in", "scheme = \"cards-10up-letter\"\ngang = true\norder = \"one-sheet\"");
    assert!(many.run(&["build"]).expect(1).stderr.contains("12 organizations do not go on one sheet of 10"));
    let wide = pairs(1, ["9in", "12in"], "0.8in", "scheme = \"fit-letter\"");
    assert!(wide.run(&["build"]).expect(1).stderr.contains("does not go on the sheets of `As many as fit on letter`"));
}

/// The back side of a printer that drifts is moved by what the test sheet measures, and nothing else is.
#[test]
fn the_back_is_moved_by_the_offset_of_the_printer() {
    let project = pairs(1, ["3.5in", "2in"], "0.8in", "scheme = \"cards-10up-letter\"");
    project.run(&["build"]).expect(0);
    let before = product(&project).boxes();
    project.edit("handbill.toml", "[defaults]", "[defaults]\nback_offset = [\"1mm\", \"-0.5mm\"]");
    project.run(&["build"]).expect(0);
    let after = product(&project).boxes();
    let moved = |page: usize| [0, 1].map(|i| ((after[page].1[i] - before[page].1[i]) / 72.0 * 25.4 * 100.0).round() / 100.0);
    assert_eq!((moved(0), moved(1)), ([0.0, 0.0], [1.0, -0.5]));
}

/// Each pixel of the picture of a page.
fn pixels(project: &Project, path: &str) -> Vec<[u8; 3]> {
    open(&project.path().join(path)).pixels().map(|p| p.0).collect()
}

#[test]
fn saving_ink_leaves_no_dark_solids_and_black_leaves_no_colour() {
    let project = Project::small();
    let made = |ink: &[&str]| {
        let flags: Vec<&str> = ink.iter().flat_map(|i| ["--ink", i]).collect();
        let all = [&["build", "slip", "--org", "library", "--for", "office", "--png=50", "--force"], flags.as_slice()].concat();
        project.run(&all).expect(0);
        pixels(&project, "out/office/library/night-slip-en-1.png")
    };
    let dark = |pixels: &[[u8; 3]]| pixels.iter().filter(|p| p.iter().all(|c| *c < 140)).count() as f64 / pixels.len() as f64;
    let gray = |pixels: &[[u8; 3]]| pixels.iter().all(|[r, g, b]| r == g && g == b);
    let (full, saving, black, both) = (made(&["full"]), made(&["saving"]), made(&["black"]), made(&["saving", "black"]));
    assert!(dark(&full) > 0.1 && !gray(&full), "a band of colour: {}", dark(&full));
    // What is dark is type, which grows on a slip that would have a hole.
    assert!(dark(&saving) < dark(&full) * 0.7 && !gray(&saving), "{} of {}", dark(&saving), dark(&full));
    assert!(dark(&black) > 0.1 && gray(&black), "{}", dark(&black));
    assert!(dark(&both) < dark(&full) * 0.7 && gray(&both), "{}", dark(&both));
    assert_eq!(full, made(&[]), "full is what is made when nothing is said");
}

/// A poster on letter paper: its tiles, glued by their marks, are the poster.
#[test]
fn tiles_glued_together_are_the_poster() {
    let project = Project::small();
    project.edit("assets/formats/slip.toml", "scheme", "# scheme");
    let scheme = "name = \"Small tiles\"\nsheet = [\"4in\", \"5in\"]\nmargin = \"0.5in\"\noverlap = \"0.25in\"\n";
    project.write("assets/schemes/small-tiles.toml", scheme);
    let order = project.text("handbill.toml");
    project.write("handbill.toml", &order.replace("[defaults]", "[defaults]\nborderless = true"));
    let build = |project: &Project| {
        project.run(&["build", "slip", "--org", "library", "--for", "office", "--png=36", "--force"]).expect(0);
    };
    build(&project);
    let poster = grayscale(&open(&project.path().join("out/office/library/night-slip-en-1.png")));
    project.write(
        "handbill.toml",
        &project.text("handbill.toml").replace("content = \"night\"", "content = \"night\"\nscheme = \"small-tiles\""),
    );
    build(&project);
    let all = Manifest::read(&project.path().join("out/manifest.json")).products();
    let tiles = all.iter().find(|p| p.get("format") == "slip" && p.get("org") == "library").expect("the slip").clone();
    let pages = tiles.boxes();
    assert!(pages.len() > 4, "several sheets and a map: {}", pages.len());
    // Each sheet begins where the strip begins that its neighbour shares with it. In pixels, two points each.
    let (width, height) = poster.dimensions();
    let overlap = 18.0;
    let (mut left, mut top) = (0.0, 0.0);
    let mut met = vec![false; (width * height) as usize];
    for (i, (_, trim, _)) in pages[..pages.len() - 1].iter().enumerate() {
        let sheet = open(&project.path().join(format!("out/office/library/night-slip-en-{}.png", i + 1)));
        let sheet = grayscale(&sheet);
        let [x, y, w, h] = trim.map(|n| (n / 2.0).round() as u32);
        let (from, down) = ((left / 2.0) as u32, (top / 2.0) as u32);
        let (mut sum, mut count) = (0, 0);
        for v in 1..h.min(height - down) - 1 {
            for u in 1..w.min(width - from) - 1 {
                sum += u32::from(sheet.get_pixel(x + u, y + v).0[0].abs_diff(poster.get_pixel(from + u, down + v).0[0]));
                count += 1;
                met[((down + v) * width + from + u) as usize] = true;
            }
        }
        // The hatching of the strips, and pixels that begin between two.
        assert!(sum / count < 20, "sheet {} is its part of the poster: {}", i + 1, sum / count);
        left += trim[2] - overlap;
        if left + overlap + 1.0 > f64::from(width) * 2.0 {
            (left, top) = (0.0, top + trim[3] - overlap);
        }
    }
    assert!(top + overlap + 1.0 > f64::from(height) * 2.0, "the sheets reach to the foot of the poster");
    let missing = met.iter().filter(|m| !**m).count();
    assert!(missing <= (width + height) as usize * 2, "{missing} pixels of the poster are on no sheet");
}

#[test]
fn formats_and_schemes_are_drawn_to_scale() {
    let project = Project::small();
    project.run(&["show", "tri-fold-letter", "--pdf", "a.pdf", "--svg", "a.svg"]).expect(0);
    let svg = project.text("a.svg");
    let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).expect("well-formed");
    assert_eq!((tree.size().width(), tree.size().height()), (792.0 / 0.75, 612.0 / 0.75), "letter, lying, in CSS pixels");
    assert!(project.run(&["show", "tri-fold-letter", "--pdf", "a.pdf"]).expect(2).stderr.contains("is there already"));
    project.run(&["show", "fit-sra3", "--with", "wallet-card", "--pdf", "b.pdf"]).expect(0);
    project.run(&["show", "tiles-a4", "--with", "poster-a1", "--svg", "b.svg"]).expect(0);
    let wide = project.run(&["show", "fit-letter", "--with", "poster-24x36", "--pdf", "c.pdf"]).expect(2);
    assert!(wide.stderr.contains("does not go on the sheets"), "{}", wide.stderr);
    let shown = project.run(&["show", "cards-10up-letter"]).expect(0).stdout;
    assert!(shown.contains("10") && shown.contains("long-edge, head-to-head"), "{shown}");
    let json = project.run(&["show", "avery-5160", "--json"]).expect(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["cells"], serde_json::json!([3, 10]));
    assert!(project.run(&["show", "avery-5161"]).expect(2).stderr.contains("did you mean `avery-5160`?"));
    let Some(_) = judge("qpdf") else { return };
    for file in ["a.pdf", "b.pdf"] {
        crate::harness::judge::ask("qpdf", &["--check", project.path().join(file).to_str().expect("a path of ours")]).expect(0);
    }
}

/// Rulers that are long enough, and crosses that lie on each other from both sides.
#[test]
fn the_test_sheet_measures_what_it_says() {
    let project = Project::small();
    assert_eq!(project.run(&["show", "test-sheet"]).expect(0).stdout.trim(), "test-sheet.pdf");
    project.run(&["show", "test-sheet", "--with", "fit-a4", "--pdf", "a4.pdf"]).expect(0);
    let Some(_) = judge("pdfinfo") else { return };
    let pages = crate::harness::judge::boxes(&project.path().join("a4.pdf"));
    assert_eq!(pages.len(), 2);
    assert!((pages[0].media[2] - 595.28).abs() < 0.01 && (pages[0].media[3] - 841.89).abs() < 0.01, "A4: {pages:?}");
    let Some(_) = judge("pdftotext") else { return };
    let words = crate::harness::judge::text(&project.path().join("test-sheet.pdf"));
    for wanted in ["printer_margin", "back_offset", "150 mm", "8 in", "6.35 mm"] {
        assert!(words.contains(wanted), "{wanted} in {words}");
    }
}

/// Stock by geometry, in millimetres: columns, rows, left, top, across, down, width, height. Read from LibreOffice's
/// labels.xml; what is not in there from glabels-qt's templates.
const PUBLISHED: [(&str, [f64; 8]); 13] = [
    ("cards-10up-letter", [2.0, 5.0, 19.05, 12.7, 88.9, 50.8, 88.9, 50.8]),
    ("avery-8373", [2.0, 4.0, 12.7, 19.05, 101.6, 63.5, 88.9, 50.8]),
    ("avery-5160", [3.0, 10.0, 4.78, 12.7, 69.85, 25.4, 66.68, 25.4]),
    ("avery-5163", [2.0, 5.0, 3.96, 12.7, 106.36, 50.8, 101.6, 50.8]),
    ("avery-5164", [2.0, 3.0, 3.96, 12.7, 106.36, 84.67, 101.6, 84.67]),
    ("avery-5395", [2.0, 4.0, 17.48, 14.82, 95.25, 63.5, 85.73, 59.26]),
    // gLabels 5366, the sheet of this label size; no template of 5029 itself was found.
    ("avery-5029", [2.0, 15.0, 13.49, 12.7, 101.6, 16.93, 87.31, 16.93]),
    // gLabels; LibreOffice has no gap (see the file).
    ("avery-5389", [1.0, 2.0, 31.75, 31.75, 152.4, 114.3, 152.4, 101.6]),
    ("avery-l7160", [3.0, 7.0, 7.2, 15.15, 66.04, 38.1, 63.5, 38.1]),
    ("avery-l7163", [2.0, 7.0, 4.67, 15.15, 101.6, 38.1, 99.06, 38.1]),
    ("avery-l7165", [2.0, 4.0, 4.67, 13.04, 101.6, 67.73, 99.06, 67.73]),
    ("avery-c32011", [2.0, 5.0, 15.0, 13.5, 95.0, 54.0, 85.0, 54.0]),
    ("avery-c32015", [2.0, 4.0, 17.0, 31.5, 91.0, 60.0, 85.0, 54.0]),
];

#[test]
fn stock_agrees_with_what_is_published_of_it() {
    let rows = Project::small().run(&["list", "schemes", "--json"]).expect(0).stdout;
    let rows: Vec<serde_json::Value> = rows.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut wrong = Vec::new();
    for (name, wanted) in PUBLISHED {
        let row = rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("there is no scheme {name}"));
        let mm = |key: &str, i: usize| row[key][i].as_f64().expect("points") / 72.0 * 25.4;
        let count = |i: usize| row["cells"][i].as_f64().expect("a number");
        let is = [
            count(0),
            count(1),
            mm("start_pt", 0),
            mm("start_pt", 1),
            mm("pitch_pt", 0),
            mm("pitch_pt", 1),
            mm("cell_pt", 0),
            mm("cell_pt", 1),
        ];
        if is.iter().zip(wanted).any(|(is, wanted)| (is - wanted).abs() > 0.1) {
            wrong.push(format!("{name}: {is:.2?}, published {wanted:.2?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Equal cards are written once, and cards of many organizations share their fonts. Each organization has its scene in its
/// own colours; the lines of a list are in a face of their own.
#[test]
fn sheets_of_cards_are_small() {
    use crate::harness::example::example;
    let cards = example().of("office", "wallet-card");
    let alone = cards.iter().filter(|p| p.get("scheme") == "cards-10up-letter").map(Product::bytes).max().expect("some sheet");
    assert!(alone <= 40 * 1024, "ten equal cards: {alone} bytes");
    let shared = cards.iter().find(|p| p.get("org") == "shared").expect("the sheet that all share").bytes();
    assert!(shared < 120_000, "cards of all organizations on three sheets: {shared} bytes");
}
