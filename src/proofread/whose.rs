//! A name and the number behind it that is somebody else's: `Call Lantern House at` the number of the pantry.

use super::calling::cues;
use super::mentions::sentence;
use super::numbers::{near, numbers};
use super::passages::Passage;
use super::words::{find_word, without_marks, words};
use super::{Desk, Sheet};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Block, Body, Contact, Org, Payload};
use crate::qr::phone;

/// How many words may stand between a name and its number: `Lantern House, at any hour, at`.
const BETWEEN: usize = 5;

/// Somebody with numbers.
struct Owner<'a> {
    name: &'a At<String>,
    digits: Vec<String>,
}

pub(super) fn check(sheet: &Sheet<'_>, desk: &Desk<'_>, found: &mut Vec<Diagnostic>) {
    let owners = owners(sheet);
    for passage in sheet.passages.iter().filter(|p| p.is_words() && p.text.value.bytes().any(|b| b.is_ascii_digit())) {
        found.extend(in_words(passage, &owners));
    }
    if sheet.language == sheet.content.language.value {
        found.extend(sheet.content.blocks.iter().filter_map(|block| code(block, &owners)));
        found.extend(owners.iter().filter_map(|owner| of_organization(owner, desk)));
    }
}

fn owners<'a>(sheet: &Sheet<'a>) -> Vec<Owner<'a>> {
    let contacts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Contact(contact) => Some(contact),
        _ => None,
    });
    let all = contacts.map(|contact| {
        let keys = contact.phone.iter().chain(&contact.tty).chain(contact.text.iter().map(|text| &text.to));
        Owner { name: &contact.name, digits: keys.filter_map(|key| dialled(&key.value)).collect() }
    });
    all.filter(|owner| is_name(&owner.name.value) && !owner.digits.is_empty()).collect()
}

/// Two words at the least, or a long one: `Desk` is a word of many sentences.
fn is_name(name: &str) -> bool {
    !name.contains('{') && (name.contains(' ') || name.chars().count() > 7) && name.starts_with(char::is_uppercase)
}

fn dialled(number: &str) -> Option<String> {
    let digits = phone::parse(number).ok()?.digits;
    Some(digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits).to_string())
}

/// Whose a number is, where it is not also of the one who is named.
fn other<'o, 'a>(digits: &str, named: &Owner<'a>, owners: &'o [Owner<'a>]) -> Option<&'o Owner<'a>> {
    let has = |owner: &Owner<'_>| owner.digits.iter().any(|own| own == digits);
    owners.iter().find(|owner| has(owner)).filter(|owner| !has(named) && owner.name.value != named.name.value)
}

/// A sentence with one name and one number behind it.
fn in_words(passage: &Passage<'_>, owners: &[Owner<'_>]) -> Option<Diagnostic> {
    let text = without_marks(&passage.text.value);
    let all = numbers(&text, passage.language);
    all.iter().filter(|number| number.fault.is_none()).find_map(|number| {
        let around = sentence(&text, number.text, number.at);
        let named: Vec<&Owner<'_>> = owners.iter().filter(|owner| find_word(around, &owner.name.value).is_some()).collect();
        let alone = all.iter().filter(|other| around.contains(other.text)).count() == 1;
        let [named] = named[..] else { return None };
        let at = find_word(around, &named.name.value)? + named.name.value.len();
        let gap = around.get(at..around.find(number.text)?)?;
        let calls = cues(passage.language);
        let is_near = words(gap).len() <= BETWEEN && !words(gap).iter().any(|word| calls.contains(&word.text));
        let other = other(&number.digits, named, owners).filter(|_| alone && is_near)?;
        Some(told(passage.text, number.text, named, other))
    })
}

