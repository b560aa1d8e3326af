//! What is to be made: from a project and a request to a list of jobs, one for each file that will be written.

mod copies;
mod dates;
mod event_jobs;
mod events;
mod job;
mod languages;
mod organizations;
mod output;
mod request;
mod unknown;

pub use events::state_of;
pub use job::{Job, SHARED, Share, Shared};
pub use request::Request;

use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Body, Content, Event, Ink, Make, Name, PresetChoice, PrintedSides, Project, Purpose, ScreenFile};
use jiff::civil::Date;
use output::told_apart;
use std::collections::{BTreeMap, BTreeSet};

/// How long before its review date a fact is called due.
const DUE_DAYS: i64 = 30;

/// Works out every job of a request, sorted by output path. Names that do not exist and clashes are reported;
/// everything else is still planned.
pub fn plan(project: &Project, request: &Request) -> (Vec<Job>, Vec<Diagnostic>) {
    let mut planner = Planner {
        project,
        request,
        jobs: BTreeMap::new(),
        diagnostics: Vec::new(),
        clashes: Vec::new(),
        pattern: request.pattern(&project.defaults.output.value),
        not_understood: false,
        counted: BTreeMap::new(),
        given: Vec::new(),
    };
    match (request.events, project.makes.iter().find(|make| make.events.is_some()).or(project.makes.first())) {
        (true, Some(make)) => planner.events(make, &project.events.keys().cloned().collect::<Vec<_>>()),
        _ => project.makes.iter().for_each(|make| planner.make(make)),
    }
    planner.unknown_requests();
    let asked = |job: &Job| request.orgs.is_empty() || job.orgs().iter().any(|org| request.orgs.contains(org));
    let jobs: Vec<Job> = planner.jobs.into_values().filter(asked).collect();
    let mut diagnostics = planner.diagnostics;
    let is_understood = !planner.not_understood && !diagnostics.iter().any(Diagnostic::is_error);
    if jobs.is_empty() && !project.is_chunk && is_understood {
        let message = "nothing in `handbill.toml` matches what was asked for";
        diagnostics.push(
            Diagnostic::error(&checks::NOTHING_TO_MAKE, Span::NONE, message).help("`handbill list products` shows what there is"),
        );
    }
    // Where a name was wrong, what it was for is not made either: that is told once.
    if is_understood {
        diagnostics.extend(languages::asked_in_vain(project, request, &jobs));
    }
    let used: BTreeSet<&Name> = jobs.iter().flat_map(Job::events).collect();
    let of_rows = used.into_iter().filter_map(|name| project.events.get(name));
    // A row takes the place of the event that a content states.
    let own: BTreeSet<&Name> = jobs.iter().filter(|job| job.events().next().is_none()).map(|job| &job.content).collect();
    let of_contents = own.into_iter().filter_map(|name| project.contents.get(name)).flat_map(|c| &c.blocks);
    let of_contents = of_contents.filter_map(|block| match &block.body {
        Body::Event(event) => Some(event.as_ref()),
        _ => None,
    });
    let today = request.as_of.unwrap_or(request.today);
    diagnostics.extend(of_rows.chain(of_contents).flat_map(|event| events::check(project, event, today)));
    diagnostics.extend(dates::permissions(project, &jobs, request.as_of.unwrap_or(request.today)));
    for name in used_contents(&jobs) {
        if let Some(content) = project.contents.get(name) {
            diagnostics.extend(dates::review_dates(content, request.as_of.unwrap_or(request.today)));
        }
    }
    (jobs, diagnostics)
}

/// `sides = 1` for what has panels on its back.
fn needs_its_back(format: &str, sides: Span) -> Diagnostic {
    let message = format!("`sides` is 1, and `{format}` has panels on both of its sides");
    let help = format!("take `sides` out, or give `{format}` a `[[make]]` of its own");
    Diagnostic::error(&checks::BAD_VALUE, sides, message).help(help)
}

