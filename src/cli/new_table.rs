//! `handbill new table`: what the columns of a table fill, told and written as a map.

use crate::diag::{Diagnostic, Span, checks};
use crate::engine::table_preview::{self, Column, Preview, RowsOf};
use crate::world::{World, today};

#[derive(clap::Args)]
pub struct Args {
    /// A table inside the project: CSV, TSV, XLSX or ODS
    #[arg(value_name = "FILE")]
    file: String,
    /// What its rows are: found out where it is not said
    #[arg(long, value_name = "WHAT")]
    of: Option<RowsOf>,
}

/// How many refused cells are told.
const TOLD: usize = 12;

/// The map of a table's columns as a file, and what was understood.
pub fn new_table(world: &World, args: &Args) -> Result<(Vec<(String, String)>, String), Diagnostic> {
    let file = args.file.strip_prefix("./").unwrap_or(&args.file);
    let bytes = world.read_own(file).map_err(|e| {
        Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, format!("`{file}` {e}"))
            .help("put the table into the project's folder, and name it from there: `handbill new table guests.xlsx`")
    })?;
    let seen = |of| table_preview::preview(world, file, &bytes, None, (of, today()));
    let (of, seen) = match args.of {
        Some(of) => (of, seen(of)),
        None => likely(&seen),
    };
    if let Some(why) = &seen.why {
        return Err(Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, why.clone()));
    }
    let stem = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or(file, |(stem, _)| stem);
    let name = slug(stem);
    let files = match of {
        RowsOf::Rows => Vec::new(),
        RowsOf::Orgs | RowsOf::Events => vec![(format!("assets/tables/{name}.toml"), map_of(world, &seen, of, &name)?)],
    };
    let map = if files.is_empty() { String::new() } else { format!(", columns = \"{name}\"") };
    let next = format!("{}\n{}", understood(&seen, of), order(file, of, &map));
    Ok((files, next))
}

/// Of what the rows most likely are: what fewer rows are refused as; rows of their own words where none is understood.
fn likely(look: &dyn Fn(RowsOf) -> Preview) -> (RowsOf, Preview) {
    let (orgs, events) = (look(RowsOf::Orgs), look(RowsOf::Events));
    let fills = |seen: &Preview, key: &str| seen.columns.iter().any(|column| fills(column) == Some(key));
    let is_event = fills(&events, "start");
    let reaches = |seen: &Preview| ["phone", "email", "web", "address", "logo.file"].iter().any(|key| fills(seen, key));
    match () {
        () if is_event && events.good.len() >= orgs.good.len() => (RowsOf::Events, events),
        () if !orgs.good.is_empty() && reaches(&orgs) => (RowsOf::Orgs, orgs),
        () => (RowsOf::Rows, look(RowsOf::Rows)),
    }
}

/// The key that a column fills, alone or with others.
fn fills(column: &Column) -> Option<&str> {
    column.key.as_deref().or(column.joined.as_deref())
}

/// The map that reads the table, under a name of its own; what it passes over stands in it as remarks, to be filled in.
fn map_of(world: &World, seen: &Preview, of: RowsOf, name: &str) -> Result<String, Diagnostic> {
    let open: Vec<&Column> = seen.columns.iter().filter(|column| fills(column).is_none()).collect();
    let mut text = match &seen.map {
        Some(map) => copied(&read(world, &format!("assets/tables/{map}.toml"))?, map, name),
        None => {
            let filled = seen.columns.iter().filter_map(|column| Some((column.header.clone(), column.key.clone()?)));
            table_preview::map(name, of, &filled.collect())
        }
    };
    if !open.is_empty() {
        let lines = open.iter().map(|column| format!("# {} = \"\"\n", toml_edit::Value::from(column.header.as_str())));
        let remark = format!("# What fills no key yet; `handbill help files` names the keys.\n{}", lines.collect::<String>());
        text = text.replacen("[columns]\n", &format!("[columns]\n{remark}"), 1);
    }
    Ok(text)
}

/// A map under another name.
fn copied(text: &str, from: &str, name: &str) -> String {
    let body = text.lines().skip_while(|line| line.starts_with('#')).map(|line| format!("{line}\n")).collect::<String>();
    let named = match body.split_once("\nname ").and_then(|(before, rest)| Some((before, rest.split_once('\n')?.1))) {
        Some((before, rest)) => format!("{before}\nname   = {}\n{rest}", toml_edit::Value::from(name)),
        None => body,
    };
    format!("# A copy of `{from}`, to be changed: which column fills what.\n{named}")
}

/// A line for each column, and why rows are left out.
fn understood(seen: &Preview, of: RowsOf) -> String {
    let widest = seen.columns.iter().map(|column| column.header.chars().count()).max().unwrap_or_default();
    let mut lines = vec![format!("{}, a column a line: its header, what it fills, and the first cell.", of.told())];
    for column in &seen.columns {
        let fills = fills(column).map_or_else(|| format!("{{row.{}}}", word(&column.header)), str::to_string);
        lines.push(format!("  {:widest$}  {fills:24}  {}", column.header, column.first));
    }
    if of != RowsOf::Rows {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let good = format!("Understood: {}", count(seen.good.len(), "row"));
        match seen.refused.len() {
            0 => lines.push(good + "."),
            n => lines.push(format!("{good}. Not understood: {}:", count(n, "cell"))),
        }
        let told = seen.refused.iter().take(TOLD).map(|refused| {
            let at = if refused.text.is_empty() { refused.cell.clone() } else { format!("{} `{}`", refused.cell, refused.text) };
            format!("  {at}: {}", refused.message)
        });
        lines.extend(told);
        if seen.refused.len() > TOLD {
            lines.push(format!("  and {} more", seen.refused.len() - TOLD));
        }
    }
    lines.join("\n")
}

/// What to write into handbill.toml.
fn order(file: &str, of: RowsOf, map: &str) -> String {
    let other = "Not what they are? `--of orgs`, `--of events` or `--of rows` says it.";
    match of {
        RowsOf::Orgs => format!("Write `orgs = {{ table = \"{file}\"{map} }}` under a `[[make]]`. {other}"),
        RowsOf::Events => format!("Write `events = {{ table = \"{file}\"{map} }}` under a `[[make]]`. {other}"),
        RowsOf::Rows => format!(
            "Write `rows = {{ table = \"{file}\" }}` under a `[[make]]`, and these words into the texts of its content. {other}"
        ),
    }
}

/// A header as `{row.COLUMN}` takes it.
fn word(header: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_lowercase().collect::<String>() } else { "_".to_string() };
    header.trim().chars().map(plain).collect()
}

/// A name for a file.
fn slug(stem: &str) -> String {
    let plain: String = stem.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "table".to_string() } else { parts.join("-") }
}

/// The text of a file of the project or of a built-in one.
pub(super) fn read(world: &World, path: &str) -> Result<String, Diagnostic> {
    let unreadable = |why: String| Diagnostic::error(&checks::UNREADABLE_FILE, Span::NONE, format!("`{path}` {why}"));
    let found = world.read(path).map_err(|e| unreadable(e.to_string()))?;
    let text = String::from_utf8(found.bytes.as_slice().to_vec()).map_err(|_| unreadable("is not UTF-8".to_string()))?;
    Ok(text.trim_start_matches('\u{feff}').to_string())
}
