//! `assets/policies/*.toml`.

use super::Shelf;
use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{Audience, BlockPattern, BlockRule, ByLanguage, Companion, Content, Policy, Wording};

const FOLDER: &str = "assets/policies";

impl Shelf<'_> {
    /// The policies that contents go by, with those they extend; or all there are.
    pub(super) fn policies(&mut self, all: bool) {
        let of_content = |c: &Content| c.policy.clone().unwrap_or_else(|| At::new(c.policy_name().to_string(), c.audience.span));
        let mut next: Vec<At<String>> = self.project.contents.values().map(of_content).collect();
        if all {
            next.extend(self.toml_files(FOLDER).into_iter().map(|name| At::new(name, Span::NONE)));
        }
        let mut seen: Vec<String> = Vec::new();
        while let Some(name) = next.pop() {
            if seen.contains(&name.value) {
                continue;
            }
            seen.push(name.value.clone());
            let listed = self.toml_files(FOLDER);
            if !listed.contains(&name.value) {
                let message = format!("there is no policy `{}`", name.value);
                let found = Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message);
                self.diagnostics.push(match near(&name.value, listed.iter().map(String::as_str)) {
                    Some(near) => found.help(format!("did you mean `{near}`?")),
                    None => found.help(format!("policies are: {}", listed.join(", "))),
                });
                continue;
            }
            let path = format!("{FOLDER}/{}.toml", name.value);
            let Some(policy) = self.file(&path, name.span, policy).flatten() else { continue };
            next.extend(policy.extends.clone());
            self.project.policies.insert(name.value, policy);
        }
        let other = self.project.contents.values().filter_map(|content| {
            let policy = self.project.policies.get(content.policy_name())?;
            let chosen = content.policy.as_ref().filter(|_| policy.audience.value != content.audience.value)?;
            let wanted = policy.audience.value.name();
            let message = format!(
                "`{}` is a policy for the audience `{wanted}`, and this is `{}`",
                chosen.value,
                content.audience.value.name()
            );
            Some(
                Diagnostic::error(&checks::BAD_VALUE, chosen.span, message)
                    .help(format!("write `audience = \"{wanted}\"`, or another policy")),
            )
        });
        let other: Vec<Diagnostic> = other.collect();
        self.diagnostics.extend(other);
    }
}

pub(super) fn policy(reader: &Reader, root: Section<'_, '_>) -> Option<Policy> {
    let about = root.must_text("about");
    let audience = root.must("audience", root.choice("audience", &Audience::ALL.map(|a| (a.name(), a))));
    let policy = Policy {
        extends: root.text("extends"),
        must: rules(reader, &root, "must"),
        must_not: rules(reader, &root, "must_not"),
        caveats: rules(reader, &root, "caveat"),
        companions: each(reader, &root, "companion", companion),
        wording: each(reader, &root, "wording", wording),
        names: each(reader, &root, "names", wording),
        neutral_files: root.flag("neutral_files"),
        least_type: root.length("least_type"),
        least_phone: root.length("least_phone"),
        recorded_statistics: root.flag("recorded_statistics"),
        reading_grade: root.number_in("reading_grade", 1.0, 20.0),
        origin: about.as_ref().map_or(root.span, |a| a.span),
        audience: audience?,
        about: about?,
    };
    root.done();
    Some(policy)
}

/// Every table under a key, `[must.NAME]`.
fn each<T>(reader: &Reader, root: &Section<'_, '_>, key: &str, read: fn(&Reader, &str, &Section<'_, '_>) -> Option<T>) -> Vec<T> {
    let Some(all) = root.table(key) else { return Vec::new() };
    let entries = all.entries().into_iter().filter_map(|(name, span, value)| {
        let section = reader.table(value, span, &format!("[{key}.{name}]"))?;
        all.get(name);
        let made = read(reader, name, &section);
        section.done();
        made
    });
    entries.collect()
}

fn rules(reader: &Reader, root: &Section<'_, '_>, key: &str) -> Vec<BlockRule> {
    each(reader, root, key, |reader, name, s| {
        let why = s.must_text("why");
        let blocks = s.must("blocks", blocks(reader, s));
        Some(BlockRule { name: name.to_string(), blocks: blocks?, why: why?, origin: s.span })
    })
}

fn companion(reader: &Reader, name: &str, s: &Section<'_, '_>) -> Option<Companion> {
    let (why, when, beside) = (s.must_text("why"), by_language(reader, s, "when"), by_language(reader, s, "beside"));
    let is_error = s.flag("error").is_some_and(|flag| flag.value);
    let blocks = blocks(reader, s).unwrap_or_default();
    let says = s.must("says", Some(by_language(reader, s, "says")).filter(|says| !says.is_empty()));
    Some(Companion { name: name.to_string(), blocks, when, beside, says: says?, why: why?, is_error, origin: s.span })
}

fn wording(reader: &Reader, name: &str, s: &Section<'_, '_>) -> Option<Wording> {
    let (why, beside) = (s.must_text("why"), by_language(reader, s, "beside"));
    let words = s.must("words", Some(by_language(reader, s, "words")).filter(|words| !words.is_empty()));
    Some(Wording { name: name.to_string(), words: words?, beside, why: why?, origin: s.span })
}

fn blocks(reader: &Reader, s: &Section<'_, '_>) -> Option<Vec<At<BlockPattern>>> {
    let patterns = s.texts("blocks")?.into_iter().filter_map(|text| {
        let pattern = BlockPattern::parse(&text.value);
        if pattern.is_none() {
            let message = format!("`{}` is no role and no name of a block", text.value);
            reader.error(&checks::BAD_VALUE, text.span, message, "write a role such as `contact`, or a name such as `stat.*`");
        }
        pattern.map(|pattern| At::new(pattern, text.span))
    });
    Some(patterns.collect())
}

/// `says = { en = ["..."], es = ["..."] }`
fn by_language(reader: &Reader, s: &Section<'_, '_>, key: &str) -> ByLanguage {
    let Some(table) = s.table(key) else { return ByLanguage::new() };
    let entries = table.entries().into_iter();
    entries.filter_map(|(tag, _, value)| Some((tag.to_string(), reader.texts(value, tag)?))).collect()
}
