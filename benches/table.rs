//! The whole table of speed: what a user waits for, each row beside the figure of an earlier commit and the goal, both
//! stored in `table.tsv`. Instructions where valgrind is installed: they are exact on a busy machine too.
//!
//! Run with `cargo bench --bench table`, `-- WORD...` for the rows whose name holds one of the words. `-- --binary PATH`
//! measures another binary than the one of this tree, `-- --tenth` a tenth of the organizations in the large rows.

#[expect(dead_code, reason = "`batch` says which scripts are left out")]
mod crowd;
#[path = "table/pictures.rs"]
mod pictures;
#[expect(dead_code, reason = "the other benches use the rest")]
mod timing;
#[path = "table/work.rs"]
mod work;

use std::collections::BTreeMap;
use work::{Machine, Measured};

/// A row as `table.tsv` stores it: what was measured before, at which commit, and what is wanted.
struct Stored {
    unit: String,
    before: Option<f64>,
    goal: Option<f64>,
}

fn main() {
    let mut words = Vec::new();
    let mut machine = Machine::of_this_tree();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--binary" => machine.binary = arguments.next().expect("`--binary` wants a path").into(),
            "--tenth" => machine.part = 10,
            other if other.starts_with("--") => {}
            word => words.push(word.to_string()),
        }
    }
    let (commit, stored) = stored(include_str!("table.tsv"));
    println!("{}", machine.words());
    println!("before: {commit}; ratio: now / before; reached: now is within the goal\n");
    println!("{:<58} {:>10} {:>10} {:>6} {:>10}  reached", "what", "before", "now", "ratio", "goal");
    for (_, run) in work::ROWS.iter().filter(|(name, _)| words.is_empty() || words.iter().any(|w| name.contains(w))) {
        for measured in run(&machine) {
            println!("{}", line(&measured, stored.get(measured.what)));
        }
    }
}

/// The commit of the stored figures, and the figures by what they measure.
fn stored(text: &str) -> (String, BTreeMap<String, Stored>) {
    let mut lines = text.lines();
    let commit = lines.next().and_then(|l| l.strip_prefix("# ")).unwrap_or("unknown").to_string();
    let rows = lines.skip(1).filter_map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let [what, unit, before, goal] = cells[..] else { return None };
        let stored = Stored { unit: unit.to_string(), before: before.parse().ok(), goal: goal.parse().ok() };
        Some((what.to_string(), stored))
    });
    (commit, rows.collect())
}

fn line(measured: &Measured, stored: Option<&Stored>) -> String {
    let Measured { what, unit, value } = measured;
    let number = |n: Option<f64>| n.map_or("-".to_string(), |n| format!("{n:.*} {unit}", if n < 10.0 { 2 } else { 1 }));
    let same = stored.filter(|s| s.unit == *unit);
    let before = same.and_then(|s| s.before);
    let goal = same.and_then(|s| s.goal);
    let ratio = before.map_or("-".to_string(), |b| format!("{:.2}", value / b));
    let reached = goal.map_or("", |g| if *value <= g { "yes" } else { "no" });
    format!("{what:<58} {:>10} {:>10} {ratio:>6} {:>10}  {reached}", number(before), number(Some(*value)), number(goal))
}
