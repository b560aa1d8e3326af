//! Copies that are each their own: badges from a table, numbered tickets, certificates. Read back from the finished PDF: every
//! name and number once, fronts and backs matched, stacks in order when they are cut.

use crate::harness::manifest::Manifest;
use crate::harness::project::Project;
use crate::harness::{codes, judge};
use std::collections::BTreeSet;

const ORDER: &str = "[project]\nname = \"Fair\"\n[defaults]\ntheme = \"plain\"\n";

fn fair(makes: &str) -> Project {
    let project = Project::empty();
    project.write("handbill.toml", &format!("{ORDER}{makes}"));
    project.write("content/orgs/fair.toml", "name = \"Lewis and Clark Fair\"\n");
    project.write(
        "content/ticket.toml",
        "title = \"Fair\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"Spring fair\"\n\
         [text.number]\nfull = \"No. {copy}\"\n[qr.check]\nlink = \"https://fair.example.org/t/{copy}\"\nlabel = \"At the door\"\n",
    );
    project.write(
        "content/badge.toml",
        "title = \"Badges\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"{row.name}\"\n\
         [text.lead]\nfull = \"{row.organization?}\"\n[qr.card]\nlink = \"https://fair.example.org/g/{row.guest_no}\"\nlabel = \"Card\"\n\
         [list.day]\nheading = \"Back of {row.guest_no}\"\nitems = [\"Doors at nine\", \"Talks at ten\"]\n",
    );
    project
}

/// A table of guests; every seventh comes for nobody.
fn guests(number: usize) -> String {
    let mut table = String::from("Guest no,Name,Organization,E-mail\n");
    for n in 1..=number {
        let of = if n % 7 == 0 { "" } else { "County 4-H" };
        table += &format!("G{n:04},Guest {} {n},{of},g{n}@example.org\n", ["Ana", "Ben", "Chloé", "Kaʻiulani"][n % 4]);
    }
    table
}

/// What the codes of a PDF say, by an outside decoder, page after page.
fn decoded(project: &Project, pdf: &str) -> Option<Vec<Vec<String>>> {
    let pages = codes::read(judge::python()?, 150, &[project.path().join(pdf)]);
    // A code may write the host in capitals, which take less room.
    let small = |page: codes::PageCodes| page.zxing.into_iter().map(|text| text.to_lowercase()).collect();
    Some(pages.into_iter().map(small).collect())
}

const TICKETS: &str = "out/office/fair/ticket-ticket-en.pdf";
const BADGES: &str = "out/office/fair/badge-badge-en.pdf";

#[test]
fn five_hundred_tickets_are_each_once_and_in_order_when_stacked() {
    let make = "[[make]]\ncontent = \"ticket\"\nformats = [\"ticket\"]\nnumbers = \"F-0001\"\nquantity = 500\norder = \"cut-and-stack\"\n";
    let project = fair(make);
    project.run(&["build"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let product = &manifest.products()[0];
    assert_eq!(product.list("numbers").len(), 500);
    assert_eq!(product.list("numbers")[499], "F-0500");
    if judge::judge("pdftotext").is_some() {
        let text = judge::text(&project.path().join(TICKETS));
        for n in [1, 2, 49, 50, 51, 499, 500] {
            // On the ticket and on its stub.
            assert_eq!(text.matches(&format!("No. F-{n:04}")).count(), 2, "{n}");
        }
        assert_eq!(text.matches("No. F-").count(), 1000);
    }
    let Some(pages) = decoded(&project, TICKETS) else { return };
    assert_eq!(pages.len(), 50);
    let all: BTreeSet<&String> = pages.iter().flatten().collect();
    assert_eq!((all.len(), pages.iter().flatten().count()), (500, 500), "each number once");
    // The first sheet holds the first of each stack: 1, 51, 101 and so on.
    let number = |n: usize| format!("https://fair.example.org/t/f-{n:04}");
    for (sheet, page) in pages.iter().enumerate() {
        let wanted: BTreeSet<String> = (0..10).map(|stack| number(stack * 50 + sheet + 1)).collect();
        assert_eq!(page.iter().cloned().collect::<BTreeSet<_>>(), wanted, "sheet {sheet}");
    }
}

#[test]
fn every_guest_has_a_badge_with_a_back_of_its_own() {
    let project = fair("[[make]]\ncontent = \"badge\"\nformats = [\"badge\"]\nrows = { table = \"guests.csv\" }\n");
    project.write("guests.csv", &guests(250));
    let ran = project.run(&["build"]).expect(0);
    assert!(!ran.stderr.contains("warning["), "{}", ran.stderr);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(BADGES));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        for n in 1..=250 {
            assert!(words.contains(&format!("Back of G{n:04}")), "no back for {n}");
        }
        assert_eq!(words.matches("County 4-H").count(), 250 - 250 / 7);
        // What a code is for stands beside it.
        assert_eq!(words.matches("Card").count(), 250);
    }
    // A block that some guest's badge does without is named once for all.
    let account = project.run(&["show", "badge", "--account"]).expect(0).stdout;
    assert!(account.contains("placed: text.headline, text.lead, list.day, qr.card"), "{account}");
    assert!(account.contains("nothing to say here (`{a?}`, `unless`): text.lead\n"), "{account}");
    let Some(pages) = decoded(&project, BADGES) else { return };
    let all: BTreeSet<&String> = pages.iter().flatten().collect();
    assert_eq!((all.len(), pages.iter().flatten().count()), (250, 250), "each guest once");
    // Fronts and backs take turns, six on a sheet.
    assert_eq!(pages.len(), 2 * 250_usize.div_ceil(6));
    assert!(pages.iter().skip(1).step_by(2).all(Vec::is_empty));
    assert_eq!(pages[0].len(), 6);
    assert!(pages[2].contains(&"https://fair.example.org/g/g0007".to_string()), "{:?}", pages[2]);
}

