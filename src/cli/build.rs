//! `handbill build`: the one verb that makes files.

use super::digest::{Digest, Shown};
use super::report::Report;
use super::select::Select;
use super::stderr::Stderr;
use super::stdout::Stdout;
use super::{DONE, PROBLEMS, stdout};
use crate::deliver::ArtifactKind;
use crate::deliver::shard::Shard;
use crate::diag::{Diagnostic, Severity, Span, checks};
use crate::engine::{self, Action, BuildRequest, WordFiles, WorkerCaches, proof, stress_cases};
use crate::model::Purpose;
use crate::plan;
use crate::product::{self, Made};
use crate::syntax::{self, Chunk, Given, Wanted};
use crate::world::disk;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

/// Make what handbill.toml asks for, or a part of it
///
/// Writes one PDF for each content, format, organization, language and purpose, and `manifest.json` beside them with
/// the hash of each file and what each QR code must say. What is there already and would come out the same is left
/// alone. A product with a mistake is not made; all others are. On a pipe, stdout is one made file a line.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill build                                everything\n  \
    handbill build wallet-card --for press        cards for the print shop\n  \
    handbill build --org my-library --png         one organization, with a PNG of every page\n  \
    handbill build --orgs partners.xlsx           an organization a row, in place of content/orgs/\n  \
    handbill build --gallery                      and out/index.html, to look through all of it\n  \
    handbill build -n                             what would be made\n  \
    handbill build --proof-worst                  the hardest organizations, as soft proofs\n  \
    handbill build --out 'send/{org}/{format}-{lang}.pdf'")]
pub struct Args {
    #[command(flatten)]
    select: Select,
    /// Where files go, inside the project or absolute: `{content}`, `{org}`, `{format}`, `{lang}`, `{purpose}`, `{theme}`,
    /// `{scheme}`, `{condition}`, `{standard}`; a folder with a slash at its end keeps the project's names; `-` writes one
    /// product to standard output
    #[arg(long, value_name = "TEMPLATE")]
    out: Option<String>,
    /// A PNG of every page too, at this resolution
    #[arg(
        long,
        value_name = "DPI",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "150",
        value_parser = clap::value_parser!(u32).range(18..=1200)
    )]
    png: Option<u32>,
    /// A contact sheet too: `index.html` in the folder of all products, with a picture of every page
    #[arg(long)]
    gallery: bool,
    /// A web site too: `index.html` in the folder of all products, with every product for screens, its web page and its
    /// picture, by language. With the address where it will be found, networks show the picture of `screen-link` for it
    #[arg(long, value_name = "URL", num_args = 0..=1, require_equals = true, default_missing_value = "", conflicts_with = "gallery")]
    site: Option<String>,
    /// The words of each product too, beside it: a web page whole in itself, its links live
    #[arg(long)]
    html: bool,
    /// The words of each product too, beside it: plain text for mail
    #[arg(long)]
    text: bool,
    /// A short text of each product too, beside it: to be posted with its picture, for whoever does not see it
    #[arg(long)]
    alt: bool,
    /// The words of each product in large print too, beside it: a PDF of letter pages, 18 points and more, one column
    #[arg(long)]
    large_print: bool,
    /// A soft proof of every product too, beside it: trim, bleed, safe area and findings drawn and named, as PDF and
    /// PNG; also of products that are refused
    #[arg(long)]
    proof: bool,
    /// Only the organizations that ask most of the theme: longest name and address, lightest and darkest colour, widest
    /// and tallest logo. Writes their soft proofs and no products
    #[arg(long)]
    proof_worst: bool,
    /// Only the Nth part of all products of M: `--shard 3/8`. `handbill merge-manifests` joins what the parts have made
    #[arg(long, value_name = "N/M", value_parser = Shard::parse)]
    shard: Option<Shard>,
    /// Say what would be made, and make nothing: mistakes of words and layout are found by `handbill check`
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Make everything again, and replace files that handbill has not made
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    manner: Manner,
}

/// How a run treats problems and the machine: for `build` and `check`.
#[derive(clap::Args)]
pub struct Manner {
    /// Warnings are problems too: exit 1
    #[arg(long)]
    pub strict: bool,
    /// Start nothing more after the first product that cannot be made
    #[arg(long)]
    pub fail_fast: bool,
    /// Worker threads [default: one a core]
    #[arg(short = 'j', long = "jobs", value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub shown: Shown,
}

/// Enough to know a page by.
const GALLERY_DPI: u32 = 48;

