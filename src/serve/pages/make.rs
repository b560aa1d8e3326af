//! Making: for whom, how far it is, and what came of each sheet.

use super::{View, icon};
use crate::engine::Fate;
use crate::model::Purpose;
use crate::plan::Job;
use crate::serve::making::for_press;
use crate::serve::progress::{Progress, Row};
use maud::{Markup, html};
use serde::Deserialize;

/// One sheet, or those that a filter shows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    pub sheet: String,
    pub org: String,
    pub language: String,
    pub format: String,
    pub purpose: String,
    pub content: String,
}

/// Keys of an address that say which sheets are made.
pub const NARROWED: [&str; 6] = ["sheet", "org", "language", "format", "purpose", "content"];

impl Wanted {
    fn pairs(&self) -> [(&'static str, &str); 6] {
        let values = [&self.sheet, &self.org, &self.language, &self.format, &self.purpose, &self.content];
        std::array::from_fn(|at| (NARROWED[at], values[at].as_str()))
    }

    fn has(&self, job: &Job) -> bool {
        let any = |asked: &str, is: bool| asked.is_empty() || is;
        any(&self.org, job.orgs().iter().any(|org| **org == self.org))
            && any(&self.language, job.language == self.language)
            && any(&self.format, job.format == self.format)
            && any(&self.content, job.content == self.content)
            && any(&self.purpose, job.purpose.name() == self.purpose)
    }
}

/// What would be made for `wanted`, with a button for each purpose.
pub fn page(view: &View<'_>, wanted: &Wanted) -> Markup {
    let sheet = view.now.sheet(&wanted.sheet);
    let only = sheet.and_then(|sheet| view.now.job(*sheet.jobs.first()?));
    let there = |purpose: Purpose| match sheet {
        Some(sheet) => sheet.jobs.iter().filter_map(|i| view.now.job(*i)).any(|job| job.purpose == purpose),
        None => view.now.reading.jobs.iter().any(|job| job.purpose == purpose && wanted.has(job)),
    };
    let narrowed = only.is_none() && wanted.pairs().iter().any(|(_, value)| !value.is_empty());
    let sheets =
        view.now.sheets.iter().filter(|sheet| sheet.jobs.iter().filter_map(|i| view.now.job(*i)).any(|job| wanted.has(job)));
    let number = sheets.count();
    let any = Purpose::ALL.into_iter().any(there);
    // What was made last is what is made again after something was mended.
    let last: Vec<Purpose> = view.studio.making.progress().rows.iter().map(|row| row.job.purpose).collect();
    let usual = |purpose: Purpose| if last.is_empty() { there(purpose) || !any } else { last.contains(&purpose) };
    let content = html! {
        div.body.making {
            div.ask {
            h1 { (view.w("nav.make")) }
            @if let Some(job) = only { p { (view.format_name(job)) " · " (view.hands(job)) " · " (view.languages(job)) " " a href="/make" { (view.w("make.all")) } } }
            @if narrowed && number == 0 { p.empty { (view.w("overview.none")) " " a href="/make" { (view.w("make.all")) } } }
            @else if narrowed { p { (view.words.count("make.narrowed", number)) " " a href="/make" { (view.w("make.all")) } } }
            form.stack action="/make" method="post" {
                @for (key, value) in wanted.pairs().iter().filter(|(_, value)| !value.is_empty()) { input type="hidden" name=(key) value=(value); }
                fieldset.choices {
                    legend { (view.w("make.for")) }
                    @for purpose in Purpose::ALL {
                        label.choice { input type="checkbox" name=(purpose.name()) value="on" checked[usual(purpose)];
                            strong { (view.words.of_name("purpose", purpose.name())) } span.second { (view.w(&format!("make.{}", purpose.name()))) } }
                    }
                }
                @if view.studio.options.read_only { p.second { (view.w("bar.read_only")) } }
                @else if !narrowed || number > 0 { button.button.main type="submit" { (icon("printer")) (view.w("make.begin")) } }
            }
            }
            (progress(view))
        }
    };
    view.page("make", view.w("nav.make"), &content)
}

/// How far it is; it asks for itself again while something is made.
pub fn progress(view: &View<'_>) -> Markup {
    let progress = view.studio.making.progress();
    // What ends before the page listens is seen a second later.
    let again = if progress.running { "sse:made throttle:300ms, sse:made-all, every 1s" } else { "sse:made" };
    html! {
        section #progress hx-get="/make/progress" hx-trigger=(again) hx-swap="outerHTML" aria-live="polite" {
            @if progress.begun { div.came { (rows(view, &progress)) } }
            (package(view, &progress))
        }
    }
}

