//! What an organization gives to a sheet: values for placeholders, blocks of its own, sentences built from facts. And
//! what a sheet must not carry of it because the content forbids it. Confidential addresses: `confidential`.

use super::isolate::inserted;
use super::keep::telephone;
use super::lines::{self, names};
use super::reachable::{check_email, check_phone, check_url};
use super::{Context, facts, mark};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::document::{Block, Body, Paragraph};
use crate::model::{Addition, Audience, BlockName, Hotline, Kind, Org, Placing, Role};
use crate::qr::encode::{LONG, LONGEST};
use crate::qr::payload;

/// What `{org.KEY}` may name.
pub(super) const KEYS: [&str; 21] = [
    "name",
    "short",
    "name_en",
    "phone",
    "email",
    "web",
    "link",
    "address",
    "hotline",
    "hotline_name",
    "hotline_hours",
    "hotline_languages",
    "hotline2",
    "hotline2_name",
    "hotline2_hours",
    "hotline2_languages",
    "text_number",
    "text_keyword",
    "text_languages",
    "tty",
    "sponsor",
];

/// A value of the organization. `None`: there is no such key.
pub(super) fn value(context: &Context<'_>, key: &str) -> Option<Option<String>> {
    let org = context.org;
    let of = |field: &Option<At<String>>| field.as_ref().map(|f| f.value.clone());
    let (line, part) = match key.strip_prefix("hotline2") {
        Some(part) => (org.hotlines.get(1), part),
        None => (org.hotlines.first(), key.strip_prefix("hotline").unwrap_or("")),
    };
    Some(match key {
        "name" => Some(org.name.value.clone()),
        "short" => Some(org.short.as_ref().unwrap_or(&org.name).value.clone()),
        "name_en" => of(&org.name_en),
        "phone" => phone(context),
        "email" => of(&org.email),
        "web" => of(&org.web),
        "link" => link(context),
        // An address that is confidential is not even kept.
        "address" => of(&org.address),
        "text_number" => of(&org.text_number),
        "text_keyword" => of(&org.text_keyword),
        "text_languages" => names(context.project, &org.text_languages),
        "tty" => of(&org.tty),
        "sponsor" => of(&org.sponsor),
        _ if key.starts_with("hotline") => return hotline(context, line, part),
        _ => return None,
    })
}

fn hotline(context: &Context<'_>, line: Option<&Hotline>, part: &str) -> Option<Option<String>> {
    let of = |field: &Option<At<String>>| field.as_ref().map(|f| f.value.clone());
    Some(match part {
        "" => line.map(|l| l.phone.value.clone()),
        "_name" => line.and_then(|l| of(&l.name)),
        "_hours" => line.and_then(|l| of(&l.hours)),
        "_languages" => line.and_then(|l| names(context.project, &l.languages)),
        _ => return None,
    })
}

/// Where codes of its own lead. What no code has room for gives way to the site: see [`long_link`].
fn link(context: &Context<'_>) -> Option<String> {
    let of = |field: &Option<At<String>>| field.as_ref().map(|f| f.value.clone());
    let fits = |link: &String| link.len() <= LONGEST || context.content.audience.value == Audience::Victim;
    of(&context.org.link).filter(fits).or_else(|| of(&context.org.web))
}

/// A longer name fills a card by itself.
const LONG_NAME: usize = 100;

fn long_name(org: &Org) -> Option<Diagnostic> {
    let length = org.name.value.chars().count();
    let message = format!("the name has {length} characters");
    let diagnostic = Diagnostic::warning(&checks::LONG_NAME, org.name.span, message);
    let told = match &org.short {
        Some(short) => diagnostic.help(format!("where it does not fit, the sheet says `{}`", short.value)),
        None => diagnostic.help("add `short`: what the sheet says where the name does not fit"),
    };
    (length > LONG_NAME).then_some(told)
}

