//! What becomes of trials: made in memory as far as their faces, or as far as their PDF, and held against what they say.

use super::judge;
use super::project::Project;
use super::trial::Trial;
use handbill::bind::{Product, bind};
use handbill::diag::Diagnostic;
use handbill::product::{Account, Why, WorkerCaches, compose_and_lay_out, make, resolve};
use handbill::{display, model, plan, syntax, world};
use std::collections::{BTreeMap, BTreeSet};

const LAMP: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path fill=\"#246\" d=\"M0 0h9v9z\"/></svg>";
const ORG: &str = "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\nweb = \"https://centre.example.org/\"\n";

/// What became of a trial.
#[derive(Default)]
pub struct Outcome {
    pub errors: Vec<Diagnostic>,
    /// All that its faces say: texts, and what codes carry.
    pub words: String,
    /// What pictures show, for those who cannot see them.
    pub alts: String,
    pub account: Account,
    pub pdf: Option<Vec<u8>>,
}

/// A text as it is looked for: letters and figures alone, wherever its lines break, whatever its capitals.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Trials in one project: what is built in is read once for all of them. Every so many of them (`printed`) is made to a PDF.
pub fn outcomes(trials: &[Trial], printed: usize) -> Vec<Outcome> {
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
    let mut outcome = Outcome::default();
    // Rows share their sheets: each is a product of its own.
    let shares: Vec<Product<'_>> = match &job.gang {
        Some(shared) => shared.shares.iter().filter_map(|share| product.of_share(share)).collect(),
        None => vec![product],
    };
    for product in &shares {
        let (document, resolved) = resolve(product);
        found.extend(resolved);
        let Some(document) = document else { continue };
        let (laid, composed) = compose_and_lay_out(product, &document, caches);
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
        outcome.account.left_out.extend(laid.account.left_out);
    }
    if print && !found.iter().any(Diagnostic::is_error) {
        let made = make(project, job, caches);
        outcome.pdf = made.pdf().map(<[u8]>::to_vec);
        found.extend(made.diagnostics);
    }
    outcome.errors = found.into_iter().filter(Diagnostic::is_error).collect();
    outcome
}

/// What is lost of a trial, or left out by somebody who may not, a line each.
pub fn losses(trial: &Trial, outcome: &Outcome) -> Vec<String> {
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
pub fn unprinted(trial: &Trial, outcome: &Outcome, pdf: &[u8]) -> Vec<String> {
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
