//! Mistakes of ordinary people in words: each is named, and words that are meant so are left alone.

use crate::harness::project::Project;
use crate::harness::run::Ran;
use std::collections::BTreeSet;

/// A content with records and contacts to hold words against; `LEAD` is the text that is looked at.
const SHEET: &str = r#"
title = "Know the signs"
language = "en"
audience = "public"

[text.headline]
full = "Know the signs"

[text.lead]
full = "LEAD"

[stat.cases]
label = "cases"
values = { 2015 = 7, 2022 = 106 }
source = "The state"
as_of = 2022-12-31
review_by = 2027-11-30

[contact.hotline]
name = "National Help Hotline"
phone = "1-888-373-7888"
text = { to = "233733", say = "HELP" }
web = "https://nationalhelphotline.org/"

[contact.desk]
name = "The desk"
phone = "(406) 555-0134"
"#;

/// What is said of each text, in one run.
fn said(texts: &[&str]) -> Vec<BTreeSet<String>> {
    let project = Project::small();
    let mut order = project.text("handbill.toml");
    for (n, text) in texts.iter().enumerate() {
        let lead = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        project.write(&format!("content/sheet-{n}.toml"), &SHEET.replace("LEAD", &lead));
        order += &format!("\n[[make]]\ncontent = \"sheet-{n}\"\nformats = [\"slip\"]\norgs = [\"library\"]\n");
    }
    project.write("handbill.toml", &order);
    let ran = project.run(&["build", "-n", "--message-format", "short"]);
    (0..texts.len()).map(|n| checks(&ran, &format!("content/sheet-{n}.toml:"))).collect()
}

fn checks(ran: &Ran, path: &str) -> BTreeSet<String> {
    let lines = ran.stderr.lines().filter_map(|line| line.strip_prefix(path));
    let name =
        |line: &str| Some(line.split_once("error[").or_else(|| line.split_once("warning["))?.1.split(']').next()?.to_string());
    // Places, tongues and records are looked at in other tests.
    let others = ["block-without-area", "unmarked-language", "bare-statistic"];
    lines.filter_map(name).filter(|name| !others.contains(&name.as_str())).collect()
}

