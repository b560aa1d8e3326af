//! A project of many organizations: the work that `batch` and `peers` measure. One letter flyer of one face with a
//! photograph, a logo, a list, three paragraphs and two codes of its own for each.

mod art;
mod names;

use names::{SCRIPTS, Script};
use skrifa::MetadataProvider;
use std::fs;
use std::path::Path;

/// Writes the project with its organizations into a folder. The same number gives the same files.
pub fn write(place: &Path, organizations: usize) {
    for folder in ["content/orgs", "assets/formats", "assets/themes", "assets/logos"] {
        fs::create_dir_all(place.join(folder)).expect("a folder of our own");
    }
    let put = |path: &str, bytes: &[u8]| fs::write(place.join(path), bytes).expect("a folder of our own");
    put("handbill.toml", ORDER.as_bytes());
    put("content/outreach.toml", CONTENT.as_bytes());
    put("assets/formats/sheet.toml", FORMAT.as_bytes());
    put("assets/themes/crowd.toml", THEME.as_bytes());
    put("assets/photo.jpg", &art::photo());
    for n in 0..art::LOGOS {
        put(&format!("assets/logos/logo-{n}.svg"), art::logo(n).as_bytes());
    }
    let scripts = printable();
    for n in 0..organizations {
        put(&format!("content/orgs/{}.toml", file_name(n)), organization(n, &scripts).as_bytes());
    }
}

pub fn file_name(n: usize) -> String {
    format!("org-{n:05}")
}

/// The scripts that the fonts of the program can print.
pub fn printable() -> Vec<&'static Script> {
    sorted().0
}

/// Names of the scripts that no font of the program prints: their organizations need `handbill fonts add`.
pub fn unprintable() -> Vec<&'static str> {
    sorted().1.into_iter().map(|script| script.name).collect()
}

fn sorted() -> (Vec<&'static Script>, Vec<&'static Script>) {
    let fonts = handbill::world::builtin_files().iter().filter(|file| file.path.ends_with(".ttf") || file.path.ends_with(".otf"));
    let maps: Vec<_> = fonts.filter_map(|file| skrifa::FontRef::new(file.bytes()).ok()).collect();
    let known = |c: char| c == ' ' || maps.iter().any(|font| font.charmap().map(c).is_some());
    SCRIPTS.iter().partition(|s| s.first.iter().chain(s.second).all(|words| words.chars().all(known)))
}

fn organization(n: usize, scripts: &[&'static Script]) -> String {
    let (name, script) = names::name(n, scripts);
    let mut text = format!("name    = \"{name}\"\n");
    if script.name != "Latin" {
        text += &format!("name_en = \"{} Outreach Center {n}\"\n", script.name);
    }
    text += &format!(
        "short   = \"Group {n}\"\nphone   = \"({}) 555-01{:02}\"\nemail   = \"help@group-{n}.example.org\"\n\
         web     = \"https://group-{n}.example.org/\"\naddress = \"{} Main Street, Suite {}, Helena, MT 59601\"\n",
        [406, 307, 208, 701, 605][n / 100 % 5],
        n % 100,
        n * 17 % 9000 + 100,
        n % 40 + 1,
    );
    // One in ten has no logo, and its name is set in type.
    if n % 10 != 9 {
        text += &format!("\n[logo]\nfile = \"assets/logos/logo-{}.svg\"\nalt  = \"{name}\"\n", n % art::LOGOS);
    }
    text += &format!("\n[color]\nbrand  = \"{}\"\naccent = \"{}\"\n", art::color(n), art::color(n * 3 + 1));
    text + &format!(
        "\n[qr]\nreport = \"https://group-{n}.example.org/report\"\nvisit  = \"https://group-{n}.example.org/visit?from=flyer\"\n"
    )
}

const ORDER: &str = r#"
[project]
name = "A crowd"

[defaults]
theme   = "crowd"
purpose = "office"

[[make]]
content  = "outreach"
formats  = ["sheet"]
orgs     = "all"
quantity = 250
"#;

const FORMAT: &str = r#"
name           = "Letter flyer, one side"
trim           = ["8.5in", "11in"]
bleed          = "0.125in"
safe           = "0.25in"
faces          = ["front"]
read_distance  = "0.3m"
minimum_copy   = "8pt"
minimum_note   = "7pt"
minimum_module = "0.40mm"
scheme         = "one-up"
"#;

/// The same words stand in `peers.py`.
const CONTENT: &str = r#"
title    = "We are here to help"
language = "en"
audience = "public"

[text.headline]
full  = "You can talk to us. It costs nothing."
short = "You can talk to us."

[text.lead]
full = """
**{org.name}** helps people who are made to work, or to sell themselves, by force, by lies or by debt. Nobody has to know
that you called.

You decide what happens next. We explain what the law gives you, find a safe place for the night, and speak your language
or find somebody who does.

If you are worried about somebody else, call us as well. In danger, call 911 first. Write down what you saw, where and
when, and do not confront anyone."""
short = "**{org.name}** helps, and nobody has to know."

[image.valley]
file = "assets/photo.jpg"
alt  = "Ridges at dawn"

[list.signs]
heading = "Signs that something is wrong"
items = [
  "Somebody else speaks for them",
  "Answers that sound rehearsed",
  "No control of papers, money or phone",
  "Cannot come and go freely",
  "Kept away from family and friends",
  "Seems afraid, or is always watched",
  "Works off a debt that never shrinks",
  "A child who stopped going to school",
]
note = "One sign alone proves nothing. Look for several together."

[contact.desk]
name  = "Call {org.name}"
phone = "{org.phone}"
email = "{org.email?}"

[contact.hotline]
name  = "National hotline"
phone = "1-888-373-7888"
hours = "Free, 24 hours, every day"

[qr.report]
link  = "{org.web}"
label = "Report what you saw"

[qr.visit]
link  = "{org.web}"
label = "Where to find us"
"#;

const THEME: &str = r#"
name    = "Crowd"
extends = "plain"

[layout.sheet]
margin  = "0.6in"
columns = "3fr 2fr"
rows    = "auto auto auto auto 1fr auto"
gap     = ["0.22in", "0.4in"]
areas   = """
  org.logo        org.logo
  text.headline   text.headline
  image.valley    image.valley
  text.lead       list.signs
  .               .
  contact.desk    qr.report
  contact.hotline qr.visit
"""

[[layout.sheet.panels]]
behind  = ["contact.desk", "contact.hotline", "qr.report", "qr.visit"]
fill    = "brand"
tint    = 0.08
padding = ["0.15in", "0.2in", "0.15in", "0.2in"]

[layout.sheet.look."text.headline"]
face = "display"
ink  = "brand"
fit  = { from = "24pt", to = "44pt", lines = 2 }

[layout.sheet.look."org.logo"]
height = "0.7in"

[layout.sheet.look."image.valley"]
crop   = true
height = "2.6in"

[layout.sheet.look."qr.*"]
width = "1.1in"
row   = true
"#;
