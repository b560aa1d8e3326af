//! Tests on the fonts the program ships.

use super::*;
use crate::color::Color;
use crate::diag::Span;
use crate::geom::Length;
use crate::model::{FileBytes, Font, FontEntry, FontTable};
use std::sync::Arc;

macro_rules! font {
    ($family:literal, $weight:literal, $italic:literal, $file:literal) => {
        FontEntry {
            family: $family.to_string(),
            weight: $weight,
            italic: $italic,
            font: Arc::new(Font {
                name: $file.to_string(),
                family: $family.to_string(),
                weight: $weight,
                data: FileBytes::Built(include_bytes!(concat!("../../fonts/", $file))),
                hash: $weight * 2 + u64::from($italic),
            }),
            origin: Span::NONE,
        }
    };
}

pub(crate) fn typesetter() -> Typesetter {
    let fonts = vec![
        font!("Public Sans", 400, false, "public-sans/PublicSans_400Regular.ttf"),
        font!("Public Sans", 400, true, "public-sans/PublicSans_400Regular_Italic.ttf"),
        font!("Public Sans", 800, false, "public-sans/PublicSans_800ExtraBold.ttf"),
        font!("Noto Sans", 401, false, "noto-sans/NotoSans_400Regular.ttf"),
        font!("Noto Sans Devanagari", 402, false, "noto-sans-devanagari/NotoSansDevanagari_400Regular.ttf"),
        font!("Noto Sans Khmer", 403, false, "noto-sans-khmer/NotoSansKhmer_400Regular.ttf"),
        font!("Noto Sans Thai", 404, false, "noto-sans-thai/NotoSansThai_400Regular.ttf"),
        font!("Noto Sans Ethiopic", 405, false, "noto-sans-ethiopic/NotoSansEthiopic_400Regular.ttf"),
    ];
    Typesetter::new(&FontTable { fonts, ..FontTable::default() })
}

fn style() -> Style {
    let scripts = ["Devanagari", "Khmer", "Thai", "Ethiopic"].map(|script| format!("Noto Sans {script}"));
    let families = ["Public Sans".to_string(), "Noto Sans".to_string()].into_iter().chain(scripts).collect();
    Style { families, weight: 400, strong: 800, tracking: 0, tabular: false, small_caps: false }
}

fn words(text: &str) -> UnshapedText {
    UnshapedText {
        spans: vec![Phrase { text: text.to_string(), ..Phrase::default() }],
        language: "en".to_string(),
        right_to_left: false,
    }
}

fn lines(shaped: &Shaped, width: f64, balance: Balance) -> Vec<String> {
    let breaks = shaped.breaks(width, balance);
    let set = shaped.set(&breaks, Length::points(10.0), &Color::Gray(0.0), None);
    set.iter().map(|line| line.runs.iter().map(drawn).collect::<String>().trim().to_string()).collect()
}

/// The text of a run's glyphs, in the order they are drawn.
fn drawn(run: &crate::display::GlyphRun) -> String {
    run.glyphs.iter().map(|g| &run.text[g.text.start as usize..g.text.end as usize]).collect()
}

#[test]
fn what_several_products_ask_for_is_kept_and_the_rest_forgotten() {
    let mut setter = typesetter();
    setter.forget(4);
    let own = setter.shape(&words("Group 0"), &style());
    let shared = setter.shape(&words("What all products say"), &style());
    for product in 1..20 {
        setter.forget(4);
        setter.shape(&words(&format!("Group {product}")), &style());
        let again = setter.shape(&words("What all products say"), &style());
        assert!(Arc::ptr_eq(&shared, &again), "product {product}");
    }
    assert!(!Arc::ptr_eq(&own, &setter.shape(&words("Group 0"), &style())), "one product had it alone");
}

#[test]
fn every_word_comes_back_in_order() {
    let mut setter = typesetter();
    let text = "The office difficult flows: ﬁve waffles, \"quoted\" — and Việt Nam, Привет, Ελλάδα.";
    let shaped = setter.shape(&words(text), &style());
    assert_eq!(shaped.missing, []);
    for width in [5.0, 9.0, 14.0, 60.0] {
        let read = lines(&shaped, width, Balance::Copy).join(" ").replace("\u{ad} ", "");
        assert_eq!(read, text, "at {width} em");
    }
}

