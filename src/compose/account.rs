//! The account of a product: what became of each block of its content. Nothing is lost without a word.

use super::variants::{Suitable, Variants};
use crate::diag::{At, Diagnostic, Span, checks};
use crate::document::{Block, Body, ContactLine, Document};
use crate::model::{BlockName, Limits, Role, hours};
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
    /// Some face takes what has no place of its own.
    pub takes_rest: bool,
    /// It is printed on one side, though its format has two.
    pub one_side: Option<OneSide>,
    /// Variants of layouts that suit its content.
    pub suitable: Vec<Suitable>,
    /// Those of them in which it is laid out.
    pub variants: Variants,
    /// Without anybody having said so: the product is refused.
    pub lost: Vec<BlockName>,
}

impl Account {
    /// Whether a whole block is left out for want of a place or of room, and not because somebody has said so.
    pub(crate) fn has_no_room_for(&self, name: &BlockName) -> bool {
        self.left_out.iter().any(|left| left.block == *name && left.is_for_want_of_room())
    }

    /// With what another copy of the same product adds: a block that one of them leaves out is named.
    pub fn joined(mut self, other: Account) -> Account {
        fn add<T: PartialEq>(all: &mut Vec<T>, more: Vec<T>) {
            more.into_iter().for_each(|one| {
                if !all.contains(&one) {
                    all.push(one);
                }
            });
        }
        add(&mut self.placed, other.placed);
        add(&mut self.left_out, other.left_out);
        add(&mut self.lost, other.lost);
        self
    }
}

/// Why a product is printed on one side of a format that has two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OneSide {
    /// `sides = 1` of the `[[make]]`.
    Ordered,
    /// The back would be nearly empty: the part of it that its words would take.
    ThinBack(f64),
}

/// Roles that an order may name to make a smaller sheet, whoever has locked their words. What to do, whom to call and small
/// print are none of them.
const TO_SPARE: [Role; 7] = [Role::Lead, Role::Picture, Role::Figure, Role::Points, Role::Quote, Role::Copy, Role::Code];

/// An error for each block that `without` of a `[[make]]` leaves out though it is locked or keeps people safe: by its own
/// name, or as one of a role that no sheet goes without. A content that says `if_room` has let go of its block itself.
pub(super) fn kept_from_orders(document: &Document, left_out: &[LeftOut], job: &Job) -> Vec<Diagnostic> {
    let by_order = left_out.iter().filter(|left| left.why == Why::Order && left.block.and_language().1 == 1);
    let blocks = by_order.filter_map(|left| document.blocks.iter().find(|block| block.name == left.block));
    let is_kept = |block: &&Block| {
        let is_guarded = block.lock || (block.vital && !matches!(block.role, Role::Headline | Role::Event));
        let by_name = job.without.iter().any(|name| *name == block.name.to_string());
        is_guarded && !block.placing.if_room && (by_name || !TO_SPARE.contains(&block.role))
    };
    blocks.filter(is_kept).map(|block| ordered_away(block, job)).collect()
}

fn ordered_away(block: &Block, job: &Job) -> Diagnostic {
    let (name, role) = (block.name.to_string(), block.role.name());
    let written = if job.without.contains(&name) { name.as_str() } else { role };
    let message =
        format!("`without = [\"{written}\"]` takes `{name}` off `{}`, and it is locked, or keeps people safe", job.format);
    let check = if block.lock { &checks::LOCKED_TEXT } else { &checks::BLOCK_WITHOUT_AREA };
    let help =
        format!("take `{written}` out of `without`; only the content may let go of it: `if_room = true` or `not_on` there");
    Diagnostic::error(check, job.origin, message).also(block.origin, "the block").help(help)
}

/// A block, or a part of one, that a product does without on purpose.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The block that people have written: of a piece of an event the event.
    pub block: BlockName,
    /// `hours`, where the block stands there without it.
    pub part: Option<String>,
    /// Who has said that it may go.
    pub why: Why,
    /// The header of the block.
    pub origin: Span,
}

impl LeftOut {
    pub(super) fn whole(block: &Block, why: Why) -> LeftOut {
        LeftOut { block: block.name.clone(), part: None, why, origin: block.origin }
    }

    /// A whole block for which the format has no place, or the sheet no room.
    pub(super) fn is_for_want_of_room(&self) -> bool {
        self.part.is_none() && matches!(self.why, Why::Format | Why::Room)
    }
}

