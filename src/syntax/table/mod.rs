//! Tables of organizations and events: CSV, XLSX and ODS, a row each, to the same values as TOML files give. A row
//! with a mistake is left out by itself; the others are read.
//!
//! - `decode`: bytes to words, by encoding; which sign parts cells;
//! - `vcard`: an address book as such text;
//! - `book`: sheets of XLSX and ODS as such text; `hidden`: what they hide; `limits`: how much is read;
//! - `beginnings`: columns that are called by more words than they need;
//! - `columns`: what columns are called; `fields`: which keys there are;
//! - `chosen`: which column map a table is read by;
//! - `calendar`: what months and weekdays are called;
//! - `lost`: columns with telephone numbers or mail that fill no key;
//! - `only`: which rows concern the organizations that were asked for;
//! - `unmet`: rows that are asked for and not there;
//! - `stored`: a table cut into records, on disk where it is long;
//! - `without_header`: columns that nothing is called after;
//! - `days`: days and times; `formula`: formulas in place of values;
//! - `rows`: records to keys; `values`: words to the values of TOML; `error`: why a file is no table.

mod beginnings;
mod book;
mod calendar;
mod chosen;
mod columns;
pub(super) mod days;
pub(super) mod decode;
mod error;
mod fields;
mod foot;
mod formula;
mod hidden;
mod limits;
mod lost;
mod merged;
mod named;
mod only;
mod rows;
mod stored;
mod unmet;
mod values;
mod vcard;
mod without_header;

pub(super) use columns::{ColumnMap, map as column_map};
pub(super) use fields::RowOf;

use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, Diagnostic, Sources, Span, Table, checks, near};
use crate::model::folded;
use columns::Meaning;
use error::TableError;
use rows::{Header, Manner, Records, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use stored::{Cut, Stored};

/// What is wanted of a table.
pub(super) struct Order<'a> {
    pub path: &'a str,
    pub opened: &'a Opened,
    /// Where it is named.
    pub named_at: Span,
    pub of: RowOf,
    pub sheet: Option<&'a str>,
    /// The column map to use; else the one that knows the most columns.
    pub columns: Option<&'a At<String>>,
    /// Column and value that a row must have.
    pub filter: &'a [(At<String>, String)],
    /// First and last row as the spreadsheet counts them.
    pub rows: Option<(u32, u32)>,
    /// Organizations asked for by name: rows that have nothing to do with them are passed over. Empty: all.
    pub only: &'a [String],
    /// Whether a row is read at all, by its number among those that are asked for.
    pub chunk: &'a dyn Fn(usize) -> bool,
    /// Columns that contents take words from, folded.
    pub used: &'a BTreeSet<String>,
    /// Tags of the languages there are.
    pub languages: &'a [String],
}

/// What was read of a table.
pub(super) struct Read<T> {
    pub found: Vec<Found<T>>,
    pub diagnostics: Vec<Diagnostic>,
    /// How many rows are asked for, whichever were read.
    pub rows: usize,
}

/// What a row was read into.
pub(super) struct Found<T> {
    /// Its own name, or one made of its words.
    pub id: At<String>,
    pub value: T,
    /// The whole row.
    pub row: Span,
    /// Words of a confidential address.
    pub confidential_terms: Vec<String>,
}

