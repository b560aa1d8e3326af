//! What a run has found, grouped by check: how often, and for which organizations. A batch of a thousand says it in a
//! line a check.

use crate::diag::{Diagnostic, Severity};
use crate::hashes::short;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Everything found, errors first, then by the name of the check.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tally(BTreeMap<(StressCases, &'static str), Group>);

/// All that one check has found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Group {
    /// Different things found. One that many products share counts once.
    pub findings: usize,
    /// The first of those whose products it is about, by file name. None for what is about a file as such.
    pub first: BTreeSet<String>,
    /// All of them, hashed.
    orgs: HashSet<u64>,
}

/// So many organizations are named.
const NAMED: usize = 3;

impl Group {
    /// Of how many organizations it is about the products.
    pub fn organizations(&self) -> usize {
        self.orgs.len()
    }

    fn about(&mut self, org: &str) {
        let new = self.orgs.insert(short(org));
        if new && (self.first.len() < NAMED || self.first.last().is_some_and(|last| org < last.as_str())) {
            self.first.insert(org.to_string());
            if self.first.len() > NAMED {
                self.first.pop_last();
            }
        }
    }
}

/// Errors before warnings before notes.
type StressCases = std::cmp::Reverse<Severity>;

impl Tally {
    /// Takes in what was found for a product. `new`: it has not been told before.
    pub(super) fn add(&mut self, diagnostic: &Diagnostic, new: bool) {
        let key = (std::cmp::Reverse(diagnostic.severity), diagnostic.check.name);
        let group = self.0.entry(key).or_default();
        group.findings += usize::from(new);
        if let Some(about) = &diagnostic.about {
            group.about(&about.org);
        }
    }

    /// The groups with their severity and check.
    pub fn groups(&self) -> impl Iterator<Item = (Severity, &'static str, &Group)> {
        self.0.iter().map(|((severity, check), group)| (severity.0, *check, group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{About, Span, checks};

    #[test]
    fn organizations_count_also_where_the_words_were_told_before() {
        let mut tally = Tally::default();
        let found = |org: &str| {
            let about = About { org: org.to_string(), ..About::default() };
            Diagnostic::warning(&checks::DERIVED_LAYOUT, Span::NONE, "the same for all").about(about)
        };
        tally.add(&found("b"), true);
        tally.add(&found("a"), false);
        tally.add(&found("a"), false);
        tally.add(&Diagnostic::error(&checks::SYNTAX, Span::NONE, "a file"), true);
        let groups: Vec<_> = tally.groups().map(|(s, check, g)| (s, check, g.findings, g.organizations())).collect();
        assert_eq!(groups, [(Severity::Error, "syntax", 1, 0), (Severity::Warning, "derived-layout", 1, 2)]);
    }
}
