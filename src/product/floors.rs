//! Numbers to call held against the policy of their readers: whoever is afraid, or has a moment only, must be able to read them.

use crate::bind::Product;
use crate::diag::{Diagnostic, checks};
use crate::display::{Draw, Element, Face};
use crate::geom::Length;
use crate::model::Kind;

/// Sizes nearer than this are one: rounding.
const SAME: Length = Length::emu(640);

/// Numbers of contacts that are set smaller than the nearest policy that says how large they are.
pub(super) fn small_numbers(product: &Product<'_>, faces: &[Face]) -> Vec<Diagnostic> {
    let Some(least) = product.project.policy_says(product.content, |policy| policy.least_phone.as_ref()) else {
        return Vec::new();
    };
    let small = faces.iter().flat_map(numbers).filter(|(_, size)| *size + SAME < least.value);
    small
        .map(|(number, size)| {
            let (is, wanted) = (size.to_points(), least.value.to_points());
            let message = format!("`{}` is set in {is:.1} pt, and these readers need {wanted:.1} pt", number.text.trim());
            let help = format!(
                "make it in a larger format, or with fewer blocks; the policy `{}` asks for it",
                product.content.policy_name()
            );
            Diagnostic::error(&checks::TOO_SMALL, number.origin, message).also(least.span, "the policy").help(help)
        })
        .collect()
}

/// The numbers of contacts on a face, each with its smallest type.
fn numbers(face: &Face) -> impl Iterator<Item = (&Element, Length)> {
    (0..).zip(&face.elements).filter(|(_, element)| is_number(element)).filter_map(|(at, element)| {
        let own = face.items.iter().filter(move |item| item.element.is_some_and(|id| id.0 == at));
        let sizes = own.filter_map(|item| match &item.draw {
            Draw::Glyphs(run) => Some(run.size),
            _ => None,
        });
        Some((element, sizes.min()?))
    })
}

/// A line of a contact that is a number to call, and nothing else.
fn is_number(element: &Element) -> bool {
    let of_contact = element.block.split('.').next() == Some(Kind::Contact.name());
    let whole = |words: Option<&str>| words.is_some_and(|words| words.trim() == element.text.trim());
    let is_whole = |link: &crate::display::Link| {
        link.target.starts_with("tel:") && whole(element.text.get(link.range.start as usize..link.range.end as usize))
    };
    of_contact && matches!(element.links.as_slice(), [link] if is_whole(link))
}
