//! `handbill show NAME --account`: what became of each block of a content on each product.

use super::stdout::Stdout;
use super::{DONE, PROBLEMS, UNUSABLE, stderr::Stderr};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::model::{BlockName, Project};
use crate::plan::{self, Job, Request};
use crate::product::{self, Account, LeftOut, OneSide, Why, WorkerCaches};
use crate::syntax::Wanted;
use crate::world;
use serde_json::{Value, json};

/// A table for each product of the content; 2 where there is none, 1 where one cannot be made.
pub fn run(name: &str, stderr: &Stderr) -> u8 {
    let (_, project, found) = match stderr.read_given(Wanted::Made, &crate::syntax::Given::default()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    found.iter().for_each(|d| stderr.tell(d, &project.sources));
    let (jobs, _) = plan::plan(&project, &Request::everything(world::today()));
    let wanted: Vec<&Job> = jobs.iter().filter(|job| is_meant(job, name)).collect();
    if wanted.is_empty() {
        stderr.refuse(&unknown(name, &jobs));
        return UNUSABLE;
    }
    let mut out = Stdout::default();
    let mut caches = WorkerCaches::new(&project, None);
    let mut code = DONE;
    for job in wanted {
        let (account, found) = product::account(&project, job, &mut caches);
        let refused = found.iter().any(Diagnostic::is_error);
        found.iter().filter(|d| d.is_error()).for_each(|d| stderr.tell(d, &project.sources));
        code = if refused { PROBLEMS } else { code };
        let Some(account) = account else { continue };
        match stderr.json {
            true => out.line(&object(job, &account).to_string()),
            false => {
                page(job, &account).iter().for_each(|line| out.line(line));
                subject(&project, job).iter().for_each(|line| out.line(line));
            }
        }
    }
    out.exit(code)
}

/// A content, a format, or a product: its path, or what its file is called.
fn is_meant(job: &Job, name: &str) -> bool {
    let file = job.output.rsplit_once('/').map_or(job.output.as_str(), |(_, file)| file);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    [job.content.as_str(), &job.format, &job.output, file, stem].contains(&name)
}

fn unknown(name: &str, jobs: &[Job]) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, format!("nothing is made that is called `{name}`"));
    let names = jobs.iter().flat_map(|job| [job.content.as_str(), &job.format, &job.output]);
    match near(name, names) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("name a content or a format of `handbill.toml`, or the path of a product"),
    }
}

/// The account of one product for people.
fn page(job: &Job, account: &Account) -> Vec<String> {
    let mut lines = vec![job.output.clone()];
    let mut group = |what: &str, names: Vec<String>| {
        if !names.is_empty() {
            lines.push(format!("  {what}: {}", names.join(", ")));
        }
    };
    group("placed", own(account).map(ToString::to_string).collect());
    for (why, what) in [
        (Why::Content, "left out by the content (`on`, `not_on`)"),
        (Why::Empty, "nothing to say here (`{a?}`, `unless`)"),
        (Why::Order, "left out by the order (`without`)"),
        (Why::Format, "more than the format takes (`takes`)"),
        (Why::Room, "no room (`if_room`)"),
        (Why::Theme, "left out by the theme (`hide`)"),
        (Why::Paper, "not to be seen on paper"),
    ] {
        group(what, account.left_out.iter().filter(|left| left.why == why).map(named).collect());
    }
    let sides = account.one_side.map(|why| match why {
        OneSide::Ordered => "the order says so (`sides = 1`)".to_string(),
        OneSide::ThinBack(part) => format!("the back would be {:.0} % full (`sides = 2` prints it)", part * 100.0),
    });
    group("printed on one side", sides.into_iter().collect());
    let variants = account.variants.iter().map(|(face, name)| format!("{face}: `{name}`")).collect();
    group("laid out in a variant of the theme", variants);
    group("lost, so the product is refused", account.lost.iter().map(ToString::to_string).collect());
    lines
}

/// The picture that the title of the content speaks of, where the content names none.
fn subject(project: &Project, job: &Job) -> Option<String> {
    let content = project.contents.get(&job.content).filter(|content| content.art.is_none())?;
    let scene = content.subject?;
    Some(format!(
        "  picture: `{scene}`, by the words of its title or first sentence, in themes with scenes (`art = \"...\"` names another)"
    ))
}

/// Blocks of the content, without those that come from the organization and the theme.
fn own(account: &Account) -> impl Iterator<Item = &BlockName> {
    account.placed.iter().filter(|name| name.kind.is_written())
}

/// `contact.desk hours`
fn named(left: &LeftOut) -> String {
    left.part.as_ref().map_or_else(|| left.block.to_string(), |part| format!("{} {part}", left.block))
}

fn object(job: &Job, account: &Account) -> Value {
    let left_out =
        account.left_out.iter().map(|left| json!({ "block": left.block.to_string(), "part": left.part, "why": left.why.name() }));
    json!({
        "type": "account",
        "path": job.output,
        "placed": own(account).map(ToString::to_string).collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "one_side": account.one_side.is_some(),
        "variants": account.variants,
        "lost": account.lost.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
