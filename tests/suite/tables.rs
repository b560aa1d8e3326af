//! Spreadsheets of organizations and events: every row of the three acceptance tables gives what its column `expect`
//! says, for the reason its column `edge_case` states; a bad row stops nothing but itself; a confidential address is in
//! no byte of what is made; the same rows come in from every encoding.

use crate::harness::manifest::Manifest;
use crate::harness::project::{Project, files_of};
use crate::harness::run::{Ran, handbill};
use crate::harness::source;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A row as the table has it.
type Row = BTreeMap<String, String>;

/// The check that a row which is not `ok` must set off.
const REASONS: &[(&str, &str)] = &[
    ("nwmt-interagency", "long-name"),
    ("lost-logo", "missing-file"),
    ("tiny-logo", "low-resolution"),
    ("long-url", "long-link"),
    ("harbor-light-inn", "forbidden-part"),
    ("dup-id", "same-id"),
    ("no-name", "bad-value"),
    ("scraped-mail", "placeholder-email"),
    ("utm-track", "tracking"),
    ("vanity-bad", "bad-phone"),
    ("control-char", "control-character"),
    ("ev-003", "event-time"),
    ("ev-011", "event-past"),
];

const ORDER: &str = r#"
[project]
name = "Tables"

[defaults]
purpose = "office"

[[make]]
content = "know-the-signs"
formats = ["flyer-letter"]
orgs    = "all"
"#;

/// Chinese and Korean are in fonts that a project brings along.
const CJK: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
const CJK_ROWS: [&str; 2] = ["chenguang", "hanbit"];

fn table(name: &str) -> String {
    source::text(&format!("tests/corpus/tables/{name}.csv"))
}

fn rows(text: &str) -> Vec<Row> {
    let mut at = 0;
    let mut records = Vec::new();
    while at < text.len() {
        let (cells, next) = handbill::diag::cells::record(text, at, ',');
        records.push(cells.into_iter().map(|c| c.text.into_owned()).collect::<Vec<String>>());
        at = next;
    }
    let header = records.remove(0);
    records.into_iter().map(|cells| header.iter().cloned().zip(cells).collect()).collect()
}

/// A project with the tables and the logos that they name; `true` when it has fonts for every row.
fn project() -> (Project, bool) {
    let project = Project::empty();
    project.write("handbill.toml", ORDER);
    // The second copy that the first row of this table speaks of is not in it.
    let mut invalid = table("orgs_invalid");
    let first = invalid.lines().nth(1).expect("a row").to_string();
    invalid = format!("{}\n{}\n", invalid.trim_end(), first.replace("First Copy", "Second Copy").replace("1 of 2", "2 of 2"));
    for (name, text) in [("orgs", table("orgs")), ("orgs_invalid", invalid), ("events", table("events"))] {
        project.write(&format!("{name}.csv"), &text);
        for row in rows(&text) {
            let logo = row.get("logo").cloned().unwrap_or_default();
            if logo.ends_with(".svg") && !logo.contains("does-not-exist") {
                let mark = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><path fill="#0b4f8a" d="M40 4a36 36 0 1 0 .1 0z"/><path fill="#333" d="M90 30h100v20h-100z"/></svg>"##;
                project.write(&logo, mark);
            }
        }
    }
    let tiny = image::RgbImage::from_pixel(90, 90, image::Rgb([200, 60, 60]));
    tiny.save(project.path().join("logos/tiny-90x90.png")).expect("a temporary folder takes files");
    let has_cjk = Path::new(CJK).is_file();
    if has_cjk {
        project.run(&["fonts", "add", CJK, "--family", "Noto Sans CJK SC", "--family", "Noto Sans CJK KR"]).expect(0);
    }
    (project, has_cjk)
}

fn build(project: &Project, arguments: &[&str]) -> (Ran, Vec<Value>) {
    let fixed = ["build", "--message-format", "json"];
    let ran = handbill(project.path(), &[fixed.as_slice(), arguments].concat());
    let found = ran.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    (ran, found)
}

