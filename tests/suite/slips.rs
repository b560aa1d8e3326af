//! Small mistakes of strangers, each in a content of its own: an event's keys, days and hours, languages, codes, organizations. And
//! good input beside each, which stays quiet.

use crate::harness::project::Project;
use std::collections::BTreeSet;

const EVENT: &str = r#"
title = "Open house"
language = "en"
audience = "event"

[text.lead]
full = "LEAD"

[event.main]
title = "Open house"
start = 2027-05-15T14:00:00
end = 17:00:00
venue = "Cottonwood Library"
address = "12 Main Street, Helena, MT 59601"
KEYS

[contact.desk]
name = "Questions"
phone = "(406) 555-0101"
"#;

const FLYER: &str = r#"
title = "Save water"
language = "TAG"
audience = "public"

[text.headline]
full = "TITLE"

[text.lead]
full = "LEAD"

[contact.desk]
name = "NAME"
phone = "(406) 555-0103"
KEYS
"#;

const LIBRARY: &str = "name = \"Cottonwood Library\"\nphone = \"(406) 555-0103\"\nemail = \"desk@cottonwood.example.org\"\nweb = \"https://cottonwood.example.org/\"\naddress = \"12 Main Street, Helena, MT 59601\"\n";

/// A content with an event; `lead`: its text, `keys`: further ones of the event.
fn event(lead: &str, keys: &str) -> String {
    EVENT.replace("LEAD", lead).replace("KEYS", keys)
}

/// A content in English; `keys`: further ones of its contact, and blocks behind it.
fn flyer(lead: &str, keys: &str) -> String {
    let words = FLYER.replace("TAG", "en").replace("TITLE", "Every drop counts").replace("NAME", "Questions");
    words.replace("LEAD", lead).replace("KEYS", keys)
}

fn spanish(lead: &str) -> String {
    let words = FLYER.replace("TAG", "es").replace("TITLE", "Cada gota cuenta").replace("NAME", "Preguntas");
    words.replace("LEAD", lead).replace("KEYS", "")
}

fn project(org: &str, contents: &[String]) -> Project {
    let project = Project::empty();
    let mut order = "[project]\nname = \"Slips\"\n".to_string();
    for (n, content) in contents.iter().enumerate() {
        project.write(&format!("content/sheet-{n}.toml"), content);
        let tag = if content.contains("language = \"es\"") { "es" } else { "en" };
        order += &format!(
            "[[make]]\ncontent = \"sheet-{n}\"\nformats = [\"flyer-letter\"]\norgs = [\"ours\"]\nlanguages = [\"{tag}\"]\n"
        );
    }
    project.write("handbill.toml", &order);
    project.write("content/orgs/ours.toml", org);
    project
}

/// The checks of errors and warnings in a file.
fn in_file(stderr: &str, file: &str) -> BTreeSet<String> {
    let lines = stderr.lines().filter_map(|line| line.strip_prefix(file)?.strip_prefix(':'));
    let name = |line: &str| {
        let (_, rest) = line.split_once(": error[").or_else(|| line.split_once(": warning["))?;
        Some(rest.split(']').next()?.to_string())
    };
    lines.filter_map(name).collect()
}

/// What is said of each content, in one run.
fn said(contents: &[String]) -> Vec<BTreeSet<String>> {
    let ran = project(LIBRARY, contents).run(&["check", "--as-of", "2026-11-29", "--message-format", "short"]);
    (0..contents.len()).map(|n| in_file(&ran.stderr, &format!("content/sheet-{n}.toml"))).collect()
}

#[track_caller]
fn each_is_named(check: &str, contents: &[String]) {
    for (content, said) in contents.iter().zip(said(contents)) {
        assert!(said.contains(check), "{said:?} for {content}");
    }
}

#[track_caller]
fn all_are_quiet(contents: &[String]) {
    for (content, said) in contents.iter().zip(said(contents)) {
        assert!(said.is_empty(), "{said:?} for {content}");
    }
}

#[test]
fn days_that_are_others_on_purpose_are_quiet() {
    let of_flyer = [
        "We have looked after the river since 12 May 1974.",
        "Last year, on October 4, 2026, two hundred people came at 6 p.m. and stayed late.",
        "On Saturday, September 26, 2026, we planted 300 trees. Thank you to all who came.",
        "The meeting of November 10, 2026 began at 7 p.m. Minutes are on our page.",
        "Updated November 20, 2026 at 9 a.m.",
        "Photo taken on Friday, June 5, 2026 at the fair.",
        "Printed on 100 percent recycled paper.",
    ];
    let of_event = [
        "Rain date: Sunday, May 16, 2027, 2 p.m.",
        "In case of rain we meet on Sunday, May 16, 2027.",
        "Register by May 10, 2027.",
        "Since 12 May 1974 we have opened our doors once a year.",
        "On Saturday, December 6, 2025, 200 people came. Come again.",
        "Next open house: Saturday, August 7, 2027.",
    ];
    let flyers = of_flyer.map(|lead| flyer(lead, ""));
    let events = of_event.map(|lead| event(lead, "cost = \"Free\""));
    all_are_quiet(&[flyers.to_vec(), events.to_vec()].concat());
}

