//! A few small pictures, of a project that does not change when the example does. They catch what no other test
//! names: look at the new one before you accept it.

use crate::harness::picture::golden;
use crate::harness::project::Project;

/// Makes the small project's products as pictures and compares some of them.
fn pictures(arguments: &[&str], wanted: &[(&str, &str)]) {
    let project = Project::small();
    project.run(&[&["build", "--png=36"], arguments].concat()).expect(0);
    for (name, path) in wanted {
        golden(name, &project.path().join(path));
    }
}

/// A flyer with a band, a list, a code and a number: areas, copyfit, colours.
#[test]
fn golden_flyer() {
    pictures(&["slip", "--org", "library"], &[("flyer-office", "out/office/library/night-slip-en-1.png")]);
}

/// The same with bleed and crop marks, in inks.
#[test]
fn golden_press() {
    pictures(&["slip", "--org", "library", "--for", "press"], &[("flyer-press", "out/press/library/night-slip-en-1.png")]);
}

/// Ten cards: imposition and cut lines, front and back.
#[test]
fn golden_cards() {
    let sheet =
        [("cards-front", "out/office/library/night-tag-en-1.png"), ("cards-back", "out/office/library/night-tag-en-2.png")];
    pictures(&["tag", "--org", "library"], &sheet);
}
