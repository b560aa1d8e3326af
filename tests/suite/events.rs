//! Events beside their sheets: the calendar file in the manifest, the code for calendars, the Spanish frame, and what is
//! made of an event by presets.

use crate::harness::judge;
use crate::harness::manifest::Manifest;
use crate::harness::project::Project;

/// Two events of one organization: one to register for, one without.
fn events() -> Project {
    let project = Project::empty();
    project.write(
        "handbill.toml",
        "[project]\nname = \"Events\"\n\n[defaults]\nlanguages = [\"en\", \"es\"]\n\n[[make]]\ncontent = \"event\"\n\
         formats = [\"handbill-half-letter\"]\nevents = { table = \"events.csv\" }\n",
    );
    project.write("content/orgs/north-fork.toml", "name = \"North Fork Outreach\"\nphone = \"(406) 555-0142\"\n");
    project.write(
        "events.csv",
        "id,org,language,title,start,end,zone,venue,join,rsvp_link,status\n\
         talk,north-fork,en,Know the Signs,2036-01-11T18:30:00,19:30,America/Denver,Library,,https://nf.example.org/talk,\n\
         open,north-fork,es,Puertas abiertas,2036-02-11T18:30:00,19:30,America/Denver,Biblioteca,,,\n\
         web,north-fork,en,Online Hour,2036-02-12T18:30:00,19:30,America/Denver,,https://nf.example.org/online,,\n",
    );
    project
}

const TALK: &str = "out/office/north-fork/event-talk-handbill-half-letter-en";
const OPEN: &str = "out/office/north-fork/event-open-handbill-half-letter-es";
const WEB: &str = "out/office/north-fork/event-web-handbill-half-letter-en";

#[test]
fn a_calendar_file_belongs_to_its_product() {
    let project = events();
    let ran = project.run(&["build"]).expect(0);
    assert!(ran.stdout.lines().any(|line| line == format!("{TALK}.ics")), "{}", ran.stdout);
    let manifest = project.text("out/manifest.json");
    let hash = blake3::hash(&project.read(&format!("{TALK}.ics"))).to_hex();
    assert!(manifest.contains(&format!("\"path\": \"{TALK}.ics\",\n        \"blake3\": \"{hash}\"")), "{manifest}");
    let looked = project.run(&["check", "--built"]).expect(0);
    assert!(looked.stderr.contains("6 files opened, 3 codes read, 0 differ"), "{}", looked.stderr);

    project.edit(&format!("{TALK}.ics"), "SUMMARY:Know", "SUMMARY:Now");
    std::fs::remove_file(project.path().join(format!("{WEB}.ics"))).expect("it was made");
    let looked = project.run(&["check", "--built"]).expect(1);
    assert!(looked.stderr.contains(&format!("`{TALK}.ics` has other bytes than were written")), "{}", looked.stderr);
    assert!(looked.stderr.contains(&format!("`{WEB}.ics` is gone")), "{}", looked.stderr);
    let again = project.run(&["build"]).expect(0).stdout;
    assert!(again.contains(&format!("{WEB}.ics")) && !again.contains("event-open"), "{again}");
    project.run(&["check", "--built"]).expect(0);
}

/// A file of somebody else is not replaced, and one of ours goes when the event goes.
#[test]
fn a_calendar_file_replaces_nothing_and_goes_with_its_event() {
    let project = Project::small();
    let path = "out/office/school/night-slip-en.ics";
    project.write(path, "somebody's own");
    project.edit(
        "assets/themes/leaf.toml",
        "  contact.desk   org.logo",
        "  contact.desk   org.logo\n  event.main     event.main",
    );
    let content = project.text("content/night.toml");
    let event = "\n[event.main]\ntitle = \"Night\"\nstart = 2041-01-11T18:30:00\n";
    project.write("content/night.toml", &format!("{content}{event}"));
    let ran = project.run(&["build", "slip", "--org", "school"]).expect(2);
    assert!(ran.stderr.contains(&format!("`{path}` is there already")), "{}", ran.stderr);
    assert_eq!(project.text(path), "somebody's own");
    project.run(&["build", "slip", "--org", "school", "--force"]).expect(0);
    assert!(project.text(path).contains("SUMMARY:Night"));
    project.write("content/night.toml", &content);
    project.run(&["build", "slip", "--org", "school"]).expect(0);
    assert!(!project.path().join(path).exists(), "the event is gone, and its file with it");
}