#[test]
fn days_that_are_slips_are_named() {
    let leads = ["Rain date: Saturday, May 8, 2027.", "Come on Saturday, May 8, 2027.", "Come on May 15, 2026 at 2 p.m."];
    each_is_named("date-in-words", &leads.map(|lead| event(lead, "")));
    each_is_named("event-past", &[flyer("Join us on Saturday, September 26, 2026.", "")]);
}

#[test]
fn what_an_event_has_and_would_not_print_is_refused() {
    let bad = ["http://example.org/x", "https:/example.org/x", "example.org/x", "https://", "TBD"];
    each_is_named("bad-url", &bad.map(|link| event("Come in.", &format!("rsvp_link = \"{link}\""))));
    let bad = ["TBD", "406-555-010", "see web"];
    each_is_named("bad-phone", &bad.map(|number| event("Come in.", &format!("rsvp_phone = \"{number}\""))));
    let hollow =
        ["cost = \"\"", "cost = \"?\"", "access = \"-\"", "room = \" \"", "speaker_title = \"Director\"", "rsvp_by = 2027-05-01"];
    each_is_named("missing-key", &hollow.map(|keys| event("Come in.", keys)));
    each_is_named(
        "placeholder",
        &["room = \"{org.name}\"", "subtitle = \"With {org.name}\""].map(|keys| event("Come in.", keys)),
    );
    let good = [
        "rsvp_link = \"https://cottonwood.example.org/r\"",
        "rsvp_phone = \"(406) 555-0101\"\nrsvp_by = 2027-05-01",
        "cost = \"$5\"",
    ];
    all_are_quiet(&good.map(|keys| event("Come in.", keys)));
}

#[test]
fn hours_prices_and_seats_are_those_of_the_event() {
    let keys = "cost = \"Free\"\nseats = 40";
    let wrong = [
        "It starts at 3 p.m.",
        "We begin at 7 p.m. sharp.",
        "Starts at 7.",
        "It ends at 6 p.m.",
        "Open from 2 to 6 pm.",
        "From 3 to 5 p.m.",
        "Admission is $5.",
        "Tickets are $10.",
        "There are 60 seats.",
        "Room for sixty.",
        "Find us at 14 Main Street.",
        "Join us on May 16.",
    ];
    each_is_named("event-differs", &wrong.map(|lead| event(lead, keys)));
    let good = [
        "It starts at 2 p.m. and ends at 5 p.m.",
        "Doors open at 1:30 p.m., music at 2.",
        "Tours start at 2:30 p.m. and 3:30 p.m.",
        "The reading begins at 4 p.m.",
        "The library opens at 9 a.m. as always.",
        "Coffee from 3 to 4 p.m.",
        "From 2 to 5 p.m.",
        "Parking is $2. Books are $5.",
        "Admission is free.",
        "There are 40 seats, and forty cups.",
        "Only 10 seats left.",
        "12 tables of 8.",
        "Last year we began at 3 p.m.",
        "Join us on May 15.",
    ];
    all_are_quiet(&good.map(|lead| event(lead, keys)));
}

#[test]
fn a_sentence_in_another_language_is_named() {
    let wrong = [
        "El río está bajo, y cada gota cuenta en agosto.",
        "Ahorre agua en casa, por favor.",
        "Llame hoy mismo.",
        "No riegue el jardín durante el día.",
        "Das Wasser ist knapp, bitte sparen Sie zu Hause.",
    ];
    let wrong = wrong.map(|lead| flyer(lead, "")).to_vec();
    let english = [
        "Please call before noon.",
        "Call us today.",
        "El río está bajo. Save water at home every day.",
        "Free food for all children under 18.",
    ];
    each_is_named("unmarked-language", &[wrong, english.map(spanish).to_vec()].concat());
    let good = [
        "Come to La Plaza de los Niños for tamales and a piñata.",
        "Meet Maria de la Cruz and Juan de los Santos.",
        "We read Don Quijote de la Mancha in May.",
        "The menu: arroz con pollo, agua de jamaica, flan and tres leches.",
        "Learn salsa, bachata and cha-cha-cha.",
        "Feliz Navidad and Merry Christmas to all.",
        "Día de los Muertos",
    ];
    all_are_quiet(&good.map(|lead| flyer(lead, "")));
}

