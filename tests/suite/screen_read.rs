//! What is read through the structure tree is what was written, sentence by sentence and in its order; and paper knows nothing
//! of it.

use super::languages::{articles, specimen};
use crate::harness::aloud::listen;
use crate::harness::judge::{fold, python};
use crate::harness::project::Project;
use std::path::PathBuf;

/// From the left and from the right, with marks over letters, and without blanks between words.
const TAGS: [&str; 7] = ["en", "es", "ar", "he", "th", "km", "zh-Hans"];

/// The sentences of an article; Thai parts them with blanks alone.
fn sentences(article: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in article.chars() {
        all.last_mut().expect("there is always one").push(c);
        if matches!(c, '.' | '。' | '។') {
            all.push(String::new());
        }
    }
    all.into_iter().map(|sentence| sentence.trim().to_string()).filter(|sentence| !sentence.is_empty()).collect()
}

/// A content whose every block holds sentences of the article, and what is to be heard of it, in its order.
fn content(tag: &str, article: &str) -> (String, Vec<String>) {
    let all = sentences(article);
    let (first, last) = (all[0].as_str(), all[all.len() - 1].as_str());
    let words = format!(
        r#"
title    = "{first}"
language = "{tag}"
audience = "public"

[text.headline]
lock = true
full = "{first}"

[text.lead]
lock = true
full = "{first} **1-888-373-7888** {last}"

[list.points]
lock    = true
heading = "{last}"
items   = ["{first} (406) 444-1776", "{last} 106"]

[quote.one]
says = "{last}"
by   = "{first}"

[steps.small]
lock  = true
items = ["{last} 833-406-STOP (7867) {first}"]
"#
    );
    let heard = [
        first.to_string(),
        format!("{first} 1-888-373-7888 {last}"),
        last.to_string(),
        format!("{first} (406) 444-1776"),
        format!("{last} 106"),
        last.to_string(),
        first.to_string(),
        format!("{last} 833-406-STOP (7867) {first}"),
    ];
    (words, heard.to_vec())
}

#[test]
fn sentences_are_read_as_they_are_written_and_in_their_order() {
    let Some(python) = python() else { return };
    let project = specimen();
    let articles = articles(&project);
    let mut order =
        "[project]\nname = \"Read\"\n[defaults]\ntheme = \"plain\"\npurpose = \"screen\"\noutput = \"out/{content}.pdf\"\n"
            .to_string();
    let mut wanted = Vec::new();
    for tag in TAGS.iter().filter(|tag| articles.contains_key(**tag)) {
        let (words, heard) = content(tag, &articles[*tag]);
        project.write(&format!("content/read-{tag}.toml"), &words);
        order += &format!(
            "[[make]]\ncontent = \"read-{tag}\"\nformats = [\"flyer-letter\"]\norgs = [\"bridger-coalition\"]\nlanguages = [\"{tag}\"]\n"
        );
        wanted.push((*tag, heard));
    }
    assert!(wanted.len() >= TAGS.len() - 1, "{} languages", wanted.len());
    project.write("handbill.toml", &order);
    project.run(&["build"]).expect(0);
    let files: Vec<PathBuf> = wanted.iter().map(|(tag, _)| project.path().join(format!("out/read-{tag}.pdf"))).collect();
    for ((tag, wanted), heard) in wanted.iter().zip(listen(python, true, &files)) {
        assert!(heard.broken.iter().all(|b| b.contains("width 0.000")), "{tag}: {:?}", heard.broken);
        let said: Vec<String> = heard.said.iter().flatten().map(|(_, words)| fold(words)).collect();
        let mut rest = said.iter();
        // What is said by somebody stands between the quotation marks of its language.
        let bare = |words: &str| fold(words).trim_matches(['“', '”', '„', '«', '»', '‹', '›', '「', '」', '"', ' ']).to_string();
        for sentence in wanted {
            assert!(rest.any(|words| bare(words) == bare(sentence)), "{tag}: {sentence:?} is not read in its place: {said:#?}");
        }
        let targets: Vec<&str> = heard.links.iter().map(|(target, _)| target.as_str()).collect();
        for number in ["tel:+18883737888", "tel:+14064441776", "tel:+18334067867"] {
            assert!(targets.contains(&number), "{tag}: {number} is not among {targets:?}");
        }
    }
}

const NIGHT: &str = r#"
title    = "Reading night"
language = "en"
audience = "event"

[text.headline]
full = "Read with us"

[text.lead]
full = "See [our page](https://library.example.org/night), or come; hablamos español."