/// The back of each badge lies behind its own front: the sheet is turned over its long edge.
#[test]
fn backs_lie_behind_their_fronts() {
    let project = fair("[[make]]\ncontent = \"badge\"\nformats = [\"badge\"]\nrows = { table = \"guests.csv\" }\n");
    project.write("guests.csv", &guests(6));
    project.run(&["build"]).expect(0);
    let Some(pdftotext) = judge::judge("pdftotext") else { return };
    let path = project.path().join(BADGES);
    let back = judge::ask(pdftotext, &["-layout", "-f", "2", "-l", "2", judge::utf8(&path), "-"]).stdout;
    let numbers = back.split("Back of G").skip(1).map(|rest| rest.chars().take(4).collect::<String>());
    assert_eq!(numbers.collect::<Vec<_>>(), ["0002", "0001", "0004", "0003", "0006", "0005"], "{back}");
}

#[test]
fn tables_of_every_kind_give_the_same_badges() {
    let project = fair("[[make]]\ncontent = \"card\"\nformats = [\"badge\"]\nrows = { table = \"guests.csv\" }\n");
    project.write(
        "content/card.toml",
        "title = \"Badges\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"{row.name}\"\n[text.lead]\nfull = \"{row.org}\"\n",
    );
    project.write("guests.csv", "Name,Org\nJordan Ellis,\"Bridger, Inc.\"\nAna Peña,County 4-H\n");
    project.run(&["build"]).expect(0);
    let path = "out/office/fair/card-badge-en.pdf";
    let first = project.read(path);
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jordan Ellis\r\nORG:Bridger\\, Inc.\r\nEND:VCARD\r\n\
                 BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ana Peña\r\nORG:County 4-H\r\nEND:VCARD\r\n";
    project.write("guests.vcf", cards);
    project.edit("handbill.toml", "guests.csv", "guests.vcf");
    project.run(&["build", "--force"]).expect(0);
    assert_eq!(project.read(path), first, "an address book says the same");
}

