//! The JSON schemas of files: as the files are read, no stricter and no laxer, by a validator that is not ours.

use crate::harness::judge::{ask, python};
use crate::harness::project::{Project, files_of};
use crate::harness::source;
use handbill::syntax::schema::{FileKind, KINDS};
use std::path::{Path, PathBuf};

/// What a validator says: file, place and words of each mistake.
fn judged(files: &[(&str, PathBuf)]) -> Option<Vec<String>> {
    let python = python()?;
    let root = source::root();
    let list: String = files.iter().map(|(kind, path)| format!("{kind}\t{}\n", path.display())).collect();
    let folder = Project::empty();
    folder.write("list", &list);
    let script = root.join("tests/harness/read_schemas.py").display().to_string();
    let (schemas, list) = (root.join("assets/schemas").display().to_string(), folder.path().join("list").display().to_string());
    let ran = ask(python, &[&script, &schemas, &list]).expect(0);
    Some(ran.stdout.lines().map(str::to_string).collect())
}

/// All TOML files of a project that are read, with their kinds.
fn shipped(root: &Path) -> Vec<(&'static str, PathBuf)> {
    let of = |folder: &str| files_of(&root.join(folder)).into_iter().map(|path| Path::new(folder).join(path)).collect::<Vec<_>>();
    let files = ["content", "assets", "fonts"].into_iter().flat_map(of).chain([PathBuf::from("handbill.toml")]);
    let kind = |path: PathBuf| Some((FileKind::of(&path.to_str()?.replace('\\', "/"))?.name, root.join(path)));
    files.filter_map(kind).filter(|(_, path)| path.exists()).collect()
}

/// They are made by watching the readers, and kept in the repository. One that is stale is written anew here.
#[test]
fn the_schemas_are_what_is_read() {
    let place = Project::empty();
    place.run(&["schema", "--derive", "--out", "made"]).expect(0);
    let mut stale = Vec::new();
    for kind in &KINDS {
        let (made, kept) = (place.text(&format!("made/{}.json", kind.name)), format!("assets/schemas/{}.json", kind.name));
        let kept = source::root().join(kept);
        if std::fs::read_to_string(&kept).unwrap_or_default() != made {
            std::fs::write(&kept, made).expect("the repository can be written");
            stale.push(kind.name);
        }
    }
    assert!(stale.is_empty(), "the readers have changed; written anew, look at them and commit: {stale:?}");
}

