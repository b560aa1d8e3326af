//! Which rows of a table are read where organizations were asked for by name: theirs, and those that share something with
//! them, so that whoever compares rows still sees both. The others are left out before anything is built from them.

use super::columns::Meaning;
use super::fields::RowOf;
use super::rows::{Header, Records};
use super::{slug, values};
use crate::syntax::alike::PUBLIC_MAIL;
use std::collections::{BTreeSet, HashSet};

/// So many digits make a telephone number, however they are grouped.
const PHONE: usize = 10;

/// What tells rows apart, of the rows that were asked for.
#[derive(Default)]
struct Marks {
    cells: HashSet<String>,
    phones: HashSet<String>,
    hosts: BTreeSet<String>,
}

/// Indices of the records to read. `None`: all of them, also where one that was asked for is not among them, so that the
/// nearest name can be said.
pub(super) fn only(
    asked: &[String],
    (records, meaning, header): (&Records<'_>, &Meaning<'_>, &Header),
) -> Option<BTreeSet<usize>> {
    if asked.is_empty() || meaning.of != RowOf::Org {
        return None;
    }
    let column = |key: &str| header.keys.iter().position(|k| k.as_deref() == Some(key));
    let naming = ["id", "name_en", "name", "title", "short"].map(column);
    let id = |index: usize| {
        let cells = records.cells(index);
        let mut texts = naming.iter().map(|column| column.and_then(|c| cells.get(c)).map_or("", |c| values::trimmed(&c.text)));
        let own = texts.next().filter(|own| !own.is_empty()).map(str::to_lowercase);
        let of_words = |words: &str| slug(words).unwrap_or_else(|| format!("row-{}", records.number(index)));
        own.or_else(|| texts.find(|words| !words.is_empty()).map(of_words))
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut rows: BTreeSet<usize> = BTreeSet::new();
    for index in header.index + 1..records.all.len() {
        if let Some(id) = id(index).filter(|id| asked.contains(id)) {
            rows.insert(index);
            seen.insert(id);
        }
    }
    if !asked.iter().all(|id| seen.contains(id)) {
        return None;
    }
    let marks = Marks::of(records, &rows, naming[2]);
    rows.extend((header.index + 1..records.all.len()).filter(|index| marks.are_on(records, *index)));
    Some(rows)
}

impl Marks {
    /// `name`: the column of names. Of the other cells, what belongs to one row: half a table shares a town or a sponsor.
    fn of(records: &Records<'_>, rows: &BTreeSet<usize>, name: Option<usize>) -> Marks {
        let mut marks = Marks::default();
        for index in rows {
            for (column, cell) in records.cells(*index).iter().enumerate() {
                let text = values::trimmed(&cell.text).to_lowercase();
                let hosts = host(&text).filter(|host| !PUBLIC_MAIL.contains(host));
                marks.hosts.extend(hosts.map(str::to_string));
                marks.phones.extend(phone(&text));
                let is_street = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(' ');
                // Dragged down, the postal code behind a street counts on.
                marks.cells.extend(text.rsplit_once(' ').filter(|_| is_street).map(|(street, _)| street.to_string()));
                if is_street || Some(column) == name || text.contains('@') {
                    marks.cells.insert(text);
                }
            }
        }
        marks
    }

    fn are_on(&self, records: &Records<'_>, index: usize) -> bool {
        records.cells(index).iter().any(|cell| {
            let text = values::trimmed(&cell.text).to_lowercase();
            self.cells.contains(&text)
                || text.rsplit_once(' ').is_some_and(|(street, _)| self.cells.contains(street))
                || host(&text).is_some_and(|host| self.hosts.contains(host))
                || phone(&text).is_some_and(|phone| self.phones.contains(&phone))
        })
    }
}

/// The host of an address of the web or of mail, in small letters.
fn host(text: &str) -> Option<&str> {
    let after = match text.split_once("://") {
        Some((_, rest)) => rest,
        None => text.split_once('@').map_or(text, |(_, host)| host),
    };
    let host = after.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    (host.contains('.') && !host.contains(' ')).then_some(host)
}

fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // With the country's 1 before it or without, with an extension behind it or without.
    let digits = digits.strip_prefix('1').filter(|rest| rest.len() >= PHONE).unwrap_or(&digits);
    digits.get(..PHONE).map(str::to_string)
}
