//! Languages on paper: pseudo-locales, sheets from right to left, translations, several languages on one sheet.

use crate::harness::project::{Project, copy_example};
use crate::harness::run::{Ran, handbill};
use std::collections::BTreeSet;

const PSEUDO: [&str; 3] = ["en-XA", "ar-XB", "zh-XC"];

/// Words of the resolved document, as they will be set.
fn words(project: &Project, arguments: &[&str]) -> String {
    project.run(&[&["dump", "--stage", "resolve"], arguments].concat()).expect(0).stdout
}

#[test]
fn every_project_is_made_in_pseudo_locales() {
    let project = Project::small();
    for tag in PSEUDO {
        let ran = project.run(&["build", "--lang", tag]).expect(0);
        assert_eq!(ran.stdout.lines().count(), 4, "{}", ran.stdout);
        assert!(ran.stdout.contains(&format!("night-slip-{tag}.pdf")), "{}", ran.stdout);
        assert!(ran.stderr.ends_with("4 made\n"), "no word about {tag}: {}", ran.stderr);
    }
    assert_eq!(project.run(&["build"]).expect(0).stdout.lines().count(), 4, "they are made only when asked for");
    let unknown = project.run(&["build", "--lang", "en-XB"]).expect(2);
    assert!(unknown.stderr.contains("there is no language `en-XB`"), "{}", unknown.stderr);
}

#[test]
fn the_example_fits_in_pseudo_locales() {
    let project = Project::empty();
    copy_example(project.path());
    for tag in PSEUDO {
        let ran: Ran = handbill(project.path(), &["build", "--lang", tag, "--for", "office"]).expect(0);
        assert!(!ran.stderr.contains("error"), "{}", ran.stderr);
    }
}

/// A word without an accent has bypassed translation: all but names, numbers, addresses and codes.
#[test]
fn no_word_bypasses_translation() {
    let project = Project::empty();
    copy_example(project.path());
    let arguments = ["know-the-signs", "--lang", "en-XA", "--org", "no-logo-library", "--for", "office"];
    let dump = words(&project, &arguments);
    let texts: Vec<&str> = dump.lines().filter_map(|l| l.trim().strip_prefix("text: \"")?.strip_suffix("\",")).collect();
    assert!(texts.len() > 60, "the dump was not understood: {}", texts.len());
    // Organizations on shared sheets speak beside it.
    let orgs = project.files("content/orgs");
    let orgs = orgs.iter().map(|file| project.text(&format!("content/orgs/{}", file.display())));
    let names = format!("{} HELP STOP Montana Department of Justice", orgs.collect::<Vec<_>>().join(" "));
    let names: BTreeSet<&str> = names.split(|c: char| !c.is_alphanumeric()).collect();
    let plain = |word: &&str| word.chars().count() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    let address = |token: &&str| token.contains(['@', '/']) || token.trim_end_matches('.').contains('.');
    let wrong: BTreeSet<&str> = texts
        .iter()
        .flat_map(|t| t.split_whitespace())
        .filter(|token| !address(token))
        .flat_map(|token| token.split(|c: char| !c.is_alphanumeric()))
        .filter(plain)
        .filter(|word| !names.contains(word))
        .collect();
    assert!(wrong.is_empty(), "no translator can reach {wrong:?}");
}

/// Boxes of the areas of a product, by block: left, right and lower edge, in hundredths of a point.
fn boxes(project: &Project, language: &str) -> Vec<(String, i64, i64, i64)> {
    let dump = project.run(&["dump", "--stage", "layout", "tag", "--org", "library", "--lang", language]).expect(0).stdout;
    let mut found = Vec::new();
    let mut block = None;
    for line in dump.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("block: \"").and_then(|l| l.strip_suffix("\",")) {
            block = Some(name.to_string());
        } else if let (Some(rect), Some(name)) = (line.strip_prefix("rect: "), block.take()) {
            // `108.1pt x 28.8pt at (11.5pt, 14.4pt)`
            let numbers: Vec<f64> =
                rect.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).filter_map(|n| n.parse().ok()).collect();
            if let [width, height, x, y] = numbers.as_slice() {
                let hundredths = |n: f64| (n * 100.0).round() as i64;
                found.push((name, hundredths(*x), hundredths(x + width), hundredths(y + height)));
            }
        }
    }
    assert!(found.len() >= 4, "the dump was not understood:\n{dump}");
    found
}

