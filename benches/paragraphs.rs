//! Paragraphs a second: shaped, broken and fitted to a box, in every language of `examples/languages`, on one thread;
//! beside Typst laying out the same paragraphs in the same fonts and the same width, in the same run, where its Python
//! package is installed (`HANDBILL_PYTHON`). And what it costs when a paragraph takes a word from another font.
//!
//! Both sides are measured in processor time, because a busy machine stretches a wall clock by several times. Neither has
//! seen a text before: ours keeps paragraphs by their words, Typst by its sources, and each run has a new typesetter or a
//! new source; that a second run of Typst costs as much as its first shows that nothing is kept. Both have loaded the
//! fonts. Ours breaks with hyphens and by total fit and finds the largest size that fits a box, in seven steps. Typst is
//! measured twice: `plain` as it comes (ragged, greedy, no hyphens, one size) and `same` with hyphens and total fit, still
//! at one size; of its time that of an empty document is taken off. The paragraphs of a language differ in their last
//! number only. Of what they share ours remembers one thing: where Khmer's neural model broke a run of letters; what its
//! first paragraph costs is told apart.
//!
//! `cargo bench --bench paragraphs [-- paragraphs of each language]`

#[path = "timing.rs"]
#[expect(dead_code, reason = "the benches share it, and this one times no processes")]
mod timing;

use handbill::color::Color;
use handbill::geom::Length;
use handbill::model::{Direction, Project};
use handbill::syntax::{self, Wanted};
use handbill::text::{Balance, Phrase, Style, Typesetter, UnshapedText};
use handbill::world::World;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

/// The box that each paragraph is fitted to.
const WIDTH_MM: f64 = 60.0;
const HEIGHT_MM: f64 = 30.0;

/// The least that is measured of each: the kernel counts a thread's time in steps of some milliseconds.
const ENOUGH: Duration = Duration::from_millis(150);

fn main() {
    let each = env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(40_usize);
    let example = format!("{}/examples/languages", env!("CARGO_MANIFEST_DIR"));
    let (project, _) = syntax::read(&World::open(&example), &Wanted::Everything);
    let articles = articles(&example, &project);
    let mut rows = vec![["language", "ours", "plain", "times", "same", "times"].map(str::to_string).to_vec()];
    let mut all = Row::default();
    for (tag, article) in &articles {
        let texts: Vec<String> = (0..each).map(|i| format!("{article} {i}")).collect();
        let ours = repeated(&mut || set_all(&project, tag, &texts));
        let row = Row { ours, plain: typst(&project, tag, &texts, false), same: typst(&project, tag, &texts, true) };
        rows.push(row.cells(tag, each));
        all = Row { ours: all.ours + row.ours, plain: all.plain + row.plain, same: all.same + row.same };
    }
    rows.push(all.cells("all", articles.len() * each));
    timing::table(&rows);
    println!("{:.0} paragraphs a second", (articles.len() * each) as f64 / all.ours.as_secs_f64());
    let first = repeated(&mut || set_all(&project, "km", std::slice::from_ref(&articles["km"])));
    println!("The first paragraph of Khmer, read by the model: {:.0} us", first.as_secs_f64() * 1e6);
    fall_back(&project, &articles, each);
}

/// What a language takes.
#[derive(Default)]
struct Row {
    ours: Duration,
    /// Typst's, zero where it is not installed.
    plain: Duration,
    same: Duration,
}

impl Row {
    fn cells(&self, name: &str, paragraphs: usize) -> Vec<String> {
        let micro = |duration: Duration| format!("{:.0} us", duration.as_secs_f64() * 1e6 / paragraphs as f64);
        let times = |theirs: Duration| format!("{:.1}", theirs.as_secs_f64() / self.ours.as_secs_f64());
        let theirs =
            |theirs: Duration| if theirs.is_zero() { ["-".to_string(), String::new()] } else { [micro(theirs), times(theirs)] };
        [vec![name.to_string(), micro(self.ours)], theirs(self.plain).to_vec(), theirs(self.same).to_vec()].concat()
    }
}

/// The mean of as many runs as are needed to measure enough.
fn repeated(run: &mut dyn FnMut() -> Duration) -> Duration {
    run();
    let (mut taken, mut runs) = (Duration::ZERO, 0);
    while taken < ENOUGH || runs < 5 {
        taken += run();
        runs += 1;
    }
    taken / runs
}

/// Processor time of this thread so far, as Linux counts it (`proc_pid_schedstat`): nanoseconds on a processor.
fn processor_time() -> Duration {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").expect("this bench runs on Linux");
    Duration::from_nanos(counted.split(' ').next().and_then(|n| n.parse().ok()).expect("its first number is nanoseconds"))
}

/// The articles of the languages whose fonts are built in.
fn articles(example: &str, project: &Project) -> BTreeMap<String, String> {
    let contents = fs::read_dir(format!("{example}/content")).expect("the specimen is there");
    let mut found = BTreeMap::new();
    for path in contents.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "toml")) {
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let tag = name.trim_start_matches("notice").trim_start_matches('.');
        let tag = if tag.is_empty() { "en" } else { tag };
        let text = fs::read_to_string(&path).expect("it was just listed");
        let article = text.split("[text.article]").nth(1).and_then(|rest| rest.split("full    = \"").nth(1));
        let article = article.and_then(|rest| rest.split('"').next()).expect("the article stands there");
        let there = project.fonts.stack(tag).first().is_some_and(|f| project.fonts.fonts.iter().any(|e| e.family == f.value));
        if there {
            found.insert(tag.to_string(), article.to_string());
        }
    }
    found
}

