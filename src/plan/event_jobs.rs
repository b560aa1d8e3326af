//! What is made of events that are rows of a table: for whom, in which formats and languages.

use super::unknown::organization;
use super::{For, MakeLine, Planner};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Content, Event, Make, Name, OrgChoice, Pseudo, TableRows};
use std::collections::{BTreeMap, BTreeSet};

impl Planner<'_> {
    /// What a make asks for events, each for the organization that its row names, else for those of the make.
    pub(super) fn events(&mut self, make: &Make, names: &[Name]) {
        let project = self.project;
        // Rows with mistakes of their own were reported when they were read.
        let chooses = |rows: &TableRows| !rows.filter.is_empty() || rows.rows.is_some();
        self.not_understood |= names.is_empty() && make.events.as_ref().is_some_and(|rows| !chooses(rows));
        if make.events.as_ref().is_some_and(|rows| rows.together) {
            return self.season(make, names);
        }
        let mut orgs = BTreeSet::new();
        for (name, event) in names.iter().filter_map(|name| Some((name, project.events.get(name)?))) {
            // A table that was named on the command line may ask for itself; rows that ask for nothing are like the project's own.
            let as_made = make.events.is_some() || event.presets.is_empty();
            let formats = if as_made { make.formats.clone() } else { Vec::new() };
            let lines = self.lines_of(&Make { formats, ..make.clone() }, &event.presets);
            if lines.is_empty() {
                let message = format!("nothing says what is made for `{name}`");
                let help = "name presets in its row, or formats in the `[[make]]`";
                self.report(Diagnostic::error(&checks::NOTHING_TO_MAKE, event.title.span, message).help(help));
            }
            for org in self.holders(make, name, event) {
                for line in &lines {
                    self.line(make, &org, line, &For::Event(name, event));
                }
                orgs.insert(org);
            }
        }
        self.unknown_quantities(make, &orgs.into_iter().collect::<Vec<_>>());
    }

    /// All events of an organization on one product, the earliest first.
    fn season(&mut self, make: &Make, names: &[Name]) {
        let project = self.project;
        let mut seasons: BTreeMap<Name, Vec<&Name>> = BTreeMap::new();
        for (name, event) in names.iter().filter_map(|name| Some((name, project.events.get(name)?))) {
            for org in self.holders(make, name, event) {
                seasons.entry(org).or_default().push(name);
            }
        }
        self.unknown_quantities(make, &seasons.keys().cloned().collect::<Vec<_>>());
        for (org, mut names) in seasons {
            names.sort_by_key(|name| project.events.get(*name).map(|event| event.start.value));
            let names: Vec<Name> = names.into_iter().cloned().collect();
            for line in self.lines(make, &org) {
                self.line(make, &org, &line, &For::Season(&names));
            }
        }
    }

    /// Who holds an event: whom its row names; else the organizations of the make, or the only one there is.
    fn holders(&mut self, make: &Make, name: &Name, event: &Event) -> Vec<Name> {
        let project = self.project;
        if let Some(org) = &event.org {
            // Spreadsheets have names, not those of files.
            let known = organization(project, &org.value);
            if known.is_none() {
                self.unknown("organization", org);
            }
            return known.into_iter().cloned().collect();
        }
        if make.events.is_some() && make.orgs != OrgChoice::Only {
            return self.orgs(make);
        }
        let mut all = project.orgs.keys();
        match (all.next(), all.next()) {
            (Some(only), None) => vec![only.clone()],
            _ => {
                let message = format!("`{name}` names no organization that holds it");
                let help = "add a column `org`, or `orgs` to the `[[make]]` for rows that name none";
                self.report(Diagnostic::error(&checks::MISSING_KEY, event.title.span, message).help(help));
                Vec::new()
            }
        }
    }

    /// The languages that a row asks for; else its own, and those that it has words in, on one sheet where the make wants
    /// one. Pseudo-locales come with the request.
    pub(super) fn languages_of(&mut self, event: &Event, line: &MakeLine, content: &Content) -> Vec<String> {
        let own = event.language.as_ref().unwrap_or(&content.language);
        let mut asked: Vec<At<String>> = event.languages.clone();
        if asked.is_empty() {
            asked.push(own.clone());
            let others = event.words.keys().filter(|tag| **tag != own.value);
            asked.extend(others.map(|tag| At::new(tag.clone(), event.title.span)));
            asked = together(asked, &line.languages);
        }
        let mut spoken: Vec<String> = Vec::new();
        for tags in asked {
            let parts: Vec<&str> = tags.value.split('+').collect();
            let there =
                parts.iter().filter(|tag| self.has_language(&line.content.value, content, &At::new(tag.to_string(), tags.span)));
            if there.count() == parts.len() && !spoken.contains(&tags.value) {
                spoken.push(tags.value.clone());
            }
        }
        let pseudo = self.request.languages.iter().filter(|tag| Pseudo::from_tag(tag).is_some());
        spoken.extend(pseudo.cloned());
        spoken
    }
}

/// What is wanted of the languages that a row has words in, where some of them are wanted on one sheet; else each of them.
fn together(spoken: Vec<At<String>>, wanted: &[At<String>]) -> Vec<At<String>> {
    let is_spoken = |part: &str| spoken.iter().any(|tag| tag.value == part);
    let there = || wanted.iter().filter(|tags| tags.value.split('+').all(is_spoken));
    if there().any(|tags| tags.value.contains('+')) { there().cloned().collect() } else { spoken }
}
