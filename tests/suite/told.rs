//! Small projects and what they must be told. Each file of `tests/told/` is one, and a test by its own name: a new file is a
//! line in `cases!` below.
//!
//! A file begins with its reason. `=== PATH` begins a file of the project: a line of it that ends in `# error: CHECK` or
//! `# warning: CHECK` must be told just that, and every other line nothing. `--- each` behind a content makes one content of
//! each line below it, which is put for `LINE` (`\n` begins a line in it); it must be told the check before its colon, or
//! nothing at all where that is `quiet`. Where there is no `handbill.toml`, each content is a flyer; where nobody hands them
//! out, a library does.

use crate::harness::project::Project;
use crate::harness::source::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )*
    };
}

cases! {
    a_line_for_people_in_danger
    a_theme_of_ones_own
    accents_and_opening_marks
    an_event_and_what_is_around_it
    codes_and_the_words_under_them
    days_and_offices_in_a_translation
    days_that_are_others_on_purpose
    days_that_are_slips
    evenings_and_numbers_that_are_others
    events_of_one_sheet
    hours_and_numbers_in_other_languages
    hours_prices_and_seats_of_an_event
    items_and_their_heading
    keys_of_an_event
    opposites_and_labels_in_a_translation
    plans_lots_and_rates
    prices_and_our_own_number
    rows_prices_and_rooms
    sentences_in_another_language
    the_same_said_in_another_way
    what_all_events_share
    what_belongs_to_another_organization
    what_is_our_own_or_the_states
    what_stands_twice_on_a_sheet
    words_in_spanish_and_german
    years_places_and_numbers_of_elsewhere
}

#[test]
fn every_file_is_a_test() {
    let files = fs::read_dir(root().join("tests/told")).expect("a folder").flatten();
    let names: BTreeSet<String> =
        files.map(|file| file.path().file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), CASES);
}

const LIBRARY: &str = r#"name = "Cottonwood Library"
phone = "(406) 555-0103"
email = "desk@cottonwood.example.org"
web = "https://cottonwood.example.org/"
address = "12 Main Street, Helena, MT 59601"
"#;

/// What is told: a line, and `error: CHECK`.
type Told = BTreeSet<(usize, String)>;

/// A project as its file has it.
#[derive(Default)]
struct Case {
    files: BTreeMap<String, String>,
    /// What each line of a file must be told; nothing where a file is not here.
    marked: BTreeMap<String, Told>,
    /// The check that must be named in a content of one line; `quiet` for none.
    each: BTreeMap<String, String>,
}

impl Case {
    fn read(text: &str) -> Case {
        let mut case = Case::default();
        for part in text.split("\n=== ").skip(1) {
            let (path, body) = part.split_once('\n').expect("a file behind its path");
            match body.split_once("\n--- each\n") {
                Some((content, lines)) => case.add_each(path, content, lines),
                None => {
                    case.marked.insert(path.to_string(), marks(body));
                    case.files.insert(path.to_string(), body.to_string());
                }
            }
        }
        if !case.files.contains_key("content/orgs/ours.toml") {
            case.files.insert("content/orgs/ours.toml".into(), LIBRARY.into());
        }
        let order = order(&case.files);
        case.files.entry("handbill.toml".into()).or_insert(order);
        case
    }

    fn add_each(&mut self, path: &str, content: &str, lines: &str) {
        for (n, line) in lines.lines().filter(|line| !line.is_empty()).enumerate() {
            let (check, words) = line.split_once(": ").expect("a check and words");
            let path = path.replace('*', &n.to_string());
            self.files.insert(path.clone(), content.replace("LINE", &words.replace("\\n", "\n")) + "\n");
            self.each.insert(path, check.to_string());
        }
    }

    /// What is said of each file, in one run. What is said of no file stands under the name of none.
    fn run(&self) -> BTreeMap<String, Told> {
        let project = Project::empty();
        self.files.iter().for_each(|(path, text)| project.write(path, text));
        let ran = project.run(&["check", "--as-of", "2026-11-29", "--message-format", "short"]);
        let mut said: BTreeMap<String, Told> = BTreeMap::new();
        for line in ran.stderr.lines() {
            let Some((place, severity, check)) = told(line) else { continue };
            let mut place = place.splitn(3, ':');
            let file = place.next().unwrap_or_default().to_string();
            let line = place.next().and_then(|n| n.parse().ok()).unwrap_or_default();
            said.entry(file).or_default().insert((line, format!("{severity}: {check}")));
        }
        said
    }
}

/// `PLACE: error[CHECK]: ...` in its parts.
fn told(line: &str) -> Option<(&str, &str, &str)> {
    ["error", "warning"].into_iter().find_map(|severity| {
        let (place, rest) = line.split_once(&format!("{severity}["))?;
        Some((place.trim_end_matches(": "), severity, rest.split(']').next()?))
    })
}

/// The marks at the ends of lines.
fn marks(text: &str) -> Told {
    let mark = |(n, line): (usize, &str)| {
        let (_, mark) = line.rsplit_once("# ")?;
        let is_mark = mark.starts_with("error: ") || mark.starts_with("warning: ");
        is_mark.then(|| (n + 1, mark.to_string()))
    };
    text.lines().enumerate().filter_map(mark).collect()
}

/// Every content as a flyer, in its own language.
fn order(files: &BTreeMap<String, String>) -> String {
    let mut order = "[project]\nname = \"Told\"\n".to_string();
    for (path, text) in files {
        let Some(name) = path.strip_prefix("content/").and_then(|name| name.strip_suffix(".toml")) else { continue };
        let language = text.lines().find_map(|line| line.strip_prefix("language = ")).filter(|_| !name.contains('/'));
        let Some(language) = language else { continue };
        order += &format!(
            "[[make]]\ncontent = \"{name}\"\nformats = [\"flyer-letter\"]\norgs = [\"ours\"]\nlanguages = [{language}]\n"
        );
    }
    order
}

#[track_caller]
fn check(name: &str) {
    let text = fs::read_to_string(root().join(format!("tests/told/{name}.txt"))).expect("a case");
    let case = Case::read(&text);
    let mut wrong = Vec::new();
    let said = case.run();
    for (path, told) in &said {
        let unasked = !case.marked.contains_key(path) && !case.each.contains_key(path);
        wrong.extend(unasked.then(|| format!("{path:?} is told {told:?}")));
    }
    for (path, wanted) in &case.marked {
        let told = said.get(path).cloned().unwrap_or_default();
        wrong.extend((told != *wanted).then(|| format!("{path} wants {wanted:?} and is told {told:?}")));
    }
    for (path, wanted) in &case.each {
        let told = said.get(path).cloned().unwrap_or_default();
        let is_named = told.iter().any(|(_, told)| told.ends_with(&format!(": {wanted}")));
        let is_right = if wanted == "quiet" { told.is_empty() } else { is_named };
        wrong.extend((!is_right).then(|| format!("wants {wanted} and is told {told:?}: {}", case.files[path])));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
