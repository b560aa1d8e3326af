//! `handbill list`: what there is, built in and in the project.

use super::explain;
use super::select::Select;
use super::stdout::{Stdout, is_terminal, table};
use super::{DONE, stderr::Stderr};
use crate::diag::{At, checks};
use crate::engine::starter;
use crate::geom::Size;
use crate::model::{Arrangement, Project, Pseudo, Scheme};
use crate::plan;
use crate::syntax::{self, Wanted};
use crate::world::World;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Say what there is: names for handbill.toml and for the options of `build`
///
/// Columns on a terminal; names and facts with tabs between them on a pipe.
#[derive(clap::Args)]
pub struct Args {
    /// What to list
    kind: Kind,
}

/// What there are lists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// What is said: files in content/
    Contents,
    /// Who says it: files in content/orgs/
    Orgs,
    /// What is made, on paper
    Formats,
    /// How it looks
    Themes,
    /// Pictures for the items of lists: files in assets/icons/
    Icons,
    /// How faces are put on sheets
    Schemes,
    /// How presses print: paper, inks and their profile
    Conditions,
    /// In which words
    Languages,
    /// What a project can begin with: `handbill init DIR --from NAME`
    Starters,
    /// Whom sheets are for, and what holds for them: files in assets/policies/
    Policies,
    /// What is looked for
    Checks,
    /// What `handbill build` makes
    Products,
}

/// One thing there is: cells for people, an object for programs.
struct Row {
    cells: Vec<String>,
    object: Value,
}

/// Rows on stdout, as [`Args`] says.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    let rows = match args.kind {
        Kind::Checks => checks::ALL.iter().map(|c| Row { cells: cells([c.name, c.title]), object: explain::json(c) }).collect(),
        Kind::Icons => icons(&World::open(stderr.root())),
        Kind::Starters => starter::all().iter().map(starter_row).collect(),
        Kind::Products => match products(stderr) {
            Ok(rows) => rows,
            Err(code) => return code,
        },
        kind => rows(kind, stderr),
    };
    let mut out = Stdout::default();
    let lines = match stderr.json {
        true => rows.iter().map(|row| row.object.to_string()).collect(),
        false => table(&rows.into_iter().map(|row| row.cells).collect::<Vec<_>>(), is_terminal()),
    };
    lines.iter().for_each(|line| out.line(line));
    out.exit(DONE)
}

fn rows(kind: Kind, stderr: &Stderr) -> Vec<Row> {
    // What is built in is listed outside of a project too, and in one with mistakes.
    let (project, _) = syntax::read(&World::open(stderr.root()), &Wanted::Everything);
    match kind {
        Kind::Contents => contents(&project),
        Kind::Orgs => orgs(&project),
        Kind::Formats => formats(&project),
        Kind::Themes => themes(&project),
        Kind::Schemes => schemes(&project),
        Kind::Conditions => conditions(&project),
        Kind::Languages => languages(&project),
        Kind::Policies => policies(&project),
        Kind::Icons | Kind::Starters | Kind::Checks | Kind::Products => Vec::new(),
    }
}

fn starter_row(starter: &starter::Starter) -> Row {
    let object = json!({ "name": starter.name, "title": starter.title, "for": starter.made_for });
    Row { cells: cells([starter.name, &starter.title, &starter.made_for]), object }
}

fn contents(project: &Project) -> Vec<Row> {
    let row = |(name, content): (&String, &crate::model::Content)| {
        let translations = project.translations.keys().filter(|(c, _)| c == name).map(|(_, language)| language.clone());
        let languages: Vec<String> = std::iter::once(content.language.value.clone()).chain(translations).collect();
        let title = &content.title.value;
        let audience = content.audience.value.name();
        Row {
            cells: cells([name, title, audience, &languages.join(" ")]),
            object: json!({ "name": name, "title": title, "audience": audience, "languages": languages, "blocks": content.blocks.len() }),
        }
    };
    project.contents.iter().map(row).collect()
}

