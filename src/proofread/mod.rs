//! What a proofreader does with words before they are set: numbers, dates, addresses and names looked at, and held against
//! the others of the same sheet and against the records beside them. Turns a project and its jobs into diagnostics.
//!
//! Works on what was written, once for each content, translation, organization and row, whatever the number of sheets.
//! Does not know paper, and changes nothing. A rule is a file and a row of [`LINES`], [`SHEETS`] or [`TRANSLATIONS`];
//! words that a rule looks for are data, in `assets/registries/`.

mod accents;
mod addresses;
mod alike_names;
mod answer_days;
mod beside_code;
mod borrowed;
mod calendar;
mod called_off;
mod calling;
mod channels;
mod claims;
mod clocks;
mod color_roles;
mod counted_on;
mod counts;
mod dates;
mod day_lists;
mod day_parts;
mod day_ranges;
mod each_row;
mod evenings;
mod event_days;
mod event_differs;
mod event_links;
mod facts;
mod geo;
mod grade;
mod hollow;
mod hosts;
mod hours;
mod items;
mod keywords;
mod language_names;
mod last_days;
mod left_over;
mod listening;
mod lists;
mod measures;
mod mentions;
mod misspelt;
mod names;
mod near_names;
mod near_paths;
mod near_places;
mod negation;
mod noon;
mod number_words;
mod numbers;
mod occasions;
mod of_all;
mod opening;
mod ordinals;
mod other_venue;
mod outliers;
mod passages;
mod phones;
mod plain_keys;
mod policy;
mod portions;
mod prices;
mod program;
mod quotes;
mod repeated;
mod reviewed;
mod row_cells;
mod same_block;
mod same_event;
mod scripts;
mod season;
mod short_codes;
mod shown;
mod statistics;
mod stray;
mod times;
mod translated_days;
mod translated_words;
mod translations;
mod twins;
mod typed_numbers;
mod unit_words;
mod units;
mod untranslated;
mod variants;
mod web_code;
mod weekly;
mod whose;
mod wifi;
mod words;
mod years;

use crate::diag::{Diagnostic, Span, checks};
use crate::model::{Content, Event, Name, Org, Project, Translation};
use crate::plan::Job;
use jiff::civil::Date;
use passages::Passage;
use std::collections::{BTreeMap, BTreeSet};

pub use names::{Neighbours, side_by_side};

/// Looks at one text by itself.
type LineRule = fn(&Passage<'_>, &Desk<'_>, &mut Vec<Diagnostic>);
/// Looks at everything that is said in one language.
type SheetRule = fn(&Sheet<'_>, &Desk<'_>, &mut Vec<Diagnostic>);
/// Holds a translation against its source, text by text.
type PairRule = fn(&Pair<'_>, &Desk<'_>, &mut Vec<Diagnostic>);

/// Rules for one text, in the order their findings are told.
const LINES: &[LineRule] = &[
    hollow::check,
    left_over::check,
    plain_keys::check,
    web_code::check,
    scripts::check,
    quotes::check,
    repeated::check,
    phones::check,
    short_codes::check,
    addresses::check,
    dates::check,
    last_days::check,
    times::check,
    noon::check,
    facts::sums,
    portions::check,
    typed_numbers::check,
    prices::check,
    counts::check,
    misspelt::check,
    language_names::check,
    stray::check,
    accents::check,
    opening::check,
];

/// Rules for all texts of a content in one language.
const SHEETS: &[SheetRule] = &[
    policy::check,
    items::check,
    lists::check,
    same_event::check,
    variants::check,
    phones::on_one_sheet,
    hosts::on_one_sheet,
    dates::on_one_sheet,
    weekly::check,
    years::check,
    occasions::check,
    called_off::check,
    event_differs::check,
    of_all::check,
    day_parts::check,
    other_venue::check,
    facts::check,
    claims::check,
    same_block::check,
    channels::check,
    whose::check,
    keywords::check,
    near_names::check,
    alike_names::check,
    near_paths::check,
    wifi::check,
    near_places::check,
    hours::check,
    season::check,
    twins::check,
    outliers::check,
    event_links::check,
    event_days::check,
];

/// Rules for a translation.
const TRANSLATIONS: &[PairRule] = &[
    translations::check,
    translated_days::check,
    negation::check,
    untranslated::check,
    near_places::translated,
    alike_names::translated,
    units::check,
    translated_words::check,
    ordinals::translated,
];

/// What every rule may look up.
pub(crate) struct Desk<'a> {
    project: &'a Project,
    today: Date,
}

/// A content in one language, and every text of it.
pub(crate) struct Sheet<'a> {
    content: &'a Content,
    /// BCP 47.
    language: &'a str,
    passages: Vec<Passage<'a>>,
    /// What it shows: the content's own, or rows of a table in their place.
    events: Vec<&'a Event>,
    /// Whether the events are rows.
    has_rows: bool,
}

