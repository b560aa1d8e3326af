//! One notice in many languages: numbers in their order, words that read back, glyphs as HarfBuzz has them, lines no worse
//! than those of a program that fills one after the other.

use crate::harness::judge::{self, ask, judge, utf8};
use crate::harness::project::{Project, files_of};
use crate::harness::source::root;
use handbill::color::Color;
use handbill::geom::Length;
use handbill::model::{Direction, Project as Read};
use handbill::syntax::{self, Wanted};
use handbill::text::{Balance, Phrase, Style, Typesetter, UnshapedText};
use handbill::world::World;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// What the three numbers of the notice look like without their spaces.
const NUMBERS: [&str; 3] = ["1-888-373-7888", "(406)444-1776", "833-406-STOP(7867)"];

/// Debian's fonts for Chinese, Japanese and Korean, added as a user adds them.
const CJK: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// The specimen; with Chinese, Japanese and Korean where their fonts are installed.
pub(super) fn specimen() -> Project {
    let project = Project::empty();
    let example = root().join("examples/languages");
    for file in files_of(&example).iter().filter(|f| !f.starts_with("out")) {
        project.write(utf8(file), &fs::read_to_string(example.join(file)).expect("the specimen is text"));
    }
    if Path::new(CJK).is_file() {
        project.run(&["fonts", "add", CJK]).expect(0);
        let order = project.text("handbill.toml");
        let waiting = ["# [[make]]", "# content ", "# formats ", "# orgs ", "# languages "];
        let free = |line: &str| waiting.iter().any(|w| line.starts_with(w));
        let order: Vec<&str> = order.lines().map(|l| if free(l) { &l[2..] } else { l }).collect();
        project.write("handbill.toml", &order.join("\n"));
    } else {
        assert!(!judge::required(), "{CJK} is not there, and HANDBILL_JUDGES=require wants it: apt-get install fonts-noto-cjk");
        eprintln!("skipped: Chinese, Japanese and Korean, without {CJK}");
    }
    project
}

/// Every language of the specimen and its article.
pub(super) fn articles(project: &Project) -> BTreeMap<String, String> {
    let (read, _) = syntax::read(&World::open(project.path()), &Wanted::Everything);
    let contents = files_of(&project.path().join("content"));
    let mut found = BTreeMap::new();
    for file in contents.iter().filter(|f| f.starts_with("notice.toml") || utf8(f).starts_with("notice.")) {
        let text = project.text(&format!("content/{}", utf8(file)));
        let tag = utf8(file).trim_start_matches("notice").trim_end_matches(".toml").trim_start_matches('.');
        let tag = if tag.is_empty() { "en" } else { tag };
        let full = text.split("[text.article]").nth(1).and_then(|rest| rest.split("full    = \"").nth(1));
        let full = full.and_then(|rest| rest.split('"').next()).expect("the article stands there");
        if is_set(&read, tag) {
            found.insert(tag.to_string(), full.to_string());
        }
    }
    assert!(found.len() >= 20, "{} languages", found.len());
    found
}

/// Whether the fonts of a language are there.
fn is_set(read: &Read, tag: &str) -> bool {
    let families: BTreeSet<&str> = read.fonts.fonts.iter().map(|f| f.family.as_str()).collect();
    let first = read.fonts.stack(tag).first().map(|f| f.value.clone()).unwrap_or_default();
    families.contains(first.as_str())
}

fn style(read: &Read, tag: &str) -> Style {
    let stack = read.fonts.stack(tag).iter().map(|f| f.value.clone());
    let families = std::iter::once("Public Sans".to_string()).chain(stack).collect();
    Style { families, weight: 400, strong: 700, tracking: 0, tabular: false, small_caps: false }
}

fn words(read: &Read, tag: &str, text: &str) -> UnshapedText {
    let right_to_left = read.languages.get(tag).is_some_and(|l| l.direction == Direction::RightToLeft);
    UnshapedText { spans: vec![Phrase { text: text.to_string(), ..Phrase::default() }], language: tag.to_string(), right_to_left }
}

/// Letters without what readers put between and round them: spaces, order marks, brackets at the end of a line, which
/// poppler orders as if they stood alone, and the vowel marks of Arabic, which it gives back before their letter.
fn letters(text: &str) -> String {
    let drop = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')')
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
            || matches!(c, '\u{64b}'..='\u{655}' | '\u{670}')
    };
    text.nfc().filter(|c| !drop(*c)).collect()
}