/// What was found about a row: in one of its cells, or while its product was made. A draft is the content's.
fn about<'v>(found: &'v [Value], file: &str, number: usize, org: Option<&str>) -> Vec<&'v Value> {
    let of_row = |d: &Value| {
        let cell: String = d["cell"]["name"].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
        let path = d["path"].as_str().unwrap_or_default();
        match cell.parse::<usize>() {
            Ok(row) => path.ends_with(file) && row == number,
            Err(_) => org.is_some() && d["about"]["org"].as_str() == org,
        }
    };
    found.iter().filter(|d| of_row(d)).collect()
}

struct Line {
    row: String,
    expected: String,
    seen: &'static str,
    checks: Vec<String>,
    message: String,
    made: usize,
    presets: usize,
    /// Checks of what was only noted.
    notes: BTreeSet<String>,
}

fn line(row: &Row, id: &str, found: &[&Value], made: usize) -> Line {
    let check = |d: &Value| d["check"].as_str().unwrap_or_default().to_string();
    let (notes, found): (Vec<&Value>, Vec<&Value>) = found.iter().partition(|d| d["severity"] == "note");
    let stress_cases = found.iter().find(|d| d["severity"] == "error").or(found.first());
    let seen = match stress_cases {
        Some(d) if d["severity"] == "error" => "error",
        Some(_) => "warn",
        None => "ok",
    };
    Line {
        row: row[id].clone(),
        expected: row["expect"].clone(),
        seen,
        checks: found.iter().map(|d| check(d)).collect(),
        message: stress_cases.map(|d| d["message"].as_str().unwrap_or_default().to_string()).unwrap_or_default(),
        made,
        presets: row["presets"].split(';').count(),
        notes: notes.iter().map(|d| check(d)).collect(),
    }
}

/// Runs one table; what each row gave.
fn judge(project: &Project, file: &str, arguments: &[&str], id: &str) -> Vec<Line> {
    let out = format!("out-{}", file.trim_end_matches(".csv"));
    let pattern = format!("{out}/{{org}}/{{content}}-{{format}}-{{lang}}.pdf");
    let (ran, found) = build(project, &[arguments, &["--out", &pattern]].concat());
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let products = Manifest::read(&project.path().join(&out).join("manifest.json")).products();
    let text = project.text(file);
    let read = rows(&text).into_iter().enumerate().map(|(i, row)| {
        let (org, event) = (row.get("org_id").cloned().unwrap_or_default(), row.get("event_id").cloned());
        let of_row = |p: &&crate::harness::manifest::Product| match &event {
            Some(event) => p.get("path").contains(event.as_str()),
            None => p.get("org") == org,
        };
        let made = products.iter().filter(of_row).filter(|p| p.get("state") == "good").count();
        line(&row, id, &about(&found, file, i + 2, Some(&org)), made)
    });
    read.collect()
}

#[test]
fn every_row_gives_what_it_expects() {
    let (project, has_cjk) = project();
    let mut lines = judge(&project, "orgs.csv", &["--orgs", "orgs.csv"], "org_id");
    lines.extend(judge(&project, "orgs_invalid.csv", &["--orgs", "orgs_invalid.csv"], "org_id"));
    lines.extend(judge(&project, "events.csv", &["--orgs", "orgs.csv", "--events", "events.csv"], "event_id"));
    let mut page = String::from("| row | expected | seen | files | checks | message | notes |\n|---|---|---|---|---|---|---|\n");
    let mut wrong = Vec::new();
    for line in &lines {
        let mut checks = line.checks.clone();
        checks.dedup();
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {} | {} | {} |",
            line.row,
            line.expected,
            line.seen,
            line.made,
            checks.join(", "),
            line.message,
            line.notes.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
        );
        if !has_cjk && CJK_ROWS.contains(&line.row.as_str()) {
            eprintln!("no {CJK}: the row {} is not looked at", line.row);
            continue;
        }
        let reason = REASONS.iter().find(|(row, _)| *row == line.row).map(|(_, check)| *check);
        let for_the_reason = reason.is_none_or(|check| line.checks.iter().any(|c| c == check));
        let made = line.made == if line.expected == "error" { 0 } else { line.presets };
        if line.seen != line.expected || !for_the_reason || !made {
            wrong.push(format!(
                "{}: wanted {} ({reason:?}), saw {} with {} files: {:?} {}",
                line.row, line.expected, line.seen, line.made, line.checks, line.message
            ));
        }
    }
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tables.md");
    fs::write(place, &page).expect("cargo gives a folder for this");
    assert_eq!(lines.len(), 26 + 7 + 6, "{page}");
    assert!(wrong.is_empty(), "\n{}\n{page}", wrong.join("\n"));
}

