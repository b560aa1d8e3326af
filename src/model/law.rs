//! `content/laws/*.toml`: what a posting law wants of a sheet, clause by clause, as data that is measured on the paper.

use super::BlockName;
use crate::diag::{At, Span};
use crate::geom::{Length, Size};
use jiff::civil::Date;

/// A law that says how a notice must look.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// As lawyers cite it.
    pub name: At<String>,
    /// Where it holds: ISO 3166-2 in lower case, `us-mt`.
    pub place: At<String>,
    /// The kinds of places that it speaks of: `hotel`, `rest-area`.
    pub kinds: Vec<At<String>>,
    /// Whether it must, should or may be posted.
    pub duty: At<Duty>,
    /// Where the text of the law was read.
    pub source: At<String>,
    /// The day that it was read.
    pub as_of: At<Date>,
    /// After this day somebody must read it again.
    pub review_by: At<Date>,
    /// Whether the whole text of the law was seen. One that was not is never said to be met.
    pub complete: bool,
    /// What else a reader of the report has to know.
    pub note: Option<At<String>>,
    /// In file order.
    pub clauses: Vec<Clause>,
    /// `name`, for messages about the law as a whole.
    pub origin: Span,
}

/// How much a law asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// It must be posted.
    Required,
    /// The law asks for it and can only ask.
    Requested,
    /// The law offers it to whoever wants to post it.
    Voluntary,
}

/// One demand of a law.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The key it is written under.
    pub name: String,
    /// Paragraph of the law.
    pub cite: Option<At<String>>,
    /// What it is measured by: one rule a clause.
    pub rule: LawRule,
    /// The table `[clause.NAME]`.
    pub origin: Span,
}

/// What can be measured.
#[derive(Clone, Debug, PartialEq)]
pub enum LawRule {
    /// The sheet after cutting is at least so large, upright or lying.
    LeastTrim(Size),
    /// No word of the notice is set smaller: size of the em.
    LeastType(Length),
    /// The sheet speaks these; `separate`: each on a sheet of its own.
    Languages {
        /// BCP 47 tags; a sheet for each, or one that speaks them all.
        all: Vec<At<String>>,
        /// No sheet speaks two of them.
        separate: bool,
    },
    /// These passages stand there in this language, in this order, word for word.
    Verbatim {
        /// BCP 47 tag; words in other languages are not looked at.
        language: At<String>,
        /// As the law has them, each looked for behind the one before.
        passages: Vec<At<String>>,
    },
    /// Each of these numbers or words is printed.
    Shows(Vec<At<String>>),
    /// None of these blocks is printed.
    Without(Vec<At<BlockName>>),
    /// What is printed covers at least this part of the sheet, 0 to 1.
    LeastCover(f64),
    /// A QR code leads to one of these hosts.
    CodeTo(Vec<At<String>>),
    /// What no program sees on a sheet: where it hangs, who must be told.
    ByHand(At<String>),
}

impl Duty {
    /// From the strictest to the freest.
    pub const ALL: [Duty; 3] = [Duty::Required, Duty::Requested, Duty::Voluntary];

    /// As files and reports have it.
    pub fn name(self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Requested => "requested",
            Duty::Voluntary => "voluntary",
        }
    }
}