impl<'a> Sheet<'a> {
    fn events(&self) -> impl Iterator<Item = &'a Event> + use<'a, '_> {
        self.events.iter().copied()
    }
}

/// A content in its own language, with what organizations are held against: its telephone numbers, hosts, names and places.
struct Source<'a> {
    sheet: &'a Sheet<'a>,
    numbers: Vec<phones::Seen<'a>>,
    hosts: Vec<hosts::Seen<'a>>,
    mailboxes: Vec<hosts::Mailbox<'a>>,
    names: near_names::Names<'a>,
    houses: Vec<near_places::House>,
}

impl<'a> Source<'a> {
    fn of(sheet: &'a Sheet<'a>, project: &Project) -> Source<'a> {
        let passages = &sheet.passages;
        Source {
            sheet,
            numbers: phones::seen(passages),
            hosts: hosts::seen(passages),
            mailboxes: hosts::mailboxes(passages),
            names: near_names::Names::of(passages),
            houses: near_places::of_sheet(sheet, project),
        }
    }
}

/// A text and its translation.
pub(crate) struct Pair<'a> {
    source: Passage<'a>,
    translated: Passage<'a>,
    /// Of the block: somebody's safety or a law hangs on the words.
    is_safety: bool,
}

/// Everything that a careful reader finds in the words of what is made. `today` tells which dates are past.
pub fn proofread(project: &Project, jobs: &[Job], today: Date) -> Vec<Diagnostic> {
    let desk = Desk { project, today };
    let screens = listening::Screens::of(jobs);
    let rows_shown = shown::rows(jobs);
    let mut found = Vec::new();
    let mut sheets: BTreeMap<&Name, Vec<Sheet<'_>>> = BTreeMap::new();
    for (name, tags) in spoken(jobs) {
        let Some(content) = project.contents.get(name) else { continue };
        let for_screen = screens.contents.contains(name);
        let (events, has_rows) = shown::events(content, project, rows_shown.get(name));
        let passages = passages::of_content(content);
        let source = Sheet { content, language: &content.language.value, passages, events: events.clone(), has_rows };
        desk.sheet(&source, &mut found);
        let one_by_one = shown::one_by_one(project, rows_shown.get(name));
        each_row::check(&source, &one_by_one, &desk, &mut found);
        listening::of_sheet(&source, for_screen, &mut found);
        let translations = tags.into_iter().filter_map(|tag| project.translations.get(&(name.clone(), tag.to_string())));
        let mut all: Vec<Sheet<'_>> = Vec::new();
        for translation in translations {
            let passages = passages::of_translation(content, translation);
            all.push(Sheet { content, language: &translation.language.value, passages, events: events.clone(), has_rows });
            desk.pairs(content, translation, &mut found);
            untranslated::title(content, translation, &mut found);
            reviewed::check(translation, &desk, &mut found);
        }
        let of_rows: Vec<Passage<'_>> =
            source.events().filter(|_| has_rows).flat_map(|e| passages::of_event(e, None, "en")).collect();
        phones::of_rows(&of_rows, &source, &mut found);
        for sheet in &all {
            desk.sheet(sheet, &mut found);
            each_row::check(sheet, &one_by_one, &desk, &mut found);
            listening::of_sheet(sheet, for_screen, &mut found);
        }
        all.insert(0, source);
        sheets.insert(name, all);
    }
    // What a content says is looked for once, however many organizations are held against it.
    let sources = sheets.iter().filter_map(|(name, all)| Some((*name, Source::of(all.first()?, project))));
    let sources: BTreeMap<&Name, Source<'_>> = sources.collect();
    let owners = borrowed::Owners::of(project);
    let tags = handed_out_in(jobs);
    for (name, contents) in handed_out(jobs) {
        let Some(org) = project.orgs.get(name) else { continue };
        let sheets: Vec<&Source<'_>> = contents.into_iter().filter_map(|c| sources.get(c)).collect();
        let language = sheets.first().map_or("en", |source| source.sheet.language);
        let is_alone = tags.get(name).is_some_and(|tags| tags.iter().all(|tag| *tag == language));
        let passages = passages::of_org(org, language);
        desk.organization((name, org), &passages, &sheets, &owners, &mut found);
        listening::of_texts(&passages, screens.orgs.contains(name), &mut found);
        if is_alone {
            listening::of_own_words(&passages, screens.orgs.contains(name), &mut found);
        }
    }
    let roles = color_roles::roles(project);
    // Also those that have no job.
    project.orgs.values().for_each(|org| {
        names::languages(org, &desk, &mut found);
        names::short(org, &mut found);
        color_roles::check(org, &roles, &desk, &mut found);
    });
    let rows: BTreeSet<&Name> = jobs.iter().flat_map(Job::events).collect();
    for (row, event) in rows.into_iter().filter_map(|row| Some((row, project.events.get(row)?))) {
        let language = event.language.as_ref().map_or("en", |l| l.value.as_str());
        let passages = passages::of_event(event, None, language);
        passages.iter().for_each(|passage| desk.line(passage, &mut found));
        for pair in passages::of_row_words(event, language) {
            desk.line(&pair.translated, &mut found);
            TRANSLATIONS.iter().for_each(|rule| rule(&pair, &desk, &mut found));
            dates::of_event(event, &[pair.translated], &desk, &mut found);
        }
        let for_screen = screens.events.contains(row);
        listening::of_texts(&passages, for_screen, &mut found);
        listening::of_event(event, for_screen, &mut found);
        dates::of_event(event, &passages, &desk, &mut found);
        occasions::of_row(event, language, &desk, &mut found);
        occasions::keys(event, &mut found);
        called_off::of_row(event, language, &mut found);
        years::of_row(event, &passages, &mut found);
    }
    row_cells::check(jobs, &desk, &mut found);
    policy::names(project, jobs, &mut found);
    told_once(&mut found);
    found
}

