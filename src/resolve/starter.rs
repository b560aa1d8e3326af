//! Words of a starter that nobody has changed: fine on one's own printer, an error for the press.

use super::translate::fields;
use crate::bind::Product;
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Body, Event, Purpose};

/// Blocks named one by one in a message; the others are counted.
const NAMED: usize = 6;

/// Keys of words that are about the matter.
const SAYS_SOMETHING: [&str; 7] = ["full", "short", "items", "says", "by", "alt", "alts"];

/// What still stands as the starter has it: one finding for a product.
pub(super) fn unchanged(product: &Product<'_>) -> Option<Diagnostic> {
    let starter = product.content.starter.as_ref()?;
    let words = product.project.starters.get(&starter.value)?;
    let is_old =
        |text: &At<String>| words.contains(&text.value) && text.value.chars().any(char::is_alphanumeric) && !is_placeholder(text);
    let mut named: Vec<String> = Vec::new();
    let mut first = None;
    for block in &product.content.blocks {
        // What every sheet says, such as `Questions`, may stay.
        let own = fields(&block.body).into_iter().filter(|(key, _)| SAYS_SOMETHING.contains(key)).map(|(_, text)| text);
        let old = own.chain(facts_of(&block.body)).find(|text| is_old(text));
        if let Some(old) = old {
            first.get_or_insert(old.span);
            named.push(format!("`{}`", block.name));
        }
    }
    let org = product.org;
    let of_org = [Some(&org.name), org.phone.as_ref(), org.email.as_ref(), org.web.as_ref(), org.address.as_ref()];
    if let Some(old) = of_org.into_iter().flatten().find(|text| is_old(text)) {
        first.get_or_insert(old.span);
        named.push("the organization".to_string());
    }
    let more = named.len().saturating_sub(NAMED);
    let shown = named.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let shown = if more > 0 { format!("{shown} and {more} more") } else { shown };
    let message = format!("words of the starter `{}` still stand here: {shown}", starter.value);
    let at_press = product.job.purpose == Purpose::Press;
    let make = if at_press { Diagnostic::error } else { Diagnostic::note };
    let diagnostic = make(&checks::STARTER_TEXT, first?, message);
    Some(diagnostic.help("write your own, or take the block out; where all words are yours, take the line `starter = ...` away"))
}

/// A text that is nothing but a placeholder is nobody's words.
fn is_placeholder(text: &At<String>) -> bool {
    text.value.starts_with('{') && text.value.find('}') == Some(text.value.len() - 1)
}

fn facts_of(body: &Body) -> Vec<&At<String>> {
    match body {
        Body::Event(event) => {
            let Event { title, subtitle, venue, address, .. } = event.as_ref();
            std::iter::once(title).chain([subtitle, venue, address].into_iter().flatten()).collect()
        }
        Body::Contact(contact) => contact.phone.iter().chain(&contact.email).chain(&contact.web).collect(),
        _ => Vec::new(),
    }
}
