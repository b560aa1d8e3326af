//! What a block is called on the page: by its place on a sheet where that has a usual name, else by its own name as words.

use super::View;
use super::form::text;
use crate::model::{BlockName, Kind};
use crate::serve::fields::{Holds, as_words};
use crate::serve::forms::Form;
use crate::serve::slots::{TextPart, pieces};
use crate::serve::toml_text::Value;

/// So many letters of a block's own words tell it from others.
const OPENING: usize = 56;

impl View<'_> {
    /// `text.lead` as people say it: `First sentence`.
    pub fn called(&self, block: &str) -> String {
        let Some((name, _)) = BlockName::parse(block).map(|name| name.and_language()) else {
            return self.words.of_name("block", block).to_string();
        };
        let key = format!("{}.{}", name.kind.name(), name.name);
        let usual = self.words.of_name("block", &key);
        if usual != key {
            return usual.to_string();
        }
        match name.kind {
            // Names of codes and contacts are short marks, such as `more`.
            Kind::Qr | Kind::Contact => self.words.of_name("kind", name.kind.name()).to_string(),
            Kind::Event => self.words.get("block.event.main").to_string(),
            _ => as_words(&name.name),
        }
    }

    /// The heading of a form: the block's own heading, else what it is called.
    pub fn heading(&self, form: &Form) -> String {
        if form.has_heading || form.kind == Kind::Org { form.title.clone() } else { self.called(&form.block) }
    }
}

/// The first words of a block, which tell it from another of its kind; of an event those of the piece that stands there.
pub fn opening(block: &str, form: &Form) -> String {
    if form.kind == Kind::Org {
        return form.title.clone();
    }
    if form.kind == Kind::Event && !block.ends_with(".title") {
        let says = |key: &str| {
            let field = form.fields.iter().find(|field| field.path.last().is_some_and(|last| last == key));
            field.map_or_else(String::new, |field| text(field.value.as_ref()))
        };
        return match block.ends_with(".main") || block.ends_with(".where") {
            true => shortened(&plain(&says("venue"))),
            false => day(&says("start")),
        };
    }
    // The heading is what the block is called already.
    let is_heading = |key: &str| form.has_heading && key == "heading";
    let says = |holds: Holds| matches!(holds, Holds::Words | Holds::Line | Holds::Items | Holds::Phone);
    let first =
        form.fields.iter().filter(|field| says(field.holds) && !field.path.last().is_some_and(|key| is_heading(key))).find_map(
            |field| match &field.value {
                Some(Value::Items(items)) => items.first().cloned(),
                value => Some(text(value.as_ref())).filter(|words| !words.trim().is_empty()),
            },
        );
    shortened(&plain(&first.unwrap_or_default()))
}

/// `2027-01-09T14:00:00` as people write it: `2027-01-09, 14:00`.
fn day(moment: &str) -> String {
    match moment.split_once(['T', ' ']) {
        Some((day, time)) => format!("{day}, {}", time.get(..5).unwrap_or(time)),
        None => moment.to_string(),
    }
}

/// Words without their markup and without what is filled in.
fn plain(words: &str) -> String {
    let kept = pieces(words).into_iter().filter_map(|piece| match piece {
        TextPart::Words(words) => Some(words.replace(['*', '[', ']'], "")),
        TextPart::Slot(_) => None,
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whole words, up to a length.
fn shortened(words: &str) -> String {
    if words.chars().count() <= OPENING {
        return words.to_string();
    }
    let cut: String = words.chars().take(OPENING).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_told_by_its_first_words() {
        assert_eq!(plain("Call **{org.phone}** now, [here](https://a.example.org)"), "Call now, here(https://a.example.org)");
        let long = "An afternoon for everybody: a walk through the house, music in the room";
        assert_eq!(day("2027-01-09T14:00:00"), "2027-01-09, 14:00");
        assert_eq!(shortened(long), "An afternoon for everybody: a walk through the house…");
    }
}
