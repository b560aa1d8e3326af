//! The last day to answer: not after what people are asked to.

use super::Sheet;
use super::calendar::{Day, days_between};
use super::passages::Passage;
use super::words::{holds_word, of_language, primary};
use crate::diag::{Diagnostic, checks};
use crate::model::Language;
use jiff::civil::Date;

const OTHER_DAY: &str = include_str!("../../assets/registries/other-day-words.txt");
const EVENT_WORDS: &str = include_str!("../../assets/registries/event-words.txt");

/// `Sign up by October 21` for what was on the sixteenth.
pub(super) fn too_late(sheet: &Sheet<'_>, said: &[(&Passage<'_>, Day<'_>)], language: &Language) -> Option<Diagnostic> {
    let mut events = sheet.events();
    let event = events.next().filter(|event| event.series.is_none())?;
    let last = event.last_day();
    if events.next().is_some() {
        return None;
    }
    let base = primary(&language.tag);
    let (limits, answers) = (of_language(OTHER_DAY, &format!("{base}<")), of_language(EVENT_WORDS, &format!("{base}.")));
    said.iter().find_map(|(passage, day)| {
        let text = passage.text.value.as_str();
        let at = text.find(day.text)?;
        let before = text[..at].trim_end().to_lowercase();
        // `until` and `through` are for what goes on.
        let is_limit = limits.iter().take(2).any(|cue| before.ends_with(&format!(" {cue}")));
        let lower = text.to_lowercase();
        let is_answer = answers.iter().any(|word| holds_word(&lower, word));
        let date = Date::new(day.year.unwrap_or(last.year()), day.month, day.day).ok()?;
        (is_limit && is_answer && date > last && days_between(last, date) < 90).then(|| {
            let message = format!("people are asked to answer by `{}`, and the event is over on {last}", day.text);
            Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
                .also(event.start.span, "the event")
                .help("mend the day of one of the two")
        })
    })
}
