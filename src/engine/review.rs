//! What has to be looked at again by a day: statistics, contacts, permissions of marks, posting laws. And the new date,
//! once somebody has looked.

use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{Body, Project};
use crate::world::{World, disk};
use jiff::ToSpan;
use jiff::civil::Date;

/// One thing that is looked at again by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// As `--confirm` takes it: `contact.hotline` of a content, `orgs/ox`, `laws/us-mt`.
    pub name: String,
    /// The file it is stated in.
    pub file: String,
    /// The last day that it may be printed without a new look.
    pub by: Date,
    /// Where to look: a source, an address or a number; empty where nothing says.
    pub source: String,
    /// How many days a new look lasts.
    pub lasts: i32,
    /// The date in the file.
    pub span: Span,
}

/// How long a look lasts, by kind, in days: numbers change often, yearly figures come yearly.
const CONTACT: i32 = 180;
const FIGURE: i32 = 400;
const LAW: i32 = 365;
const PERMISSION: i32 = 365;

/// Everything with such a day, the earliest first.
pub fn due(project: &Project) -> Vec<Due> {
    let mut all = Vec::new();
    let mut note = |name: String, by: &At<Date>, source: &str, lasts: i32| {
        let Some(file) = project.sources.path(by.span.file) else { return };
        all.push(Due { name, file: file.to_string(), by: by.value, source: source.to_string(), lasts, span: by.span });
    };
    for block in project.contents.values().flat_map(|content| &content.blocks) {
        match &block.body {
            Body::Stat(stat) => note(block.name.to_string(), &stat.review_by, &stat.source.value, FIGURE),
            Body::Contact(contact) => {
                let source = contact.web.as_ref().or(contact.phone.as_ref()).map_or("", |s| s.value.as_str());
                contact.review_by.iter().for_each(|by| note(block.name.to_string(), by, source, CONTACT));
            }
            Body::Text(_)
            | Body::List(_)
            | Body::Steps(_)
            | Body::Quote(_)
            | Body::Qr(_)
            | Body::Image(_)
            | Body::Logos(_)
            | Body::Note(_)
            | Body::Event(_) => {}
        }
    }
    for (name, org) in &project.orgs {
        let permission = org.logo.iter().filter_map(|logo| logo.permission.as_ref());
        permission.for_each(|p| note(format!("orgs/{name}"), &p.expires, &p.reference.value, PERMISSION));
    }
    for (name, law) in &project.laws {
        note(format!("laws/{name}"), &law.review_by, &law.source.value, LAW);
    }
    all.sort_by(|a, b| (a.by, &a.file, &a.name).cmp(&(b.by, &b.file, &b.name)));
    all
}

/// Writes the next day into the file of everything that has this name, and says which day and in how many files. Nothing
/// else of a file changes.
///
/// # Errors
/// A name that nothing has, a file that is built in, or one that cannot be written.
pub fn confirm(world: &World, project: &Project, name: &str, today: Date) -> Result<(Date, Vec<String>), Diagnostic> {
    let all = due(project);
    let found: Vec<&Due> = all.iter().filter(|due| due.name == name || due.name.ends_with(&format!(".{name}"))).collect();
    let Some(first) = found.first() else {
        let message = format!("nothing with a review date is called `{name}`");
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message);
        return Err(match near(name, all.iter().map(|due| due.name.as_str())) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help("`handbill review --all` lists them"),
        });
    };
    let next = today.checked_add(first.lasts.days()).map_err(|e| refuse(&checks::BAD_VALUE, e.to_string()))?;
    let mut files = Vec::new();
    for due in found {
        let own = world.read_own(&due.file).map_err(|_| {
            refuse(&checks::UNREADABLE_FILE, format!("`{}` is built in", due.file))
                .help("copy the file into your project and change it there")
        })?;
        // A byte-order mark is dropped where a file is read: places in it are counted without.
        let (mark, text) = own.split_at(if own.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 });
        let range = due.span.start as usize..due.span.end as usize;
        let (Some(head), Some(tail)) = (text.get(..range.start), text.get(range.end..)) else { continue };
        let bytes = [mark, head, next.to_string().as_bytes(), tail].concat();
        let path = world.root().join(&due.file);
        disk::write_whole(&path, &bytes).map_err(|e| refuse(&checks::DISK, format!("cannot write `{}`: {e}", due.file)))?;
        files.push(due.file.clone());
    }
    Ok((next, files))
}

fn refuse(check: &'static crate::diag::Check, message: String) -> Diagnostic {
    Diagnostic::error(check, Span::NONE, message)
}
