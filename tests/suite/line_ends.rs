//! Ends of lines and gaps of lists as they come out on paper, in every theme: what a compositor would not let through.

use crate::harness::judge::{judge, lines};
use crate::harness::project::Project;

const THEMES: [&str; 8] = ["park", "witness", "grid", "signal", "almanac", "civic", "bold", "quiet"];
const FORMATS: [&str; 4] = ["poster-11x17", "half-letter", "rack-card", "postcard"];

/// Ends of lines in columns that are too narrow for what belongs together.
const NARROW: [(&str, &str); 3] = [("postcard", "Friends of the"), ("postcard", "2027,"), ("rack-card", "and its")];

fn river() -> Project {
    let project = Project::empty();
    let mut order = "[project]\nname = \"River\"\n[defaults]\noutput = \"out/{theme}/{content}-{format}.pdf\"\n".to_string();
    for theme in THEMES {
        order += &format!(
            "[[make]]\ncontent = \"river\"\nformats = {FORMATS:?}\norgs = [\"friends\"]\ntheme = \"{theme}\"\nscheme = \"one-up\"\n"
        );
    }
    project.write("handbill.toml", &order);
    project.write(
        "content/orgs/friends.toml",
        "name = \"Friends of the Sage River\"\nphone = \"(406) 555-0123\"\nweb = \"https://river.example.org/\"\n[color]\nbrand = \"#1f5f8b\"\n",
    );
    project.write(
        "content/river.toml",
        "title = \"River day\"\nlanguage = \"en\"\naudience = \"event\"\nart = \"coast\"\n\n\
         [text.headline]\nfull = \"The story of the river and its people\"\n\n\
         [event.day]\ntitle = \"The story of the river and its people\"\nstart = 2027-02-20T17:30:00\nend = 20:00:00\n\
         venue = \"Sage River Hall\"\naddress = \"12 Mill Road, Helena, MT 59601\"\n\n\
         [list.bring]\nheading = \"What to bring to the bank of the river\"\nitems = [\"Boots\", \"A cup\", \"A neighbor\"]\n\n\
         [contact.desk]\nname = \"Friends of the Sage River\"\nphone = \"{org.phone}\"\n\n\
         [qr.more]\nlink = \"{org.web}\"\nlabel = \"Get help or report a hole in the bank\"\n",
    );
    project
}

#[test]
fn little_words_and_years_stay_with_what_they_belong_to() {
    let Some(_) = judge("pdftotext") else { return };
    let project = river();
    project.run(&["build"]).expect(0);
    let mut seen = 0;
    for theme in THEMES {
        for format in FORMATS {
            let sheet = format!("out/{theme}/river-{format}.pdf");
            for line in lines(&project.path().join(&sheet)) {
                // Fragments of one line that are set apart come one by one.
                if NARROW.contains(&(format, line.as_str())) || !line.contains(' ') && !line.starts_with("2027") {
                    continue;
                }
                let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
                assert!(!["the", "of", "a", "and", "or", "its", "in"].contains(&last.as_str()), "`{line}` on {sheet}");
                assert!(!line.starts_with("2027"), "`{line}` on {sheet}");
                assert!(!line.ends_with('-'), "`{line}` on {sheet}");
                seen += usize::from(line.to_lowercase().contains("river"));
            }
        }
    }
    assert!(seen > 20, "{seen} lines with the river");
}

/// Where the discs of numbered steps begin and end, and the last baseline of the words beside each.
#[test]
fn discs_of_steps_have_even_gaps() {
    let project = river();
    let long = "Walk the whole bank with us, from the mill down to the bridge and back, and tell us what you saw there.";
    let steps =
        format!("\n[steps.day]\nheading = \"The day\"\nitems = [\"{long}\", \"Eat.\", \"{long}\", \"{long}\", \"Go home.\"]\n");
    project.write("content/river.toml", &(project.text("content/river.toml") + &steps));
    let dump = project.run(&["dump", "--stage", "layout", "half-letter"]).expect(0).stdout;
    let product = dump.split("\n# ").find(|product| product.contains("out/bold/")).expect("it is made");
    let point = |text: &str| -> (f64, f64) {
        let (x, y) = text.split_once(", ").expect("two coordinates");
        let number =
            |text: &str| text.trim_matches(|c: char| "(), \n".contains(c)).trim_end_matches("pt").parse().expect("points");
        (number(x), number(y.split("pt)").next().expect("an end")))
    };
    // A disc is drawn before its number and its words; other round things have no number.
    let numbered =
        |item: &&str| (1..=5).any(|n| item.split("GlyphRun {").nth(1).is_some_and(|run| run.contains(&format!("text: \"{n}\""))));
    let discs: Vec<&str> = product.split("Fill {").filter(|item| item.contains("Cubic(")).filter(numbered).collect();
    assert_eq!(discs.len(), 5, "a disc for each step");
    let places: Vec<(f64, f64)> = discs
        .iter()
        .map(|item| {
            let top = point(item.split_once("Move(").and_then(|(_, rest)| rest.split_once('(')).expect("it begins").1).1;
            let words = item.split("GlyphRun {").skip(2).take_while(|run| !run.contains("text: \"2\""));
            let baseline = |run: &str| point(run.split_once("origin: (").expect("a place").1).1;
            let sized =
                |run: &str| run.split_once("size: ").and_then(|(_, s)| s.split_once("pt")).expect("a size").0.parse::<f64>();
            let first = item.split("GlyphRun {").nth(2).expect("words");
            let size = sized(first).expect("points");
            let of_step = words.filter(|run| sized(run).is_ok_and(|own| (own - size).abs() < 0.01));
            let lowest = of_step.map(baseline).fold(0.0, f64::max);
            (top, lowest.max(top + 1.55 * size - 0.2 * size))
        })
        .collect();
    let gaps: Vec<f64> = places.windows(2).map(|pair| pair[1].0 - pair[0].1).collect();
    let (least, most) = (gaps.iter().copied().fold(f64::MAX, f64::min), gaps.iter().copied().fold(0.0, f64::max));
    assert!(least > 0.0 && most - least < 0.35 * least.max(4.0), "gaps of {gaps:?}");
}
