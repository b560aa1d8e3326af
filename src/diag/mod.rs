//! What we tell people: named checks, where each was found, and what to type.
//!
//! A [`Diagnostic`] is plain data. [`render`] turns it into words for a person, an editor or a machine.

pub mod cells;
pub mod checks;
mod near;
mod quoted;
mod render;
mod source;

use crate::geom::Rect;
pub use checks::Check;
pub use near::{hint, near, near_alias};
pub use quoted::quoted;
pub use render::{Format, render, render_github};
pub use source::{At, CellName, FileId, Position, Sources, Span, Table};

/// How bad it is. An error stops the product it is about; a warning does not, unless `--strict` is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something taken for granted that people may want to know of. Never a problem, also not with `--strict`.
    Note,
    /// Somebody should look at it; with `--strict` it stops the product, too.
    Warning,
    /// The product, or all of them where a file is wrong, is not made.
    Error,
}

impl Severity {
    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that was broken; gives the name in brackets behind `error`.
    pub check: &'static Check,
    /// Chosen where it is found: a check may warn of one thing and stop at another.
    pub severity: Severity,
    /// One line, no full stop: the actual value and the wanted one.
    pub message: String,
    /// The place to mend. [`Span::NONE`] where no file is to blame (a wrong flag).
    pub span: Span,
    /// A few words under the underlined text.
    pub label: String,
    /// Other places that matter, each with its words.
    pub also: Vec<(Span, String)>,
    /// What to type, a line each.
    pub help: Vec<String>,
    /// The words it is about, as they stand there, where several rules may find the same: it is told once. Else empty.
    pub words: String,
    /// Which product it is about; empty for a problem of a file as such.
    pub about: Option<About>,
}

/// The product and the spot on paper a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct About {
    /// Name of its file under `content/`. Empty, as those below: about all of them.
    pub content: String,
    /// Name of its file under `content/orgs/` or of its row; on shared sheets the first of them.
    pub org: String,
    /// BCP 47 tag; of several languages on one sheet as the order has them, `en+es`.
    pub language: String,
    /// Name of its file under `assets/formats/`.
    pub format: String,
    /// `office`, `press` or `screen`.
    pub purpose: String,
    /// Face and rectangle inside its trim.
    pub place: Option<(String, Rect)>,
}

impl Diagnostic {
    /// A mistake: nothing is made while it stands.
    pub fn error(check: &'static Check, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            check,
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            also: Vec::new(),
            help: Vec::new(),
            words: String::new(),
            about: None,
        }
    }
    /// Something that a person should look at; it is made all the same.
    pub fn warning(check: &'static Check, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(check, span, message) }
    }
    /// Something worth knowing.
    pub fn note(check: &'static Check, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity: Severity::Note, ..Diagnostic::error(check, span, message) }
    }
    /// Words under the place itself.
    pub fn label(mut self, words: impl Into<String>) -> Diagnostic {
        self.label = words.into();
        self
    }
    /// What to type, or to do, about it.
    pub fn help(mut self, words: impl Into<String>) -> Diagnostic {
        self.help.push(words.into());
        self
    }
    /// A second place that belongs to it, with its words.
    pub fn also(mut self, span: Span, words: impl Into<String>) -> Diagnostic {
        self.also.push((span, words.into()));
        self
    }
    /// The words it is about, which another rule may find too.
    pub fn words(mut self, words: impl Into<String>) -> Diagnostic {
        self.words = words.into();
        self
    }
    /// The product it was found on.
    pub fn about(mut self, about: About) -> Diagnostic {
        self.about = Some(about);
        self
    }
    /// Whether it stands in the way.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
