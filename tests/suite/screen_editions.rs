//! Files for screens of the second edition (PDF/UA-2 with PDF/A-4), and those that bring the words they were made from; each
//! judge refuses broken copies.

use crate::harness::aloud::listen;
use crate::harness::judge::{accept, ask, check, python, utf8};
use crate::harness::project::Project;
use crate::harness::source::root;
use std::path::{Path, PathBuf};

const NIGHT: &str = r#"
title    = "Reading night"
language = "en"
audience = "event"

[text.headline]
full = "Read with us"

[text.lead]
full = "See [our page](https://library.example.org/night), or call (406) 555-0134."

[event.main]
title = "Reading night"
start = 2027-01-11T18:30:00
venue = "The hall"

[steps.join]
heading = "How to come"
items   = ["Call first.", "Bring a friend."]

[text.hall]
full = "The hall opens at six. There is tea, there are chairs of every kind, and somebody reads to the children next door. Whoever wants to read aloud says so at the table by the door; nobody has to."

[list.bring]
heading = "Bring along"
items   = ["A book that you like", "A cup for your tea", "A cushion, if you sit on the floor", "A friend who does not know us yet"]

[quote.one]
says = "I met everybody there."
by   = "A neighbor"

[qr.more]
link  = "https://library.example.org/more"
label = "All about the night"
"#;

fn night() -> Project {
    let project = Project::one_sheet("half-letter");
    project.write("content/night.toml", NIGHT);
    project
}

fn made(project: &Project, options: &[&str]) -> PathBuf {
    project.run(&[&["build", "--for", "screen"], options].concat()).expect(0);
    project.path().join("out/screen/library/night-half-letter-en.pdf")
}

/// What the reader of the second edition finds.
fn second(python: &Path, file: &Path) -> String {
    let script = root().join("tests/harness/read_second.py");
    ask(python, &[utf8(&script), utf8(file)]).expect(0).stdout
}

/// Findings of page-validation against one of its profiles.
fn profile(python: &Path, name: &str, file: &Path) -> Vec<String> {
    let script = "import sys, page\nr = page.validate_pdf(sys.argv[2], profile=getattr(page.ValidationProfile, sys.argv[1]))\nprint('\\n'.join(sorted({f'{x.rule_id}: {x.message}' for x in r.failures})))";
    let told = ask(python, &["-c", script, name, utf8(file)]).expect(0).stdout;
    told.lines().filter(|line| !line.is_empty()).map(str::to_string).collect()
}

/// A copy of a file with something broken in it.
fn broken(python: &Path, project: &Project, whole: &Path, how: &str) -> PathBuf {
    let copy = project.path().join("broken.pdf");
    let script = format!("import sys, pikepdf\np = pikepdf.open(sys.argv[1])\nroot = p.Root\n{how}\np.save(sys.argv[2])");
    ask(python, &["-c", &script, utf8(whole), utf8(&copy)]).expect(0);
    copy
}

#[test]
fn the_second_edition_holds_and_its_judge_finds_what_is_broken() {
    let Some(python) = python() else { return };
    let project = night();
    for options in [&["--accessibility", "ua-2"][..], &["--accessibility", "ua-2", "--attach"]] {
        let file = made(&project, options);
        assert_eq!(second(python, &file), "", "{options:?}");
        // Everything that the first edition asks for holds too, but for what the second says in another place.
        let other = ["-HEADER-001", "-ID-PART-001", "-ID-CONFORMANCE-001", "-XMP-", "-EMBEDDED-FILE-PDFA-001"];
        let found = [profile(python, "PDF_UA_1", &file), profile(python, "PDF_A_2A", &file)].concat();
        let more: Vec<&String> = found.iter().filter(|f| !other.iter().any(|clause| f.contains(clause))).collect();
        assert!(more.is_empty(), "{more:#?}");
    }
    let whole = made(&project, &["--accessibility", "ua-2", "--attach"]);
    let first = "e = root.StructTreeRoot.K\n";
    for (name, how) in [
        ("UA 8.2.5.2", "del root.StructTreeRoot.K['/NS']".to_string()),
        (
            "UA 8.2.5.25",
            "[o for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/L'][-1].__delitem__('/A')"
                .to_string(),
        ),
        (
            "UA 8.9.4.2",
            "[o for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/Link'][0].Alt = 'here'".to_string(),
        ),
        ("UA 8.4.4", "del root.Lang".to_string()),
        ("UA 8.2.1", format!("{first}k = e.K[0] if isinstance(e.K, pikepdf.Array) else e.K\ndel k['/P']")),
        ("UA 8.8", "root.Outlines.First.Dest = pikepdf.Array([p.pages[0].obj, pikepdf.Name.Fit])".to_string()),
        ("A 6.1.3", "p.docinfo['/Title'] = 'Night'".to_string()),
        ("A 6.9", "del root.Names.EmbeddedFiles.Names[1]['/AFRelationship']".to_string()),
        ("A 6.7.3", "del root.Names['/EmbeddedFiles']".to_string()),
    ] {
        let copy = broken(python, &project, &whole, &how);
        let found = second(python, &copy);
        assert!(found.contains(name), "{name}: {found}");
    }
    // The first edition is no second one.
    let first = made(&project, &[]);
    assert!(second(python, &first).contains("UA 5"));
}