[image.lamp]
file = "assets/lamp.svg"
alt  = "A lamp on a pile of books"
"#;

fn night(from: &str, to: &str) -> Project {
    let project = Project::one_sheet("half-letter");
    let words = NIGHT.replacen(from, to, 1);
    assert!(from == to || words != NIGHT, "{from} is not there");
    project.write("content/night.toml", &words);
    let lamp =
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#123456"/></svg>"##;
    project.write("assets/lamp.svg", lamp);
    project.edit("handbill.toml", "purpose = \"office\"", "purpose = [\"office\", \"press\", \"screen\"]\nmarks = [\"crop\"]");
    project.run(&["build"]).expect(0);
    project
}

/// What is said to those who listen costs paper not one byte. A slug would name the words by their hash.
#[test]
fn paper_is_the_same_whatever_is_read_aloud() {
    let file = |purpose: &str| format!("out/{purpose}/library/night-half-letter-en.pdf");
    let plain = night("a", "a");
    for (from, to) in [
        ("A lamp on a pile of books", "Books, and a lamp on them"),
        ("https://library.example.org/night", "https://library.example.org/day"),
        ("hablamos español", "[hablamos español](lang:es)"),
    ] {
        let other = night(from, to);
        for purpose in ["office", "press"] {
            assert!(plain.read(&file(purpose)) == other.read(&file(purpose)), "{to} changes the {purpose} file");
        }
        assert!(plain.read(&file("screen")) != other.read(&file("screen")), "{to} is not heard");
    }
}

#[test]
fn a_phrase_is_read_in_its_language() {
    let Some(python) = python() else { return };
    let project = night("hablamos español", "[hablamos español](lang:es)");
    let pdf = project.path().join("out/screen/library/night-half-letter-en.pdf");
    let script = "import sys, pikepdf\np = pikepdf.open(sys.argv[1])\nprint([str(o.Lang) for o in p.objects if isinstance(o, pikepdf.Dictionary) and o.get('/S') == '/Span' and '/Lang' in o])";
    let ran = crate::harness::judge::ask(python, &["-c", script, crate::harness::judge::utf8(&pdf)]).expect(0);
    assert_eq!(ran.stdout.trim(), "['es']");
    let heard = listen(python, true, &[pdf]).swap_remove(0);
    assert_eq!(heard.broken, Vec::<String>::new());
    assert!(heard.words().contains("or come; hablamos español."), "{}", heard.words());
    project.run(&["build", "--for", "screen", "--html"]).expect(0);
    let html = project.text("out/screen/library/night-half-letter-en.html");
    assert!(html.contains("<span lang=\"es\">hablamos español</span>."), "{html}");
}

/// On paper a link is its words; where its address is not to be read there, the account says so.
#[test]
fn a_link_is_live_on_screens_and_accounted_for_on_paper() {
    let project = night("a", "a");
    let told = |project: &Project, purpose: &str| {
        let manifest: serde_json::Value = serde_json::from_slice(&project.read("out/manifest.json")).expect("JSON");
        let outputs = manifest["outputs"].as_array().expect("a list").iter();
        let of = |output: &&serde_json::Value| output["purpose"] == purpose;
        let left_out = outputs.filter(of).flat_map(|output| output["left_out"].as_array().into_iter().flatten());
        let paper = left_out.filter(|left| left["why"] == "paper");
        paper.map(|left| format!("{} {}", left["block"], left["part"]).replace('"', "")).collect::<Vec<_>>()
    };
    let line = "text.lead link library.example.org/night";
    assert_eq!((told(&project, "office"), told(&project, "press")), (vec![line.to_string()], vec![line.to_string()]));
    assert_eq!(told(&project, "screen"), Vec::<String>::new());
    let account = project.run(&["show", "night", "--account"]).expect(0).stdout;
    assert!(account.contains(&format!("not to be seen on paper: {line}")), "{account}");
    let printed = night("or come", "or library.example.org/night");
    assert_eq!(told(&printed, "office"), Vec::<String>::new());
}