/// Who has said that a product does without a block: the content itself, or the order. `kind`: of the format.
pub(super) fn said_to_leave_out(block: &Block, job: &Job, kind: Option<&str>) -> Option<Why> {
    let base = block.name.and_language().0.to_string();
    let is_without = |name: &String| *name == base || name == block.role.name();
    if block.placing.leaves_out(&job.format, kind) {
        Some(Why::Content)
    } else {
        job.without.iter().any(is_without).then_some(Why::Order)
    }
}

/// Who has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// `on` or `not_on` of the block.
    Content,
    /// An optional placeholder, `{org.email?}`, or `unless`: there is nothing to say.
    Empty,
    /// `without` of the `[[make]]`.
    Order,
    /// `takes` of the format, or of the theme for it.
    Format,
    /// `if_room`, of the block or of the format.
    Room,
    /// `hide` in the theme.
    Theme,
    /// Paper: where words lead that do not say it themselves.
    Paper,
}

impl Why {
    /// As the manifest and `show` have it.
    pub fn name(self) -> &'static str {
        match self {
            Why::Content => "content",
            Why::Empty => "empty",
            Why::Order => "order",
            Why::Format => "format",
            Why::Room => "room",
            Why::Theme => "theme",
            Why::Paper => "paper",
        }
    }
}

/// An error for each block that is lost.
pub(super) fn refusals(document: &Document, lost: &[&BlockName], job: &Job, limits: &Limits, theme: Span) -> Vec<Diagnostic> {
    let lost = lost.iter().filter_map(|name| document.blocks.iter().find(|block| block.name == **name));
    lost.map(|block| refusal(document, block, (job, limits, theme))).collect()
}

fn refusal(document: &Document, block: &Block, (job, limits, theme): (&Job, &Limits, Span)) -> Diagnostic {
    let name = &job.format;
    let (base, _) = block.name.and_language();
    let role = block.role.name();
    let message = format!("`{}` has no place on `{name}` in the theme `{}`", block.name, job.theme);
    let diagnostic = Diagnostic::error(&checks::BLOCK_WITHOUT_AREA, block.origin, message).also(theme, "the theme");
    let of_role = |other: &&Block| other.role == block.role && other.part_of.is_none() && other.name.kind.is_written();
    let (_, language) = block.name.and_language();
    let of_role = document.blocks.iter().filter(of_role).filter(|other| other.name.and_language().1 == language).count();
    let why = match limits.of(block.role) {
        n if of_role <= n => format!("write `{role}` or `{}` into `areas` of a layout", block.name),
        0 => format!("`{name}` takes no `{role}`"),
        n => format!("`{name}` takes {n} `{role}`, the most important first: see `priority`"),
    };
    let diagnostic = diagnostic.help(why);
    match block.role {
        Role::Headline => diagnostic.help("a sheet without its headline is none: give it an area, or make another format"),
        _ => diagnostic.help(format!("write `not_on = [\"{name}\"]` under `[{base}]` if this sheet may do without it")),
    }
}

/// A block in a cell, or in one of several, and what the theme leaves out of it there.
#[derive(Clone)]
pub(crate) struct Shown {
    pub block: BlockName,
    pub hidden: Option<At<Vec<String>>>,
}

impl Shown {
    fn hides(&self, part: &str) -> bool {
        self.hidden.as_ref().is_some_and(|hidden| hidden.value.iter().any(|own| own == part))
    }
}

/// A part of a block that the theme leaves out wherever the block stands.
pub(super) struct Hidden<'d> {
    block: &'d Block,
    part: String,
    /// `hide` in the theme.
    by: Span,
}

impl Hidden<'_> {
    pub(super) fn left_out(&self) -> LeftOut {
        let block = self.block.written_name().clone();
        LeftOut { block, part: Some(self.part.clone()), why: Why::Theme, origin: self.block.origin }
    }
}

/// What the theme leaves out of blocks on every face of a product.
pub(super) fn hidden<'d>(document: &'d Document, shown: &[Shown]) -> Vec<Hidden<'d>> {
    let mut all: Vec<Hidden<'d>> = Vec::new();
    let of = |name: &BlockName| document.blocks.iter().find(|block| block.name == *name);
    for place in shown.iter().filter(|place| place.hidden.is_some()) {
        let (Some(block), Some(parts)) = (of(&place.block), &place.hidden) else { continue };
        for part in parts.value.iter().filter(|part| has_part(&block.body, part)) {
            let is_same = |other: &Block| other.written_name() == block.written_name() && has_part(&other.body, part);
            let is_shown = shown.iter().any(|other| !other.hides(part) && of(&other.block).is_some_and(is_same));
            let is_told = all.iter().any(|told| told.part == *part && told.block.written_name() == block.written_name());
            if !is_shown && !is_told {
                all.push(Hidden { block, part: part.clone(), by: parts.span });
            }
        }
    }
    all
}

