//! Any text, any box, any language: it fits, or there is an error; ink never leaves the trim; a larger box never fits less.

use crate::harness::project::files_of;
use crate::harness::source::root;
use handbill::bind::bind;
use handbill::diag::Diagnostic;
use handbill::display::{Draw, Face};
use handbill::geom::{Length, Rect};
use handbill::model::Purpose;
use handbill::plan::{self, Request};
use handbill::product::{self, WorkerCaches};
use handbill::syntax::{self, Wanted};
use handbill::text::ink::InkCache;
use handbill::world::World;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;

/// Letters, marks, spaces and numbers of each language, and signs that break and order text.
const ALPHABETS: &[(&str, &str)] = &[
    ("en", "aeioutnsrlfi ÉWgjy.,-“”"),
    ("de", "äöüßaentrsicht gjQ-„“"),
    ("vi", "ếộựữằẵaeioungth ÂĐ"),
    ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآَُِّ ،."),
    ("he", "אבגדהוזחטיכלמנסעפצקרשתךםןףץ ׁ."),
    ("hi", "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह्ािीुूेैोौं ।"),
    ("bn", "কখগঘচছজটডতদনপবভমযরলশসহ্ািীুূেৈোৌং ।"),
    ("ta", "கஙசஞடணதநபமயரலவழளறன்ாிீுூெேைொோௌ "),
    ("th", "กขคงจชซญดตถทธนบปผพฟภมยรลวศษสหอฮะาำิีึืุูเแโใไ่้๊๋์ "),
    ("lo", "ກຂຄງຈຊຍດຕຖທນບປຜພຟມຢຣລວສຫອຮະາິີຶືຸູເແໂໃໄ່້໊໋ "),
    ("km", "កខគឃងចឆជញដណតថទធនបផពភមយរលវសហឡអ្ាិីឹឺុូេែៃោំះ\u{200b} ។"),
    ("my", "ကခဂငစဆဇညတထဒနပဖဗဘမယရလဝသဟအ္်ာိီုူေဲံ့းျြွှ ၊။"),
    ("am", "ሀለሐመሠረሰሸቀበተቸኀነኘአከወዘየደጀገጠጸፀፈፐ፡።፣ "),
    ("ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ "),
    ("chr", "ᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴ "),
    ("iu", "ᐃᐅᐊᐱᐳᐸᑎᑐᑕᑭᑯᑲᒋᒍᒐᒥᒧᒪᓂᓄᓇᓯᓱᓴᓕᓗᓚᔨᔪᔭ "),
];

/// What may stand in any of them.
const PIECES: &[&str] =
    &["1-888-373-7888", "(406) 444-1776", "https://example.org/a-long/path?and=more", "24/7", "5 km", "\u{2066}x\u{2069}"];

#[derive(Clone, Debug)]
struct Case {
    language: usize,
    letters: Vec<(usize, bool)>,
    piece: usize,
    /// Width and height of the trim, in points.
    width: u32,
    height: u32,
}

fn case() -> impl Strategy<Value = Case> {
    let letters = proptest::collection::vec((0..4096_usize, any::<bool>()), 1..400);
    (0..ALPHABETS.len(), letters, 0..PIECES.len() * 2, 80..500_u32, 80..700_u32)
        .prop_map(|(language, letters, piece, width, height)| Case { language, letters, piece, width, height })
}

