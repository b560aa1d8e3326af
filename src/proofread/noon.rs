//! Hours with noon in words that end before they begin: `noon to 11 a.m.`, `1 p.m. to noon`; and an hour to itself, `4 to 4 p.m.`

use super::Desk;
use super::hours::with_noon;
use super::passages::Passage;
use super::times::{Time, is_between, spans, times};
use crate::diag::{Diagnostic, checks};

const NOON: u16 = 12 * 60;
/// Who begins at noon is at work until the small hours at the most.
const MORNING: u16 = 7 * 60;

pub(super) fn check(passage: &Passage<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let text = passage.text.value.as_str();
    let is_read = passage.is_read() && text.bytes().any(|b| b.is_ascii_digit());
    let Some(language) = desk.project.languages.get(passage.language).filter(|_| is_read) else { return };
    let plain = with_noon(text, language);
    let all = times(&plain, passage.language);
    let backwards = || all.windows(2).find_map(|two| backwards(&plain, &two[0], &two[1])).filter(|_| plain != text);
    let told = match backwards() {
        Some(_) => Some(format!("`{text}` ends before it begins")),
        None => {
            let same = spans(&plain, passage.language)
                .into_iter()
                .find(|span| is_one_hour(span.from, span.to) && AFTERNOON.contains(&span.to) && is_bare(span.text));
            same.map(|span| format!("`{}` ends when it begins", span.text))
        }
    };
    // A contact's own hours are looked at as hours.
    let told = told.filter(|_| passage.key != "hours");
    found.extend(told.map(|message| {
        Diagnostic::warning(&checks::DATE_IN_WORDS, passage.text.span, message)
            .help("look both times up, and mend the one that is wrong")
    }));
}

/// Of a bare hour before the same one with its half of the day nobody knows which half is meant.
fn is_one_hour(from: i32, to: i32) -> bool {
    from == to || from + 12 * 60 == to
}

/// `9 to 9 p.m.` is half a day to many: nobody opens at four in the morning.
const AFTERNOON: std::ops::Range<i32> = 13 * 60..19 * 60;

/// `4 to 4 p.m.`; `8 a.m. until 8 a.m.` is a day round.
fn is_bare(span: &str) -> bool {
    span.to_lowercase().matches('m').count() == 1
}

fn backwards<'t>(text: &'t str, from: &Time<'_>, to: &Time<'_>) -> Option<&'t str> {
    let is_span = is_between(text.get(from.at + from.text.len()..to.at)?);
    let (start, end) = (from.minutes()?, to.minutes()?);
    let both = from.is_halved() && to.is_halved();
    let to_noon = end == NOON && start > NOON;
    let from_noon = start == NOON && (MORNING..NOON).contains(&end);
    (is_span && both && (to_noon || from_noon)).then(|| &text[from.at..to.at + to.text.len()])
}