#[test]
fn a_confidential_address_is_in_no_byte() {
    let (project, _) = project();
    // With a mistake in the row, so that messages show it.
    let broken = project.text("orgs.csv").replace("info@safe-harbor.example.org", "safe-harbor");
    project.write("broken.csv", &broken);
    let mut said = String::new();
    for (file, more) in [("orgs.csv", "--png=36"), ("orgs.csv", "--proof"), ("broken.csv", "--force")] {
        let ran = project.run(&["build", "--orgs", file, "--org", "safe-harbor", more]);
        said += &format!("{}{}", ran.stdout, ran.stderr);
    }
    for stage in ["read", "plan", "resolve", "layout"] {
        let ran = project.run(&["dump", "--stage", stage, "--orgs", "orgs.csv", "--org", "safe-harbor"]);
        said += &format!("{}{}", ran.stdout, ran.stderr);
    }
    assert!(said.contains("safe-harbor") && said.contains("bad-email"), "{said}");
    let mut bytes: Vec<(String, Vec<u8>)> = vec![("what is said".to_string(), said.into_bytes())];
    let mut pages = 0;
    for path in files_of(&project.path().join("out")) {
        let name = path.display().to_string();
        let read = project.read(&format!("out/{name}"));
        bytes.push((format!("the name {name}"), name.clone().into_bytes()));
        if name.ends_with(".pdf") {
            let mut pdf = lopdf::Document::load_mem(&read).expect("a PDF");
            pages += pdf.get_pages().len();
            let numbers: Vec<u32> = pdf.get_pages().into_keys().collect();
            bytes.push((format!("the words of {name}"), pdf.extract_text(&numbers).unwrap_or_default().into_bytes()));
            pdf.decompress();
            let mut plain = Vec::new();
            pdf.save_to(&mut plain).expect("written");
            bytes.push((format!("{name}, inflated"), plain));
        }
        bytes.push((name, read));
    }
    assert!(pages > 3, "nothing was made");
    for (what, held) in &bytes {
        let lower = held.to_ascii_lowercase();
        for words in ["not to be printed", "999 not", "anaconda", "59711"] {
            assert!(!lower.windows(words.len()).any(|w| w == words.as_bytes()), "{words:?} is in {what}");
        }
    }
}

#[test]
fn rows_are_the_same_in_every_encoding() {
    let project = Project::small();
    let csv = "id,name,phone,web\nnandu,Casa Ñandú – «Peñón»,(406) 555-0134,https://nandu.example.org/\n";
    let utf_16: Vec<u8> = format!("\u{feff}{csv}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> =
        csv.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(u32::from(c)).expect("Latin") }).collect();
    let titled = format!("Partners of 2027;;;\n;;;\n{}", csv.replace(',', ";")).into_bytes();
    let forms = [
        ("plain.csv", csv.as_bytes().to_vec(), ""),
        ("bom.csv", format!("\u{feff}{csv}").into_bytes(), "byte order mark"),
        ("utf-16.csv", utf_16, "UTF-16LE"),
        ("windows.csv", windows, "Windows-1252"),
        ("tabs.csv", csv.replace(',', "\t").into_bytes(), "tabs"),
        ("titled.csv", titled, "headers in row 3"),
    ];
    let mut made: Vec<Vec<u8>> = Vec::new();
    for (name, bytes, note) in forms {
        fs::write(project.path().join(name), bytes).expect("a temporary folder takes files");
        let ran = project.run(&["build", "slip", "--force", "--orgs", name]).expect(0);
        assert!(ran.stderr.contains(note), "{name}: no {note:?} in {}", ran.stderr);
        made.push(project.read("out/office/nandu/night-slip-en.pdf"));
    }
    assert!(made.windows(2).all(|two| two[0] == two[1]), "the same row gives the same bytes");
}