#[test]
fn a_short_text_goes_with_the_picture() {
    let project = night("a", "a");
    let long = "Bring a book that you love and a cup for the tea that we make. ".repeat(30);
    let words = NIGHT.replace(
        "[image.lamp]",
        &format!(
            "[contact.desk]\nname = \"Questions\"\nphone = \"(406) 555-0134\"\n\n[note.long]\nfull = \"{long}\"\n\n[image.lamp]"
        ),
    );
    project.write("content/night.toml", &words);
    project.edit("handbill.toml", "half-letter", "flyer-letter");
    project.run(&["build", "--for", "screen", "--alt"]).expect(0);
    let text = project.text("out/screen/library/night-flyer-letter-en.alt.txt");
    assert!(text.starts_with("Read with us. See our page, or come; hablamos español."), "{text}");
    assert!(
        text.contains("(406) 555-0134") && text.contains("A lamp on a pile of books.") && !text.contains("the tea"),
        "{text}"
    );
    assert!(text.chars().count() <= 1000, "{}", text.chars().count());
}

/// The site, its pages and the languages between them, in chromium with axe-core: light, dark and as narrow as a phone.
#[test]
fn the_site_is_clean_and_leads_to_everything() {
    let project = night("a", "a");
    project.write("content/night.es.toml", "language = \"es\"\ntitle = \"Noche de lectura\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"X\"\n[text.headline]\nfull = \"Lea con nosotros\"\n[text.lead]\nfull = \"Vea [nuestra página](https://library.example.org/night), o venga.\"\n[image.lamp]\nalt = \"Una lámpara sobre una pila de libros\"\n");
    project.edit("handbill.toml", "[\"half-letter\"]", "[\"half-letter\", \"screen-link\"]\nlanguages = [\"en\", \"es\"]");
    project.run(&["build", "--site=https://library.example.org/flyers"]).expect(0);
    let site = project.text("out/index.html");
    for part in [
        "<html lang=\"en\">",
        "<a href=\"#es\" lang=\"es\">Español</a>",
        "<section id=\"es\" lang=\"es\">",
        "<a href=\"screen/library/night-half-letter-es.html\">Noche de lectura</a>",
        "<meta property=\"og:image\" content=\"https://library.example.org/flyers/screen/library/night-screen-link-en-1.png\">",
    ] {
        assert!(site.contains(part), "{part} is not in {site}");
    }
    assert!(!site.contains("<script"));
    // Everything it leads to is there.
    for part in site.split("href=\"").skip(1).chain(site.split("src=\"").skip(1)) {
        let path = part.split('"').next().unwrap_or_default();
        assert!(path.starts_with('#') || project.path().join("out").join(path).is_file(), "{path} is not there");
    }
    let png = project.read("out/screen/library/night-screen-link-en-1.png");
    assert_eq!((&png[16..20], &png[20..24]), (&1200u32.to_be_bytes()[..], &630u32.to_be_bytes()[..]));
    project.run(&["build", "--for", "screen", "--site=https://library.example.org/flyers"]).expect(0);
    assert_eq!(project.text("out/index.html"), site);
    each_page_says_what_is_shown_of_it(&project);
    project.run(&["build", "--site=https://library.example.org/flyers"]).expect(0);

    let Some(python) = python() else { return };
    if !std::path::Path::new("/usr/bin/chromium").exists() {
        assert!(!crate::harness::judge::required(), "chromium is not installed");
        return;
    }
    let root = crate::harness::source::root();
    let script = root.join("tests/harness/axe_pages.py");
    let axe = root.join("tests/vendor/axe.min.js");
    let broken = project.path().join("out/broken.html");
    std::fs::write(&broken, site.replace("<html lang=\"en\">", "<html>").replace("alt=\"\"", "")).expect("a temporary folder");
    let utf8 = crate::harness::judge::utf8;
    let out = project.path().join("out");
    let pages = ["index.html", "screen/library/night-half-letter-en.html", "screen/library/night-half-letter-es.html"]
        .map(|p| out.join(p));
    let look = |pages: &[PathBuf]| {
        let mut arguments = vec![utf8(&script), utf8(&axe)];
        arguments.extend(pages.iter().map(|page| utf8(page)));
        crate::harness::judge::ask(python, &arguments).expect(0).stdout
    };
    assert_eq!(look(&pages), "");
    assert!(look(&[broken]).contains("html-has-lang"), "the judge finds what is broken");
}

