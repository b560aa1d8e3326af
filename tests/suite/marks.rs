//! Small marks on paper: quotation marks of the language, numbers and times in order.

use crate::harness::judge::{self, ask, utf8};
use crate::harness::project::Project;
use crate::harness::source::root;
use handbill::syntax::{self, Wanted};
use handbill::text::{Phrase, Style, Typesetter, UnshapedText};
use handbill::world::World;

/// Texts of the resolved document.
fn texts(project: &Project, arguments: &[&str]) -> Vec<String> {
    let dump = project.run(&[&["dump", "--stage", "resolve"], arguments].concat()).expect(0).stdout;
    let line = |l: &str| {
        l.trim().strip_prefix("text: \"")?.strip_suffix("\",").map(|t| t.replace("\\\"", "\"").replace("\\u{202f}", "\u{202f}"))
    };
    dump.lines().filter_map(line).collect()
}

#[track_caller]
fn has(texts: &[String], wanted: &[&str]) {
    for wanted in wanted {
        assert!(texts.iter().any(|t| t.contains(wanted)), "{wanted} is not among {texts:#?}");
    }
}

const WORDS: &str = r#"
[text.copy]
full = """{org.name} isn't "far": 8.5" x 11"."""

[note.law]
full = """It isn't "free"."""
lock = "statutory"

[note.safe]
full  = """Don't "wait"."""
class = "safety"

[quote.reader]
says = """I hadn't read "aloud"."""
by   = "O'Neil"

[event.main]
title = """The "quiet" hour"""
venue = "Smith's \"Hall\""
start = 2041-01-11T18:30:00
"#;

#[test]
fn straight_marks_in_copy_become_those_of_the_language() {
    let project = Project::small();
    project.write("content/night.toml", &format!("{}{WORDS}", project.text("content/night.toml")));
    project.edit("content/orgs/library.toml", "Judith Basin Library", "Judith's \\\"Basin\\\"");
    project.write(
        "content/orgs/library.toml",
        &(project.text("content/orgs/library.toml") + "\n[say]\ntext.lead = \"We're here\"\n"),
    );
    let english = texts(&project, &["slip", "--org", "library"]);
    has(
        &english,
        &["Judith's \"Basin\" isn’t “far”: ", "\" x 11\".", "I hadn’t read ‘aloud’.", "O’Neil", "The “quiet” hour", "We’re here"],
    );
    // A law's words, safety's, and names stand as they are written.
    has(&english, &["It isn't \"free\".", "Don't \"wait\".", "Smith's \"Hall\""]);

    // The hash of a translation is that of the words as written, and untranslated words keep the marks of theirs.
    let hash = |project: &Project| {
        let ran = project.run(&["build", "slip", "--org", "library"]);
        let help = ran.stderr.split("write `source = \"").nth(1).and_then(|rest| rest.split('"').next());
        help.unwrap_or_else(|| panic!("no hash is told: {}", ran.stderr)).to_string()
    };
    let french = "language = \"fr\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\nsource = \"b3:00000000\"\n\n\
        [text.copy]\nfull = \"\"\"{org.name} n'est pas \"loin\" : 8.5\" x 11\".\"\"\"\n\n[event.main]\ntitle = \"L'heure calme\"\nvenue = \"Smith's Hall\"\n";
    project.write("content/night.fr.toml", french);
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"fr\"]");
    has(&texts(&project, &["slip"]), &["n’est pas «\u{202f}loin\u{202f}» : ", "It isn't \"free\".", "I hadn’t read"]);
    let written = hash(&project);
    project.edit("content/night.toml", "isn't \"far\"", "isn’t “far”");
    assert_ne!(hash(&project), written, "other words, another hash");
    project.edit("content/night.toml", "isn’t “far”", "isn't \"far\"");
    assert_eq!(hash(&project), written);
}

/// Lines of a sheet as they lie on paper from left to right; `None` without pdfium.
fn seen(pdf: &std::path::Path) -> Option<Vec<String>> {
    let script = root().join("tests/harness/read_visual.py");
    let ran = ask(judge::python()?, &[utf8(&script), utf8(pdf)]);
    let seen: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("{e}: {}", ran.stderr));
    Some(seen["lines"].as_array().into_iter().flatten().filter_map(|l| l.as_str().map(str::to_string)).collect())
}

const EVENT: &str = r#"
[event.main]
title   = "Open house"
start   = 2041-01-11T18:30:00
end     = 19:30:00
zone    = "America/Denver"
join    = "https://example.org/live"
venue   = "Library 2"
address = "626 Canyon Ave, Bozeman, MT"
speaker = "Jordan Ellis"
speaker_org = "County 4-H"
cost    = "$5 (children free)"
rsvp_phone = "(406) 555-0134"
rsvp_phone_ext = "12"
"#;

