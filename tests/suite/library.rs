//! The library of sheets on the example's subject: every product is made, and every element of the public page is on one.

use crate::harness::run::{TODAY, command, finish};
use crate::harness::source;
use std::path::PathBuf;

fn folder() -> PathBuf {
    source::root().join("examples/library")
}

/// The text of a content of the library, or of a built-in one.
fn content(name: &str) -> String {
    let own = folder().join(format!("content/{name}.toml"));
    std::fs::read_to_string(own).unwrap_or_else(|_| source::text(&format!("content/{name}.toml")))
}

#[test]
fn every_element_of_the_page_is_on_a_product_that_is_made() {
    let (page, order) = (source::text("docs/seed.md"), source::text("examples/library/handbill.toml"));
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.contains("| HT-"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 15, "{}", rows.len());
    for row in rows {
        let [element, _, block, product, face] = row[..] else { panic!("{row:?}") };
        let names: Vec<&str> = block.split('`').skip(1).step_by(2).collect();
        let [block, content_name] = names[..] else { panic!("{element}: {block}") };
        assert!(content(content_name).contains(&format!("[{block}]")), "{element}: no [{block}] in {content_name}");
        assert!(order.contains(&format!("content = \"{content_name}\"")), "{element}: nothing makes {content_name}");
        assert!(!product.is_empty() && ["front", "back"].contains(&face), "{element}");
    }
    for number in 1..=20 {
        let name = format!("HT-{number:02}");
        assert!(order.contains(&name) && page.contains(&name), "{name}");
    }
}

#[test]
fn every_product_of_the_library_is_made() {
    let ran = finish(command(&folder(), &["check", "--as-of", TODAY, "--message-format", "short"]).output().expect("it starts"));
    let ran = ran.expect(0);
    for check in ["error[", "missing-companion", "wording", "reading-grade", "area-without-block", "bare-statistic"] {
        assert!(!ran.stderr.contains(check), "{check}:\n{}", ran.stderr);
    }
}