#[test]
fn no_number_comes_twice() {
    let make = |numbers: &str, more: &str| {
        format!("[[make]]\ncontent = \"ticket\"\nformats = [\"ticket\"]\nnumbers = \"{numbers}\"\nquantity = 30\n{more}\n")
    };
    let refused = |makes: &str, words: &str| {
        let project = fair(makes);
        project.write(
            "content/ticket.es.toml",
            "language = \"es\"\n[translation]\nstatus = \"draft\"\n[text.headline]\nfull = \"Feria\"\n",
        );
        let ran = project.run(&["build"]);
        assert_ne!(ran.code, Some(0), "{makes}");
        assert!(ran.stderr.contains(words), "no {words:?} in {}", ran.stderr);
    };
    let screen = "purpose = \"screen\"";
    refused(&(make("A-001", "") + &make("A-021", "theme = \"civic\"")), "has the numbers 1 to 30 already");
    refused(&make("none", ""), "no digits to count on");
    refused(&make("A-001", "languages = [\"en\", \"es\"]"), "each number would come twice");
    refused(&make("A-001", "order = \"one-sheet\""), "prints the same sheet again and again");
    refused(&make("A-001", "fill = \"copies\""), "would print a copy again");
    refused(&make("A-001", "").replace("numbers = \"A-001\"\n", "orgs = \"all\"\n"), "does not say from where");
    refused(&make("A-001", "").replace("quantity = 30\n", ""), "how many are numbered");
    refused(&make("A-001", "").replace("= 30", "= 20000"), "more than 10000 copies");
    // Several organizations go on counting; a screen shows one after the other.
    let project = fair(&(make("A-001", "orgs = \"all\"") + screen));
    project.write("content/orgs/other.toml", "name = \"Other\"\n");
    project.run(&["build"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let numbers: Vec<String> = manifest.products().iter().flat_map(|product| product.list("numbers")).collect();
    assert_eq!(numbers.len(), 60);
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), 60, "{numbers:?}");
    // A part of the build has the numbers that the whole has.
    let parts = fair(&(make("A-001", "orgs = \"all\"") + screen));
    parts.write("content/orgs/other.toml", "name = \"Other\"\n");
    for part in ["1/2", "2/2"] {
        parts.run(&["build", "--shard", part]).expect(0);
    }
    parts.run(&["merge-manifests"]).expect(0);
    let merged = Manifest::read(&parts.path().join("out/manifest.json"));
    let of_parts: Vec<String> = merged.products().iter().flat_map(|product| product.list("numbers")).collect();
    assert_eq!(of_parts, numbers);
}

#[test]
fn an_empty_cell_that_is_printed_is_named() {
    let project = fair("[[make]]\ncontent = \"badge\"\nformats = [\"badge\"]\nrows = { table = \"guests.csv\" }\n");
    project.write("guests.csv", "Guest no,Name,Organization\nG1,Ana,\n,Ben,4-H\n");
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("guests.csv:3:1: error[placeholder] this cell is empty"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("guests.csv:2"), "an optional one may be empty: {}", ran.stderr);
    project.write("guests.csv", "Guest no,Nmae,Organization\nG1,Ana,4-H\n");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("did you mean `{row.nmae}`?"), "{}", ran.stderr);
    // Days and times as the language writes them.
    project.edit("content/badge.toml", "{row.organization?}", "{row.day}, {row.time}");
    project.write("guests.csv", "Guest no,Name,Day,Time\nG1,Ana,2027-05-08,18:30\n");
    project.run(&["build"]).expect(0);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(BADGES));
        assert!(words.contains("May 8, 2027, 6:30 p.m."), "{words}");
    }
}

/// Rows chosen by a column and by their place are numbered one after the other, the same over the parts of a build.
#[test]
fn chosen_rows_are_numbered_without_gaps_also_over_parts() {
    let make = "[[make]]\ncontent = \"badge\"\nformats = [\"badge\"]\norgs = \"all\"\nnumbers = \"B-01\"\n\
                rows = { table = \"guests.csv\", where = { organization = \"County 4-H\" }, rows = \"3-20\" }\n";
    let begin = || {
        let project = fair(make);
        project.write("content/orgs/other.toml", "name = \"Other\"\n");
        project.edit("content/badge.toml", "Back of {row.guest_no}", "Back of {row.guest_no}, {copy}");
        project.write("guests.csv", &guests(40));
        project
    };
    let project = begin();
    project.run(&["build"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let numbers: Vec<String> = manifest.products().iter().flat_map(|product| product.list("numbers")).collect();
    // Rows 3 to 20 are the guests 2 to 19, two of whom come for nobody.
    let wanted: Vec<String> = (1..=32).map(|n| format!("B-{n:02}")).collect();
    assert_eq!(numbers, wanted);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(BADGES)).split_whitespace().collect::<Vec<_>>().join(" ");
        for guest in (2..=19).filter(|n| n % 7 != 0) {
            assert_eq!(words.matches(&format!("Back of G{guest:04}, B-")).count(), 1, "guest {guest}: {words}");
        }
        assert_eq!(words.matches("Back of G").count(), 16);
    }
    let parts = begin();
    for part in ["1/2", "2/2"] {
        parts.run(&["build", "--shard", part]).expect(0);
    }
    parts.run(&["merge-manifests"]).expect(0);
    let merged = Manifest::read(&parts.path().join("out/manifest.json"));
    let of_parts: Vec<String> = merged.products().iter().flat_map(|product| product.list("numbers")).collect();
    assert_eq!(of_parts, wanted);
}
