//! How long somebody waits for one flyer, from the start of the process to the file: handbill with its codes and all its
//! checks, beside Typst on the same work.
//!
//! Run with `cargo bench --bench one_flyer`. Typst is the `typst` package of PyPI: `pip install typst`, and name the
//! Python by `HANDBILL_PYTHON` where it is not `python3`.

#[expect(dead_code, reason = "the other bench uses the rest")]
mod timing;

use std::fs;
use std::path::Path;
use std::process::Command;
use timing::{Summary, copy_example, folder, handbill, kilobytes, milliseconds, python_with, repeat, table, wall};

const RUNS: usize = 20;

fn main() {
    let place = folder("bench-one-flyer");
    copy_example(&place);
    let mut rows = vec![cells(["what", "min", "median", "file"])];

    for (what, product, purpose) in [
        ("handbill, letter flyer, two faces, QR read back, office", "flyer-letter", "office"),
        ("handbill, letter flyer, two faces, QR read back, press", "flyer-letter", "press"),
        ("handbill, duplex card sheet, office", "wallet-card", "office"),
    ] {
        let one = ["build", product, "--org", "bridger-coalition", "--for", purpose, "--lang", "en", "--force"];
        let summary = repeat(RUNS, || wall(handbill(&place).args(one)));
        let file = place.join(format!("out/{purpose}/bridger-coalition/know-the-signs-{product}-en.pdf"));
        rows.push(row(what, summary, &kilobytes(&file)));
    }
    rows.push(row("handbill --version (a process, nothing done)", repeat(RUNS, || wall(handbill(&place).arg("--version"))), "-"));

    match python_with("typst") {
        Some(python) => typst(&python, &place, &mut rows),
        None => println!("Typst left out: no Python with the module `typst` (pip install typst; HANDBILL_PYTHON)\n"),
    }
    println!("{RUNS} runs each after one that does not count; wall time of a whole process\n");
    table(&rows);
}

fn row(what: &str, summary: Summary, file: &str) -> Vec<String> {
    cells([what, &milliseconds(summary.min), &milliseconds(summary.median), file])
}

fn cells(words: [&str; 4]) -> Vec<String> {
    words.map(str::to_string).to_vec()
}

/// Typst on the same work, but without a code (its code packages come from the network) and without any check.
fn typst(python: &Path, place: &Path, rows: &mut Vec<Vec<String>>) {
    fs::write(place.join("flyer.typ"), FLYER).expect("a folder of our own");
    fs::write(place.join("compile.py"), COMPILE).expect("a folder of our own");
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let run = || wall(Command::new(python).current_dir(place).arg("compile.py").arg(&fonts));
    rows.push(row(
        "Typst (PyPI), two faces, no QR, no checks, with its Python",
        repeat(RUNS, run),
        &kilobytes(&place.join("typst.pdf")),
    ));
    let idle = || wall(Command::new(python).args(["-c", "import typst"]));
    rows.push(row("  of that Python and `import typst`", repeat(RUNS, idle), "-"));
}

/// One process, one compile, our fonts only.
const COMPILE: &str = r#"
import sys
import typst

typst.compile("flyer.typ", output="typst.pdf", font_paths=[sys.argv[1]], ignore_system_fonts=True)
"#;

/// A two-face letter flyer: headline, art, logo, lists, paragraphs, a number, a quote.
const FLYER: &str = r##"
#set page(width: 8.5in, height: 11in, margin: 0.55in)
#set text(font: "Public Sans", size: 11pt)
#set par(leading: 0.6em)
#set document(title: "Human trafficking: know the signs", date: none)
#block(fill: rgb("#0b4f8a"), inset: 0.3in, width: 100%)[
  #image("assets/logos/bridger-coalition-on-dark.svg", height: 0.6in)
  #text(weight: 900, size: 44pt, fill: white)[Human trafficking happens in Montana.]
]
#image("assets/art/dawn-wide.svg", width: 100%)
#grid(columns: (2fr, 1fr), gutter: 0.3in)[
  The Montana Department of Justice tracked *7 cases in 2015* and *106 in 2022*. It is forced labor as well as sex
  trafficking. To end it, everyone must first *know it exists*. Once we know, we can all help to stop it.

  #text(weight: 800, size: 20pt)[Know the signs]
  - Someone else speaks for them
  - Answers that sound _rehearsed_
  - No control of their own papers, money or phone
  - Cannot come and go as they wish
  - Kept away from family and friends
  - Seem afraid, or always watched
  - Signs of injury, hunger or no sleep
  - Working to pay off a debt that never shrinks
  - Under 18 and suddenly out of school
][
  #text(weight: 900, size: 56pt)[106]
  cases tracked by the state. Source: Montana Department of Justice, as of December 31, 2022
]
*In danger now? Call 911.* Then call the hotline. Do not confront anyone. Trust your gut: you know when something is not
right.

#text(weight: 900, size: 34pt)[1-888-373-7888]

24 hours, every day. Calls in more than 200 languages. humantraffickinghotline.org
#pagebreak()
#text(weight: 800, size: 26pt)[What it is]

#text(font: "Source Serif 4", size: 14pt)[“Human trafficking involves the use of force, fraud, or coercion to obtain some type
of labor or commercial sex act.”]

U.S. Department of Homeland Security

*When someone is under 18 it is always trafficking.* For a minor in commercial sex no force, fraud or coercion need be shown.

#text(weight: 800, size: 18pt)[How it starts]

It happens to men, women and minors of every background. Traffickers look for what a person lacks and promise it: a place to
belong, money, a new chance. At first the promise seems real.

#text(weight: 800, size: 18pt)[How control works]
- Violence, sexual abuse and threats of both
- No sleep or no food
- Kept from family and friends
- Threats against family and friends
- A debt that cannot be paid, or papers held back
- Shame, fear and other pressure on the mind

#text(weight: 800, size: 18pt)[You can be part of the solution]
+ *In danger right now?* Call 911.
+ *If not,* call the hotline at 1-888-373-7888 or text HELP to 233733.
+ *Keep your distance.* Note what you saw, where and when, only if it is safe.
+ *Do not confront* a suspected trafficker or look into it yourself.

#text(weight: 800, size: 18pt)[Other organizations]
- *Montana hotline:* 1-833-406-STOP (7867)
- *StrongHearts Native Helpline:* 1-844-762-8483
- *National Domestic Violence Hotline:* 1-800-799-7233
"##;