#[test]
fn a_code_leads_to_registration_or_into_a_calendar() {
    let project = events();
    let ran = project.run(&["build"]).expect(0);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let payload = |base: &str| {
        let product = manifest.products().into_iter().find(|p| p.get("path") == format!("{base}.pdf")).expect("it was made");
        product.codes().into_iter().map(|code| code.payload).collect::<Vec<_>>().join(" ")
    };
    // A host in capitals is the same host, and makes a smaller code.
    assert!(payload(TALK).to_lowercase().contains("https://nf.example.org/talk"), "{}", payload(TALK));
    // On site the time of the place; where people join from afar, universal time.
    let lines = ["SUMMARY:Puertas abiertas", "DTSTART:20360211T183000", "DTEND:20360211T193000", "LOCATION:Biblioteca"];
    for line in lines {
        assert!(payload(OPEN).lines().any(|l| l == line), "no {line} in {}", payload(OPEN));
    }
    assert!(payload(WEB).contains("DTSTART:20360213T013000Z"), "{}", payload(WEB));
    // The Spanish frame is a draft, and says so.
    assert!(ran.stderr.contains("warning[draft-translation]"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("stale-translation") && !ran.stderr.contains("missing-translation"), "{}", ran.stderr);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(format!("{OPEN}.pdf")));
        for part in
            ["BORRADOR: sin revisar", "Guardar en el calendario", "¿En peligro ahora? 911", "lunes, 11 de febrero de 2036"]
        {
            assert!(words.contains(part), "no {part:?} in {words}");
        }
    }

    let long = "A title that is as long as a title of a conference about everything tends to be";
    project.edit("events.csv", "Online Hour", long);
    project.edit("events.csv", "Biblioteca,,,", "Biblioteca,,,cancelled");
    let ran = project.run(&["build", "--message-format", "short"]).expect(0);
    let wanted = "note[qr-too-long] the title has 79 characters: a code for calendars would be too dense";
    assert!(ran.stderr.contains(wanted), "{}", ran.stderr);
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    let codes: usize = manifest.products().iter().map(|p| p.codes().len()).sum();
    assert_eq!(codes, 1, "no code of what is cancelled, none that is too dense");
}

/// `[[make]] presets` names products, with the content that each preset brings; `"own"` asks the organization.
#[test]
fn a_make_by_presets_makes_what_they_name() {
    let project = Project::small();
    let make = "content = \"night\"\nformats = [\"slip\", \"tag\"]\norgs    = \"all\"";
    project.write("assets/presets/handout.toml", "name = \"Handout\"\nformats = [\"slip\"]\n");
    project.write("assets/presets/keepsake.toml", "name = \"Keepsake\"\nformats = [\"tag\"]\n");
    let made = |project: &Project, order: &str| {
        project.edit("handbill.toml", make, order);
        let made = project.run(&["build", "-n"]).expect(0).stdout;
        project.edit("handbill.toml", order, make);
        made.lines().map(|l| l.rsplit('/').next().unwrap_or("").to_string()).collect::<Vec<_>>()
    };
    let one = made(&project, "content = \"night\"\npresets = [\"handout\"]\norgs = [\"school\"]");
    assert_eq!(one, ["night-slip-en.pdf"]);
    let both = made(&project, "content = \"night\"\npresets = [\"handout\", \"keepsake\"]\norgs = [\"school\"]");
    assert_eq!(both, ["night-slip-en.pdf", "night-tag-en.pdf"]);
    project.edit("content/orgs/school.toml", "name", "presets = [\"keepsake\"]\nname");
    let own = made(&project, "content = \"night\"\npresets = \"own\"\norgs = [\"school\"]");
    assert_eq!(own, ["night-tag-en.pdf"]);
    project.edit("handbill.toml", make, "content = \"night\"\npresets = [\"hand-out\"]\norgs = [\"school\"]");
    let ran = project.run(&["build"]);
    assert!(ran.code != Some(0) && ran.stderr.contains("did you mean `handout`?"), "{}", ran.stderr);
}

const DRIVE: &str = "[project]\nname = \"Drive\"\n\n[defaults]\ntheme = \"plain\"\nlanguages = [\"en\", \"es\"]\n\n[[make]]\n\
                     content = \"drive\"\nformats = [\"event-poster-11x17\"]\norgs = \"all\"\n";

/// A content with an event, and the same in Spanish.
fn drive() -> Project {
    let project = Project::empty();
    project.write("handbill.toml", DRIVE);
    project.write("content/orgs/centre.toml", "name = \"Blood Centre\"\nphone = \"(406) 555-0177\"\n");
    project.write(
        "content/drive.toml",
        "title = \"Drive\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"Give blood\"\n[event.drive]\n\
         title = \"Blood drive\"\nstart = 2036-01-16T09:00:00\nend = 15:00:00\nvenue = \"County Fairgrounds\"\nroom = \"Hall B\"\n\
         cost = \"Free\"\n",
    );
    project.write("content/drive.es.toml", SPANISH);
    project
}

