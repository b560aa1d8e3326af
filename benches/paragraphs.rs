//! Paragraphs a second: shaped, broken and fitted to a box, in every language of `examples/languages`, on one thread;
//! beside Typst laying out the same paragraphs in the same fonts, in the same run, where its Python package is installed
//! (`HANDBILL_PYTHON`). And what it costs when a paragraph takes a character from another font.
//!
//! `cargo bench --bench paragraphs [-- paragraphs of each language]`

#[path = "timing.rs"]
#[expect(dead_code, reason = "the benches share it, and this one times no processes")]
mod timing;

use handbill::color::Color;
use handbill::geom::Length;
use handbill::model::{Direction, Project};
use handbill::syntax::{self, Wanted};
use handbill::text::{Balance, Phrase, Style, Typesetter, Words};
use handbill::world::World;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// The box that each paragraph is fitted to.
const WIDTH_MM: f64 = 60.0;
const HEIGHT_MM: f64 = 30.0;

fn main() {
    let each = env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(40_usize);
    let example = format!("{}/examples/languages", env!("CARGO_MANIFEST_DIR"));
    let (project, _) = syntax::read(&World::open(&example), &Wanted::Everything);
    let articles = articles(&example, &project);
    let mut rows = vec![["language", "ours", "typst", "times"].map(str::to_string).to_vec()];
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    for (tag, article) in &articles {
        let texts: Vec<String> = (0..each).map(|i| format!("{article} {i}")).collect();
        let mine = median(&mut || set_all(&project, tag, &texts));
        let typst = typst(&project, tag, &texts);
        ours += mine;
        theirs += typst.unwrap_or_default();
        let times = typst.map_or(String::new(), |t| format!("{:.1}", t.as_secs_f64() / mine.as_secs_f64()));
        rows.push(vec![tag.clone(), micro(mine, each), typst.map_or("-".to_string(), |t| micro(t, each)), times]);
    }
    let all = articles.len() * each;
    let times = if theirs.is_zero() { String::new() } else { format!("{:.1}", theirs.as_secs_f64() / ours.as_secs_f64()) };
    rows.push(vec!["all".to_string(), micro(ours, all), micro(theirs, all), times]);
    timing::table(&rows);
    println!("{:.0} paragraphs a second", all as f64 / ours.as_secs_f64());
    fall_back(&project, &articles["en"], each);
}

fn micro(duration: Duration, paragraphs: usize) -> String {
    format!("{:.0} us", duration.as_secs_f64() * 1e6 / paragraphs as f64)
}

fn median(run: &mut dyn FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..5).map(|_| run()).collect();
    times.sort();
    times[2]
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
    let words = |text: &str| Words {
        spans: vec![Phrase { text: text.to_string(), ..Phrase::default() }],
        language: tag.to_string(),
        right_to_left,
    };
    typesetter.shape(&words("1"), &style);
    let line = project.fonts.typography(tag).map_or(1.35, |t| t.line.max(1.35));
    let start = Instant::now();
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
    start.elapsed()
}

/// Typst on the same texts: laid out, nothing written, the time of an empty document taken off.
fn typst(project: &Project, tag: &str, texts: &[String]) -> Option<Duration> {
    let python = env::var_os("HANDBILL_PYTHON")?;
    let families: Vec<String> = project.fonts.stack(tag).iter().map(|f| format!("{:?}", f.value)).collect();
    let lang = tag.split('-').next().unwrap_or(tag);
    let mut document = format!(
        "#set page(width: 100mm, height: auto)\n#set text(font: (\"Public Sans\", {}), size: 10pt, lang: \"{lang}\", fallback: false)\n",
        families.join(", ")
    );
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
        \x20   start = time.perf_counter(); compiler.query('<none>'); end = time.perf_counter()\n\
        \x20   os.unlink(f.name); return end - start\n\
        empty = min(run('a') for _ in range(3))\n\
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
    let seconds: f64 = String::from_utf8_lossy(&out.stdout).trim().parse().ok()?;
    Some(Duration::from_secs_f64(seconds.max(0.0)))
}

/// English alone, and with one word that only another font has.
fn fall_back(project: &Project, article: &str, each: usize) {
    let plain: Vec<String> = (0..each).map(|i| format!("{article} {i}")).collect();
    let mixed: Vec<String> = (0..each).map(|i| format!("{article} ไทย {i}")).collect();
    let (plain, mixed) = (median(&mut || set_all(project, "en", &plain)), median(&mut || set_all(project, "en", &mixed)));
    println!("English alone {}, with a Thai word {}", micro(plain, each), micro(mixed, each));
}
