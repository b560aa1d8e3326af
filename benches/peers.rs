//! The same flyers by handbill, Typst, ReportLab and WeasyPrint, one after the other in one run: medians.
//!
//! `cargo bench --bench peers [-- organizations [runs]]`. The others want a Python with `typst`, `reportlab`, `weasyprint`,
//! `segno` and `svglib`, named by `HANDBILL_PEERS`; Typst's bundle its program, 0.15 or later, named by `HANDBILL_TYPST`.
//! They check nothing; handbill runs with every self-check on.

#[expect(dead_code, reason = "the other bench tells of the scripts")]
mod crowd;
#[expect(dead_code, reason = "the other benches use the rest")]
mod timing;

use std::fs;
use std::path::Path;
use std::process::Command;
use timing::{Run, folder, handbill, table, watched};

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let organizations = numbers.first().copied().unwrap_or(100);
    let runs = numbers.get(1).copied().unwrap_or(3).max(1);
    let place = folder("bench-peers");
    crowd::write(&place, organizations);
    let mut rows = vec![["what", "CPU", "wall", "memory", "bytes a file"].map(str::to_string).to_vec()];
    let ours = || watched(handbill(&place).args(["build", "--force"]));
    rows.push(row("handbill", median(runs, ours), &place.join("out"), organizations));
    let Some(python) = std::env::var_os("HANDBILL_PEERS") else {
        println!("HANDBILL_PEERS names no Python with the others: handbill alone");
        return table(&rows);
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
    for tool in ["typst", "typst-bundle", "reportlab", "weasyprint"] {
        if tool == "typst-bundle" && std::env::var_os("HANDBILL_TYPST").is_none() {
            println!("HANDBILL_TYPST names no program: no bundle of Typst");
            continue;
        }
        let out = place.join(tool);
        let theirs = || watched(Command::new(&python).arg(&script).arg(tool).arg(&place).arg(&out));
        rows.push(row(tool, median(runs, theirs), &out, organizations));
    }
    table(&rows);
}

/// The run in the middle, by CPU time.
fn median(runs: usize, mut run: impl FnMut() -> Run) -> Run {
    let mut all: Vec<Run> = (0..runs).map(|_| run()).collect();
    all.sort_by_key(|run| run.cpu);
    all[runs / 2]
}

fn row(what: &str, run: Run, out: &Path, organizations: usize) -> Vec<String> {
    let sizes = pdfs(out);
    assert_eq!(sizes.len(), organizations, "{what} makes a file for each organization");
    vec![
        what.to_string(),
        format!("{:.2} s", run.cpu.as_secs_f64()),
        format!("{:.2} s", run.wall.as_secs_f64()),
        format!("{:.0} MB", run.memory as f64 / 1e6),
        format!("{:.1} KB", sizes.iter().sum::<u64>() as f64 / sizes.len() as f64 / 1000.0),
    ]
}

/// Sizes of all PDFs below a folder.
fn pdfs(folder: &Path) -> Vec<u64> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            sizes.extend(pdfs(&entry.path()));
        } else if entry.file_name().to_string_lossy().ends_with(".pdf") {
            sizes.push(entry.metadata().map_or(0, |m| m.len()));
        }
    }
    sizes
}
