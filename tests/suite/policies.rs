//! What a sheet must, may and must not say to those who read it: the policies of `assets/policies/`, one file each.

use crate::harness::project::Project;
use std::collections::BTreeSet;

const HEAD: &str = "title = \"Know it\"\nlanguage = \"en\"\naudience = \"AUDIENCE\"\n[text.headline]\nfull = \"Know it\"\n";

/// The checks that are told of a content, with these words under its head.
fn told(audience: &str, words: &str) -> BTreeSet<String> {
    let project = Project::small();
    project.write("content/sheet.toml", &format!("{}{words}", HEAD.replace("AUDIENCE\"", audience)));
    let order = project.text("handbill.toml") + "\n[[make]]\ncontent = \"sheet\"\nformats = [\"slip\"]\norgs = [\"library\"]\n";
    project.write("handbill.toml", &order);
    let ran = project.run(&["build", "-n", "--message-format", "short"]);
    let names = ran.stderr.lines().filter(|line| line.starts_with("content/sheet.toml:")).filter_map(|line| {
        let (_, name) = line.split_once("error[").or_else(|| line.split_once("warning["))?;
        Some(name.split(']').next()?.to_string())
    });
    names.filter(|name| name != "block-without-area").collect()
}

const SIGNS: &str = "[list.signs]\nitems = [\"Is never alone\", \"Seems afraid\"]\n";
const NOTE: &str = "note = \"One sign alone proves nothing about anybody.\"\n";
const ACT: &str = "[text.act]\nfull = \"In danger now? Call 911. Do not confront anyone.\"\n";

#[test]
fn a_list_of_signs_needs_its_caveat_and_what_to_do() {
    assert!(told("public\"", &format!("{SIGNS}{ACT}")).contains("missing-caveat"));
    assert!(told("public\"", &format!("{SIGNS}note = \"See below.\"\n{ACT}")).contains("missing-caveat"));
    assert!(told("public\"", &format!("{SIGNS}{NOTE}")).contains("missing-companion"));
    assert_eq!(told("public\"", &format!("{SIGNS}{NOTE}{ACT}")), BTreeSet::new());
    let rules = SIGNS.replace("signs", "rules");
    assert_eq!(told("public\"", &rules), BTreeSet::new(), "a list of anything else needs nothing");
}

#[test]
fn one_thing_is_not_said_without_the_other() {
    let sex = "[text.lead]\nfull = \"Sex trafficking happens here.\"\n";
    assert!(told("public\"", sex).contains("missing-companion"), "labor belongs beside it");
    assert_eq!(told("public\"", "[text.lead]\nfull = \"Forced labor and sex trafficking happen here.\"\n"), BTreeSet::new());
    let definition = "[text.lead]\nfull = \"It is the use of force, fraud or coercion to make people work.\"\n";
    assert!(told("public\"", definition).contains("missing-companion"), "children need no force");
}

#[test]
fn each_kind_of_staff_has_its_own_rules() {
    let hotel = |more: &str| told("staff\"\npolicy = \"hotel\"", &format!("{SIGNS}{NOTE}{ACT}{more}"));
    assert!(hotel("").contains("missing-companion"));
    assert_eq!(hotel("[text.tell]\nfull = \"Tell the manager on duty.\"\n"), BTreeSet::new());
    let clinic =
        "[text.tell]\nfull = \"Speak with the patient alone, with a professional interpreter. Mandated reporters: state law.\"\n";
    let ask = |more: &str| told("staff\"\npolicy = \"clinic\"", &format!("{SIGNS}{NOTE}{ACT}{more}"));
    assert!(ask("").contains("missing-companion"));
    let good = ask(clinic);
    assert!(!good.contains("missing-companion"), "{good:?}");
}

#[test]
fn people_in_danger_are_spared_labels_counts_and_hard_words() {
    let contact = "[contact.line]\nname = \"Talk\"\nphone = \"1-888-373-7888\"\nhours = \"24 hours\"\n";
    assert!(told("victim\"", "").contains("missing-part"), "whom to call");
    assert_eq!(told("victim\"", contact), BTreeSet::new());
    let stat = "[stat.n]\nlabel = \"cases\"\nvalues = { 2021 = 40, 2022 = 50 }\nsource = \"The state\"\nas_of = 2022-12-31\nreview_by = 2027-12-31\n";
    assert!(told("victim\"", &format!("{contact}{stat}")).contains("forbidden-part"));
    let label = "[text.lead]\nfull = \"Are you a victim of trafficking?\"\n";
    assert!(told("victim\"", &format!("{contact}{label}")).contains("wording"));
    let hard = "[text.lead]\nfull = \"An organization that confiscates documentation, misrepresents compensation arrangements or \
                communicates intimidating consequences to relatives demonstrates characteristics which professional advocates \
                identify immediately, and confidential multilingual consultation is available without identification \
                requirements, obligations, registration procedures, administrative involvement or documentation of the \
                circumstances that individuals experience during employment relationships of whatever description or \
                duration.\"\n";
    assert!(told("victim\"", &format!("{contact}{hard}")).contains("reading-grade"));
    let code = "[qr.help]\nlink = \"https://example.org/\"\nlabel = \"Where help is\"\n";
    assert!(told("victim\"\npolicy = \"take-away\"", &format!("{contact}{code}")).contains("forbidden-part"));
    assert!(!told("victim\"\npolicy = \"read-in-place\"", &format!("{contact}{code}")).contains("forbidden-part"));
}

