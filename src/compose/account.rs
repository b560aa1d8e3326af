//! The account of a product: what became of each block of its content. Nothing is lost without a word.

use crate::diag::{Diagnostic, Span, checks};
use crate::document::{Block, Body, ContactLine, Document};
use crate::model::{BlockName, Limits, Role};
use crate::plan::Job;

/// What became of each block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// Blocks that stand on some face, by name.
    pub placed: Vec<BlockName>,
    /// On purpose.
    pub left_out: Vec<LeftOut>,
    /// Blocks on the sheet that it may do without where room is short, those first that go first.
    pub spare: Vec<BlockName>,
    /// Without anybody having said so: the product is refused.
    pub lost: Vec<BlockName>,
}

/// A block, or a part of one, that a product does without on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    pub block: BlockName,
    /// `hours`, where the block stands there without it.
    pub part: Option<String>,
    pub why: Why,
    pub origin: Span,
}

impl LeftOut {
    pub(super) fn whole(block: &Block, why: Why) -> LeftOut {
        LeftOut { block: block.name.clone(), part: None, why, origin: block.origin }
    }
}

/// Who has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// `on` or `not_on` of the block.
    Content,
    /// `without` of the `[[make]]`.
    Order,
    /// `takes` of the format, or of the theme for it.
    Format,
    /// `if_room`, of the block or of the format.
    Room,
    /// `hide` in the theme.
    Theme,
}

impl Why {
    /// As the manifest and `show` have it.
    pub fn name(self) -> &'static str {
        match self {
            Why::Content => "content",
            Why::Order => "order",
            Why::Format => "format",
            Why::Room => "room",
            Why::Theme => "theme",
        }
    }
}

/// An error for each block that is lost.
pub(super) fn refusals(document: &Document, account: &Account, job: &Job, limits: &Limits, theme: Span) -> Vec<Diagnostic> {
    let lost = account.lost.iter().filter_map(|name| document.blocks.iter().find(|block| block.name == *name));
    lost.map(|block| refusal(block, job, limits, theme)).collect()
}

fn refusal(block: &Block, job: &Job, limits: &Limits, theme: Span) -> Diagnostic {
    let name = &job.format;
    let (base, _) = block.name.and_language();
    let role = block.role.name();
    let message = format!("`{}` has no place on `{name}` in the theme `{}`", block.name, job.theme);
    let diagnostic = Diagnostic::error(&checks::BLOCK_WITHOUT_AREA, block.origin, message).also(theme, "the theme");
    let why = match limits.of(block.role) {
        usize::MAX => format!("write `{role}` or `{}` into `areas` of a layout", block.name),
        0 => format!("`{name}` takes no `{role}`"),
        n => format!("`{name}` takes {n} `{role}`, the most important first: see `priority`"),
    };
    let diagnostic = diagnostic.help(why);
    match block.role {
        Role::Headline => diagnostic.help("a sheet without its headline is none: give it an area, or make another format"),
        _ => diagnostic.help(format!("write `not_on = [\"{name}\"]` under `[{base}]` if this sheet may do without it")),
    }
}

/// Whether a block has words for a part of that name.
pub(super) fn has_part(body: &Body, part: &str) -> bool {
    let in_lines = |lines: &[ContactLine]| lines.iter().any(|line| line.part == part);
    match body {
        Body::Text { heading, .. } => part == "heading" && heading.is_some(),
        Body::List { heading, note, .. } => (part == "heading" && heading.is_some()) || (part == "note" && note.is_some()),
        Body::Stat { caveat, .. } => (part == "caveat" && caveat.is_some()) || matches!(part, "figure" | "label" | "source"),
        Body::Quote { .. } => matches!(part, "says" | "by"),
        Body::Contact { phone, lines, .. } => part == "name" || (part == "phone" && phone.is_some()) || in_lines(lines),
        Body::Event { lines } => in_lines(lines),
        Body::Code { .. } => matches!(part, "label" | "address"),
        Body::Picture { credit, .. } => part == "credit" && credit.is_some(),
        Body::Note { .. } | Body::Logo { .. } => false,
    }
}
