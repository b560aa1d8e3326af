//! Where there is room everything is said; where there is little, figures become smaller; and what is wrong is no lack of room.

use crate::harness::judge;
use crate::harness::project::Project;

const THEMES: [&str; 8] = ["almanac", "bold", "civic", "grid", "park", "quiet", "signal", "witness"];

/// A content in these formats, in all themes.
fn in_all_themes(words: &str, formats: &[&str]) -> Project {
    let project = Project::small();
    let head = "title = \"Harbor\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Buy your ticket before you board\"\n\
                [text.lead]\nfull = \"The booth has a new place at the ramp.\"\n";
    project.write("content/night.toml", &format!("{head}{words}"));
    let mut order =
        "[project]\nname = \"Harbor\"\n[defaults]\npurpose = \"office\"\noutput = \"out/{theme}/{content}-{format}.pdf\"\n"
            .to_string();
    for theme in THEMES {
        order += &format!("[[make]]\ncontent = \"night\"\nformats = {formats:?}\norgs = [\"library\"]\ntheme = \"{theme}\"\n");
    }
    project.write("handbill.toml", &order);
    project
}

#[test]
fn a_mistake_in_a_block_is_told_where_the_block_may_be_left_out() {
    let project = in_all_themes("[note.rules]\nfull = \"\u{1f436} Dogs stay outside.\"\n", &["flyer-letter"]);
    let ran = project.run(&["check", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("8 refused"), "no theme leaves it out for want of room: {}", ran.stderr);
    assert!(ran.stderr.contains("error[missing-glyph]"), "{}", ran.stderr);
}

#[test]
fn how_to_reach_somebody_is_said_where_there_is_room() {
    let desk = "[contact.desk]\nname = \"Ticket office\"\nphone = \"(406) 555-0142\"\nemail = \"tickets@harbor.example.org\"\n\
                hours = \"Monday to Friday, 8 to 5\"\n";
    let project = in_all_themes(desk, &["flyer-letter", "poster-11x17"]);
    let account = project.run(&["show", "night", "--account"]).expect(0).stdout;
    assert!(!account.contains("left out by the theme"), "{account}");
    let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    assert!(dump.matches("Monday to Friday, 8 to 5").count() >= 16, "on both formats of eight themes");
}

#[test]
fn large_figures_in_a_row_become_smaller() {
    let riders = "[stat.riders]\nlabel = \"people rode with us\"\nvalues = { 2023 = 41200, 2025 = 51500 }\nsource = \"Ticket count\"\n\
                  as_of = 2025-12-31\nreview_by = 2030-12-31\n";
    let project = in_all_themes(riders, &["flyer-letter", "poster-11x17", "half-letter", "wallet-card"]);
    let ran = project.run(&["check", "--message-format", "short"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stderr.contains("unbreakable-word"), "{}", ran.stderr);
    let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    for figure in ["41,200", "51,500"] {
        assert!(dump.matches(&format!("\"{figure}\"")).count() >= 8, "{figure} stands in every theme");
    }
}

#[test]
fn a_second_contact_with_a_long_name_has_room_beside_a_code() {
    let words = "[contact.desk]\nname = \"Desk\"\nphone = \"(406) 555-0142\"\n[contact.night]\n\
                 name = \"Tooth knocked out? Nurse line, day and night\"\nphone = \"(406) 555-0177\"\n\
                 [qr.book]\nlink = \"https://harbor.example.org/book\"\nlabel = \"Book a chair\"\n";
    let formats = ["poster-24x36", "poster-11x17", "flyer-letter", "half-letter", "handbill-half-letter", "panel-sign"];
    let ran = in_all_themes(words, &formats).run(&["check", "--message-format", "short"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
}

/// Two lists that say something only together.
const WANTED: &str = "[list.yes]\nheading = \"Yes, please\"\nitems = [\"Canned fish\", \"Beans and rice\", \"Cereal\"]\n\
                      [list.no]\nheading = \"No, thank you\"\nitems = [\"Glass\", \"Anything open\"]\n";

#[test]
fn lists_that_belong_together_stand_together() {
    let formats = ["poster-11x17", "poster-24x36", "flyer-letter", "handbill-half-letter"];
    let project = in_all_themes(WANTED, &formats);
    let ran = project.run(&["build"]).expect(0);
    assert!(!ran.stderr.contains("do without") && !ran.stderr.contains("does without"), "{}", ran.stderr);
    for theme in THEMES {
        for format in formats {
            let pages = judge::pages(&project.path().join(format!("out/{theme}/night-{format}.pdf")));
            let of = |words: &str| pages.iter().position(|page| page.to_lowercase().contains(&words.to_lowercase()));
            assert!(of("No, thank you").is_some(), "{theme} {format}: {pages:?}");
            assert_eq!(of("Yes, please"), of("No, thank you"), "{theme} {format}");
        }
    }
}

#[test]
fn a_list_that_is_left_out_beside_its_sibling_is_told() {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    let list = |day: &str| {
        let items = (1..=6).map(|n| format!("\"Dish number {n} of this {day} with bread\""));
        format!("[list.{}]\nheading = \"{day}\"\nitems = [{}]\n", day.to_lowercase(), items.collect::<Vec<_>>().join(", "))
    };
    let project = in_all_themes(&days.map(list).concat(), &["poster-11x17"]);
    let ran = project.run(&["check", "--message-format", "short"]).expect(0);
    let told = ran.stderr.matches("warning[block-without-area] `list.").count();
    assert!(told > 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("products do without blocks"), "a check says so too: {}", ran.stderr);
    let spared = project.text("content/night.toml").replace("items =", "if_room = true\nitems =");
    project.write("content/night.toml", &spared);
    let ran = project.run(&["check", "--message-format", "short"]).expect(0);
    assert!(!ran.stderr.contains("block-without-area"), "{}", ran.stderr);
}

#[test]
fn a_poster_says_what_it_is_about_whatever_kind_of_block_says_it() {
    let steps: Vec<String> = (1..=8).map(|n| format!("\"Step number {n} of all of them.\"")).collect();
    let steps = format!("[steps.a]\nheading = \"Step by step\"\nitems = [{}]\n", steps.join(", "));
    let paragraph = "[text.why]\nheading = \"What happened\"\nfull = \"A beetle carried it from tree to tree.\"\n";
    let quote = "[quote.q]\nsays = \"I learned all the names in one night.\"\nby = \"Hrah\"\n";
    for (words, wanted) in [(steps.as_str(), "Step number 8"), (paragraph, "from tree to tree"), (quote, "all the names")] {
        let project = in_all_themes(words, &["poster-11x17"]);
        let lead = "[text.lead]\nfull = \"The booth has a new place at the ramp.\"\n";
        let content = project.text("content/night.toml").replace(lead, "");
        project.write("content/night.toml", &content);
        let ran = project.run(&["build", "--message-format", "short"]).expect(0);
        for theme in THEMES {
            let text = judge::text(&project.path().join(format!("out/{theme}/night-poster-11x17.pdf")));
            let is_told = ran.stderr.contains("says nothing but the headline");
            assert!(text.contains(wanted) || is_told, "{theme}: {text}\n{}", ran.stderr);
        }
        assert!(ran.stderr.matches("says nothing but the headline").count() < 2, "nearly all have room: {}", ran.stderr);
    }
}

/// What `check` says of this German headline on narrow sheets, and the words of a table tent.
fn german(headline: &str) -> (String, String) {
    let project = Project::small();
    let head = "title = \"Abend\"\nlanguage = \"de\"\naudience = \"public\"\n";
    project.write("content/abend.toml", &format!("{head}[text.headline]\nfull = \"{headline}\"\n"));
    project.write(
        "handbill.toml",
        "[project]\nname = \"Harbor\"\n[[make]]\ncontent = \"abend\"\nformats = [\"table-tent\", \"tri-fold-a4\", \"wallet-card\", \
         \"poster-a1\"]\norgs = [\"library\"]\nlanguages = [\"de\"]\n",
    );
    let ran = project.run(&["build", "--message-format", "short", "--show", "all"]).expect(0);
    let tent = project.files("out").into_iter().find(|path| path.to_string_lossy().contains("table-tent"));
    (ran.stderr, judge::text(&project.path().join("out").join(tent.expect("it was made"))))
}

#[test]
fn a_word_that_no_headline_has_room_for_is_parted_between_its_parts() {
    for (headline, parted) in [
        ("Krankenversicherungsbeitrag", "Kranken versicherungsbeitrag"),
        ("Arbeitsplatzbeschreibungen", "Arbeitsplatz beschreibungen"),
    ] {
        let (said, words) = german(headline);
        assert!(said.contains("content/abend.toml:4:7: note[parted-word]"), "{said}");
        assert!(words.contains(parted), "{parted}: {words}");
    }
    // Where its author wants it.
    let (said, words) = german("Feuerwehrger\\u00e4te\\u00adhaustreffen");
    assert!(!said.contains("parted-word"), "{said}");
    assert!(words.contains("Feuerwehrger\u{e4}te haustreffen"), "{words}");
    let (said, words) = german("Elternabend");
    assert!(!said.contains("parted-word") && words.contains("Elternabend"), "{said}");
}

#[test]
fn what_to_do_stands_on_a_poster_or_is_missed_by_name() {
    let lots = "[list.lots]\nheading = \"Lot numbers\"\nitems = [\"10 oz. round: 24-3011\", \"16 oz. round: 24-3013\"]\n";
    let to_do = |steps: &str| format!("{lots}[steps.do]\nheading = \"What to do\"\nitems = [{steps}]\n");
    let few = in_all_themes(&to_do("\"Bring it back.\", \"Wash the shelf.\""), &["poster-11x17"]);
    let dump = few.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    assert!(dump.matches("\"Wash the shelf.\"").count() >= THEMES.len());
    assert!(!few.run(&["check"]).expect(0).stderr.contains("block-without-area"));
    let many = ["\"Put it into a bag, close the bag, and bring it back to the desk: you need no receipt.\""; 9].join(", ");
    let ran = in_all_themes(&to_do(&many), &["poster-11x17"]).run(&["check", "--message-format", "short"]).expect(0);
    let missed =
        |theme: &&&str| ran.stderr.contains(&format!("`steps.do` is not on `poster-11x17`: the theme `{theme}` has no room"));
    assert!(THEMES.iter().filter(missed).count() >= 6, "{}", ran.stderr);
}

#[test]
fn a_notice_and_a_way_stand_on_posters_that_have_no_other_words() {
    for (block, said) in [
        ("[note.gate]\nfull = \"The deer eat the lettuce.\"\n", "The deer eat the lettuce."),
        ("[qr.way]\nmap = \"2100 Elm Street SE, Minneapolis, MN 55414\"\nlabel = \"The way to us\"\n", "The way to us"),
    ] {
        let project = Project::small();
        let head =
            "title = \"Gate\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Please close the gate\"\n";
        project.write("content/night.toml", &format!("{head}{block}"));
        let makes: Vec<String> = THEMES.iter().map(|theme| format!("theme = \"{theme}\"")).collect();
        let make = "[[make]]\ncontent = \"night\"\nformats = [\"poster-24x36\"]\norgs = [\"library\"]\n";
        let order: String = makes.iter().map(|theme| format!("{make}{theme}\n")).collect();
        project.write(
            "handbill.toml",
            &format!("[project]\nname = \"Harbor\"\n[defaults]\noutput = \"out/{{theme}}/{{content}}-{{format}}.pdf\"\n{order}"),
        );
        let account = project.run(&["show", "night", "--account"]).expect(0).stdout;
        assert!(!account.contains("no room"), "{account}");
        let dump = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
        assert!(dump.matches(&format!("\"{said}\"")).count() >= THEMES.len(), "{said}");
    }
}
