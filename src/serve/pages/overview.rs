//! All sheets as pictures, those that need somebody first.

use super::{View, icon};
use crate::serve::looks::SheetState;
use crate::serve::now::Sheet;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What is shown of all sheets.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub state: String,
    pub org: String,
    pub language: String,
    pub format: String,
    pub purpose: String,
    pub content: String,
    /// Only where this block stands.
    pub block: String,
    pub from: usize,
}

/// What was looked at before this piece began to listen is asked for once: when the page does, or soon after the piece came.
/// Where there is still nothing new the answer is empty, and the piece stays.
const MISSED: [&str; 2] = ["", ", sse:listening, load delay:1s"];

/// So many at once; the rest comes when somebody scrolls to it.
const AT_ONCE: usize = 48;

/// How a sheet stands: as its worst purpose does. `None`: not all of them have been looked at.
pub fn state(view: &View<'_>, sheet: &Sheet) -> Option<(SheetState, usize)> {
    let states = sheet.jobs.iter().map(|index| {
        let job = view.now.job(*index).filter(|job| view.studio.looks.has_seen(&job.output))?;
        view.studio.looks.state(&job.output, &view.now.key(*index))
    });
    states.collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// Works out the keys of all that has been looked at, at once.
fn know_seen(view: &View<'_>) {
    let jobs = view.now.reading.jobs.iter().enumerate();
    let seen: Vec<usize> = jobs.filter(|(_, job)| view.studio.looks.has_seen(&job.output)).map(|(index, _)| index).collect();
    view.now.know(&seen);
}

fn matches(view: &View<'_>, sheet: &Sheet, filter: &Filter) -> bool {
    let Some(job) = sheet.jobs.first().and_then(|index| view.now.job(*index)) else { return false };
    let any = |asked: &str, is: &dyn Fn(&str) -> bool| asked.is_empty() || is(asked);
    any(&filter.org, &|org| job.orgs().iter().any(|name| *name == org))
        && any(&filter.language, &|language| job.language == language)
        && any(&filter.format, &|format| job.format == format)
        && any(&filter.content, &|content| job.content == content)
        && any(&filter.block, &|block| view.shows(sheet, block))
        && any(&filter.purpose, &|purpose| {
            sheet.jobs.iter().filter_map(|index| view.now.job(*index)).any(|job| job.purpose.name() == purpose)
        })
        && any(&filter.state, &|name| state(view, sheet).is_some_and(|(state, _)| state_name(state) == name))
}

/// The word by which addresses, style and the words of the page know a state.
pub fn state_name(state: SheetState) -> &'static str {
    match state {
        SheetState::Good => "good",
        SheetState::Draft => "draft",
        SheetState::Warning => "warning",
        SheetState::Refused => "refused",
    }
}

/// The sheets that the filter lets through, with the filter beside them.
pub fn page(view: &View<'_>, filter: &Filter) -> Markup {
    let partial = view.now.is_partial();
    let organizations = if partial { view.now.reading.project.organizations } else { view.now.reading.project.orgs.len() };
    let n = view.now.sheets.len();
    // What is made is what is shown, but for its state and for one block's sheets.
    let chosen = Filter { state: String::new(), block: String::new(), ..filter.clone() };
    let shown = view.now.sheets.iter().filter(|sheet| matches(view, sheet, &chosen)).count();
    let narrowed = query(&chosen, "");
    let make = if narrowed.is_empty() { "/make".to_string() } else { format!("/make?{narrowed}") };
    let content = html! {
        // What has been read so far gives way to the whole as soon as that is there.
        div.split #overview hx-get=[partial.then_some("/")] hx-trigger=[partial.then_some("sse:changed")]
            hx-select=[partial.then_some("#overview")] hx-swap=[partial.then_some("outerHTML")] {
            (filters(view, filter))
            div.body {
                div.headline {
                    div {
                        h1 { (view.w("nav.sheets")) }
                        @if partial {
                            p.second { (view.words.count("overview.reading", organizations)) " " a.scriptless href="/?state=" { (view.w("overview.show")) } }
                        } @else {
                            p.second { (view.words.count("overview.sheets", n)) " " (view.words.count("overview.organizations", organizations)) " " (view.w("overview.current")) }
                        }
                    }
                    a.button.main href=(make) data-key="m" { (icon("printer"))
                        @if partial { (view.w("nav.make")) }
                        @else { (view.words.count(if narrowed.is_empty() { "overview.make" } else { "overview.make_these" }, shown)) }
                        kbd { "M" } }
                }
                @if !partial { (summary(view, filter).markup) }
                (list(view, filter))
            }
        }
    };
    view.page("sheets", view.w("nav.sheets"), &content)
}