#[test]
fn accents_and_opening_marks_are_not_lost() {
    each_is_named("lost-accent", &["Para ninos de 5 a 12 anos.", "Pida informacion."].map(spanish));
    each_is_named("lonely-mark", &["Tiene preguntas? Llame hoy.", "Venga con su familia!"].map(spanish));
    let good = [
        "¿Tiene preguntas? ¡Llame hoy!",
        "Para niños de 5 a 12 años.",
        "Jeopardy! en vivo el lunes.",
        "Si tiene preguntas, ¿a quién llama?",
    ];
    all_are_quiet(&good.map(spanish));
}

#[test]
fn a_code_and_the_words_under_it_are_one() {
    let code = |payload: &str| flyer("Save water.", &format!("\n[qr.more]\nlabel = \"More about water\"\n{payload}\n"));
    let link = "link = \"https://cottonwood.example.org/water\"\nreadable = ";
    each_is_named(
        "bad-url",
        &[format!("{link}\"cottonwood.example.org/fire\""), "link = \"https:/cottonwood.example.org\"".into()].map(|p| code(&p)),
    );
    let wrong = [
        "call = \"(406) 555-0103\"\nreadable = \"cottonwood.example.org\"",
        "email = \"desk@cottonwood.example.org\"\nreadable = \"water@cottonwood.example.org\"",
        "text = { to = \"(406) 555-0103\", say = \"LEAK\" }\nreadable = \"Text DRIP to (406) 555-0103\"",
        "geo = \"0, 0\"",
        "geo = \"46, -112\"",
    ];
    each_is_named("bad-value", &wrong.map(code));
    let good = [
        format!("{link}\"cottonwood.example.org\""),
        format!("{link}\"www.cottonwood.example.org/water/\""),
        "text = { to = \"(406) 555-0103\", say = \"LEAK\" }\nreadable = \"Text LEAK to (406) 555-0103\"".into(),
        "geo = \"46.58936, -112.03910\"".into(),
    ];
    all_are_quiet(&good.map(|p| code(&p)));
    let of_event = |place: &str| event("Come in.", &format!("\n[qr.map]\nlabel = \"The way\"\ngeo = \"{place}\"\n"));
    each_is_named("bad-value", &["46.58936, 112.03910", "39.7392, -104.9903"].map(of_event));
    all_are_quiet(&[of_event("46.58936, -112.03910")]);
}

#[test]
fn what_belongs_to_another_organization_is_named() {
    let other = "name = \"Rivertown Library\"\nphone = \"(406) 555-0171\"\nweb = \"https://rivertown.example.com/\"\n";
    let told = |say: &str| {
        let project = project(&format!("{LIBRARY}[say]\ntext.lead = \"{say}\"\n"), &[flyer("Save water.", "")]);
        project.write("content/orgs/rivertown.toml", other);
        let ran = project.run(&["check", "--as-of", "2026-11-29", "--message-format", "short"]);
        in_file(&ran.stderr, "content/orgs/ours.toml")
    };
    for say in ["See rivertown.example.com.", "Call (406) 555-0171.", "Write to desk@elsewhere.example.net."] {
        assert!(told(say).contains("borrowed"), "{say}: {:?}", told(say));
    }
    for say in [
        "See cottonwood.example.org.",
        "Call (406) 555-0103.",
        "Write to desk@cottonwood.example.org or cottonwood@gmail.com.",
        "See deq.mt.gov.",
    ] {
        assert!(told(say).is_empty(), "{say}: {:?}", told(say));
    }
}

