//! Columns that are called by more words than they need: `Agency Phone`, `Billing Street`, `Event Start Date`. What stands before the
//! name is left out where the rest is known and no other column says the same.

use super::columns::{Heading, Meaning};
use super::fields::{RowOf, Shape};
use crate::registry;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Words that say whose a column is.
static WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| registry::rows(include_str!("../../../assets/registries/column-beginnings.txt")).collect());

/// Gives columns that nothing knows the name that is left without its beginning.
pub(super) fn left_out(headings: &mut [Heading], meaning: &Meaning<'_>) {
    if meaning.of == RowOf::Any {
        return;
    }
    for at in 0..headings.len() {
        let heading = &headings[at];
        if heading.folded.is_empty() || meaning.knows(heading) {
            continue;
        }
        let Some(shorter) = shorter(&heading.words).find(|shorter| meaning.knows(shorter)) else { continue };
        let is_free = headings.iter().enumerate().all(|(other, said)| other == at || !clash(said, &shorter, meaning));
        if is_free && !meaning.map.ignore.contains(&shorter.folded) {
            headings[at].folded = shorter.folded;
        }
    }
}

/// Whether a column goes by another name than the one that stands over it.
pub(super) fn is_shortened(heading: &Heading) -> bool {
    !heading.folded.is_empty() && Heading::of(&heading.words).folded != heading.folded
}

/// The words without the first, without the first two and so on, as long as those are known to say nothing; and without what
/// stands in brackets behind them.
fn shorter(words: &str) -> impl Iterator<Item = Heading> {
    let bare = words.split_once('(').map_or(words, |(before, _)| before).trim();
    let parts: Vec<&str> = bare.split([' ', '_', '-', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let known = parts.iter().take_while(|part| WORDS.contains(part.to_lowercase().as_str())).count();
    let whole = (bare.len() < words.len()).then(|| Heading::of(bare));
    let rest: Vec<Heading> = (1..=known.min(parts.len().saturating_sub(1))).map(|n| Heading::of(&parts[n..].join(" "))).collect();
    whole.into_iter().chain(rest)
}

/// Whether two columns say the same: they fill one key, are called the same, or are the same part of one text of several cells.
fn clash(said: &Heading, shorter: &Heading, meaning: &Meaning<'_>) -> bool {
    if said.folded == shorter.folded {
        return true;
    }
    let key = |heading: &Heading| meaning.key(heading).or_else(|| meaning.joined(heading));
    let (Some(one), Some(other)) = (key(said), key(shorter)) else { return false };
    let parts = meaning.joined(said).is_some() && meaning.joined(shorter).is_some();
    let shape = |heading: &Heading| meaning.map.shapes.get(&heading.folded).copied().unwrap_or(Shape::Text);
    let is_street = |heading: &Heading| heading.folded.contains("street") || heading.folded.contains("address");
    let same_part = match one.as_str() {
        "address" => is_street(said) && is_street(shorter),
        _ => shape(said) == shape(shorter),
    };
    one == other && (!parts || same_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::table::ColumnMap;

    #[test]
    fn what_stands_before_the_name_is_left_out_once() {
        let map = ColumnMap {
            columns: [("phonenumber".to_string(), "phone".to_string())].into(),
            joined: vec![("address".to_string(), "{street}, {city}".to_string())],
            ..ColumnMap::default()
        };
        let (used, languages) = (BTreeSet::new(), Vec::new());
        let meaning = Meaning { of: RowOf::Org, map: &map, used: &used, languages: &languages };
        let check = |headers: &[&str], want: &[&str]| {
            let mut headings: Vec<Heading> = headers.iter().map(|header| Heading::of(header)).collect();
            left_out(&mut headings, &meaning);
            let got: Vec<&str> = headings.iter().map(|heading| heading.folded.as_str()).collect();
            assert_eq!(got, want, "{headers:?}");
        };
        check(&["Main phone number", "Contact Email"], &["phonenumber", "email"]);
        check(&["Billing Street", "Billing City"], &["street", "city"]);
        check(&["Phone (main)"], &["phone"]);
        // The number of the office itself is there: that of its contact is somebody else's.
        check(&["Phone", "Contact Phone"], &["phone", "contactphone"]);
        check(&["Billing Street", "Mailing Street"], &["street", "mailingstreet"]);
        check(&["Emergency Phone", "Contact"], &["emergencyphone", "contact"]);
    }
}
