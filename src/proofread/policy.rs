//! A content held against the policy of its readers: blocks that must or must not be there, what has to be said beside what,
//! words they are better spared, and how hard it is to read. The policies are data, in `assets/policies/`.

use super::passages::Passage;
use super::words::{find_word, primary, without_marks};
use super::{Desk, Sheet, grade};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{BlockName, BlockPattern, BlockRule, ByLanguage, Companion, Policy, Project, Role, Wording, roles};
use crate::plan::Job;
use std::collections::BTreeSet;

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let policies = desk.project.policies_of(sheet.content);
    let spoken = Spoken::of(sheet);
    let is_source = sheet.language == sheet.content.language.value;
    for policy in &policies {
        if is_source {
            blocks(policy, sheet, found);
        }
        found.extend(policy.companions.iter().filter_map(|companion| missing(companion, sheet, &spoken)));
        policy.wording.iter().for_each(|wording| spared(wording, sheet, &spoken, found));
    }
    // The nearest policy that says one decides.
    if let Some(most) = policies.iter().find_map(|policy| policy.reading_grade.as_ref()) {
        found.extend(grade::check(sheet, most.value));
    }
}

/// Titles and names of files that give a sheet away to whoever finds it.
pub(super) fn names(project: &Project, jobs: &[Job], found: &mut Vec<Diagnostic>) {
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for job in jobs {
        let Some(content) = project.contents.get(&job.content) else { continue };
        for rule in project.policies_of(content).into_iter().flat_map(|policy| &policy.names) {
            let file = job.output.rsplit('/').next().unwrap_or(&job.output);
            let title = project.translations.get(&(job.content.clone(), job.language.clone())).and_then(|t| t.title.as_ref());
            let title = title.unwrap_or(&content.title);
            let places = [("title", title.value.as_str(), title.span), ("file", file, content.audience.span)];
            for (what, name, span) in places {
                let Some(word) = said_in(rule, name).filter(|word| told.insert((&job.content, word))) else { continue };
                let message = format!("the {what} `{name}` says `{word}`, and gives the sheet away");
                found.push(Diagnostic::warning(&checks::TELLING_NAME, span, message).help(rule.why.value.clone()));
            }
        }
    }
}

/// The first word of a rule, in any language, that a name says.
fn said_in<'r>(rule: &'r Wording, name: &str) -> Option<&'r str> {
    let plain = without_marks(name).to_lowercase().replace(['-', '_', '.', '+'], " ");
    let mut words = rule.words.values().flatten();
    words.find(|word| stands(&plain, word)).map(|word| word.value.as_str())
}

/// The rule of a policy by which a list needs a note.
pub(super) fn caveat<'p>(policy: &'p Policy, block: &BlockName) -> Option<&'p BlockRule> {
    // Roles say where a block stands; whether one item proves anything is a matter of its name.
    policy.caveats.iter().find(|rule| is_meant(&rule.blocks, block, Role::Points))
}

fn is_meant(patterns: &[At<BlockPattern>], block: &BlockName, role: Role) -> bool {
    patterns.iter().any(|pattern| pattern.value.matches(block, role))
}

/// The blocks of a content with what they do.
fn with_roles<'a>(sheet: &Sheet<'a>) -> Vec<(&'a crate::model::Block, Role)> {
    sheet.content.blocks.iter().zip(roles(&sheet.content.blocks)).collect()
}

fn blocks(policy: &Policy, sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let all = with_roles(sheet);
    for rule in &policy.must {
        if !all.iter().any(|(block, role)| is_meant(&rule.blocks, &block.name, *role)) {
            let message = format!("this sheet has nothing for `{}`", rule.name);
            found.push(
                Diagnostic::error(&checks::MISSING_PART, sheet.content.audience.span, message).help(rule.why.value.clone()),
            );
        }
    }
    for rule in &policy.must_not {
        for (block, _) in all.iter().filter(|(block, role)| is_meant(&rule.blocks, &block.name, *role)) {
            let message = format!("`{}` must not stand on a sheet for these readers", block.name);
            found.push(Diagnostic::error(&checks::FORBIDDEN_PART, block.origin, message).help(rule.why.value.clone()));
        }
    }
    for (block, _) in &all {
        let Some(rule) = caveat(policy, &block.name).filter(|_| !has_note(sheet, &block.name)) else { continue };
        let message = format!("`{}` has no `note` that says what it does not prove", block.name);
        let help = format!("add `note = \"...\"`: {}", rule.why.value);
        found.push(Diagnostic::error(&checks::MISSING_CAVEAT, block.origin, message).help(help));
    }
}