/// Made by openpyxl and odfpy: two sheets, a merged title, a blank row, telephone numbers and postal codes as numbers.
#[test]
fn sheets_of_spreadsheet_programs_are_read() {
    let project = Project::small();
    for name in ["list.xlsx", "list.ods"] {
        let bytes = fs::read(source::root().join("tests/corpus/tables").join(name)).expect("a fixture");
        fs::write(project.path().join(name), bytes).expect("a temporary folder takes files");
        let dump = project.run(&["dump", "--stage", "read", "--orgs", name]);
        let squeezed: String = dump.stdout.split_whitespace().collect();
        assert!(squeezed.contains("phone:Some(\"406-555-0101\""), "{name}: {}", dump.stderr);
        if name.ends_with("xlsx") {
            assert!(squeezed.contains("address:Some(\"1Main,Salem,MA01970\""), "the zero in front came back");
            assert!(!dump.stdout.contains("2 Main"), "confidential");
            assert!(dump.stderr.contains("cell B8 of sheet `Partners 2027`, column `Name`"), "{}", dump.stderr);
        }
    }
}

/// Made by odfpy: a venue merged over three rows, and prices in the format of money.
#[test]
fn a_sheet_of_ods_is_read_as_people_see_it() {
    let project = Project::small();
    let bytes = fs::read(source::root().join("tests/corpus/tables/films.ods")).expect("a fixture");
    fs::write(project.path().join("films.ods"), bytes).expect("a temporary folder takes files");
    let dump = project.run(&["dump", "--stage", "read", "--events", "films.ods", "--as-of", "2026-11-29"]);
    let squeezed: String = dump.stdout.split_whitespace().collect();
    assert_eq!(squeezed.matches("venue:Some(\"TheRoxy\"").count(), 3, "{}", dump.stderr);
    assert!(squeezed.contains("cost:Some(\"$8\"") && squeezed.contains("cost:Some(\"$6.50\""), "{squeezed}");
}

/// Made by openpyxl: a venue merged over two rows, a price in the format of money, a postal code typed behind an apostrophe, a row
/// struck through, and a second sheet with the same headers.
#[test]
fn a_sheet_is_read_as_people_see_it() {
    let project = Project::small();
    let bytes = fs::read(source::root().join("tests/corpus/tables/films.xlsx")).expect("a fixture");
    fs::write(project.path().join("films.xlsx"), bytes).expect("a temporary folder takes files");
    let dump = project.run(&["dump", "--stage", "read", "--events", "films.xlsx", "--as-of", "2026-11-29"]);
    let squeezed: String = dump.stdout.split_whitespace().collect();
    assert_eq!(squeezed.matches("venue:Some(\"TheRoxy\"").count(), 3, "{}", dump.stderr);
    assert!(squeezed.contains("cost:Some(\"$8\"") && squeezed.contains("cost:Some(\"$6.50\""), "{squeezed}");
    assert!(squeezed.contains("MT59840\"") && !squeezed.contains("'59840"), "{squeezed}");
    for words in [
        "words struck through in row 4 of its sheet `Films`",
        "a sheet `Films 2` with the same headers",
        "with the words of merged cells also in 1 cell under them",
        "`venue` is `0`, which is what a spreadsheet makes of a value or of an empty cell",
        "give the cell the format of a date: it would be 2027-03-06",
    ] {
        assert!(dump.stderr.contains(words), "no {words:?} in {}", dump.stderr);
    }
}

