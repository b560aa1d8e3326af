//! Every kind of message, and files that try to break the terminal.

use super::*;
use crate::diag::{Span, checks};
use crate::geom::{Length, Rect};
use proptest::prelude::*;

const CARD: &str = "title = \"Card\"\n[qr.report]\nsize = \"8mm\"\n";

fn card() -> (Sources, Diagnostic) {
    let mut sources = Sources::default();
    let file = sources.add("content/card.toml", CARD);
    let at = CARD.find("\"8mm\"").expect("it is written there");
    let about = About {
        content: "card".into(),
        org: "ox".into(),
        language: "es".into(),
        format: "wallet-card".into(),
        purpose: "press".into(),
        place: Some((
            "front".into(),
            Rect { x: Length::mm(5.0), y: Length::mm(10.5), width: Length::mm(8.0), height: Length::mm(8.0) },
        )),
    };
    let diagnostic = Diagnostic::error(&checks::QR_TOO_SMALL, Span::new(file, at, at + 5), "the code is 8 mm wide, wanted 20 mm")
        .label("8 mm")
        .also(Span::new(file, 0, 5), "of this card")
        .help("write `size = \"20mm\"`")
        .help("or read it from nearer")
        .about(about);
    (sources, diagnostic)
}

fn check(format: Format, wanted: &str) {
    let (sources, diagnostic) = card();
    assert_eq!(render(&diagnostic, &sources, format, false), wanted);
}

#[test]
fn for_people() {
    check(
        Format::Human,
        r#"error[qr-too-small]: the code is 8 mm wide, wanted 20 mm
 --> content/card.toml:3:8
  |
1 | title = "Card"
  | ----- of this card
2 | [qr.report]
3 | size = "8mm"
  |        ^^^^^ 8 mm
  |
  = in: card, wallet-card, es, for ox (press), on the front 8 x 8 mm, 5 mm from the left, 10.5 mm from the top
  = help: write `size = "20mm"`
  = help: or read it from nearer

"#,
    );
}

#[test]
fn for_editors() {
    check(
        Format::Short,
        "content/card.toml:3:8: error[qr-too-small] the code is 8 mm wide, wanted 20 mm (in card, wallet-card, es, for ox (press), \
         on the front 8 x 8 mm, 5 mm from the left, 10.5 mm from the top)\n",
    );
}

#[test]
fn for_programs() {
    let (sources, diagnostic) = card();
    let line = render(&diagnostic, &sources, Format::Json, true);
    assert_eq!(line.matches('\n').count(), 1);
    let object: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(object["path"], "content/card.toml");
    assert_eq!((object["line"].as_u64(), object["column"].as_u64()), (Some(3), Some(8)));
    assert_eq!((object["end_line"].as_u64(), object["end_column"].as_u64()), (Some(3), Some(13)));
    assert_eq!((&object["check"], &object["severity"]), (&"qr-too-small".into(), &"error".into()));
    assert_eq!(object["help"].as_array().map(Vec::len), Some(2));
    assert_eq!(object["also"][0]["line"], 1);
    assert_eq!((&object["about"]["face"], &object["about"]["rect"]["y_mm"]), (&"front".into(), &10.5.into()));
}

#[test]
fn for_github() {
    check(
        Format::Github,
        "::error file=content/card.toml,line=3,col=8,endColumn=13,title=qr-too-small::the code is 8 mm wide, wanted 20 mm%0A\
         in card, wallet-card, es, for ox (press), on the front 8 x 8 mm, 5 mm from the left, 10.5 mm from the top%0A\
         help: write `size = \"20mm\"`%0Ahelp: or read it from nearer\n",
    );
}

#[test]
fn colour_is_there_only_when_asked_for() {
    let (sources, diagnostic) = card();
    assert!(render(&diagnostic, &sources, Format::Human, true).contains("\x1b["));
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        assert!(!render(&diagnostic, &sources, format, false).contains('\x1b'), "{format:?}");
    }
}

#[test]
fn a_problem_without_a_file_has_its_help_too() {
    let diagnostic =
        Diagnostic::warning(&checks::UNKNOWN_NAME, Span::NONE, "there is no format `flier`").help("did you mean `flyer`?");
    let render = |format| render(&diagnostic, &Sources::default(), format, false);
    assert_eq!(
        render(Format::Human),
        "warning[unknown-name]: there is no format `flier`\n |\n = help: did you mean `flyer`?\n\n"
    );
    assert_eq!(render(Format::Short), "warning[unknown-name] there is no format `flier`\n");
    assert_eq!(
        render(Format::Github),
        "::warning title=unknown-name::there is no format `flier`%0Ahelp: did you mean `flyer`?\n"
    );
    assert!(render(Format::Json).contains("\"path\":null"));
}

/// What a file says must not move the cursor, ring the bell or paint: texts of strangers reach the terminal.
#[test]
fn no_control_character_of_a_file_reaches_the_terminal() {
    let text = "title = \"a\u{1b}[31mb\u{9b}31mc\u{202e}d\u{7}\"\r\n";
    let mut sources = Sources::default();
    let file = sources.add("content/\u{1b}[2Jx.toml", text);
    let diagnostic = Diagnostic::error(&checks::CONTROL_CHARACTER, Span::new(file, 8, text.len()), text).label(text).help(text);
    for format in [Format::Human, Format::Short] {
        let out = render(&diagnostic, &sources, format, false);
        assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{format:?}: {out:?}");
        assert!(!out.contains('\u{202e}'), "{format:?}: {out:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Any text, any places, also past its end, backwards and inside a character or a line end.
    #[test]
    fn no_span_is_too_odd(
        text in "(a|é|語|🌄|\u{301}|\t|\r\n|\n|\r| |\u{feff}|\"\"\"|\u{1b}){0,24}",
        places in proptest::collection::vec((0u32..90, 0u32..90), 1..4),
        label in "(x|\n|é){0,4}",
    ) {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", text);
        let other = sources.add("b.toml", "one = 1\n");
        let span = |(start, end): (u32, u32)| Span { file, start, end };
        let mut diagnostic = Diagnostic::error(&checks::SYNTAX, span(places[0]), "odd").label(label.clone());
        for place in &places[1..] {
            diagnostic = diagnostic.also(span(*place), label.clone());
        }
        diagnostic = diagnostic.also(Span { start: 3, end: u32::MAX, file: other }, "too far").also(Span::NONE, "nowhere");
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            for color in [false, true] {
                let out = render(&diagnostic, &sources, format, color);
                prop_assert!(out.contains("odd") && out.ends_with('\n'));
            }
        }
    }
}
