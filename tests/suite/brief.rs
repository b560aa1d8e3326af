//! The checks that a library of sheets must have (docs/checks.md, "For a library of sheets"): each is set off by a mistake of
//! its kind, and each may be let be only as the manifest records it.

use crate::harness::manifest::Manifest;
use crate::harness::project::Project;
use crate::harness::run::Ran;
use crate::harness::source;
use std::collections::BTreeSet;

/// Number in docs/checks.md, check, and words that set it off under a plain head.
const IN_WORDS: &[(&str, &str, &str)] = &[
    ("E-01", "placeholder", "[text.lead]\nfull = \"Call {org.nam}\"\n"),
    ("E-02", "missing-key", "[list.more]\nheading = \" \"\nitems = [\"One\", \"Two\"]\n"),
    ("E-03", "same-block", SAID_TWICE),
    ("E-04", "placeholder-email", "[contact.desk]\nname = \"Desk\"\nemail = \"[email protected]\"\n"),
    ("E-05", "bad-phone", "[contact.desk]\nname = \"Desk\"\nphone = \"833-406-STOP (7866)\"\n"),
    ("E-06", "bare-statistic", "[text.lead]\nfull = \"Some 63 percent of people took the bus.\"\n"),
    (
        "E-07",
        "arithmetic",
        "[stat.n]\nlabel = \"cases\"\nvalues = { 2015 = 7, 2021 = 68 }\nstated = 485\nsource = \"A\"\nas_of = 2021-12-31\nreview_by = 2027-12-31\n",
    ),
    ("E-07", "arithmetic", "[text.lead]\nfull = \"There were 143 in 2023, 26 percent over the 106 of 2022.\"\n"),
    ("E-08", "expired", "[contact.desk]\nname = \"Desk\"\nphone = \"(406) 555-0134\"\nreview_by = 2026-01-31\n"),
    ("E-13", "missing-glyph", "[text.lead]\nfull = \"Write \u{10900} here.\"\n"),
    (
        "E-15",
        "qr-policy",
        "[contact.a]\nname = \"Talk\"\nphone = \"(406) 555-0134\"\n[qr.a]\nlink = \"https://example.org/?from=card\"\nlabel = \"Where help is\"\n",
    ),
    (
        "E-18",
        "event-time",
        "[event.main]\ntitle = \"Forum\"\nstart = 2027-03-14T02:30:00\nzone = \"America/Denver\"\nvenue = \"Hall\"\n",
    ),
    ("E-19", "missing-file", "[image.hall]\nfile = \"assets/none.jpg\"\nalt = \"The hall at dusk\"\n"),
    ("E-20", "syntax", "[text.lead]\nfull = \"One\"\n[text.lead]\nfull = \"Two\"\n"),
    ("W-01", "due-soon", "[contact.desk]\nname = \"Desk\"\nphone = \"(406) 555-0134\"\nreview_by = 2026-12-05\n"),
    (
        "W-02",
        "small-base",
        "[text.lead]\nfull = \"A rise of {n.change} percent.\"\n[stat.n]\nlabel = \"cases\"\nvalues = { 2015 = 7, 2022 = 106 }\nsource = \"A\"\nas_of = 2022-12-31\nreview_by = 2027-12-31\n",
    ),
    ("W-03", "wording", "[text.lead]\nfull = \"Forced labor and trafficking are an epidemic.\"\n"),
    ("W-07", "text-line-language", "[contact.desk]\nname = \"Desk\"\ntext = { to = \"233733\", languages = [\"es\"] }\n"),
    (
        "W-08",
        "limited-hours",
        "[contact.desk]\nclass = \"safety\"\nname = \"Desk\"\nphone = \"(406) 555-0134\"\nhours = \"Monday to Friday, 9 to 5\"\n",
    ),
    (
        "",
        "superseded",
        "[stat.n]\nlabel = \"cases\"\nvalues = { 2021 = 30, 2022 = 40 }\nsource = \"A\"\nas_of = 2022-12-31\nreview_by = 2027-12-31\nsuperseded_by = \"cases-worked\"\n",
    ),
    (
        "",
        "direction-word",
        "[text.lead]\nfull = \"It is on the rise.\"\n[stat.n]\nlabel = \"cases\"\nvalues = { 2023 = 143, 2024 = 129 }\nsource = \"A\"\nas_of = 2024-12-31\nreview_by = 2027-12-31\n",
    ),
    (
        "",
        "mixed-metrics",
        "[text.lead]\nfull = \"From {a.2022} to {b.2025} cases.\"\n[stat.a]\nlabel = \"tracked\"\nmetric = \"tracked\"\nvalues = { 2022 = 106 }\nsource = \"A\"\nas_of = 2022-12-31\nreview_by = 2027-12-31\n[stat.b]\nlabel = \"worked\"\nmetric = \"worked\"\nvalues = { 2025 = 64 }\nsource = \"A\"\nas_of = 2025-12-31\nreview_by = 2027-12-31\n",
    ),
];

