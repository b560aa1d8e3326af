//! What an author can do to those who listen: each fault stops the file for screens by its name, and is a warning on paper.

use crate::harness::project::Project;
use crate::harness::run::Ran;

const HELP: &str = r##"
title    = "A bed for the night"
language = "en"
audience = "public"

[text.headline]
full = "A bed for the night"

[text.lead]
full = "See [the list of houses](https://ox.example.org/night), or call (406) 555-0134."

[list.bring]
heading = "Bring along"
items   = ["A blanket", "A friend"]

[image.lamp]
file = "assets/lamp.svg"
alt  = "A lamp in a window"

[qr.more]
link  = "https://ox.example.org/more"
label = "All houses and their hours"
"##;

const LAMP: &str =
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="40" fill="#123456"/></svg>"##;

fn project(from: &str, to: &str) -> Project {
    let project = Project::one_sheet("flyer-letter");
    let words = HELP.replacen(from, to, 1);
    assert!(words != HELP || from == to, "{from} is not there");
    project.write("content/night.toml", &words);
    project.write("assets/lamp.svg", LAMP);
    project
}

/// Names of the checks that a run names, with how heavy they are.
fn told(ran: &Ran) -> Vec<String> {
    let mut found: Vec<String> = ran
        .stderr
        .lines()
        .filter_map(|line| {
            let at = ["error[", "warning["].iter().find_map(|how| line.find(how))?;
            line[at..].split(']').next().map(|name| name.replace('[', " "))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Each fault: what it is called, and the edit that makes it.
const FAULTS: &[(&str, &str, &str)] = &[
    ("missing-title", "title    = \"A bed for the night\"", "title    = \"FLYER\""),
    ("missing-title", "title    = \"A bed for the night\"", "title    = \"A flyer\""),
    ("missing-alt", "A lamp in a window", "IMG_2041.JPG"),
    ("missing-alt", "A lamp in a window", "Photo"),
    ("missing-alt", "A lamp in a window", " "),
    ("vague-link", "the list of houses", "click here"),
    ("vague-link", "the list of houses", "**More**"),
    ("code-without-words", "All houses and their hours", "Scan me"),
    ("color-alone", "or call", "or look for the rooms marked in red, and call"),
    ("all-capitals", "Bring along", "BRING ALONG THESE THINGS"),
    ("all-capitals", "full = \"A bed for the night\"", "full = \"WE HAVE ROOM TONIGHT\""),
    ("unmarked-language", ", or call", ", pida ayuda a quien usted quiera en su casa, or call"),
    ("unmarked-language", ", or call", ". ¿Necesita una cama? Or call"),
    ("faint-picture", "assets/lamp.svg", "assets/faint.svg"),
];

#[test]
fn each_fault_stops_the_file_for_screens_and_warns_on_paper() {
    for (check, from, to) in FAULTS {
        let project = project(from, to);
        project.write("assets/faint.svg", &LAMP.replace("#123456", "#dddddd"));
        let ran = project.run(&["check", "--for", "screen", "--message-format", "short"]);
        assert_eq!((ran.code, told(&ran)), (Some(1), vec![format!("error {check}")]), "{to}: {}", ran.stderr);
        let ran = project.run(&["build", "--message-format", "short"]);
        assert_eq!((ran.code, told(&ran)), (Some(0), vec![format!("warning {check}")]), "{to}: {}", ran.stderr);
        assert!(handbill::diag::checks::ALL.iter().any(|known| known.name == *check && !known.page.is_empty()));
    }
}

#[test]
fn a_fault_for_screens_leaves_the_sheets_for_the_press_alone() {
    let project = project("the list of houses", "click here");
    project.edit("handbill.toml", "purpose = \"office\"", "purpose = [\"office\", \"screen\"]");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let made = project.files("out");
    let pdfs: Vec<_> = made.iter().filter(|file| file.extension().is_some_and(|ending| ending == "pdf")).collect();
    assert_eq!(pdfs.len(), 1, "{made:?}");
    assert!(pdfs[0].starts_with("office"), "{made:?}");
}

#[test]
fn a_heading_before_the_headline_is_told() {
    let project = project("[text.headline]\nfull = \"A bed for the night\"\n", "");
    let words = project.text("content/night.toml") + "\n[text.headline]\nfull = \"A bed for the night\"\n";
    project.write("content/night.toml", &words);
    let ran = project.run(&["check", "--for", "screen", "--message-format", "short"]);
    assert_eq!((ran.code, told(&ran)), (Some(1), vec!["error heading-jump".to_string()]), "{}", ran.stderr);
    assert_eq!(told(&project.run(&["check", "--message-format", "short"])), ["warning heading-jump"]);
}

#[test]
fn an_event_under_a_headline_is_a_heading_like_a_list() {
    let project = Project::one_sheet("tri-fold-letter");
    project.edit("handbill.toml", "theme   = \"plain\"", "theme   = \"civic\"");
    let event = "\n[event.evening]\ntitle = \"Soup and beds\"\nstart = 2027-04-07T19:00:00\nvenue = \"Mill Hall\"\n";
    project.write("content/night.toml", &(HELP.to_string() + event));
    project.write("assets/lamp.svg", LAMP);
    let ran = project.run(&["check", "--for", "screen", "--message-format", "short"]);
    assert_eq!(told(&ran), Vec::<String>::new(), "{}", ran.stderr);
}

/// Twenty ways to write it well.
const GOOD: &[(&str, &str)] = &[
    ("A", "A"),
    ("title    = \"A bed for the night\"", "title    = \"Flyer night at the museum\""),
    ("title    = \"A bed for the night\"", "title    = \"Beds\""),
    ("A lamp in a window", ""),
    ("A lamp in a window", "Photo of a lamp in a window"),
    ("A lamp in a window", "Lamp"),
    ("the list of houses", "ox.example.org/night"),
    ("the list of houses", "more about the houses"),
    ("the list of houses", "**our houses**"),
    ("All houses and their hours", "Scan for all houses"),
    ("All houses and their hours", "Register"),
    ("or call", "or come in the red bus, or call"),
    ("or call", "or look for the rooms marked in red and with a star, and call"),
    ("or call", "or look for a white house with a blue door, and call"),
    ("Bring along", "Bring your ID, a TTY or an EBT card"),
    ("Bring along", "For the DPHHS"),
    ("or call", "or text BEFREE to 233733, or call"),
    (", or call", ", [pida ayuda a quien usted quiera](lang:es), or call"),
    (", or call", " in Español, Русский and Tiếng Việt, or call"),
    (", or call", " at La Casa de la Raza or El Centro de la Gente, or call"),
    (", or call", ", where opening a door is as easy as a smile, or call"),
    (", or call", ", a café in Montréal, or call"),
];

#[test]
fn what_is_written_well_is_quiet() {
    assert!(GOOD.len() > 20);
    for (from, to) in GOOD {
        let project = project(from, to);
        let ran = project.run(&["check", "--for", "screen", "--message-format", "short"]);
        assert_eq!((ran.code, told(&ran)), (Some(0), Vec::new()), "{to}: {}", ran.stderr);
    }
}

#[test]
fn the_picture_of_a_row_says_what_it_shows_or_that_it_is_decoration() {
    let row = |alt: &str| {
        let project = Project::small();
        project.write("assets/lamp.svg", LAMP);
        let words = HELP.replace(
            "[text.lead]",
            "[event.main]\ntitle = \"Open house\"\nstart = 2027-01-11T18:30:00\nvenue = \"The hall\"\n\n[text.lead]",
        );
        project.write("content/night.toml", &words);
        project.write(
            "events.csv",
            &format!("id,org,title,start,zone,venue,picture,picture_alt\nopen,library,Open house,2027-01-11T18:30:00,America/Denver,The hall,assets/lamp.svg,{alt}\n"),
        );
        project.edit("handbill.toml", "theme   = \"leaf\"", "theme   = \"plain\"");
        project.edit(
            "handbill.toml",
            "formats = [\"slip\", \"tag\"]",
            "formats = [\"flyer-letter\"]\nevents = { table = \"events.csv\" }",
        );
        project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]");
        let ran = project.run(&["check", "--for", "screen", "--message-format", "short"]);
        let told = told(&ran);
        assert!(ran.code == Some(i32::from(!told.is_empty())), "{}", ran.stderr);
        told
    };
    assert_eq!(row(""), ["error missing-alt"]);
    assert_eq!(row("decoration"), Vec::<String>::new());
    assert_eq!(row("A lamp in a window"), Vec::<String>::new());
}
