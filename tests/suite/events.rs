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
    assert_eq!(payload(TALK), "https://nf.example.org/talk");
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
        for part in ["BORRADOR: sin revisar", "Guardar en el calendario", "Llame al 911", "lunes, 11 de febrero de 2036"] {
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
