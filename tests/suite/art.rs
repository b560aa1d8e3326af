//! Type over drawings, type of display, scenes: what a theme may draw, and what is never let through.

use crate::harness::judge::{judge, text};
use crate::harness::project::{Project, files_of};
use crate::harness::source;
use std::collections::BTreeMap;

/// A theme with a drawing under everything, of which one white shape lies under the end of the number.
const PEAK: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<rect class="brand" fill="#0b3d6b" width="100" height="100"/><path fill="#ffffff" d="M{LEFT} 0L{RIGHT} 0L{RIGHT} 100L{LEFT} 100L{LEFT} 50Z"/></svg>"##;

const THEME: &str = r##"
name    = "Peak"
extends = "plain"
[art]
peak = "assets/art/peak.svg"
[layout.card]
margin = "0.2in"
areas  = "text.headline"
look."text.headline" = { face = "display", fit = { from = "24pt", to = "30pt", lines = 1 } }
panels = [{ behind = ["text.headline"], fill = "brand", art = "peak", extend = true }]
"##;

fn with_peak(left: &str, right: &str) -> Project {
    let project = Project::empty();
    project.write("assets/themes/peak.toml", THEME);
    project.write("assets/art/peak.svg", &PEAK.replace("{LEFT}", left).replace("{RIGHT}", right));
    project.write(
        "assets/formats/card.toml",
        "name = \"Card\"\nkind = \"card\"\ntrim = [\"3.5in\", \"2in\"]\nbleed = \"0in\"\nsafe = \"0.1in\"\nread_distance = \"40cm\"\nminimum_copy = \"6.5pt\"\nminimum_note = \"6pt\"\nfaces = [\"front\"]\n",
    );
    project.write(
        "handbill.toml",
        "[project]\nname = \"Peak\"\n[defaults]\ntheme = \"peak\"\npurpose = \"screen\"\noutput = \"out/{format}-{lang}.pdf\"\n\n[[make]]\ncontent = \"number\"\nformats = [\"card\"]\norgs = [\"desk\"]\n",
    );
    project.write("content/orgs/desk.toml", "name = \"Desk\"\n[color]\nbrand = \"#0b3d6b\"\n");
    project.write(
        "content/number.toml",
        "title = \"Number\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"555-0100\"\n",
    );
    project
}

#[test]
fn a_digit_over_a_shape_of_its_own_colour_is_refused() {
    let hidden = with_peak("58", "100").run(&["build"]);
    assert_eq!(hidden.code, Some(1), "{}", hidden.stderr);
    assert!(hidden.stderr.contains("low-contrast"), "{}", hidden.stderr);
    // The same shape where no type stands is nobody's business.
    let clear = with_peak("97", "100").run(&["build"]);
    assert_eq!(clear.code, Some(0), "{}", clear.stderr);
    assert!(!clear.stderr.contains("contrast") && !clear.stderr.contains("edge"), "{}", clear.stderr);
}

#[test]
fn capitals_follow_the_language() {
    let project = with_peak("97", "100");
    project.edit("assets/themes/peak.toml", "[art]", "[type]\ndisplay = { caps = \"all\" }\n[art]");
    project.edit("content/number.toml", "language = \"en\"", "language = \"tr\"");
    project.edit("content/number.toml", "555-0100", "iyi");
    project.edit("handbill.toml", "[defaults]", "[defaults]\nlanguages = [\"tr\"]");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    if judge("pdftotext").is_some() {
        let words = text(&project.path().join("out/card-tr.pdf"));
        assert!(words.contains("\u{130}Y\u{130}"), "the dot of the Turkish `i` stays: {words}");
    }
}