#[test]
fn items_are_held_against_each_other_and_their_heading() {
    let list = |heading: &str, items: &str| {
        flyer("Save water.", &format!("\n[list.ways]\nheading = \"{heading}\"\nitems = [{items}]\n"))
    };
    let steps = |items: &str| flyer("Save water.", &format!("\n[steps.tap]\nheading = \"Mend a tap\"\nitems = [{items}]\n"));
    let by_hand = [
        list("Ways", "\"1. Water the garden\", \"2. Mend the tap\""),
        steps("\"1) Turn it off.\", \"2) Take it out.\""),
        steps("\"Step 1: Turn it off.\", \"Step 2: Take it out.\""),
        steps("\"Turn it off.\", \"Do step 5 again.\""),
    ];
    each_is_named("numbered-by-hand", &by_hand);
    each_is_named("same-item", &[list("Food", "\"Soup: $5\", \"Salad: $6\", \"Soup: $7\"")]);
    each_is_named("date-in-words", &[list("Program", "\"9:00 Welcome\", \"10:00 Talk\", \"9:30 End\"")]);
    each_is_named("arithmetic", &[list("Three ways to help", "\"Water\", \"Mend\"")]);
    let good = [
        list("Three ways to help", "\"Water\", \"Mend\", \"Wait\""),
        list("Ways", "\"2 cups of flour\", \"3 eggs\", \"1 cup of milk\""),
        list("Food", "\"Soup: $5\", \"Salad: $5\", \"Soup of the day: $7\""),
        list("Program", "\"9:00 Welcome\", \"11:30 Talk\", \"12:15 Lunch\", \"1:00 Walk\""),
        list("Program", "\"6 p.m. Doors\", \"7 p.m. Music\", \"1 a.m. Last bus\""),
        list("Two nights in May", "\"Friday: jazz\", \"Saturday: blues\", \"Bar from six\""),
        steps("\"First turn it off.\", \"Then take it out.\", \"Go back to step 1.\""),
    ];
    all_are_quiet(&good);
}

#[test]
fn events_of_one_sheet_are_held_against_each_other() {
    let series = |headline: &str, lead: &str, events: &[(&str, &str, &str)]| {
        let blocks: String = events
            .iter()
            .enumerate()
            .map(|(n, (title, start, room))| {
                format!("[event.e{n}]\ntitle = \"{title}\"\nstart = {start}\nvenue = \"The hall\"\nroom = \"{room}\"\n")
            })
            .collect();
        format!(
            "title = \"Evenings\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"{headline}\"\n[text.lead]\nfull = \"{lead}\"\n{blocks}"
        )
    };
    let two = [("Strings", "2027-05-01T19:30:00", "A"), ("Brass", "2027-05-15T19:30:00", "A")];
    each_is_named("arithmetic", &[series("Five evenings of music", "Bring a blanket.", &two)]);
    each_is_named("date-in-words", &[series("Two evenings of music", "Every second Friday on the lawn.", &two)]);
    let twice = [("Strings", "2027-05-01T19:30:00", "A"), ("Strings", "2027-05-01T19:30:00", "A")];
    let one_room = [("Strings", "2027-05-01T19:30:00", "A"), ("Brass", "2027-05-01T19:30:00", "A")];
    each_is_named("event-time", &[series("Music", "Bring a blanket.", &twice), series("Music", "Bring a blanket.", &one_room)]);
    let two_rooms = [("Strings", "2027-05-01T19:30:00", "A"), ("Brass", "2027-05-01T19:30:00", "B")];
    let good = [
        series("Two evenings of music", "Every second Saturday on the lawn.", &two),
        series("Evenings of music", "Open every day but Friday. We sing on Saturdays.", &two),
        series("Music in two rooms", "Bring a blanket.", &two_rooms),
    ];
    all_are_quiet(&good);
}

#[test]
fn prices_are_whole_and_our_own_number_is_ours() {
    each_is_named("odd-number", &["cost = \"5\"", "cost = \"$ 5\""].map(|keys| event("Come in.", keys)));
    each_is_named("left-over", &["cost = \"Free?\"", "room = \"Hall 2?\""].map(|keys| event("Come in.", keys)));
    let good = ["cost = \"$5\"", "cost = \"5 dollars\"", "cost = \"2 cans of food\"", "cost = \"$5–$10\""];
    all_are_quiet(&good.map(|keys| event("Come in.", keys)));
    each_is_named("near-number", &[flyer("Call us at (406) 444-2212.", "")]);
    all_are_quiet(&[flyer("Call us at (406) 555-0103.", ""), flyer("Call the county at (406) 444-2212.", "")]);
}

#[test]
fn a_line_for_people_in_danger_is_not_left_out_without_a_word() {
    let contacts = "\n[contact.crisis]\nCLASSname = \"Crisis Text Line\"\ntext = { to = \"741741\", say = \"HOME\" }\n";
    let said = |class: &str, format: &str| {
        let project = project(LIBRARY, &[flyer("Save water.", &contacts.replace("CLASS", class))]);
        project.edit("handbill.toml", "flyer-letter", format);
        let ran = project.run(&["check", "--as-of", "2026-11-29", "--message-format", "short"]);
        in_file(&ran.stderr, "content/sheet-0.toml")
    };
    assert!(said("", "sticker-3x5").contains("block-without-area"));
    assert_eq!(said("not_on = [\"sticker-3x5\"]\n", "sticker-3x5"), BTreeSet::new());
    // A card has room for both.
    assert_eq!(said("", "wallet-card"), BTreeSet::new());
    assert_eq!(said("class = \"safety\"\n", "wallet-card"), BTreeSet::new());
}
