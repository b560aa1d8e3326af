//! `spot-clash`: a spot ink is one ink. Two spellings of a name make two plates, two mixes behind one name make proofs
//! that lie, and a name of a process ink is no spot at all.

use crate::check::{Preflight, Rule, drawn};
use crate::color::Color;
use crate::diag::{Diagnostic, Span, checks};
use crate::display::{Draw, Face};
use std::collections::BTreeMap;

/// Spot inks of a face whose names or mixes contradict each other.
pub struct SpotClash;

/// Names that PDF and presses keep for themselves (ISO 32000-1, 8.6.6.4).
const TAKEN: [&str; 6] = ["all", "none", "cyan", "magenta", "yellow", "black"];

impl Rule for SpotClash {
    fn check(&self, face: &Face, _preflight: &Preflight<'_>) -> Vec<Diagnostic> {
        let mut seen: BTreeMap<String, (&str, [f32; 4], Span)> = BTreeMap::new();
        let mut found: Vec<Diagnostic> = Vec::new();
        for (item, draw) in drawn(face) {
            let Some((name, mix)) = spot(draw) else { continue };
            let mut report = |message: String, first: Span| {
                if found.iter().all(|d| d.message != message) {
                    found.push(
                        Diagnostic::error(&checks::SPOT_CLASH, item.origin, message)
                            .also(first, "the other one")
                            .help("write the ink's name the same everywhere, as the print shop does, with one mix"),
                    );
                }
            };
            let key = plain(name);
            if TAKEN.contains(&key.as_str()) {
                report(format!("`{name}` is the name of a process ink, and a spot ink needs one of its own"), Span::NONE);
                continue;
            }
            let (other, other_mix, first) = *seen.entry(key).or_insert((name, mix, item.origin));
            if other != name {
                report(format!("`{name}` and `{other}` would be two plates for one ink"), first);
            } else if other_mix != mix {
                report(format!("`{name}` stands for two mixes: cmyk {} and cmyk {}", percents(other_mix), percents(mix)), first);
            }
        }
        found
    }
}

fn spot(draw: &Draw) -> Option<(&str, [f32; 4])> {
    match draw.color()? {
        Color::Spot { name, alternate, .. } => Some((name, *alternate)),
        _ => None,
    }
}

/// A name without what people write one way today and another tomorrow.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn percents(mix: [f32; 4]) -> String {
    mix.map(|ink| format!("{:.0}", ink * 100.0)).join(" ")
}