#[test]
fn the_content_chooses_the_scene() {
    let project = with_peak("97", "100");
    project.edit("assets/themes/peak.toml", "assets/art/peak.svg", "assets/art/{art | peak}.svg");
    assert_eq!(project.run(&["build"]).code, Some(0), "without `art` it is the one behind the bar");
    project.edit("content/number.toml", "audience", "art = \"lake\"\naudience");
    let missing = project.run(&["build"]);
    assert!(
        missing.stderr.contains("assets/art/lake.svg") && missing.stderr.contains("content/number.toml"),
        "{}",
        missing.stderr
    );
    project.write("assets/art/lake.svg", &PEAK.replace("{LEFT}", "0").replace("{RIGHT}", "100"));
    assert!(project.run(&["build"]).stderr.contains("low-contrast"), "white on a white lake");
}

/// The first TOML of docs/themes.md, which writes a theme step by step.
fn theme_of_the_manual() -> String {
    let page = include_str!("../../docs/themes.md");
    let begin = page.split_once("```toml\n").expect("the page has a theme").1;
    begin.split_once("\n```").expect("it ends").0.to_string()
}

#[test]
fn the_theme_of_the_manual_makes_a_poster_a_flyer_and_a_card() {
    let theme = theme_of_the_manual();
    assert!(theme.lines().count() < 80, "{} lines are no short theme", theme.lines().count());
    let project = Project::empty();
    project.write("assets/themes/harbor.toml", &theme);
    project.write(
        "handbill.toml",
        "[project]\nname = \"Harbor\"\n[defaults]\ntheme = \"harbor\"\noutput = \"out/{purpose}-{format}.pdf\"\npurpose = [\"office\", \"press\"]\n\n[[make]]\ncontent = \"cleanup\"\nformats = [\"poster-11x17\", \"flyer-letter\", \"wallet-card\"]\norgs = [\"harbor\"]\n",
    );
    project.write("content/orgs/harbor.toml", "name = \"Harbor Friends\"\nphone = \"(406) 555-0123\"\nweb = \"https://harbor.example.org/\"\n[color]\nbrand = \"#1f6f8b\"\n");
    project.write(
        "content/cleanup.toml",
        "title = \"Clean-up day\"\nlanguage = \"en\"\naudience = \"public\"\n\n[text.headline]\nfull = \"Give the harbor a morning\"\n\n[text.act]\nfull = \"Come as you are. We have gloves and bags.\"\n\n[list.bring]\nheading = \"Bring along\"\nitems = [\"Shoes that may get wet\", \"A cup\", \"A neighbor\"]\n\n[contact.desk]\nname = \"Harbor Friends\"\nphone = \"{org.phone}\"\n\n[qr.more]\nlink = \"{org.web}\"\nlabel = \"When and where\"\n",
    );
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!ran.stderr.contains("error") && !ran.stderr.contains("warning"), "{}", ran.stderr);
    assert_eq!(project.files("out").iter().filter(|f| f.extension().is_some_and(|e| e == "pdf")).count(), 6);
}

/// A list with pictures, in a theme that shows them.
fn with_icons(icons: &str) -> Project {
    let project = Project::small();
    project.edit("content/night.toml", "[list.bring]\n", &format!("[list.bring]\n{icons}\n"));
    project.edit(
        "assets/themes/leaf.toml",
        "extends = \"plain\"\n",
        "extends = \"plain\"\n\n[look.\"list.*\"]\nmarker = \"icon\"\n",
    );
    project
}

