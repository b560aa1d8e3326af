//! The work behind each row: a project written into a folder of its own, and what a run of the program takes.

use super::timing::{copy_example, folder, watched, watched_to};
use super::{crowd, pictures};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program that is measured, and how much of the large rows.
pub struct Machine {
    pub binary: PathBuf,
    /// Large rows have their number of organizations divided by this.
    pub part: usize,
    valgrind: bool,
}

/// One figure.
pub struct Measured {
    pub what: &'static str,
    pub unit: &'static str,
    pub value: f64,
}

/// Writes what a row wants, runs it, and gives its figures.
type Row = fn(&Machine) -> Vec<Measured>;

pub const ROWS: &[(&str, Row)] = &[
    ("cold office flyer press size", cold),
    ("civic press flyer size", civic),
    ("cards office press", cards),
    ("edit one word", edit),
    ("example batch own flyer", example_batch),
    ("bench batch office press", bench_batch),
    ("png logos memory size", logos),
    ("photographs memory", photographs),
    ("nothing to do", nothing),
    ("one org of a table", one_of_a_table),
    ("dry run files", dry_run),
    ("dry run rows memory", dry_run_of_rows),
    ("check cmyk file", check_file),
];

impl Machine {
    pub fn of_this_tree() -> Machine {
        let probe = Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        Machine { binary: env!("CARGO_BIN_EXE_handbill").into(), part: 1, valgrind: probe.is_ok_and(|s| s.success()) }
    }

    pub fn words(&self) -> String {
        let how = if self.valgrind { "instructions by callgrind, other rows CPU time" } else { "CPU time; no valgrind here" };
        format!("{}; {how}; large rows divided by {}", self.binary.display(), self.part)
    }

    fn handbill(&self, place: &Path) -> Command {
        let mut command = Command::new(&self.binary);
        command.current_dir(place).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    /// Processor seconds and most megabytes of one run.
    fn taken(&self, place: &Path, arguments: &[&str]) -> (f64, f64) {
        let run = watched(self.handbill(place).args(arguments));
        (run.cpu.as_secs_f64(), run.memory as f64 / 1e6)
    }

    /// Millions of instructions of one run on one thread; milliseconds of CPU time where there is no valgrind.
    fn cost(&self, place: &Path, arguments: &[&str]) -> (f64, &'static str) {
        if !self.valgrind {
            return (self.taken(place, arguments).0 * 1000.0, "ms");
        }
        let mut command = Command::new("valgrind");
        command.current_dir(place).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.binary).args(arguments).args(["-j", "1"]);
        let output = command.output().expect("it ran before");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {words}");
        let counted = words.lines().find_map(|l| l.split_once("Collected : ")).map(|(_, n)| n.trim().to_string());
        let counted: f64 = counted.and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("no count in {words}"));
        (counted / 1e6, "M")
    }

    fn row(&self, what: &'static str, place: &Path, arguments: &[&str]) -> Measured {
        let (value, unit) = self.cost(place, arguments);
        Measured { what, unit, value }
    }

    /// What each further product of a batch costs: a batch less a smaller one.
    fn each(&self, what: &'static str, arguments: &[&str], write: impl Fn(&Path, usize)) -> Measured {
        const SMALL: usize = 40;
        const LARGE: usize = 120;
        let whole = |n: usize| {
            let place = folder(&format!("bench-table-each-{n}"));
            write(&place, n);
            self.cost(&place, arguments)
        };
        let ((small, _), (large, unit)) = (whole(SMALL), whole(LARGE));
        Measured { what, unit, value: (large - small) / (LARGE - SMALL) as f64 }
    }

    /// Makes a project whole before a row, unmeasured.
    fn make(&self, place: &Path, arguments: &[&str]) {
        watched(self.handbill(place).arg("build").args(arguments));
    }
}

fn size(what: &'static str, file: PathBuf) -> Measured {
    let bytes = fs::metadata(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())).len();
    Measured { what, unit: "KB", value: bytes as f64 / 1e3 }
}

/// The flyer of benches/crowd for one organization: a photograph, a logo, two codes.
fn cold(machine: &Machine) -> Vec<Measured> {
    let place = folder("bench-table-cold");
    crowd::write(&place, 1);
    let office = machine.row("one office flyer, photo, logo, 2 codes, cold", &place, &["build", "--force"]);
    let press = machine.row("the same for press (X-4)", &place, &["build", "--force", "--for", "press", "--out", PRESS]);
    vec![office, press, size("file of the press flyer with photo", place.join("press/org-00000.pdf"))]
}

const PRESS: &str = "press/{org}.pdf";

fn example(name: &str) -> PathBuf {
    let place = folder(name);
    copy_example(&place);
    place
}