impl Case {
    fn text(&self) -> String {
        let alphabet: Vec<char> = ALPHABETS[self.language].1.chars().collect();
        let mut text: String = String::new();
        for (at, spaced) in &self.letters {
            text.push(alphabet[at % alphabet.len()]);
            if *spaced && at % 5 == 0 {
                text.push(' ');
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['*', '_', '"', '\\'], "");
        let piece = PIECES.get(self.piece).copied().unwrap_or_default();
        format!("A {text} {piece}").trim().to_string()
    }

    /// The face, if it is made, and what was found.
    fn laid_out(&self, width: u32, height: u32) -> (Option<Face>, Vec<Diagnostic>) {
        let tag = ALPHABETS[self.language].0;
        let mut files = BTreeMap::new();
        let example = root().join("examples/languages");
        for folder in ["assets", "content/languages"] {
            for file in files_of(&example.join(folder)) {
                let bytes = fs::read(example.join(folder).join(&file)).expect("it was just listed");
                files.insert(format!("{folder}/{}", file.display()), bytes);
            }
        }
        let mut put = |path: &str, text: String| files.insert(path.to_string(), text.into_bytes());
        let order = format!(
            "[project]\nname = \"x\"\n[defaults]\ntheme = \"specimen\"\nlanguages = [\"{tag}\"]\npurpose = \"office\"\n\
             [[make]]\ncontent = \"notice\"\nformats = [\"slip\"]\norgs = [\"o\"]\n"
        );
        put("handbill.toml", order);
        put("content/orgs/o.toml", "name = \"Ox\"\nphone = \"(406) 555-0105\"\n".to_string());
        let text = self.text();
        let notice = format!(
            "language = \"{tag}\"\ntitle = \"x\"\naudience = \"public\"\n[text.headline]\nfull = \"Ox\"\n\
             [text.article]\nfull = \"{text}\"\n[text.numbers]\nfull = \"(406) 444-1776\"\n[note.web]\nfull = \"example.org\"\n"
        );
        put("content/notice.toml", notice);
        let slip = format!("name = \"s\"\ntrim = [\"{width}pt\", \"{height}pt\"]\nsafe = \"0.1in\"\nfaces = [\"front\"]\n");
        put("assets/formats/slip.toml", slip);
        let (project, found) = syntax::read(&World::memory(files), &Wanted::Made);
        // A reader may find letters that look like a broken character set: refused as well.
        if found.iter().any(Diagnostic::is_error) {
            return (None, found);
        }
        let request = Request { purposes: vec![Purpose::Office], ..Request::everything(handbill::world::today()) };
        let (jobs, found) = plan::plan(&project, &request);
        assert_eq!(jobs.len(), 1, "{found:#?}");
        let product = bind(&project, &jobs[0]).expect("known names");
        let (document, found) = product::resolve(&product);
        let document = document.unwrap_or_else(|| panic!("{found:#?}"));
        let mut caches = WorkerCaches::new(&project, None);
        let (laid, found) = product::compose_and_lay_out(&product, &document, &mut caches);
        (laid.faces.into_iter().next(), found)
    }
}

/// How far the ink of a face reaches out of its trim.
fn outside(face: &Face) -> Length {
    let trim = face.trim.at(Length::ZERO, Length::ZERO);
    let mut inks = InkCache::default();
    let over = |ink: Rect| [-ink.x, -ink.y, ink.right() - trim.right(), ink.bottom() - trim.bottom()].into_iter().max();
    let runs = face.items.iter().filter_map(|item| match &item.draw {
        Draw::Glyphs(run) => Some(run),
        _ => None,
    });
    runs.filter_map(|run| inks.of_run(run)).filter_map(over).max().unwrap_or(Length::ZERO)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_text_it_fits_or_is_refused(case in case()) {
        let (face, found) = case.laid_out(case.width, case.height);
        let refused = found.iter().any(Diagnostic::is_error);
        prop_assert_eq!(face.is_none(), refused, "made and refused at once, or neither: {:#?}", found);
        if let Some(face) = face {
            prop_assert!(outside(&face) <= Length::points(0.1), "{:?} of ink lie outside", outside(&face));
            let said: String = face.elements.iter().map(|e| e.text.as_str()).collect();
            prop_assert!(said.contains(&case.text()), "words were lost");
            // A larger box never fits less.
            for (width, height) in [(case.width, case.height + 30), (case.width + 40, case.height), (case.width * 2, case.height * 2)] {
                let (larger, found) = case.laid_out(width, height);
                prop_assert!(larger.is_some(), "fits {} x {} pt, not {width} x {height}: {found:#?}", case.width, case.height);
            }
        }
    }
}