/// The two paragraphs of a public page that say one thing in two wordings.
const SAID_TWICE: &str = "[text.one]\nfull = \"The Department has a continued commitment to survivors, and the Attorney General's \
Office and the Department play a key role in the investigation, enforcement, and prosecution of these crimes along with federal \
and local partners. Learn the resources available to help.\"\n[text.two]\nfull = \"The Department has a continued commitment to \
survivors. In partnership with federal authorities, the Department and Attorney General's Office plays a key role in the \
investigation, enforcement, and prosecution of these crimes. Learn the resources available to help.\"\n";

/// The others, with the test that sets each off.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("E-09", "locked-text", "tests/suite/proofread.rs"),
    ("E-10", "handbill law", "tests/suite/laws.rs"),
    ("E-11", "draft-translation", "tests/suite/translations.rs"),
    ("E-11", "unofficial-translation", "tests/suite/translations.rs"),
    ("E-12", "translation-differs", "tests/suite/translations.rs"),
    ("E-14", "text-overflow", "tests/suite/faults.rs"),
    ("W-04", "reading-grade", "tests/suite/policies.rs"),
    ("W-05", "low-contrast", "tests/suite/brand.rs"),
    ("W-06", "low-resolution", "tests/suite/press.rs"),
    ("W-09", "long-link", "tests/suite/tables.rs"),
];

fn checks(ran: &Ran, path: &str) -> BTreeSet<String> {
    let lines = ran.stderr.lines().filter_map(|line| line.strip_prefix(path));
    let name =
        |line: &str| Some(line.split_once("error[").or_else(|| line.split_once("warning["))?.1.split(']').next()?.to_string());
    lines.filter_map(name).collect()
}

#[test]
fn each_check_is_set_off() {
    let project = Project::small();
    let mut order = project.text("handbill.toml");
    for (n, (number, _, words)) in IN_WORDS.iter().enumerate() {
        let audience = if *number == "E-15" { "victim" } else { "public" };
        let head =
            format!("title = \"Sheet\"\nlanguage = \"en\"\naudience = \"{audience}\"\n[text.headline]\nfull = \"Come in\"\n");
        project.write(&format!("content/sheet-{n}.toml"), &(head + words));
        order += &format!("\n[[make]]\ncontent = \"sheet-{n}\"\nformats = [\"slip\"]\norgs = [\"library\"]\n");
    }
    project.write("content/no-audience.toml", "title = \"Sheet\"\nlanguage = \"en\"\n[text.headline]\nfull = \"Come in\"\n");
    order += "\n[[make]]\ncontent = \"no-audience\"\nformats = [\"slip\"]\norgs = [\"library\"]\n";
    project.write("handbill.toml", &order);
    let ran = project.run(&["check", "--message-format", "short", "--as-of", "2026-11-28"]);
    let told = |n: usize| checks(&ran, &format!("content/sheet-{n}.toml:"));
    let missed: Vec<_> = (0..).zip(IN_WORDS).filter(|(n, (_, check, _))| !told(*n).contains(*check)).collect();
    assert!(missed.is_empty(), "{missed:#?}\n{}", ran.stderr);
    assert!(checks(&ran, "content/no-audience.toml:").contains("missing-key"), "E-21");
}

/// E-16 and E-17: what concerns the organization.
#[test]
fn places_and_marks_are_guarded() {
    let project = Project::small();
    project.edit(
        "content/orgs/school.toml",
        "name ",
        "address = \"12 Larch Lane, Bend, OR 97701\"\naddress_confidential = true\nname ",
    );
    project.edit("content/night.toml", "Bring a book", "Come to 12 Larch Lane and bring a book");
    let ran = project.run(&["check", "--org", "school", "--message-format", "short"]);
    assert!(ran.stderr.contains("error[confidential-address]"), "{}", ran.stderr);
}