/// `handbill new theme` begins with sixty lines that make whole sheets, and `show theme` shows what asks most of them.
#[test]
fn a_new_theme_looks_like_something() {
    let project = Project::small();
    project.run(&["new", "theme", "ours"]).expect(0);
    let theme = project.text("assets/themes/ours.toml");
    assert!((50..=70).contains(&theme.lines().count()) && theme.contains("name    = \"ours\""), "{theme}");
    project.run(&["show", "theme", "ours"]).expect(0);
    let page = project.text("theme-ours.html");
    assert!(
        !page.contains("refused: "),
        "{}",
        page.split("refused: ").nth(1).unwrap_or_default().split('<').next().unwrap_or_default()
    );
    assert_eq!(page.matches("<h2>").count(), 8, "formats");
    // Four organizations, three languages, once gray and once small: of each format at least a picture.
    assert!(page.matches("<figure>").count() >= 8 * 9, "{}", page.matches("<figure>").count());
    assert!(page.contains("ar-XB") && page.contains("zh-XC") && page.contains("without colour"));
    assert!(project.run(&["show", "theme", "ours"]).expect(2).stderr.contains("is there already"));
    assert!(project.run(&["show", "theme", "civc"]).expect(2).stderr.contains("did you mean `civic`?"));
    assert!(project.run(&["show", "slip", "ours"]).expect(2).stderr.contains("show theme NAME"));
    project.edit("assets/themes/ours.toml", "paper = \"#fbf6ea\"", "paper = 5");
    let wrong = project.run(&["show", "theme", "ours", "--html", "x.html"]).expect(2);
    assert!(wrong.stderr.contains("error[wrong-type]"), "{}", wrong.stderr);
}

#[test]
fn items_of_lists_have_pictures_and_are_not_counted() {
    let items = Project::small().text("content/night.toml");
    let items = items.split_once("[list.bring]").expect("it has a list").1.split_once("items").expect("of items").1;
    let count = items.split_once(']').expect("it ends").0.matches("\",").count() + 1;
    let named = |name: &str| format!("icons = [{}]", vec![format!("\"{name}\""); count].join(", "));
    let build = |project: &Project| project.run(&["build", "slip", "--org", "school"]);
    let drawn = with_icons(&named("book-open"));
    build(&drawn).expect(0);
    let plain = with_icons("");
    build(&plain).expect(0);
    if judge("pdftotext").is_some() {
        let words = |project: &Project| text(&project.path().join("out/office/school/night-slip-en.pdf"));
        assert!(!words(&plain).contains("1 A book") && words(&plain).contains("A book"), "{}", words(&plain));
        assert!(!words(&drawn).contains("1 A book") && words(&drawn).contains("A book"), "{}", words(&drawn));
    }
    let ran = build(&with_icons(&named("bok-open"))).expect(1);
    assert!(ran.stderr.contains("there is no file `assets/icons/bok-open.svg`"), "{}", ran.stderr);
    let ran = build(&with_icons("icons = [\"book-open\"]")).expect(1);
    assert!(ran.stderr.contains(&format!("1 icons for {count} items")), "{}", ran.stderr);
    let listed = drawn.run(&["list", "icons"]).expect(0).stdout;
    assert!(listed.lines().count() >= 120 && listed.contains("phone-call"), "{listed}");
}

#[test]
fn a_colour_may_be_whatever_stands_out_from_another() {
    let project = with_peak("97", "100");
    let words = "[color]\nsign = \"auto on brand\"\n[look.headline]\nink = \"sign\"\n[art]";
    project.edit("assets/themes/peak.toml", "[art]", words);
    project.run(&["build"]).expect(0);
    project.edit("content/orgs/desk.toml", "#0b3d6b", "#ffd400");
    project.edit("assets/art/peak.svg", "#ffffff", "#ffd400");
    let ran = project.run(&["build"]).expect(0);
    assert!(!ran.stderr.contains("contrast"), "{}", ran.stderr);
    project.edit("assets/themes/peak.toml", "auto on brand", "auto on brnd");
    let ran = project.run(&["build"]).expect(1);
    assert!(ran.stderr.contains("has no colour `brnd`") && ran.stderr.contains("did you mean `brand`"), "{}", ran.stderr);
}

#[test]
fn an_art_is_for_audiences_that_there_are_and_for_everybody_else() {
    let project = with_peak("50", "60");
    project.edit("assets/themes/peak.toml", "\"assets/art/peak.svg\"", "\"assets/art/{art | evnt: peak}.svg\"");
    let ran = project.run(&["check"]).expect(1);
    for wanted in [
        "peak.toml:5",
        "there is no audience `evnt`",
        "did you mean `event`?",
        "no art for contents of other audiences",
        "`| NAME`",
    ] {
        assert!(ran.stderr.contains(wanted), "no {wanted:?} in\n{}", ran.stderr);
    }
}