const SPANISH: &str = "language = \"es\"\ntitle = \"Donación\"\n[translation]\nstatus = \"reviewed\"\nreviewed_by = \"Rosa Example\"\n\
                       [text.headline]\nfull = \"Done sangre\"\n[event.drive]\ntitle = \"Donación de sangre\"\nroom = \"Sala B\"\n\
                       cost = \"Gratis\"\n";

/// An event is translated like any other block; a word of it that is not makes no half-English sheet.
#[test]
fn an_event_speaks_the_language_of_its_sheet() {
    let project = drive();
    project.run(&["build"]).expect(0);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join("out/office/centre/drive-event-poster-11x17-es.pdf"));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in ["Donación de sangre", "Sala B", "Costo: Gratis", "County Fairgrounds", "9:00 a 15:00"] {
            assert!(words.contains(part), "no {part:?} in {words}");
        }
        assert!(!words.contains("Hall B") && !words.contains("Free"), "{words}");
    }
    project.write("content/drive.es.toml", &SPANISH.replace("cost = \"Gratis\"\n", ""));
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("error[missing-translation]: `cost` of `event.drive` is not translated"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("-es.pdf"), "{}", ran.stdout);
    let told = project.run(&["lang", "es"]).expect(0).stdout;
    assert!(told.contains("1 missing") && told.contains("event.drive"), "told: {told}");
    project.write("content/drive.es.toml", &SPANISH.replace("cost =", "costs ="));
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("did you mean `cost`?"), "{}", ran.stderr);
    std::fs::remove_file(project.path().join("content/drive.es.toml")).expect("it was written");
    project.run(&["new", "lang", "es"]).expect(0);
    let begun = project.text("content/drive.es.toml");
    assert!(begun.contains("[event.drive]") && begun.contains("# Blood drive\ntitle = \"\""), "{begun}");
}

/// A spreadsheet as people keep it: day and times in columns of their own, an address in parts, one organization for all.
#[test]
fn the_columns_of_an_ordinary_calendar_are_understood() {
    let project = drive();
    let order = DRIVE.replace("orgs = \"all\"", "orgs = [\"centre\"]\nevents = { table = \"season.csv\" }");
    project.write("handbill.toml", &order);
    let table = "Event,Date,Start time,End time,Location,Address,City,State,ZIP,Price,Title (es),Price (es)\n\
                 Jazz,1/4/2036,7:30 PM,9 p.m.,Town Hall,12 Oak St,Helena,MT,59601,Free,Noche de jazz,Gratis\n\
                 Folk,2036-02-01,19:30,21:00,Town Hall,\"12 Oak St, Helena, MT 59601\",Helena,MT,59601,$5 a head,Folk,\n";
    project.write("season.csv", table);
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("by the column map `calendar`"), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("error[missing-translation] `cost` of `event.drive` is not translated into `es`"),
        "{}",
        ran.stderr
    );
    project.write("season.csv", &table.replace("$5 a head,Folk,", "$5 a head,Folk,5 $"));
    project.run(&["build"]).expect(0);
    let place = |id: &str, language: &str| format!("out/office/centre/drive-{id}-event-poster-11x17-{language}.pdf");
    if judge::judge("pdftotext").is_some() {
        let text = |id: &str, language: &str| {
            let words = judge::text(&project.path().join(place(id, language)));
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let jazz = text("jazz", "en");
        for part in ["Friday, January 4, 2036, 7:30 p.m. to 9 p.m.", "12 Oak St, Helena, MT 59601", "Town Hall"] {
            assert!(jazz.contains(part), "no {part:?} in {jazz}");
        }
        assert!(text("jazz", "es").contains("Noche de jazz"), "{}", text("jazz", "es"));
        assert!(text("folk", "en").contains("12 Oak St, Helena, MT 59601") && !text("folk", "en").contains("59601, Helena"));
    }
    // A row's own organization wins; without any, the only one there is.
    project.write("handbill.toml", &order.replace("orgs = [\"centre\"]\n", ""));
    let again = project.run(&["build", "-n", "--force"]).expect(0).stdout;
    assert!(again.contains("centre/drive-jazz") && again.contains("centre/drive-folk"), "{again}");
    project.write("content/orgs/other.toml", "name = \"Other\"\n");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("`jazz` names no organization that holds it"), "{}", ran.stderr);
}