#[test]
fn no_line_is_wider_than_its_column_and_none_is_wasted() {
    let mut setter = typesetter();
    let text = "Once people are aware of bookmobiles, everyone can work together to help stop it, wherever it is found.";
    let shaped = setter.shape(&words(text), &style());
    let mut last = usize::MAX;
    for width in 8..50 {
        let width = f64::from(width);
        let breaks = shaped.breaks(width, Balance::Copy);
        assert!(breaks.widest <= width + 1e-6, "{} in {width}", breaks.widest);
        assert_eq!(breaks.lines(), shaped.count_lines(width, Balance::Copy));
        assert!(breaks.lines() <= last, "a wider column never takes more lines");
        last = breaks.lines();
    }
}

/// Lines are found by sums and a short look; to walk over every place where they may end must give the same.
#[test]
fn lines_are_filled_as_a_walk_would_fill_them() {
    let walk = |shaped: &Shaped, width: f64, balance: Balance| {
        let fits = |start: usize, end: usize| shaped.width(start..end) <= width + 1e-6;
        let usable = |end: &usize| match shaped.atoms[end - 1].after {
            Break::Never => false,
            Break::Hyphen => balance == Balance::Copy,
            Break::LongWord | Break::Compound => !balance.is_of_headlines(),
            Break::PartOfWord => balance != Balance::Headline,
            _ => true,
        };
        let stops: Vec<usize> = shaped.stops.iter().map(|end| *end as usize).filter(usable).collect();
        let (mut ends, mut start) = (Vec::new(), 0);
        while start < shaped.atoms.len() {
            let (mut whole, mut parted, mut first) = (None, None, None);
            for end in stops.iter().copied().filter(|end| *end > start) {
                let allowed = match shaped.atoms[end - 1].after {
                    Break::LittleWord | Break::InsideWord => balance == Balance::Copy,
                    after => matches!(after, Break::Allowed | Break::Sentence | Break::Compound),
                };
                match (fits(start, end), allowed) {
                    (true, true) => whole = Some(end),
                    (true, false) => parted = Some(end),
                    (false, _) => {
                        first = first.or(Some(end));
                        if whole.is_some() || parted.is_some() || allowed {
                            break;
                        }
                    }
                }
            }
            start = whole.or(parted).or(first).unwrap_or(shaped.atoms.len());
            ends.push(start);
        }
        ends
    };
    let mut setter = typesetter();
    for text in [
        "Evening storytelling, \"by lamplight\", happens in Wyoming: incomprehensibly unaccountable circumstances.",
        "Write to https://example.org/a/very/long/address/that/goes/on?and=on or call (406) 444-1776 — day and night.",
        "x",
        "",
    ] {
        let shaped = setter.shape(&words(text), &style());
        for tenth in 1..600 {
            for balance in [Balance::Copy, Balance::Headline, Balance::PartedHeadline] {
                let width = f64::from(tenth) / 10.0;
                let ends = shaped.greedy_breaks(width, balance).ends;
                let walked = walk(&shaped, width, balance);
                assert!(ends == walked || walked.is_empty(), "{text} at {width} em: {ends:?}, not {walked:?}");
            }
        }
    }
}

#[test]
fn a_phone_number_is_never_broken() {
    let mut setter = typesetter();
    let mut words = words("Call the line at ");
    words.spans.push(Phrase { text: "(406) 444-1776".to_string(), keep: true, ..Phrase::default() });
    words.spans.push(Phrase { text: " today".to_string(), ..Phrase::default() });
    let shaped = setter.shape(&words, &style());
    for width in [8.0, 9.0, 10.0, 12.0, 14.0] {
        let lines = lines(&shaped, width, Balance::Copy);
        assert!(lines.iter().any(|l| l.contains("(406) 444-1776")), "{lines:?} at {width}");
    }
}