fn policies(project: &Project) -> Vec<Row> {
    let row = |(name, policy): (&String, &crate::model::Policy)| {
        let (audience, about) = (policy.audience.value.name(), policy.about.value.as_str());
        let extends = policy.extends.as_ref().map_or("", |base| base.value.as_str());
        Row {
            cells: cells([name, audience, about]),
            object: json!({ "name": name, "audience": audience, "about": about, "extends": extends }),
        }
    };
    project.policies.iter().map(row).collect()
}

fn orgs(project: &Project) -> Vec<Row> {
    let row = |(name, org): (&String, &crate::model::Org)| {
        let languages: Vec<&str> = org.languages.iter().map(|l| l.value.as_str()).collect();
        let logo = org.logo.as_ref().map(|l| l.file.value.as_str());
        Row {
            cells: cells([name, &org.name.value, logo.unwrap_or("no logo"), &languages.join(" ")]),
            object: json!({ "name": name, "full_name": org.name.value, "logo": logo, "languages": languages }),
        }
    };
    project.orgs.iter().map(row).collect()
}

fn formats(project: &Project) -> Vec<Row> {
    let row = |(name, format): (&String, &crate::model::Format)| {
        let faces: Vec<&str> = format.faces.iter().map(|f| f.value.as_str()).collect();
        Row {
            cells: cells([name, &format.name.value, &inches(format.trim), &millimetres(format.trim), &faces.join(" ")]),
            object: json!({
                "name": name,
                "title": format.name.value,
                "trim_pt": [format.trim.width.to_points(), format.trim.height.to_points()],
                "bleed_pt": format.bleed.to_points(),
                "faces": faces,
                "scheme": format.scheme.value,
                "tool_inks": format.tools.iter().map(|line| line.tool.ink()).collect::<BTreeSet<_>>(),
            }),
        }
    };
    project.formats.iter().map(row).collect()
}

fn themes(project: &Project) -> Vec<Row> {
    let row = |(name, theme): (&String, &crate::model::Theme)| {
        let mut formats: Vec<&str> =
            theme.layouts.keys().map(|(format, _)| format.as_str()).chain(theme.serves.keys().map(String::as_str)).collect();
        formats.sort_unstable();
        formats.dedup();
        let extends = theme.extends.as_ref().map(|e| e.value.as_str());
        let line = |text: &Option<At<String>>| text.as_ref().map(|text| text.value.clone());
        let (about, made_for) = (line(&theme.about), line(&theme.made_for));
        let for_people = made_for.as_ref().map(|what| format!("for {what}")).unwrap_or_default();
        Row {
            cells: cells([name, &theme.name.value, about.as_deref().unwrap_or_default(), &for_people]),
            object: json!({
                "name": name,
                "title": theme.name.value,
                "about": about,
                "for": made_for,
                "extends": extends,
                "formats": formats,
            }),
        }
    };
    project.themes.iter().map(row).collect()
}

fn icons(world: &World) -> Vec<Row> {
    let files = world.list("assets/icons").into_iter();
    let names = files.filter_map(|file| Some((file.name.strip_suffix(".svg")?.to_string(), file.builtin)));
    let row = |(name, builtin): (String, bool)| Row {
        cells: cells([&name, if builtin { "" } else { "of the project" }]),
        object: json!({ "name": name, "builtin": builtin }),
    };
    names.map(row).collect()
}

fn schemes(project: &Project) -> Vec<Row> {
    let row = |(name, scheme): (&String, &Scheme)| Row {
        cells: cells([name, &scheme.name.value, &on_sheet(scheme), scheme.duplex.name()]),
        object: scheme_object(name, scheme),
    };
    project.schemes.iter().map(row).collect()
}

/// A scheme as JSON; lengths in points.
pub fn scheme_object(name: &str, scheme: &Scheme) -> Value {
    let grid = match &scheme.arrangement {
        Arrangement::Cells(grid) => Some(grid),
        Arrangement::OneUp | Arrangement::Fit(_) | Arrangement::Tiles(_) => None,
    };
    let pair = |size: Size| [size.width.to_points(), size.height.to_points()];
    json!({
        "name": name,
        "title": scheme.name.value,
        "kind": kind(scheme),
        "sheet_pt": scheme.sheet().map(pair),
        "cells": grid.map(|g| [g.columns, g.rows]),
        "start_pt": grid.map(|g| [g.start.x.to_points(), g.start.y.to_points()]),
        "pitch_pt": grid.map(|g| pair(g.pitch)),
        "cell_pt": grid.map(|g| pair(g.cell)),
        "duplex": scheme.duplex.name(),
        "turn": scheme.heads.name(),
    })
}