/// A code whose label names one, and that calls another.
fn code(block: &Block, owners: &[Owner<'_>]) -> Option<Diagnostic> {
    let Body::Qr(code) = &block.body else { return None };
    let number = match &code.payload {
        Payload::Call(number) => number,
        Payload::Text(message) => &message.to,
        _ => return None,
    };
    // A label says `Call the front desk` of the Front desk.
    let label = code.label.value.to_lowercase();
    let named: Vec<&Owner<'_>> =
        owners.iter().filter(|owner| find_word(&label, &owner.name.value.to_lowercase()).is_some()).collect();
    let [named] = named[..] else { return None };
    let other = other(&dialled(&number.value)?, named, owners)?;
    Some(told(number, &number.value, named, other))
}

/// A help line of an organization and a contact of its sheet with the same name, and another number.
pub(super) fn lines_beside(org: &Org, sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for line in &org.hotlines {
        let (Some(name), Some(own)) = (&line.name, dialled(&line.phone.value)) else { continue };
        let is_it = |contact: &&Contact| contact.name.value.trim().to_lowercase() == name.value.trim().to_lowercase();
        let contacts = sheet.content.blocks.iter().filter_map(|block| match &block.body {
            Body::Contact(contact) => Some(contact),
            _ => None,
        });
        let other = contacts.filter(is_it).filter_map(|contact| contact.phone.as_ref());
        let other = other.filter_map(|phone| Some((phone, dialled(&phone.value)?))).find(|(_, digits)| *digits != own);
        found.extend(other.map(|(phone, _)| {
            let message =
                format!("`{}` has the number `{}` here, and `{}` on the sheet", name.value, line.phone.value, phone.value);
            Diagnostic::warning(&checks::OTHERS_NUMBER, line.phone.span, message)
                .also(phone.span, "the sheet")
                .help("look the number up, and write it the same in both places")
        }));
    }
}

/// A contact that is called as an organization of the project, with the number of another one of them or nearly its own.
fn of_organization(owner: &Owner<'_>, desk: &Desk<'_>) -> Option<Diagnostic> {
    let is = |digits: &Option<At<String>>| {
        digits.as_ref().and_then(|number| dialled(&number.value)).is_some_and(|number| owner.digits.contains(&number))
    };
    let orgs = || desk.project.orgs.values();
    let own = orgs().find(|org| org.name.value == owner.name.value).filter(|org| org.phone.is_some())?;
    let has = |org: &Org| is(&org.phone) || is(&org.tty) || is(&org.text_number);
    let lines = own.hotlines.iter().filter_map(|line| dialled(&line.phone.value)).any(|number| owner.digits.contains(&number));
    if has(own) || lines {
        return None;
    }
    let number = own.phone.as_ref()?;
    let digits = dialled(&number.value)?;
    let (check, message) = match orgs().find(|org| org.name.value != own.name.value && is(&org.phone)) {
        Some(other) => (&checks::OTHERS_NUMBER, format!("`{}` has the number of `{}`", owner.name.value, other.name.value)),
        None if owner.digits.iter().any(|other| near(other, &digits).is_some()) => {
            (&checks::NEAR_NUMBER, format!("the number of `{}` is nearly that of the organization", owner.name.value))
        }
        None => return None,
    };
    Some(
        Diagnostic::warning(check, owner.name.span, message)
            .also(number.span, format!("its own is `{}`", number.value))
            .help("look the number up, and write it the same in both places"),
    )
}

fn told(at: &At<String>, number: &str, named: &Owner<'_>, other: &Owner<'_>) -> Diagnostic {
    let message = format!("`{number}` is the number of `{}`, and `{}` is named with it", other.name.value, named.name.value);
    Diagnostic::warning(&checks::OTHERS_NUMBER, at.span, message)
        .also(named.name.span, "the one who is named")
        .help("mend the number, or the name")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::proofread::passages::Part;

    #[test]
    fn a_number_behind_the_name_of_another() {
        let at = |text: &str| At::new(text.to_string(), Span::NONE);
        let (house, rides) = (at("Lantern House"), at("Snake River Rides"));
        let owners = [
            Owner { name: &house, digits: vec!["2085550170".to_string()] },
            Owner { name: &rides, digits: vec!["2085550173".to_string()] },
        ];
        let told = |text: &str| {
            let text = at(text);
            let passage = Passage { text: &text, part: Part::Words, block: None, key: "full", language: "en" };
            in_words(&passage, &owners).is_some()
        };
        for text in
            ["Call **Lantern House** at (208) 555-0173.", "Lantern House: (208) 555-0173", "Come. Lantern House, 208-555-0173!"]
        {
            assert!(told(text), "{text}");
        }
        for text in [
            "Call Lantern House at (208) 555-0170.",
            "Lantern House, or Snake River Rides at (208) 555-0173",
            "Ask at Lantern House or call (208) 555-0173 for a ride.",
            "Lantern House helps. For a ride call (208) 555-0173.",
            "Lantern House: (208) 555-0199",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
