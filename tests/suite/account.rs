//! Nothing is lost without a word: every sentence of a content stands on the sheet, or is left out on purpose and said so,
//! or the sheet is refused.

use crate::harness::judge;
use crate::harness::outcome::{losses, outcomes, unprinted};
use crate::harness::project::Project;
use crate::harness::run::handbill;
use crate::harness::trial::{Said, Trial, sentence, trial};
use rayon::prelude::*;
use std::collections::BTreeMap;

const ORG: &str = "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\nweb = \"https://centre.example.org/\"\n";

/// A content that shares no name with the example.
const DRIVE: &str = r#"title    = "Blood drive"
language = "en"
audience = "event"
[text.headline]
full  = "Give blood"
[text.lead]
full = "One hour can help."
[list.bring]
items = ["Eat well", "Drink water"]
[steps.how]
items = ["Sign in", "Give ten minutes"]
[event.drive]
title   = "Blood drive"
start   = 2027-01-16T09:00:00
end     = 15:00:00
venue   = "County Fairgrounds"
address = "98 W Custer Ave, Helena, MT 59602"
[contact.desk]
name  = "Questions"
phone = "{org.phone}"
[qr.signup]
link  = "{org.web}"
label = "Sign up"
"#;

fn drive(formats: &[&str], more: &str) -> Project {
    let project = Project::empty();
    let formats: Vec<String> = formats.iter().map(|f| format!("\"{f}\"")).collect();
    let order = format!(
        "[project]\nname = \"Drive\"\n[[make]]\ncontent = \"drive\"\nformats = [{}]\norgs = \"all\"\npurpose = \"office\"\n{more}\n",
        formats.join(", ")
    );
    project.write("handbill.toml", &order);
    project.write("content/drive.toml", DRIVE);
    project.write("content/orgs/centre.toml", ORG);
    project
}

#[test]
fn every_sheet_says_when_and_where() {
    let project = drive(&["flyer-letter", "poster-11x17", "door-hanger", "wallet-card", "screen-square"], "");
    let ran = handbill(project.path(), &["build", "--strict"]).expect(0);
    assert!(!ran.stderr.contains("area-without-block"), "{}", ran.stderr);
    for format in ["flyer-letter", "poster-11x17", "door-hanger", "wallet-card", "screen-square"] {
        let words = project.run(&["dump", "--stage", "layout", format]).expect(0).stdout;
        for wanted in ["Saturday, January 16, 2027", "County Fairgrounds", "Give blood", "(406) 555-0177"] {
            assert!(words.contains(wanted), "{format}: {wanted}");
        }
    }
}

#[test]
fn both_languages_stand_whole_on_a_sheet() {
    let spanish = r#"language = "es"
title = "Donación"
[translation]
status = "reviewed"
reviewed_by = "Rosa"
[text.headline]
full = "Done sangre"
[text.lead]
full = "Una hora puede ayudar."
[list.bring]
items = ["Coma bien", "Beba agua"]
[steps.how]
items = ["Entre", "Done diez minutos"]
[event.drive]
title = "Donación de sangre"
venue = "Recinto ferial"
[contact.desk]
name = "Preguntas"
[qr.signup]
label = "Inscríbase"
"#;
    for theme in ["stacked", "side-by-side", "two-sides"] {
        let project = drive(&["flyer-letter"], &format!("languages = [\"en+es\"]\ntheme = \"{theme}\""));
        project.write("content/drive.es.toml", spanish);
        let words = project.run(&["dump", "--stage", "layout"]).stdout;
        for wanted in
            ["Give blood", "Done sangre", "One hour", "Una hora", "Eat well", "Coma bien", "Sign in", "Entre", "Preguntas"]
        {
            assert!(words.contains(wanted), "{theme}: {wanted}");
        }
    }
}

#[test]
fn a_back_without_words_is_not_printed() {
    let project = drive(&["flyer-letter"], "without = [\"steps\"]");
    let ran = handbill(project.path(), &["build", "--strict"]).expect(0);
    assert!(ran.stderr.contains("1 made"), "{}", ran.stderr);
    assert_eq!(project.text("out/manifest.json").matches("\"name\": \"front\"").count(), 1);
    assert!(!project.text("out/manifest.json").contains("\"name\": \"back\""), "one side");
}