#[test]
fn sheets_from_right_to_left_are_mirrored() {
    let project = Project::small();
    // The same words in both, so that only the direction differs: a language of one's own that runs the other way.
    project
        .write("content/languages/yy.toml", "name = \"Y\"\nendonym = \"Y\"\ndirection = \"rtl\"\nfallback = \"en\"\n[words]\n");
    let translation = project.text("content/night.toml").replace(
        "language = \"en\"\naudience = \"event\"",
        "language = \"yy\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"",
    );
    let words = |l: &&str| !["phone", "link", "not_on"].iter().any(|key| l.starts_with(key));
    let translation: String = translation.lines().filter(words).map(|l| format!("{l}\n")).collect();
    project.write("content/night.yy.toml", &translation);
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = \"all\"\nlanguages = [\"en\", \"yy\"]");
    let (left, right) = (boxes(&project, "en"), boxes(&project, "yy"));
    // A card is 3.5 inches wide: 252 points.
    let width = 25_200;
    for (a, b) in left.iter().zip(&right) {
        assert_eq!((&a.0, a.3), (&b.0, b.3));
        assert!((width - a.2 - b.1).abs() <= 2 && (width - a.1 - b.2).abs() <= 2, "{a:?} is not mirrored in {b:?}");
    }
}

#[test]
fn lent_sentences_are_told_and_dates_are_the_languages_own() {
    let project = Project::small();
    let stat = "\n[stat.readers]\nlabel = \"readers\"\nvalues = { 2024 = 1234, 2025 = 5678 }\nsource = \"Our own count\"\nas_of = 2025-12-31\nreview_by = 2030-01-31\n\n[quote.one]\nsays = \"Good\"\nby = \"A reader\"\nas_of = 2025-12-31\n";
    project.write("content/night.toml", &(project.text("content/night.toml") + stat));
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]\nlanguages = [\"fa\"]");
    project.edit("assets/themes/leaf.toml", "  contact.desk   org.logo", "  contact.desk   org.logo\n  stat.readers   quote.one");
    // The only Persian words here are names that CLDR publishes.
    let translation = "language = \"fa\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\n[stat.readers]\nlabel = \"فارسی\"\n[quote.one]\nsays = \"فارسی\"\nby = \"فارسی\"\n";
    project.write("content/night.fa.toml", translation);
    let ran = project.run(&["build", "slip", "--message-format", "short"]).expect(0);
    let wanted = "warning[fallback-words] `fa` has no `source` of its own: the words are those of `en`";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    let dump = words(&project, &["slip"]);
    assert!(dump.contains("\"Source: Our own count, as of December 31, 2025\""), "a lent sentence has its own date:\n{dump}");
    assert!(dump.contains("\"، ۳۱ دسامبر ۲۰۲۵\""), "a date beside translated words is in their language:\n{dump}");
    assert!(dump.contains("\"۱٬۲۳۴\"") && dump.contains("\"۲۰۲۵\""), "figures have the language's digits:\n{dump}");
}

#[test]
fn a_language_without_words_must_name_a_lender() {
    let project = Project::small();
    project.write("content/languages/es.toml", "name = \"S\"\nendonym = \"E\"\n[words]\n");
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = \"all\"\nlanguages = [\"es\"]");
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[missing-key] the language has no `source`"), "{}", ran.stderr);
    project.write("content/languages/es.toml", "name = \"S\"\nendonym = \"E\"\nfallback = \"xx\"\n[words]\ndate = \"{day}\"\n");
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    for wanted in ["there is no language `xx`", "`date` has `{month}` 0 times", "`date` and `months` belong together"] {
        assert!(ran.stderr.contains(wanted), "{wanted}: {}", ran.stderr);
    }
}

/// Every language that is built in has what it needs, and none has the root's dates.
#[test]
fn built_in_languages_are_whole() {
    let project = Project::small();
    let ran = project.run(&["list", "languages"]).expect(0);
    assert!(ran.stdout.lines().count() > 40, "{}", ran.stdout);
    for tag in ran.stdout.lines().filter_map(|l| l.split('\t').next()).filter(|tag| !PSEUDO.contains(tag)) {
        let file = crate::harness::source::text(&format!("content/languages/{tag}.toml"));
        assert!(!file.contains("\"M0") && !file.contains("M12"), "{tag} has the dates of no language");
    }
}