#[test]
fn events_come_with_a_calendar_file() {
    let (project, _) = project();
    project.edit("orgs.csv", "logos/does-not-exist.svg", "");
    let arguments = ["build", "event-poster-11x17", "--orgs", "orgs.csv", "--events", "events.csv", "--where", "event_id=ev-001"];
    project.run(&arguments).expect(0);
    let words = project.text("out/office/bridger-coalition/event-ev-001-event-poster-11x17-en.ics");
    for line in ["DTSTART:20270112T013000Z", "DTEND:20270112T023000Z", "DTSTAMP:20261123T000000Z", "STATUS:CONFIRMED"] {
        assert!(words.lines().any(|l| l == line), "no {line} in\n{words}");
    }
    // Clocks go back on November 7, 2027: half past one comes twice, and somebody has to say which.
    project.edit("events.csv", "2027-01-11,18:30,,19:30,America/Denver,Monday", "2027-11-07,01:30,,03:00,America/Denver,Sunday");
    let ran = project.run(&arguments).expect(1);
    assert!(ran.stderr.contains("comes twice") && ran.stderr.contains("repeat = \"first\""), "{}", ran.stderr);
    project.edit("events.csv", "2027-11-07,01:30,,03:00,America/Denver,Sunday", "2027-11-07,22:00,,01:00,America/Denver,Monday");
    let ran = project.run(&arguments).expect(1);
    assert!(ran.stderr.contains("`Monday` is stated, but 2027-11-07 is a Sunday"), "{}", ran.stderr);
    project.edit("events.csv", "America/Denver,Monday,in-person", "America/Denver,Sunday,in-person");
    project.edit(
        "events.csv",
        "confirmed,,,event-poster-11x17;handbill-half-letter,50,ok,\"baseline",
        "postponed,,,event-poster-11x17;handbill-half-letter,50,ok,\"baseline",
    );
    project.run(&arguments).expect(0);
    let words = project.text("out/office/bridger-coalition/event-ev-001-event-poster-11x17-en.ics");
    assert!(words.contains("DTEND:20271108T080000Z"), "past midnight is the next day: {words}");
}

#[test]
fn rows_are_chosen_and_mistakes_point_to_their_cell() {
    let project = Project::small();
    let csv = "ID,Name ,Phone,web,State,shade\na,Alpha House,4065550101,https://a.example.org/,MT,x\nb,=1+1,4065550102,https://b.example.org/,MT,\nc,Gamma House,4065550103,https://c.example.org/,ID,\n";
    project.write("list.csv", csv);
    let ran = project.run(&["build", "slip", "--orgs", "list.csv", "--where", "state=mt"]).expect(1);
    for words in ["error[formula]", "cell B3, column `Name`: `=1+1`", "the column `shade` fills no key"] {
        assert!(ran.stderr.contains(words), "no {words:?} in {}", ran.stderr);
    }
    assert!(project.path().join("out/office/a/night-slip-en.pdf").is_file(), "the others are made");
    assert!(!project.path().join("out/office/c").exists(), "`c` is in Idaho");
    project.run(&["build", "slip", "--orgs", "list.csv", "--rows", "4"]).expect(0);
    assert!(project.path().join("out/office/c/night-slip-en.pdf").is_file());
    let ran = project.run(&["build", "--orgs", "list.csv", "--where", "stat=MT"]);
    assert!(ran.code != Some(0) && ran.stderr.contains("did you mean `State`?"), "{}", ran.stderr);
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = { table = \"list.csv\", where = { state = \"ID\" } }");
    fs::remove_dir_all(project.path().join("out")).expect("it was made");
    let ran = project.run(&["build", "slip"]).expect(0);
    assert!(ran.stdout.contains("out/office/c/night-slip-en.pdf") && !ran.stdout.contains("/a/"), "{}", ran.stdout);
}