#[test]
fn headlines_are_balanced_and_copy_leaves_no_widow() {
    let mut setter = typesetter();
    let shaped = setter.shape(&words("Story evenings happen in Wyoming."), &style());
    assert_eq!(lines(&shaped, 15.0, Balance::Headline), ["Story evenings", "happen in Wyoming."]);
    let label = setter.shape(&words("Get help or report a tip"), &style());
    assert_eq!(lines(&label, 10.5, Balance::Copy), ["Get help or report", "a tip"]);
    assert_eq!(lines(&label, 10.5, Balance::Label), ["Get help or", "report a tip"]);
    let copy = setter.shape(&words("Tell what you saw, where it was, and when it was that you saw it there."), &style());
    for width in 12..30 {
        let lines = lines(&copy, f64::from(width), Balance::Copy);
        assert!(lines.last().unwrap().contains(' '), "{lines:?}");
    }
}

#[test]
fn a_missing_character_is_named() {
    let mut setter = typesetter();
    let shaped = setter.shape(&words("Kids First 💙 Wyoming"), &style());
    let missing: Vec<char> = shaped.missing.iter().map(|m| m.character).collect();
    assert_eq!(missing, ['💙']);
}

#[test]
fn a_mark_without_its_letter_is_named() {
    let mut setter = typesetter();
    for (language, text) in [("hi", "\u{93f}\u{915}"), ("hi", "\u{94d}\u{915}"), ("km", "\u{17b6}\u{1780}")] {
        let shaped = setter.shape(&UnshapedText { language: language.to_string(), ..words(text) }, &style());
        assert!(shaped.missing.iter().any(|m| m.stray), "{text}: {:?}", shaped.missing);
    }
    for text in [
        "\u{915}\u{93f}\u{924}\u{93e}\u{92c}",
        "\u{1780}\u{17bb}\u{1798}\u{17b6}\u{179a}",
        "\u{25cc}\u{93f}",
        "Jose\u{301}",
        "a \u{25cc} b",
    ] {
        assert!(setter.shape(&words(text), &style()).missing.iter().all(|m| !m.stray), "{text}");
    }
}

#[test]
fn stops_and_signs_of_repetition_begin_no_line() {
    let mut setter = typesetter();
    let thai = "\u{e15}\u{e48}\u{e32}\u{e07} \u{e46} \u{e40}\u{e14}\u{e47}\u{e01} \u{e46} \u{e21}\u{e32} \u{e1a}\u{e48}\u{e2d}\u{e22} \u{e46} \u{e19}\u{e30}";
    let amharic = "\u{1230}\u{120b}\u{121d} \u{1362} \u{1230}\u{120b}\u{121d} \u{1362} \u{1230}\u{120b}\u{121d} \u{1362}";
    let hindi = "\u{915}\u{932}\u{92e} \u{964} \u{915}\u{932}\u{92e} \u{964} \u{915}\u{932}\u{92e} \u{964}";
    for text in [thai, amharic, hindi] {
        let shaped = setter.shape(&words(text), &style());
        for width in 2..14 {
            let lines = lines(&shaped, f64::from(width) / 1.5, Balance::Copy);
            assert!(lines.iter().all(|l| !l.starts_with(['\u{e46}', '\u{1362}', '\u{964}'])), "{lines:?}");
        }
    }
}

#[test]
fn bold_is_another_font_and_wider() {
    let mut setter = typesetter();
    let mut bold = words("Emergency");
    bold.spans[0].strong = true;
    let (plain, bold) = (setter.shape(&words("Emergency"), &style()), setter.shape(&bold, &style()));
    assert!(bold.full_width() > plain.full_width());
}

#[test]
fn the_same_size_twice_is_the_same_glyphs() {
    let set = || {
        let mut setter = typesetter();
        let shaped = setter.shape(&words("Know the rules: someone else reads to them"), &style());
        shaped.set(&shaped.breaks(12.0, Balance::Copy), Length::points(11.3), &Color::Gray(0.0), None)
    };
    assert_eq!(set(), set());
}
