//! The first hour with content of one's own: each mistake is answered with what to type, and good input with nothing.

use crate::harness::judge;
use crate::harness::project::Project;
use crate::harness::run::{Ran, TODAY};

const CONTENT: &str = "content/blood-drive.toml";
const ORG: &str = "content/orgs/centre.toml";
const ORDER: &str = "handbill.toml";

/// A blood drive as somebody writes it on the first day, with nothing wrong.
fn first_hour() -> Project {
    let project = Project::empty();
    project.write(
        ORDER,
        r#"[project]
name = "Blood drive"

[[make]]
content = "blood-drive"
formats = ["flyer-letter"]
orgs    = "all"
"#,
    );
    project.write(
        CONTENT,
        r#"title    = "Blood drive"
language = "en"
audience = "event"

[text.headline]
full = "Give blood"

[text.lead]
full = "One hour can help."

[list.bring]
items = ["Eat", "Drink"]

[event.drive]
title   = "Blood drive"
start   = 2027-01-16T09:00:00
end     = 15:00:00
venue   = "County Fairgrounds"
address = "98 W Custer Ave, Helena, MT 59602"

[contact.desk]
name  = "Questions"
phone = "{org.phone}"

[qr.signup]
link  = "{org.web}"
label = "Sign up"
"#,
    );
    project.write(ORG, "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\nweb = \"https://centre.example.org/\"\n");
    project
}

/// Looks for mistakes with one planted in a file. The words must all be told.
#[track_caller]
fn check(path: &str, from: &str, to: &str, words: &[&str]) -> Ran {
    let project = first_hour();
    project.edit(path, from, to);
    told(&project, words)
}

#[track_caller]
fn told(project: &Project, words: &[&str]) -> Ran {
    // With -C, as projects are also looked for in the folders above.
    let ran = project.run(&["-C", ".", "check", "--as-of", TODAY]);
    assert!(matches!(ran.code, Some(1 | 2)), "{ran:?}");
    for word in words {
        assert!(ran.stderr.contains(word), "no {word:?} in\n{}", ran.stderr);
    }
    let errors = ran.stderr.lines().filter(|line| line.starts_with("error")).count();
    assert_eq!(errors, 1, "one mistake, one error:\n{}", ran.stderr);
    ran
}

#[test]
fn nothing_wrong_is_nothing_told() {
    let ran = first_hour().run(&["check"]).expect(0);
    assert!(!ran.stderr.contains("error") && !ran.stderr.contains("unread-file"), "{}", ran.stderr);
}

