//! How type, codes and lists take the room there is: what grows, how far, and what stays out of it.

use crate::harness::project::Project;
use std::collections::BTreeSet;

/// A run of letters: what it is of, its size and where it begins, all as they are printed.
#[derive(Debug)]
struct Run {
    text: String,
    size: f64,
    x: String,
    y: String,
}

/// The runs of all faces as they are laid out.
fn runs(project: &Project, format: &str) -> Vec<Run> {
    let dump = project.run(&["dump", "--stage", "layout", format, "--org", "library"]).expect(0).stdout;
    dump.split("        elements: [").collect::<Vec<_>>().windows(2).flat_map(|pair| of_face(pair[0], pair[1])).collect()
}

fn of_face(items: &str, elements: &str) -> Vec<Run> {
    let texts: Vec<&str> =
        elements.lines().filter_map(|line| line.strip_prefix("                text: \"")?.strip_suffix("\",")).collect();
    let value = |run: &str, key: &str| {
        let line = run.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap_or_else(|| panic!("{key} in {run}"));
        line.trim_end_matches(',').to_string()
    };
    items
        .split("GlyphRun {")
        .skip(1)
        .filter_map(|run| {
            let id = run.split("ElementId(").nth(1)?.split(',').next()?.trim().parse::<usize>().ok()?;
            let size = value(run, "size: ").trim_end_matches("pt").parse().expect("a size in points");
            let origin = value(run, "origin: (");
            let (x, y) = origin.trim_end_matches(')').split_once(", ").expect("two lengths");
            Some(Run { text: texts.get(id)?.to_string(), size, x: x.to_string(), y: y.to_string() })
        })
        .collect()
}

/// The small project with these words in a theme with these.
fn with(words: &str, theme: &str) -> Project {
    let project = Project::small();
    let head = "title = \"Night\"\nlanguage = \"en\"\naudience = \"event\"\n";
    project.write("content/night.toml", &format!("{head}{words}"));
    project.write("assets/themes/leaf.toml", &format!("name = \"Leaf\"\nextends = \"plain\"\n{theme}"));
    project
}

const HEADLINE: &str = "[text.headline]\nfull = \"Read with us\"\n";

#[test]
fn three_items_stand_abreast_or_one_under_the_other() {
    let theme = "[layout.slip]\nmargin = \"0.3in\"\nareas = \"\"\"\n  headline\n  points\n\"\"\"\n[layout.slip.type]\nceiling = 1.0\nbody = { size = \"9pt\" }\n[layout.slip.look.points]\ncolumns = 2\nmarker = \"none\"\n";
    let starts = |items: &[&str]| {
        let quoted: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
        let project = with(&format!("{HEADLINE}[list.bring]\nitems = [{}]\n", quoted.join(", ")), theme);
        let runs = runs(&project, "slip");
        items
            .iter()
            .map(|item| runs.iter().find(|run| run.text == *item).unwrap_or_else(|| panic!("{item} in {runs:?}")).x.clone())
            .collect::<BTreeSet<_>>()
            .len()
    };
    assert_eq!(starts(&["A cup", "A book", "A friend"]), 3);
    assert_eq!(starts(&["A book that you love and know", "A cup for the tea we make", "Somebody who does not read yet"]), 1);
    assert_eq!(starts(&["A cup", "A book", "A friend", "A chair"]), 2, "four are two and two");
}

#[test]
fn the_label_of_a_code_grows_to_two_lines_and_no_more() {
    let theme = "[layout.slip]\nmargin = \"0.3in\"\ncolumns = \"1.3in 1fr\"\nareas = \"\"\"\n  code  headline\n\"\"\"\n[layout.slip.type]\nceiling = CEILING\nbody = { size = \"8pt\" }\n[layout.slip.look.headline]\nstep = 0\n[layout.slip.look.code]\nwidth = \"1in\"\n";
    let words = format!("{HEADLINE}[qr.more]\nlink = \"{{org.web}}\"\nlabel = \"Say that you will come\"\n");
    let label = |ceiling: &str| {
        let all = runs(&with(&words, &theme.replace("CEILING", ceiling)), "slip");
        let of: Vec<&Run> = all.iter().filter(|run| run.text == "Say that you will come").collect();
        (of[0].size, of.iter().map(|run| &run.y).collect::<BTreeSet<_>>().len())
    };
    let (own, _) = label("1.0");
    let (grown, lines) = label("4.0");
    assert!(grown > own, "{grown} over {own}");
    assert_eq!(lines, 2);
}

