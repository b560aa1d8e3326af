//! Nothing is lost without a word: every sentence of a content stands on the sheet, or is left out on purpose and said so,
//! or the sheet is refused.

use crate::harness::project::Project;
use crate::harness::run::handbill;
use handbill::bind::bind;
use handbill::diag::Diagnostic;
use handbill::product::{Account, WorkerCaches, compose_and_lay_out, resolve};
use handbill::{plan, syntax, world};
use std::fmt::Write as _;

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

/// Numbers from a seed: the same trials on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// A content of some blocks of any kind, and each of its sentences with its block and the part of it.
fn random_content(dice: &mut Dice) -> (String, Vec<(String, &'static str, String)>) {
    let mut toml = "title = \"Trial\"\nlanguage = \"en\"\naudience = \"public\"\n".to_string();
    let mut sentences = Vec::new();
    let mut counter = 0;
    let mut said = |dice: &mut Dice, block: &str, part: &'static str, most: usize| {
        counter += 1;
        let words: Vec<String> = (0..1 + dice.roll(most)).map(|i| format!("w{counter}x{i}")).collect();
        let sentence = words.join(" ");
        sentences.push((block.to_string(), part, sentence.clone()));
        sentence
    };
    for n in 0..1 + dice.roll(30) {
        let kind = ["text", "text", "list", "steps", "quote", "stat", "contact", "qr", "note", "event"][dice.roll(10)];
        if kind == "event" && toml.contains("[event.") {
            continue;
        }
        let block = format!("{kind}.b{n}");
        let _ = writeln!(toml, "[{block}]");
        let _ = match kind {
            "text" => {
                if dice.roll(2) == 0 {
                    let _ = writeln!(toml, "heading = \"{}\"", said(dice, &block, "heading", 5));
                }
                writeln!(toml, "full = \"{}\"", said(dice, &block, "text", 60))
            }
            "note" => writeln!(toml, "full = \"{}\"", said(dice, &block, "text", 20)),
            "list" | "steps" => {
                let items: Vec<String> =
                    (0..1 + dice.roll(9)).map(|_| format!("\"{}\"", said(dice, &block, "item", 9))).collect();
                writeln!(toml, "items = [{}]", items.join(", "))
            }
            "quote" => writeln!(toml, "says = \"{}\"\nby = \"{}\"", said(dice, &block, "says", 30), said(dice, &block, "by", 4)),
            "stat" => writeln!(
                toml,
                "label = \"{}\"\nvalues = {{ 2024 = 4, 2025 = 9 }}\nsource = \"Count\"\nas_of = 2025-12-31\nreview_by = 2031-01-01",
                said(dice, &block, "label", 8)
            ),
            "contact" => writeln!(
                toml,
                "name = \"{}\"\nphone = \"(406) 555-01{n:02}\"\nhours = \"{}\"",
                said(dice, &block, "name", 4),
                said(dice, &block, "hours", 4)
            ),
            "qr" => writeln!(toml, "link = \"https://example.org/{n}\"\nlabel = \"{}\"", said(dice, &block, "label", 3)),
            _ => writeln!(
                toml,
                "title = \"{}\"\nstart = 2027-01-16T09:00:00\nvenue = \"{}\"",
                said(dice, &block, "title", 4),
                said(dice, &block, "venue", 4)
            ),
        };
    }
    (toml, sentences)
}

/// The words on the faces of one product, its account, and what was found.
fn made(content: &str, format: &str, theme: &str) -> (String, Option<Account>, Vec<Diagnostic>) {
    let order = format!(
        "[project]\nname = \"Trial\"\n[defaults]\ntheme = \"{theme}\"\npurpose = \"office\"\n[[make]]\ncontent = \"trial\"\nformats = [\"{format}\"]\norgs = \"all\"\n"
    );
    let files = [("handbill.toml", order.as_str()), ("content/trial.toml", content), ("content/orgs/centre.toml", ORG)];
    let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
    let (project, mut found) = syntax::read(&world::World::memory(files.into()), &syntax::Wanted::Made);
    let (jobs, planned) = plan::plan(&project, &plan::Request::everything("2026-11-28".parse().expect("a date")));
    found.extend(planned);
    let mut caches = WorkerCaches::new(&project, None);
    let mut words = String::new();
    let mut account = None;
    for job in &jobs {
        let product = bind(&project, job).expect("every name is known");
        found.extend(caches.warm_up(&product));
        let (document, resolved) = resolve(&product);
        found.extend(resolved);
        let Some(document) = document else { continue };
        let (laid, composed) = compose_and_lay_out(&product, &document, &mut caches);
        found.extend(composed);
        laid.faces.iter().flat_map(|face| &face.elements).for_each(|element| {
            let _ = writeln!(words, "{}", element.text);
        });
        account = Some(laid.account);
    }
    (words, account, found)
}

/// Any content on any format in any theme. `HANDBILL_TRIALS` says how many; the same ones come first.
#[test]
fn no_sentence_of_any_content_is_lost() {
    let trials: u64 = std::env::var("HANDBILL_TRIALS").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    let formats = [
        "flyer-letter",
        "poster-11x17",
        "wallet-card",
        "half-letter",
        "door-hanger",
        "rack-card",
        "bookmark",
        "postcard",
        "table-tent",
        "screen-square",
        "screen-story",
        "sticker-3x5",
        "tri-fold-letter",
        "large-print",
        "pull-tab",
    ];
    let themes = ["civic", "bold", "quiet", "plain"];
    let (mut whole, mut refused) = (0, 0);
    for trial in 0..trials {
        let mut dice = Dice(trial * 7919 + 17);
        let (content, sentences) = random_content(&mut dice);
        let (format, theme) = (formats[dice.roll(formats.len())], themes[dice.roll(themes.len())]);
        let (words, account, found) = made(&content, format, theme);
        if found.iter().any(Diagnostic::is_error) {
            refused += 1;
            continue;
        }
        whole += 1;
        let account = account.expect("a product without errors has an account");
        for (block, part, sentence) in sentences {
            let left_out = account
                .left_out
                .iter()
                .any(|left| left.block.to_string() == block && left.part.as_ref().is_none_or(|p| p == part));
            assert!(
                words.contains(&sentence) || left_out,
                "trial {trial}, `{format}` in `{theme}`: `{sentence}` of `{block}` is lost\n{content}\n{words}\n{account:#?}"
            );
        }
    }
    assert!(whole > refused / 4, "{whole} made, {refused} refused: the trials say little");
}