/// What is said with a title stands under it, not once more over the day.
#[test]
fn a_subtitle_is_said_once() {
    let project = drive();
    project.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]");
    project.edit("handbill.toml", "event-poster-11x17", "door-hanger");
    project.edit("content/drive.toml", "[text.headline]\nfull = \"Give blood\"\n", "");
    project.edit("content/drive.toml", "title = \"Blood drive\"", "title = \"Blood drive\"\nsubtitle = \"Juice for all\"");
    let ran = project.run(&["build"]).expect(0);
    let path = ran.stdout.lines().find(|line| line.ends_with(".pdf")).expect("a sheet was made");
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(path));
        assert_eq!(words.matches("Juice for all").count(), 1, "{words}");
    }
    // Over the day where another headline stands over it.
    project.edit("content/drive.toml", "[event.drive]", "[text.headline]\nfull = \"Give blood\"\n[event.drive]");
    project.run(&["build"]).expect(0);
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(path));
        assert_eq!(words.matches("Juice for all").count(), 1, "{words}");
    }
}

/// Towns and postal codes are called many things; none of them touches the street.
#[test]
fn the_parts_of_an_address_never_touch() {
    let project = drive();
    project.write("handbill.toml", &DRIVE.replace("orgs = \"all\"", "orgs = [\"centre\"]\nevents = { table = \"season.csv\" }"));
    project.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]");
    let heads = [
        ("Street,Town", "12 Oak St,\"Helena, MT 59601\""),
        ("Street address,City,Province,Postal code", "12 Oak St,Helena,MT,59601"),
    ];
    for (heads, cells) in heads {
        project.write("season.csv", &format!("Event,Date,Start,End,{heads}\nJazz,1/4/2036,7 PM,9 PM,{cells}\n"));
        project.run(&["build", "--force"]).expect(0);
        let read = project.run(&["dump", "--stage", "resolve"]).expect(0).stdout;
        assert!(read.contains("12 Oak St, Helena, MT 59601"), "{heads}: {read}");
    }
}

/// A table named on the command line whose rows ask for nothing is made in the formats of the project.
#[test]
fn rows_that_ask_for_nothing_have_the_formats_of_the_project() {
    let project = drive();
    project.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]");
    project.write("season.csv", "Event,Date,Start,End\nJazz,1/4/2036,7 PM,9 PM\nFolk,2/1/2036,7 PM,9 PM\n");
    let made = project.run(&["build", "-n", "--events", "season.csv"]).expect(0).stdout;
    let names: Vec<&str> =
        made.lines().filter_map(|line| line.rsplit('/').next()).filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!(names, ["drive-folk-event-poster-11x17-en.pdf", "drive-jazz-event-poster-11x17-en.pdf"], "{made}");
}

/// A language that the row asks for and the content does not speak is no reason to print another one.
#[test]
fn a_row_is_made_in_its_language_or_refused() {
    let project = events();
    project.edit("events.csv", "talk,north-fork,en", "talk,north-fork,ar");
    let ran = project.run(&["build", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[missing-translation] `event` is not translated into `ar`"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("event-talk"), "{}", ran.stdout);
}

/// Rows say more than their keys: words for texts, links of codes, several dates.
#[test]
fn a_row_has_words_links_and_dates_of_its_own() {
    let project = drive();
    project.write(
        "handbill.toml",
        &DRIVE.replace("[\"en\", \"es\"]", "[\"en\"]").replace("orgs = \"all\"", "events = { table = \"e.csv\" }"),
    );
    let content = project.text("content/drive.toml");
    let code = "[qr.signup]\nlink = \"https://example.org/\"\nlabel = \"Sign up\"\n";
    project.write("content/drive.toml", &content.replace("[event.drive]", &format!("{code}[event.drive]")));
    let table = "id,title,start,end,also,say.text.headline,qr.signup\n\
                 a,Clinic,2036-01-16T09:00,10:00,2036-01-23T09:00; 2036-01-30T09:00,Three mornings,https://example.org/a\n";
    project.write("e.csv", table);
    project.run(&["build"]).expect(0);
    let path = "out/office/centre/drive-a-event-poster-11x17-en";
    let calendar = project.text(&format!("{path}.ics"));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 3, "{calendar}");
    assert!(calendar.contains("DTSTART:20360130T090000") && calendar.contains("DTEND:20360130T100000"), "{calendar}");
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(format!("{path}.pdf")));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        for day in ["January 16, 2036, 9 a.m. to 10 a.m.", "January 23, 2036, 9 a.m.", "January 30, 2036, 9 a.m."] {
            assert!(words.contains(day), "no {day:?} in {words}");
        }
    }
    project.edit("e.csv", "2036-01-30T09:00,Three", "2036-01-09T09:00,Three");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("2036-01-09T09:00:00 stands behind 2036-01-23T09:00:00, and is before it"), "{}", ran.stderr);
    project.write("e.csv", &table.replace("qr.signup", "qr.sign-up"));
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("did you mean `qr.signup`?"), "{}", ran.stderr);
}

