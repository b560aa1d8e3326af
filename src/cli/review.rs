//! `handbill review`: what has to be looked at again.

use super::stderr::Stderr;
use super::stdout::{Stdout, is_terminal, table};
use super::{DONE, PROBLEMS};
use crate::engine::review::{Due, confirm, due};
use crate::syntax::Wanted;
use crate::world;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::json;

/// Say what has to be looked at again soon: numbers, figures, permissions, laws
///
/// Everything due in the next 90 days with the source to look at, the earliest first. When somebody has looked and it
/// still holds, `--confirm NAME` writes the next date into the file: 180 days on for a contact, 400 for a figure, 365 for
/// a law or a permission. The exit code is 1 where something is past its date.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill review\n  \
    handbill review --days 30 --json\n  \
    handbill review --confirm contact.hotline")]
pub struct Args {
    /// So many days ahead
    #[arg(long, value_name = "N", default_value_t = 90)]
    days: u16,
    /// Everything with a date, however far off
    #[arg(long)]
    all: bool,
    /// Somebody has looked at this, and it holds; may be repeated
    #[arg(long, value_name = "NAME")]
    confirm: Vec<String>,
    /// What counts as today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

/// What is due, the earliest first; 1 where something is overdue.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let (world, mut project, _) = match stderr.read(Wanted::Everything) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let today = args.as_of.or_else(world::source_date).unwrap_or_else(world::today);
    let mut out = Stdout::default();
    for name in &args.confirm {
        match confirm(&world, &project, name, today) {
            Ok((next, files)) => files.iter().for_each(|file| out.line(&format!("{file}\t{name}\t{next}"))),
            Err(diagnostic) => return stderr.refuse(&diagnostic),
        }
        // Places in a file have moved where two dates stand in it.
        project = match stderr.read(Wanted::Everything) {
            Ok((_, project, _)) => project,
            Err(code) => return code,
        };
    }
    if !args.confirm.is_empty() {
        return out.exit(DONE);
    }
    // What nobody makes is nobody's to look at.
    let made: Vec<String> = project.makes.iter().map(|make| format!("content/{}.toml", make.content.value)).collect();
    let own = |due: &Due| world.read_own(&due.file).is_ok() || made.contains(&due.file);
    let last = today.saturating_add(i32::from(args.days).days());
    let rows: Vec<Due> = due(&project).into_iter().filter(own).filter(|due| args.all || due.by <= last).collect();
    if stderr.json {
        for due in &rows {
            let object = json!({
                "type": "due", "name": due.name, "file": due.file, "review_by": due.by.to_string(), "source": due.source,
                "days": (due.by - today).get_days(), "expired": due.by < today,
            });
            out.line(&object.to_string());
        }
    } else {
        let cells = rows.iter().map(|due| {
            let days = (due.by - today).get_days();
            let when = if days < 0 { format!("{} days ago", -days) } else { format!("in {days} days") };
            vec![due.by.to_string(), when, due.name.clone(), due.file.clone(), due.source.clone()]
        });
        table(&cells.collect::<Vec<_>>(), is_terminal()).iter().for_each(|line| out.line(line));
        stderr.say(&format!("{} to look at", rows.len()));
    }
    out.exit(if rows.iter().any(|due| due.by < today) { PROBLEMS } else { DONE })
}
