//! Nothing is lost without a word: every sentence of a content stands on the sheet, or is left out on purpose and said so,
//! or the sheet is refused.

use crate::harness::judge;
use crate::harness::project::Project;
use crate::harness::run::handbill;
use crate::harness::trial::{Trial, trial};
use handbill::bind::bind;
use handbill::diag::Diagnostic;
use handbill::product::{Account, Why, WorkerCaches, compose_and_lay_out, make, resolve};
use handbill::{display, model, plan, syntax, world};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const LAMP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path fill=\"#246\" d=\"M0 0h9v9z\"/></svg>";
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
    // Words that are locked are left out by their content alone.
    project.edit("handbill.toml", "wallet-card", "sticker-round");
    project.write("content/drive.toml", &(project.text("content/drive.toml") + "[note.law]\nfull = \"By law.\"\nlock = true\n"));
    let ran = handbill(project.path(), &["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[block-without-area] `note.law` has no place on `sticker-round`"), "{}", ran.stderr);
    project.edit("content/drive.toml", "lock = true", "lock = true\nnot_on = [\"cards\"]");
    let ran = handbill(project.path(), &["build"]).expect(1);
    assert!(ran.stderr.contains("did you mean `card`?"), "{}", ran.stderr);
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

/// What became of a trial.
#[derive(Default)]
struct Outcome {
    errors: Vec<Diagnostic>,
    /// All that its faces say: texts, and what codes carry.
    words: String,
    /// What pictures show, for those who cannot see them.
    alts: String,
    account: Account,
    pdf: Option<Vec<u8>>,
}

/// A text as it is looked for: letters and figures alone, wherever its lines break, whatever its capitals.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Trials in one project: what is built in is read once for all of them. Every so many of them (`printed`) is made to a PDF.
fn outcomes(trials: &[Trial], printed: usize) -> Vec<Outcome> {
    let makes: String = trials.iter().map(|trial| trial.make.as_str()).collect();
    let mut files = vec![
        ("handbill.toml".to_string(), format!("[project]\nname = \"Trial\"\n{makes}")),
        ("content/orgs/centre.toml".to_string(), ORG.to_string()),
        ("assets/lamp.svg".to_string(), LAMP.to_string()),
    ];
    files.extend(trials.iter().flat_map(|trial| trial.files.clone()));
    let files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let (project, read) = syntax::read(&world::World::memory(files), &syntax::Wanted::Made);
    let (jobs, planned) = plan::plan(&project, &plan::Request::everything("2026-11-28".parse().expect("a date")));
    let mut outcomes: Vec<Outcome> = trials.iter().map(|_| Outcome::default()).collect();
    let numbers: BTreeMap<&str, usize> = trials.iter().enumerate().map(|(i, trial)| (trial.name.as_str(), i)).collect();
    for diagnostic in read.into_iter().chain(planned).filter(Diagnostic::is_error) {
        let path = project.sources.path(diagnostic.span.file).unwrap_or_default();
        let of_file = path.strip_prefix("content/").and_then(|name| name.split('.').next());
        let content = diagnostic.about.as_ref().map(|about| about.content.as_str()).or(of_file);
        let number = content.and_then(|content| numbers.get(content));
        let number = *number.unwrap_or_else(|| panic!("{path}: {diagnostic:#?}"));
        outcomes[number].errors.push(diagnostic);
    }
    let mut caches = WorkerCaches::new(&project, None);
    for job in &jobs {
        let number = numbers[job.content.as_str()];
        if outcomes[number].errors.is_empty() {
            let print = (number + 1).is_multiple_of(printed);
            outcomes[number] = outcome(&project, job, print, &mut caches);
        }
    }
    outcomes
}

fn outcome(project: &model::Project, job: &plan::Job, print: bool, caches: &mut WorkerCaches) -> Outcome {
    let product = bind(project, job).expect("every name is known");
    let mut found = caches.warm_up(&product);
    let (document, resolved) = resolve(&product);
    found.extend(resolved);
    let mut outcome = Outcome::default();
    if let Some(document) = document {
        let (laid, composed) = compose_and_lay_out(&product, &document, caches);
        found.extend(composed);
        for face in &laid.faces {
            for element in &face.elements {
                outcome.words += &bare(&element.text);
                if let display::Role::Figure { alt } = &element.role {
                    outcome.alts += &bare(alt);
                }
            }
            face.codes.iter().for_each(|code| outcome.words += &bare(&code.payload.replace("%20", " ")));
        }
        outcome.account = laid.account;
    }
    if print && !found.iter().any(Diagnostic::is_error) {
        let made = make(project, job, caches);
        found.extend(made.diagnostics);
        outcome.pdf = made.pdf;
    }
    outcome.errors = found.into_iter().filter(Diagnostic::is_error).collect();
    outcome
}

/// What is lost of a trial, or left out by somebody who may not, a line each.
fn losses(trial: &Trial, outcome: &Outcome) -> Vec<String> {
    let mut lost = Vec::new();
    for said in &trial.said {
        let words = if said.part == "alt" { &outcome.alts } else { &outcome.words };
        let is_there = said.any_of.iter().any(|text| words.contains(&bare(text)));
        let left = outcome.account.left_out.iter().find(|left| {
            let (base, language) = left.block.and_language();
            let is_part = left.part.as_ref().is_none_or(|part| part == said.part);
            base.to_string() == said.block && language == said.language && is_part
        });
        let what = format!("{} of `{}` in language {}: {:?}", said.part, said.block, said.language, said.any_of);
        match left {
            None if !is_there => lost.push(format!("lost: {what}")),
            Some(left) if said.vital && !matches!(left.why, Why::Content | Why::Order) => {
                lost.push(format!("left out by the {}: {what}", left.why.name()));
            }
            _ => {}
        }
    }
    // A block that one language goes without is missing in all of them.
    let spoken = trial.languages.split('+').count();
    let whole = outcome.account.left_out.iter().filter(|left| left.part.is_none() && !matches!(left.block.kind, model::Kind::Qr));
    let mut languages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for left in whole {
        let (base, language) = left.block.and_language();
        languages.entry(base.to_string()).or_default().insert(language);
    }
    for (block, missing) in languages.into_iter().filter(|(_, missing)| missing.len() < spoken) {
        lost.push(format!("`{block}` is left out in the languages {missing:?} alone"));
    }
    lost
}

/// What of a trial is on its faces and not in the text of its PDF.
fn unprinted(trial: &Trial, outcome: &Outcome, pdf: &[u8]) -> Vec<String> {
    let folder = Project::empty();
    let path = folder.path().join("trial.pdf");
    std::fs::write(&path, pdf).expect("a temporary folder takes files");
    let text = bare(&judge::ask("pdftotext", &["-raw", judge::utf8(&path), "-"]).stdout);
    let on_faces = |text: &&String| outcome.words.contains(&bare(text));
    // What codes carry and pictures show is not printed in letters.
    let printed = trial.said.iter().filter(|said| !matches!(said.part, "alt" | "code"));
    let printed = printed.filter(|said| said.any_of.iter().any(|text| on_faces(&text)));
    // Word by word: what stands side by side, and what runs from right to left, comes in another order.
    let is_there = |said: &String| said.split_whitespace().all(|word| text.contains(&bare(word)));
    let missing = printed.filter(|said| !said.any_of.iter().any(is_there));
    missing.map(|said| format!("not printed: {} of `{}`: {:?}", said.part, said.block, said.any_of)).collect()
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
