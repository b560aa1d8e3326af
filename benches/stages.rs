//! Where the time of a batch goes: each stage of the road, over flyers and card sheets of many organizations, on one
//! thread, with everything kept between products that a batch keeps.
//!
//! `cargo bench --bench stages [-- organizations]`

#[path = "timing.rs"]
#[expect(dead_code, reason = "the benches share it, and this one times no processes")]
mod timing;

use handbill::bind::bind;
use handbill::impose::GangRun;
use handbill::model::{Project, Purpose};
use handbill::plan::{self, Job};
use handbill::product::{self, WorkerCaches};
use handbill::syntax::{self, Wanted};
use handbill::world::World;
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
        let mut caches = WorkerCaches::new(&project, None);
        for job in &jobs {
            road(&project, job, &mut caches, &mut clock);
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

/// The road of `product`, stage by stage.
fn road(project: &Project, job: &Job, caches: &mut WorkerCaches, clock: &mut Clock) {
    let product = clock.time("bind", || bind(project, job).expect("known names"));
    clock.time("warm up", || caches.warm_up(&product));
    let document = clock.time("resolve", || product::resolve(&product).0.expect("a document"));
    let laid = clock.time("compose and layout", || product::compose_and_lay_out(&product, &document, caches).0);
    let faces = clock.time("finish", || product::finish(&product, laid.faces, caches).0);
    let run = GangRun::of(faces, job.quantity);
    let sheets = clock.time("impose", || product::impose(&product, &document, run, caches).0.expect("it fits the sheet"));
    clock.time("preflight", || product::preflight(&product, &sheets, caches));
    let written = clock.time("export", || product::export(&product, &sheets, caches).0.expect("a file"));
    clock.time("verify", || product::verify(&product, &sheets, &written, caches));
}