/// Reads a table row by row with a function for its kind.
pub(super) fn read<T>(
    sources: &mut Sources,
    maps: &BTreeMap<String, (RowOf, ColumnMap)>,
    order: &Order<'_>,
    row: impl Fn(&Reader, Section<'_, '_>) -> Option<T>,
) -> Read<T> {
    let nothing = |diagnostic: Diagnostic| Read { found: Vec::new(), diagnostics: vec![diagnostic], rows: 0 };
    let refuse = |why: TableError| {
        let message = format!("`{}` {why}", order.path);
        nothing(Diagnostic::error(&checks::UNREADABLE_FILE, order.named_at, message))
    };
    let Opened { about, stored, hash, .. } = order.opened;
    let head = match stored.head() {
        Ok(head) => head,
        Err(why) => return refuse(why),
    };
    let records = head.records(stored.manner);
    let (map_name, map) = match chosen::map(maps, order, &records) {
        Ok(chosen) => chosen,
        Err(diagnostic) => return nothing(*diagnostic),
    };
    let meaning = order.meaning(&map);
    let Some((header, _)) = records.header(&meaning) else {
        if order.of == RowOf::Any {
            return refuse(TableError::UnusedColumns);
        }
        return refuse(TableError::Headers(fields::keys(order.of).take(3).collect()));
    };
    // Of a table that is read a chunk at a time, the first one looks at it as a whole.
    let nameless = if (order.chunk)(0) { without_header::columns(stored, &header) } else { Vec::new() };
    let asked_for = stored.asked_for(header.index, order);
    let cut = match &asked_for {
        Some((chosen, _)) => {
            let shown = nameless.iter().map(|(_, number)| *number);
            stored.part(&chosen.iter().copied().chain(shown).collect())
        }
        None => stored.whole(),
    };
    let cut = match cut {
        Ok(cut) => cut,
        Err(why) => return refuse(why),
    };
    let records = cut.records(stored.manner);
    let table = Table {
        delimiter: stored.manner.delimiter,
        sheet: about.sheet.clone(),
        headers: header.headings.iter().map(|heading| heading.words.clone()).collect(),
        keys: header.keys.clone(),
        joined: header.headings.iter().map(|heading| meaning.joined(heading)).collect(),
        map: map_name.clone(),
        rows: Arc::clone(&cut.rows),
    };
    let file = sources.add_table(order.path, Arc::clone(&cut.text), table, *hash);
    let reader = Reader::new(file);
    if order.of != RowOf::Any {
        let lost = lost::column(&records, &meaning, &header);
        rows::unknown_columns(&reader, order, (&meaning, &header), lost);
    }
    without_header::say(&nameless, &records, &reader);
    let header_span = reader.span(records.range(header.index));
    let missing: Vec<&str> =
        fields::must(order.of).iter().copied().filter(|key| !meaning.is_filled(key, &header.headings)).collect();
    if !missing.is_empty() {
        let message = format!("`{}` has no column for `{}`", order.path, missing.join("`, `"));
        let help = "rename a column, or say in a column map in `assets/tables/` which one it is";
        reader.error(&checks::MISSING_KEY, header_span, message, help);
        return Read { found: Vec::new(), diagnostics: reader.into_diagnostics(), rows: 0 };
    }
    if matches!(asked_for, Some((_, 0)))
        && (order.chunk)(0)
        && let Ok(whole) = stored.whole()
    {
        unmet::none(&reader, order, (&whole.records(stored.manner), &meaning, &header), &[]);
    }
    let asked_for = asked_for.or_else(|| rows_asked_for(&reader, order, (&records, &meaning, &header)));
    let (chosen, rows) = asked_for.unwrap_or_default();
    let taken = chosen.len();
    let (found, schemes) = all_rows(&reader, order, (&records, &meaning, &header), (&chosen, row), sources);
    let mut granted = taken_for_granted(about, map_name.as_deref(), &header, order);
    granted.extend(about.remarks.iter().cloned());
    if schemes {
        granted.push("with `https://` before addresses of the web that lack it".to_string());
    }
    if found.len() < taken {
        granted.push(format!("{} of {taken} rows", found.len()));
    }
    if !granted.is_empty() {
        let note = format!("`{}` is read {}", order.path, granted.join(", "));
        reader.report(Diagnostic::note(&checks::TABLE_READ, header_span, note));
    }
    for warning in &about.warnings {
        reader.report(Diagnostic::warning(&checks::TABLE_READ, header_span, format!("`{}` {warning}", order.path)));
    }
    Read { found, diagnostics: reader.into_diagnostics(), rows }
}

impl Order<'_> {
    fn meaning<'m>(&'m self, map: &'m ColumnMap) -> Meaning<'m> {
        Meaning { of: self.of, map, used: self.used, languages: self.languages }
    }
}

/// A table cut into records: read once, however many chunks of its rows are read after it.
pub(super) struct Opened {
    about: About,
    stored: Stored,
    /// Of the file's bytes.
    hash: blake3::Hash,
    /// The column map that was last found to know the most columns.
    chosen: Mutex<Option<chosen::Chosen>>,
}

/// Takes a table apart.
///
/// # Errors
/// Why the file `path`, named at a place, is no table.
pub(super) fn open(path: &str, bytes: Vec<u8>, sheet: Option<&str>, named_at: Span) -> Result<Opened, Diagnostic> {
    let refused = |why: TableError| Diagnostic::error(&checks::UNREADABLE_FILE, named_at, format!("`{path}` {why}"));
    if bytes.len() > error::BYTES {
        return Err(refused(TableError::Long));
    }
    let hash = blake3::hash(&bytes);
    let (text, about) = text_of(bytes, sheet).map_err(refused)?;
    let stored = Stored::of(text, about.manner()).map_err(refused)?;
    limits::place(stored.len().saturating_sub(1) as u32, 0).map_err(refused)?;
    Ok(Opened { about, stored, hash, chosen: Mutex::default() })
}

/// How a file was read as a table.
struct About {
    delimiter: char,
    sheet: Option<String>,
    encoding: Option<&'static str>,
    /// What was passed over, and may well be so.
    remarks: Vec<String>,
    /// What people do not see in the file and is read all the same.
    warnings: Vec<String>,
}

impl About {
    fn manner(&self) -> Manner {
        Manner { delimiter: self.delimiter, is_book: self.sheet.is_some() }
    }
}