/// Whether a part of a contact that keeps people safe has to be there before anybody calls: its note, and hours at which it
/// is closed; and the ways to reach it beside its number. A theme hides them for small sheets, where most contacts can do without.
pub(super) fn keeps(block: &Block, part: &str) -> bool {
    let Body::Contact { lines, .. } = &block.body else { return false };
    let Some(line) = lines.iter().find(|line| line.part == part) else { return false };
    let matters =
        matches!(part, "note" | "text" | "tty") || (part == "hours" && !hours::is_always(&line.words.text(), &block.locale.tag));
    block.vital && !block.placing.if_room && matters
}

/// An error where a theme of the project hides such a part. Those of the program let it stand.
pub(super) fn keeps_all(block: &Block, hide: &At<Vec<String>>) -> Vec<Diagnostic> {
    let kept = hide.value.iter().filter(|part| keeps(block, part));
    let told = kept.map(|part| {
        let (name, _) = block.name.and_language();
        let message = format!("the theme hides `{part}` of `{name}`, and whoever calls it has to know that first");
        let check = if block.lock { &checks::LOCKED_TEXT } else { &checks::BLOCK_WITHOUT_AREA };
        Diagnostic::error(check, hide.span, message)
            .also(block.origin, "the block, which keeps people safe")
            .help(format!("take `{part}` out of `hide`"))
    });
    told.collect()
}

/// Parts of an event that say when and where it is, and whether it is at all.
const OF_AN_EVENT: [&str; 7] = ["title", "when", "venue", "room", "address", "join", "status"];

/// Ways to reach somebody that a theme may leave out of a contact with a number, whoever has locked it.
const OTHER_WAYS: [&str; 6] = ["web", "email", "hours", "languages", "note", "text"];

/// An error for a part that no theme may leave out: when and where an event is, whom to call, words that are locked.
pub(super) fn must_be_shown(hidden: &Hidden<'_>, job: &Job) -> Option<Diagnostic> {
    let Hidden { block, part, by } = hidden;
    let is = |names: &[&str]| names.contains(&part.as_str());
    let what = match &block.body {
        Body::Event { .. } => is(&OF_AN_EVENT).then_some("says what, when or where the event is"),
        Body::Contact { phone: Some(_), .. } if is(&OTHER_WAYS) => None,
        // What matters of these is kept: see `keeps`.
        Body::Contact { .. } if is(&["hours", "languages", "note"]) => None,
        Body::Contact { phone, .. } if is(&["phone"]) || (phone.is_none() && is(&["text", "email", "web"])) => {
            Some("is how people reach somebody")
        }
        // Small sheets say what matters, without what it is called.
        Body::List { .. } | Body::Logos { .. } if is(&["heading"]) => None,
        // A code says what it is for in words, or in what stands beside it.
        Body::Code { .. } | Body::Picture { .. } => None,
        _ => block.vital.then_some("is locked, or keeps people safe"),
    }?;
    let (base, _) = block.name.and_language();
    let name = block.part_of.as_ref().unwrap_or(&base);
    let message = format!("the theme `{}` hides `{part}` of `{name}` on `{}`, and it {what}", job.theme, job.format);
    let check = if block.lock { &checks::LOCKED_TEXT } else { &checks::BLOCK_WITHOUT_AREA };
    let diagnostic = Diagnostic::error(check, *by, message).also(block.origin, "the block");
    Some(diagnostic.help(format!("take `{part}` out of `hide`")))
}

/// Whether a block has words for a part of that name.
pub(super) fn has_part(body: &Body, part: &str) -> bool {
    let in_lines = |lines: &[ContactLine]| lines.iter().any(|line| line.part == part);
    match body {
        Body::Text { heading, .. } | Body::Note { heading, .. } => part == "heading" && heading.is_some(),
        Body::List { heading, note, .. } => (part == "heading" && heading.is_some()) || (part == "note" && note.is_some()),
        Body::Stat { caveat, .. } => (part == "caveat" && caveat.is_some()) || matches!(part, "figure" | "label" | "source"),
        Body::Quote { .. } => matches!(part, "says" | "by"),
        Body::Contact { phone, lines, .. } => part == "name" || (part == "phone" && phone.is_some()) || in_lines(lines),
        Body::Event { lines } => in_lines(lines),
        Body::Code { .. } => matches!(part, "label" | "address"),
        Body::Picture { credit, .. } => part == "credit" && credit.is_some(),
        Body::Logos { heading, .. } => part == "heading" && heading.is_some(),
        Body::Logo { .. } => false,
    }
}