#[test]
fn a_file_brings_the_words_it_was_made_from() {
    let Some(python) = python() else { return };
    let project = night();
    let file = made(&project, &["--attach"]);
    let nothing: Vec<String> = Vec::new();
    assert_eq!((profile(python, "PDF_UA_1", &file), profile(python, "PDF_A_3A", &file)), (nothing.clone(), nothing));
    let script = "import sys, pikepdf\np = pikepdf.open(sys.argv[1])\nfor n, f in sorted(p.attachments.items()): print(n, f.get_file().mime_type, str(f.obj.AFRelationship)); open(sys.argv[2] + '/' + n, 'wb').write(f.get_file().read_bytes())";
    let told = ask(python, &["-c", script, utf8(&file), utf8(project.path())]).expect(0).stdout;
    assert_eq!(told, "night.ics text/calendar /Supplement\nnight.toml application/toml /Source\n");
    assert_eq!(project.text("night.toml"), NIGHT);
    assert_eq!(project.text("night.ics"), project.text("out/screen/library/night-half-letter-en.ics"));
    // What nobody asked for is not there; nor in files for paper.
    let plain = made(&project, &[]);
    assert_eq!(profile(python, "PDF_A_2A", &plain), Vec::<String>::new());
    project.run(&["build", "--for", "office", "--attach", "--accessibility", "ua-2"]).expect(0);
    let office = project.read("out/office/library/night-half-letter-en.pdf");
    project.run(&["build", "--for", "office", "--force"]).expect(0);
    assert!(office == project.read("out/office/library/night-half-letter-en.pdf"));
}

#[test]
fn the_order_may_ask_for_it() {
    let project = night();
    project.edit("handbill.toml", "purpose = \"office\"", "purpose = \"screen\"\naccessibility = \"ua-2\"\nattach = true");
    project.run(&["build"]).expect(0);
    let file = project.read("out/screen/library/night-half-letter-en.pdf");
    assert!(file.starts_with(b"%PDF-2.0\n"));
    project.edit("handbill.toml", "\"ua-2\"", "\"ua-3\"");
    let ran = project.run(&["build"]);
    assert!(ran.stderr.contains("`accessibility` is `ua-3`") && ran.stderr.contains("ua-2"), "{}", ran.stderr);
}

/// Each judge alone: one that passes everything would hide behind the others.
#[test]
fn each_judge_alone_refuses_a_broken_copy() {
    let Some(python) = python() else { return };
    let project = night();
    let whole = made(&project, &[]);
    let tree = broken(python, &project, &whole, "del root['/StructTreeRoot']");
    let nothing = Vec::<String>::new();
    for name in ["PDF_UA_1", "PDF_A_2A"] {
        assert_eq!(profile(python, name, &whole), nothing, "{name}");
        assert!(!profile(python, name, &tree).is_empty(), "{name}");
    }
    let outloud = |file: &Path| {
        let script = "import sys, outloud\nprint('\\n'.join(x.rule for x in outloud.check(sys.argv[1]).findings if x.severity == 'error'))";
        ask(python, &["-c", script, utf8(file)]).expect(0).stdout.trim().to_string()
    };
    assert_eq!((outloud(&whole).as_str(), outloud(&tree).is_empty()), ("", false));
    if let Some(accept) = accept() {
        assert_eq!(check(&accept, python, "check_ua.py", &whole, &[]), nothing);
        assert!(!check(&accept, python, "check_ua.py", &tree, &[]).is_empty());
    }
}