/// One content in some formats, in one look.
struct MakeLine {
    content: At<Name>,
    formats: Vec<At<Name>>,
    theme: At<Name>,
    scheme: Option<At<Name>>,
    /// As the make has them, or the project.
    languages: Vec<At<String>>,
}

/// What a line of an order is made for.
enum For<'a> {
    Org,
    /// A row of a table of events, with its id.
    Event(&'a Name, &'a Event),
    /// Rows of a table of events, all on one product.
    Season(&'a [Name]),
}

impl<'a> For<'a> {
    fn event(&self) -> Option<(&'a Name, &'a Event)> {
        match self {
            For::Event(name, event) => Some((name, event)),
            For::Org | For::Season(_) => None,
        }
    }

    fn season(&self) -> &'a [Name] {
        match self {
            For::Season(names) => names,
            For::Org | For::Event(..) => &[],
        }
    }
}

/// The jobs so far, and all that tells whether the next one may join them.
struct Planner<'a> {
    project: &'a Project,
    request: &'a Request,
    /// By output path.
    jobs: BTreeMap<String, Job>,
    diagnostics: Vec<Diagnostic>,
    /// Two makes that write to one file, as they were told of.
    clashes: Vec<[Span; 2]>,
    /// Where files go, with its placeholders.
    pattern: String,
    /// A name was passed over because its file was not understood.
    not_understood: bool,
    /// How many numbers a make has given so far, for each purpose.
    counted: BTreeMap<(Span, Purpose), u64>,
    /// Which numbers were given, for which purpose, by which make.
    given: Vec<(copies::Given, Purpose, Span)>,
}