fn rows(view: &View<'_>, progress: &Progress) -> Markup {
    let (done, total) = (progress.rows.len(), progress.total.max(progress.rows.len()));
    let made = progress.rows.iter().filter(|row| is_made(row)).count();
    let refused = progress.rows.iter().filter(|row| row.fate == Fate::Refused).count();
    let numbers = [("n", made.to_string()), ("of", total.to_string())];
    let numbers: Vec<(&str, &str)> = numbers.iter().map(|(key, value)| (*key, value.as_str())).collect();
    html! {
        div.panel {
            h2 { (view.words.fill("make.made_of", &numbers)) }
            progress value=(done) max=(total.max(1)) aria-label=(view.w("make.how_far")) {}
            @if refused > 0 { p { (icon("refused")) (view.words.count("make.refused", refused)) } }
            @if let Some(why) = &progress.unusable { p.notice.refused { (icon("refused")) (why) } }
            @if let Some(seconds) = progress.seconds_left() { p.second { (left(view, seconds)) } }
            @if progress.running { form action="/make/stop" method="post" { button.button type="submit" { (view.w("make.stop")) } } }
        }
        table.list {
            thead { tr { th.picture scope="col" { span.hide { (view.w("make.picture")) } } th scope="col" { (view.w("make.sheet")) } th scope="col" { (view.w("make.result")) } th scope="col" { (view.w("make.file")) } } }
            tbody { @for row in &progress.rows { (one(view, row)) } }
        }
    }
}

fn left(view: &View<'_>, seconds: u64) -> String {
    match seconds / 60 {
        0 => view.w("make.soon").to_string(),
        minutes => view.words.count("make.left", minutes as usize),
    }
}

fn is_made(row: &Row) -> bool {
    matches!(row.fate, Fate::Made | Fate::Unchanged)
}

fn one(view: &View<'_>, row: &Row) -> Markup {
    let job = &row.job;
    let (class, key) = match row.fate {
        Fate::Made | Fate::Unchanged if row.warnings > 0 => ("warning", "make.with_warnings"),
        Fate::Made => ("good", "make.made"),
        Fate::Unchanged => ("good", "make.unchanged"),
        Fate::Refused => ("refused", "make.was_refused"),
        Fate::WouldMake | Fate::Passed | Fate::NotReached => ("waiting", "make.not_reached"),
    };
    // The project may not ask for this purpose by itself.
    let same = |other: &Job| {
        (&other.content, &other.org, &other.language, &other.format) == (&job.content, &job.org, &job.language, &job.format)
    };
    let sheet = view.now.sheets.iter().find(|sheet| sheet.jobs.iter().filter_map(|i| view.now.job(*i)).any(same));
    html! {
        tr {
            // A picture is not worth waiting for while others are made.
            td.picture { @if let Some(sheet) = sheet.filter(|_| view.studio.looks.has_seen(&job.output)) {
                img src={ "/thumb/" (sheet.id) ".png" } alt="" loading="lazy"; } }
            td { strong { (view.format_name(job)) } span.second { (view.hands(job)) " · " (view.languages(job)) " · " (view.words.of_name("purpose", job.purpose.name())) } }
            td { span class={ "badge " (class) } { (icon(class)) (view.w(key)) } @if row.is_made_up { p.second { (view.w("found.starter")) " " (view.w("found.starter_help")) } }
                @else if let Some(why) = &row.why { p.second { (why) } } }
            td {
                @if is_made(row) {
                    a href={ "/made?path=" (encoded(&job.output)) } download { (icon("down")) "PDF" } span.second { (row.bytes.div_ceil(1000)) " KB" }
                } @else if let Some(sheet) = sheet { a href={ "/sheet/" (sheet.id) "?for=" (job.purpose.name()) } { (view.w("found.go")) } }
            }
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// So many of what a package lacks are named.
const MOST_NAMED: usize = 3;

fn package(view: &View<'_>, progress: &Progress) -> Markup {
    let (made, left) = for_press(view.studio);
    let ready = !progress.running && !made.is_empty();
    html! {
        aside.panel.package aria-labelledby="package-title" {
            h2 #package-title { (icon("package")) (view.w("package.title")) }
            p.second { (view.w("package.what")) }
            ul { li { @if ready { (view.words.count("package.pdfs", made.len())) } @else { (view.w("package.all_pdfs")) } }
                li { (view.w("package.ticket")) } li { (view.w("package.proofs")) } li { (view.w("package.list")) } }
            @if ready && !left.is_empty() {
                div.notice.warning { p { (icon("warning")) (view.words.count("package.left", left.len())) }
                    p.second { @for (at, job) in left.iter().take(MOST_NAMED).enumerate() {
                        @if at > 0 { "; " } (view.format_name(job)) ", " (view.hands(job)) }
                        @if left.len() > MOST_NAMED { "; " (view.words.count("overview.more", left.len() - MOST_NAMED)) } } }
            }
            @if ready { a.button.main href="/package" download="print.zip" { (icon("down")) (view.w("package.get")) } }
            @else { p.second { (view.w("package.first")) } }
        }
    }
}