#[test]
fn the_account_names_what_a_sheet_does_without() {
    let project = drive(&["wallet-card"], "");
    project.edit("content/drive.toml", "[steps.how]\n", "[steps.how]\nnot_on = [\"card\"]\n");
    let shown = project.run(&["show", "wallet-card", "--account"]).expect(0).stdout;
    assert!(shown.contains("left out by the content (`on`, `not_on`): steps.how"), "{shown}");
    // A file is known by its name too, as it lies in the folder.
    let path = shown.lines().next().expect("a product");
    let file = path.rsplit('/').next().expect("a name");
    for name in [path, file, file.trim_end_matches(".pdf")] {
        assert!(shown.starts_with(&project.run(&["show", name, "--account"]).expect(0).stdout), "{name}");
    }
    // Words that are locked are left out by their content alone.
    project.edit("handbill.toml", "wallet-card", "sticker-round");
    project.write("content/drive.toml", &(project.text("content/drive.toml") + "[note.law]\nfull = \"By law.\"\nlock = true\n"));
    let ran = handbill(project.path(), &["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[block-without-area] `note.law` has no place on `sticker-round`"), "{}", ran.stderr);
    project.edit("content/drive.toml", "lock = true", "lock = true\nnot_on = [\"cards\"]");
    let ran = handbill(project.path(), &["build"]).expect(1);
    assert!(ran.stderr.contains("did you mean `card`?"), "{}", ran.stderr);
}