/// A page that somebody shares is shown by the picture made for that, or by its own, at the address where the site is now.
fn each_page_says_what_is_shown_of_it(project: &Project) {
    let page = |product: &str| project.text(&format!("out/screen/library/night-{product}.html"));
    let shown = |page: &str, home: &str, picture: &str| {
        let wanted = format!("<meta property=\"og:image\" content=\"{home}screen/library/night-{picture}-1.png\">");
        assert!(page.contains(&wanted) && page.matches("og:image\"").count() == 1, "no {wanted} in {page}");
        let address = page.split("og:url\" content=\"").nth(1).expect("an address").split('"').next().expect("it ends");
        assert!(project.path().join("out").join(address.strip_prefix(home).expect("the site")).is_file(), "{address}");
    };
    let home = "https://library.example.org/flyers/";
    shown(&page("half-letter-en"), home, "screen-link-en");
    shown(&page("half-letter-es"), home, "screen-link-es");
    let other = "https://books.example.org/";
    project.run(&["build", &format!("--site={other}")]).expect(0);
    shown(&page("half-letter-en"), other, "screen-link-en");
    project.edit("handbill.toml", ", \"screen-link\"", "");
    project.run(&["build", &format!("--site={other}")]).expect(0);
    shown(&page("half-letter-en"), other, "half-letter-en");
    project.edit("handbill.toml", "[\"half-letter\"]", "[\"half-letter\", \"screen-link\"]");
    let plain = night("a", "a");
    plain.run(&["build", "--for", "screen", "--html"]).expect(0);
    assert!(!plain.text("out/screen/library/night-half-letter-en.html").contains("og:"), "nobody has said where it will be");
}

const FAIR: &str = r#"
title    = "Fair"
language = "en"
audience = "event"

[text.headline]
full = "Come to the fair"

[event.fair]
title = "Spring fair"
start = 2027-04-17T10:00:00
end   = 2027-04-17T15:00:00
venue = "The hall"

[note.small]
full = "Dogs on a leash."

[contact.desk]
name  = "Questions"
phone = "988"
text  = { to = "233733", say = "HELP" }

[text.lead]
full = "Call 988, or text HELP to 233733."
"#;

fn fair(languages: &str) -> Project {
    let project = Project::one_sheet("flyer-letter");
    project.write("content/night.toml", FAIR);
    project.edit("handbill.toml", "purpose = \"office\"", &format!("purpose = \"screen\"\nlanguages = {languages}"));
    project.edit("handbill.toml", "\"plain\"", "\"civic\"");
    project
}

/// The day as a picture, beside the line that says when, is looked at; whoever listens has heard it.
#[test]
fn a_day_that_is_shown_is_heard_once() {
    let project = fair("[\"en\"]");
    let tags = project.run(&["dump", "--stage", "tags", "night"]).expect(0).stdout;
    assert_eq!(tags.matches("April").count(), 1, "{tags}");
    assert!(tags.contains("P Saturday, April 17, 2027, 10") && tags.contains("Note Dogs on a leash."), "{tags}");
    project.run(&["build", "--text"]).expect(0);
    let text = project.text("out/screen/library/night-flyer-letter-en.txt");
    assert_eq!((text.matches("April").count(), text.matches("Saturday").count()), (1, 1), "{text}");
    let Some(python) = python() else { return };
    let pdf = project.path().join("out/screen/library/night-flyer-letter-en.pdf");
    let heard = listen(python, true, std::slice::from_ref(&pdf)).swap_remove(0);
    assert_eq!((heard.broken.clone(), heard.words().matches("April").count()), (Vec::new(), 1), "{}", heard.words());
    // The tile is there for eyes.
    if let Some(text) = crate::harness::judge::judge("pdftotext") {
        let seen = crate::harness::judge::ask(text, &[crate::harness::judge::utf8(&pdf), "-"]).expect(0).stdout;
        assert!(seen.matches("April").count() + seen.matches("APRIL").count() > 1, "{seen}");
    }
    let targets: Vec<&str> = heard.links.iter().map(|(target, _)| target.as_str()).collect();
    assert_eq!(targets.iter().filter(|target| **target == "tel:988").count(), 2, "{targets:?}");
    assert_eq!(targets.iter().filter(|target| **target == "sms:233733?body=HELP").count(), 2, "{targets:?}");
}

