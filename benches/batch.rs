//! What a batch takes: one letter flyer for each of many organizations, as separate files, with every self-check on.
//!
//! Run with `cargo bench --bench batch`, or `cargo bench --bench batch -- 1000 10000` for other numbers of organizations.
//! `cargo bench --bench batch -- into DIR 1000` writes the project and measures nothing.

mod crowd;
#[expect(dead_code, reason = "the other bench uses the rest")]
mod timing;

use std::fs;
use std::path::Path;
use timing::{Run, folder, handbill, table, watched};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if let [into, place, number] = arguments.as_slice()
        && into == "into"
    {
        return crowd::write(Path::new(place), number.parse().expect("a number of organizations"));
    }
    let mut numbers: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    if numbers.is_empty() {
        numbers = vec![200];
    }
    println!("scripts: {}", crowd::printable().iter().map(|s| s.name).collect::<Vec<_>>().join(", "));
    println!("left out, they need `handbill fonts add`: {}", crowd::unprintable().join(", "));
    let mut rows = vec![["what", "wall", "CPU", "CPU for each", "memory", "files", "bytes"].map(str::to_string).to_vec()];
    for organizations in numbers {
        let place = folder(&format!("bench-batch-{organizations}"));
        crowd::write(&place, organizations);
        let build = |arguments: &[&str]| watched(handbill(&place).arg("build").args(arguments));
        rows.push(row(&format!("{organizations} flyers"), build(&[]), &place, organizations));
        rows.push(row("  again, unchanged", build(&[]), &place, organizations));
        let org = place.join(format!("content/orgs/{}.toml", crowd::file_name(organizations / 2)));
        let text = fs::read_to_string(&org).expect("was just written");
        fs::write(&org, text.replace("Helena", "Butte")).expect("a folder of our own");
        rows.push(row("  one organization changed", build(&[]), &place, organizations));
    }
    table(&rows);
}

fn row(what: &str, run: Run, place: &Path, organizations: usize) -> Vec<String> {
    let (files, bytes) = size(&place.join("out"));
    assert_eq!(files, organizations, "every organization has its flyer");
    let cpu = run.cpu.as_secs_f64();
    vec![
        what.to_string(),
        format!("{:.2} s", run.wall.as_secs_f64()),
        format!("{cpu:.2} s"),
        format!("{:.2} ms", cpu * 1000.0 / organizations as f64),
        format!("{:.1} MB", run.memory as f64 / 1e6),
        files.to_string(),
        format!("{:.1} MB", bytes as f64 / 1e6),
    ]
}

/// How many PDFs lie below a folder, and their bytes.
fn size(folder: &Path) -> (usize, u64) {
    let mut sum = (0, 0);
    for entry in fs::read_dir(folder).expect("the build made it").flatten() {
        if entry.path().is_dir() {
            let (files, bytes) = size(&entry.path());
            sum = (sum.0 + files, sum.1 + bytes);
        } else if entry.file_name().to_string_lossy().ends_with(".pdf") {
            sum = (sum.0 + 1, sum.1 + entry.metadata().map_or(0, |m| m.len()));
        }
    }
    sum
}
