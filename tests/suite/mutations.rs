//! Files as accidents leave them: cut short, pasted twice, a byte gone wrong. Whatever comes, the program says what it
//! finds and goes on; it never panics and never hangs.

use handbill::engine::{self, WorkerCaches};
use handbill::plan::{self, Request};
use handbill::syntax::{self, Wanted};
use handbill::world::{World, builtin_files};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Every TOML file that the program ships.
fn shipped() -> Vec<(&'static str, &'static str)> {
    let texts = builtin_files().iter().filter(|file| file.path.ends_with(".toml"));
    texts.map(|file| (file.path, std::str::from_utf8(file.bytes()).expect("ours are UTF-8"))).collect()
}

/// What happens to a file.
#[derive(Clone, Debug)]
enum Accident {
    CutAt(usize),
    Drop { at: usize, bytes: usize },
    Insert { at: usize, what: String },
    Repeat { line: usize },
    Swap { line: usize, with: usize },
}

fn accident() -> impl Strategy<Value = Accident> {
    let odd = prop::sample::select(vec![
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\n",
        "#",
        "**",
        "\\",
        "{org.",
        "{a | b}",
        "|",
        "-",
        ".",
        "0",
        "99999999999999999999",
        "1e308",
        "-0.0",
        "\u{0}",
        "\u{202e}",
        "é",
        "字",
        "\r\n",
        "\u{feff}",
        "inf",
        "nan",
        "\"\"\"",
        "in",
        "mm",
        "%",
        "2026-02-30",
    ]);
    prop_oneof![
        any::<usize>().prop_map(Accident::CutAt),
        (any::<usize>(), 1_usize..40).prop_map(|(at, bytes)| Accident::Drop { at, bytes }),
        (any::<usize>(), odd).prop_map(|(at, what)| Accident::Insert { at, what: what.to_string() }),
        any::<usize>().prop_map(|line| Accident::Repeat { line }),
        (any::<usize>(), any::<usize>()).prop_map(|(line, with)| Accident::Swap { line, with }),
    ]
}

fn befall(text: &str, accident: &Accident) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    match accident {
        Accident::CutAt(at) => bytes.truncate(at % bytes.len()),
        Accident::Drop { at, bytes: count } => {
            let at = at % bytes.len();
            let end = (at + count).min(bytes.len());
            bytes.drain(at..end);
        }
        Accident::Insert { at, what } => {
            let at = at % bytes.len();
            bytes.splice(at..at, what.bytes());
        }
        Accident::Repeat { line } => {
            let line = line % lines.len();
            lines.insert(line, lines[line]);
            return lines.concat().into_bytes();
        }
        Accident::Swap { line, with } => {
            let count = lines.len();
            lines.swap(line % count, with % count);
            return lines.concat().into_bytes();
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_is_read_or_refused_with_a_reason(file in any::<usize>(), accidents in prop::collection::vec(accident(), 1..4)) {
        let shipped = shipped();
        let (path, text) = shipped[file % shipped.len()];
        let mut bytes = text.as_bytes().to_vec();
        for accident in &accidents {
            match std::str::from_utf8(&bytes) {
                Ok(text) if !text.is_empty() => bytes = befall(text, accident),
                _ => break,
            }
        }
        let world = World::memory(BTreeMap::from([(path.to_string(), bytes)]));
        let (project, found) = syntax::read(&world, &Wanted::Everything);
        for diagnostic in &found {
            prop_assert!(!diagnostic.message.is_empty());
            let text = project.sources.text(diagnostic.span.file);
            prop_assert!(text.is_none_or(|t| diagnostic.span.end as usize <= t.len() + 1), "{diagnostic:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_content_is_made_or_refused_with_a_reason(file in 0_usize..5, accident in accident()) {
        let path = ["content/know-the-signs.toml", "content/orgs/ox.toml", "assets/themes/civic.toml", "assets/formats/wallet-card.toml", "assets/schemes/cards-10up-letter.toml"][file];
        let text = shipped().into_iter().find(|(p, _)| *p == path).expect("it is shipped").1;
        let world = World::memory(BTreeMap::from([(path.to_string(), befall(text, &accident))]));
        let (project, _) = syntax::read(&world, &Wanted::Everything);
        let request = Request { names: vec!["wallet-card".into()], orgs: vec!["ox".into()], as_of: Some(jiff::civil::date(2026, 11, 23)), ..Request::everything(jiff::civil::date(2026, 11, 23)) };
        let (jobs, _) = plan::plan(&project, &request);
        let mut shop = WorkerCaches::new(&project, None);
        for job in &jobs {
            let made = engine::make(&project, job, &mut shop);
            prop_assert!(made.pdf().is_some() || made.diagnostics.iter().any(handbill::diag::Diagnostic::is_error), "nothing made and nothing said");
        }
    }
}