/// A link that stands by itself is as high as a finger needs, and no two lie over each other.
#[test]
fn links_are_large_enough_to_be_touched() {
    let Some(python) = python() else { return };
    let project = fair("[\"en\"]");
    project.run(&["build"]).expect(0);
    let pdf = project.path().join("out/screen/library/night-flyer-letter-en.pdf");
    let script = "import sys, pikepdf\nfor page in pikepdf.open(sys.argv[1]).pages:\n for a in page.get('/Annots', []): print(a.A.URI, *[float(x) for x in a.Rect])";
    let ran = crate::harness::judge::ask(python, &["-c", script, crate::harness::judge::utf8(&pdf)]).expect(0);
    let places: Vec<(String, Vec<f64>)> = ran
        .stdout
        .lines()
        .map(|line| {
            let mut parts = line.split(' ');
            (parts.next().expect("a target").to_string(), parts.map(|n| n.parse().expect("a number")).collect())
        })
        .collect();
    assert!(places.len() >= 4, "{places:?}");
    for (i, (target, place)) in places.iter().enumerate() {
        assert!(place[2] - place[0] >= 17.9 && place[3] - place[1] >= 14.0, "{target}: {place:?}");
        for (other, there) in &places[i + 1..] {
            let apart = there[0] >= place[2] || place[0] >= there[2] || there[1] >= place[3] || place[1] >= there[3];
            assert!(apart, "{target} {place:?} lies over {other} {there:?}");
        }
    }
}

/// Between words from right to left a number is neither turned round nor broken, on the page and in plain text.
#[test]
fn numbers_keep_their_order_between_words_from_the_right() {
    let project = specimen();
    project.run(&["build", "--for", "screen", "--html", "--text", "--lang", "ar"]).expect(0);
    let page = project.text("out/ar.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    for (target, number) in [("+18883737888", "1-888-373-7888"), ("+18334067867", "833-406-STOP (7867)")] {
        assert!(page.contains(&format!("<a href=\"tel:{target}\" dir=\"ltr\">{number}</a>")), "{number}: {page}");
        let text = project.text("out/ar.txt");
        assert!(text.contains(&format!("\u{2066}{number}\u{2069}")), "{number}: {text}");
    }
}

/// A mark in white stands on the page on the ground that it has on the sheet.
#[test]
fn a_white_mark_is_seen_on_the_page() {
    let project = night("a", "a");
    let mark = |color: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\"><path d=\"M0 0h40v10h-40z\" fill=\"{color}\"/><path d=\"M2 2h6v6h-6z\" fill=\"#f0a830\"/></svg>"
        )
    };
    project.write("assets/mark.svg", &mark("#14505c"));
    project.write("assets/mark-white.svg", &mark("#ffffff"));
    let org = "content/orgs/library.toml";
    let text =
        project.text(org) + "\n[logo]\nfile = \"assets/mark.svg\"\non_dark = \"assets/mark-white.svg\"\nalt = \"The library\"\n";
    project.write(org, &text);
    project.edit("handbill.toml", "\"plain\"", "\"civic\"");
    project.run(&["build", "--for", "screen", "--html"]).expect(0);
    let page = project.text("out/screen/library/night-half-letter-en.html");
    let svg = page.split("aria-label=\"The library\"").nth(1).unwrap_or_else(|| panic!("no mark in {page}"));
    let head = svg.split('>').next().expect("it ends");
    let is_white = svg.split("</svg>").next().expect("it ends").contains("#fff");
    assert_eq!(head.contains("background:#fff"), !is_white, "{head}");
}

/// Drawings as outlines and photographs as files stand in the page itself, with their words.
#[test]
fn pictures_stand_in_the_web_page() {
    let project = night("a", "a");
    project.run(&["build", "--for", "office", "--for", "press", "--html"]).expect(0);
    let page = project.text("out/office/library/night-half-letter-en.html");
    assert!(page.contains("<svg role=\"img\" aria-label=\"A lamp on a pile of books\"") && page.contains("#123456"), "{page}");
    assert_eq!(page.matches("A lamp on a pile of books").count(), 1, "{page}");
    let mut photo = std::io::Cursor::new(Vec::new());
    let pixels: Vec<u8> = (0..1200 * 1200 * 3).map(|i: u32| (i / 17_000 % 256) as u8).collect();
    image::write_buffer_with_format(&mut photo, &pixels, 1200, 1200, image::ExtendedColorType::Rgb8, image::ImageFormat::Png)
        .expect("a PNG");
    std::fs::write(project.path().join("assets/lamp.png"), photo.into_inner()).expect("a temporary folder");
    project.edit("content/night.toml", "assets/lamp.svg", "assets/lamp.png");
    project.run(&["build", "--for", "office", "--for", "press", "--html"]);
    let page = project.text("out/office/library/night-half-letter-en.html");
    assert!(page.contains("href=\"data:image/png;base64,iVBORw0KGgo"), "{}", &page[..page.len().min(4000)]);
    // Inks are for paper: there the picture is its words.
    let page = project.text("out/press/library/night-half-letter-en.html");
    assert!(page.contains("<p dir=\"auto\">A lamp on a pile of books</p>"), "{page}");
}
