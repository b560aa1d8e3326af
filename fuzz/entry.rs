//! Where files of strangers come into the program: any bytes may be given to each of these, and none may panic, hang or fill
//! the memory. The targets of `fuzz_targets/` run them for hours; the suite runs them on the small corpora of `corpus/`.

use handbill::bind::bind;
use handbill::check::finished;
use handbill::diag::{Diagnostic, Format, Sources, render};
use handbill::engine::inspect::inspect;
use handbill::export::pdf::pdf_facts::{PdfFacts, decode_limits};
use handbill::model::Project;
use handbill::picture::{PictureError, flattened, vector};
use handbill::plan::{Request, plan};
use handbill::proofread::proofread;
use handbill::resolve::resolve;
use handbill::syntax::{Wanted, read};
use handbill::world::World;
use std::collections::BTreeMap;

/// A table: CSV, XLSX, ODS or an address book. Its first byte says whether its rows are organizations, events or anything.
pub fn table(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let rows = ["orgs", "events", "rows"][usize::from(first % 3)];
    let order = format!(
        "[project]\nname = \"x\"\n[defaults]\ntheme = \"x\"\n[[make]]\ncontent = \"x\"\nformats = [\"sticker-3x5\"]\n{rows} = {{ table = \"list.csv\" }}\n"
    );
    let words = "title = \"x\"\nlanguage = \"en\"\naudience = \"public\"\n[text.headline]\nfull = \"{row.name} {row.date}\"\n";
    let files = [
        ("handbill.toml", order.into_bytes()),
        ("content/x.toml", words.into()),
        ("assets/themes/x.toml", THEME.into()),
        ("list.csv", bytes.to_vec()),
    ];
    whole_road(files.into_iter().map(|(path, bytes)| (path.to_string(), bytes)).collect());
}

/// A theme of its own: the built-in ones are long, and read anew each time.
const THEME: &str = "name = \"x\"\n[layout.sticker-3x5]\nareas = \"text.headline\"\n";

/// Files of a project laid over a small one: each begins with a line `#: PATH`.
pub fn project(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut files: BTreeMap<String, Vec<u8>> =
        SMALL.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect();
    for part in text.split("#: ").skip(1) {
        let (path, words) = part.split_once('\n').unwrap_or((part, ""));
        files.insert(path.trim().to_string(), words.into());
    }
    whole_road(files);
}

const SMALL: &[(&str, &str)] = &[
    ("assets/themes/x.toml", THEME),
    (
        "handbill.toml",
        "[project]\nname = \"Night\"\n[defaults]\ntheme = \"x\"\n[[make]]\ncontent = \"night\"\nformats = [\"sticker-3x5\"]\norgs = \"all\"\n",
    ),
    (
        "content/night.toml",
        "title = \"Night\"\nlanguage = \"en\"\naudience = \"event\"\n[text.headline]\nfull = \"Read with {org.name}\"\n\
         [contact.desk]\nname = \"Desk\"\nphone = \"{org.phone}\"\n",
    ),
    ("content/orgs/library.toml", "name = \"Library\"\nphone = \"(406) 555-0134\"\nweb = \"https://library.example.org\"\n"),
];

/// A project read, planned, proofread and resolved, and everything that is found told.
fn whole_road(files: BTreeMap<String, Vec<u8>>) {
    let (project, found) = read(&World::memory(files), &Wanted::Made);
    told(&found, &project.sources);
    let today = jiff::civil::date(2026, 11, 28);
    let (jobs, found) = plan(&project, &Request::everything(today));
    told(&found, &project.sources);
    told(&proofread(&project, &jobs, today), &project.sources);
    jobs.iter().take(4).for_each(|job| resolved(&project, job));
}

fn resolved(project: &Project, job: &handbill::plan::Job) {
    match bind(project, job) {
        Ok(product) => told(&resolve(&product).1, &project.sources),
        Err(found) => told(&found, &project.sources),
    }
}

/// Each finding as people, editors and CI read it.
fn told(found: &[Diagnostic], sources: &Sources) {
    for diagnostic in found {
        for format in [Format::Human, Format::Json] {
            assert!(!render(diagnostic, sources, format, false).is_empty());
        }
    }
}

/// A logo: as outlines, and where it has effects as pixels.
pub fn svg(data: &[u8]) {
    let ink = |rgb: handbill::color::Rgb| handbill::color::Color::Rgb(rgb.0);
    match vector(data, &[], &ink) {
        Ok(drawing) => assert!(!drawing.size.width.is_zero() && !drawing.size.height.is_zero()),
        // Millions of pixels are dear: one in eight is enough.
        Err(PictureError::Effect { .. }) if data.len().is_multiple_of(8) => drop(flattened(data)),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    handbill::picture::proportion(data);
    handbill::picture::is_distorted(data);
}

/// The content of a page.
pub fn content(data: &[u8]) {
    let resources = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X 5 0 R>>/ColorSpace<</S[/Separation/S/DeviceGray \
                     <</FunctionType 2/Domain[0 1]/N 1>>]>>/ExtGState<</G<</ca .5/OP true/OPM 1>>>>";
    let mut file = b"%PDF-1.6\n".to_vec();
    let mut places = Vec::new();
    let mut object = |file: &mut Vec<u8>, parts: &[&[u8]]| {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", places.len()).into_bytes());
        parts.iter().for_each(|part| file.extend(*part));
        file.extend(b"\nendobj\n");
    };
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<{resources}>>/Contents 4 0 R>>");
    let length = format!("<</Length {}>>\nstream\n", data.len());
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 14>>\nstream\n0 0 9 9 re f\n\nendstream";
    object(&mut file, &[b"<</Type/Catalog/Pages 2 0 R>>"]);
    object(&mut file, &[b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]);
    object(&mut file, &[page.as_bytes()]);
    object(&mut file, &[length.as_bytes(), data, b"\nendstream"]);
    object(&mut file, &[form.as_bytes()]);
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
    places.iter().for_each(|at| file.extend(format!("{at:010} 00000 n \n").into_bytes()));
    file.extend(format!("trailer <</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1).into_bytes());
    let facts = PdfFacts::of(&file).expect("the file round the content is whole");
    assert_eq!(facts.pages.len(), 1);
    judged(&facts);
}

/// A whole PDF taken apart and judged; now and then looked at page by page as well, which is dear.
pub fn pdf(data: &[u8]) {
    match data.len() % 16 {
        0 => drop(inspect(data, None, 3.0, &mut |_, _| {})),
        _ => match PdfFacts::of(data) {
            Ok(facts) => judged(&facts),
            Err(why) => assert!(!why.to_string().is_empty()),
        },
    }
    drop(decode_limits(data, 0));
}

fn judged(facts: &PdfFacts) {
    let standards = [None, Some(handbill::model::Standard::X4), Some(handbill::model::Standard::X1a)];
    standards.into_iter().for_each(|standard| told(&finished::press(facts, standard), &Sources::default()));
}