/// Counts of all sheets, with the hash of what they say.
pub struct Summary {
    pub hash: String,
    pub markup: Markup,
}

/// The banner with counts, and the tabs of states; told again when a sheet has been looked at.
pub fn summary(view: &View<'_>, filter: &Filter) -> Summary {
    let (waiting, counted) = counts(view, filter);
    let hash = blake3::hash(counted.0.as_bytes()).to_hex()[..16].to_string();
    let again = format!("/summary?{}&seen={hash}", query(filter, &filter.state));
    let markup = html! {
        div #summary hx-get=(again) hx-trigger={ "sse:looked throttle:700ms, sse:looked delay:900ms, sse:changed" (MISSED[usize::from(waiting > 0)]) } hx-swap="outerHTML" { (counted) }
    };
    Summary { hash, markup }
}

/// How many sheets wait, and what is said of all of them.
fn counts(view: &View<'_>, filter: &Filter) -> (usize, Markup) {
    know_seen(view);
    let mut counts: BTreeMap<SheetState, usize> = BTreeMap::new();
    let (mut found, mut first, mut waiting) = (0, None, 0);
    for sheet in &view.now.sheets {
        match state(view, sheet) {
            Some((state, n)) => {
                *counts.entry(state).or_default() += 1;
                found += n;
                if n > 0 && first.is_none_or(|(worst, _)| state > worst) {
                    first = Some((state, sheet));
                }
            }
            None => waiting += 1,
        }
    }
    let tabs = [SheetState::Good, SheetState::Warning, SheetState::Refused, SheetState::Draft];
    let refused = counts.get(&SheetState::Refused).copied().unwrap_or_default();
    let markup = html! {
        @if let Some((worst, sheet)) = first {
            section class={ "notice " (state_name(worst)) } {
                p { (icon(state_name(worst))) (view.words.count("found.things", found)) " "
                    @if refused > 0 { (view.words.count("found.stops", refused)) } }
                a href={ "/sheet/" (sheet.id) } data-key="f" { (view.w("found.first")) kbd { "F" } }
            }
        } @else if waiting == 0 && counts.contains_key(&SheetState::Draft) {
            section.notice.draft { p { (icon("draft")) (view.words.count("overview.drafts", counts[&SheetState::Draft])) }
                a href={ "/?" (query(filter, "draft")) } { (view.w("overview.show")) } }
        } @else if waiting == 0 && !view.now.sheets.is_empty() {
            section.notice.good { p { (icon("good")) (view.w("found.nothing")) } }
        }
        nav.tabs aria-label=(view.w("overview.states")) {
            a href={ "/?" (query(filter, "")) } aria-current=[filter.state.is_empty().then_some("true")] { (view.w("overview.all")) " " (view.now.sheets.len()) }
            @for tab in tabs {
                @let name = state_name(tab);
                a href={ "/?" (query(filter, name)) } aria-current=[(filter.state == name).then_some("true")] {
                    (icon(name)) (view.w(&format!("overview.{name}"))) " " (counts.get(&tab).copied().unwrap_or_default())
                }
            }
            @if waiting > 0 { span.second { (view.words.count("overview.waiting", waiting)) } }
        }
    };
    (waiting, markup)
}

