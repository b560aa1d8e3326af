//! Ten subjects that have nothing in common with the example: any content on any sheet, and nothing lost on the way.

use crate::harness::project::{Project, files_of};
use crate::harness::run::{TODAY, command, finish};
use crate::harness::source;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn folder() -> PathBuf {
    source::root().join("examples/topics")
}

/// Headers of the blocks of all contents in a folder.
fn blocks(folder: &str) -> BTreeSet<String> {
    let files =
        files_of(&source::root().join(folder)).into_iter().filter(|f| f.parent().is_some_and(|p| p.as_os_str().is_empty()));
    let text = |file: PathBuf| std::fs::read_to_string(source::root().join(folder).join(file)).expect("was just listed");
    let headers =
        |text: String| text.lines().filter(|l| l.starts_with('[') && l.contains('.')).map(str::to_string).collect::<Vec<_>>();
    files.map(text).flat_map(headers).collect()
}

#[test]
fn they_share_no_block_with_the_example_and_no_layout() {
    let (own, of_example) = (blocks("examples/topics/content"), blocks("content"));
    assert!(own.len() > 50 && of_example.len() > 50, "{} and {}", own.len(), of_example.len());
    assert_eq!(own.intersection(&of_example).collect::<Vec<_>>(), Vec::<&String>::new());
    for file in files_of(&folder()).into_iter().filter(|f| !f.starts_with("out")) {
        let path = file.to_string_lossy().replace('\\', "/");
        assert!(!path.starts_with("assets/themes") && !path.starts_with("assets/formats"), "{path}");
        if path.starts_with("content/") {
            let lines = std::fs::read_to_string(folder().join(&file)).expect("a text").lines().count();
            assert!(lines < 80, "{path} has {lines} lines");
        }
    }
}

/// Every subject, two languages, thirteen formats, three themes.
#[test]
fn every_sheet_is_whole() {
    let arguments = ["check", "--as-of", TODAY, "--message-format", "short"];
    let ran = finish(command(&folder(), &arguments).output().expect("the binary under test starts")).expect(0);
    assert!(ran.stderr.contains("1170 passed"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("warning[block-without-area]"), "{}", ran.stderr);
    for check in ["blank-page", "missing-translation", "area-without-block", "empty-hole"] {
        assert!(!ran.stderr.contains(check), "{}", ran.stderr);
    }
}

/// A side that has room for words keeps them: nothing is set small on a front beside a back that would be empty.
#[test]
fn small_type_does_not_stand_beside_a_free_side() {
    let account = |content: &str, sheet: &str| {
        let arguments = ["show", content, "--account"];
        let said = finish(command(&folder(), &arguments).output().expect("the binary under test starts")).expect(0).stdout;
        let of_sheet = said.split("out/").find(|product| product.starts_with(sheet)).unwrap_or_default().to_string();
        assert!(of_sheet.contains("placed:"), "{sheet}: {said}");
        of_sheet
    };
    let sheets = [("blood-drive", "rack-card"), ("language-class", "door-hanger"), ("pets-day", "rack-card")];
    for (content, format) in sheets {
        let account = account(content, &format!("quiet/{content}-{format}-en.pdf"));
        assert!(!account.contains("printed on one side"), "{account}");
    }
    // Where everything stands on one side as large, it does.
    let account = account("lifeline", "civic/lifeline-flyer-letter-en.pdf");
    assert!(account.contains("printed on one side"), "{account}");
}

/// A sheet of few words has larger type; the band of a draft has not, and stays in the trim.
#[test]
fn the_band_of_a_draft_does_not_grow_with_its_sheet() {
    let project = Project::empty();
    for file in files_of(&folder()).into_iter().filter(|file| file.starts_with("content")) {
        let text = std::fs::read_to_string(folder().join(&file)).expect("a text");
        project.write(&file.to_string_lossy().replace('\\', "/"), &text);
    }
    let make = "[project]\nname = \"Drafts\"\n[defaults]\nlanguages = [\"es\"]\ntheme = \"grid\"\npurpose = \"office\"\n\n[[make]]\ncontent = \"food-bank\"\nformats = [\"poster-24x36\", \"poster-a1\"]\norgs = [\"pantry\"]\n";
    project.write("handbill.toml", make);
    let ran = project.run(&["check", "--as-of", TODAY]);
    assert!(!ran.stderr.contains("error["), "{}", ran.stderr);
}