/// A season on one sheet, the earliest first, with one calendar file; the content's own event, long over, is not asked about.
#[test]
fn a_season_stands_on_one_sheet() {
    let project = drive();
    let order = DRIVE.replace("[\"en\", \"es\"]", "[\"en\"]").replace("event-poster-11x17", "poster-11x17");
    project.write("handbill.toml", &order.replace("orgs = \"all\"", "events = { table = \"s.csv\", together = true }"));
    project.edit("content/drive.toml", "start = 2036", "start = 2020");
    project.write("s.csv", "title,start,end\nFolk night,2036-07-02T19:00,21:00\nJazz night,2036-06-04T19:00,21:00\n");
    project.run(&["build"]).expect(0);
    let path = "out/office/centre/drive-poster-11x17-en";
    let calendar = project.text(&format!("{path}.ics"));
    assert_eq!(calendar.matches("SUMMARY:").count(), 2, "{calendar}");
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(format!("{path}.pdf")));
        let (jazz, folk) = (words.find("Jazz night"), words.find("Folk night"));
        assert!(jazz.is_some() && jazz < folk && !words.contains("Blood drive"), "{words}");
        assert!(words.contains("June 4, 2036") && words.contains("July 2, 2036"), "{words}");
    }
    project.edit("s.csv", "2036-07-02", "2020-07-02");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("error[event-past]"), "{}", ran.stderr);
}

/// An address becomes the code for a map, and stands beside it as an address; degrees do too where there is an event.
#[test]
fn an_address_becomes_a_map() {
    let project = drive();
    project.write("handbill.toml", &DRIVE.replace("[\"en\", \"es\"]", "[\"en\"]"));
    let content = project.text("content/drive.toml");
    let event = content.replace("venue =", "address = \"98 W Custer Ave, Helena, MT 59602\"\nvenue =");
    let of = |code: &str| {
        project.write("content/drive.toml", &format!("{event}[qr.map]\n{code}\nlabel = \"Find us\"\n"));
        project.run(&["build", "--force"]).expect(0);
        let manifest = Manifest::read(&project.path().join("out/manifest.json"));
        let codes: Vec<String> = manifest.products()[0].codes().into_iter().map(|code| code.payload).collect();
        let words = judge::judge("pdftotext").map(|_| {
            let path = project.path().join("out/office/centre/drive-event-poster-11x17-en.pdf");
            judge::text(&path).split_whitespace().collect::<Vec<_>>().join(" ")
        });
        (codes.join(" ").to_lowercase(), words)
    };
    let query = "maps/search/?api=1&query=98+w+custer+ave%2c+helena%2c+mt+59602";
    let address = "98 W Custer Ave, Helena, MT 59602";
    for code in ["map = \"drive\"", "map = \"event\"", &format!("map = \"{address}\"")] {
        let (codes, words) = of(code);
        assert!(codes.contains(query), "{code}: {codes}");
        assert!(words.is_none_or(|words| words.matches(address).count() == 2), "{code}");
    }
    let (codes, words) = of("geo = \"46.6197, -112.0401\"");
    assert!(codes.contains("geo:46.6197"), "{codes}");
    assert!(words.is_none_or(|words| words.matches(address).count() == 2 && !words.contains("46.6")));
    project.edit(
        "handbill.toml",
        "[defaults]",
        "[defaults]\nmap_link = \"https://www.openstreetmap.org/search?query={address}\"",
    );
    assert!(of("map = \"drive\"").0.contains("openstreetmap.org/search?query=98+w"));
}