fn query(filter: &Filter, state: &str) -> String {
    let pairs = [
        ("state", state),
        ("org", &filter.org),
        ("language", &filter.language),
        ("format", &filter.format),
        ("purpose", &filter.purpose),
        ("content", &filter.content),
        ("block", &filter.block),
    ];
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(key, value);
    }
    query.finish()
}

fn filters(view: &View<'_>, filter: &Filter) -> Markup {
    let mut orgs: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let mut languages = orgs.clone();
    let mut formats = orgs.clone();
    let mut purposes = orgs.clone();
    let count = |into: &mut BTreeMap<String, (String, usize)>, key: &str, name: String| {
        into.entry(key.to_string()).or_insert((name, 0)).1 += 1;
    };
    for sheet in &view.now.sheets {
        let jobs: Vec<_> = sheet.jobs.iter().filter_map(|index| view.now.job(*index)).collect();
        let Some(job) = jobs.first() else { continue };
        for org in job.orgs() {
            count(&mut orgs, org, super::org_name(&view.now.reading.project, org));
        }
        count(&mut languages, &job.language, view.languages(job));
        count(&mut formats, &job.format, view.format_name(job));
        for job in &jobs {
            count(&mut purposes, job.purpose.name(), view.words.of_name("purpose", job.purpose.name()).to_string());
        }
    }
    let groups = [
        ("org", &filter.org, orgs),
        ("language", &filter.language, languages),
        ("format", &filter.format, formats),
        ("purpose", &filter.purpose, purposes),
    ];
    html! {
        form.side.filters action="/" method="get" data-act="filter" aria-label=(view.w("overview.filter")) {
            @for (key, chosen, values) in groups.into_iter().filter(|(_, chosen, values)| values.len() > 1 || !chosen.is_empty()) {
                @let label = view.w(LABELS.iter().find(|(of, _)| *of == key).map_or(key, |(_, label)| label));
                div class=(if values.len() > MOST_LISTED { "facet long" } else { "facet" }) {
                    h2 id={ "by-" (key) } { (label) }
                    @if values.len() <= MOST_LISTED {
                        ul { @for (value, (name, n)) in &values { li { (one_filter(filter, key, value, name, *n)) } } }
                    }
                    select name=(key) aria-labelledby={ "by-" (key) } {
                        option value="" { (view.w("overview.any")) }
                        @for (value, (name, n)) in &values {
                            option value=(value) selected[chosen == value] { (name) " (" (n) ")" }
                        }
                    }
                }
            }
            @for (key, value) in [("content", &filter.content), ("block", &filter.block)] {
                @if !value.is_empty() { input type="hidden" name=(key) value=(value); }
            }
            div.row {
                button.button.scriptless type="submit" { (view.w("overview.show")) }
                @if !query(filter, &filter.state).is_empty() { a href="/" { (view.w("overview.clear")) } }
            }
        }
    }
}

/// More than so many are a menu in place of a list.
const MOST_LISTED: usize = 9;

const LABELS: [(&str, &str); 4] = [
    ("org", "overview.by_org"),
    ("language", "overview.by_language"),
    ("format", "overview.by_format"),
    ("purpose", "overview.by_purpose"),
];

/// One value of a filter with its count: chosen by a click, and left out by another.
fn one_filter(filter: &Filter, key: &str, value: &str, name: &str, n: usize) -> Markup {
    let mut with = filter.clone();
    let place = match key {
        "org" => &mut with.org,
        "language" => &mut with.language,
        "format" => &mut with.format,
        _ => &mut with.purpose,
    };
    let is_chosen = place == value;
    *place = if is_chosen { String::new() } else { value.to_string() };
    html! { a href={ "/?" (query(&with, &filter.state)) } aria-current=[is_chosen.then_some("true")] { span { (name) } span.second { (n) } } }
}