/// The room inside a panel's edge belongs to the panel also where several blocks flow in it.
#[test]
fn a_panel_keeps_its_inset_above_blocks_that_flow() {
    let project = Project::small();
    project.edit(
        "assets/themes/leaf.toml",
        "  list.bring     qr.more\n  contact.desk   org.logo\n",
        "  points*+contact*  points*+contact*\n  code              org.logo\n",
    );
    let panel = "[[layout.slip.panels]]\nbehind = [\"points*+contact*\"]\nfill = \"loud\"\ninset = [\"0.5in\", \"0in\", \"0in\", \"0in\"]\n\n";
    project.edit("assets/themes/leaf.toml", "[[layout.slip.panels]]\n", &format!("{panel}[[layout.slip.panels]]\n"));
    project.edit("assets/themes/leaf.toml", "[layout.slip]\n", "[color]\nloud = \"#123456\"\n\n[layout.slip]\n");
    let dump = project.run(&["dump", "--stage", "layout", "slip"]).expect(0).stdout;
    let points_down = |text: &str| -> f64 {
        let y = text.rsplit_once(", ").and_then(|(_, y)| y.split_once("pt)")).unwrap_or_else(|| panic!("no point: {text}")).0;
        y.parse().expect("points")
    };
    let (before, _) = dump.split_once("color: #123456").expect("the panel is drawn");
    let corner = before.rsplit_once("Move(").and_then(|(_, path)| path.split_once("pt),")).expect("its path begins").0;
    let top = points_down(&format!("{corner}pt)"));
    let (_, list) =
        dump.split_once("block: \"list.bring\",\n").and_then(|(_, list)| list.split_once("rect: ")).expect("the list");
    let first = points_down(list.lines().next().expect("its rectangle"));
    assert!(first - top >= 35.9, "the list begins {} pt below the edge of its panel", first - top);
}

/// A title chooses the picture of an event that names none, where the program has one for it and for nobody else.
#[test]
fn the_title_chooses_the_picture_of_an_event() {
    let project = Project::empty();
    let content = |audience: &str, title: &str| {
        format!("title = \"{title}\"\nlanguage = \"en\"\naudience = \"{audience}\"\n[text.lead]\nfull = \"Come and see.\"\n")
    };
    project.write(
        "handbill.toml",
        "[project]\nname = \"T\"\n[[make]]\ncontent = \"c\"\nformats = [\"poster-11x17\"]\norgs = \"all\"\n",
    );
    project.write("content/orgs/o.toml", "name = \"Cottonwood Friends\"\nphone = \"(406) 555-0101\"\n");
    for (audience, title, picture) in [
        ("event", "Spring book sale", Some("`books`")),
        ("event", "An evening for everybody", None),
        ("staff", "Spring book sale", None),
    ] {
        project.write("content/c.toml", &content(audience, title));
        let account = project.run(&["show", "c", "--account"]).stdout;
        let told = account.lines().find_map(|line| line.trim().strip_prefix("picture: "));
        assert_eq!(told.map(|line| line.split(',').next().unwrap_or(line)), picture, "{account}");
    }
}

/// Words lead to pictures that there are, for every theme.
#[test]
fn each_subject_has_a_scene_and_a_sign() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = std::fs::read_to_string(root.join("assets/registries/subjects.txt")).expect("the registry is there");
    for line in rows.lines().filter(|line| !line.starts_with('#')) {
        let scene = line.split(' ').next().expect("a line has a word");
        for folder in ["scenes", "signs"] {
            let file = root.join(format!("assets/art/{folder}/{scene}.svg"));
            assert!(file.is_file(), "{}", file.display());
        }
    }
}

/// The names of the files in a folder of the repository, without their ends.
fn names_in(folder: &str) -> Vec<String> {
    let stem = |path: &std::path::PathBuf| path.file_stem().map(|name| name.to_string_lossy().into_owned());
    files_of(&source::root().join(folder)).iter().filter_map(stem).collect()
}