/// The first row with words of any table, and the one under it, a pair for each column.
pub(super) fn headers(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let (text, about) = text_of(bytes.to_vec(), None).ok()?;
    let cut = Cut::of(text.into(), about.delimiter);
    let records = cut.records(about.manner());
    let mut with_words = (0..records.all.len()).map(|at| records.cells(at)).filter(|cells| !rows::is_blank(cells));
    let (headers, first) = (with_words.next()?, with_words.next().unwrap_or_default());
    let firsts = first.iter().map(|cell| values::trimmed(&cell.text).to_string()).chain(std::iter::repeat(String::new()));
    Some(headers.iter().map(|cell| values::trimmed(&cell.text).to_string()).zip(firsts).collect())
}

fn text_of(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(String, About), TableError> {
    if book::is_book(&bytes) {
        let sheet = book::sheet(&bytes, sheet)?;
        let (remarks, warnings) = (sheet.remarks, sheet.warnings);
        return Ok((sheet.text, About { delimiter: '\t', sheet: Some(sheet.name), encoding: None, remarks, warnings }));
    }
    let (remarks, warnings) = (Vec::new(), Vec::new());
    if vcard::is_cards(&bytes) {
        let text = vcard::table(&decode::sure(bytes)?.text)?;
        return Ok((text, About { delimiter: '\t', sheet: Some("cards".into()), encoding: None, remarks, warnings }));
    }
    let decoded = decode::sure(bytes)?;
    let delimiter = decode::delimiter(&decoded.text);
    Ok((decoded.text, About { delimiter, sheet: None, encoding: decoded.encoding, remarks, warnings }))
}

/// What was recognised and might have been meant otherwise.
fn taken_for_granted(about: &About, map: Option<&str>, header: &Header, order: &Order<'_>) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(about.encoding.map(|e| format!("as {e}")));
    if about.sheet.is_none() && about.delimiter != ',' {
        words.push(format!("with {} between cells", if about.delimiter == '\t' { "tabs" } else { "semicolons" }));
    }
    if order.columns.is_none() {
        words.extend(map.map(|map| format!("by the column map `{map}`")));
    }
    if order.sheet.is_none() {
        words.extend(about.sheet.as_ref().map(|sheet| format!("from its sheet `{sheet}`")));
    }
    let shortened = header.headings.iter().filter(|heading| beginnings::is_shortened(heading));
    let shortened: Vec<String> = shortened.map(|heading| format!("`{}`", heading.words)).collect();
    if !shortened.is_empty() {
        words.push(format!("with {} by the rest of the name", shortened.join(", ")));
    }
    if header.index > 0 {
        words.push(format!("with its headers in row {}", header.index + 1));
    }
    words
}

/// Numbers of the records that are asked for, and how many would be without the chunk: each is looked into.
fn rows_asked_for(
    reader: &Reader,
    order: &Order<'_>,
    (records, meaning, header): (&Records<'_>, &Meaning<'_>, &Header),
) -> Option<(BTreeSet<u32>, usize)> {
    let filter = filter_columns(reader, order, meaning, header)?;
    let (mut chosen, mut asked_for) = (BTreeSet::new(), 0);
    let only = only::only(order.only, (records, meaning, header));
    for index in header.index + 1..records.all.len() {
        if only.as_ref().is_some_and(|only| !only.contains(&index)) {
            continue;
        }
        let asked = order.rows.is_none_or(|(from, to)| (from..=to).contains(&records.number(index)));
        // A row of another chunk is counted, and not taken apart for that.
        if asked && filter.is_empty() && !(order.chunk)(asked_for) && records.begins_with_word(index) {
            asked_for += 1;
            continue;
        }
        let cells = records.cells(index);
        let has =
            |column: usize, value: &str| cells.get(column).is_some_and(|c| values::trimmed(&c.text).eq_ignore_ascii_case(value));
        if rows::is_blank(&cells) || !asked || !filter.iter().all(|(column, value)| has(*column, value)) {
            continue;
        }
        asked_for += 1;
        if (order.chunk)(asked_for - 1) {
            chosen.insert(records.number(index));
        }
    }
    if asked_for == 0 && (order.chunk)(0) {
        unmet::none(reader, order, (records, meaning, header), &filter);
    }
    Some((chosen, asked_for))
}

/// Reads rows of these numbers; whether an address of the web was given its `https://`.
fn all_rows<T>(
    reader: &Reader,
    order: &Order<'_>,
    (records, meaning, header): (&Records<'_>, &Meaning<'_>, &Header),
    (chosen, read): (&BTreeSet<u32>, impl Fn(&Reader, Section<'_, '_>) -> Option<T>),
    sources: &mut Sources,
) -> (Vec<Found<T>>, bool) {
    let mut found: Vec<Found<T>> = Vec::new();
    let mut ids: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    let mut schemes = false;
    for index in (0..records.all.len()).filter(|index| chosen.contains(&records.number(*index))) {
        let cells = records.cells(index);
        let row = rows::row(records, index, meaning, header, reader);
        schemes |= row.entries.iter().any(|entry| {
            let is_web = entry.shape == fields::Shape::Web && entry.text.starts_with("https://");
            is_web && cells.iter().any(|cell| cell.range == entry.range && !cell.text.contains("://"))
        });
        let is_foot =
            foot::is_remark(reader, order, records, index, header) || foot::is_total(reader, order, records, index, header);
        if row.is_refused || is_foot {
            continue;
        }
        for (range, _) in &row.confidential_terms {
            sources.redact(reader.span(range.clone()));
        }
        let span = reader.span(records.range(index));
        let id = id(&row, order.of, reader);
        if let Some(id) = &id {
            ids.entry(id.value.clone()).or_default().push(id.span);
        }
        let entries: Vec<values::Entry> = row.entries.iter().filter(|entry| entry.key != "id").cloned().collect();
        let table = values::table(&entries);
        let value = read(reader, reader.section(&table, span, format!("row {}", row.number)));
        if let (Some(id), Some(value)) = (id, value) {
            found.push(Found {
                id,
                value,
                row: span,
                confidential_terms: row.confidential_terms.into_iter().map(|(_, words)| words).collect(),
            });
        }
    }
    ids.retain(|_, places| places.len() > 1);
    for (id, places) in &ids {
        let message = format!("{} rows are called `{id}`", places.len());
        for (i, place) in places.iter().enumerate() {
            let other = places[usize::from(i == 0)];
            let diagnostic = Diagnostic::error(&checks::SAME_ID, *place, message.clone()).also(other, "called the same");
            reader.report(diagnostic.help("give each row an `id` of its own"));
        }
    }
    found.retain(|found| !ids.contains_key(&found.id.value));
    (found, schemes)
}

/// The columns that `where` names. `None` when one is not there.
fn filter_columns(reader: &Reader, order: &Order<'_>, meaning: &Meaning<'_>, header: &Header) -> Option<Vec<(usize, String)>> {
    let mut columns = Vec::new();
    for (name, value) in order.filter {
        let wanted = folded(&name.value);
        let position = |is: &dyn Fn(&columns::Heading) -> bool| header.headings.iter().position(is);
        let column = position(&|heading| heading.folded == wanted)
            .or_else(|| position(&|heading| meaning.key(heading).is_some_and(|key| folded(&key) == wanted)));
        let Some(column) = column else {
            let names: Vec<&str> = header.headings.iter().map(|h| h.words.as_str()).filter(|w| !w.is_empty()).collect();
            let message = format!("`{}` has no column `{}`", order.path, name.value);
            let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message);
            reader.report(match near(&name.value, names.iter().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("it has: {}", names.join(", "))),
            });
            return None;
        };
        columns.push((column, value.clone()));
    }
    Some(columns)
}