/// Times that contradict each other, the place or the calendar are named; ordinary ones are not.
#[test]
fn times_that_cannot_be_meant_are_named() {
    let project = drive();
    project.write(
        "handbill.toml",
        &DRIVE.replace("[\"en\", \"es\"]", "[\"en\"]").replace("orgs = \"all\"", "events = { table = \"e.csv\" }"),
    );
    let keys = ["title", "start", "end", "zone", "weekday", "address", "region", "rsvp_by"];
    let base = ["Talk", "2027-01-11T18:30", "19:30", "America/Denver", "Monday", "626 Canyon Ave, Bozeman, MT 59715", "MT", ""];
    let said = |changes: &[(&str, &str)]| {
        let value = |i: usize| changes.iter().find(|(key, _)| *key == keys[i]).map_or(base[i], |(_, value)| *value);
        let row: Vec<String> = (0..keys.len()).map(|i| format!("\"{}\"", value(i))).collect();
        project.write("e.csv", &format!("{}\n{}\n", keys.join(","), row.join(",")));
        let ran = project.run(&["check", "--as-of", "2026-11-28", "--message-format", "short"]);
        let of_times = ["event-time", "event-past", "bad-date", "zip-and-state", "bad-value"];
        let lines = ran.stderr.lines().filter(|line| of_times.iter().any(|check| line.contains(&format!("[{check}]"))));
        lines.map(str::to_string).collect::<Vec<_>>()
    };
    let fine: [&[(&str, &str)]; 13] = [
        &[],
        &[("weekday", "mon.")],
        &[("weekday", "MONDAY")],
        &[("end", "2027-01-13T15:30")],
        &[("start", "2026-12-31T21:00"), ("end", "01:00"), ("weekday", "Thu")],
        &[("start", "2027-01-11T12:00"), ("end", "00:00")],
        &[("zone", "America/Boise")],
        &[("start", "2027-01-11T07:00"), ("end", "2027-01-11T20:00")],
        &[("start", "2027-01-12T01:30:00Z"), ("end", "2027-01-12T02:30:00Z")],
        &[("start", "1/11/2027 6:30 PM")],
        &[("region", "")],
        &[("zone", "")],
        &[("region", "Montana")],
    ];
    for changes in fine {
        assert_eq!(said(changes), [""; 0], "{changes:?}");
    }
    let wrong: [(&[(&str, &str)], &str); 15] = [
        (&[("end", "17:30")], "it would last 23 hours"),
        (&[("start", "2027-01-11T06:30")], "it would last 13.0 hours"),
        (&[("end", "2028-01-11T19:30")], "it would last 365 days"),
        (&[("end", "2027-02-11T19:30")], "it would last 31 days"),
        (&[("end", "2027-01-10T19:30")], "before it begins"),
        (&[("weekday", "Tue")], "is a Monday"),
        (&[("weekday", "Someday")], "is no weekday"),
        (&[("zone", "America/New_York")], "is not that of MT"),
        (&[("region", "ID")], "the address lies in `MT`"),
        (&[("address", "626 Canyon Ave, Bozeman, MT 39715")], "belongs to MS"),
        (&[("start", "2207-01-11T18:30"), ("weekday", "")], "years from now"),
        (&[("rsvp_by", "2026-01-08")], "could register until"),
        (&[("rsvp_by", "2027-01-12")], "after the event"),
        (&[("start", "2027-02-30T18:30")], "wanted a day with a time"),
        (&[("start", "2027-01-12T01:30:00Z"), ("zone", ""), ("end", "")], "there is no `zone`"),
    ];
    for (changes, words) in wrong {
        let lines = said(changes);
        assert!(lines.iter().any(|line| line.contains(words)), "no {words:?} for {changes:?} in {lines:?}");
    }
}

/// A picture of a row stands on its sheet and on no other, and a new picture makes that sheet anew.
#[test]
fn a_row_brings_its_own_picture() {
    let project = events();
    let lamp = |ink: &str| {
        let path = format!("<path fill=\"{ink}\" d=\"M5 3h10l3 9H2z\"/>");
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\">{path}</svg>");
        project.write("assets/lamp.svg", &svg);
    };
    lamp("#245c3a");
    let table = project.text("events.csv");
    let more = [",picture,picture_alt", ",assets/lamp.svg,A lamp on a pile of books", ",,", ",,"];
    let rows: Vec<String> = table.lines().zip(more).map(|(line, more)| format!("{line}{more}\n")).collect();
    project.write("events.csv", &rows.concat());
    project.run(&["build"]).expect(0);
    let laid = project.run(&["dump", "--stage", "layout"]).expect(0).stdout;
    assert!(laid.contains("A lamp on a pile of books"), "the picture is not on the sheet");

    lamp("#a33b1f");
    let again = project.run(&["build"]).expect(0).stdout;
    let others = again.contains("event-open") || again.contains("event-web");
    assert!(again.contains(&format!("{TALK}.pdf")) && !others, "{again}");

    std::fs::remove_file(project.path().join("assets/lamp.svg")).expect("it was written");
    let gone = project.run(&["build"]).expect(1);
    assert!(gone.stderr.contains("error[missing-file]: there is no file `assets/lamp.svg`"), "{}", gone.stderr);
    assert!(gone.stderr.contains("events.csv:2:"), "it points to the cell: {}", gone.stderr);
}

