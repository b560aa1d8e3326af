//! Every word of a resolved block, one visitor for all kinds: printed words, links, alternative texts and what codes carry.

use super::{Body, ContactLine, Paragraph};

/// Sees one text.
type See<'s, 't> = &'s mut dyn FnMut(&'t Paragraph);

impl Body {
    /// Calls `see` with every paragraph that is printed, in reading order.
    pub fn paragraphs<'t>(&'t self, see: See<'_, 't>) {
        match self {
            Body::Text { heading, full, short } | Body::Note { heading, full, short } => {
                heading.iter().for_each(&mut *see);
                full.iter().chain(short.iter().flatten()).for_each(see);
            }
            Body::List { heading, items, note, .. } => heading.iter().chain(items).chain(note).for_each(see),
            Body::Quote { says, by } => [says, by].into_iter().for_each(see),
            Body::Stat { figures, label, source, caveat } => {
                figures.iter().flat_map(|figure| [&figure.key, &figure.value]).for_each(&mut *see);
                [label, source].into_iter().chain(caveat).for_each(see);
            }
            Body::Contact { name, phone, lines } => {
                [name].into_iter().chain(phone).chain(lines.iter().map(words)).for_each(see);
            }
            Body::Event { lines } => lines.iter().map(words).for_each(see),
            Body::Code { label, readable, .. } => [label, readable].into_iter().for_each(see),
            Body::Picture { credit, .. } => credit.iter().for_each(see),
            Body::Logos { heading, .. } => heading.iter().for_each(see),
            Body::Logo { name, short, .. } => [name].into_iter().chain(short).for_each(see),
        }
    }

    /// Whether any text of the block holds something: a paragraph as it reads without its emphasis, a link, what a code
    /// carries, the words read out for a picture, the name of a file.
    pub fn any_text(&self, holds: &dyn Fn(&str) -> bool) -> bool {
        let mut found = match self {
            Body::Code { payload, .. } => holds(payload),
            Body::Picture { file, alt, .. } => holds(file) || holds(alt),
            Body::Logos { marks, .. } => {
                marks.iter().any(|mark| holds(&mark.alt) || holds(&mark.file) || mark.on_dark.as_deref().is_some_and(holds))
            }
            Body::Logo { mark, .. } => {
                mark.iter().any(|mark| holds(&mark.alt) || holds(&mark.file) || mark.on_dark.as_deref().is_some_and(holds))
            }
            Body::Text { .. }
            | Body::Note { .. }
            | Body::List { .. }
            | Body::Quote { .. }
            | Body::Stat { .. }
            | Body::Contact { .. }
            | Body::Event { .. } => false,
        };
        self.paragraphs(&mut |p| {
            found |= holds(&p.text()) || p.runs.iter().filter_map(|run| run.link.as_deref()).any(holds);
        });
        found
    }
}

fn words(line: &ContactLine) -> &Paragraph {
    &line.words
}