/// `2 x 5 on 8.5 x 11 in`
pub fn on_sheet(scheme: &Scheme) -> String {
    match &scheme.arrangement {
        Arrangement::OneUp => String::new(),
        Arrangement::Cells(g) => format!("{} x {} on {}", g.columns, g.rows, inches(g.sheet)),
        Arrangement::Fit(fit) => format!("as many as fit on {}", inches(fit.sheet)),
        Arrangement::Tiles(tiles) => format!("tiles of {}", inches(tiles.sheet)),
    }
}

/// The kind of a scheme, as JSON names it.
fn kind(scheme: &Scheme) -> &'static str {
    match &scheme.arrangement {
        Arrangement::OneUp => "one-up",
        Arrangement::Cells(_) => "cells",
        Arrangement::Fit(_) => "fit",
        Arrangement::Tiles(_) => "tiles",
    }
}

fn conditions(project: &Project) -> Vec<Row> {
    let row = |(name, condition): (&String, &crate::model::Condition)| {
        let ink = number(condition.maximum_ink * 100.0, 0);
        let bytes = condition.icc.as_slice().len();
        Row {
            cells: cells([name, &condition.name.value, &format!("{ink} % ink"), &format!("{} KB", bytes / 1000)]),
            object: json!({
                "name": name,
                "title": condition.name.value,
                "identifier": condition.identifier.value,
                "registry": condition.registry.as_ref().map(|r| &r.value),
                "maximum_ink_percent": (condition.maximum_ink * 100.0).round(),
                "resolution_ppi": condition.resolution,
                "profile_bytes": bytes,
            }),
        }
    };
    project.conditions.iter().map(row).collect()
}

fn languages(project: &Project) -> Vec<Row> {
    let row = |(tag, language): (&String, &crate::model::Language)| Row {
        cells: cells([tag, &language.name.value, &language.endonym.value]),
        object: json!({ "name": tag, "title": language.name.value, "endonym": language.endonym.value }),
    };
    // Made from the source by the program: `--lang en-XA`.
    let pseudo = Pseudo::ALL.map(|pseudo| Row {
        cells: cells([pseudo.tag(), pseudo.name()]),
        object: json!({ "name": pseudo.tag(), "title": pseudo.name(), "pseudo": true }),
    });
    project.languages.iter().map(row).chain(pseudo).collect()
}

/// What a build would make, planned like one.
fn products(stderr: &Stderr) -> Result<Vec<Row>, u8> {
    let (_, project, _) = stderr.read(Wanted::Made)?;
    let (jobs, _) = plan::plan(&project, &Select::default().request(None));
    let row = |job: plan::Job| Row {
        cells: cells([&job.output, &job.content, &job.format, job.hands(), &job.language, job.purpose.name()]),
        object: json!({
            "path": job.output,
            "content": job.content,
            "format": job.format,
            "org": job.hands(),
            "language": job.language,
            "purpose": job.purpose.name(),
        }),
    };
    Ok(jobs.into_iter().map(row).collect())
}

fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_string).to_vec()
}

/// `8.5 x 11 in`
pub fn inches(size: Size) -> String {
    format!("{} x {} in", number(size.width.to_inches(), 3), number(size.height.to_inches(), 3))
}

/// `215.9 x 279.4 mm`
pub fn millimetres(size: Size) -> String {
    format!("{} x {} mm", number(size.width.to_mm(), 2), number(size.height.to_mm(), 2))
}

/// With at most so many decimals and no needless zero.
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Length;

    #[test]
    fn sizes_are_written_without_needless_zeros() {
        let letter = Size::new(Length::inches(8.5), Length::inches(11.0));
        assert_eq!(inches(letter), "8.5 x 11 in");
        assert_eq!(millimetres(letter), "215.9 x 279.4 mm");
        assert_eq!(number(100.0, 0), "100");
    }
}
