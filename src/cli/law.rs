//! `handbill law`: which posting laws there are, and whether the sheets of a project meet one.

use super::select::Select;
use super::stdout::{Stdout, is_terminal, table};
use super::{DONE, PROBLEMS, stderr::Stderr};
use crate::check::law::{LawVerdict, Measured};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::engine::law::{NoticeReport, reports};
use crate::engine::law_page;
use crate::model::{Law, Project};
use crate::plan;
use crate::syntax::{Given, Wanted};
use crate::world::disk;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Hold the sheets of the project against a posting law
///
/// A report, clause by clause, of what the law wants and what was measured on the laid-out sheet. A law whose text was not
/// seen in full is marked `incomplete`, and nothing is said to meet it; `handbill laws` lists them. Not legal advice.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill laws --for hotel --in us-tx\n  \
    handbill law us-ny-lodging lodging-card\n  \
    handbill law us-ny-lodging lodging-card --report out/law.pdf")]
pub struct Args {
    /// A file of content/laws/
    #[arg(value_name = "LAW")]
    law: String,
    /// Write the report as a PDF too, to file with the order
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    select: Select,
}

/// Clause by clause; 1 where the law is not met, or a mistake keeps a sheet from being measured.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (_, project, found) = match stderr.read_given(Wanted::Everything, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let name = &args.law;
    let Some(law) = project.laws.get(name) else { return unknown(name, &project, stderr) };
    let wrong = found.iter().filter(|d| d.is_error()).map(|d| stderr.tell(d, &project.sources)).count();
    let (jobs, planned) = plan::plan(&project, &args.select.request(None));
    let refused = planned.iter().filter(|d| d.is_error()).map(|d| stderr.tell(d, &project.sources)).count();
    if jobs.is_empty() || refused > 0 {
        return PROBLEMS;
    }
    let request = args.select.request(None);
    let today = request.as_of.unwrap_or(request.today);
    if law.review_by.value < today {
        let message = format!("`{}` was to be looked at again by {}, and it is {today}", law.name.value, law.review_by.value);
        let due = Diagnostic::warning(&checks::EXPIRED, law.review_by.span, message)
            .help("read the law where it is published, mend `content/laws/`, and write the new dates");
        stderr.tell(&due, &project.sources);
    }
    let (reports, found) = reports(&project, law, &jobs);
    let errors = found.iter().filter(|d| d.is_error()).map(|d| stderr.tell(d, &project.sources)).count();
    let mut out = Stdout::default();
    for notice in &reports {
        tell(notice, law, stderr.json, &mut out);
    }
    if let Some(path) = &args.report {
        let written = law_page::pdf(&project, law, &reports, &today.to_string())
            .map_err(|e| e.to_string())
            .and_then(|bytes| disk::write_whole(path, &bytes).map_err(|e| e.to_string()));
        if let Err(why) = written {
            let message = format!("cannot write `{}`: {why}", path.display());
            return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, message));
        }
        out.line(&path.display().to_string());
    }
    let fails = reports.iter().any(|notice| notice.report.verdict == LawVerdict::Fails);
    out.exit(if fails || errors + wrong > 0 { PROBLEMS } else { DONE })
}

fn unknown(name: &str, project: &Project, stderr: &Stderr) -> u8 {
    let names: Vec<&str> = project.laws.keys().map(String::as_str).collect();
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("there is no law `{name}`"));
    stderr.refuse(&match near(name, names.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("there is: {}", names.join(", "))),
    })
}

/// Say which posting laws there are, for a kind of place
///
/// Those that are known, each with its place, whether it is a duty, and the kinds of places that it speaks of; `incomplete`
/// where its text was not seen in full. `handbill law NAME` holds the sheets of the project against one.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  handbill laws --for hotel --in us-tx")]
pub struct ListArgs {
    /// Laws of this state: `us-mt`
    #[arg(long = "in", value_name = "PLACE")]
    place: Option<String>,
    /// Laws that speak of this kind of place: `hotel`
    #[arg(long = "for", value_name = "KIND", alias = "place-kind")]
    place_kind: Option<String>,
}

/// The laws there are, of one place or for one kind of place where that was asked.
pub fn list(args: &ListArgs, stderr: &Stderr) -> u8 {
    let (_, project, _) = match stderr.read_given(Wanted::Everything, &Given::default()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let fits = |law: &Law| {
        args.place.as_ref().is_none_or(|place| law.place.value == *place)
            && args.place_kind.as_ref().is_none_or(|kind| law.kinds.iter().any(|k| k.value == *kind))
    };
    let laws: Vec<(&String, &Law)> = project.laws.iter().filter(|(_, law)| fits(law)).collect();
    let mut out = Stdout::default();
    if stderr.json {
        laws.iter().for_each(|(name, law)| out.line(&object(name, law).to_string()));
        return out.exit(DONE);
    }
    let rows = laws.iter().map(|(name, law)| {
        let seen = if law.complete { "" } else { "incomplete" };
        let kinds: Vec<&str> = law.kinds.iter().map(|k| k.value.as_str()).collect();
        [name.as_str(), &law.place.value, law.duty.value.name(), seen, &law.name.value, &kinds.join(" ")]
            .map(str::to_string)
            .to_vec()
    });
    table(&rows.collect::<Vec<_>>(), is_terminal()).iter().for_each(|line| out.line(line));
    out.exit(DONE)
}

fn object(name: &str, law: &Law) -> Value {
    let kinds: Vec<&str> = law.kinds.iter().map(|k| k.value.as_str()).collect();
    json!({
        "type": "law", "name": name, "cite": law.name.value, "in": law.place.value, "for": kinds,
        "duty": law.duty.value.name(), "complete": law.complete, "source": law.source.value,
        "as_of": law.as_of.value.to_string(), "review_by": law.review_by.value.to_string(),
    })
}

fn tell(notice: &NoticeReport, law: &Law, as_json: bool, out: &mut Stdout) {
    let clauses = &notice.report.clauses;
    if as_json {
        let rows: Vec<Value> = clauses.iter().map(clause_object).collect();
        let object = json!({
            "type": "law-report", "law": law.name.value, "content": notice.content, "organization": notice.org,
            "format": notice.format, "languages": notice.languages, "verdict": notice.report.verdict.name(), "clauses": rows,
        });
        return out.line(&object.to_string());
    }
    out.line(&format!("{}: {}, {}, {}", law.name.value, notice.content, notice.format, notice.org));
    let rows: Vec<Vec<String>> = clauses.iter().map(row).collect();
    table(&rows, is_terminal()).iter().for_each(|line| out.line(&format!("  {line}")));
    out.line(&format!("  {}", notice.report.verdict.name()));
}

fn row(clause: &Measured) -> Vec<String> {
    let state = match clause.met {
        Some(true) => "met",
        Some(false) => "not met",
        None => "by hand",
    };
    vec![state.to_string(), clause.clause.clone(), clause.cite.clone(), clause.wanted.clone(), clause.found.clone()]
}

fn clause_object(clause: &Measured) -> Value {
    json!({
        "clause": clause.clause, "cite": clause.cite, "wanted": clause.wanted, "measured": clause.found, "met": clause.met,
        "face": clause.place.as_ref().map(|(face, _)| face), "rect_pt": clause.place.as_ref().map(|(_, rect)| rect),
    })
}