#[test]
fn what_a_headline_may_grow_to_takes_nothing_from_copy() {
    let theme = "[layout.slip]\nif_room = [\"copy\"]\n[layout.slip.front]\nmargin = \"0.3in\"\nareas = \"\"\"\n  headline\n  rest\n\"\"\"\n[layout.slip.front.type]\nminimum = \"7pt\"\nbody = { size = \"10pt\", maximum = \"10pt\" }\n[layout.slip.front.look.headline]\nface = \"display\"\nfit = { from = \"20pt\", to = \"LARGEST\", lines = 3 }\n";
    let long = "The kitchen is open every evening, and nobody is asked why they come or where they live. ".repeat(12);
    let words = format!("{HEADLINE}[text.more]\nfull = \"{}\"\n[text.end]\nfull = \"{}\"\n", long.trim(), long.trim());
    let copy = |largest: &str| {
        let all = runs(&with(&words, &theme.replace("LARGEST", largest)), "slip");
        let of = all.iter().filter(|run| run.text.starts_with("The kitchen"));
        of.map(|run| (run.size * 100.0) as i64).collect::<Vec<_>>()
    };
    let own = copy("30pt");
    assert!(!own.is_empty());
    assert_eq!(copy("90pt"), own, "the same words, as large");
}

#[test]
fn a_title_that_the_headline_says_is_not_said_again() {
    let theme = "[layout.slip]\nareas = \"\"\"\n  headline\n  event\n\"\"\"\n";
    let event = "[event.sale]\ntitle = \"Yard sale\"\nstart = 2027-05-01T08:00:00\nvenue = \"Mill Street\"\n";
    let titles = |headline: &str| {
        let project = with(&format!("[text.headline]\nfull = \"{headline}\"\n{event}"), theme);
        runs(&project, "slip").iter().filter(|run| run.text == "Yard sale").count()
    };
    assert_eq!(titles("Yard sale on Mill Street"), 0);
    assert_eq!(titles("Read with us"), 1);
    assert_eq!(titles("The Backyard sales"), 1, "only whole words say it");
}

#[test]
fn a_leaf_that_is_meant_to_be_plain_is_no_hole() {
    let holes = |if_empty: &str| {
        let theme = format!("[layout.fold-card.behind]\n{if_empty}margin = \"0.2in\"\nareas = \"\"\"\n  points\n\"\"\"\n");
        let project = with(&format!("{HEADLINE}[contact.desk]\nname = \"Questions\"\nphone = \"{{org.phone}}\"\n"), &theme);
        project.edit("handbill.toml", "formats = [\"slip\", \"tag\"]", "formats = [\"fold-card\"]");
        let ran = project.run(&["check", "--org", "library", "--show", "empty-hole"]).expect(0);
        ran.stderr.matches("of the front is an empty rectangle").count()
    };
    assert_eq!(holes(""), 1);
    assert_eq!(holes("if_empty = \"plain\"\n"), 0);
}

/// A card that lies, with a code beside what is `rest`.
const CARD: &str = "[layout.wallet-card.front]\nareas = \"\"\"\n  headline\n\"\"\"\n[layout.wallet-card.back]\nmargin = \"0.15in\"\ncolumns = \"1fr auto\"\nareas = \"\"\"\n  rest  code\n\"\"\"\n[layout.wallet-card.back.look.code]\nwidth = \"0.85in\"\nalign = \"end\"\n";

fn card(words: &str, theme: &str) -> Vec<Run> {
    let project = with(&format!("{HEADLINE}{words}"), theme);
    project.edit("handbill.toml", "formats = [\"slip\", \"tag\"]", "formats = [\"wallet-card\"]");
    project.edit("handbill.toml", "[[make]]", "[[make]]\nsides = 2");
    runs(&project, "wallet-card")
}