#[test]
fn each_scene_has_a_sign_and_stands_in_the_manual() {
    let manual = source::text("docs/files.md");
    let row = manual.lines().find(|line| line.starts_with("| `art` | which scene")).expect("the manual has the key");
    let signs = names_in("assets/art/signs");
    for scene in names_in("assets/art/scenes") {
        assert!(signs.contains(&scene), "`signal` has no sign for {scene}");
        assert!(row.contains(&format!("`{scene}`")), "the row of `art` in docs/files.md does not name {scene}");
    }
}

/// Themes go on above a scene in its `sky` and under it in its `near`, and know no other inks than these six.
#[test]
fn each_scene_is_drawn_in_the_six_roles_and_begins_with_its_sky() {
    for scene in names_in("assets/art/scenes") {
        let drawing = source::text(&format!("assets/art/scenes/{scene}.svg"));
        let classes: Vec<&str> = drawing.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(classes.first(), Some(&"sky"), "{scene} begins with its sky");
        for class in classes {
            assert!(["sky", "far", "mid", "near", "light", "glow"].contains(&class), "{scene} is drawn in `{class}`");
        }
        assert!(!drawing.contains("opacity"), "{scene}: a press prints nothing see-through");
    }
}

/// The peak's card with other words and another look of what stands on it.
fn with_area(area: &str, look: &str, blocks: &str) -> Project {
    let project = with_peak("97", "100");
    let theme = THEME.lines().filter(|line| !line.starts_with("panels") && !line.starts_with("look")).collect::<Vec<_>>();
    project.write("assets/themes/peak.toml", &theme.join("\n").replace("text.headline", area));
    let theme = project.text("assets/themes/peak.toml");
    project.write("assets/themes/peak.toml", &format!("{theme}\n{look}\n"));
    project.write("content/number.toml", &format!("title = \"Number\"\nlanguage = \"en\"\naudience = \"public\"\n\n{blocks}\n"));
    project
}

/// The words of each line of type, from the top.
fn lines_of(project: &Project) -> Vec<String> {
    let dump = project.run(&["dump", "--stage", "layout", "card"]).expect(0).stdout;
    let mut lines: BTreeMap<i64, String> = BTreeMap::new();
    for run in dump.split("GlyphRun {").skip(1) {
        let after = |key: &str| run.split_once(key).unwrap_or_else(|| panic!("no {key} in {run}")).1;
        let origin = after("origin: (").split_once("pt)").expect("a point").0;
        let y: f64 = origin.rsplit_once(", ").expect("of two").1.parse().expect("points");
        // Not the text of a glyph: that is a range.
        let words = after(" text: \"").split_once('"').expect("it ends").0;
        lines.entry((y * 10.0) as i64).or_default().push_str(words);
    }
    lines.into_values().map(|line| line.trim().to_string()).filter(|line| line.chars().count() > 1).collect()
}

#[test]
fn each_sentence_of_a_headline_has_its_line_where_that_fits() {
    let look = "look.headline = { face = \"display\", fit = { from = \"12pt\", to = \"60pt\", lines = 3 } }";
    let project = with_area("headline", look, "[text.headline]\nfull = \"You noticed. That is enough. Call.\"");
    project.run(&["build"]).expect(0);
    assert_eq!(lines_of(&project), ["You noticed.", "That is enough.", "Call."]);
    // One that is much longer than the others has lines of its own.
    let project = with_area("headline", look, "[text.headline]\nfull = \"Somebody from the valley answers all night. Call.\"");
    project.run(&["build"]).expect(0);
    assert_eq!(lines_of(&project).len(), 3, "{:?}", lines_of(&project));
}