/// The row's own id, else a name made of its words. An id that cannot be a file name is reported.
fn id(row: &Row, of_rows: RowOf, reader: &Reader) -> Option<At<String>> {
    let of = |key: &str| row.entries.iter().find(|entry| entry.key == key && !entry.text.is_empty());
    if let Some(own) = of("id") {
        let span = reader.span(own.range.clone());
        let id = own.text.to_lowercase();
        if !super::content::is_name(&id) || id.starts_with('.') || id.contains("..") {
            let message = format!("`{}` cannot be an id", own.text);
            reader.error(&checks::BAD_VALUE, span, message, "use lower-case letters, digits and `-`: files are called after it");
            return None;
        }
        return Some(At::new(id, span));
    }
    if of_rows == RowOf::Any {
        let place = row.entries.first().map_or(0..0, |entry| entry.range.clone());
        return Some(At::new(format!("row-{:06}", row.number), reader.span(place)));
    }
    let words = of("name_en").or_else(|| of("name")).or_else(|| of("title")).or_else(|| of("short"))?;
    let name = slug(&words.text).unwrap_or_else(|| format!("row-{}", row.number));
    Some(At::new(name, reader.span(words.range.clone())))
}

/// A name of files made of words. Letters lose their accents; what is cut off a long name tells it from others that begin
/// in the same way.
fn slug(words: &str) -> Option<String> {
    const LONGEST: usize = 40;
    use unicode_normalization::UnicodeNormalization as _;
    let plain = words.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).flat_map(char::to_lowercase);
    let slug: String = plain.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    match slug.len() {
        ..3 => None,
        3..=LONGEST => Some(slug),
        _ => Some(format!("{}-{}", slug[..LONGEST - 5].trim_end_matches('-'), &blake3::hash(words.as_bytes()).to_hex()[..4])),
    }
}