fn has_note(sheet: &Sheet<'_>, block: &BlockName) -> bool {
    sheet.passages.iter().any(|p| p.block == Some(block) && p.key == "note")
}

/// Everything a sheet says, in small letters: what words are looked for in.
struct Spoken<'a> {
    language: &'a str,
    texts: Vec<(String, Span)>,
}

impl<'a> Spoken<'a> {
    fn of(sheet: &Sheet<'a>) -> Spoken<'a> {
        let read = |p: &&Passage<'_>| p.is_read() || matches!(p.part, super::passages::Part::Phone);
        let lower =
            |p: &Passage<'_>| (without_marks(&p.text.value).to_lowercase().replace(['\u{a0}', '\u{202f}'], " "), p.text.span);
        Spoken { language: sheet.language, texts: sheet.passages.iter().filter(read).map(lower).collect() }
    }

    /// Where one of these words stands first, and which. `None` too where the language has none.
    fn holds<'w>(&self, words: &'w ByLanguage) -> Option<(&'w str, Span)> {
        let words = of(words, self.language)?;
        self.texts.iter().find_map(|(text, span)| words.iter().find(|w| stands(text, w)).map(|w| (w.value.as_str(), *span)))
    }
}

/// The words of a language, or of the one it is a variety of.
fn of<'w>(words: &'w ByLanguage, language: &str) -> Option<&'w [At<String>]> {
    let base = primary(language);
    words.get(language).or_else(|| words.get(base)).map(Vec::as_slice)
}

fn stands(text: &str, word: &At<String>) -> bool {
    find_word(text, &word.value.to_lowercase()).is_some()
}

fn missing(companion: &Companion, sheet: &Sheet<'_>, spoken: &Spoken<'_>) -> Option<Diagnostic> {
    if !companion.beside.is_empty() && spoken.holds(&companion.beside).is_none() {
        return None;
    }
    let of_blocks = with_roles(sheet).into_iter().find(|(b, role)| is_meant(&companion.blocks, &b.name, *role));
    let because = match spoken.holds(&companion.when) {
        Some((word, span)) => Some((format!("says `{word}`"), span)),
        None => of_blocks.map(|(block, _)| (format!("has `{}`", block.name), block.origin)),
    };
    let always = companion.blocks.is_empty() && companion.when.is_empty();
    let head = sheet.content.audience.span;
    let (because, span) = because.or_else(|| always.then(|| ("is for these readers".to_string(), head)))?;
    let wanted = of(&companion.says, sheet.language)?;
    if spoken.holds(&companion.says).is_some() {
        return None;
    }
    let examples: Vec<String> = wanted.iter().take(3).map(|w| format!("`{}`", w.value)).collect();
    let message = format!("the sheet {because} and says nothing of {}", examples.join(", "));
    let diagnostic = match companion.is_error {
        true => Diagnostic::error(&checks::MISSING_COMPANION, span, message),
        false => Diagnostic::warning(&checks::MISSING_COMPANION, span, message),
    };
    Some(diagnostic.help(companion.why.value.clone()))
}

fn spared(wording: &Wording, sheet: &Sheet<'_>, spoken: &Spoken<'_>, found: &mut Vec<Diagnostic>) {
    let meant = wording.beside.is_empty() || spoken.holds(&wording.beside).is_some();
    let Some(words) = of(&wording.words, sheet.language).filter(|_| meant) else { return };
    for passage in sheet.passages.iter().filter(|p| p.is_words()) {
        let text = without_marks(&passage.text.value).to_lowercase();
        // What somebody else has said stays as it was said.
        if passage.key == "says" {
            continue;
        }
        for word in words.iter().filter(|word| stands(&text, word)) {
            let message = format!("`{}` is hard on these readers", word.value);
            found.push(Diagnostic::warning(&checks::WORDING, passage.text.span, message).help(wording.why.value.clone()));
        }
    }
}