/// On a sheet for people in danger a link that tells who came from where is refused, whether a code shows it or not:
/// the next one might.
fn telling_link(context: &Context<'_>, link: &At<String>) -> Option<Diagnostic> {
    let victim = context.content.audience.value == Audience::Victim;
    let (check, why) = match payload::tracking_parameter(&link.value) {
        Some(parameter) => (&checks::TRACKING, format!("reports where its reader came from (`{parameter}`)")),
        None if link.value.contains(['?', '#']) => (&checks::QR_POLICY, "carries more than an address".to_string()),
        None => return None,
    };
    let message = format!("`{}` {why}, and this sheet is for people in danger", link.value);
    let help = "give the address without `?` and `#`, or leave this product out for the organization";
    victim.then(|| Diagnostic::error(check, link.span, message).help(help))
}

/// A link that nobody types, or that no code has room for.
fn long_link(org: &Org) -> Option<Diagnostic> {
    let link = org.link.as_ref().filter(|link| link.value.len() > LONG)?;
    let length = link.value.len();
    let message = match length > LONGEST {
        true => format!(
            "the link has {length} characters, and no code that phones read has room for over {LONGEST}: codes lead to `web`"
        ),
        false => format!("the link has {length} characters: its code is dense, and only its host is printed beside it"),
    };
    let help = "make a short address on your own site that leads there, and write that";
    Some(Diagnostic::warning(&checks::LONG_LINK, link.span, message).help(help))
}

/// The number of the office with its extension, as the language writes it.
fn phone(context: &Context<'_>) -> Option<String> {
    let number = context.org.phone.as_ref()?;
    let ext = context.org.phone_ext.as_ref().map(|ext| {
        let (pattern, _) = context.more("phone_ext");
        format!(" {}", pattern.value.replace("{ext}", &ext.value))
    });
    Some(format!("{}{}", number.value, ext.unwrap_or_default()))
}