/// What somebody takes along says nothing to whoever finds it: neither by its title, nor by the name of its file, nor in it.
#[test]
fn a_card_to_take_along_is_called_by_nothing() {
    let contact = "[contact.line]\nname = \"Talk\"\nphone = \"1-888-373-7888\"\nhours = \"24 hours\"\n";
    let taken = |title: &str| {
        let words = format!("{contact}[text.lead]\nfull = \"Is somebody keeping your papers?\"\n");
        let project = Project::small();
        let head = HEAD
            .replace("AUDIENCE\"", "victim\"\npolicy = \"take-away\"")
            .replace("title = \"Know it\"", &format!("title = \"{title}\""));
        project.write("content/sheet.toml", &format!("{head}{words}"));
        let order = project.text("handbill.toml").replace("theme   = \"leaf\"", "theme   = \"plain\"");
        let make = "\n[[make]]\ncontent = \"sheet\"\nformats = [\"discreet-card\"]\norgs = [\"library\"]\n";
        project.write("handbill.toml", &(order + make));
        project
    };
    let told = |project: &Project| project.run(&["build", "sheet", "--message-format", "short"]).stderr;
    let plain = taken("Numbers to keep");
    let found = told(&plain);
    assert!(!found.contains("telling-name") && !found.contains("error["), "{found}");
    let pdfs: Vec<_> = plain.files("out").into_iter().filter(|f| f.extension().is_some_and(|e| e == "pdf")).collect();
    assert!(!pdfs.is_empty());
    for pdf in pdfs {
        let bytes = std::fs::read(plain.path().join("out").join(&pdf)).expect("it was made");
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Judith Basin") && !text.contains("Reading night"), "{pdf:?} says whose it is");
    }
    assert!(told(&taken("A hotline for victims")).contains("warning[telling-name]"));
    let renamed = taken("Numbers to keep");
    renamed.edit("handbill.toml", "content = \"sheet\"", "content = \"abuse-shelter\"");
    std::fs::rename(renamed.path().join("content/sheet.toml"), renamed.path().join("content/abuse-shelter.toml")).expect("there");
    let found = renamed.run(&["build", "abuse-shelter", "--message-format", "short"]).stderr;
    assert!(found.contains("warning[telling-name]") && found.contains("abuse-shelter"), "{found}");
}

/// The floors of a policy hold in every format: a number that would be smaller is refused.
#[test]
fn no_number_is_smaller_than_its_readers_need() {
    let project = Project::small();
    project.write("assets/policies/garden.toml", "about = \"gardeners\"\naudience = \"event\"\nleast_phone = \"90pt\"\n");
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"event\"\npolicy = \"garden\"");
    let ran = project.run(&["build", "-n", "--message-format", "short"]).stderr;
    assert!(!ran.contains("too-small"), "nothing is laid out: {ran}");
    let ran = project.run(&["check", "--message-format", "short"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error[too-small]") && ran.stderr.contains("90.0 pt"), "{}", ran.stderr);
    project.edit("assets/policies/garden.toml", "90pt", "5pt");
    let ran = project.run(&["check", "--message-format", "short"]);
    assert!(!ran.stderr.contains("too-small"), "{}", ran.stderr);
    project.edit("assets/policies/garden.toml", "least_phone = \"5pt\"", "least_type = \"60pt\"");
    let ran = project.run(&["check", "--message-format", "short"]);
    assert!(ran.code == Some(1) && ran.stderr.contains("error["), "nothing is set smaller: {}", ran.stderr);
}

#[test]
fn a_policy_is_one_file_and_goes_with_its_audience() {
    assert!(told("public\"\npolicy = \"hotle\"", "").contains("unknown-name"));
    assert!(told("public\"\npolicy = \"hotel\"", "").contains("bad-value"), "hotel is for staff");
    let project = Project::small();
    project.write(
        "assets/policies/garden.toml",
        "about = \"gardeners\"\naudience = \"event\"\n[wording.weeds]\nwords = { en = [\"weeds\"] }\nwhy = \"say wild plants\"\n",
    );
    project.edit("content/night.toml", "audience = \"event\"", "audience = \"event\"\npolicy = \"garden\"");
    project.edit("content/night.toml", "short = \"Read with us\"", "short = \"Pull weeds with us\"");
    let ran = project.run(&["build", "-n", "--message-format", "short"]);
    assert!(ran.stderr.contains("warning[wording]") && ran.stderr.contains("weeds"), "{}", ran.stderr);
    let listed = project.run(&["list", "policies"]).expect(0).stdout;
    assert!(listed.contains("garden") && listed.contains("take-away"), "{listed}");
}
