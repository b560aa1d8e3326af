//! Standing work: what is due, and the next date once somebody has looked.

use crate::harness::project::Project;

const HEAD: &str = "[project]\nname = \"p\"\n[[make]]\ncontent = \"night\"\nformats = [\"flyer-letter\"]\norgs = \"all\"\n";
const WORDS: &str = "title = \"Night\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"Night\"\n\
[stat.visitors] # our own\nlabel = \"came\"\nvalues = { 2024 = 66, 2025 = 90 }\nsource = \"Our own count\"\nas_of = 2025-12-31\n\
review_by = 2027-01-31 # in winter\n[contact.desk]\nname = \"Desk\"\nphone = \"(406) 555-0134\"\nreview_by = 2026-12-15\n";

fn project() -> Project {
    let project = Project::empty();
    project.write("handbill.toml", HEAD);
    project.write("content/night.toml", WORDS);
    project.write("content/orgs/library.toml", "name = \"Library\"\n");
    project
}

#[test]
fn what_is_due_is_listed_with_its_source() {
    let project = project();
    let listed = |arguments: &[&str], code| project.run(&[&["review"], arguments].concat()).expect(code).stdout;
    assert_eq!(
        listed(&["--as-of", "2026-11-28"], 0),
        "2026-12-15\tin 17 days\tcontact.desk\tcontent/night.toml\t(406) 555-0134\n\
         2027-01-31\tin 64 days\tstat.visitors\tcontent/night.toml\tOur own count\n"
    );
    assert_eq!(listed(&["--as-of", "2026-11-28", "--days", "20"], 0).lines().count(), 1);
    assert!(listed(&["--as-of", "2026-12-20", "--json"], 1).contains("\"expired\":true"));
}

#[test]
fn to_confirm_changes_one_date_and_nothing_else() {
    let project = project();
    project.run(&["review", "--confirm", "contact.desk", "--confirm", "visitors", "--as-of", "2026-11-28"]).expect(0);
    let wanted = WORDS.replace("2026-12-15", "2027-05-27").replace("2027-01-31", "2028-01-02");
    assert_eq!(project.text("content/night.toml"), wanted);
    let near = project.run(&["review", "--confirm", "contact.dek"]).expect(2).stderr;
    assert!(near.contains("did you mean `contact.desk`?"), "{near}");
}
