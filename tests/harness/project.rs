//! Projects in temporary folders.

use super::run::{Ran, handbill};
use super::source;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A project that goes away with the value.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty folder.
    pub fn empty() -> Project {
        let folder = tempfile::Builder::new().prefix("project-").tempdir_in(env!("CARGO_TARGET_TMPDIR"));
        Project { folder: folder.expect("cargo gives a folder for this") }
    }

    /// The smallest project that has everything: one content, two organizations, one flyer and one card, a theme of its
    /// own. It does not change when the example does.
    pub fn small() -> Project {
        let project = Project::empty();
        for (path, text) in SMALL {
            project.write(path, text);
        }
        project
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, text: &str) {
        let place = self.path().join(path);
        fs::create_dir_all(place.parent().expect("a file lies in a folder")).expect("a temporary folder takes folders");
        fs::write(place, text).expect("a temporary folder takes files");
    }

    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn text(&self, path: &str) -> String {
        String::from_utf8(self.read(path)).expect("a text")
    }

    /// Replaces words of a file that must be there.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replace(from, to));
    }

    /// The small project as one format in the theme `plain`, for the library alone.
    pub fn one_sheet(format: &str) -> Project {
        let project = Project::small();
        project.edit("handbill.toml", "theme   = \"leaf\"", "theme   = \"plain\"");
        project.edit("handbill.toml", "formats = [\"slip\", \"tag\"]", &format!("formats = [\"{format}\"]"));
        project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = [\"library\"]");
        project
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        handbill(self.path(), arguments)
    }

    /// Every file below a folder of the project, relative to it and sorted.
    pub fn files(&self, folder: &str) -> Vec<PathBuf> {
        files_of(&self.path().join(folder))
    }
}

/// Every file below a folder, relative to it and sorted; none where there is no folder.
pub fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    if folder.is_dir() {
        source::walk(folder, &mut found);
    }
    let mut found: Vec<PathBuf> = found.iter().map(|p| p.strip_prefix(folder).expect("below it").to_path_buf()).collect();
    found.sort();
    found
}

/// Copies what makes the repository an example project.
pub fn copy_example(to: &Path) {
    fs::create_dir_all(to).expect("a temporary folder takes folders");
    fs::copy(source::root().join("handbill.toml"), to.join("handbill.toml")).expect("the example has its order");
    for folder in ["content", "assets"] {
        for file in files_of(&source::root().join(folder)) {
            let place = to.join(folder).join(&file);
            fs::create_dir_all(place.parent().expect("it has a folder")).expect("a temporary folder takes folders");
            fs::copy(source::root().join(folder).join(&file), place).expect("was just listed");
        }
    }
}

const SMALL: &[(&str, &str)] = &[
    (
        "handbill.toml",
        r#"
[project]
name = "Reading night"

[defaults]
theme   = "leaf"
purpose = "office"

[[make]]
content = "night"
formats = ["slip", "tag"]
orgs    = "all"
"#,
    ),
    (
        "content/night.toml",
        r#"
title    = "Reading night"
language = "en"
audience = "event"

[text.headline]
full  = "Read with us by lamplight"
short = "Read with us"

[text.lead]
not_on = ["tag"]
full = """
Bring a book you love and a cup. **{org.name}** brings the lamps.

Come and go as you like."""
short = "Bring a book and a cup."

[list.bring]
heading = "Bring along"
items   = ["A book you love", "A cup", "Somebody who does not read yet"]

[contact.desk]
name  = "Questions"
phone = "{org.phone}"

[qr.more]
link  = "{org.web}"
label = "Everything about the night"
"#,
    ),
    (
        "content/orgs/library.toml",
        r##"
name  = "Judith Basin Library"
phone = "(406) 555-0134"
web   = "https://library.example.org/night"

[color]
brand  = "#245c3a"
accent = "#a33b1f"
"##,
    ),
    (
        "content/orgs/school.toml",
        r#"
name  = "Bend School"
phone = "(406) 555-0138"
web   = "https://school.example.org/"
"#,
    ),
    ("assets/formats/slip.toml", SLIP),
    (
        "assets/formats/tag.toml",
        r#"
name           = "Tag, two sides"
trim           = ["3.5in", "2in"]
bleed          = "0.125in"
safe           = "0.125in"
faces          = ["front", "back"]
read_distance  = "0.3m"
minimum_copy   = "6.5pt"
minimum_note   = "5.5pt"
minimum_module = "0.40mm"
scheme         = "cards-10up-letter"
"#,
    ),
    (
        "assets/themes/leaf.toml",
        r#"
name    = "Leaf"
extends = "plain"

[layout.slip]
margin  = "0.5in"
columns = "1fr 1fr"
rows    = "auto auto 1fr auto auto"
gap     = ["0.25in", "0.3in"]
areas   = """
  text.headline  text.headline
  text.lead      text.lead
  event          event
  list.bring     qr.more
  contact.desk   org.logo
"""

[[layout.slip.panels]]
behind  = ["text.headline"]
fill    = "brand"
extend  = true
padding = ["0in", "0in", "0.12in", "0in"]

[layout.slip.look."text.headline"]
face = "display"
fit  = { from = "18pt", to = "40pt", lines = 2 }

[layout.slip.look."qr.more"]
width = "1.3in"

[layout.slip.look."org.logo"]
align = "end"
place = "end"

[layout.tag.front]
margin  = "0.16in"
columns = "1fr auto"
gap     = ["0.08in", "0.15in"]
areas   = """
  text.headline  qr.more
  contact.desk   qr.more
"""

[layout.tag.front.type]
minimum = "6.5pt"
body    = { size = "8pt" }

[layout.tag.front.look."qr.more"]
width = "0.95in"

[layout.tag.back]
margin = "0.16in"
areas  = """
  list.bring
  event
"""

[layout.tag.back.type]
minimum = "6.5pt"
body    = { size = "8pt" }
"#,
    ),
];

/// Half a letter sheet. [`SLIP_IN_MM`] is the same in millimetres.
const SLIP: &str = r#"
name           = "Half letter"
trim           = ["5.5in", "8.5in"]
bleed          = "0.125in"
safe           = "0.25in"
faces          = ["front"]
read_distance  = "0.4m"
minimum_copy   = "8pt"
minimum_note   = "7pt"
minimum_module = "0.40mm"
scheme         = "one-up"
"#;

/// [`SLIP`], every inch in millimetres.
pub const SLIP_IN_MM: &str = r#"
name           = "Half letter"
trim           = ["139.7mm", "215.9mm"]
bleed          = "3.175mm"
safe           = "6.35mm"
faces          = ["front"]
read_distance  = "40cm"
minimum_copy   = "8pt"
minimum_note   = "7pt"
minimum_module = "0.40mm"
scheme         = "one-up"
"#;