#[test]
fn one_sheet_speaks_two_languages() {
    let project = Project::empty();
    copy_example(project.path());
    let order = |theme: &str, languages: &str| {
        let order = format!(
            "[project]\nname = \"Two\"\n[defaults]\ntheme = \"{theme}\"\n[[make]]\ncontent = \"know-the-signs\"\nformats = [\"flyer-letter\"]\norgs = [\"casa-nandu\"]\nlanguages = [\"{languages}\"]\n"
        );
        project.write("handbill.toml", &order);
    };
    // The last is drawn for one language: each has a side then, and what that has no room for is left out.
    for theme in ["two-sides", "side-by-side", "stacked", "civic"] {
        order(theme, "en+es");
        let ran = handbill(project.path(), &["build", "--force"]).expect(0);
        assert!(ran.stdout.contains("know-the-signs-flyer-letter-en+es.pdf"), "{}", ran.stdout);
        let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
        let stated = dump.lines().filter_map(|l| l.trim().strip_prefix("language: "));
        // A link has a language only where its words have another one than their text.
        let tags: BTreeSet<&str> = stated.filter(|tag| *tag != "None,").collect();
        assert_eq!(tags, BTreeSet::from(["\"en\",", "\"es\","]), "{theme}");
    }
    // Only of this pair; a part of it is another product.
    let ran = handbill(project.path(), &["build", "--lang", "en+es"]).expect(0);
    assert!(ran.stderr.contains("(1 product)") || ran.stderr.contains("1 unchanged"), "{}", ran.stderr);
    let ran = handbill(project.path(), &["build", "--lang", "es"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("nothing in `handbill.toml` matches"), "{}", ran.stderr);
    // A theme without areas for the second language.
    order("civic", "en+es");
    project.edit("handbill.toml", "flyer-letter", "poster-11x17");
    let ran = handbill(project.path(), &["build", "--message-format", "short"]).expect(1);
    let wanted = "error[unspoken-language] no area of the theme `civic` on `poster-11x17` speaks `es`, language 2 of `en+es`";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    // One language where the theme has areas for two.
    order("side-by-side", "en");
    let ran = handbill(project.path(), &["build", "--message-format", "short"]).expect(0);
    assert!(!ran.stderr.contains("area-without-block"), "cells of a language that nobody speaks close up: {}", ran.stderr);
}

#[test]
fn a_sign_speaks_up_to_six_languages() {
    let project = Project::empty();
    copy_example(project.path());
    for languages in ["en+es", "en+es+en-XA+zh-XC+ar-XB", "en+es+en-XA+zh-XC+ar-XB+en"] {
        let order = format!(
            "[project]\nname = \"Six\"\n[defaults]\ntheme = \"six-languages\"\n[[make]]\ncontent = \"know-the-signs\"\nformats = [\"panel-sign\"]\norgs = [\"montana-doj\"]\nlanguages = [\"{languages}\"]\nwithout = [\"points\"]\n"
        );
        project.write("handbill.toml", &order);
        let ran = handbill(project.path(), &["build", "--message-format", "short"]).expect(0);
        assert!(!ran.stderr.contains("area-without-block"), "{}", ran.stderr);
        let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
        assert!(dump.matches("text: \"1-888-373-7888\"").count() >= languages.split('+').count(), "{languages}");
    }
}

/// What nobody has reviewed says so in the band of the sheet and in the slug of the print shop's.
#[test]
fn the_slug_says_what_nobody_has_reviewed() {
    let project = Project::empty();
    copy_example(project.path());
    let arguments = ["dump", "--stage", "impose", "flyer-letter", "--org", "casa-nandu", "--for", "press", "--lang"];
    let dump = |language: &str| project.run(&[&arguments[..], &[language]].concat()).expect(0).stdout;
    assert!(dump("es").contains("NOT REVIEWED") && dump("es").contains("BORRADOR"));
    assert!(!dump("en").contains("NOT REVIEWED"));
}

/// Every format in every theme, two fifths longer and from right to left: nothing is too full anywhere.
#[test]
fn every_format_bears_a_translation() {
    let folder = crate::harness::source::root().join("examples/every-format");
    for tag in ["en-XA", "ar-XB"] {
        let ran = handbill(&folder, &["check", "--lang", tag, "--message-format", "short"]);
        let ran = ran.expect(0);
        assert!(!ran.stderr.contains("error[") && ran.stderr.contains(" passed"), "{tag}: {}", ran.stderr);
    }
}