#[test]
fn the_manual_has_each_of_them() {
    let page = source::text("docs/checks.md");
    for (number, check, _) in IN_WORDS.iter().chain(ELSEWHERE).filter(|(number, ..)| !number.is_empty()) {
        let row = page.lines().find(|line| line.starts_with(&format!("| {number} |"))).unwrap_or_default();
        assert!(row.contains(&format!("`{check}`")), "docs/checks.md has no `{check}` beside {number}: {row}");
    }
    for (_, check, file) in ELSEWHERE {
        assert!(source::text(file).contains(check.trim_start_matches("handbill ")), "{file} says nothing of `{check}`");
    }
}

#[test]
fn what_is_allowed_is_printed_and_recorded() {
    let project = Project::small();
    project.write(
        "content/sheet.toml",
        &format!(
            "title = \"Sheet\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Come in\"\n{}",
            IN_WORDS[8].2
        ),
    );
    project.write(
        "handbill.toml",
        &(project.text("handbill.toml") + "\n[[make]]\ncontent = \"sheet\"\nformats = [\"slip\"]\norgs = [\"library\"]\n"),
    );
    let build = |more: &[&str]| project.run(&[&["build", "--as-of", "2026-11-28", "--message-format", "short"], more].concat());
    assert!(build(&[]).stderr.contains("error[expired]"));
    let ran = build(&["--allow-expired", "contact.desk"]).expect(0);
    assert!(ran.stderr.contains("note[expired]"), "{}", ran.stderr);
    let recorded = || {
        let path = project.files("out").into_iter().find(|p| p.ends_with("manifest.json")).expect("a manifest");
        Manifest::read(&project.path().join("out").join(path)).products().iter().map(|p| p.text_of("allowed")).collect::<String>()
    };
    assert!(recorded().contains("expired") && recorded().contains("--allow-expired contact.desk"), "{}", recorded());
    let allow = "\n[[allow]]\ncheck = \"expired\"\nat = \"sheet\"\nbecause = \"called on Friday\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + allow));
    build(&[]).expect(0);
    assert!(recorded().contains("called on Friday"), "{}", recorded());
    project.edit("handbill.toml", "check = \"expired\"", "check = \"expierd\"");
    assert!(build(&[]).stderr.contains("there is no check `expierd`"));
}

/// E-06: a bare statistic stops what the public reads, warns an invitation, and may stand for a reason.
#[test]
fn a_bare_statistic_stops_what_the_policy_says() {
    let project = Project::small();
    let sheet = |audience: &str| {
        let head = format!("title = \"Sheet\"\nlanguage = \"en\"\naudience = \"{audience}\"\n");
        let words = "[text.headline]\nfull = \"Come in\"\n[text.lead]\nfull = \"Girls are twice as likely to be hurt.\"\n";
        project.write("content/sheet.toml", &(head + words));
    };
    let order = project.text("handbill.toml");
    let make = "\n[[make]]\ncontent = \"sheet\"\nformats = [\"slip\"]\norgs = [\"library\"]\n";
    project.write("handbill.toml", &(order + make));
    let build = || project.run(&["build", "sheet", "--as-of", "2026-11-28", "--message-format", "short"]);
    for (audience, severity) in [("public", "error"), ("staff", "error"), ("event", "warning"), ("statutory", "warning")] {
        sheet(audience);
        let told = build().stderr;
        assert!(told.contains(&format!("content/sheet.toml:7:8: {severity}[bare-statistic]")), "{audience}: {told}");
    }
    // A policy of the project's own decides for its readers.
    let own = "about = \"whoever comes in\"\naudience = \"public\"\nextends = \"public\"\nrecorded_statistics = false\n";
    project.write("assets/policies/counter.toml", own);
    sheet("public\"\npolicy = \"counter");
    assert!(build().stderr.contains("warning[bare-statistic]"), "{}", build().stderr);
    sheet("public");
    let allow = "\n[[allow]]\ncheck = \"bare-statistic\"\nat = \"sheet\"\nbecause = \"the county's own words\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + allow));
    let ran = build().expect(0);
    assert!(ran.stderr.contains("note[bare-statistic]"), "{}", ran.stderr);
    let path = project.files("out").into_iter().find(|p| p.ends_with("manifest.json")).expect("a manifest");
    let manifest = Manifest::read(&project.path().join("out").join(path));
    let recorded = manifest.products().iter().map(|p| p.text_of("allowed")).collect::<String>();
    assert!(recorded.contains("bare-statistic") && recorded.contains("the county's own words"), "{recorded}");
}