/// A time range, an address and a number of an event stand in order on a sheet from right to left, in words of the sheet's
/// own language, and where another lends its sentences.
#[test]
fn events_stand_in_order_on_sheets_from_right_to_left() {
    let project = Project::small();
    project.write("content/night.toml", &format!("{}{EVENT}", project.text("content/night.toml")));
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"ar\"]");
    let arabic = "language = \"ar\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\n[text.headline]\nfull = \"العربية\"\n\
         [event.main]\ntitle = \"Open house\"\ncost = \"$5 (children free)\"\n";
    project.write("content/night.ar.toml", arabic);
    project.run(&["build", "slip"]).expect(0);
    project.run(&["build", "slip", "--lang", "ar-XB"]).expect(0);
    let sheet = |tag: &str| seen(&project.path().join(format!("out/office/library/night-slip-{tag}.pdf")));
    // Arabic writes day and time, English lends the name of the zone.
    let lent = ["2041رياني11،ةعمجلا", "م6:30", "MountainTime", "م7:30", "Library2", "626CanyonAve,Bozeman,MT", "$5(childrenfree)"];
    // The pseudo-locale's own sentence runs from right to left; what is put into it does not turn.
    let own = [
        "6:30.m.p,2041,11yraunaJ,yadirF",
        "7:30.m.pot",
        "Library2",
        "626CanyonAve,Bozeman,MT",
        "$5(eerfnerdlihc):tsoC",
        "County4-H",
        "(406)555-0134",
    ];
    for (tag, wanted) in [("ar", lent.as_slice()), ("ar-XB", own.as_slice())] {
        let Some(lines) = sheet(tag) else { return };
        let all = lines.concat();
        wanted.iter().for_each(|wanted| assert!(all.contains(wanted), "{tag}: {wanted} is not in\n{all}"));
    }
}

/// Debian's fonts for Chinese, Japanese and Korean, added as a user adds them.
const CJK: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// Between Chinese letters and Latin ones or figures stands a quarter of an em, which no reader takes for a space.
#[test]
fn figures_in_chinese_stand_apart_and_read_back_without_spaces() {
    if !std::path::Path::new(CJK).is_file() {
        assert!(!judge::required(), "{CJK} is not there, and HANDBILL_JUDGES=require wants it: apt-get install fonts-noto-cjk");
        return;
    }
    let project = Project::small();
    project.run(&["fonts", "add", CJK, "--family", "Noto Sans CJK SC"]).expect(0);
    // From what the Example prints: numbers, addresses and signs between ideographs.
    let words = "中文1-888-373-7888中文406stop.com中文ABC中文。";
    project.write(
        "content/night.zh-Hans.toml",
        &format!(
            "language = \"zh-Hans\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\n[text.headline]\nfull = \"{words}\"\n"
        ),
    );
    project.edit("content/night.toml", "Read with us by lamplight", words);
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"zh-Hans\"]");
    project.run(&["build", "slip"]).expect(0);
    let pdf = project.path().join("out/office/library/night-slip-zh-Hans.pdf");
    let (read, _) = syntax::read(&World::open(project.path()), &Wanted::Everything);
    let families = ["Public Sans", "Noto Sans CJK SC"].map(str::to_string).into_iter().collect();
    let style = Style { families, weight: 400, strong: 700, tracking: 0, tabular: false, small_caps: false };
    let mut typesetter = Typesetter::new(&read.fonts);
    let mut width_in = |text: &str, language: &str| {
        let spans = vec![Phrase { text: text.to_string(), ..Phrase::default() }];
        typesetter.shape(&UnshapedText { spans, language: language.to_string(), right_to_left: false }, &style).full_width()
    };
    // A hyphen inside a name is of the name's font, whose hyphen is not that of the Chinese one.
    assert_eq!(width_in("Anti-Trafficking", "zh-Hans").to_bits(), width_in("Anti-Trafficking", "en").to_bits());
    let mut width = |text: &str| width_in(text, "zh-Hans");
    let apart = |got: f64, quarters: f64| assert!((got - quarters * 0.25).abs() < 1e-3, "{got} em, {quarters} quarters wanted");
    apart(width("中文406中") - width("中文") - width("406") - width("中"), 2.0);
    apart(width("中文。406") - width("中文。中") + width("中") - width("406"), 0.0);
    apart(width("中文 406") - width("中文") - width(" 406"), 0.0);
    let Some(judge) = judge::judge("pdftotext") else { return };
    let read = ask(judge, &["-layout", utf8(&pdf), "-"]).stdout;
    let together: String = read.split('\n').map(str::trim).collect();
    assert!(together.contains(words), "{words} does not read back from {read}");
}
