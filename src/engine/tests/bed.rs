//! A project folder and a maker that needs no fonts, for the tests of whole runs.

use super::super::*;
use crate::deliver::manifest::{Manifest, ProductState};
use crate::deliver::{Artifact, ArtifactKind};
use crate::diag::{At, Span, checks};
use crate::model::{Format, Make, OrgChoice, PresetChoice, Purpose};
use crate::syntax::{self, Given, Wanted};
use crate::world::World;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::fs;

/// A project folder with one content for some organizations.
pub struct Bed {
    pub dir: tempfile::TempDir,
    pub orgs: Vec<(String, String)>,
    pub output: String,
}

/// What a run told.
#[derive(Default)]
pub struct Reported {
    pub fates: Vec<(String, Fate)>,
    pub found: Vec<String>,
}

impl Watch for Reported {
    fn found(&mut self, diagnostic: &Diagnostic, _: &Sources) {
        self.found.push(diagnostic.message.clone());
    }
    fn begin(&mut self, _: usize) {}
    fn done(&mut self, product: &Product) {
        self.fates.push((product.job.org.clone(), product.fate));
    }
}

pub const CONTENT: &str = "title = \"T\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"Words\"\n";

impl Bed {
    pub fn new(orgs: &[&str]) -> Bed {
        let orgs = orgs.iter().map(|name| (name.to_string(), format!("name = \"{name}\"\n"))).collect();
        let bed = Bed { dir: tempfile::tempdir().expect("a folder"), orgs, output: "out/{org}/{content}.pdf".to_string() };
        bed.write("content/c.toml", CONTENT);
        bed
    }

    pub fn write(&self, path: &str, text: &str) {
        let place = self.dir.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        fs::write(place, text).expect("written");
    }

    pub fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.dir.path().join(path)).ok()
    }

    pub fn state(&self, path: &str) -> Option<ProductState> {
        let manifest = Manifest::read(self.read("out/manifest.json")?.as_bytes()).expect("sound");
        manifest.by_path().get(path).map(|o| o.state)
    }

    /// The project as it stands in the folder, with a format and a scheme that need no file.
    pub fn project(&self) -> (Project, Vec<Diagnostic>) {
        for (name, text) in &self.orgs {
            self.write(&format!("content/orgs/{name}.toml"), text);
        }
        (self.chunk(Chunk::ALL).0, Vec::new())
    }

    /// A chunk of it, and what reading it has found.
    pub fn chunk(&self, chunk: Chunk) -> Read {
        let none = |s: &str| At::new(s.to_string(), Span::NONE);
        let order = "[project]\nname = \"P\"\n\n[[make]]\ncontent = \"c\"\nformats = [\"card\"]\norgs = \"all\"\n";
        self.write("handbill.toml", order);
        let (mut project, found) = syntax::read_chunk(&World::open(self.dir.path()), &Wanted::Made, &Given::default(), chunk);
        project.defaults.output = none(&self.output);
        let origin = Span::NONE;
        project.makes = vec![Make {
            content: none("c"),
            formats: vec![none("card")],
            presets: PresetChoice::Formats,
            events: None,
            rows: None,
            numbers: None,
            orgs: OrgChoice::All(origin),
            stock: None,
            finishing: None,
            without: Vec::new(),
            sides: None,
            languages: None,
            purposes: None,
            theme: None,
            scheme: None,
            condition: None,
            standard: None,
            quantity: None,
            quantities: BTreeMap::new(),
            ink: None,
            gang: None,
            origin,
        }];
        let format = Format { scheme: none("one"), ..Format::sample("Card", crate::geom::Size::default()) };
        project.formats.insert("card".to_string(), format);
        let scheme = crate::model::Scheme {
            name: none("One"),
            arrangement: crate::model::Arrangement::OneUp,
            duplex: crate::model::Duplex::LongEdge,
            heads: crate::model::Heads::HeadToHead,
            precut: false,
            origin,
        };
        project.schemes.insert("one".to_string(), scheme);
        assert!(project.contents.contains_key("c"), "the content is read");
        (project, found)
    }

    pub fn run(&self, request: &BuildRequest, make: impl Fn(&Job) -> Made + Sync) -> (Outcome, Reported) {
        let (project, found) = self.project();
        let mut reported = Reported::default();
        let stop = AtomicBool::new(false);
        let outcome = build_by((project, found), self.dir.path(), request, &stop, &mut reported, &make);
        (outcome, reported)
    }
}

/// Builds what was read, with a maker that needs no fonts.
pub fn build_by(
    read: Read,
    root: &Path,
    request: &BuildRequest,
    stop: &AtomicBool,
    reported: &mut Reported,
    make: &(impl Fn(&Job) -> Made + Sync),
) -> Outcome {
    let again = |_| panic!("it was read as a whole");
    batch::build((read, &again), root, request, stop, reported, &|_, job, _| make(job))
}

pub fn request() -> BuildRequest {
    let plan = plan::Request { purposes: vec![Purpose::Office], ..plan::Request::everything(date(2026, 11, 23)) };
    BuildRequest { threads: Some(2), ..BuildRequest::of(plan, Action::Build) }
}

/// A request for everything, so that what it does not ask for is stale.
pub fn everything() -> BuildRequest {
    let mut request = request();
    request.plan.purposes.clear();
    request
}

pub fn good(job: &Job) -> Made {
    with_pdf(format!("%PDF for {}", job.org).as_bytes())
}

pub fn with_pdf(bytes: &[u8]) -> Made {
    let pdf = Artifact { kind: ArtifactKind::Sheets, bytes: bytes.to_vec() };
    Made { artifacts: vec![pdf], ..Made::default() }
}

pub fn bad(message: &str) -> Made {
    Made { diagnostics: vec![Diagnostic::error(&checks::TEXT_OVERFLOW, Span::NONE, message)], ..Made::default() }
}

pub fn warned(job: &Job) -> Made {
    Made { diagnostics: vec![Diagnostic::warning(&checks::DUE_SOON, Span::NONE, "soon")], ..good(job) }
}