const CIVIC: [&str; 7] = ["build", "--org", "bridger-coalition", "--lang", "en", "--force", "--out"];

fn civic(machine: &Machine) -> Vec<Measured> {
    let place = example("bench-table-civic");
    let run = |purpose: &'static str| [&CIVIC[..], &["{purpose}-{format}.pdf", "flyer-letter", "--for", purpose]].concat();
    vec![
        machine.row("civic office flyer without photo", &place, &run("office")),
        machine.row("civic press flyer without photo", &place, &run("press")),
        size("file of the civic press flyer", place.join("press-flyer-letter.pdf")),
    ]
}

fn cards(machine: &Machine) -> Vec<Measured> {
    let place = example("bench-table-cards");
    let run = |purpose: &'static str| [&CIVIC[..], &["{scheme}-{purpose}.pdf", "wallet-card", "--for", purpose]].concat();
    vec![machine.row("card sheet, office", &place, &run("office")), machine.row("card sheet, press", &place, &run("press"))]
}

fn edit(machine: &Machine) -> Vec<Measured> {
    let place = folder("bench-table-edit");
    crowd::write(&place, 1);
    machine.make(&place, &[]);
    let content = place.join("content/outreach.toml");
    let words = fs::read_to_string(&content).expect("was just written");
    fs::write(&content, words.replace("We explain what", "We tell you what")).expect("a folder of our own");
    vec![machine.row("one word changed, one flyer again", &place, &["build"])]
}

fn bench_batch(machine: &Machine) -> Vec<Measured> {
    vec![
        machine.each("a further office flyer of the bench", &["build"], crowd::write),
        machine.each("a further press flyer of the bench", &["build", "--for", "press"], crowd::write),
    ]
}

fn example_batch(machine: &Machine) -> Vec<Measured> {
    vec![machine.each("a further office flyer of the example", &["build"], write_example_batch)]
}

/// The example's own flyer for organizations of a name, a number, an address and a colour each.
fn write_example_batch(place: &Path, organizations: usize) {
    copy_example(place);
    fs::remove_dir_all(place.join("content/orgs")).expect("was just copied");
    fs::create_dir_all(place.join("content/orgs")).expect("a folder of our own");
    fs::write(place.join("handbill.toml"), EXAMPLE).expect("a folder of our own");
    for n in 0..organizations {
        let file = place.join(format!("content/orgs/prairie-{n:05}.toml"));
        fs::write(file, plain_organization(n, "")).expect("a folder of our own");
    }
}

fn plain_organization(n: usize, more: &str) -> String {
    let (r, g, b) = (n * 37 % 120, n * 59 % 110, n * 83 % 140);
    format!(
        "name = \"Prairie Partnership Number {n}\"\nphone = \"(406) 555-01{:02}\"\nweb = \"https://prairie-{n}.example.org/\"\n\
         {more}[color]\nbrand = \"#{r:02x}{g:02x}{b:02x}\"\n",
        n % 100
    )
}

const EXAMPLE: &str = "[project]\nname = \"A batch\"\n[defaults]\ntheme = \"civic\"\npurpose = \"office\"\n\
    [[make]]\ncontent = \"know-the-signs\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n";

/// Each organization its own logo of 400 KB, as PNG with soft edges.
fn logos(machine: &Machine) -> Vec<Measured> {
    let number = 1000 / machine.part;
    let place = folder("bench-table-logos");
    crowd::write(&place, 0);
    for n in 0..number {
        fs::write(place.join(format!("assets/logos/own-{n}.png")), pictures::png_logo(n)).expect("a folder of our own");
        let logo = format!("[logo]\nfile = \"assets/logos/own-{n}.png\"\nalt = \"Prairie Partnership Number {n}\"\n");
        let file = place.join(format!("content/orgs/{}.toml", crowd::file_name(n)));
        fs::write(file, plain_organization(n, &logo)).expect("a folder of our own");
    }
    let (cpu, memory) = machine.taken(&place, &["build", "--out", "out/{org}/flyer.pdf"]);
    vec![
        Measured { what: "1,000 PNG logos", unit: "s", value: cpu * machine.part as f64 },
        Measured { what: "1,000 PNG logos, memory", unit: "MB", value: memory },
        size("file with a PNG logo", place.join("out/org-00000/flyer.pdf")),
    ]
}