/// Shapes, fits and sets all texts in a new typesetter that has set one text before: fonts are read, words are not.
fn set_all(project: &Project, tag: &str, texts: &[String]) -> Duration {
    let mut typesetter = Typesetter::new(&project.fonts);
    let stack = project.fonts.stack(tag).iter().map(|f| f.value.clone());
    let families = std::iter::once("Public Sans".to_string()).chain(stack).collect();
    let style = Style { families, weight: 400, strong: 700, tracking: 0, tabular: false, small_caps: false };
    let right_to_left = project.languages.get(tag).is_some_and(|l| l.direction == Direction::RightToLeft);
    let words = |text: &str| UnshapedText {
        spans: vec![Phrase { text: text.to_string(), ..Phrase::default() }],
        language: tag.to_string(),
        right_to_left,
    };
    typesetter.shape(&words("1"), &style);
    let line = project.fonts.typography(tag).map_or(1.35, |t| t.line.max(1.35));
    let start = processor_time();
    for text in texts {
        let shaped = typesetter.shape(&words(text), &style);
        // The largest size that fits the box, by bisection, as copyfit does.
        let fits = |points: f64| {
            let lines = shaped.count_lines(Length::mm(WIDTH_MM).to_points() / points, Balance::Copy);
            (shaped.rise + (lines as f64 - 1.0) * line + shaped.descent) * points <= Length::mm(HEIGHT_MM).to_points()
        };
        let (mut low, mut high) = (6.0, 16.0);
        for _ in 0..7 {
            let middle = (low + high) / 2.0;
            if fits(middle) { low = middle } else { high = middle }
        }
        let breaks = shaped.breaks(Length::mm(WIDTH_MM).to_points() / low, Balance::Copy);
        std::hint::black_box(shaped.set(&breaks, Length::points(low), &Color::Gray(0.0), None));
    }
    processor_time() - start
}

/// Typst on the same texts; zero where it is not installed.
fn typst(project: &Project, tag: &str, texts: &[String], same: bool) -> Duration {
    let seconds = run_typst(project, tag, texts, same).unwrap_or_default();
    Duration::from_secs_f64(seconds.max(0.0))
}

/// Seconds of a layout, nothing written, the time of an empty document taken off.
fn run_typst(project: &Project, tag: &str, texts: &[String], same: bool) -> Option<f64> {
    let python = env::var_os("HANDBILL_PYTHON")?;
    let families: Vec<String> = project.fonts.stack(tag).iter().map(|f| format!("{:?}", f.value)).collect();
    let lang = tag.split('-').next().unwrap_or(tag);
    let mut document = format!(
        "#set page(width: 100mm, height: auto)\n#set text(font: (\"Public Sans\", {}), size: 10pt, lang: \"{lang}\", fallback: false)\n",
        families.join(", ")
    );
    if same {
        document.push_str("#set par(linebreaks: \"optimized\")\n#set text(hyphenate: true)\n");
    }
    for text in texts {
        let escaped: String =
            text.chars().flat_map(|c| if "#$*_[]\\<>@`~'\"/=-+".contains(c) { vec!['\\', c] } else { vec![c] }).collect();
        document.push_str(&format!("#block(width: {WIDTH_MM}mm)[{escaped}]\n"));
    }
    let script = "import sys, time, statistics, tempfile, os, typst\n\
        fonts, source = sys.argv[1], sys.stdin.read()\n\
        def run(text):\n\
        \x20   with tempfile.NamedTemporaryFile('w', suffix='.typ', delete=False) as f: f.write(text)\n\
        \x20   compiler = typst.Compiler(f.name, font_paths=[fonts], ignore_system_fonts=True)\n\
        \x20   start = time.process_time(); compiler.query('<none>'); end = time.process_time()\n\
        \x20   os.unlink(f.name); return end - start\n\
        empty = min(run('a' * (i + 1)) for i in range(4))\n\
        print(statistics.median(run(source + '\\n' + 'b' * i) for i in range(3)) - empty)\n";
    let fonts = format!("{}/fonts", env!("CARGO_MANIFEST_DIR"));
    let mut child = Command::new(python)
        .args(["-c", script, &fonts])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(document.as_bytes()).ok()?;
    let out = child.wait_with_output().ok()?;
    String::from_utf8_lossy(&out.stdout).trim().parse().ok()
}

/// Words of other scripts put into a paragraph, each alone, in each of these languages.
const GUESTS: [(&str, &str); 4] = [("th", "ไทย"), ("am", "አማርኛ"), ("ru", "русский"), ("en", "English")];

/// Paragraphs alone, and with one word that only another font has, in its middle.
fn fall_back(project: &Project, articles: &BTreeMap<String, String>, each: usize) {
    let mut rows = vec![["language", "alone", "guest", "with it", "times"].map(str::to_string).to_vec()];
    for host in ["en", "ar", "hi", "th"] {
        let article = &articles[host];
        let middle = article.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(article.len() / 2)).unwrap_or(0);
        let set = |word: &str| {
            let texts: Vec<String> =
                (0..each).map(|i| format!("{}{word}{} {i}", &article[..middle], &article[middle..])).collect();
            repeated(&mut || set_all(project, host, &texts))
        };
        let alone = set("");
        for (guest, word) in GUESTS.iter().filter(|(guest, _)| *guest != host) {
            let with = set(&format!(" {word}"));
            let micro = |d: Duration| format!("{:.0} us", d.as_secs_f64() * 1e6 / each as f64);
            let times = format!("{:.2}", with.as_secs_f64() / alone.as_secs_f64());
            rows.push(vec![host.to_string(), micro(alone), (*guest).to_string(), micro(with), times]);
        }
    }
    println!("\nA word of another script in the middle:");
    timing::table(&rows);
}
