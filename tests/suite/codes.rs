//! QR codes: what they carry, what is refused and why.

use crate::harness::manifest::{Manifest, Product};
use crate::harness::project::Project;
use crate::harness::{judge, source};
use handbill::check::scan;
use handbill::qr::payload::{self, Card, Event};
use handbill::qr::{Level, Matrix, encode};
use serde_json::Value;
use std::path::Path;

const LINK: &str = "link  = \"{org.web}\"";

/// A project with one change: in which file, what, into what.
type Change<'a> = (&'a str, &'a str, &'a str);

/// Faults in what a code is to carry, each with the check that names it and a word of its reason.
const FAULTS: &[(Change<'_>, &str, &str)] = &[
    ((CONTENT, LINK, "link = \"http://library.example.org/\""), "bad-url", "plain http"),
    ((CONTENT, LINK, "link = \"library.example.org/night\""), "bad-url", "no scheme"),
    ((CONTENT, LINK, "link = \"https://ana:secret@library.example.org/\""), "bad-url", "user name or password"),
    ((CONTENT, LINK, "link = \"javascript:alert(1)\""), "bad-url", "javascript"),
    ((CONTENT, LINK, "link = \"https://localhost/night\""), "bad-url", "no host that the public can reach"),
    ((CONTENT, LINK, "link = \"https://library.example.org/a night\""), "bad-url", "has ` `"),
    ((CONTENT, LINK, "link = \"https://bit.ly/3night\""), "tracking", "`bit.ly`, which sees every reader"),
    ((CONTENT, LINK, "link = \"{org.web}?utm_source=poster\""), "tracking", "allow_tracking = true"),
    ((CONTENT, LINK, "call = \"406-555-01HE (406-555-0144)\""), "bad-phone", ""),
    ((CONTENT, LINK, "call = \"12\""), "bad-phone", ""),
    ((CONTENT, LINK, "email = \"[email protected]\""), "placeholder-email", "scraped page"),
    ((CONTENT, LINK, "email = \"desk@\""), "bad-email", ""),
    ((CONTENT, LINK, "wifi = { network = \"Guests\", password = \"short\" }"), "bad-value", "8 to 63"),
    ((CONTENT, LINK, "geo = \"here\""), "bad-value", "latitude and longitude"),
    ((CONTENT, LINK, "geo = \"146.5, -112.0\""), "bad-value", "not on the globe"),
    (
        (CONTENT, LINK, "event = { title = \"Night\", start = 2027-01-11T20:00:00, end = 2027-01-11T19:00:00 }"),
        "bad-value",
        "before",
    ),
    ((CONTENT, LINK, "event = { title = \"Night\", start = 2027-01-11 }"), "bad-date", "18:30:00"),
    ((CONTENT, LINK, "contact = \"dask\""), "unknown-name", "contact.dask"),
    ((CONTENT, LINK, "link = \"{org.web}\"\ncall = \"{org.phone}\""), "bad-value", "carries one thing"),
    ((CONTENT, LINK, ""), "missing-key", "carries nothing"),
    ((CONTENT, LINK, TOO_LONG), "qr-too-long", "300"),
    ((THEME, "width = \"1.3in\"", "width = \"0.5in\""), "qr-too-small", "mm"),
    (
        (SCHOOL, WEB, "web = \"https://school.example.org/\"\n[qr]\nmore = \"https://library.example.org/x\""),
        "qr-other-organization",
        "Judith Basin",
    ),
    (
        (SCHOOL, WEB, "web = \"https://school.example.org/\"\n[qr]\nmroe = \"https://school.example.org/x\""),
        "unknown-name",
        "did you mean `more`",
    ),
    (
        (SCHOOL, WEB, "web = \"https://school.example.org/\"\n[say]\ntext.headlin = \"Come\""),
        "unknown-name",
        "did you mean `text.headline`",
    ),
    ((CONTENT, "audience = \"event\"", "audience = \"statutory\""), "qr-policy", "lock = true"),
    ((CONTENT, "audience = \"event\"", "audience = \"statutory\"\n#"), "qr-policy", "the law"),
];

const CONTENT: &str = "content/night.toml";
const THEME: &str = "assets/themes/leaf.toml";
const SCHOOL: &str = "content/orgs/school.toml";
const WEB: &str = "web   = \"https://school.example.org/\"";
const TOO_LONG: &str = concat!(
    "link = \"https://library.example.org/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\"",
);

#[test]
fn every_fault_of_a_payload_is_refused_with_its_reason() {
    for ((path, from, to), check, reason) in FAULTS {
        let project = Project::small();
        project.edit(path, from, to);
        let ran = project.run(&["build", "slip"]).expect(1);
        let told = format!("error[{check}]");
        assert!(ran.stderr.contains(&told) && ran.stderr.contains(reason), "{to}\n{}", ran.stderr);
        let school = project.path().join("out/office/school/night-slip-en.pdf").exists();
        assert!(!school, "nothing is written of a faulty product: {to}");
    }
}

/// People in danger get plain addresses and numbers only.
#[test]
fn the_audience_decides_what_a_code_may_carry() {
    let told = |audience: &str, payload: &str| {
        let project = Project::small();
        project.edit(CONTENT, "audience = \"event\"", &format!("audience = \"{audience}\""));
        project.edit(CONTENT, LINK, payload);
        project.run(&["check", "slip"]).stderr
    };
    for payload in
        ["wifi = { network = \"Guests\" }", "contact = \"org\"", "link = \"{org.web}?q=1\"", "link = \"{org.web}#top\""]
    {
        assert!(told("victim", payload).contains("error[qr-policy]"), "{payload}");
        assert!(!told("public", payload).contains("qr-policy"), "{payload}");
    }
    for payload in [LINK, "call = \"{org.phone}\"", "text = { to = \"233733\", say = \"HELP\" }"] {
        assert!(!told("victim", payload).contains("qr-policy"), "{payload}");
    }
    assert!(!told("statutory", &format!("{LINK}\nlock = true")).contains("qr-policy"));
    // A link that reports its reader needs leave, and a note that says so.
    let tracked = "link = \"{org.web}?utm_source=poster\"";
    let note = "\n[note.tracking]\nfull = \"The code tells us that you came from this poster.\"\n";
    assert!(told("event\"\nallow_tracking = true\n#\"", tracked).contains("note.tracking"));
    assert!(!told("event\"\nallow_tracking = true\n#\"", &format!("{tracked}\n{note}")).contains("error[tracking]"));
}

/// Each kind of payload, as the manifest says it and as the self-check of the build has read it.
#[test]
fn every_kind_of_payload_reaches_paper() {
    let kinds = [
        ("call = \"(406) 555-0134\"", "tel:+14065550134"),
        ("text = { to = \"233733\", say = \"HELP\" }", "SMSTO:233733:HELP"),
        ("email = { to = \"desk@example.org\", subject = \"Night & day\" }", "mailto:desk@example.org?subject=Night%20%26%20day"),
        ("geo = \"46.58936, -112.0391\"", "geo:46.58936,-112.03910"),
        ("wifi = { network = \"Guests\", password = \"read;aloud\" }", "WIFI:T:WPA;S:Guests;P:read\\;aloud;;"),
        (
            "contact = { name = \"Ana Example\", phone = \"(406) 555-0134\", note = \"Mornings\" }\ncontact_format = \"mecard\"",
            "MECARD:N:Ana Example;TEL:+14065550134;NOTE:Mornings;;",
        ),
        (
            "contact = \"desk\"",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:Questions\r\nORG:Questions\r\nTEL:+14065550134\r\nEND:VCARD\r\n",
        ),
        (
            "event = { title = \"Reading night\", start = 2027-01-11T18:30:00, end = 2027-01-11T20:00:00, place = \"Hall 2, Stanford\" }",
            "BEGIN:VEVENT\r\nSUMMARY:Reading night\r\nDTSTART:20270111T183000\r\nDTEND:20270111T200000\r\nLOCATION:Hall 2\\, Stanford\r\nEND:VEVENT\r\n",
        ),
    ];
    for (payload, carried) in kinds {
        let project = Project::small();
        project.edit(CONTENT, LINK, payload);
        project.edit(THEME, "width = \"1.3in\"", "width = \"2in\"");
        project.run(&["build", "slip", "--org", "library"]).expect(0);
        let manifest = Manifest::read(&project.path().join("out/manifest.json"));
        let codes: Vec<String> = manifest.products().iter().flat_map(Product::codes).map(|c| c.payload).collect();
        assert_eq!(codes, [carried], "{payload}");
    }
}

/// Modules of whole dots, and scheme and host in capitals where that makes them larger.
#[test]
fn modules_are_as_sharp_and_as_large_as_they_can_be() {
    let made = |defaults: &str, link: &str| {
        let project = Project::small();
        project.edit("handbill.toml", "purpose = \"office\"", &format!("purpose = \"office\"\n{defaults}"));
        project.edit(CONTENT, LINK, &format!("link = \"{link}\""));
        // Room for a dot less a module than fits.
        project.edit(THEME, "width = \"1.3in\"", "width = \"1.55in\"");
        project.run(&["build", "slip", "--org", "library"]).expect(0);
        let product = Manifest::read(&project.path().join("out/manifest.json")).products().remove(0);
        let (code, modules) = (product.codes().remove(0), product.code_modules(1)[0] as f64 + 8.0);
        (code.payload, product.code_places(1)[0][2] / modules * 300.0 / 72.0)
    };
    let (payload, dots) = made("device_dpi = 300", "https://library.example.org/a-night-of-reading");
    assert_eq!(payload, "https://library.example.org/a-night-of-reading");
    assert!((dots - dots.round()).abs() < 0.01, "{dots} dots");
    let (_, dots) = made("", "https://library.example.org/a-night-of-reading");
    assert!((dots - dots.round()).abs() > 0.01, "{dots} dots happen to be whole");
    assert_eq!(made("", "https://example.org/help1").0, "HTTPS://EXAMPLE.ORG/help1", "a version less");
}

const TITLES: [&str; 16] = [
    "Know the signs",
    "Conozca las señales",
    "识别人口贩运的迹象",
    "Nhận biết dấu hiệu",
    "Alamin ang mga palatandaan",
    "Узнайте признаки",
    "인신매매의 징후",
    "تعرّف على علامات الاتجار",
    "Rekonèt siy yo",
    "Connaître les signes",
    "人身売買を知る会",
    "ការជួញដូរមនុស្ស",
    "รู้จักสัญญาณ",
    "मानव तस्करी के संकेत",
    "የሰው ልጅ ንግድ ምልክቶች",
    "זהו את הסימנים",
];

/// 200 payloads as handbills carry them, 64 of them beyond ASCII.
fn payloads() -> Vec<String> {
    let mut all = Vec::new();
    for (i, title) in TITLES.iter().enumerate() {
        let card = Card { name: (*title).into(), phones: vec![format!("(406) 555-01{i:02}")], ..Card::default() };
        let start = jiff::civil::date(2027, 1, 11).at(18, 30, 0, 0);
        let event = Event { title: (*title).into(), start, end: None, place: String::new(), universal: false };
        all.push(payload::contact(&card).expect("a card"));
        all.push(payload::contact_short(&card).expect("a card"));
        all.push(payload::event(&event).expect("an event"));
        all.push((*title).to_string());
        all.push(payload::email("info@example.org", title, "").expect("an address"));
    }
    for i in 0..12_u32 {
        let number = format!("406-555-01{:02}", 10 + i);
        let some = [
            format!("https://example.org/{i}"),
            format!("https://humantraffickinghotline.org/en/contact?page={i}"),
            format!("https://events.example.org/2027/01/{:02}/forum-{:04}", i + 1, i * 37),
            format!("HTTPS://EXAMPLE.ORG/{i}"),
            format!("https://maps.example.org/place/{}", "0123456789".repeat((i % 3) as usize + 1)),
            payload::call(&number).expect("a number"),
            payload::text(&number, "HELP").expect("a number"),
            payload::text_uri("233733", &format!("INFO {i}")).expect("a number"),
            payload::wifi(&format!("Guests {i}"), Some("read;aloud:99"), i % 2 == 0).expect("a network"),
            payload::geo(40.0 + f64::from(i), -112.5).expect("a place"),
        ];
        all.extend(some);
    }
    assert_eq!(all.len(), 200);
    assert!(all.iter().filter(|p| !p.is_ascii()).count() >= 45);
    all
}

/// 200 payloads at all four levels: three decoders read each exactly, and no code is larger than it must be.
#[test]
fn eight_hundred_codes_are_read_by_three_decoders() {
    let Some(python) = judge::python() else { return };
    let folder = Project::empty();
    let mut wanted = Vec::new();
    let mut versions_at_m = Vec::new();
    for payload in payloads() {
        for level in [Level::L, Level::M, Level::Q, Level::H] {
            let matrix = encode::at_level(&payload, level).expect("it is short enough");
            assert_eq!(scan::read_matrix(&matrix).as_deref(), Some(payload.as_str()), "rxing, {matrix:?}");
            if level == Level::M {
                versions_at_m.push(f64::from(matrix.version));
            }
            picture(&matrix, &folder.path().join(format!("{:04}.png", wanted.len())));
            wanted.push(payload.clone());
        }
    }
    let script = source::root().join("tests/harness/read_pictures.py");
    let ran = judge::ask(python, &[judge::utf8(&script), judge::utf8(folder.path())]).expect(0);
    let mut wrong = Vec::new();
    for (line, payload) in ran.stdout.lines().zip(&wanted) {
        let read: Value = serde_json::from_str(line).expect("one JSON object a line");
        let only = [Value::from(payload.as_str())];
        for decoder in ["zxing", "zbar"] {
            if read[decoder].as_array().expect("a list")[..] != only {
                wrong.push(format!("{decoder} {}: {} for {payload:?}", read["name"], read[decoder]));
            }
        }
    }
    assert_eq!(ran.stdout.lines().count(), 800);
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let mean = versions_at_m.iter().sum::<f64>() / versions_at_m.len() as f64;
    println!("mean version at M: {mean:.2}");
    assert!(mean <= 4.5, "{mean}");
}

/// A code of four pixels a module with its quiet zone.
fn picture(matrix: &Matrix, path: &Path) {
    let side = (matrix.size + 8) * 4;
    let dark = |n: u32| (n / 4).checked_sub(4).filter(|m| *m < matrix.size);
    let pixel = |x, y| match (dark(x), dark(y)) {
        (Some(x), Some(y)) if matrix.dark(x, y) => image::Luma([0]),
        _ => image::Luma([255]),
    };
    image::GrayImage::from_fn(side, side, pixel).save(path).expect("a temporary folder takes files");
}

/// The lightest pixel inside the core of each finder, away from its edges.
fn lightest_in_cores(picture: &Path, panel: [f64; 4], modules: u64, dpi: f64) -> u8 {
    let picture = image::open(picture).expect("a renderer's picture").to_luma8();
    let pixels = dpi / 72.0;
    let module = panel[2] / (modules as f64 + 8.0) * pixels;
    // Finders stand in three corners; their cores are the modules 2 to 4 of 7.
    let far = modules as f64 - 7.0;
    let mut lightest = 0;
    for (column, row) in [(0.0, 0.0), (far, 0.0), (0.0, far)] {
        let (left, top) = (panel[0] * pixels + (column + 6.0) * module, panel[1] * pixels + (row + 6.0) * module);
        let inside = |from: f64| ((from + 1.5).ceil() as u32, (from + 3.0 * module - 1.5).floor() as u32);
        let ((x0, x1), (y0, y1)) = (inside(left), inside(top));
        assert!(x1 > x0 && y1 > y0, "too few pixels to judge");
        for y in y0..y1 {
            for x in x0..x1 {
                lightest = lightest.max(picture.get_pixel(x, y).0[0]);
            }
        }
    }
    lightest
}

/// What to type for a picture of the first page: from the PDF, the resolution and the file to write.
type Arguments = fn(&Path, u32, &Path) -> Vec<String>;

/// Codes drawn as one square a module show hairlines in viewers; ours are one path of runs that never touch.
#[test]
fn no_renderer_shows_hairlines_inside_a_finder() {
    let renderers: [(&str, Arguments); 3] = [
        ("pdftoppm", |pdf, dpi, to| {
            let to = to.with_extension("");
            ["-r", &dpi.to_string(), "-png", "-gray", "-singlefile", judge::utf8(pdf), judge::utf8(&to)]
                .map(str::to_string)
                .into()
        }),
        ("mutool", |pdf, dpi, to| {
            ["draw", "-q", "-r", &dpi.to_string(), "-c", "gray", "-o", judge::utf8(to), judge::utf8(pdf), "1"]
                .map(str::to_string)
                .into()
        }),
        ("gs", |pdf, dpi, to| {
            let fixed = ["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pnggray", "-dGraphicsAlphaBits=4", "-dTextAlphaBits=4"];
            let mut all: Vec<String> = fixed.map(str::to_string).into();
            all.extend([format!("-r{dpi}"), format!("-sOutputFile={}", to.display()), pdf.display().to_string()]);
            all
        }),
    ];
    let project = Project::small();
    project.run(&["build", "slip", "--org", "library", "--for", "office", "--for", "press"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    assert_eq!(manifest.products().len(), 2);
    for product in manifest.products() {
        let pdf = project.path().join(product.get("path"));
        for (program, arguments) in &renderers {
            let Some(program) = judge::judge(program) else { continue };
            for dpi in [72, 100, 150, 200, 300] {
                let to = project.path().join(format!("{program}-{dpi}.png"));
                let arguments = arguments(&pdf, dpi, &to);
                judge::ask(program, &arguments.iter().map(String::as_str).collect::<Vec<_>>()).expect(0);
                for (panel, modules) in product.code_places(1).into_iter().zip(product.code_modules(1)) {
                    let lightest = lightest_in_cores(&to, panel, modules, f64::from(dpi));
                    // 100 K is not quite black in renderers that know about ink.
                    assert!(lightest < 60, "{program} at {dpi} dpi, {}: {lightest}", product.get("path"));
                }
            }
        }
    }
}

/// `handbill qr` makes one code, and `handbill check FILE.pdf` finds what any PDF holds.
#[test]
fn one_code_by_itself_and_the_codes_of_any_file() {
    let project = Project::small();
    for name in ["code.pdf", "code.svg", "code.png"] {
        let ran = project.run(&["qr", "https://library.example.org/night", "-o", name, "--distance", "1m"]).expect(0);
        assert!(ran.stdout.contains("version 4") && ran.stdout.contains("module     2 mm"), "{}", ran.stdout);
        assert!(project.path().join(name).is_file(), "{name}");
    }
    project.run(&["qr", "tel:988", "-o", "code.pdf"]).expect(2);
    project.run(&["qr", "tel:988", "-o", "code.gif"]).expect(2);
    project.run(&["qr", "https://bit.ly/x"]).expect(2);
    let ran = project.run(&["check", "code.pdf"]).expect(0);
    assert!(ran.stdout.contains("code      page 1, 1 x https://library.example.org/night\n"), "{}", ran.stdout);
    project.run(&["build", "tag", "--org", "library", "--for", "press"]).expect(0);
    let ran = project.run(&["check", "out/press/library/night-tag-en.pdf"]).expect(0);
    assert!(ran.stdout.contains("code      page 1, 10 x https://library.example.org/night\n"), "{}", ran.stdout);
    project.run(&["check", "handbill.toml.pdf"]).expect(2);
    project.write("broken.pdf", "%PDF-1.7 nothing");
    project.run(&["check", "broken.pdf"]).expect(2);
}