/// The day, its month and weekday as a picture, in the order and with the letters of the language.
#[test]
fn the_day_of_an_event_may_be_its_picture() {
    let tile = |language: &str, day: &str| {
        let project = Project::small();
        project.edit(
            "assets/themes/leaf.toml",
            "  contact.desk   org.logo",
            "  contact.desk   org.logo\n  event.tile     event.main",
        );
        project.edit("content/night.toml", "language = \"en\"", &format!("language = \"{language}\""));
        project.edit("handbill.toml", "[defaults]", &format!("[defaults]\nlanguages = [\"{language}\"]"));
        let content = project.text("content/night.toml");
        project.write("content/night.toml", &format!("{content}\n[event.main]\ntitle = \"X\"\nstart = {day}\n"));
        let ran = project.run(&["build", "slip", "--org", "school", "--lang", language]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let pdf = project.path().join(format!("out/office/school/night-slip-{language}.pdf"));
        if judge::judge("pdftotext").is_some() {
            judge::text(&pdf).split_whitespace().collect::<Vec<_>>().join(" ")
        } else {
            String::new()
        }
    };
    if judge::judge("pdftotext").is_none() {
        return;
    }
    let english = tile("en", "2041-01-11T18:30:00");
    assert!(english.contains("Friday January 11 6:30 p.m."), "{english}");
    let spanish = tile("es", "2041-01-11T18:30:00");
    assert!(spanish.contains("viernes 11 enero 18:30"), "{spanish}");
}

/// Days and times as people of many languages type them, the end of a day as clocks of 24 hours write it; and a mistake is one
/// message.
#[test]
fn days_and_times_are_read_as_people_type_them() {
    let project = drive();
    let order = DRIVE.replace("[\"en\", \"es\"]", "[\"en\"]").replace("orgs = \"all\"", "events = { table = \"e.csv\" }");
    project.write("handbill.toml", &order);
    let rows = [
        ("a,1/4/2036,8 PM,24:00", "Friday, January 4, 2036, 8 p.m. to midnight"),
        ("b,2036-01-04,20:00–24:00,", "Friday, January 4, 2036, 8 p.m. to midnight"),
        ("c,4 de enero de 2036,20:00,22:00", "Friday, January 4, 2036, 8 p.m. to 10 p.m."),
        ("d,viernes 4 de enero de 2036,20h30,22h", "Friday, January 4, 2036, 8:30 p.m. to 10 p.m."),
        ("e,4 janvier 2036,20h00,", "Friday, January 4, 2036, 8 p.m."),
        ("f,4. Januar 2036,20.15 Uhr,22 Uhr", "Friday, January 4, 2036, 8:15 p.m. to 10 p.m."),
        ("g,1/4/2036,24:00,", "Saturday, January 5, 2036, midnight"),
        ("h,\"Friday, January 4, 2036, 8 PM\",,", "Friday, January 4, 2036, 8 p.m."),
    ];
    let table: Vec<String> = rows
        .iter()
        .map(|(row, _)| row.split_once(',').map_or(String::new(), |(id, rest)| format!("{id},{id}{id}{id},{rest}")))
        .collect();
    project.write("e.csv", &format!("id,title,date,start,end\n{}\n", table.join("\n")));
    let ran = project.run(&["build"]).expect(0);
    assert_eq!(ran.stdout.matches(".pdf").count(), rows.len(), "{}", ran.stdout);
    for (row, wanted) in rows {
        let calendar = project.text(&format!("out/office/centre/drive-{}-event-poster-11x17-en.ics", &row[..1]));
        assert!(calendar.contains("DTSTART"), "{calendar}");
        if judge::judge("pdftotext").is_none() {
            continue;
        }
        let words = judge::text(&project.path().join(format!("out/office/centre/drive-{}-event-poster-11x17-en.pdf", &row[..1])));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(wanted), "{row}: no {wanted:?} in {words}");
    }
    for (cells, words) in [
        ("4 of Smarch 2036,20:00,", "`date` is `4 of Smarch 2036`, wanted a day"),
        ("martes 4 de enero de 2036,20:00,", "where weekday and date differ"),
        ("2036-01-04,24:30,", "`start` is `24:30`"),
    ] {
        project.write("e.csv", &format!("id,title,date,start,end\nx,Ball,{cells}\n"));
        let ran = project.run(&["build", "--message-format", "short"]).expect(1);
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        assert_eq!(ran.stderr.matches("error[").count(), 1, "one mistake, one message: {}", ran.stderr);
    }
}

