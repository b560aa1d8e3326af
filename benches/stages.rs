//! Where the time of a batch goes: each stage of the road, over flyers and card sheets of many organizations, on one
//! thread, with everything kept between products that a batch keeps.
//!
//! `cargo bench --bench stages [-- organizations]`

#[path = "timing.rs"]
#[expect(dead_code, reason = "the benches share it, and this one times no processes")]
mod timing;

use handbill::check::{self, Preflight, finished, readback};
use handbill::color::Profile;
use handbill::compose::{self, ComposeContext, Inks, PictureShelf};
use handbill::display::Meta;
use handbill::export::pdf::pdf_facts::PdfFacts;
use handbill::export::pdf::{self, Intent, Target};
use handbill::impose::{GangRun, Imposition, Marking, impose};
use handbill::model::{Project, Purpose};
use handbill::plan::{self, Job};
use handbill::syntax::{self, Wanted};
use handbill::text::Typesetter;
use handbill::world::World;
use handbill::{layout, resolve};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

fn main() {
    let organizations = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_usize);
    let mut rows = vec![["what", "stage", "median", "share"].map(str::to_string).to_vec()];
    let start = Instant::now();
    let project = crowd(organizations);
    println!("{organizations} organizations read in {}", timing::milliseconds(start.elapsed()));
    for (format, purpose) in
        [("flyer-letter", Purpose::Office), ("flyer-letter", Purpose::Press), ("wallet-card", Purpose::Press)]
    {
        let jobs = jobs(&project, format, purpose);
        let mut clock = Clock::default();
        let mut tools = Tools::new(&project, purpose);
        for job in &jobs {
            road(&project, job, &mut tools, &mut clock);
        }
        let medians = clock.medians();
        let whole: Duration = medians.iter().map(|(_, d)| *d).sum();
        for (stage, median) in medians {
            let share = format!("{:.0} %", 100.0 * median.as_secs_f64() / whole.as_secs_f64());
            rows.push(vec![format!("{format}, {}", purpose.name()), stage.to_string(), micro(median), share]);
        }
        rows.push(vec![format!("{format}, {}", purpose.name()), "all".to_string(), micro(whole), String::new()]);
    }
    timing::table(&rows);
}

fn micro(duration: Duration) -> String {
    format!("{} us", duration.as_micros())
}

/// The example's words for organizations of our own, all different.
fn crowd(organizations: usize) -> Project {
    let mut files = BTreeMap::from([("handbill.toml".to_string(), ORDER.as_bytes().to_vec())]);
    for i in 0..organizations {
        let (r, g, b) = (i * 37 % 200, i * 59 % 120, i * 83 % 200);
        let text = format!(
            "name = \"Prairie Partnership Number {i}\"\nphone = \"(406) 555-01{:02}\"\nweb = \"https://prairie-{i}.example.org/\"\n\
             [qr]\nreport = \"https://prairie-{i}.example.org/help\"\n[color]\nbrand = \"#{r:02x}{g:02x}{b:02x}\"\n",
            i % 100
        );
        files.insert(format!("content/orgs/prairie-{i:05}.toml"), text.into_bytes());
    }
    let (project, found) = syntax::read(&World::memory(files), &Wanted::Made);
    assert!(!found.iter().any(handbill::diag::Diagnostic::is_error), "{found:#?}");
    project
}

const ORDER: &str = r#"
[project]
name = "A batch"

[[make]]
content = "know-the-signs"
formats = ["flyer-letter", "wallet-card"]
orgs    = "all"
"#;

fn jobs(project: &Project, format: &str, purpose: Purpose) -> Vec<Job> {
    let request = plan::Request {
        names: vec![format.to_string()],
        purposes: vec![purpose],
        ..plan::Request::everything(handbill::world::today())
    };
    plan::plan(project, &request).0
}

/// What a thread keeps between products.
struct Tools {
    typesetter: Typesetter,
    pictures: PictureShelf,
    press: Option<(Profile, Intent)>,
}

impl Tools {
    fn new(project: &Project, purpose: Purpose) -> Tools {
        let condition = &project.conditions[&project.defaults.condition.value];
        let press = (purpose == Purpose::Press)
            .then(|| (Profile::parse(condition.icc.as_slice()).expect("the example's profile"), Intent::of(condition)));
        Tools { typesetter: Typesetter::new(&project.fonts), pictures: PictureShelf::default(), press }
    }
}

/// Times of each stage, in the order they are met.
#[derive(Default)]
struct Clock {
    stages: Vec<(&'static str, Vec<Duration>)>,
}

impl Clock {
    fn time<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        let took = start.elapsed();
        match self.stages.iter_mut().find(|(name, _)| *name == stage) {
            Some((_, times)) => times.push(took),
            None => self.stages.push((stage, vec![took])),
        }
        value
    }

    fn medians(self) -> Vec<(&'static str, Duration)> {
        let middle = |mut times: Vec<Duration>| {
            times.sort();
            times[times.len() / 2]
        };
        self.stages.into_iter().map(|(stage, times)| (stage, middle(times))).collect()
    }
}

fn road(project: &Project, job: &Job, tools: &mut Tools, clock: &mut Clock) {
    let (format, scheme) = (&project.formats[&job.format], &project.schemes[&job.scheme]);
    let document = clock.time("resolve", || resolve::resolve(project, job).0.expect("a document"));
    let inks = Inks { purpose: job.purpose, profile: tools.press.as_ref().map(|(profile, _)| profile), ink: job.ink };
    let artboards = clock.time("compose", || {
        let mut bench = ComposeContext { project, inks, pictures: &mut tools.pictures, fonts: &tools.typesetter, strips: &[] };
        compose::compose(&document, job, &mut bench).0
    });
    let faces = clock.time("layout", || {
        artboards.iter().map(|a| layout::lay_out(a, &mut tools.typesetter).0.expect("it fits")).collect::<Vec<_>>()
    });
    let sheets = clock.time("impose", || {
        let meta = Meta { title: "A batch".into(), language: "en".into(), date: "2026-11-23".into(), ..Meta::default() };
        let (marking, printer) = (Marking::default(), project.defaults.printer);
        impose(GangRun::of(faces, None), &Imposition { format, scheme, purpose: job.purpose, marking: &marking, printer }, meta)
            .expect("it fits the sheet")
            .0
    });
    clock.time("preflight", || check::preflight(&sheets, &Preflight { purpose: job.purpose, format, condition: None }));
    let target =
        Target { purpose: job.purpose, intent: tools.press.as_ref().map(|(_, intent)| intent.clone()), standard: job.standard };
    let written = clock.time("export", || pdf::write(&sheets, &target).expect("a file"));
    clock.time("codes, from outlines", || readback::outlines(&sheets));
    clock.time("codes, from the file", || readback::codes(&sheets, &written.bytes));
    if job.purpose == Purpose::Press {
        clock.time("standard, clause by clause", || {
            finished::press(&PdfFacts::of(&written.bytes).expect("a sound file"), Some(job.standard))
        });
    }
}