#[test]
fn numbers_stand_in_order_on_paper_and_words_read_back() {
    let project = specimen();
    project.run(&["build"]).expect(0);
    let articles = articles(&project);
    let mut wrong = Vec::new();
    if let Some(python) = judge::python() {
        let script = root().join("tests/harness/read_visual.py");
        for tag in articles.keys() {
            let pdf = project.path().join(format!("out/{tag}.pdf"));
            let ran = ask(python, &[utf8(&script), utf8(&pdf)]);
            let seen: serde_json::Value =
                serde_json::from_str(&ran.stdout).unwrap_or_else(|e| panic!("{tag}: {e}: {}", ran.stderr));
            let lines: Vec<String> =
                seen["lines"].as_array().into_iter().flatten().filter_map(|l| l.as_str().map(str::to_string)).collect();
            for number in NUMBERS {
                let found = lines.iter().filter(|l| l.contains(number)).count();
                if found != 1 {
                    wrong.push(format!("{tag}: {number} stands {found} times in {lines:?}"));
                }
            }
        }
    }
    if let Some(judge) = judge("pdftotext") {
        for (tag, article) in &articles {
            let pdf = project.path().join(format!("out/{tag}.pdf"));
            let ran = ask(judge, &["-layout", utf8(&pdf), "-"]);
            let read = letters(&ran.stdout);
            for wanted in [article.as_str(), "1-888-373-7888", "(406) 444-1776", "833-406-STOP (7867)"] {
                if !read.contains(&letters(wanted)) {
                    wrong.push(format!("{tag}: {wanted:?} does not read back from {:?}", ran.stdout));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn glyphs_are_those_of_harfbuzz() {
    let Some(python) = judge::python() else { return };
    let there = ask(python, &["-c", "import uharfbuzz"]).code == Some(0);
    assert!(there || !judge::required(), "uharfbuzz is not installed, and HANDBILL_JUDGES=require wants it");
    if !there {
        eprintln!("skipped: uharfbuzz is not installed");
        return;
    }
    let project = specimen();
    let articles = articles(&project);
    let (read, _) = syntax::read(&World::open(project.path()), &Wanted::Everything);
    let mut typesetter = Typesetter::new(&read.fonts);
    let mut runs = String::new();
    // At this size a thousandth of an em is one point.
    let size = Length::points(1000.0);
    for (tag, article) in &articles {
        let words = words(&read, tag, article);
        let shaped = typesetter.shape(&words, &style(&read, tag));
        assert_eq!(shaped.missing, [], "{tag}");
        let breaks = shaped.breaks(f64::MAX, Balance::Copy);
        for run in shaped.set(&breaks, size, &Color::Gray(0.0), None).into_iter().flat_map(|line| line.runs) {
            let font = project.path().join(format!("{:016x}.font", run.font.hash));
            if !font.is_file() {
                fs::write(&font, run.font.data.as_slice()).expect("a temporary folder takes files");
            }
            let glyphs: Vec<(u16, f64)> = run.glyphs.iter().map(|g| (g.id, g.offset.x.to_points())).collect();
            // Blanks of Chinese and Japanese punctuation are cut on purpose.
            let places =
                !run.text.contains(|c: char| ('\u{2010}'..'\u{2050}').contains(&c) || ('\u{3000}'..'\u{3020}').contains(&c));
            let line = serde_json::json!({
                "font": utf8(&font), "text": run.text, "language": tag, "features": {}, "rtl": words.right_to_left, "glyphs": glyphs, "places": places,
            });
            runs.push_str(&format!("{line}\n"));
        }
    }
    project.write("runs.json", &runs);
    let script = root().join("tests/harness/read_shaping.py");
    let ran = ask(python, &[utf8(&script), utf8(&project.path().join("runs.json"))]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(lines.len(), 1, "{}", ran.stdout);
    println!("{}", ran.stdout);
}

#[test]
fn no_line_more_than_greedy_and_never_more_ragged() {
    let project = specimen();
    let (read, _) = syntax::read(&World::open(project.path()), &Wanted::Everything);
    let mut typesetter = Typesetter::new(&read.fonts);
    let mut wrong = Vec::new();
    for (tag, article) in &articles(&project) {
        let shaped = typesetter.shape(&words(&read, tag, article), &style(&read, tag));
        let (mut greedy, mut ours, mut mended, mut kept) = (0.0, 0.0, 0, 0);
        for width in 12..40 {
            let width = f64::from(width);
            if width < shaped.longest_piece(Balance::Copy) {
                continue;
            }
            let (a, b) = (shaped.greedy_breaks(width, Balance::Copy), shaped.breaks(width, Balance::Copy));
            if a.lines() != b.lines() || b.widest > width + 1e-5 {
                wrong.push(format!("{tag} in {width} em: {} lines, greedy {}, widest {}", b.lines(), a.lines(), b.widest));
            }
            let ragged = |widths: Vec<f64>| -> f64 {
                let all = widths.len().saturating_sub(1);
                widths[..all].iter().map(|w| (width - w).powi(2)).sum()
            };
            let (before, after) = (ragged(shaped.line_widths(&a)), ragged(shaped.line_widths(&b)));
            // A last line that is not left alone costs the lines before it some slack: those are told apart.
            if shaped.ends_lonely(&a) {
                mended += usize::from(!shaped.ends_lonely(&b));
                continue;
            }
            // So does a line that ends behind no article.
            if shaped.parted_words(&b) < shaped.parted_words(&a) {
                kept += 1;
                continue;
            }
            if after > before + 1e-6 || shaped.ends_lonely(&b) {
                wrong.push(format!("{tag} in {width} em: more ragged, {after:.1} against {before:.1}"));
            }
            greedy += before;
            ours += after;
        }
        println!(
            "{tag:8} slack squared, greedy {greedy:8.1}, total fit {ours:8.1}; last lines mended {mended}, words kept together {kept}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
