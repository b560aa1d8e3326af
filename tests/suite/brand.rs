//! An organization's own colours on paper: as they stand, made readable in their hue, or given up for type, and why.

use crate::harness::project::Project;

/// What is said about the colour of an organization, and the glyphs' colours on its slip.
fn said(colors: &str, arguments: &[&str]) -> String {
    let project = Project::small();
    let org = format!("name = \"Group\"\nphone = \"(406) 555-0134\"\nweb = \"https://group.example.org/\"\n[color]\n{colors}");
    project.write("content/orgs/group.toml", &org);
    let format = if arguments.contains(&"--message-format") { &[][..] } else { &["--message-format", "short"] };
    let all = [&["build", "slip", "--org", "group"], format, arguments].concat();
    let ran = project.run(&all);
    assert!(ran.code.is_some_and(|code| code < 2), "{}", ran.stderr);
    ran.stderr
}

#[test]
fn a_colour_that_can_nearly_be_read_is_adjusted_in_its_hue() {
    let orange = said("brand = \"#f58220\"\n", &["--strict"]);
    let wanted = "content/orgs/group.toml:5:9: note[brand-color] `brand` `#f58220` stands out by 2.59 : 1 from `#ffffff`, \
                  4.5 : 1 is wanted for copy: it is set in `#b65f14`, the same hue";
    assert!(orange.contains(wanted), "{orange}");
    assert!(orange.contains("1 made"), "{orange}");
    assert!(!said("brand = \"#0b3d6b\"\n", &[]).contains("brand-color"), "a dark blue is left alone");
}

#[test]
fn a_colour_that_would_become_another_one_is_not_adjusted() {
    let yellow = said("brand = \"#ffd400\"\n", &[]);
    let wanted = "`brand` `#ffd400` stands out by 1.43 : 1 from `#ffffff`, 4.5 : 1 is wanted for copy: \
                  in its hue that would be another colour, so it is set in `#1b1b1f`";
    assert!(yellow.contains(wanted), "{yellow}");
}

#[test]
fn inks_stated_for_press_stay_as_they_are() {
    let colors = "brand = \"#f58220\"\n[color.press]\nbrand = \"cmyk 0 60 95 0\"\n";
    let press = said(colors, &["--for", "press"]);
    assert!(press.contains("its inks for press are stated and stay as they are, so it is set in `#1b1b1f`"), "{press}");
    assert!(said(colors, &[]).contains("the same hue"), "an office printer has no such inks");
    // A `press` that looks like another colour: dark on screen, pale on paper.
    let pale =
        said("brand = \"#0b3d6b\"\n[color.press]\nbrand = \"cmyk 0 0 20 0\"\n", &["--for", "press", "--message-format", "json"]);
    assert!(pale.contains("low-contrast") && pale.contains("`brand`, whose inks for press are stated"), "{pale}");
}

/// A green of light, which no inks come near to: what is made readable for a screen is not so in print.
#[test]
fn a_neon_colour_is_read_in_print() {
    let project = Project::one_sheet("flyer-letter");
    let org = project.text("content/orgs/library.toml");
    let (before, _) = org.split_once("[color]").expect("it has colours");
    project.write("content/orgs/library.toml", &format!("{before}[color]\nbrand = \"#39ff14\"\naccent = \"#39ff14\"\n"));
    for theme in ["grid", "bold", "civic", "park"] {
        let ran = project.run(&["build", "--for", "press", "--theme", theme, "--message-format", "short"]);
        assert!(ran.code == Some(0) && !ran.stderr.contains("low-contrast"), "{theme}: {}", ran.stderr);
    }
}
