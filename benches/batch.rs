//! What a batch takes: one flyer and one card sheet for each of many organizations.
//!
//! Run with `cargo bench --bench batch`, or `cargo bench --bench batch -- 1000` for another number of organizations.

#[expect(dead_code, reason = "the other bench uses the rest")]
mod timing;

use std::fs;
use std::path::Path;
use timing::{copy_example, folder, handbill, table, watched};

fn main() {
    let organizations = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(200_usize);
    let place = folder("bench-batch");
    copy_example(&place);
    fs::write(place.join("handbill.toml"), ORDER).expect("a folder of our own");
    crowd(&place, organizations);
    let mut rows = vec![["what", "wall", "CPU", "CPU for each", "memory", "files", "bytes"].map(str::to_string).to_vec()];
    for (what, product) in [("letter flyers", "flyer-letter"), ("duplex card sheets", "wallet-card")] {
        let run = watched(handbill(&place).args(["build", product, "--lang", "en", "--for", "office", "--force"]));
        let (files, bytes) = size(&place.join("out"), product);
        assert_eq!(files, organizations, "every organization has its {what}");
        let cpu = run.cpu.as_secs_f64();
        rows.push(vec![
            format!("{organizations} {what}"),
            format!("{:.2} s", run.wall.as_secs_f64()),
            format!("{cpu:.2} s"),
            format!("{:.1} ms", cpu * 1000.0 / organizations as f64),
            format!("{:.0} MB", run.memory as f64 / 1e6),
            files.to_string(),
            format!("{:.1} MB", bytes as f64 / 1e6),
        ]);
    }
    let again = watched(handbill(&place).args(["build", "--lang", "en", "--for", "office", "flyer-letter"]));
    rows.push(vec!["the flyers again, unchanged".to_string(), format!("{:.2} s", again.wall.as_secs_f64())]);
    table(&rows);
}

/// In place of the example's: everything for everybody.
const ORDER: &str = r#"
[project]
name = "A batch"

[[make]]
content = "know-the-signs"
formats = ["flyer-letter", "wallet-card"]
orgs    = "all"
"#;

/// In place of the example's organizations: as many as wanted, each with its own name, number, address and colour.
fn crowd(place: &Path, organizations: usize) {
    let folder = place.join("content/orgs");
    fs::remove_dir_all(&folder).expect("was just copied");
    fs::create_dir_all(&folder).expect("a folder of our own");
    for n in 0..organizations {
        let logo = match n % 2 {
            0 => {
                "[logo]\nfile = \"assets/logos/bridger-coalition.svg\"\non_dark = \"assets/logos/bridger-coalition-on-dark.svg\"\nalt = \"Bridger\"\n"
            }
            _ => "",
        };
        let org = format!(
            "name = \"Valley Partnership Number {n}\"\nshort = \"Partnership {n}\"\nphone = \"(406) 555-01{:02}\"\n\
             web = \"https://partner-{n}.example.org/\"\n\n{logo}\n[color]\nbrand = \"#{:02x}{:02x}6b\"\naccent = \"#b5121b\"\n\n\
             [qr]\nreport = \"https://partner-{n}.example.org/help\"\n",
            n % 100,
            n * 7 % 64,
            n * 13 % 96,
        );
        fs::write(folder.join(format!("partner-{n}.toml")), org).expect("a folder of our own");
    }
}

/// How many PDFs of a product lie below a folder, and their bytes.
fn size(folder: &Path, product: &str) -> (usize, u64) {
    let mut sum = (0, 0);
    for entry in fs::read_dir(folder).expect("the build made it").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            let (files, bytes) = size(&entry.path(), product);
            sum = (sum.0 + files, sum.1 + bytes);
        } else if name.contains(product) && name.ends_with(".pdf") {
            sum = (sum.0 + 1, sum.1 + entry.metadata().map_or(0, |m| m.len()));
        }
    }
    sum
}