#[test]
fn numbers_are_heard_digit_by_digit() {
    let Some(python) = python() else { return };
    let project = night();
    let whole = made(&project, &[]);
    let script = "import sys, pikepdf\np = pikepdf.open(sys.argv[1])\nprint([str(o.Alt) for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/Span' and '/Alt' in o])\nprint([str(x.P) for x in list(p.Root.PageLabels.Nums)[1::2]])";
    let told = ask(python, &["-c", script, utf8(&whole)]).expect(0).stdout;
    assert_eq!(told, "['4 0 6, 5 5 5, 0 1 3 4']\n['front', 'back']\n");
    // What is written is still what is read.
    let heard = listen(python, false, &[whole]).swap_remove(0);
    assert!(heard.words().contains("See our page, or call (406) 555-0134."), "{}", heard.words());
}

/// Sizes of the type on each page, in points, and how far its words reach from the left edge and the right one.
const LARGE: &str = "
import sys, fitz
for page in fitz.open(sys.argv[1]):
    spans = [s for b in page.get_text('dict')['blocks'] for l in b.get('lines', []) for s in l['spans'] if s['text'].strip()]
    lines = sorted({round(s['origin'][1], 1) for s in spans if s['size'] < 19 and s['origin'][1] < 720})
    steps = [round(b - a, 1) for a, b in zip(lines, lines[1:])]
    print(min(s['size'] for s in spans) >= 17.99, min(s['bbox'][0] for s in spans) >= 70, max(s['bbox'][2] for s in spans) <= 542, min(steps, default=27) >= 26.9)
";

#[test]
fn a_product_in_large_print_is_large_and_reads_as_the_product_does() {
    let Some(python) = python() else { return };
    let project = night();
    let long = "Bring a book that you love and a cup for the tea that we make, and stay for as long as you like. ".repeat(9);
    project
        .write("content/night.toml", &NIGHT.replace("[steps.join]", &format!("[text.more]\nfull = \"{long}\"\n\n[steps.join]")));
    project.edit("handbill.toml", "half-letter", "flyer-letter");
    project.run(&["build", "--for", "screen", "--large-print"]).expect(0);
    let beside = "out/screen/library/night-flyer-letter-en";
    let (small, large) = (project.path().join(format!("{beside}.pdf")), project.path().join(format!("{beside}.large-print.pdf")));
    let told = ask(python, &["-c", LARGE, utf8(&large)]).expect(0).stdout;
    assert!(told.lines().count() > 1 && told.lines().all(|page| page == "True True True True"), "{told}");
    let heard = listen(python, true, &[small, large]);
    assert_eq!((&heard[0].broken, &heard[1].broken), (&Vec::new(), &Vec::new()));
    let words = |at: usize| heard[at].words().split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in
        ["Read with us", "See our page, or call (406) 555-0134.", long.trim(), "Call first.", "I met everybody there."]
    {
        assert!(words(1).contains(sentence) && words(0).contains(sentence), "{sentence}: {}", words(1));
    }
    let targets = |at: usize| heard[at].links.iter().map(|(target, _)| target.clone()).collect::<std::collections::BTreeSet<_>>();
    assert!(
        targets(1).contains("tel:+14065550134") && targets(1).contains("https://library.example.org/night"),
        "{:?}",
        targets(1)
    );
    // It comes and goes with its product, and is the same each time.
    let first = project.read(&format!("{beside}.large-print.pdf"));
    project.run(&["build", "--for", "screen", "--large-print", "--force"]).expect(0);
    assert!(project.read(&format!("{beside}.large-print.pdf")) == first);
    project.run(&["build", "--for", "screen", "--force"]).expect(0);
    assert!(!project.path().join(format!("{beside}.large-print.pdf")).exists());
}

/// A word that no line holds is told, and not cut off.
#[test]
fn a_word_wider_than_a_page_of_large_print_is_told() {
    let project = night();
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    project.write("content/night.toml", &format!("{NIGHT}\n[note.small]\nfull = \"See {word}.\"\n"));
    project.edit("handbill.toml", "half-letter", "flyer-letter");
    project.run(&["build", "--for", "screen"]).expect(0);
    let ran = project.run(&["build", "--for", "screen", "--large-print", "--message-format", "short"]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("error[text-overflow]") && ran.stderr.contains("large print"), "{}", ran.stderr);
}