/// A mark of the registry under another name is known by its bytes. The seal is made up: no real one is in the registry by
/// its hash, as agencies give their files out anew, and none may be kept here.
#[test]
fn a_mark_under_another_name_is_known_by_its_bytes() {
    let project = Project::small();
    let seal = source::text("tests/data/seal-of-nowhere.svg");
    project.write("assets/logos/round.svg", &seal);
    let org = "name = \"Bend School\"\nweb = \"https://school.example.org/\"\n[logo]\nfile = \"assets/logos/round.svg\"\n";
    project.write("content/orgs/school.toml", org);
    let told = || project.run(&["build", "-n", "--org", "school", "--message-format", "short"]).stderr;
    assert!(told().contains("error[no-permission] `assets/logos/round.svg` is by its bytes the mark"), "{}", told());
    project.write("content/orgs/school.toml", &org.replace("school.example.org", "nowhere.example.org"));
    assert!(!told().contains("no-permission"), "its owner: {}", told());
    project.write("content/orgs/school.toml", org);
    project.write("assets/logos/round.svg", &seal.replace("r=\"40\"", "r=\"39\""));
    assert!(!told().contains("no-permission"), "another file: {}", told());
}

/// What protects somebody is never let be.
#[test]
fn a_lock_is_not_allowed_away() {
    let project = Project::small();
    project.edit("content/night.toml", "[text.headline]", "[text.headline]\nlock = true");
    project.write(
        "content/orgs/school.toml",
        &(project.text("content/orgs/school.toml") + "\n[say]\ntext.headline = \"Other words\"\n"),
    );
    let allow = "\n[[allow]]\ncheck = \"locked-text\"\nbecause = \"we like it\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + allow));
    let ran = project.run(&["check", "--org", "school", "--message-format", "short"]);
    assert!(ran.stderr.contains("error[locked-text]"), "{}", ran.stderr);
}

/// A mark of the registry stands on the sheet of its owner, or of whoever has leave.
#[test]
fn marks_of_others_need_leave() {
    let project = Project::small();
    let mark = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\"><path d=\"M0 0h10v10z\"/></svg>";
    project.write("assets/logos/blue-campaign.svg", mark);
    let org =
        "name = \"Bend School\"\nweb = \"https://school.example.org/\"\n[logo]\nfile = \"assets/logos/blue-campaign.svg\"\n";
    let told = |org: &str| {
        project.write("content/orgs/school.toml", org);
        project.run(&["build", "-n", "--org", "school", "--message-format", "short"]).stderr
    };
    assert!(told(org).contains("error[no-permission]"));
    assert!(!told(&org.replace("school.example.org", "www.dhs.gov")).contains("no-permission"), "its owner");
    let leave = "permission = { ref = \"letter of May 2026\", expires = 2090-01-01 }\n";
    assert!(!told(&format!("{org}{leave}")).contains("no-permission"));
}

/// A calendar file is passed on: whoever has it must not be able to join without having been asked.
#[test]
fn calendars_carry_no_password() {
    let project = Project::small();
    let event = "[event.main]\ntitle = \"Open hour\"\nstart = 2027-01-11T18:30:00\nend = 2027-01-11T19:30:00\nzone = \"America/Denver\"\n\
                 join = \"https://meet.example.org/j/123?pwd=s3cret&lang=en\"\n";
    project.write("content/hour.toml", &format!("title = \"Open hour\"\nlanguage = \"en\"\naudience = \"event\"\n{event}"));
    let make = "\n[[make]]\ncontent = \"hour\"\nformats = [\"flyer-letter\"]\norgs = [\"library\"]\ntheme = \"plain\"\n";
    project.write("handbill.toml", &(project.text("handbill.toml") + make));
    project.run(&["build", "hour", "--as-of", "2026-11-28"]);
    let files = project.files("out");
    let calendar = files.iter().find(|path| path.extension().is_some_and(|e| e == "ics")).expect("a calendar");
    let text = std::fs::read_to_string(project.path().join("out").join(calendar)).expect("it was listed");
    assert!(text.contains("https://meet.example.org/j/123?lang=en") && !text.contains("s3cret"), "{text}");
}