/// Two hundred flyers, each with a photograph of its own.
fn photographs(machine: &Machine) -> Vec<Measured> {
    let number = 200 / machine.part;
    let place = folder("bench-table-photographs");
    crowd::write(&place, 1);
    let words = fs::read_to_string(place.join("content/outreach.toml")).expect("was just written");
    let mut order = "[project]\nname = \"Photographs\"\n[defaults]\ntheme = \"crowd\"\npurpose = \"office\"\n".to_string();
    for n in 0..number {
        fs::write(place.join(format!("assets/photo-{n}.jpg")), pictures::photograph(n)).expect("a folder of our own");
        let own = words.replace("assets/photo.jpg", &format!("assets/photo-{n}.jpg"));
        fs::write(place.join(format!("content/outreach-{n}.toml")), own).expect("a folder of our own");
        order += &format!("[[make]]\ncontent = \"outreach-{n}\"\nformats = [\"sheet\"]\norgs = \"all\"\n");
    }
    fs::write(place.join("handbill.toml"), order).expect("a folder of our own");
    let (cpu, memory) = machine.taken(&place, &["build"]);
    vec![
        Measured { what: "a flyer with a photo of its own, 5 MP", unit: "ms", value: cpu * 1000.0 / number as f64 },
        Measured { what: "200 photographs, memory", unit: "MB", value: memory },
    ]
}

fn nothing(machine: &Machine) -> Vec<Measured> {
    let place = folder("bench-table-nothing");
    write_example_batch(&place, 10_000 / machine.part);
    machine.make(&place, &[]);
    let (cpu, memory) = machine.taken(&place, &["build"]);
    vec![
        Measured { what: "nothing to do, 10,000 organizations", unit: "s", value: cpu * machine.part as f64 },
        Measured { what: "nothing to do, memory", unit: "MB", value: memory },
    ]
}

fn one_of_a_table(machine: &Machine) -> Vec<Measured> {
    let number = 100_000 / machine.part;
    let place = folder("bench-table-rows");
    write_example_batch(&place, 0);
    write_table(&place, number);
    let one = format!("row-{:06}", number / 2);
    let (cpu, memory) = machine.taken(&place, &["build", "--orgs", "partners.csv", "--org", &one]);
    vec![
        Measured { what: "`--org X` of a CSV of 100,000 rows", unit: "s", value: cpu * machine.part as f64 },
        Measured { what: "`--org X` of a CSV, memory", unit: "MB", value: memory },
    ]
}

fn write_table(place: &Path, number: usize) {
    let mut rows = "id,name,phone,web,city,state\n".to_string();
    for n in 0..number {
        rows += &format!(
            "row-{n:06},Prairie Partnership Number {n},(406) 555-01{:02},https://prairie-{n}.example.org/,Helena,MT\n",
            n % 100
        );
    }
    fs::write(place.join("partners.csv"), rows).expect("a folder of our own");
}

/// The same card for few and for many rows of a table: what grows with them.
fn dry_run_of_rows(machine: &Machine) -> Vec<Measured> {
    let run = |number: usize| {
        let place = folder(&format!("bench-table-dry-rows-{number}"));
        write_example_batch(&place, 0);
        fs::write(place.join("handbill.toml"), EXAMPLE.replace("flyer-letter", "wallet-card")).expect("a folder of our own");
        write_table(&place, number);
        machine.taken(&place, &["build", "-n", "--orgs", "partners.csv"])
    };
    let (few, some, many) = (run(1000), run(10_000), run(100_000 / machine.part));
    vec![
        Measured { what: "`build -n`, 10,000 rows of a CSV", unit: "s", value: some.0 },
        Measured { what: "`build -n`, 100,000 rows of a CSV", unit: "s", value: many.0 * machine.part as f64 },
        Measured { what: "`build -n`, 100,000 rows, memory", unit: "MB", value: many.1 },
        Measured { what: "the same over 1,000 rows", unit: "%", value: (many.1 / few.1 - 1.0) * 100.0 },
    ]
}

fn dry_run(machine: &Machine) -> Vec<Measured> {
    let place = folder("bench-table-dry");
    write_example_batch(&place, 40_000 / machine.part);
    let (cpu, memory) = machine.taken(&place, &["build", "-n"]);
    vec![
        Measured { what: "`build -n`, 40,000 files of organizations", unit: "s", value: cpu * machine.part as f64 },
        Measured { what: "`build -n`, memory", unit: "MB", value: memory },
    ]
}

fn check_file(machine: &Machine) -> Vec<Measured> {
    let place = folder("bench-table-check");
    write_example_batch(&place, 1);
    fs::write(place.join("cmyk.pdf"), pictures::cmyk_file()).expect("a folder of our own");
    // The file breaks a rule or two: what counts is how long it takes to say so.
    let run = watched_to(machine.handbill(&place).args(["check", "cmyk.pdf"]), &[0, 1]);
    let (cpu, memory) = (run.cpu.as_secs_f64(), run.memory as f64 / 1e6);
    vec![
        Measured { what: "`check` of a 12 MB, 3-page CMYK file", unit: "s", value: cpu },
        Measured { what: "`check` of that file, memory", unit: "MB", value: memory },
    ]
}
