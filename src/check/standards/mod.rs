//! Press standards over a finished file: PDF/X-4 (ISO 15930-7:2010) and PDF/X-1a:2003 (ISO 15930-4:2003), clause by
//! clause. The ISO texts are not free to read; what each clause asks is taken from the sources named in
//! `docs/standards/`.
//!
//! A clause is a row of [`CLAUSES`]: what it asks, and how it is kept. `docs/standards/` holds the same table for
//! people; a test keeps both the same.

mod clauses;

use crate::export::pdf::pdf_facts::PdfFacts;
use crate::model::Standard;

pub use clauses::CLAUSES;

/// One thing a standard asks of a file.
pub struct Clause {
    /// What reports and `docs/standards/` call it: `output-intent`.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// How it is kept under PDF/X-4, and under PDF/X-1a.
    pub x4: Kept,
    /// The same under PDF/X-1a.
    pub x1a: Kept,
}

/// How a clause is kept.
#[derive(Clone, Copy)]
pub enum Kept {
    /// Looked at in every press file, ours or a stranger's. Says what breaks it.
    Checked(fn(&PdfFacts, Standard) -> Vec<String>),
    /// True of every file of ours by how it is made; not looked at in a stranger's.
    ByConstruction(&'static str),
    /// Only people can know.
    UsersDuty(&'static str),
    /// Asked, and not looked at so far: what is missing.
    NotYet(&'static str),
    /// The other standard's matter.
    NotAsked,
}

/// A clause that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Name of the [`Clause`].
    pub clause: &'static str,
    /// What is there, and what is wanted.
    pub why: String,
}

impl Clause {
    /// How the clause is kept in files of a standard.
    pub fn kept(&self, standard: Standard) -> Kept {
        match standard {
            Standard::X4 => self.x4,
            Standard::X1a => self.x1a,
        }
    }
}

/// Everything in a file that breaks a standard.
pub fn breaches(pdf_facts: &PdfFacts, standard: Standard) -> Vec<Breach> {
    let mut found = Vec::new();
    for clause in CLAUSES {
        if let Kept::Checked(check) = clause.kept(standard) {
            found.extend(check(pdf_facts, standard).into_iter().map(|why| Breach { clause: clause.name, why }));
        }
    }
    found
}

/// The standard that a file claims to follow, where it is one of ours.
pub fn claimed(pdf_facts: &PdfFacts) -> Option<Standard> {
    let claim = pdf_facts.claim()?;
    match claim.as_str() {
        "PDF/X-4" => Some(Standard::X4),
        "PDF/X-1a:2003" | "PDF/X-1:2001" => Some(Standard::X1a),
        _ => None,
    }
}

/// The table of a standard as `docs/standards/` holds it.
pub fn table(standard: Standard) -> String {
    let mut lines = vec!["| clause | asks | how it is kept |".to_string(), "|---|---|---|".to_string()];
    for clause in CLAUSES {
        let kept = match clause.kept(standard) {
            Kept::Checked(_) => "checked".to_string(),
            Kept::ByConstruction(why) => format!("true by construction: {why}"),
            Kept::UsersDuty(what) => format!("user's duty: {what}"),
            Kept::NotYet(why) => format!("not yet: {why}"),
            Kept::NotAsked => continue,
        };
        lines.push(format!("| `{}` | {} | {kept} |", clause.name, clause.asks));
    }
    lines.join("\n") + "\n"
}