#[test]
fn a_list_has_one_column_where_two_would_break_its_items() {
    let look = "look.points = { columns = 2 }\n[layout.card.type]\nceiling = 1\nbody = { size = \"9pt\", maximum = \"9pt\" }";
    let list = |items: &str| format!("[list.all]\nitems = [{items}]");
    let long = list("\"Monday: bicycle repair, $80\", \"Tuesday: mending, all day, $60\", \"Wednesday: bread, pastry, $110\"");
    let project = with_area("points", look, &long);
    project.run(&["build"]).expect(0);
    assert_eq!(lines_of(&project).len(), 3, "{:?}", lines_of(&project));
    let project = with_area("points", look, &list("\"Bread\", \"Milk\", \"Eggs\", \"Salt\""));
    project.run(&["build"]).expect(0);
    assert_eq!(lines_of(&project).len(), 2, "short items stand in two columns: {:?}", lines_of(&project));
}

#[test]
fn a_figure_is_drawn_as_what_it_counts() {
    let stat = "[stat.cases]\nlabel = \"cases\"\nvalues = { 2015 = 7, 2022 = 106 }\nsource = \"A count\"\nas_of = 2022-12-31\nreview_by = 2030-01-01";
    let card = |chart: &str, stat: &str| {
        let look = format!(
            "look.figure = {{ hide = [\"source\"], {chart} part = {{ figure = {{ step = 0 }}, hero = {{ face = \"figure\", fit = {{ from = \"20pt\", to = \"70pt\", lines = 1 }} }} }} }}"
        );
        let project = with_area("figure", &look, stat);
        project.run(&["build"]).expect(0);
        project.run(&["dump", "--stage", "layout", "card"]).expect(0).stdout
    };
    let shapes = |dump: &str| dump.matches("Move(").count();
    let plain = shapes(&card("", stat));
    assert_eq!(shapes(&card("chart = \"units\",", stat)) - plain, 106 + 7, "a square each, and the first of them again");
    // Lines of 106 would run together on a card; those of 24 do not.
    let few = stat.replace("106", "24");
    let lined = shapes(&card("chart = \"lines\",", &few)) - shapes(&card("", &few));
    // Under it a legend stands in place of the figures and their arrow.
    assert_eq!(lined, 18 + 17 + 7 - 1, "cuts, thin lines and those of the first value");
    assert_eq!(shapes(&card("chart = \"lines\",", stat)), plain - 1, "106 lines on a card are a gray: the numeral alone");
    let broken = stat.replace("106", "10.5");
    assert_eq!(shapes(&card("chart = \"units\",", &broken)), plain, "nobody draws half a square");
}

#[test]
fn a_picture_of_which_most_would_be_cut_away_is_shown_whole() {
    let picture = |ratio: (u32, u32), more: &str| {
        let look = "look.picture = { crop = true, height = \"1in\" }";
        let project =
            with_area("picture", look, &format!("[image.hall]\nfile = \"assets/hall.svg\"\nalt = \"The hall\"\n{more}"));
        let (width, height) = ratio;
        project.write(
            "assets/hall.svg",
            &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"><rect fill=\"#336699\" width=\"{width}\" height=\"{height}\"/></svg>"),
        );
        project.run(&["build"]).expect(0);
        project.run(&["dump", "--stage", "layout", "card"]).expect(0).stdout
    };
    // The area is 3.5 : 1.6 at most.
    let clip = |dump: &str| {
        let path = dump.split_once("Clip").expect("a clipped picture").1;
        path.split("Move(").nth(1).expect("its path").chars().take(400).collect::<String>()
    };
    let (wide, tall) = (picture((300, 140), ""), picture((100, 300), ""));
    assert_ne!(clip(&wide), clip(&tall), "the tall one is shown whole");
    assert_eq!(clip(&wide), clip(&picture((300, 200), "")), "a third may go");
    // Without a focus what is above the middle stays: more of the foot is cut off than of the head.
    assert_ne!(picture((300, 200), ""), picture((300, 200), "focus = \"50% 50%\""));
    assert_eq!(picture((300, 200), ""), picture((300, 200), "focus = \"50% 30%\"").as_str());
}