#[test]
fn locks_and_marks_hold_and_funding_is_a_sentence() {
    let project = Project::small();
    let head = "id,name,phone,web,say.text.lead,funding.agency,funding.amount,funding.federal_percent,logo.file,logo.owner,logo.permission.ref,logo.permission.expires";
    let row = |id: &str, rest: &str| format!("{id},{id} House,4065550101,https://{id}.example.org/,{rest}\n");
    let csv = format!(
        "{head}\n{}{}{}{}",
        row("own", "Our own words,,,,,,,"),
        row("paid", ",Office of Health,\"$1,200,000\",75,,,,"),
        row("lent", ",,,,m.svg,State of Elsewhere,,"),
        row("old", ",,,,m.svg,State of Elsewhere,Letter 7,2026-01-31"),
    );
    project.write("list.csv", &csv);
    project.write("m.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><path d=\"M0 0h20v10H0z\"/></svg>");
    let lock = |level: &str| {
        project.edit("content/night.toml", "[text.lead]\n", &format!("[text.lead]\nlock = \"{level}\"\n"));
        let ran = project.run(&["build", "slip", "--orgs", "list.csv", "--force"]);
        project.edit("content/night.toml", &format!("lock = \"{level}\"\n"), "");
        ran.stderr
    };
    for level in ["statutory", "safety", "brand"] {
        let said = lock(level);
        assert!(said.contains("error[locked-text]") && said.contains(&format!("locked here: {level}")), "{level}: {said}");
    }
    for level in ["organization", "free"] {
        assert!(!lock(level).contains("locked-text"), "{level}");
    }
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"event\"\nowner = \"own\"");
    assert!(!lock("brand").contains("locked-text"), "the owner of the brand may");
    let said = lock("free");
    for words in ["there is no permission to print it", "ran out on 2026-01-31"] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
    assert!(project.path().join("out/office/paid/night-slip-en.pdf").is_file(), "the sentence found a place");
    let dump = project.run(&["dump", "--stage", "resolve", "slip", "--orgs", "list.csv", "--org", "paid"]).stdout;
    let sentence = "supported by Office of Health with $1,200,000: 75 percent of it is federal money, 25 percent comes";
    assert!(dump.contains(sentence), "{dump}");
}

const PARTNERS: &str = "name,phone,city\nElk Creek Pantry,(406) 555-0101,Havre\nPine Ridge Library,(406) 555-0102,Chinook\n";

/// A slip in what is asked for is no success: a script would go on with no sheets.
#[test]
fn rows_that_are_not_there_are_told() {
    let project = Project::empty();
    project.write("handbill.toml", ORDER);
    project.write("partners.csv", PARTNERS);
    project.write("headers.csv", "name,phone,city\n");
    let build = |table: &str, arguments: &[&str]| project.run(&[&["build", "-n", "--orgs", table], arguments].concat());
    build("partners.csv", &["--where", "city=havre"]).expect(0);
    build("partners.csv", &["--where", "city=Havre", "--rows", "2-2"]).expect(0);
    let slip = build("partners.csv", &["--where", "city=Havr"]).expect(1);
    assert!(slip.stderr.contains("has `Havr` in its column `city`"), "{}", slip.stderr);
    assert!(slip.stderr.contains("did you mean `Havre`?"), "{}", slip.stderr);
    let far = build("partners.csv", &["--where", "city=Missoula"]).expect(1);
    assert!(far.stderr.contains("it has: Chinook, Havre"), "{}", far.stderr);
    let beyond = build("partners.csv", &["--rows", "5000-6000"]).expect(1);
    assert!(beyond.stderr.contains("its rows are 2 to 3"), "{}", beyond.stderr);
    let apart = build("partners.csv", &["--where", "city=Havre", "--rows", "3-3"]).expect(1);
    assert!(apart.stderr.contains("all of `city=Havre`, rows 3-3"), "{}", apart.stderr);
    let empty = build("headers.csv", &[]).expect(1);
    assert!(empty.stderr.contains("no row under them"), "{}", empty.stderr);
}