/// Words that were left in the language of their source are told as that, and not once more as words in a foreign one; and
/// words that several rules find fault with once.
fn told_once(found: &mut Vec<Diagnostic>) {
    let mut known: BTreeSet<(&str, Span, String)> = BTreeSet::new();
    found.retain(|d| d.words.is_empty() || known.insert((d.check.name, d.span, d.words.clone())));
    let left: BTreeSet<Span> = found.iter().filter(|d| d.check == &checks::MISSING_TRANSLATION).map(|d| d.span).collect();
    found.retain(|d| d.check != &checks::UNMARKED_LANGUAGE || !left.contains(&d.span));
}

/// The languages that each content is made in.
fn spoken(jobs: &[Job]) -> BTreeMap<&Name, BTreeSet<&str>> {
    let mut all: BTreeMap<&Name, BTreeSet<&str>> = BTreeMap::new();
    for job in jobs {
        all.entry(&job.content).or_default().extend(job.languages());
    }
    all
}

/// The contents that are made out to each organization.
fn handed_out(jobs: &[Job]) -> BTreeMap<&Name, BTreeSet<&Name>> {
    let mut all: BTreeMap<&Name, BTreeSet<&Name>> = BTreeMap::new();
    for job in jobs {
        for org in job.orgs() {
            all.entry(org).or_default().insert(&job.content);
        }
    }
    all
}

/// The languages of the sheets that are made out to each organization.
fn handed_out_in(jobs: &[Job]) -> BTreeMap<&Name, BTreeSet<&str>> {
    let mut all: BTreeMap<&Name, BTreeSet<&str>> = BTreeMap::new();
    for job in jobs {
        job.orgs().into_iter().for_each(|org| all.entry(org).or_default().extend(job.languages()));
    }
    all
}

impl Desk<'_> {
    fn line(&self, passage: &Passage<'_>, found: &mut Vec<Diagnostic>) {
        LINES.iter().for_each(|rule| rule(passage, self, found));
    }

    fn sheet(&self, sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
        sheet.passages.iter().for_each(|passage| self.line(passage, found));
        SHEETS.iter().for_each(|rule| rule(sheet, self, found));
    }

    fn pairs(&self, content: &Content, translation: &Translation, found: &mut Vec<Diagnostic>) {
        for pair in passages::pairs(content, translation) {
            TRANSLATIONS.iter().for_each(|rule| rule(&pair, self, found));
        }
    }

    /// An organization's own words, and what it adds to the sheets made out to it.
    fn organization(
        &self,
        (name, org): (&Name, &Org),
        passages: &[Passage<'_>],
        sheets: &[&Source<'_>],
        owners: &borrowed::Owners<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        passages.iter().for_each(|passage| self.line(passage, found));
        let own_hosts = hosts::seen(passages);
        hosts::of_org(&own_hosts, found);
        borrowed::check((name, org), passages, sheets, owners, found);
        let own = phones::seen(passages);
        for Source { sheet, numbers, hosts, mailboxes, names, houses } in sheets {
            phones::beside(&own, numbers, found);
            hosts::beside(&own_hosts, hosts, found);
            hosts::mail_beside(passages, mailboxes, found);
            addresses::lent_names(passages, sheet, found);
            geo::beside(org, sheet, found);
            phones::nobodys(&own, numbers, found);
            keywords::beside(org, sheet, found);
            near_names::beside((name, org), names, passages, self, found);
            near_places::beside(org, sheet, houses, found);
            hours::beside(org, sheet, self, found);
            whose::lines_beside(org, sheet, found);
        }
    }
}
