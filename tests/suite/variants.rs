//! Layouts for contents of one kind: the one that leaves the better page is taken, and `show` says which.

use crate::harness::project::Project;

/// The small project with these words on its slip, laid out small at the top, and with a variant of the layout.
fn project(words: &str, variant: &str) -> Project {
    let project = Project::small();
    let head = "title = \"Night\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"Read with us\"\n";
    project.write("content/night.toml", &format!("{head}{words}"));
    let layout = "[layout.slip.front]\nrows = \"auto 1fr\"\nareas = \"\"\"\n  headline\n  contact\n\"\"\"\n[layout.slip.front.type]\nceiling = 1.0\n";
    project.write("assets/themes/leaf.toml", &format!("name = \"Leaf\"\nextends = \"plain\"\n{layout}{variant}"));
    project
}

/// The headline alone, as high as the slip lets it be.
const LARGE: &str = "[layout.slip.front.variant.alone]\nwithout = [\"contact\"]\nrows = \"1fr\"\nareas = \"\"\"\n  headline\n\"\"\"\n\
                     [layout.slip.front.variant.alone.look.headline]\nfit = { from = \"12pt\", to = \"300pt\", lines = 3 }\n";
const CONTACT: &str = "[contact.desk]\nname = \"The desk\"\nphone = \"(406) 555-0134\"\n";

fn account(project: &Project) -> String {
    project.run(&["show", "slip", "--account"]).expect(0).stdout
}

#[test]
fn a_variant_is_taken_where_it_suits_and_leaves_the_better_page() {
    let taken = "laid out in a variant of the theme: front: `alone`";
    assert!(account(&project("", LARGE)).contains(taken), "{}", account(&project("", LARGE)));
    assert!(!account(&project(CONTACT, LARGE)).contains(taken), "it is for contents without a contact");
    let with = LARGE.replace("without = [\"contact\"]", "with = [\"points\"]");
    assert!(!account(&project("", &with)).contains(taken), "it is for contents with a list");
    let languages = LARGE.replace("without = [\"contact\"]", "languages = 2");
    assert!(!account(&project("", &languages)).contains(taken), "it is for two languages");
    let smaller = LARGE.replace("to = \"300pt\"", "to = \"13pt\"").replace("from = \"12pt\"", "from = \"6pt\"");
    assert!(!account(&project("", &smaller)).contains(taken), "it leaves more empty");
    // What it says stands over the layout of the face, and comes out on paper.
    let layout = |project: Project| project.run(&["dump", "--stage", "layout", "slip", "--org", "library"]).expect(0).stdout;
    assert_ne!(layout(project("", LARGE)), layout(project("", "")));
}

#[test]
fn a_variant_that_leaves_a_block_out_is_not_taken() {
    let words = "[list.bring]\nheading = \"Bring\"\nitems = [\"A book\", \"A friend\"]\n";
    let layout = |variant: &str| {
        let project = project(words, variant);
        project.edit("assets/themes/leaf.toml", "  contact\n", "  points\n");
        account(&project)
    };
    assert!(!layout(LARGE).contains("variant"), "{}", layout(LARGE));
    let both = LARGE.replace("  headline\n", "  headline\n  points\n").replace("rows = \"1fr\"", "rows = \"1fr auto\"");
    assert!(layout(&both).contains("front: `alone`"), "{}", layout(&both));
}

#[test]
fn a_mistake_in_a_variant_is_told_though_the_page_does_without_it() {
    let uneven = LARGE.replace("  headline\n", "  headline\n  lead lead\n");
    let ran = project("", &uneven).run(&["check", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[bad-areas] line 2 has 2 cells, the first has 1"), "{}", ran.stderr);
    let nowhere = LARGE.replace("without = [\"contact\"]\n", "");
    let ran = project("", &nowhere).run(&["check", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("error[missing-key] the variant `alone` does not say for what it is"), "{}", ran.stderr);
    let unknown = LARGE.replace("\"contact\"", "\"contacts\"");
    let ran = project("", &unknown).run(&["check", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("contacts") && ran.stderr.contains("error["), "{}", ran.stderr);
    let twice =
        LARGE.replace("look.headline]", "variant.again]\nwithout = [\"lead\"]\n[layout.slip.front.variant.alone.look.headline]");
    let ran = project("", &twice).run(&["check", "slip", "--message-format", "short"]).expect(1);
    assert!(ran.stderr.contains("unknown-key"), "a variant of a variant: {}", ran.stderr);
}

#[test]
fn several_blocks_of_a_role_have_a_layout_of_their_own() {
    let list = |name: &str| format!("[list.{name}]\nheading = \"Bring {name}\"\nitems = [\"A book\"]\n");
    let variant = "[layout.slip.front.variant.program]\nseveral = [\"points\"]\nrows = \"1fr auto\"\nareas = \"\"\"\n  headline\n  points*\n\"\"\"\n";
    let three = project(&[list("one"), list("two"), list("three")].concat(), variant);
    // Without the variant there is no place for a list: what can be made comes over what cannot.
    assert!(account(&three).contains("laid out in a variant of the theme: front: `program`"), "{}", account(&three));
    let two = project(&[list("one"), list("two")].concat(), variant);
    let refused = two.run(&["check"]).expect(1);
    assert!(refused.stderr.contains("block-without-area"), "two are not several: {}", refused.stderr);
}

#[test]
fn a_number_of_few_digits_has_a_layout_of_its_own() {
    let contact = |number: &str| format!("[contact.line]\nname = \"Lifeline\"\nphone = \"{number}\"\n");
    let variant = "[layout.slip.front.variant.three]\nshort_number = true\n[layout.slip.front.variant.three.look.contact.part.phone]\nstep = 5\n";
    let short = project(&contact("988"), variant);
    assert!(account(&short).contains("laid out in a variant of the theme: front: `three`"), "{}", account(&short));
    let long = project(&contact("(406) 555-0142"), variant);
    assert!(!account(&long).contains("variant of the theme"), "{}", account(&long));
}