#[test]
fn every_shipped_file_is_valid() {
    let root = source::root();
    let mut roots = vec![root.to_path_buf()];
    roots.extend(["every-format", "languages", "topics"].map(|name| root.join("examples").join(name)));
    let starters = std::fs::read_dir(root.join("assets/starters")).expect("there are starters");
    roots.extend(starters.flatten().map(|entry| entry.path()));
    let files: Vec<_> = roots.iter().flat_map(|root| shipped(root)).collect();
    assert!(files.len() > 250, "{} files", files.len());
    for kind in KINDS.iter().filter(|kind| kind.name != "fonts") {
        assert!(files.iter().any(|(name, _)| *name == kind.name), "no file of the kind `{}`", kind.name);
    }
    let Some(found) = judged(&files) else { return };
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Mistakes of a first hour and of later ones: what an editor marks while it is typed.
#[test]
fn mistakes_are_not() {
    let content = "title = \"A\"\nlanguage = \"en\"\naudience = \"event\"\n";
    let event = "[event.a]\ntitle = \"A\"\nstart = 2027-01-16T09:00:00\n";
    let order = "[project]\nname = \"A\"\n[[make]]\ncontent = \"a\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n";
    let theme = "name = \"A\"\n";
    let format = "name = \"A\"\ntrim = [\"2in\", \"3in\"]\nfaces = [\"front\"]\n";
    let cases: &[(&str, &str, &str)] = &[
        ("content", content, "[qrcode.x]\nlink = \"https://a.example.org\"\nlabel = \"A\"\n"),
        ("content", content, "[text.a]\nfull = \"A\"\nshrot = \"B\"\n"),
        ("content", content, "[[text.a]]\nfull = \"A\"\n"),
        ("content", content, "[text.a]\nfull = 4\n"),
        ("content", content, "[text.a]\nshort = \"A\"\n"),
        ("content", content, "[text.a]\nfull = \"A\"\nrole = \"leed\"\n"),
        ("content", content, "[list.a]\nitems = \"one, two\"\n"),
        ("content", content, "[contact.a]\nname = \"A\"\nphone = 4065550100\n"),
        ("content", content, "[event.a]\ntitle = \"A\"\nstart = \"Saturday, 9 am\"\n"),
        ("content", content, "[event.a]\ntitle = \"A\"\nstart = 2027-01-16\n"),
        ("content", content, "[event.a]\ntitle = \"A\"\n"),
        ("content", content, &format!("{event}seats = \"twelve\"\n")),
        ("content", content, &format!("{event}location = \"Hall\"\n")),
        (
            "content",
            content,
            "[stat.a]\nlabel = \"A\"\nsource = \"B\"\nas_of = \"2026\"\nreview_by = 2027-01-01\nvalues = { a = 1 }\n",
        ),
        ("content", content, "[qr.a]\nlabel = \"A\"\nwifi = { networkk = \"A\" }\n"),
        ("content", "title = \"A\"\nlanguage = \"en\"\naudience = \"evening\"\n", ""),
        ("content", "language = \"en\"\naudience = \"event\"\n", ""),
        ("translation", "language = \"es\"\n", "[text.a]\nfull = \"A\"\n"),
        ("translation", "language = \"es\"\n[translation]\nstatus = \"checked\"\n", ""),
        ("organization", "name = \"A\"\n", "[color]\nbrand = \"dark red\"\n"),
        ("organization", "name = \"A\"\n", "fone = \"(406) 555-0100\"\n"),
        ("organization", "phone = \"(406) 555-0100\"\n", ""),
        ("organization", "name = \"A\"\n", "[logo]\nfile = \"a.svg\"\nminimum = 12\n"),
        ("handbill", order, "format = [\"wallet-card\"]\n"),
        ("handbill", order, "purpose = \"print\"\n"),
        ("handbill", order, "quantity = \"many\"\n"),
        ("handbill", order, "orgs_table = { table = \"a.csv\" }\n"),
        ("handbill", "[project]\nname = \"A\"\n[make]\ncontent = \"a\"\n", ""),
        ("handbill", order, "rows = { tabel = \"a.csv\" }\n"),
        ("theme", theme, "[look.\"*\"]\nsize = 9\n"),
        ("theme", theme, "[type.body]\nsize = \"9\"\n"),
        ("theme", theme, "[type.body]\ncaps = \"upper\"\n"),
        ("theme", theme, "[layout.flyer-letter.front]\nareas = \"\"\"a\"\"\"\ngaps = \"1mm\"\n"),
        ("format", format, "bleed = \"one eighth\"\n"),
        ("format", format, "bleed = 0.125\n"),
        ("format", format, "[[line]]\ntool = \"scissors\"\nfrom = [\"0in\", \"1in\"]\nto = [\"2in\", \"1in\"]\n"),
        ("format", "name = \"A\"\nfaces = [\"front\"]\n", ""),
        ("scheme", "name = \"A\"\n", "sheet = [\"8.5in\", \"11in\", \"1in\"]\n"),
        ("scheme", "name = \"A\"\n", "duplex = \"short\"\n"),
        ("preset", "name = \"A\"\nformats = [\"flyer-letter\"]\n", "colour = \"red\"\n"),
        ("table", "name = \"A\"\nof = \"people\"\n", ""),
        ("language", "name = \"A\"\nendonym = \"A\"\n[words]\n", "month = []\n"),
        ("law", "name = \"A\"\n", "[clause.a]\nleast_type = 12\n"),
        ("condition", "name = \"A\"\nidentifier = \"A\"\nmaximum_ink = 30\n", ""),
        ("fonts", "[[font]]\nfile = \"a.ttf\"\nfamily = \"A\"\nweight = \"bold\"\n", ""),
        ("test-sheet", "language = \"en\"\n", "titel = \"A\"\n"),
    ];
    let place = Project::empty();
    let mut files = Vec::new();
    for (number, (kind, good, mistake)) in cases.iter().enumerate() {
        let name = format!("{number}.toml");
        place.write(&name, &format!("{good}{mistake}"));
        files.push((*kind, place.path().join(name)));
    }
    // What the mistakes are planted into is good.
    for (number, (kind, good)) in
        [("content", format!("{content}{event}")), ("handbill", order.into()), ("format", format.into())].into_iter().enumerate()
    {
        let name = format!("good{number}.toml");
        place.write(&name, &good);
        files.push((kind, place.path().join(name)));
    }
    let Some(found) = judged(&files) else { return };
    for (number, case) in cases.iter().enumerate() {
        let said = found.iter().any(|line| line.contains(&format!("/{number}.toml\t")));
        assert!(said, "nothing is said of {case:?}");
    }
    assert!(!found.iter().any(|line| line.contains("/good")), "{}", found.join("\n"));
}

#[test]
fn a_project_leads_editors_to_its_schemas() {
    let place = Project::empty();
    place.run(&["init", "ours", "--from", "event"]).expect(0);
    let ours = place.path().join("ours");
    let files: Vec<PathBuf> = files_of(&ours).into_iter().filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    assert!(files.len() >= 3, "{files:?}");
    for file in files.into_iter().map(|file| ours.join(file)) {
        let text = std::fs::read_to_string(&file).expect("it is UTF-8");
        let line = text.lines().next().unwrap_or_default();
        let path = line.strip_prefix("#:schema ").unwrap_or_else(|| panic!("{}: {line}", file.display()));
        let schema = file.parent().expect("it has a folder").join(path);
        let schema = std::fs::read_to_string(&schema).unwrap_or_else(|e| panic!("{}: {e}", schema.display()));
        assert!(schema.contains("\"$schema\""), "{}", file.display());
    }
    place.run(&["-C", "ours", "new", "theme", "dusk", "--from", "civic"]).expect(0);
    assert!(place.text("ours/assets/themes/dusk.toml").starts_with("#:schema ../../.handbill/schema/theme.json\n"));
    let listed = place.run(&["schema"]).expect(0).stdout;
    assert_eq!(listed.lines().count(), KINDS.len(), "{listed}");
    assert!(place.run(&["schema", "themes"]).expect(2).stderr.contains("did you mean `theme`?"));
    let content = place.run(&["schema", "content"]).expect(0).stdout;
    assert!(content.contains("What an organization") || content.contains("description"), "keys are explained");
}