/// Further dates are as long as the first, at whatever hour they begin.
#[test]
fn a_matinee_is_as_long_as_the_evening() {
    let project = drive();
    project.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en\"]");
    project.edit(
        "content/drive.toml",
        "start = 2036-01-16T09:00:00\nend = 15:00:00",
        "start = 2036-01-16T18:30:00\nalso = [2036-01-17T14:00:00]\nend = 20:15:00",
    );
    project.run(&["build"]).expect(0);
    let path = "out/office/centre/drive-event-poster-11x17-en";
    let calendar = project.text(&format!("{path}.ics"));
    assert!(calendar.contains("DTSTART:20360117T140000") && calendar.contains("DTEND:20360117T154500"), "{calendar}");
    if judge::judge("pdftotext").is_some() {
        let words = judge::text(&project.path().join(format!("{path}.pdf")));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        for wanted in ["January 16, 2036, 6:30 p.m. to 8:15 p.m.", "January 17, 2036, 2 p.m. to 3:45 p.m."] {
            assert!(words.contains(wanted), "no {wanted:?} in {words}");
        }
    }
}

/// An event in a language is dated in that language, day by day and hour by hour (Unicode CLDR): a date in two languages is read
/// as another date.
#[test]
fn dates_are_those_of_the_language() {
    let project = Project::empty();
    project.write(
        "handbill.toml",
        "[project]\nname = \"Events\"\n\n[defaults]\nlanguages = [\"vi\", \"ar\", \"ko\", \"en\"]\n\n[[make]]\ncontent = \"talk\"\n\
         formats = [\"handbill-half-letter\"]\norgs = \"all\"\n",
    );
    project.write("content/orgs/library.toml", "name = \"Library\"\nphone = \"(406) 555-0142\"\n");
    let event = "[event.main]\ntitle = \"Talk\"\nstart = 2036-01-11T09:00:00\nend = 14:30:00\n";
    project.write("content/talk.toml", &format!("title = \"Talk\"\nlanguage = \"en\"\naudience = \"event\"\n{event}"));
    for (tag, title) in [("vi", "Bài nói"), ("ar", "حديث"), ("ko", "강연")] {
        let words = format!(
            "language = \"{tag}\"\ntitle = \"{title}\"\n[translation]\nby = \"Ana Example\"\nstatus = \"draft\"\n[event.main]\ntitle = \"{title}\"\n"
        );
        project.write(&format!("content/talk.{tag}.toml"), &words);
    }
    let ran = project.run(&["dump", "--stage", "resolve"]).expect(0).stdout;
    for (whole, kept) in [("Thứ Sáu, ", "11 tháng 1"), ("2036년 ", "1월 11일"), ("Friday, ", "January 11")] {
        assert!(
            ran.contains(&format!("text: \"{whole}\"")) && ran.contains(&format!("text: \"{kept}\"")),
            "{whole}{kept}\n{ran}"
        );
    }
    for words in [
        "2036, 09:00 – 14:30",
        " 금요일, 오전\\u{a0}9시 ~ 오후\\u{a0}2:30",
        "الجمعة",
        "9\\u{a0}ص",
        "9\\u{a0}a.m. to 2:30\\u{a0}p.m.",
    ] {
        assert!(ran.contains(words), "{words}\n{ran}");
    }
    assert!(!ran.contains("Friday, 11") && !ran.contains("Friday\u{2069}"), "English alone says Friday\n{ran}");
}

/// A make that wants two languages on one sheet gets it of rows that have words in both; a row in one of them has its own.
#[test]
fn rows_in_two_languages_are_one_sheet_where_the_make_says_so() {
    let project = events();
    project.edit("handbill.toml", "[\"en\", \"es\"]", "[\"en+es\"]");
    project.edit("events.csv", "id,org,language,title,", "id,org,language,title,title.es,");
    project.edit("events.csv", "Know the Signs,", "Know the Signs,Conozca las señales,");
    project.edit("events.csv", "Puertas abiertas,", "Puertas abiertas,,");
    project.edit("events.csv", "Online Hour,", "Online Hour,,");
    let listed = project.run(&["build", "--dry-run"]);
    let is_there = |end: &str| listed.stdout.lines().any(|line| line.contains(end));
    assert!(is_there("event-talk-handbill-half-letter-en+es"), "{}\n{}", listed.stdout, listed.stderr);
    assert!(
        !is_there("event-talk-handbill-half-letter-en.") && !is_there("event-talk-handbill-half-letter-es."),
        "{}",
        listed.stdout
    );
    assert!(is_there("event-open-handbill-half-letter-es") && is_there("event-web-handbill-half-letter-en"), "{}", listed.stdout);
}