/// Hardly a spreadsheet has `https://` before its addresses.
#[test]
fn addresses_of_the_web_need_no_scheme_in_a_table() {
    let project = Project::empty();
    project.write("handbill.toml", ORDER);
    project.write("partners.csv", "name,phone,web\nElk Creek Pantry,(406) 555-0101,www.elk.example.org\n");
    let ran = project.run(&["build", "-n", "--orgs", "partners.csv"]).expect(0);
    assert!(ran.stderr.contains("with `https://` before addresses of the web that lack it"), "{}", ran.stderr);
    project.write("partners.csv", "name,phone,web\nElk Creek Pantry,(406) 555-0101,https://elk.example.org\n");
    let ran = project.run(&["build", "-n", "--orgs", "partners.csv"]).expect(0);
    assert!(!ran.stderr.contains("that lack it"), "{}", ran.stderr);
    project.write("partners.csv", "name,phone,web\nElk Creek Pantry,(406) 555-0101,info@elk.example.org\n");
    let ran = project.run(&["build", "--orgs", "partners.csv"]).expect(1);
    assert!(ran.stderr.contains("`info@elk.example.org` is a mail address"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("https://info@"), "{}", ran.stderr);
}

#[test]
fn a_new_table_is_told_and_its_map_written() {
    let project = Project::small();
    project.write(
        "partners.csv",
        "Organisation,Tel.,Website,Motto\nHope House,(406) 555-0143,https://hope.example.org/,All in\n,(406) 555-0199,,\n",
    );
    let ran = project.run(&["new", "table", "partners.csv"]).expect(0);
    assert_eq!(ran.stdout.trim(), "assets/tables/partners.toml");
    for said in
        ["Organisation  name", "Tel.          phone", "Motto         {row.motto}", "Understood: 1 row", "columns = \"partners\""]
    {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
    assert!(project.text("assets/tables/partners.toml").contains("# \"Motto\" = \"\""), "what fills nothing yet");
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = { table = \"partners.csv\", columns = \"partners\" }");
    project.edit("partners.csv", ",(406) 555-0199,,\n", "");
    project.run(&["build", "slip"]).expect(0);
    assert!(project.path().join("out/office/hope-house/night-slip-en.pdf").exists(), "{:?}", project.files("out"));
}

#[test]
fn the_rows_of_a_new_table_are_what_they_look_like() {
    let project = Project::small();
    project.write("guests.csv", "First name,Last name,Table\nAna,Ortiz,4\n");
    let ran = project.run(&["new", "table", "guests.csv"]).expect(0);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("{row.first_name}"), "{ran:?}");
    project.write("season.csv", "Event,Date,Start time,Location\nBrass,2027-03-20,7:30 p.m.,Mill Hall\n");
    let ran = project.run(&["new", "table", "season.csv"]).expect(0);
    assert!(
        ran.stderr.contains("Start time  start") && ran.stderr.contains("events = { table = \"season.csv\""),
        "{}",
        ran.stderr
    );
    assert!(project.text("assets/tables/season.toml").contains("of     = \"events\""));
    project.run(&["new", "table", "season.csv"]).expect(2);
    let ran = project.run(&["new", "table", "gone.csv"]).expect(2);
    assert!(ran.stderr.contains("`gone.csv` is not there"), "{}", ran.stderr);
}

#[test]
fn a_table_that_is_given_takes_the_place_of_one_that_is_named() {
    let project = Project::small();
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = { table = \"list.csv\" }");
    project.write("list.csv", "name,phone\nNorth Library,(406) 555-0141\n");
    project.write("other.csv", "name,phone\nEast Library,(406) 555-0142\nWest Library,(406) 555-0143\n");
    let made = |arguments: &[&str]| project.run(&[&["build", "-n", "slip"], arguments].concat()).expect(0).stdout;
    assert!(made(&[]).contains("north-library"), "{}", made(&[]));
    let given = made(&["--orgs", "other.csv"]);
    assert!(given.contains("east-library") && given.contains("west-library") && !given.contains("north-library"), "{given}");
}