/// Blocks every document has: `org.logo`, `org.name`, and what is known of `org.web`, `org.phone`, `org.address`,
/// `org.sponsor`, `org.funding`, `org.disclaimer`; the last three together are `org.credits`. And its help lines.
pub(super) fn blocks(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Block> {
    let org = context.org;
    let line = |text: &At<String>| Paragraph::plain(&text.value, text.span).spoken(context.speaker(text));
    let logo = Body::Logo { mark: mark(context), name: line(&org.name), short: org.short.as_ref().map(line) };
    let origin = org.logo.as_ref().map_or(org.name.span, |logo| logo.file.span);
    let mut blocks = Vec::new();
    let mut push = |name: &str, origin: Span, body: Body| {
        let name = BlockName::new(Kind::Org, name);
        let role = if name.name == "credits" { Role::Credits } else { Role::Organization };
        blocks.push(Block {
            name,
            origin,
            lock: true,
            role,
            placing: Placing::default(),
            vital: false,
            part_of: None,
            locale: context.locale(),
            fallback: None,
            body,
        });
    };
    push("logo", origin, logo);
    let mut add = |name: &str, origin: Span, full: Vec<Paragraph>, short: Option<Paragraph>| {
        push(name, origin, Body::Text { heading: None, full, short: short.map(|s| vec![s]) });
    };
    add("name", org.name.span, vec![line(&org.name)], org.short.as_ref().map(line));
    if let Some(web) = &org.web {
        check_url(web, diagnostics);
        add("web", web.span, vec![Paragraph::kept(payload::readable(&web.value), web.span)], None);
    }
    if let Some(number) = &org.phone {
        add("phone", number.span, vec![telephone(&phone(context).unwrap_or_default(), number.span)], None);
    }
    let lines = org.hotlines.iter().map(|l| &l.phone);
    org.phone.iter().chain(lines).chain(&org.text_number).chain(&org.tty).for_each(|n| check_phone(n, diagnostics));
    diagnostics.extend(long_name(org));
    diagnostics.extend(long_link(org));
    if let Some(link) = &org.link {
        check_url(link, diagnostics);
        diagnostics.extend(telling_link(context, link));
    }
    if let Some(email) = &org.email {
        check_email(email, diagnostics);
    }
    if let Some(address) = &org.address {
        add("address", address.span, vec![line(address)], None);
    }
    for (name, words) in lines::of(context, diagnostics) {
        add(name, words.span(), vec![words], None);
    }
    let mut credits = Vec::new();
    if let Some(sponsor) = &org.sponsor {
        credits.push(("sponsor", line(sponsor)));
    }
    credits.extend(funding(context).map(|words| ("funding", words)));
    if let Some(words) = &org.disclaimer {
        credits.push(("disclaimer", line(words)));
    }
    for (name, words) in &credits {
        add(name, words.span(), vec![words.clone()], None);
    }
    if let Some((_, first)) = credits.first() {
        let origin = first.span();
        add("credits", origin, credits.into_iter().map(|(_, words)| words).collect(), None);
    }
    blocks
}

/// Who pays for the sheet, in the sentence of the language: agency, amount, the federal part and the rest.
fn funding(context: &Context<'_>) -> Option<Paragraph> {
    let funding = context.org.funding.as_ref()?;
    let (pattern, language) = context.more("funding");
    let number = |number: f64| facts::number_words(number, &language.numbers);
    let words = pattern
        .value
        .replace("{agency}", &inserted(&funding.agency.value, language))
        .replace("{amount}", &inserted(&format!("${}", number(funding.amount.value)), language))
        .replace("{percent}", &number(funding.federal_percent.value))
        .replace("{rest}", &number(100.0 - funding.federal_percent.value));
    Some(Paragraph::plain(words, funding.agency.span).spoken(context.other(language)))
}

/// What the content forbids and the organization brings all the same.
pub(super) fn forbidden(context: &Context<'_>) -> Vec<Diagnostic> {
    let org = context.org;
    let brought = |addition: Addition| match addition {
        Addition::Sponsor => org.sponsor.as_ref().map(|s| s.span),
        Addition::Funding => org.funding.as_ref().map(|f| f.agency.span),
        Addition::Disclaimer => org.disclaimer.as_ref().map(|d| d.span),
        Addition::Logo => org.logo.as_ref().map(|l| l.file.span),
        Addition::Say => org.say.values().next().map(|s| s.span),
        Addition::Links => org.links.values().next().map(|l| l.span),
    };
    let found = context.content.forbid.iter().filter_map(|what| Some((what, brought(what.value)?)));
    let marks = context.content.forbid.iter().flat_map(|what| forbidden_marks(context, what));
    let brought = found.map(|(what, place)| {
        let name = what.value.name();
        let message = format!("`{}` may carry no `{name}` of an organization", context.content.title.value);
        Diagnostic::error(&checks::FORBIDDEN_PART, place, message)
            .also(what.span, "forbidden here")
            .help(format!("take `{name}` out for this organization, or leave this product out for it"))
    });
    brought.chain(marks).collect()
}

/// Marks of sponsors in a content that forbids sponsors, or marks, to organizations: what holds for them holds for it.
fn forbidden_marks<'c>(context: &Context<'c>, what: &'c At<Addition>) -> impl Iterator<Item = Diagnostic> + use<'c> {
    let is_about_marks = matches!(what.value, Addition::Sponsor | Addition::Logo);
    let rows = context.content.blocks.iter().filter(move |block| is_about_marks && block.name.kind == Kind::Logos);
    rows.map(|block| {
        let (name, what_name) = (&block.name, what.value.name());
        let message = format!("`{name}` shows marks of others, and the content forbids `{what_name}`");
        Diagnostic::error(&checks::FORBIDDEN_PART, block.origin, message)
            .also(what.span, "forbidden here")
            .help(format!("take `[{name}]` out, or `{what_name}` out of `forbid`"))
    })
}