impl Planner<'_> {
    fn make(&mut self, make: &Make) {
        let project = self.project;
        if !project.contents.contains_key(&make.content.value) {
            return self.unknown("content", &make.content);
        }
        self.unknown_blocks(make);
        if let Some(rows) = &make.events {
            return self.events(make, &rows.names);
        }
        if !self.can_be_told_apart(make) {
            return;
        }
        let orgs = self.orgs(make);
        for org in &orgs {
            for line in self.lines(make, org) {
                self.line(make, org, &line, &For::Org);
            }
        }
        self.unknown_quantities(make, &orgs);
    }

    /// What a make asks for an organization: its presets, else the make's formats.
    fn lines(&mut self, make: &Make, org: &str) -> Vec<MakeLine> {
        let project = self.project;
        let own = project.orgs.get(org).map(|o| o.presets.as_slice()).unwrap_or_default();
        self.lines_of(make, own)
    }

    fn lines_of(&self, make: &Make, own: &[At<Name>]) -> Vec<MakeLine> {
        let project = self.project;
        let named = match &make.presets {
            PresetChoice::Named(names) => names.as_slice(),
            PresetChoice::Own(_) | PresetChoice::Formats => own,
        };
        let whole = MakeLine {
            content: make.content.clone(),
            formats: make.formats.clone(),
            theme: self.theme(make.theme.as_ref().unwrap_or(&project.defaults.theme)),
            scheme: make.scheme.clone(),
            languages: make.languages.as_ref().unwrap_or(&project.defaults.languages).clone(),
        };
        if named.is_empty() {
            return if whole.formats.is_empty() { Vec::new() } else { vec![whole] };
        }
        // A name without a preset was reported when it was read.
        let presets = named.iter().filter_map(|name| project.presets.get(&name.value));
        presets
            .map(|preset| MakeLine {
                content: preset.content.as_ref().unwrap_or(&whole.content).clone(),
                formats: preset.formats.clone(),
                theme: self.theme(preset.theme.as_ref().unwrap_or(&whole.theme)),
                scheme: preset.scheme.as_ref().or(whole.scheme.as_ref()).cloned(),
                languages: whole.languages.clone(),
            })
            .collect()
    }

    fn line(&mut self, make: &Make, org: &Name, line: &MakeLine, of: &For<'_>) {
        let project = self.project;
        let Some(content) = project.contents.get(&line.content.value) else {
            return self.unknown("content", &line.content);
        };
        if !project.themes.contains_key(&line.theme.value) {
            match self.request.theme {
                None => self.unknown("theme", &line.theme),
                // One of the command line is told once, with the other names there.
                Some(_) => self.not_understood = true,
            }
            return;
        }
        let condition = self.condition(make);
        let standard = make.standard.as_ref().unwrap_or(&project.defaults.standard).value;
        let own_quantity = project.orgs.get(org).and_then(|o| o.quantity.as_ref());
        for format_name in &line.formats {
            let Some(format) = project.formats.get(&format_name.value) else {
                self.unknown("format", format_name);
                continue;
            };
            if let Some(sides) = make.sides.as_ref().filter(|sides| sides.value == PrintedSides::One && format.is_folded_of_two())
            {
                self.diagnostics.push(needs_its_back(&format_name.value, sides.span));
                continue;
            }
            let scheme = line.scheme.as_ref().unwrap_or(&format.scheme);
            if !project.schemes.contains_key(&scheme.value) {
                self.unknown("scheme", scheme);
                continue;
            }
            let languages = match of {
                For::Event(_, event) => self.languages_of(event, line, content),
                For::Org | For::Season(_) => self.languages(make, &line.content.value, content, org),
            };
            for language in languages {
                for purpose in self.purposes(make) {
                    let of_event = of.event().and_then(|(_, event)| event.quantity.as_ref());
                    let quantity =
                        of_event.or(make.quantities.get(org)).or(own_quantity).or(make.quantity.as_ref()).map(|q| q.value);
                    let gang = self.shared(make, org, quantity, purpose);
                    self.add(Job {
                        content: line.content.value.clone(),
                        event: of.event().map(|(name, _)| name.clone()),
                        season: of.season().to_vec(),
                        row: None,
                        copy: None,
                        org: org.clone(),
                        language: language.clone(),
                        format: format_name.value.clone(),
                        theme: line.theme.value.clone(),
                        scheme: scheme.value.clone(),
                        purpose,
                        condition: condition.clone(),
                        standard: self.request.standard.unwrap_or(standard),
                        quantity,
                        ink: self.ink(make, purpose),
                        screen: self.screen(purpose),
                        // A screen shows one product a file: nothing is put on sheets.
                        gang,
                        without: make.without.iter().map(|name| name.value.clone()).collect(),
                        sides: make.sides.as_ref().map(|sides| sides.value),
                        output: String::new(),
                        date: self.request.as_of.unwrap_or_else(|| newest_date(content)),
                        origin: make.origin,
                    });
                }
            }
        }
    }

    /// How ink is used: a matter of one's own printer.
    fn ink(&self, make: &Make, purpose: Purpose) -> Ink {
        match purpose {
            Purpose::Office => self.request.ink.or(make.ink).unwrap_or(self.project.defaults.ink),
            Purpose::Press | Purpose::Screen => Ink::default(),
        }
    }

    /// How a file is written: a matter of screens.
    fn screen(&self, purpose: Purpose) -> ScreenFile {
        let stated = self.project.defaults.screen;
        match purpose {
            Purpose::Screen => ScreenFile {
                accessibility: self.request.accessibility.unwrap_or(stated.accessibility),
                attach: self.request.attach || stated.attach,
            },
            Purpose::Office | Purpose::Press => ScreenFile::default(),
        }
    }

    /// Quantities for organizations that the make does not have.
    fn unknown_quantities(&mut self, make: &Make, orgs: &[Name]) {
        // Rows that could not be read may be whose it is.
        if self.not_understood {
            return;
        }
        for (name, quantity) in make.quantities.iter().filter(|(name, _)| !orgs.contains(name)) {
            let message = format!("`quantity` names `{name}`, which is not among the organizations of this make");
            let help = format!("there is: {}", orgs.join(", "));
            self.report(Diagnostic::error(&checks::UNKNOWN_NAME, quantity.span, message).help(help));
        }
    }

    /// The theme to lay out in: the one that was asked for, else the one that is stated.
    fn theme(&self, stated: &At<Name>) -> At<Name> {
        self.request.theme.as_ref().map_or_else(|| stated.clone(), |name| At::new(name.clone(), Span::NONE))
    }

    /// The printing condition of a make; reported where there is none of that name and the make asks for
    /// it, or press files are wanted.
    fn condition(&mut self, make: &Make) -> Name {
        let stated = make.condition.as_ref().unwrap_or(&self.project.defaults.condition);
        let wanted = match &self.request.condition {
            Some(name) => At::new(name.clone(), Span::NONE),
            None => stated.clone(),
        };
        let is_asked = wanted.span != Span::NONE || self.purposes(make).contains(&Purpose::Press);
        if !self.project.conditions.contains_key(&wanted.value) && is_asked {
            let before = self.diagnostics.iter().any(|d| d.span == wanted.span && d.message.contains("printing condition"));
            if !before {
                self.unknown("printing condition", &wanted);
            }
        }
        wanted.value
    }

    fn add(&mut self, mut job: Job) {
        if !self.wanted(&job) {
            return;
        }
        job.output = output_path(&self.pattern, &job);
        if let Some(part) = unusable_part(&job.output) {
            let message = format!("`{part}` in `{}` is no name of a file or folder on every system", job.output);
            let help =
                "call the organization or the content otherwise: letters, digits and `-`, and not `con`, `nul` and the like";
            let diagnostic = Diagnostic::error(&checks::OUTPUT_PATTERN, job.origin, message).help(help);
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
            return;
        }
        match self.jobs.get(&job.output) {
            // Two makes may well ask for the same product; the larger quantity wins.
            Some(same) if is_each(same) || is_each(&job) => {
                let message = format!("two products with copies of their own would be written to `{}`", job.output);
                let diagnostic = Diagnostic::error(&checks::SAME_OUTPUT, self.project.defaults.output.span, message)
                    .also(same.origin, "the first")
                    .also(job.origin, "the second")
                    .help("put what tells them apart into `output`, or give them contents of different names");
                self.report(diagnostic);
            }
            Some(same) if same_sheets(same, &job) => {
                if let (Some(shared), Some(more)) = (self.jobs.get_mut(&job.output).and_then(|j| j.gang.as_mut()), job.gang) {
                    shared.shares.extend(more.shares);
                }
            }
            Some(same) if same_product(same, &job) => {
                let quantity = same.quantity.max(job.quantity);
                self.jobs.insert(job.output.clone(), Job { quantity, ..job });
            }
            Some(other) => {
                let message = format!("two products would be written to `{}`", job.output);
                let diagnostic = Diagnostic::error(&checks::SAME_OUTPUT, self.project.defaults.output.span, message)
                    .also(other.origin, format!("the first: {} for {}, {}", other.format, other.org, other.language))
                    .also(job.origin, format!("the second: {} for {}, {}", job.format, job.org, job.language))
                    .help(told_apart(&self.pattern, self.request.output.is_some(), other, &job));
                // What two makes do with one product they do with all.
                let places = [other.origin, job.origin];
                if !self.clashes.contains(&places) {
                    self.clashes.push(places);
                    self.diagnostics.push(diagnostic);
                }
            }
            None => {
                self.jobs.insert(job.output.clone(), job);
            }
        }
    }

    /// Whether the request leaves this job in.
    fn wanted(&self, job: &Job) -> bool {
        let r = self.request;
        self.named(job)
            && (r.contents.is_empty() || r.contents.contains(&job.content))
            // Shared sheets are made whole or not at all.
            && (r.orgs.is_empty() || job.gang.is_some() || r.orgs.contains(&job.org))
            && (r.languages.is_empty() || r.languages.iter().any(|l| *l == job.language || job.languages().all(|tag| tag == l)))
    }

    /// Whether its content and its format are among the names. Contents alone let every format in, and formats every content.
    fn named(&self, job: &Job) -> bool {
        let names = &self.request.names;
        let is_content = |name: &&String| self.project.contents.contains_key(*name);
        let is_format = |name: &&String| self.project.formats.contains_key(*name);
        let mut contents = names.iter().filter(|n| is_content(n) && !is_format(n)).peekable();
        let mut formats = names.iter().filter(|n| is_format(n) && !is_content(n)).peekable();
        let in_contents = contents.peek().is_none() || contents.any(|name| *name == job.content);
        let in_formats = formats.peek().is_none() || formats.any(|name| *name == job.format);
        let hit = names.is_empty() || names.iter().any(|name| *name == job.content || *name == job.format);
        hit && in_contents && in_formats
    }

    fn purposes(&self, make: &Make) -> Vec<Purpose> {
        if !self.request.purposes.is_empty() {
            return self.request.purposes.clone();
        }
        let asked = make.purposes.as_ref().unwrap_or(&self.project.defaults.purposes);
        asked.iter().map(|p| p.value).collect()
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Whether each copy is one of its own.
fn is_each(job: &Job) -> bool {
    job.gang.as_ref().is_some_and(|shared| shared.shares.iter().any(Share::is_own))
}

fn same_product(a: &Job, b: &Job) -> bool {
    let press = |job: &Job| (job.purpose == Purpose::Press).then(|| (job.condition.clone(), job.standard));
    // Nothing is put on sheets for a screen.
    let scheme = |job: &Job| (job.purpose != Purpose::Screen).then(|| job.scheme.clone());
    (&a.event, &a.season, scheme(a)) == (&b.event, &b.season, scheme(b))
        && (&a.content, &a.org, &a.language, &a.format, &a.theme, a.purpose, a.ink, press(a))
            == (&b.content, &b.org, &b.language, &b.format, &b.theme, b.purpose, b.ink, press(b))
}

/// Whether two organizations share sheets.
fn same_sheets(a: &Job, b: &Job) -> bool {
    let other = Job { org: a.org.clone(), ..b.clone() };
    let how = |job: &Job| job.gang.as_ref().map(|shared| shared.how);
    a.origin == b.origin && a.org != b.org && how(a).is_some() && how(a) == how(b) && same_product(a, &other)
}

/// Fills the placeholders of an output pattern.
fn output_path(pattern: &str, job: &Job) -> String {
    // Events of one content are told apart by their ids.
    let content = job.event.as_ref().map_or_else(|| job.content.clone(), |event| format!("{}-{event}", job.content));
    let path = pattern
        .replace("{content}", &content)
        .replace("{org}", job.hands())
        .replace("{format}", &job.format)
        .replace("{lang}", &job.language)
        .replace("{theme}", &job.theme)
        .replace("{scheme}", &job.scheme)
        .replace("{condition}", &job.condition)
        .replace("{standard}", job.standard.name())
        .replace("{purpose}", job.purpose.name());
    if path.ends_with(".pdf") { path } else { format!("{path}.pdf") }
}

/// A part of a path that some system takes for something else: names of devices on Windows, whatever their ending, a dot or
/// a blank at the end, a hyphen at the beginning, signs that no name may have.
fn unusable_part(path: &str) -> Option<&str> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let is_device = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
        let numbered = |name: &str| stem.strip_prefix(name).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
        DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
    };
    path.split('/').filter(|part| !part.is_empty() && *part != ".").find(|part| {
        is_device(part)
            || part.ends_with(['.', ' '])
            || part.starts_with(['-', ' '])
            || part.len() > 255
            || part.chars().any(|c| c.is_control() || "<>\"|?*".contains(c))
    })
}

fn used_contents(jobs: &[Job]) -> impl Iterator<Item = &Name> {
    let mut names: Vec<&Name> = jobs.iter().map(|j| &j.content).collect();
    names.sort();
    names.dedup();
    names.into_iter()
}

/// The newest date the content states; a fixed day where it states none.
fn newest_date(content: &Content) -> Date {
    let dates = content.blocks.iter().filter_map(|block| match &block.body {
        Body::Stat(stat) => Some(stat.as_of.value),
        Body::Quote(quote) => quote.as_of.as_ref().map(|d| d.value),
        _ => None,
    });
    dates.max().unwrap_or(jiff::civil::date(2000, 1, 1))
}