#[test]
fn a_line_that_is_no_toml_is_answered_with_the_line_to_type() {
    let lead = "full = \"One hour can help.\"";
    check(CONTENT, lead, "full = \"One \"hour\" can help.\"", &["blood-drive.toml:9", r#"`full = "One \"hour\" can help."`"#]);
    check(CONTENT, lead, "full = “One hour can help.”", &["curly", "write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full = \"One hour can help.", &["not closed", "write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full = One hour can help.", &["write `full = \"One hour can help.\"`"]);
    check(CONTENT, lead, "full: One hour can help.", &["write `full = \"One hour can help.\"`"]);
    check(CONTENT, "[text.lead]", "[text lead]", &["write `[text.lead]`"]);
    check(CONTENT, "[text.lead]", "[[text.lead]]", &["write `[text.lead]`"]);
    check(CONTENT, "[\"Eat\", \"Drink\"]", "[\"Eat\" \"Drink\"]", &["no comma", "`\"Eat\",`"]);
    check(CONTENT, "2027-01-16T09", "2027-02-30T09", &["February 2027 has 28 days"]);
    check(CONTENT, "2027-01-16T09:00:00", "2027-01-16 9:00", &["write `start = 2027-01-16T09:00:00`"]);
    check(CONTENT, "15:00:00", "3 p.m.", &["write `end = 15:00:00`"]);
    check(ORG, "web =", "[color]\nbrand = #a8123a\n#", &["write `brand = \"#a8123a\"`"]);
    check(ORG, "web =", "[logo]\nfile = \"C:\\Users\\me\\logo.png\"\n#", &["write `file = \"assets/logo.png\"`"]);
}

#[test]
fn words_of_other_programs_are_understood() {
    check(ORDER, "orgs    =", "for     = \"office\"\norgs    =", &["handbill.toml:7", "no key `for`", "did you mean `purpose`?"]);
    check(CONTENT, "venue   =", "where   =", &["no key `where`", "did you mean `venue`?"]);
    check(CONTENT, "venue   =", "price   = \"Free\"\nvenue   =", &["no key `price`", "did you mean `cost`?"]);
    check(ORG, "web =", "website =", &["no key `website`", "did you mean `web`?"]);
}

#[test]
fn two_makes_of_one_sheet_are_told_once_with_the_line_that_tells_them_apart() {
    let project = first_hour();
    let twice = "formats = [\"flyer-letter\", \"half-letter\"]\norgs    = \"all\"\n";
    let second = format!("{twice}\n[[make]]\ncontent = \"blood-drive\"\ntheme   = \"bold\"\n{twice}");
    project.edit(ORDER, "formats = [\"flyer-letter\"]\norgs    = \"all\"\n", &second);
    let line = "output = \"out/{purpose}/{org}/{content}-{format}-{lang}-{theme}.pdf\"";
    told(&project, &["same-output", &format!("write `{line}` under `[defaults]`")]);
    project.edit(ORDER, "name = \"Blood drive\"\n", &format!("name = \"Blood drive\"\n\n[defaults]\n{line}\n"));
    project.run(&["-C", ".", "check", "--as-of", TODAY]).expect(0);
}

#[test]
fn what_stands_twice_is_shown_in_both_places() {
    check(CONTENT, "[list.bring]", "[text.lead]\nfull = \"x\"\n\n[list.bring]", &["`text.lead` stands twice", "the first"]);
    check(CONTENT, "[list.bring]", "full = \"x\"\n\n[list.bring]", &["`full` stands twice", "the first"]);
}

#[test]
fn names_are_compared_with_all_there_are() {
    check(ORDER, "\"flyer-letter\"", "\"walet-card\"", &["did you mean `wallet-card`?"]);
    let ran = check(ORDER, "\"flyer-letter\"", "\"flyer\"", &["`flyer-letter`", "`flyer-a4`"]);
    assert!(!ran.stderr.contains("wallet"), "{}", ran.stderr);
    check(ORDER, "\"blood-drive\"", "\"blooddrive\"", &["did you mean `blood-drive`?"]);
    for language in ["spanish", "Espanol", "es-MX", "esp"] {
        check(ORDER, "\"all\"", &format!("\"all\"\nlanguages = [\"{language}\"]"), &["did you mean `es` (Spanish)?"]);
    }
    check(ORDER, "\"all\"", "\"all\"\ntheme = \"bould\"", &["did you mean `bold`?"]);
    check(ORDER, "\"all\"", "[\"center\"]", &["did you mean `centre`?"]);
    check(CONTENT, "[qr.signup]", "[qrcode.signup]", &["did you mean `qr`?"]);
    check(CONTENT, "[list.bring]", "[bullets.bring]", &["did you mean `list`?"]);
    check(CONTENT, "phone = \"{org.phone}\"", "phone = \"{phone}\"", &["did you mean `{org.phone}`?"]);
}

#[test]
fn names_on_the_command_line_too() {
    let project = first_hour();
    let refused = |arguments: &[&str], words: &str| {
        let ran = project.run(arguments);
        assert!(ran.code != Some(0) && ran.stderr.contains(words), "{words}:\n{}", ran.stderr);
    };
    refused(&["check", "blooddrive"], "did you mean `blood-drive`?");
    refused(&["check", "--lang", "spanish"], "did you mean `es` (Spanish)?");
    refused(&["check", "wallet-card"], "no `[[make]]` of `handbill.toml` asks for the format `wallet-card`");
    refused(&["check", "--org", "center"], "did you mean `centre`?");
}

#[test]
fn other_encodings_name_the_file_and_only_once() {
    for (encoding, name) in [("utf-16", "UTF-16LE"), ("windows", "Windows-1252")] {
        for path in [CONTENT, ORG, ORDER] {
            let project = first_hour();
            let text = format!("# café\n{}", project.text(path));
            let bytes: Vec<u8> = match encoding {
                "utf-16" => [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
                _ => text.chars().map(|c| u8::try_from(c as u32).expect("Latin-1")).collect(),
            };
            std::fs::write(project.path().join(path), bytes).expect("a temporary folder takes files");
            told(&project, &[&format!("`{path}` is {name}, wanted UTF-8"), &format!("{path}:1:6"), "save it as UTF-8"]);
        }
    }
}

#[test]
fn a_hidden_ending_is_seen() {
    for (path, new, help) in [
        (ORG, "content/orgs/centre.toml.txt", "rename it to `centre.toml`"),
        (CONTENT, "content/blood-drive.toml.txt", "rename it to `blood-drive.toml`"),
        (ORDER, "handbill.toml.txt", "rename `handbill.toml.txt` to `handbill.toml`"),
    ] {
        let project = first_hour();
        std::fs::rename(project.path().join(path), project.path().join(new)).expect("it is there");
        told(&project, &[help]);
    }
}

#[test]
fn a_missing_logo_is_looked_for() {
    let project = first_hour();
    project.edit(ORG, "web =", "logo.file = \"assets/logo.svg\"\nweb =");
    project.write(
        "assets/logos/Logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>",
    );
    told(&project, &["there is no file `assets/logo.svg`", "did you mean `assets/logos/Logo.svg`?"]);
    project.edit(ORG, "assets/logo.svg", "assets/sign.png");
    told(&project, &["put the file there, or name one that is: `assets/logos/Logo.svg`"]);
    project.edit(ORG, "assets/sign.png", "../sign.png");
    told(&project, &["lies outside the project", "write `assets/sign.png`"]);
}

#[test]
fn signs_that_paper_does_not_take_are_answered_with_others() {
    let lead = "full = \"One hour can help.\"";
    check(CONTENT, lead, "full = \"One <b>hour</b> can help.\"", &["`<b>` is what a web page writes", "write `**words**`"]);
    check(CONTENT, lead, "full = \"One hour can help 🩸\"", &["take it out: nothing here prints emoji"]);
}

#[test]
fn a_number_may_differ_in_a_translation_for_a_reason() {
    let project = first_hour();
    project.edit(CONTENT, "[list.bring]", "[text.who]\nfull = \"You weigh 110 lb or more.\"\n\n[list.bring]");
    project.edit(ORDER, "orgs    = \"all\"", "orgs = \"all\"\nlanguages = [\"es\"]");
    let spanish = "language = \"es\"\ntitle = \"Donación de sangre\"\n\n[translation]\nstatus = \"draft\"\n\n\
        [text.who]\nfull = \"Usted pesa 50 kg o más.\"\n";
    project.write("content/blood-drive.es.toml", spanish);
    let ran = project.run(&["check"]).expect(1);
    assert!(ran.stderr.contains("translation-differs") && ran.stderr.contains("differs = "), "{}", ran.stderr);
    project.write("content/blood-drive.es.toml", &format!("{spanish}differs = \"50 kg are 110 lb\"\n"));
    let ran = project.run(&["check"]);
    assert!(!ran.stderr.contains("translation-differs"), "{}", ran.stderr);
    project.edit("content/blood-drive.es.toml", "50 kg o", "50 kg (200) o");
    let ran = project.run(&["check"]).expect(1);
    assert!(ran.stderr.contains("`200` stands here once"), "another number is not excused:\n{}", ran.stderr);
}

/// What a project makes, and what it says on paper by `pdftotext`, without line breaks. A file for each format asked for.
fn printed(project: &Project, pdf: &str) -> Option<String> {
    judge::judge("pdftotext")?;
    let text = judge::text(&project.path().join(pdf));
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Case `event-reaches-no-paper`.
#[test]
fn an_event_is_on_every_sheet_with_day_and_place() {
    let project = first_hour();
    let formats = ["flyer-letter", "poster-11x17", "door-hanger", "wallet-card", "screen-square"];
    project.edit(ORDER, "[\"flyer-letter\"]", &format!("{formats:?}"));
    let ran = project.run(&["-C", ".", "build", "--strict", "--as-of", TODAY]).expect(0);
    assert!(!ran.stderr.contains("area-without-block"), "{}", ran.stderr);
    for format in formats {
        let Some(words) = printed(&project, &format!("out/office/centre/blood-drive-{format}-en.pdf")) else { return };
        for wanted in ["January 16, 2027", "9 a.m. to 3 p.m.", "County Fairgrounds", "98 W Custer Ave"] {
            assert!(words.contains(wanted), "{format} does not say {wanted:?}: {words}");
        }
    }
}

const SPANISH: &str = "language = \"es\"\ntitle = \"Donación\"\n[translation]\nby = \"Ana\"\nstatus = \"reviewed\"\n\
    reviewed_by = \"Rosa\"\nqualification = \"native\"\nreviewed_on = 2026-11-20\n[text.headline]\nfull = \"Done sangre\"\n\
    [text.lead]\nfull = \"Una hora puede ayudar.\"\n[list.bring]\nitems = [\"Coma\", \"Beba\"]\n[contact.desk]\nname = \"Preguntas\"\n\
    [qr.signup]\nlabel = \"Inscríbase\"\n";
const SPANISH_EVENT: &str = "[event.drive]\ntitle = \"Donación de sangre\"\nvenue = \"County Fairgrounds\"\n";

/// Cases `bilingual-half-missing` and `event-not-translatable`.
#[test]
fn the_second_language_is_whole_or_the_sheet_is_refused() {
    for theme in ["stacked", "side-by-side", "two-sides"] {
        let project = first_hour();
        project.edit(ORDER, "orgs    = \"all\"", &format!("orgs = \"all\"\nlanguages = [\"en+es\"]\ntheme = \"{theme}\""));
        project.write("content/blood-drive.es.toml", SPANISH);
        told(&project, &["error[missing-translation]: `event.drive` is not translated into `es`"]);
        project.write("content/blood-drive.es.toml", &format!("{SPANISH}{SPANISH_EVENT}"));
        project.run(&["-C", ".", "build", "--as-of", TODAY]).expect(0);
        let Some(words) = printed(&project, "out/office/centre/blood-drive-flyer-letter-en+es.pdf") else { return };
        let both = [
            "Give blood",
            "Done sangre",
            "One hour",
            "Una hora",
            "Drink",
            "Beba",
            "Saturday",
            "sábado",
            "Questions",
            "Preguntas",
        ];
        for wanted in both {
            assert!(words.contains(wanted), "{theme} does not say {wanted:?}: {words}");
        }
        assert_eq!(words.matches("(406) 555-0177").count(), 2, "{theme}: {words}");
    }
}

/// Case `events-beside-orgs`.
#[test]
fn rows_of_events_may_all_be_of_one_organization() {
    let project = first_hour();
    project.edit(ORDER, "orgs    = \"all\"", "orgs = [\"centre\"]\nevents = { table = \"e.csv\" }");
    project.write("e.csv", "title,start\nJazz,2027-06-04T19:30:00\nFolk,2027-06-11T19:30:00\n");
    project.run(&["-C", ".", "build", "--as-of", TODAY]).expect(0);
    for (id, day) in [("jazz", "Friday, June 4, 2027, 7:30 p.m."), ("folk", "Friday, June 11, 2027")] {
        let Some(words) = printed(&project, &format!("out/office/centre/blood-drive-{id}-flyer-letter-en.pdf")) else { return };
        assert!(words.contains(day) && !words.contains("January 16"), "{id}: {words}");
    }
}

/// Case `phone-digit-missing`: said once, where the number is written, whatever takes it from there.
#[test]
fn a_digit_too_few_or_too_many_is_named_once() {
    for bad in ["(406) 555-017", "(406) 555-01777", "406 555 017"] {
        let ran = check(ORG, "(406) 555-0177", bad, &["error[bad-phone]", bad, "content/orgs/centre.toml:2:9"]);
        assert!(!ran.stderr.contains("blood-drive.toml:"), "{}", ran.stderr);
    }
    let project = first_hour();
    project.edit(CONTENT, "link  = \"{org.web}\"", "call = \"{org.phone}\"");
    project.edit(ORG, "(406) 555-0177", "(406) 555-017");
    told(&project, &["content/orgs/centre.toml:2:9"]);
    let project = first_hour();
    project.write("p.csv", "name,phone,web\nOne,406555010,https://one.example.org\nTwo,40655501022,https://two.example.org\n");
    let ran = project.run(&["-C", ".", "check", "--orgs", "p.csv", "--message-format", "short", "--as-of", TODAY]).expect(1);
    assert_eq!(ran.stderr.matches("error[").count(), 2, "{}", ran.stderr);
    for cell in ["p.csv:2:5: error[bad-phone] `406555010` (9 digits)", "p.csv:3:5: error[bad-phone] `40655501022` (11 digits)"] {
        assert!(ran.stderr.contains(cell), "no {cell:?} in {}", ran.stderr);
    }
}

/// Case `starter-prints-blank-back`.
#[test]
fn a_first_build_prints_no_blank_back_and_no_empty_contact() {
    let project = first_hour();
    project.write(ORG, "name = \"Blood Centre\"\n");
    project.edit(CONTENT, "phone = \"{org.phone}\"", "phone = \"{org.phone?}\"\nemail = \"{org.email?}\"");
    project.edit(CONTENT, "link  = \"{org.web}\"", "link  = \"{org.web?}\"");
    project.run(&["-C", ".", "build", "--as-of", TODAY]).expect(0);
    let manifest = project.text("out/manifest.json");
    assert!(!manifest.contains("\"name\": \"back\""), "a back without words is printed: {manifest}");
    if let Some(words) = printed(&project, "out/office/centre/blood-drive-flyer-letter-en.pdf") {
        assert!(!words.contains("Questions") && !words.contains("Sign up"), "{words}");
    }
    let shown = project.run(&["-C", ".", "show", "flyer-letter", "--account"]).expect(0).stdout;
    assert!(shown.contains("nothing to say here (`{a?}`, `unless`): contact.desk, qr.signup"), "{shown}");
    check(CONTENT, "One hour can help.", "Write the message here, in one line", &["stands for words still to come"]);
}

/// Case `csv-e-mail`.
#[test]
fn headers_are_understood_however_they_are_written() {
    for header in ["Name;Phone;E-Mail;Web", "NAME;phone;e mail;WEB", "\u{feff}Organization;Telephone;E_Mail;Website"] {
        let project = first_hour();
        project.edit(CONTENT, "phone = \"{org.phone}\"", "phone = \"{org.phone}\"\nemail = \"{org.email}\"");
        project.write("p.csv", &format!("{header}\nSt Peter;4065550101;a@b.example.org;https://b.example.org/\n"));
        let ran = project.run(&["-C", ".", "build", "--orgs", "p.csv", "--as-of", TODAY]).expect(0);
        assert!(!ran.stderr.contains("unknown-column"), "{header}: {}", ran.stderr);
        let Some(words) = printed(&project, "out/office/st-peter/blood-drive-flyer-letter-en.pdf") else { return };
        assert!(words.contains("a@b.example.org") && words.contains("406-555-0101"), "{header}: {words}");
    }
}

/// Case `add-wider-than-column`: the code is too wide, not the word under it.
#[test]
fn what_is_too_wide_is_named_with_both_widths() {
    let project = first_hour();
    project.edit(CONTENT, "[qr.signup]\nlink  = \"{org.web}\"", "[qr.signup]\nevent = \"drive\"");
    project.edit(ORDER, "orgs    = \"all\"", "orgs = \"all\"\ntheme = \"ours\"");
    let theme = "name = \"Ours\"\nextends = \"plain\"\n[layout.flyer-letter.front]\ncolumns = \"1fr 1.6in\"\nareas = \"\"\"\n  headline headline\n  \
                 event event\n  lead code\n  points code\n  contact code\n\"\"\"\n[layout.flyer-letter.front.look.code]\nwidth = \"2in\"\n";
    project.write("assets/themes/ours.toml", theme);
    let ran =
        told(&project, &["error[unbreakable-word]", "`qr.signup`", "content/blood-drive.toml:25:5", "it has ", " mm and needs "]);
    assert!(!ran.stderr.contains("`Sign`"), "{}", ran.stderr);
}

/// Cases of `events-row`: a row with a preset of an ordinary flyer, and a row in a language that nothing speaks.
#[test]
fn a_row_of_a_calendar_stands_on_the_sheet_or_it_is_refused() {
    let project = first_hour();
    project.write("assets/presets/flyer.toml", "name = \"Flyer\"\nformats = [\"flyer-letter\"]\n");
    let table = "event_id,org_id,title,lang,date_start,time_start,time_end,timezone,venue,city,region,rsvp_required,rsvp_url,status,presets\n\
                 ev-1,centre,Webinar for County Partners,en,2027-02-09,10:00,11:00,America/Denver,Town Hall,Helena,MT,true,\
                 https://example.org/w,confirmed,flyer\n";
    project.write("min.csv", table);
    let build = |project: &Project| project.run(&["-C", ".", "build", "--events", "min.csv", "--for", "press", "--as-of", TODAY]);
    build(&project).expect(0);
    if let Some(words) = printed(&project, "out/press/centre/blood-drive-ev-1-flyer-letter-en.pdf") {
        for wanted in ["Webinar for County Partners", "Tuesday, February 9, 2027, 10 a.m. to 11 a.m.", "Town Hall", "Helena"] {
            assert!(words.contains(wanted), "no {wanted:?} in {words}");
        }
    }
    project.write("min.csv", &table.replace(",en,", ",ar,"));
    let ran = build(&project).expect(1);
    assert!(ran.stderr.contains("error[missing-translation]: `blood-drive` is not translated into `ar`"), "{}", ran.stderr);
    assert!(ran.stdout.is_empty() && ran.stderr.contains("min.csv:2:"), "{}", ran.stderr);
}

#[test]
fn an_event_may_be_called_as_one_of_its_parts() {
    let Some(_) = judge::judge("pdftotext") else { return };
    let project = Project::small();
    let order = "[project]\nname = \"River\"\n[defaults]\noutput = \"out/{theme}-{format}.pdf\"\n";
    let make = |theme: &str| {
        let formats = "formats = [\"poster-11x17\", \"flyer-letter\", \"half-letter\"]";
        format!("[[make]]\ncontent = \"river\"\n{formats}\norgs = [\"library\"]\ntheme = \"{theme}\"\nsides = 1\n")
    };
    project.write("handbill.toml", &(order.to_string() + &["almanac", "grid", "civic"].map(make).concat()));
    for name in ["day", "title", "when", "month"] {
        project.write(
            "content/river.toml",
            &format!(
                "title = \"River day\"\nlanguage = \"en\"\naudience = \"event\"\n[event.{name}]\ntitle = \"Along the river\"\n\
                 start = 2027-02-20T17:30:00\nend = 20:00:00\nvenue = \"Sage River Hall\"\n\
                 address = \"12 Mill Road, Helena, MT 59601\"\n[contact.desk]\nname = \"Desk\"\nphone = \"(406) 555-0123\"\n"
            ),
        );
        project.run(&["build"]).expect(0);
        for theme in ["almanac", "grid", "civic"] {
            for format in ["poster-11x17", "flyer-letter", "half-letter"] {
                let text = judge::text(&project.path().join(format!("out/{theme}-{format}.pdf")));
                assert_eq!(text.matches("Sage River Hall").count(), 1, "[event.{name}] of {theme} {format}: {text}");
                assert_eq!(
                    text.to_lowercase().matches("along the river").count(),
                    1,
                    "[event.{name}] of {theme} {format}: {text}"
                );
            }
        }
    }
}

#[test]
fn what_the_project_has_not_is_not_taken_from_the_example() {
    let project = Project::small();
    let order = "[project]\nname = \"Valley\"\n[[make]]\ncontent = \"CONTENT\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n";
    for built_in in ["event", "reading-night", "know-the-signs"] {
        project.write("handbill.toml", &order.replace("CONTENT", built_in));
        let ran = project.run(&["check", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains(&format!("error[unknown-name] there is no content `{built_in}`")), "{}", ran.stderr);
        assert!(!ran.stderr.contains(&format!("content/{built_in}.toml:")), "no file that is not there: {}", ran.stderr);
    } // A preset of one's own is held to its content; a built-in one that names a content of the example prints that of the make.
    let make = "[project]\nname = \"Valley\"\n[[make]]\ncontent = \"night\"\npresets = [\"PRESET\"]\norgs = [\"library\"]\n";
    project.write("assets/presets/handout.toml", "name = \"Handout\"\ncontent = \"nihgt\"\nformats = [\"flyer-letter\"]\n");
    project.write("handbill.toml", &make.replace("PRESET", "handout"));
    let ran = project.run(&["check", "--message-format", "short"]).expect(1);
    assert!(
        ran.stderr.contains("assets/presets/handout.toml:2:11: error[unknown-name] there is no content `nihgt`"),
        "{}",
        ran.stderr
    );
    project.write("handbill.toml", &make.replace("PRESET", "handbill-half-letter"));
    let listed = project.run(&["build", "--dry-run"]).expect(0).stdout;
    assert!(listed.contains("night-handbill-half-letter"), "{listed}");
}
