//! What is told of a statement, of marks and of a help line for which a product has no room.

use crate::bind::Product;
use crate::diag::{Diagnostic, checks};
use crate::document::{Block, Body, Document, Paragraph};
use crate::model::{Audience, BlockName};

/// A help line that a product has no room for: the sheet is right without it.
pub(super) fn unseen(product: &Product<'_>, document: &Document, name: &BlockName) -> Option<Diagnostic> {
    let block = document.blocks.iter().find(|block| block.name == *name)?;
    let message = format!("`{}` has no room for `{name}` of the organization", product.job.format);
    let help = format!("write `{name}` into `areas` of its layout where it has to be there");
    Some(Diagnostic::note(&checks::LINE_WITHOUT_PLACE, block.origin, message).help(help))
}

/// A statement that a product has no room for.
pub(super) fn unplaced(product: &Product<'_>, document: &Document, block: &Block) -> Diagnostic {
    let (name, format) = (&block.name, &product.job.format);
    if let Body::Logos { marks, .. } = &block.body {
        let message = format!("`{format}` has no room for the {} marks of `{name}`", marks.len());
        return Diagnostic::error(&checks::STATEMENT_WITHOUT_PLACE, block.origin, message)
            .help(format!(
                "write `not_on = [\"{format}\"]` or `if_room = true` under `[{name}]`, show fewer marks, or shorten the words"
            ))
            .help("or make a larger format, or write `logos` into `areas` of its layout and take something else out");
    }
    let words = match &block.body {
        Body::Text { full, .. } => full.iter().map(Paragraph::text).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let shortened: String = words.chars().take(60).collect();
    let dots = if shortened.len() < words.len() { "..." } else { "" };
    if document.audience == Audience::Victim && name.name == "sponsor" {
        let message = format!("a sheet for people in danger names nobody: it does not carry `{shortened}{dots}`");
        return Diagnostic::note(&checks::STATEMENT_WITHOUT_PLACE, block.origin, message);
    }
    let message = match document.audience {
        Audience::Victim => format!("`{name}` has no place on a sheet for people in danger: `{shortened}{dots}`"),
        _ => format!("`{format}` has no room for `{name}`: `{shortened}{dots}`"),
    };
    let org = &product.org.name.value;
    let reported =
        Diagnostic::error(&checks::STATEMENT_WITHOUT_PLACE, block.origin, message).label("has to be on the sheet").help(format!(
            "leave `{format}` out for `{org}`: state its `presets`, or name its organizations under `orgs` of the `[[make]]`"
        ));
    match document.audience {
        Audience::Victim => reported,
        _ => reported
            .help("or make a larger format, or write `org.credits` into `areas` of its layout and take something else out"),
    }
}