/// Title, date and place of an event, where there is no room for all of it.
#[test]
fn an_event_is_said_in_few_words_before_it_is_refused() {
    let project = drive(&["shoe-card"], "");
    let cost = "Nothing at all, for nobody, at no hour of the day, and whoever asks you for money is none of us. ".repeat(4);
    project.edit("content/drive.toml", "[contact.desk]", &format!("cost = \"{cost}\"\n[contact.desk]"));
    project.edit("content/drive.toml", "end     = 15:00:00\n", "end     = 15:00:00\nsubtitle = \"With juice and cookies\"\n");
    let words = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    for wanted in ["Give blood", "January 16, 2027", "County Fairgrounds", "(406) 555-0177"] {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(!words.contains("whoever asks you"), "too long for the card");
    let shown = project.run(&["show", "shoe-card", "--account"]).expect(0).stdout;
    let left = shown.lines().find(|line| line.contains("no room")).unwrap_or_default();
    assert!(left.contains("event.drive cost") && !left.contains("event.drive address"), "no more than it takes: {shown}");
    project.run(&["build", "--strict"]).expect(0);
    assert!(project.text("out/manifest.json").contains("\"part\": \"cost\""), "{}", project.text("out/manifest.json"));
}

#[test]
fn both_sides_of_a_tent_say_the_same_before_one_says_nothing() {
    let count = |more: &str| {
        let project = drive(&["table-tent"], &format!("theme = \"plain\"\nwithout = [\"lead\", \"steps\", \"code\"{more}]"));
        project.run(&["build"]).expect(0);
        project.run(&["dump", "--stage", "layout"]).expect(0).stdout.matches("text: \"(406) 555-0177\"").count()
    };
    let (with_list, alone) = (count(""), count(", \"points\""));
    assert!(with_list > 0 && alone == 2 * with_list, "{with_list} and {alone}");
}

/// What a theme sets on top of other words cannot be read, and no contrast tells it.
#[test]
fn what_has_no_room_on_the_front_stands_on_the_back() {
    let project = drive(&["flyer-letter"], "theme = \"almanac\"");
    let lead = "Bring a toaster, a bike, or a torn jacket. Twelve neighbours with tools will mend it with you.";
    project.edit("content/drive.toml", "One hour can help.", lead);
    let items = r#"["Lamps, toasters and radios", "Bikes: brakes, chains, flats", "Clothes, zips and hems", "Chairs and small tables", "Knives and garden tools, sharpened"]"#;
    project.edit("content/drive.toml", r#"["Eat well", "Drink water"]"#, items);
    let more = "Volunteers bring solder, thread, spokes and patience. What cannot be mended is taken apart for the next one.";
    let quote = "[quote.ada]\nsays = \"My radio plays again, and now I know why.\"\nby = \"Ada, last year's visitor\"\n";
    let more = format!("[text.more]\nfull = \"{more} {more} {more}\"\n{quote}[contact.desk]");
    project.edit("content/drive.toml", "[contact.desk]", &more);
    let account = project.run(&["show", "flyer-letter", "--account"]).expect(0).stdout;
    assert!(account.contains("list.bring") && !account.contains("no room"), "{account}");
    let faces = project.run(&["dump", "--stage", "layout", "flyer-letter"]).expect(0).stdout;
    let back = faces.split_once("name: \"back\"").map_or("", |(_, back)| back);
    assert!(back.contains("torn jacket") || back.contains("Chairs and small tables"), "{faces}");
}

#[test]
fn a_theme_sets_no_words_on_words() {
    for (key, line, wanted) in [
        ("layout.flyer-letter.front", "gap = [\"-0.3in\", \"0.2in\"]", "`gap` is under nothing"),
        ("layout.flyer-letter.front", "gap = \"-1mm\"", "`gap` is under nothing"),
        ("look.contact", "padding = [\"-0.5in\", \"0in\", \"0in\", \"0in\"]", "`padding` is under nothing"),
        ("look.points", "gap = -2", "`gap` is -2"),
        ("type.body", "tracking = -0.2", "`tracking` is -0.2"),
    ] {
        let project = drive(&["flyer-letter"], "theme = \"ours\"");
        let theme = format!("name = \"Ours\"\nextends = \"plain\"\n[{key}]\n{line}\n");
        project.write("assets/themes/ours.toml", &theme);
        let ran = handbill(project.path(), &["check", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains("assets/themes/ours.toml:4:") && ran.stderr.contains(wanted), "{line}:\n{}", ran.stderr);
    }
}

/// A theme decides how a sheet looks, not whether it says when, where, whom to call and what the law wants.
#[test]
fn a_theme_hides_nothing_that_matters() {
    let hides = |key: &str, parts: &str, more: &str| {
        let project = drive(&["flyer-letter"], "theme = \"ours\"");
        project.write("content/drive.toml", &(project.text("content/drive.toml") + more));
        let theme = format!("name = \"Ours\"\nextends = \"plain\"\n[{key}]\nhide = [{parts}]\n");
        project.write("assets/themes/ours.toml", &theme);
        project.run(&["build", "--message-format", "short"])
    };
    let refused = |key: &str, parts: &str, more: &str, words: &str| {
        let ran = hides(key, parts, more).expect(1);
        assert!(ran.stderr.contains("assets/themes/ours.toml:4:") && ran.stderr.contains(words), "{words}:\n{}", ran.stderr);
    };
    refused(
        "layout.flyer-letter.front.look.event",
        "\"when\"",
        "",
        "error[locked-text] the theme `ours` hides `when` of `event.drive` on `flyer-letter`",
    );
    refused("layout.flyer-letter.front.look.event", "\"cost\", \"venue\"", "", "hides `venue` of `event.drive`");
    refused(
        "layout.flyer-letter.front.look.contact",
        "\"phone\"",
        "",
        "error[block-without-area] the theme `ours` hides `phone` of `contact.desk`",
    );
    let list = "[list.rules]\nitems = [\"One\"]\nnote = \"For all\"\nlock = true\n";
    refused("look.\"list.rules\"", "\"note\"", list, "error[locked-text] the theme `ours` hides `note` of `list.rules`");
    let ran = hides("layout.flyer-letter.front.look.contact", "\"web\", \"hours\"", "").expect(0);
    assert!(!ran.stderr.contains("hides"), "{}", ran.stderr);
    // What the other side shows is not left out.
    let project = drive(&["flyer-letter"], "theme = \"ours\"");
    project.edit("content/drive.toml", "phone = \"{org.phone}\"", "phone = \"{org.phone}\"\nhours = \"9 to 5\"");
    let front = "name = \"Ours\"\nextends = \"plain\"\n[layout.flyer-letter.front.look.contact]\nhide = [\"hours\"]\n";
    project.write("assets/themes/ours.toml", front);
    let shown = project.run(&["show", "flyer-letter", "--account"]).expect(0).stdout;
    assert!(shown.contains("left out by the theme (`hide`): contact.desk hours"), "{shown}");
    let back = "[layout.flyer-letter.back]\nareas = \"\"\"\n  contact\n  rest\n\"\"\"\n";
    project.write("assets/themes/ours.toml", &format!("{front}{back}"));
    let shown = project.run(&["show", "flyer-letter", "--account"]).expect(0).stdout;
    assert!(!shown.contains("contact.desk hours"), "{shown}");
}

#[test]
fn every_event_of_a_content_has_its_title_and_date() {
    let second = "[event.evening]\ntitle = \"Evening drive\"\nstart = 2027-02-20T17:00:00\nvenue = \"Town Hall\"\n";
    for theme in ["plain", "civic", "bold", "quiet"] {
        let formats = ["flyer-letter", "poster-11x17", "event-poster-11x17", "event-poster-18x24"];
        let project = drive(&formats, &format!("theme = \"{theme}\""));
        project.write("content/drive.toml", &(project.text("content/drive.toml") + second));
        project.run(&["build"]).expect(0);
        for format in formats {
            let words = project.run(&["dump", "--stage", "layout", format]).expect(0).stdout;
            for wanted in ["Blood drive", "January 16, 2027", "Evening drive", "February 20, 2027", "Town Hall"] {
                assert!(words.contains(wanted), "{format} in {theme}: {wanted}");
            }
        }
    }
}

#[test]
fn small_print_has_its_heading() {
    let project = drive(&["flyer-letter"], "");
    let note = "[note.rules]\nheading = \"Who may give\"\nfull = \"Ask us.\"\n";
    project.write("content/drive.toml", &(project.text("content/drive.toml") + note));
    let words = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    assert!(words.contains("Who may give") && words.contains("Ask us."), "{words}");
}

#[test]
fn a_block_with_nothing_to_say_is_told_of() {
    let project = drive(&["flyer-letter"], "");
    let code = "[qr.mail]\nemail = \"{org.email?}\"\nlabel = \"Write to us\"\n";
    project.write("content/drive.toml", &(project.text("content/drive.toml") + code));
    let shown = project.run(&["show", "flyer-letter", "--account"]).expect(0).stdout;
    assert!(shown.contains("nothing to say here (`{a?}`, `unless`): qr.mail"), "{shown}");
    project.run(&["build"]).expect(0);
    assert!(project.text("out/manifest.json").contains("\"why\": \"empty\""), "{}", project.text("out/manifest.json"));
}

/// Contents of three kinds. `§5` stands for five words of each language; all other words are the same in all.
const TOPICS: [(&str, &str); 3] = [
    (
        "event",
        r#"[text.headline]
full = "§3"
[text.lead]
full = "§14"
[event.fair]
title = "§3"
start = 2031-05-08T10:00:00
end = 14:00:00
venue = "§2"
address = "12 Main Street, Helena, MT 59601"
cost = "§2"
[list.bring]
heading = "§2"
items = ["§3", "§4", "§3"]
[contact.desk]
name = "§1"
phone = "(406) 555-0177"
[qr.signup]
link = "https://centre.example.org/fair"
label = "§2"
"#,
    ),
    (
        "helpline",
        r#"[text.headline]
full = "§4"
[text.lead]
full = "§12"
[text.act]
full = "§9"
class = "safety"
[steps.how]
heading = "§2"
items = ["§5", "§6", "§5"]
[contact.line]
name = "§2"
phone = "(406) 555-0188"
hours = "§3"
[contact.office]
name = "§2"
phone = "(406) 555-0199"
[note.privacy]
heading = "§2"
full = "§15"
"#,
    ),
    (
        "directory",
        r#"[text.headline]
full = "§3"
[text.food]
heading = "§1"
full = "§18"
[text.rent]
heading = "§2"
full = "§16"
[contact.food]
name = "§2"
phone = "(406) 555-0141"
hours = "§3"
[contact.rent]
name = "§2"
phone = "(406) 555-0142"
note = "§5"
[contact.care]
name = "§2"
phone = "(406) 555-0143"
[list.papers]
heading = "§2"
items = ["§2", "§3", "§2", "§4"]
[quote.neighbour]
says = "§12"
by = "§2"
"#,
    ),
];

/// A topic in several languages, on one format.
fn topic((name, template): (&str, &str), languages: &[&'static str], theme: &'static str, format: &'static str) -> Trial {
    let (mut files, mut said, mut number) = (Vec::new(), Vec::new(), 0);
    for (i, language) in languages.iter().enumerate() {
        let mut text = match i {
            0 => format!("title = \"Trial\"\nlanguage = \"{language}\"\naudience = \"public\"\n"),
            _ => format!(
                "title = \"Trial\"\nlanguage = \"{language}\"\n[translation]\nstatus = \"approved\"\nby = \"Ana\"\n\
                 reviewed_by = \"Rosa\"\nqualification = \"sworn\"\nreviewed_on = 2026-11-20\norigin = \"human\"\n"
            ),
        };
        let mut block = String::new();
        for line in template.lines() {
            if let Some(header) = line.strip_prefix('[') {
                block = header.trim_end_matches(']').to_string();
            } else if i > 0 && !line.contains('§') {
                continue;
            }
            let key = line.split(' ').next().unwrap_or_default();
            let part = ["heading", "note", "says", "by", "name", "hours", "label", "title", "venue", "cost"];
            let part = part.into_iter().find(|part| *part == key).unwrap_or("text");
            let mut pieces = line.split('§');
            text += pieces.next().unwrap_or_default();
            for piece in pieces {
                let (count, rest) = piece.split_at(piece.find('"').expect("a place for words ends with its text"));
                number += 1;
                let words = sentence(language, number, count.parse().expect("a number of words"));
                text += &format!("{words}{rest}");
                said.push(Said { block: block.clone(), language: i + 1, part, any_of: vec![words], vital: false });
            }
            text += "\n";
        }
        let path = if i == 0 { format!("content/{name}.toml") } else { format!("content/{name}.{language}.toml") };
        files.push((path, text));
    }
    let languages = languages.join("+");
    let make = format!(
        "[[make]]\ncontent = \"{name}\"\nformats = [\"{format}\"]\norgs = \"all\"\ntheme = \"{theme}\"\nlanguages = [\"{languages}\"]\n"
    );
    Trial { name: name.to_string(), format, theme, languages, files, make, said }
}

/// The ten subjects in some languages on one sheet: whole, or refused with these words.
fn in_languages(languages: &[&'static str], theme: &'static str, format: &'static str, refused: Option<&str>) {
    let trials = TOPICS.map(|words| topic(words, languages, theme, format));
    for (trial, outcome) in trials.iter().zip(outcomes(&trials, usize::MAX)) {
        let what = format!("{} in {}, `{format}` in `{theme}`", trial.name, trial.languages);
        let errors: Vec<&str> = outcome.errors.iter().map(|error| error.message.as_str()).collect();
        match refused {
            None => assert!(errors.is_empty(), "{what}: {errors:?}"),
            Some(words) => assert!(errors.len() == 1 && errors[0].contains(words), "{what}: {errors:?}"),
        }
        let lost = if refused.is_none() { losses(trial, &outcome) } else { Vec::new() };
        assert!(lost.is_empty(), "{what}:\n{}", lost.join("\n"));
    }
}

/// A theme that was drawn for one language gives each language a side.
#[test]
fn a_format_with_two_sides_speaks_two_languages_in_every_theme() {
    let mut refused = Vec::new();
    for theme in ["almanac", "bold", "civic", "grid", "park", "quiet", "signal", "witness"] {
        for format in ["flyer-letter", "half-letter"] {
            let trials = TOPICS.map(|words| topic(words, &["en", "es"], theme, format));
            for (trial, outcome) in trials.iter().zip(outcomes(&trials, usize::MAX)) {
                let what = format!("{} on `{format}` in `{theme}`", trial.name);
                if outcome.errors.is_empty() {
                    assert_eq!(losses(trial, &outcome), Vec::<String>::new(), "{what}");
                } else {
                    refused.push(format!("{what}: {}", outcome.errors[0].message));
                }
            }
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    in_languages(&["en", "ar"], "park", "flyer-letter", None);
    in_languages(
        &["en", "es"],
        "park",
        "poster-18x24",
        Some("no area of the theme `park` on `poster-18x24` speaks `es`, language 2"),
    );
    let [event, ..] = TOPICS;
    let outcome = outcomes(&[topic(event, &["en", "es"], "almanac", "rack-card")], usize::MAX).remove(0);
    assert!(outcome.errors.is_empty(), "{:?}", outcome.errors);
    assert_eq!(outcome.words.matches("4065550177").count(), 2, "a side without a number");
}

/// Contents that share no name with the example, in both languages of a sheet, or in six: whole, or refused.
#[test]
fn no_language_stands_half_on_a_sheet() {
    for second in ["es", "ar"] {
        for theme in ["stacked", "side-by-side", "two-sides"] {
            for format in ["flyer-letter", "flyer-a4", "flyer-legal"] {
                in_languages(&["en", second], theme, format, None);
            }
        }
        for theme in ["stacked", "side-by-side"] {
            for format in ["poster-11x17", "poster-18x24"] {
                in_languages(&["en", second], theme, format, None);
            }
        }
        let words = format!("no area of the theme `two-sides` on `poster-18x24` speaks `{second}`, language 2");
        in_languages(&["en", second], "two-sides", "poster-18x24", Some(&words));
    }
    for format in ["half-letter", "postcard"] {
        let [event, ..] = TOPICS;
        let trial = topic(event, &["en", "es"], "two-sides", format);
        let outcome = outcomes(std::slice::from_ref(&trial), usize::MAX).remove(0);
        assert!(outcome.errors.is_empty(), "{format}: {:?}", outcome.errors);
        assert_eq!(losses(&trial, &outcome), Vec::<String>::new(), "{format}");
        assert_eq!(outcome.words.matches("4065550177").count(), 2, "{format}: a side without a number");
    }
    in_languages(&["en", "es", "vi", "ru", "ar", "fr"], "six-languages", "panel-sign", None);
    in_languages(&["ar", "en"], "six-languages", "panel-sign", None);
}

/// Trials that one project holds.
const TOGETHER: u64 = 40;

/// Any content on any format in any theme, in one language or several. `HANDBILL_TRIALS` says how many; the same ones come
/// first. `HANDBILL_TRIAL` tells all of one.
#[test]
fn no_sentence_of_any_content_is_lost() {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let (first, count) = number("HANDBILL_TRIAL").map_or((0, number("HANDBILL_TRIALS").unwrap_or(400)), |trial| (trial, 1));
    let printed = if judge::judge("pdftotext").is_some() { (count / 100).clamp(4, 40) as usize } else { usize::MAX };
    let starts: Vec<u64> = (first..first + count).step_by(TOGETHER as usize).collect();
    let results: Vec<(Tally, Vec<String>)> =
        starts.into_par_iter().map(|start| batch(start..(start + TOGETHER).min(first + count), printed)).collect();
    let (mut tally, mut all) = (Tally::default(), Vec::new());
    for (part, lost) in results {
        tally.add(part);
        all.extend(lost);
    }
    eprintln!("{tally:?}");
    assert!(all.is_empty(), "{} trials lose something:\n{}", all.len(), all.iter().take(10).cloned().collect::<String>());
    assert!(count < 200 || tally.whole > tally.refused / 4, "the trials say little: {tally:?}");
}

/// How many trials came to what.
#[derive(Debug, Default)]
struct Tally {
    whole: usize,
    refused: usize,
    printed: usize,
    /// By theme: made, and refused.
    themes: BTreeMap<&'static str, (usize, usize)>,
    formats: BTreeMap<&'static str, (usize, usize)>,
    /// Refused, by the first check.
    checks: BTreeMap<&'static str, usize>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.whole += other.whole;
        self.refused += other.refused;
        self.printed += other.printed;
        for (mine, theirs) in [(&mut self.themes, other.themes), (&mut self.formats, other.formats)] {
            for (name, (whole, refused)) in theirs {
                let sum = mine.entry(name).or_default();
                *sum = (sum.0 + whole, sum.1 + refused);
            }
        }
        for (name, count) in other.checks {
            *self.checks.entry(name).or_default() += count;
        }
    }

    fn count(&mut self, trial: &Trial, is_whole: bool) {
        let (whole, refused) = (usize::from(is_whole), usize::from(!is_whole));
        self.whole += whole;
        self.refused += refused;
        for sum in [self.themes.entry(trial.theme).or_default(), self.formats.entry(trial.format).or_default()] {
            *sum = (sum.0 + whole, sum.1 + refused);
        }
    }
}

fn batch(numbers: std::ops::Range<u64>, printed: usize) -> (Tally, Vec<String>) {
    let trials: Vec<Trial> = numbers.map(trial).collect();
    let (mut tally, mut all) = (Tally::default(), Vec::new());
    for (trial, outcome) in trials.iter().zip(outcomes(&trials, printed)) {
        tally.count(trial, outcome.errors.is_empty());
        if std::env::var_os("HANDBILL_TRIAL").is_some() {
            eprintln!("{:#?}\n{:#?}\n{}", outcome.errors, outcome.account, outcome.words);
        }
        if let Some(error) = outcome.errors.first() {
            *tally.checks.entry(error.check.name).or_default() += 1;
            if std::env::var_os("HANDBILL_WHY").is_some() {
                eprintln!("WHY {} | {} | {} | {}", trial.format, trial.theme, trial.languages, error.message);
            }
            continue;
        }
        let mut lost = losses(trial, &outcome);
        if let Some(pdf) = &outcome.pdf {
            tally.printed += 1;
            lost.extend(unprinted(trial, &outcome, pdf));
        }
        if !lost.is_empty() {
            all.push(format!(
                "{}: `{}` in `{}`, {}\n  {}\n{}\n",
                trial.name,
                trial.format,
                trial.theme,
                trial.languages,
                lost.join("\n  "),
                trial.files[0].1
            ));
        }
    }
    (tally, all)
}

/// Words that are locked or keep people safe are taken off by their content alone.
#[test]
fn an_order_takes_off_no_words_of_safety() {
    let block = "[text.stop]\nrole = \"act\"\nclass = \"safety\"\nfull = \"Stop when you feel faint.\"\n[text.law]\nlock = true\nrole = \"copy\"\nfull = \"By law.\"\n";
    for (without, wanted) in [
        ("text.stop", Some("error[locked-text] `without = [\"text.stop\"]` takes `text.stop` off")),
        ("act", Some("error[locked-text] `without = [\"act\"]` takes `text.stop` off")),
        ("text.law", Some("error[locked-text] `without = [\"text.law\"]` takes `text.law` off")),
        ("copy", None),
        ("list.bring", None),
        ("steps", None),
    ] {
        let project = drive(&["flyer-letter"], &format!("without = [\"{without}\"]"));
        project.write("content/drive.toml", &format!("{DRIVE}{block}"));
        let ran = project.run(&["check", "--message-format", "short"]);
        let said: Vec<&str> = ran.stderr.lines().filter(|line| line.contains(": error[")).collect();
        assert!(wanted.map_or(said.is_empty(), |wanted| said.len() == 1 && said[0].contains(wanted)), "{without}: {said:?}");
    }
    let project = drive(&["flyer-letter"], "without = [\"text.stop\"]");
    let let_go = block.replace("class = \"safety\"", "class = \"safety\"\nif_room = true");
    project.write("content/drive.toml", &format!("{DRIVE}{let_go}"));
    project.run(&["check"]).expect(0);
}

/// Hours at which a line of safety is closed, and its note, stand on every sheet that has the line.
#[test]
fn no_theme_hides_what_a_caller_has_to_know() {
    let line = |hours: &str| {
        format!("class = \"safety\"\nhours = \"{hours}\"\nnote = \"Not for emergencies.\"\nphone = \"{{org.phone}}\"")
    };
    let project = |format: &str, hours: &str, more: &str| {
        let project = drive(&[format], more);
        project.edit("content/drive.toml", "phone = \"{org.phone}\"", &line(hours));
        project
    };
    // Built in: small cards hide hours and notes, but not these.
    let words = project("wallet-card", "Mon to Fri, 9 to 5", "").run(&["dump", "--stage", "layout"]).expect(0).stdout;
    assert!(words.contains("9 to 5") && words.contains("emergencies"), "{words}");
    let of_theme = |hours: &str, hidden: &str| {
        let project = project("flyer-letter", hours, "theme = \"ours\"");
        let theme =
            format!("name = \"Ours\"\nextends = \"plain\"\n[layout.flyer-letter.front.look.contact]\nhide = [\"{hidden}\"]\n");
        project.write("assets/themes/ours.toml", &theme);
        project.run(&["check", "--message-format", "short"])
    };
    for (hours, hidden) in [("Mon to Fri, 9 to 5", "hours"), ("24 hours a day", "note")] {
        let ran = of_theme(hours, hidden).expect(1);
        let wanted = format!("assets/themes/ours.toml:4:1: error[locked-text] the theme hides `{hidden}` of `contact.desk`");
        assert!(ran.stderr.contains(&wanted), "{}", ran.stderr);
    }
    let ran = of_theme("24 hours a day", "hours");
    assert!(!ran.stderr.contains("the theme hides"), "{}", ran.stderr);
}