/// The sheets that are meant, those that need somebody first; among equals the order of the project.
fn meant<'v>(view: &'v View<'_>, filter: &Filter) -> Vec<&'v Sheet> {
    know_seen(view);
    let mut meant: Vec<&Sheet> = view.now.sheets.iter().filter(|sheet| matches(view, sheet, filter)).collect();
    meant.sort_by_cached_key(|sheet| std::cmp::Reverse(state(view, sheet).map(|(state, _)| state)));
    meant
}

/// Those of them that are shown at once.
pub fn on_page<'v>(view: &'v View<'_>, filter: &Filter) -> Vec<&'v Sheet> {
    meant(view, filter).into_iter().skip(filter.from).take(AT_ONCE).collect()
}

/// The cards, as many as are shown at once.
pub fn list(view: &View<'_>, filter: &Filter) -> Markup {
    let shown = meant(view, filter);
    let rest = shown.len().saturating_sub(filter.from + AT_ONCE);
    let page: Vec<&Sheet> = shown.iter().skip(filter.from).take(AT_ONCE).copied().collect();
    view.now.know(&page.iter().flat_map(|sheet| sheet.jobs.iter().copied()).collect::<Vec<_>>());
    let more = format!("/more?{}&from={}", query(filter, &filter.state), filter.from + AT_ONCE);
    html! {
        @if shown.is_empty() {
            @let what = chosen_names(view, filter);
            p.empty { @if what.is_empty() { (view.w("overview.none")) } @else { (view.words.fill("overview.none_of", &[("what", &what)])) } " " a href="/" { (view.w("overview.clear")) } }
        }
        ul.cards {
            @for sheet in &page { (card(view, sheet)) }
            @if rest > 0 {
                li.more hx-get=(more) hx-trigger="revealed" hx-swap="outerHTML" { a href=(more) { (view.words.count("overview.more", rest)) } }
            }
        }
    }
}

/// What is asked for, as the menus say it.
fn chosen_names(view: &View<'_>, filter: &Filter) -> String {
    let project = &view.now.reading.project;
    let format = project.formats.get(&filter.format).map_or(filter.format.clone(), |format| format.name.value.clone());
    let state = view.words.of_name("overview", &filter.state).to_string();
    let all = [
        (!filter.org.is_empty()).then(|| super::org_name(project, &filter.org)),
        (!filter.language.is_empty()).then(|| view.language(&filter.language)),
        (!filter.format.is_empty()).then_some(format),
        (!filter.purpose.is_empty()).then(|| view.words.of_name("purpose", &filter.purpose).to_string()),
        (!filter.state.is_empty()).then_some(state),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One sheet. It asks for itself again when it has been looked at.
pub fn card(view: &View<'_>, sheet: &Sheet) -> Markup {
    let Some((index, job)) = sheet.jobs.first().and_then(|index| Some((*index, view.now.job(*index)?))) else { return html! {} };
    let state = state(view, sheet);
    let class = state.map_or("waiting", |(state, _)| state_name(state));
    let name = view.format_name(job);
    let trigger = format!("sse:looked-{}{}", sheet.id, MISSED[usize::from(state.is_none())]);
    html! {
        li class={ "card " (class) } id={ "card-" (sheet.id) } hx-get={ "/card/" (sheet.id) }
            hx-trigger=(trigger) hx-swap="outerHTML" {
            a href={ "/sheet/" (sheet.id) } {
                span.thumb { img src={ "/thumb/" (sheet.id) ".png?k=" (view.now.key(index)) } alt="" loading="lazy" decoding="async"; }
                strong { (name) }
                span.second { (view.hands(job)) " · " (view.languages(job)) }
                (view.badge(state.map(|(state, _)| state), state.map_or(0, |(_, n)| n)))
            }
        }
    }
}