/// Makes what was asked for: 0 when all is there, 1 with mistakes, 130 when interrupted.
pub fn run(args: &Args, stderr: Stderr) -> u8 {
    if args.out.as_deref() == Some("-") {
        return to_stdout(args, &stderr);
    }
    let mut plan = args.select.request(args.out.clone());
    if args.site.is_some() && plan.purposes.is_empty() {
        // A site shows what is made for screens: without that it would be an empty page.
        plan.purposes = vec![Purpose::Screen];
    }
    let request = BuildRequest {
        plan,
        action: match () {
            () if args.dry_run => Action::DryRun,
            () if args.proof_worst => Action::Check,
            () => Action::Build,
        },
        png: args.png.or((args.gallery || args.site.is_some()).then_some(GALLERY_DPI)),
        gallery: args.gallery,
        site: args.site.clone(),
        words: WordFiles {
            html: args.html || args.site.is_some(),
            text: args.text,
            alt: args.alt,
            large_print: args.large_print,
        },
        force: args.force,
        strict: args.manner.strict,
        fail_fast: args.manner.fail_fast,
        threads: args.manner.jobs.map(NonZeroUsize::get),
        shard: args.shard,
        stress_cases: args.proof_worst,
    };
    let proofs = (args.proof || args.proof_worst) && !args.dry_run;
    let given = args.select.given();
    let proofed = if proofs { make_proofs(&request, &given, &stderr) } else { DONE };
    make(&request, (&args.select, &args.manner.shown), stderr).max(proofed)
}

/// `--out -`: one product, its bytes on stdout, and no other file.
fn to_stdout(args: &Args, stderr: &Stderr) -> u8 {
    let (_, project, mut found) = match stderr.read_given(Wanted::Made, &args.select.given()) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let (jobs, planned) = plan::plan(&project, &args.select.request(None));
    found.extend(planned);
    let wrong =
        |found: &[Diagnostic]| found.iter().any(|d| d.is_error() || args.manner.strict && d.severity == Severity::Warning);
    let [job] = jobs.as_slice() else {
        found.iter().for_each(|d| stderr.tell(d, &project.sources));
        let message = format!("`--out -` takes one product, and {} are asked for", jobs.len());
        let help = "name it: a content or a format, `--org`, `--lang` and `--for`";
        return stderr.refuse(&Diagnostic::error(&checks::OUTPUT_PATTERN, Span::NONE, message).help(help));
    };
    let mut caches = WorkerCaches::new(&project, None);
    let made = if wrong(&found) { Made::default() } else { product::make(&project, job, &mut caches) };
    found.extend_from_slice(&made.diagnostics);
    found.iter().for_each(|d| stderr.tell(d, &project.sources));
    match made.pdf().filter(|_| !wrong(&found)) {
        Some(pdf) => stdout::bytes(pdf),
        None => PROBLEMS,
    }
}

/// Writes the proofs of what a request asks for. What is found is said by the build itself.
fn make_proofs(request: &BuildRequest, given: &Given, stderr: &Stderr) -> u8 {
    let Ok((world, project, _)) = stderr.read_given(Wanted::Made, given) else { return DONE };
    let (jobs, _) = plan::plan(&project, &request.plan);
    let jobs = engine::chosen(&project, request, jobs);
    if request.stress_cases {
        for case in stress_cases::of(&project, &jobs.iter().collect::<Vec<_>>()) {
            let job = &jobs[case.job];
            stderr.say(&format!("{}, {}, {}: {} ({})", job.content, job.format, job.language, job.org, case.why.join(", ")));
        }
    }
    let mut caches = WorkerCaches::new(&project, None);
    let mut out = Stdout::default();
    for job in &jobs {
        let (Some(proof), _) = proof::proof(&project, job, &mut caches) else { continue };
        let path = ArtifactKind::Proof.path(&job.output);
        let pages = proof.pages.iter().enumerate().map(|(page, png)| (ArtifactKind::picture_path(&path, page), png));
        for (path, bytes) in std::iter::once((path.clone(), &proof.pdf)).chain(pages) {
            if let Err(error) = disk::write_whole(&world.root().join(&path), bytes) {
                let message = format!("cannot write `{path}`: {error}");
                return stderr.refuse(&Diagnostic::error(&checks::DISK, Span::NONE, message));
            }
            out.line(&path);
        }
    }
    out.exit(DONE)
}

/// Runs a request and reports on it; the exit code.
pub fn make(request: &BuildRequest, (select, shown): (&Select, &Shown), stderr: Stderr) -> u8 {
    let given = select.given();
    let (world, project, found) = match stderr.read_chunk(Wanted::Made, &given, Chunk::FIRST) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let stop = stop_on_interrupt();
    let digest = Digest::new(shown, select, &stderr);
    let mut report = Report::new(&stderr, world.root(), digest);
    let read = |chunk| syntax::read_chunk(&world, &Wanted::Made, &given, chunk);
    let outcome = engine::build((project, found), &read, world.root(), request, stop, &mut report);
    report.end(&outcome, request.strict)
}

/// A flag that Ctrl-C sets: the files in hand are finished, then the run ends. A second Ctrl-C ends it at once, and
/// still leaves only whole files.
pub fn stop_on_interrupt() -> &'static AtomicBool {
    // Without a handler Ctrl-C ends the program at once.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            #[expect(clippy::exit, reason = "who asks twice wants out at once, and files are whole at any time")]
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    &STOP
}

const INTERRUPTED: u8 = 130;

static STOP: AtomicBool = AtomicBool::new(false);

/// Whether somebody has pressed Ctrl-C.
pub fn is_interrupted() -> bool {
    STOP.load(Ordering::SeqCst)
}
