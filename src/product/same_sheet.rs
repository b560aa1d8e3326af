//! Whether two ways to make a product come to the same sheet: mistakes that no other way mends, what each carries, and products
//! that have the layout of those beside them.

use crate::bind::Product;
use crate::compose::Account;
use crate::diag::{Diagnostic, checks};
use crate::model::{BlockName, Kind};

/// A mistake that more room does not mend: a block that has one is refused, and not left out as if it were too long.
pub(super) fn is_wrong_anywhere(found: &Diagnostic) -> bool {
    let checks = [
        &checks::MISSING_GLYPH,
        &checks::MISSING_FILE,
        &checks::BAD_PICTURE,
        &checks::BAD_COLOR,
        &checks::UNKNOWN_NAME,
        &checks::QR_TOO_LONG,
    ];
    found.is_error() && checks.contains(&found.check)
}

/// Nothing stands on one product alone, and nothing but ornaments is left out of the other alone. Who says it may stand there
/// by name or by logo.
pub(super) fn carries_as_much(both: &Account, alone: &Account) -> bool {
    let is_org = |name: &BlockName| name.kind == Kind::Org && ["name", "logo"].contains(&name.and_language().0.name.as_str());
    let says_who = alone.placed.iter().any(is_org);
    let is_there = |name: &BlockName| alone.placed.contains(name) || (is_org(name) && says_who);
    let placed = both.placed.iter().all(|name| name.kind == Kind::Art || is_there(name));
    placed && alone.left_out.iter().all(|left| left.block.kind == Kind::Art || both.left_out.contains(left))
}

/// What is made for a row or a number lies on sheets with others, and has the back and the layout that they have.
pub(super) fn is_one_of_many(product: &Product<'_>) -> bool {
    product.is_share || product.job.row.is_some() || product.job.copy.is_some()
}
