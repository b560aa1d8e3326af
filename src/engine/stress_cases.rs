//! The stress cases of a batch: the organizations that ask most of a theme. They are made first, so that a theme that
//! cannot carry them is known after seconds and not after an hour.

use crate::color::{Rgb, luminance};
use crate::diag::{Diagnostic, checks};
use crate::model::{Org, Project, Purpose, Standard};
use crate::picture::proportion_of;
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};

/// Products that differ in their organization alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    content: String,
    format: String,
    theme: String,
    scheme: String,
    language: String,
    purpose: Purpose,
    condition: String,
    standard: &'static str,
}

impl Group {
    /// The jobs that differ from this one only in their organization.
    pub fn of(job: &Job) -> Group {
        Group {
            content: job.content.clone(),
            format: job.format.clone(),
            theme: job.theme.clone(),
            scheme: job.scheme.clone(),
            language: job.language.clone(),
            purpose: job.purpose,
            condition: job.condition.clone(),
            standard: Standard::name(job.standard),
        }
    }
}

/// A job, and in what it goes furthest: `longest name`.
#[derive(Clone, Debug, PartialEq)]
pub struct StressCases {
    /// Its number among the jobs looked at.
    pub job: usize,
    /// Everything that it goes furthest in.
    pub why: Vec<&'static str>,
}

/// A worst case with its job.
pub type Case = (Job, StressCases);

/// In what an organization may be extreme, and by how much it is; `None`: it has none of it.
type Measure = (&'static str, fn(&Project, &Org) -> Option<f64>);

/// What is looked at; the largest value is the worst.
const MEASURES: [Measure; 7] = [
    ("longest name", |_, org| Some(org.name.value.chars().count() as f64)),
    ("longest address", |_, org| {
        org.address.as_ref().filter(|_| !org.address_confidential).map(|a| a.value.chars().count() as f64)
    }),
    ("longest web address", |_, org| org.web.as_ref().map(|web| web.value.chars().count() as f64)),
    ("lightest colour", |_, org| brand(org).map(luminance)),
    ("darkest colour", |_, org| brand(org).map(|brand| -luminance(brand))),
    ("widest logo", |project, org| logo(project, org)),
    ("tallest logo", |project, org| logo(project, org).map(|proportion| -proportion)),
];

fn brand(org: &Org) -> Option<Rgb> {
    org.colors.get("brand").map(|swatch| swatch.value.screen)
}

/// Width over height.
fn logo(project: &Project, org: &Org) -> Option<f64> {
    let asset = project.assets.get(&org.logo.as_ref()?.file.value)?;
    proportion_of(asset)
}

/// The furthest that each group of jobs goes, as they are looked at.
#[derive(Debug, Default)]
pub struct Extremes(BTreeMap<Group, [Option<Most>; MEASURES.len()]>);

/// The largest value, and the number of its job.
type Most = (f64, usize);

impl Extremes {
    /// Looks at more jobs, each with its number.
    pub fn look<'j>(&mut self, project: &Project, jobs: impl Iterator<Item = (usize, &'j Job)>) {
        let mut measured: BTreeMap<&str, [Option<f64>; MEASURES.len()]> = BTreeMap::new();
        for (number, job) in jobs {
            let Some(org) = project.orgs.get(&job.org) else { continue };
            let values = measured.entry(&job.org).or_insert_with(|| MEASURES.map(|(_, measure)| measure(project, org)));
            let group = self.0.entry(Group::of(job)).or_default();
            for (most, value) in group.iter_mut().zip(&*values) {
                if let Some(value) = value.filter(|value| most.is_none_or(|(largest, _)| *value > largest)) {
                    *most = Some((value, number));
                }
            }
        }
    }

    /// The stress cases of each group, in the order of the jobs. Of equals the first; every language of a product is a
    /// group of its own, so the longest one is among them.
    pub fn cases(self) -> Vec<StressCases> {
        let mut stress_cases: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
        for (most, (name, _)) in self.0.into_values().flat_map(|group| group.into_iter().zip(MEASURES)) {
            if let Some((_, job)) = most {
                stress_cases.entry(job).or_default().push(name);
            }
        }
        stress_cases.into_iter().map(|(job, why)| StressCases { job, why }).collect()
    }
}

/// The stress cases of some jobs; their numbers are indices.
pub fn of(project: &Project, jobs: &[&Job]) -> Vec<StressCases> {
    let mut extremes = Extremes::default();
    extremes.look(project, jobs.iter().copied().enumerate());
    extremes.cases()
}

/// Groups whose theme cannot carry its stress cases: two or more of them, and at least half, could not be made. One that
/// fails alone is that organization's own trouble, and stops nobody else.
pub fn judge(cases: &[Case], refused: impl Fn(&Job) -> bool) -> (BTreeSet<Group>, Vec<Diagnostic>) {
    let mut groups: BTreeMap<Group, (usize, Vec<&Case>)> = BTreeMap::new();
    for case in cases {
        let job = &case.0;
        let (all, failed) = groups.entry(Group::of(job)).or_default();
        *all += 1;
        if refused(job) {
            failed.push(case);
        }
    }
    groups.retain(|_, (all, failed)| failed.len() >= 2 && failed.len() * 2 >= *all);
    let found = groups.iter().map(|(group, (all, failed))| {
        let named: Vec<String> =
            failed.iter().map(|(job, stress_cases)| format!("`{}` ({})", job.org, stress_cases.why.join(", "))).collect();
        let message = format!(
            "`{}` cannot carry {} of {all} worst cases of {} in {}: {}",
            group.theme,
            failed.len(),
            group.content,
            group.format,
            named.join("; ")
        );
        Diagnostic::error(&checks::WORST_CASE, failed[0].0.origin, message)
            .help("the rest of this batch was not begun: give the theme more room, or write `short` forms; `build --proof-worst` shows them")
    });
    let found = found.collect();
    (groups.into_keys().collect(), found)
}
