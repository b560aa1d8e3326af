//! Numbers and addresses that can be dialled, opened and written to.

use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::Org;
use crate::qr::{payload, phone};
use crate::registry;

const TEMPLATE_MAILS: &str = include_str!("../../assets/registries/template-mails.txt");

pub(super) fn check_phone(number: &At<String>, diagnostics: &mut Vec<Diagnostic>) {
    // Nothing is left of a placeholder that was reported.
    if number.value.is_empty() {
        return;
    }
    if let Err(error) = phone::check_printed(&number.value) {
        report(&checks::BAD_PHONE, number.span, &error, diagnostics);
    }
}

pub(super) fn check_url(url: &At<String>, diagnostics: &mut Vec<Diagnostic>) {
    if let Err(error) = payload::link(&url.value) {
        report(&checks::BAD_URL, url.span, &error, diagnostics);
    }
}

/// An address must be one; what a scraped page shows in its place gets a check of its own.
pub(super) fn check_email(email: &At<String>, diagnostics: &mut Vec<Diagnostic>) {
    let folded = email.value.to_lowercase().replace('\u{a0}', " ");
    if folded.contains("[email") || folded.contains("email protected") || folded.contains("(at)") {
        let message = format!("`{}` is what a scraped page shows in place of an address", email.value);
        diagnostics.push(
            Diagnostic::error(&checks::PLACEHOLDER_EMAIL, email.span, message)
                .help("ask for the real address, or take the line out"),
        );
    } else if is_of_template(&folded) {
        let message = format!("`{}` stands for an address still to come", email.value);
        diagnostics.push(Diagnostic::error(&checks::PLACEHOLDER_EMAIL, email.span, message).help("write the real address"));
    } else if folded.contains("@www.") {
        let message = format!("`{}` has the host of a page: mail goes to `{}`", email.value, email.value.replacen("www.", "", 1));
        diagnostics.push(Diagnostic::error(&checks::BAD_EMAIL, email.span, message).help("take `www.` out"));
    } else if let Err(error) = payload::email(&email.value, "", "") {
        report(&checks::BAD_EMAIL, email.span, &error, diagnostics);
    }
}

/// Addresses that forms and templates show; a trailing `*` stands for any host.
fn is_of_template(folded: &str) -> bool {
    let known = registry::rows(TEMPLATE_MAILS);
    known.into_iter().any(|row| row.strip_suffix('*').map_or(row == folded.trim(), |begins| folded.trim().starts_with(begins)))
}

/// What is wrong with a value of the organization is said where the organization is written, not once more at each text that
/// takes it from there.
pub(super) fn tell_at_the_source(org: &Org, diagnostics: &mut Vec<Diagnostic>) {
    let file = org.name.span.file;
    let own: Vec<(&str, String)> =
        diagnostics.iter().filter(|d| d.span.file == file).map(|d| (d.check.name, d.message.clone())).collect();
    let is_told = |d: &Diagnostic| own.iter().any(|(check, message)| *check == d.check.name && *message == d.message);
    diagnostics.retain(|d| d.span.file == file || !is_told(d));
}

/// Reports once: several blocks may show the same number of an organization.
pub(super) fn report(
    check: &'static crate::diag::Check,
    span: Span,
    error: &dyn std::fmt::Display,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let diagnostic = Diagnostic::error(check, span, error.to_string());
    if !diagnostics.iter().any(|d| d.check == check && d.span == span) {
        diagnostics.push(diagnostic);
    }
}
