//! In which languages something is made, and those that organizations ask for and nobody makes anything in.

use super::{Job, Planner, Request};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Content, Make, Name, OrgChoice, Project, Pseudo};
use std::collections::BTreeSet;

/// Organizations for which nothing is made, because nothing is made in a language that they ask for.
pub(super) fn asked_in_vain(project: &Project, request: &Request, jobs: &[Job]) -> Vec<Diagnostic> {
    if !request.names.is_empty()
        || !request.contents.is_empty()
        || !request.languages.is_empty()
        || !request.orgs.is_empty()
        || request.events
    {
        return Vec::new();
    }
    let made: BTreeSet<&Name> = jobs.iter().flat_map(Job::orgs).collect();
    let asked = |name: &Name| {
        project.makes.iter().filter(|make| make.events.is_none()).any(|make| match &make.orgs {
            OrgChoice::All(_) => true,
            OrgChoice::Only => false,
            OrgChoice::Named(names) => names.iter().any(|named| named.value == *name),
            OrgChoice::Table(rows) => request.given || rows.names.contains(name),
        })
    };
    let idle = project.orgs.iter().filter(|(name, org)| !org.languages.is_empty() && !made.contains(name) && asked(name));
    idle.map(|(name, org)| {
        let tags: Vec<&str> = org.languages.iter().map(|tag| tag.value.as_str()).collect();
        let message = format!("nothing is made for `{name}`: it asks for {}, and no order is made in it", tags.join(", "));
        let help = "add the language to `languages` in `handbill.toml`, or another one to the organization";
        let place = org.languages.first().map_or(org.origin, |tag| tag.span);
        Diagnostic::warning(&checks::NOTHING_TO_MAKE, place, message).help(help)
    })
    .collect()
}

impl Planner<'_> {
    /// The languages asked for that the organization uses and the content has; all of the make's where the
    /// organization names none.
    pub(super) fn languages(&mut self, make: &Make, content_name: &Name, content: &Content, org: &str) -> Vec<String> {
        let asked = make.languages.as_ref().unwrap_or(&self.project.defaults.languages);
        let own = self.project.orgs.get(org).map(|o| o.languages.as_slice()).unwrap_or_default();
        let mut languages: Vec<String> = Vec::new();
        for language in asked {
            // A pseudo-locale is asked for on the command line, of every content.
            let pseudo = self.request.languages.iter().filter(|l| Pseudo::from_tag(l).is_some());
            let parts = language.value.split('+').count();
            languages.extend(pseudo.map(|tag| vec![tag.as_str(); parts].join("+")));
            let tags: Vec<&str> = language.value.split('+').collect();
            let there = tags
                .iter()
                .filter(|tag| self.has_language(content_name, content, &At::new(tag.to_string(), language.span)))
                .count();
            let used = |tag: &&str| Pseudo::from_tag(tag).is_some() || own.is_empty() || own.iter().any(|l| l.value == *tag);
            if there == tags.len() && tags.iter().all(used) {
                languages.push(language.value.clone());
            }
        }
        let mut seen = BTreeSet::new();
        languages.retain(|language| seen.insert(language.clone()));
        languages
    }

    /// Whether a content can be made in a language; reported where not.
    pub(super) fn has_language(&mut self, content_name: &Name, content: &Content, language: &At<String>) -> bool {
        let tag = &language.value;
        if Pseudo::from_tag(tag).is_some() {
            return true;
        }
        if !self.project.languages.contains_key(tag) {
            self.unknown("language", language);
            return false;
        }
        // What nobody asked for on the command line is not missed.
        let asked = &self.request.languages;
        let is_asked = asked.is_empty() || asked.iter().any(|asked| asked.split('+').any(|part| part == tag));
        let source = *tag == content.language.value;
        if !source && !self.project.languages.contains_key(&content.language.value) {
            self.unknown("language", &content.language);
            return false;
        }
        if !source && !self.project.translations.contains_key(&(content_name.clone(), tag.clone())) {
            let message = format!("`{content_name}` is not translated into `{tag}`");
            let help = format!("begin with `handbill new lang {tag}`, or take `{tag}` out");
            if is_asked {
                self.report(Diagnostic::error(&checks::MISSING_TRANSLATION, language.span, message).help(help));
            }
            return false;
        }
        true
    }
}