#[test]
fn a_code_beside_which_nothing_is_left_has_its_words_beside_it() {
    let code = "[qr.more]\nlink = \"{org.web}\"\nlabel = \"Map of all\"\n";
    let places = |words: &str| {
        let all = card(&format!("{code}{words}"), CARD);
        let of = |text: &str| {
            let run = all.iter().find(|run| run.text.contains(text)).unwrap_or_else(|| panic!("{text} in {all:?}"));
            (run.x.trim_end_matches("pt").parse::<f64>().expect("points"), run.size)
        };
        (of("Map of all"), of("example"))
    };
    let ((label, size), (address, _)) = places("");
    assert!(label > 60.0 && (label - address).abs() < 1.0, "both begin right of the code: {label}, {address}");
    let (under, _) = places("[text.more]\nfull = \"Bring a book, a cup and a friend.\"\n");
    assert!(under.1 < size, "over a code a label is smaller: {} and {size}", under.1);
}

/// A code as high as its card grows no further; its words do.
#[test]
fn words_beside_a_code_grow_when_it_has_no_room_to() {
    let theme = |ceiling: &str| {
        format!("{CARD}row = true\n[layout.wallet-card.back.type]\nbody = {{ size = \"7pt\" }}\nceiling = {ceiling}\n")
            .replace("0.85in", "1.65in")
    };
    let code = "[qr.more]\nlink = \"{org.web}\"\nlabel = \"Map\"\n";
    let label = |ceiling: &str| card(code, &theme(ceiling)).iter().find(|run| run.text == "Map").expect("a label").size;
    let (own, grown) = (label("1.0"), label("2.0"));
    assert!(grown > own * 1.2, "{grown} over {own}");
}

#[test]
fn short_copy_in_a_narrow_column_parts_no_word() {
    let theme = "[layout.slip]\nmargin = \"0.3in\"\ncolumns = \"1in 1fr\"\nareas = \"\"\"\n  rest  headline\n\"\"\"\n[layout.slip.type]\nminimum = \"6pt\"\nceiling = 1.0\nbody = { size = \"17pt\" }\n";
    let set = |words: &str| {
        let all = runs(&with(&format!("{HEADLINE}[text.more]\nfull = \"{words}\"\n"), theme), "slip");
        all.into_iter().filter(|run| run.text == words).map(|run| (run.size, run.y)).collect::<Vec<_>>()
    };
    let short = "We look for volunteers.";
    let lines = set(short);
    let size = lines[0].0;
    assert!(size < 16.9, "the type gives way: {size}");
    let heights: BTreeSet<&String> = lines.iter().map(|(_, y)| y).collect();
    assert_eq!(heights.len(), 3, "We look / for / volunteers.: {lines:?}");
    let plain = set("We look for readers.");
    assert!(plain[0].0 > size, "shorter words are set as the theme says");
}

/// For the sake of copy that grows a lockup has fewer lines; where that leaves a hole it takes more again.
#[test]
fn a_headline_takes_more_lines_before_a_hole_is_left() {
    let theme = "[layout.slip]\nmargin = \"0.3in\"\nareas = \"\"\"\n  headline\n  rest\n\"\"\"\n[layout.slip.type]\nceiling = 1.0\nbody = { size = \"9pt\", maximum = \"26pt\" }\n[layout.slip.look.headline]\nface = \"display\"\nfit = { from = \"10pt\", to = \"400pt\", lines = 2, lockup = true }\n";
    let lines = |sentences: usize| {
        let copy = "Bring a cup, a chair and a friend who reads. ".repeat(sentences);
        let project = with(&format!("[text.headline]\nfull = \"Us two\"\n[text.more]\nfull = \"{}\"\n", copy.trim()), theme);
        let all = runs(&project, "slip");
        let tops = all.iter().filter(|run| run.text == "Us two").map(|run| run.y.clone());
        let copy = all.iter().find(|run| run.text.starts_with("Bring")).expect("there is copy").size;
        (tops.collect::<BTreeSet<_>>().len(), copy)
    };
    let ((few, small), (more, own)) = (lines(9), lines(3));
    assert_eq!((few, more), (1, 2), "where copy fills the face the headline has one line");
    assert!(own >= 9.0 && small > 9.0, "copy is never smaller for it than the theme wants: {own}, {small}");
}
