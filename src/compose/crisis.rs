//! Contacts with a number that people in danger call: none is left out of a sheet without a word, whatever its class.

use super::account::LeftOut;
use crate::diag::{Diagnostic, checks};
use crate::document::{Block, Body, Document};
use crate::plan::Job;
use crate::qr::phone;
use crate::registry;

const CRISIS: &str = include_str!("../../assets/registries/crisis-numbers.txt");
const NATIONAL: &str = include_str!("../../assets/registries/national-numbers.txt");

/// A warning for each contact of that kind which the format has no room for. Those of class `safety` have a place, or their sheet is
/// refused.
pub(super) fn left_out(document: &Document, left_out: &[LeftOut], job: &Job) -> Vec<Diagnostic> {
    let spared = left_out.iter().filter(|left| left.is_for_want_of_room());
    let blocks = spared.filter_map(|left| document.blocks.iter().find(|block| block.name == left.block));
    let told = blocks.filter(|block| !block.vital && !block.placing.if_room).filter_map(|block| {
        let (number, whose) = number_of(block)?;
        let (name, _) = block.name.and_language();
        let message = format!("`{name}` with {number}, {whose}, is not on `{}`: the format takes fewer contacts", job.format);
        let help = format!(
            "write `class = \"safety\"` under `[{name}]`, and it has a place; or `not_on = [\"{}\"]` where the sheet may do without it",
            job.format
        );
        Some(Diagnostic::warning(&checks::BLOCK_WITHOUT_AREA, block.origin, message).help(help))
    });
    told.collect()
}

/// The number of a contact that is on one of the lists, and whose it is.
fn number_of(block: &Block) -> Option<(&'static str, &'static str)> {
    let Body::Contact { phone, lines, .. } = &block.body else { return None };
    let texts = phone.iter().chain(lines.iter().filter(|line| line.part == "text").map(|line| &line.words));
    let said: Vec<String> = texts.flat_map(|words| numbers(&words.text())).collect();
    let mut rows = registry::rows(CRISIS).chain(registry::rows(NATIONAL)).filter_map(|row| row.split_once(' '));
    rows.find(|(number, _)| said.iter().any(|said| said == number))
}

/// What is dialled, as ten digits where a `1` stands before these; and runs of digits in a sentence.
fn numbers(text: &str) -> Vec<String> {
    let national = |digits: &str| digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(digits).to_string();
    let dialled = phone::parse(text).ok().map(|phone| national(&phone.digits));
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() > 2).map(ToString::to_string);
    dialled.into_iter().chain(runs).collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_digits_without_their_signs() {
        for (text, number) in
            [("1-888-373-7888", "8883737888"), ("Text HOME to 741741", "741741"), ("988 (24/7)", "988"), ("988", "988")]
        {
            assert!(numbers(text).iter().any(|said| said == number), "{text}");
        }
    }
}