#[test]
fn mistakes_in_words_are_named() {
    let cases: &[(&str, &str)] = &[
        // Numbers to call.
        ("Call 1-844-762-848 at any hour.", "bad-phone"),
        ("Call (406) 555-O1O1.", "bad-phone"),
        ("Call (188) 373-7888.", "bad-phone"),
        ("Call 1-833-406-STOP (7876).", "bad-phone"),
        ("Call or text **998**.", "bad-phone"),
        ("Call 1-888-373-78888.", "bad-phone"),
        ("Call 1-888-373-7838.", "near-number"),
        ("Call (406) 555-0143 at the desk.", "near-number"),
        ("Text HELP to 233773.", "near-number"),
        ("Call (888) 373-7888.", "number-spelling"),
        ("Call 888 373 788 now.", "bad-phone"),
        ("Call the desk at 555-0134.", "bad-phone"),
        ("Call 4065550143.", "near-number"),
        ("Call (088) 373-7888.", "near-number"),
        ("Text BEFREE (233773).", "bad-phone"),
        ("Call 912 in danger.", "bad-phone"),
        // Dates.
        ("Come on Wednesday, 1/21/2027.", "date-in-words"),
        ("Come on 31.04.2027.", "date-in-words"),
        ("Thurs Jan 21 2028 at the hall.", "date-in-words"),
        ("Thursday, January 21, 2072", "date-in-words"),
        ("January 28–21, 2027", "date-in-words"),
        ("Join us January 5, 2026.", "event-past"),
        ("The talk is on January 5, 2026 at 6 pm.", "event-past"),
        ("Register by January 5, 2026.", "expired"),
        ("Open from 6:30 pm to 5:30 pm.", "date-in-words"),
        ("Come on February 30, 2027.", "date-in-words"),
        ("Come on Friday, January 21, 2027.", "date-in-words"),
        ("Come on Fri., Jan. 21, 2027.", "date-in-words"),
        ("Come on Wednesday, January 21, 2026.", "event-past"),
        ("Come on 13/45/2027.", "date-in-words"),
        ("Numbers to be checked again by May 2026.", "expired"),
        // Times.
        ("Doors at 13:00 pm.", "date-in-words"),
        ("It starts at 6:75 p.m.", "date-in-words"),
        // Mail and forwarders in words.
        ("Write to desk@library.ogr today.", "bad-email"),
        ("See bit.ly/3xyz for more.", "tracking"),
        // Letters that were never merged.
        ("Dear {{name}}, come.", "left-over"),
        ("Dear %NAME%, come.", "left-over"),
        ("Dear ${name}, come.", "left-over"),
        ("Call ??? now.", "left-over"),
        ("Call (406) ___-____.", "left-over"),
        ("Write the message here, in one line", "left-over"),
        // Words.
        ("Learn the the signs.", "doubled-word"),
        ("Lorem ipsum dolor sit amet.", "left-over"),
        ("TODO: ask Jane.", "left-over"),
        ("Call (406) XXX-XXXX.", "left-over"),
        ("Bring [your name].", "left-over"),
        ("Don`t wait.", "markup"),
        ("This is called “grooming.", "lonely-mark"),
        ("He said \"wait.", "lonely-mark"),
        ("The signs (or one of them]) are above).", "lonely-mark"),
        ("Call&nbsp;us.", "web-code"),
        ("Leаrn the signs.", "mixed-script"),
        ("Learn the war\u{200b}ning signs.", "control-character"),
        ("Call \u{202e}8887-373\u{202c} now.", "control-character"),
        // Addresses.
        ("See www.library,com for more.", "bad-url"),
        ("See http://library.org/ for more.", "bad-url"),
        ("See nationalhelphotline.ogr for more.", "bad-url"),
        ("See [nationalhelphotline.org](https://elsewhere.example.com/).", "bad-url"),
        ("See nationalhelphotlin.org for more.", "near-host"),
        ("See nationalhelphotline.com for more.", "near-host"),
        // Facts.
        ("We counted 105 in 2022.", "arithmetic"),
        ("{cases.2015} cases in 2016.", "arithmetic"),
        ("An increase of 1,314 percent.", "arithmetic"),
        ("A rise of {cases.change} percent.", "small-base"),
        ("We met 40 adults and 25 children, 75 people in all.", "arithmetic"),
    ];
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    let found = said(&texts);
    let missed: Vec<_> = cases.iter().zip(&found).filter(|((_, check), found)| !found.contains(*check)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn words_that_are_meant_so_are_left_alone() {
    let texts = [
        "Call 1-888-373-7888, or text HELP to 233733.",
        "Call the desk at (406) 555-0134 ext. 12.",
        "The youth line is (406) 555-0135, the fax (406) 555-0136.",
        "Call 911 in danger, 988 in a crisis, 211 for services.",
        "We call 300 people a week and text 150 more.",
        "Call 1-800-FLOWERS or 1-833-406-STOP (7867).",
        "Call +44 20 7946 0958 from abroad.",
        "Come on Thursday, January 21, 2027, at 6:30 p.m.",
        "On Tuesday, September 11, 2001, all of this was new.",
        "It was founded on March 3, 1987.",
        "We may meet 12 of you in May.",
        "Open since May 2020, by request.",
        "Mastodon, Toledo and Super Bowl XXX are words.",
        "Walla Walla has a very very long night.",
        "He had had enough of that that year.",
        "8.5\" x 11\" since the ’90s, 5'10\" tall.",
        "“Help,” she said, “is near.”",
        "R&D; then more; AT&T, C#, 3 < 4.",
        "Hawaiʻi, Straße, Łódź, kΩ, [Помощь](lang:ru), [Βοήθεια](lang:el).",
        "See https://nationalhelphotline.org/ or dojmt.gov/help.",
        "See www.nationalhelphotline.org, e.g. at night, i.e. late.",
        "See [our page](https://nationalhelphotline.org/help).",
        "We counted {cases.2015} in 2015 and {cases.2022} in 2022.",
        "We counted 106 in 2022, and 12 trainings in 2022.",
        "An increase of 1,400 percent.",
        "We met 40 adults and 25 children, 65 people in all.",
        "Of 500 calls, 40 came from adults and 25 from children, 65 in all.",
        "The law is HB 112-2025, section 45-5-702.",
        "Write to PO Box 1234, Helena, MT 59601-1234.",
        "ISBN 978-1-4028-9462-6, no. 100-200.",
        "Pages 12 and 13; 24/7; 9-5; 2015-2022; $1,500.",
        "Bring a pen (or two); ask for help :(",
        "5 \\* 3, {{braces}} and no more.",
        "Todo es gratis; the name is yours.",
        "Doors 6:30, talk 7:00; room 101.",
        "Many joined us on January 5, 2026; the law took effect on October 3, 2026.",
        "Come on Thursday, January 21, 2027 (the one of January 15, 2026 was fun).",
        "Monday–Friday, 9 a.m.–5 p.m.; January 28–February 2, 2027; 28–30 of January.",
        "Come on Thursday, 1/21/2027, or on Thu 21.1.2027, from 11 am to 1 pm.",
        "Our hotline took 1200-1500 calls; the helpline 120.",
        "Call 911 in danger; text 988 if you need help; a) one b) two; ask :)",
    ];
    let found = said(&texts);
    let alarms: Vec<_> = texts.iter().zip(&found).filter(|(_, found)| !found.is_empty()).collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn a_translation_is_held_against_its_source() {
    let project = Project::small();
    let source = "title = 'Signs'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Under 18, it is always a crime'\n\
                  [text.act]\nclass = 'safety'\nfull = 'Do not confront anyone. Call 911.'\n\
                  [text.more]\nfull = 'Learn the warning signs and what you can do with them.'\n\
                  [contact.desk]\nname = 'The desk'\nphone = '(406) 555-0134'\nhours = 'Monday to Friday, 9 to 5'\n";
    let right = "language = 'es'\ntitle = 'Señales'\n[translation]\nstatus = 'draft'\n[text.headline]\nfull = 'Con menores de 18 años, siempre es un delito'\n\
                 [text.act]\nfull = 'No enfrente a nadie. Llame al 911.'\n\
                 [text.more]\nfull = 'Conozca las señales y lo que puede hacer con ellas.'\n\
                 [contact.desk]\nname = 'La mesa'\nhours = 'De lunes a viernes, de 9 a 17'\n";
    project.write("content/signs.toml", source);
    let order = "\n[[make]]\ncontent = 'signs'\nformats = ['slip']\norgs = ['library']\nlanguages = ['es']\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + order));
    let found = |from: &str, to: &str| {
        assert!(right.contains(from), "{from}");
        project.write("content/signs.es.toml", &right.replace(from, to));
        let ran = project.run(&["build", "-n", "--message-format", "short"]);
        checks(&ran, "content/signs.es.toml:").into_iter().filter(|check| check != "draft-translation").collect::<Vec<_>>()
    };
    assert!(found("18", "18").is_empty());
    assert_eq!(found("18", "16"), ["translation-differs"]);
    assert_eq!(found("No enfrente a nadie", "Enfrente a nadie"), ["translation-differs"]);
    assert_eq!(found("de 9 a 17", "de 9 a 18"), ["translation-differs"]);
    assert_eq!(found("viernes", "sábado"), ["translation-differs"]);
    let english = "Learn the warning signs and what you can do with them.";
    assert_eq!(found("Conozca las señales y lo que puede hacer con ellas.", english), ["missing-translation"]);
}

#[test]
fn organizations_are_held_against_each_other() {
    let project = Project::small();
    let org = |id: &str, text: &str| project.write(&format!("content/orgs/{id}.toml"), text);
    org("one", "name = 'One Place'\nphone = '(406) 555-0150'\nemail = 'a@one.example.org'\nweb = 'https://one.example.org/'\n");
    let found = |text: &str| {
        org("two", text);
        let ran = project.run(&["build", "-n", "--message-format", "short"]);
        checks(&ran, "content/orgs/two.toml:").into_iter().collect::<Vec<_>>()
    };
    let good = "name = 'Two Place'\nphone = '(406) 555-0151'\nemail = 'a@two.example.org'\nweb = 'https://two.example.org/'\n";
    assert!(found(good).is_empty());
    assert!(found(&good.replace("two.example", "one.example")).is_empty(), "branches share a site");
    assert!(found(&good.replace("a@two.example.org", "two@gmail.com")).is_empty());
    assert_eq!(found(&good.replace("Two", "One")), ["same-name"]);
    assert_eq!(found(&good.replace("0151", "0150")), ["same-phone"]);
    assert_eq!(found(&good.replace("a@two", "a@one")), ["other-house"]);
    assert_eq!(found(&good.replace("https://two", "https://one")), ["other-house"]);
    assert_eq!(found(&(good.to_string() + "languages = ['english']\n")), ["nothing-to-make", "unknown-name"]);
    assert_eq!(found(&good.replace("Two Place", "Your Organization")), ["left-over"]);
    assert_eq!(
        found(&good.replace("(406) 555-0151", "TBD")),
        Vec::<String>::new(),
        "numbers in keys are looked at where they are set"
    );
}

/// Facts in words that no record beside them bears out.
#[test]
fn years_and_sums_in_words_are_held_against_records() {
    let wrong = [
        "In 2016 there were {cases.2015} cases.",
        "From 40 in 2014 to 106 in 2022.",
        "A total of 75: 40 adults and 25 children.",
    ];
    let right = [
        "In 2015 there were {cases.2015} cases, and {cases.2022} in 2022.",
        "The 2016 report counted {cases.2015} cases for 2015.",
        "From {cases.2015} in 2015 to {cases.2022} in 2022, 40 hours, 2022 was wet.",
        "A total of 65: 40 adults and 25 children.",
        "In 2022, 106 cases; 60 people came in 2023.",
    ];
    let found = said(&[&wrong[..], &right[..]].concat());
    // The record has no 40: only a value of another year is told of.
    assert!(found[0].contains("arithmetic") && found[2].contains("arithmetic"), "{found:?}");
    for (text, found) in right.iter().zip(&found[wrong.len()..]) {
        assert!(!found.contains("arithmetic"), "{text}: {found:?}");
    }
}

/// Numbers of a sheet that has one office: the words and the code say its number.
#[test]
fn a_number_beside_the_only_contact_is_the_contacts() {
    let sheet = |lead: &str, more: &str| {
        format!(
            "title = \"Night\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Night\"\n[text.lead]\nfull = \"{lead}\"\n[contact.desk]\nname = \"The desk\"\nphone = \"(406) 555-0134\"\n{more}"
        )
    };
    let project = Project::small();
    let mut order = project.text("handbill.toml");
    let second = "[contact.butte]\nname = \"Butte\"\nphone = \"(406) 555-0136\"\n";
    let code = "[qr.call]\ncall = \"(406) 555-0124\"\nlabel = \"Call us\"\n";
    let cases = [
        (sheet("Call (406) 555-0135.", ""), true),
        (sheet("Come in.", code), true),
        (sheet("Call (406) 555-0134.", ""), false),
        (sheet("Call (406) 555-0135.", second), false),
        (sheet("Call (406) 555-0135 or (406) 555-0137.", ""), false),
        (sheet("Call (406) 555-0198.", ""), false),
    ];
    for (n, (content, _)) in cases.iter().enumerate() {
        project.write(&format!("content/sheet-{n}.toml"), content);
        order += &format!("\n[[make]]\ncontent = \"sheet-{n}\"\nformats = [\"slip\"]\norgs = [\"library\"]\n");
    }
    project.write("handbill.toml", &order);
    let ran = project.run(&["build", "-n", "--message-format", "short"]);
    for (n, (content, told)) in cases.iter().enumerate() {
        let found = checks(&ran, &format!("content/sheet-{n}.toml:"));
        assert_eq!(found.contains("near-number"), *told, "{content}: {found:?}");
    }
}

/// A copy of a built-in content that is no longer what safety hangs on.
#[test]
fn copies_keep_what_is_locked() {
    let built =
        |name: &str| std::fs::read_to_string(format!("{}/content/{name}.toml", env!("CARGO_MANIFEST_DIR"))).expect("it is there");
    let (signs, notice) = (built("know-the-signs"), built("montana-notice"));
    let cases = [
        ("know-the-signs", signs.clone(), ""),
        ("know-the-signs", signs.replace("1-888-373-7888", "1-888-373-7898"), "says `7898`"),
        ("know-the-signs", signs.replace("Call 911.", "Call 991."), "says `991`"),
        ("know-the-signs", signs.replace("[text.act]", "[text.acting]").replace("In danger now?", "Hello."), ""),
        (
            "know-the-signs",
            signs[..signs.find("[steps.act]").expect("steps")].to_string()
                + &signs[signs.find("[contact.hotline]").expect("hotline")..],
            "`steps.act` of the built-in content",
        ),
        ("montana-notice", notice.clone(), ""),
        ("montana-notice", notice.replace("cannot leave", "leave cannot"), "where the law has worded them"),
    ];
    for (name, text, wanted) in cases {
        let project = Project::small();
        project.write(&format!("content/{name}.toml"), &text);
        let order = project.text("handbill.toml")
            + &format!("\n[[make]]\ncontent = \"{name}\"\nformats = [\"flyer-letter\"]\norgs = [\"library\"]\n");
        project.write("handbill.toml", &order);
        let ran = project.run(&["build", "-n", "--message-format", "short"]);
        let told: Vec<&str> = ran.stderr.lines().filter(|line| line.contains("[locked-text]")).collect();
        assert_eq!(
            told.iter().any(|line| line.contains(wanted)) && !told.is_empty(),
            !wanted.is_empty(),
            "{name}, {wanted}: {told:?}"
        );
    }
}

/// Names, addresses and languages of organizations that no reader would believe, and those that are so.
#[test]
fn organizations_have_whole_addresses_and_named_languages() {
    let project = Project::small();
    let orgs = [
        ("bad-zip", "name = \"Fir House\"\naddress = \"1 Oak St, Boise, ID 8370\"\n", "zip-and-state"),
        ("bad-name", "name = \"Elk\\nHouse\"\n", "bad-value"),
        ("bad-language", "name = \"Ash House\"\nhotline = \"(406) 555-0171\"\nhotline_languages = [\"trq\"]\n", "unknown-name"),
        (
            "good",
            "name = \"TBD Dance\"\naddress = \"Milepost 12, MT 200\"\nhotline = \"(406) 555-0172\"\nhotline_languages = [\"lkt\", \"es-MX\", \"chr\", \"mix\"]\n",
            "",
        ),
    ];
    let mut order = project.text("handbill.toml");
    for (name, text, _) in orgs {
        project.write(&format!("content/orgs/{name}.toml"), text);
        let content = SHEET.replace("LEAD", "{org.name}, {org.hotline_languages?}");
        project.write("content/sheet.toml", &content);
        order += &format!("\n[[make]]\ncontent = \"sheet\"\nformats = [\"slip\"]\norgs = [\"{name}\"]\n");
    }
    project.write("handbill.toml", &order);
    let ran = project.run(&["build", "-n", "--message-format", "short"]);
    for (name, _, wanted) in orgs {
        let found = checks(&ran, &format!("content/orgs/{name}.toml:"));
        assert!(if wanted.is_empty() { found.is_empty() } else { found.contains(wanted) }, "{name}: {found:?}\n{}", ran.stderr);
    }
}
