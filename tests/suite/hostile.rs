//! `handbill check FILE.pdf` on files that are made, or damaged, to hang it, to exhaust memory or to bring it down: it
//! says what it finds and goes on.

use crate::harness::project::Project;
use flate2::{Compression, write::ZlibEncoder};
use handbill::engine::inspect::{Inspection, inspect};
use handbill::model::Standard;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

/// A PDF of objects numbered from 1; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (i, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).expect("a string takes any text");
        file.extend(format!("{} 0 obj\n", i + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(table.bytes());
    file.extend(format!("trailer <</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

fn stream(dict: &str, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let mut object = format!("<<{dict}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// One page of content and resources; what it names begins at object 5.
fn page(content: &str, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    sized("0 0 100 50", content, resources, more)
}

fn sized(media: &str, content: &str, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let head = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Resources<<{resources}>>/Contents 4 0 R>>").into_bytes(),
        stream("", content),
    ];
    pdf(&[head.to_vec(), more].concat())
}

fn form(resources: &str, content: &str) -> Vec<u8> {
    stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 100 50]/Resources<<{resources}>>"), content)
}

fn zeros(megabytes: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    let chunk = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| packer.write_all(&chunk).expect("a vector takes any bytes"));
    packer.finish().expect("a vector takes any bytes")
}

fn look(file: &[u8]) -> Result<Inspection, String> {
    inspect(file, Some(Standard::X4), 3.0, &mut |_, _| {}).map_err(|d| d.message)
}

fn says(seen: &Inspection, words: &str) -> bool {
    seen.found.iter().any(|d| d.message.contains(words))
}

/// A page larger than any paper is not looked at, and one of which nobody knows how large it is does not pass.
#[test]
fn pages_that_are_no_paper_are_named() {
    for media in ["0 0 1000000000 1000000000", "0 0 99999 200"] {
        let seen = look(&sized(media, "0 0 9 9 re f", "", vec![])).expect("a report");
        assert!(says(&seen, "over the 15 m") && !seen.not_looked_at.is_empty(), "{media}: {:?}", seen.found);
    }
    for media in ["0 0 /wide 792", "0 0 612"] {
        let seen = look(&sized(media, "0 0 9 9 re f", "", vec![])).expect("a report");
        assert!(says(&seen, "no MediaBox"), "{media}: {:?}", seen.found);
    }
    let seen = look(&sized("0 0 2000 792", "0 0 9 9 re f", "", vec![])).expect("a report");
    assert!(!says(&seen, "over the 15 m") && !says(&seen, "MediaBox"), "{:?}", seen.found);
}

/// What would keep a reader busy for ever is named and not begun.
#[test]
fn what_has_no_end_is_not_begun() {
    let twice: Vec<Vec<u8>> = (6..32).map(|next| form(&format!("/XObject<</F {next} 0 R>>"), "/F Do /F Do")).collect();
    let twice = [twice, vec![form("", "0 0 9 9 re f")]].concat();
    let picture = "/Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/BitsPerComponent 8/ColorSpace/DeviceCMYK";
    let tile = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<</Pattern<</P 5 0 R>>>>";
    let spots: String = (0..60).fold(String::new(), |all, i| all + &format!("/C{i}[/Separation/S{i}/DeviceGray 5 0 R]"));
    let paint: String = (0..60).fold(String::new(), |all, i| all + &format!("/C{i} cs 1 scn 0 0 9 9 re f "));
    let ramp = b"<</FunctionType 2/Domain[0 1]/C0[1]/C1[0]/N 1>>".to_vec();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a form in itself", page("/F Do", "/XObject<</F 5 0 R>>", vec![form("/XObject<</F 5 0 R>>", "/F Do")]), "inside itself"),
        ("forms that draw each other twice", page("/F Do", "/XObject<</F 5 0 R>>", twice), "steps to draw"),
        ("a picture of lies", page("/I Do", "/XObject<</I 5 0 R>>", vec![stream(picture, "0")]), "pixels"),
        (
            "a pattern in itself",
            page("/Pattern cs /P scn 0 0 90 40 re f", "/Pattern<</P 5 0 R>>", vec![stream(tile, "/P scn 0 0 9 9 re f")]),
            "inside itself",
        ),
        ("a million dashes", page("[.00001 .00001] 0 d 0 0 m 100 50 l S", "", vec![]), "steps to draw"),
        ("states in states", page(&"q ".repeat(5000), "", vec![]), "graphics states"),
        ("more inks than a press has", page(&paint, &format!("/ColorSpace<<{spots}>>"), vec![ramp]), "named inks"),
        ("letters without end", page(&format!("BT ({}) Tj ET", "a".repeat(2_100_000)), "", vec![]), "steps to draw"),
    ];
    for (name, file, words) in cases {
        let seen = look(&file).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(says(&seen, words) && says(&seen, "not rendered"), "{name}: {:?}", seen.found);
        assert!(seen.heaviest.is_empty() && seen.codes.is_empty(), "{name}");
    }
}

#[test]
fn what_unpacks_to_more_than_memory_is_not_unpacked() {
    let content = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/Contents 4 0 R>>".to_vec(),
        stream("/Filter/FlateDecode", zeros(40)),
    ]);
    let seen = look(&content).expect("it is a PDF");
    assert!(says(&seen, "cannot be unpacked"), "{:?}", seen.found);
    let metadata = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]>>".to_vec(),
        stream("/Type/Metadata/Filter/FlateDecode", zeros(520)),
    ]);
    let seen = look(&metadata).expect("it is a PDF");
    assert!(says(&seen, "unpacks to more than"), "{:?}", seen.found);
}

/// Loops of references, spaces in themselves, trees that bite their tails, pages of no size and of any: each is looked
/// at to its end.
#[test]
fn knots_are_untied() {
    let deep = format!("{}{} TJ", "[".repeat(20_000), "]".repeat(20_000));
    let fine = [
        page("/C cs 0 scn 0 0 9 9 re f", "/ColorSpace<</C 5 0 R>>", vec![b"[/Indexed 5 0 R 1 <0000>]".to_vec()]),
        page(
            "/C cs 0 scn 0 0 9 9 re f",
            "/ColorSpace<</C 5 0 R>>",
            vec![b"[/Separation/X 5 0 R <</FunctionType 2/Domain[0 1]/N 1>>]".to_vec()],
        ),
        page("/C cs 0 scn 0 0 9 9 re f", "/ColorSpace<</C 5 0 R>>", vec![b"5 0 R".to_vec()]),
        page(&"1e38 0 0 1e38 0 0 cm ".repeat(40), "", vec![]),
        page(&deep, "", vec![]),
        sized("0 0 0 0", "0 0 9 9 re f", "", vec![]),
        sized("0 0 1e30 1e30", "0 0 9 9 re f", "", vec![]),
        sized("100 50 0 0", "0 0 9 9 re f", "", vec![]),
        sized("nan inf 0 ()", "0 0 9 9 re f", "", vec![]),
        pdf(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 99999999>>".to_vec(),
        ]),
        pdf(&[b"<</Type/Catalog/Pages 1 0 R>>".to_vec()]),
        b"%PDF-1.7\n".to_vec(),
        Vec::new(),
    ];
    for (i, file) in fine.iter().enumerate() {
        match look(file) {
            Ok(seen) => assert!(!seen.found.is_empty(), "{i}: not one of them is fit for a press"),
            Err(why) => assert!(!why.is_empty(), "{i}"),
        }
    }
}

/// Black that no operator asked for is black ink alone: a page begins so.
#[test]
fn ink_of_a_page_that_names_no_colour() {
    let seen = look(&page("10 10 50 30 re f", "", vec![])).expect("it is a PDF");
    assert_eq!(seen.heaviest.iter().map(|h| (h.total * 100.0).round() as i64).collect::<Vec<_>>(), [100]);
    assert_eq!(seen.heaviest[0].each[3], 1.0, "{:?}", seen.heaviest);
}

/// A soft mask is no ink: it thins the ink that is painted through it, on every plate alike.
#[test]
fn ink_through_a_soft_mask() {
    let mask =
        stream("/Type/XObject/Subtype/Form/BBox[0 0 100 50]/Group<</S/Transparency/CS/DeviceGray>>", "0.5 g 0 0 100 50 re f");
    let states = "/ExtGState<</G<</SMask<</S/Luminosity/G 5 0 R>>>>>>";
    let seen = look(&page("/G gs 1 .5 0 0 k 10 10 50 30 re f", states, vec![mask])).expect("it is a PDF");
    let each: Vec<i64> = seen.heaviest[0].each.iter().map(|ink| (ink * 100.0).round() as i64).collect();
    let near = |a: i64, b: i64| (a - b).abs() <= 1;
    assert!(near(each[0], 50) && near(each[1], 25) && each[2] == 0 && each[3] == 0, "{each:?}");
}

/// A file of ours as a broken disk leaves it.
fn ours() -> Vec<u8> {
    let project = Project::small();
    project.run(&["build", "tag", "--for", "press", "--standard", "x-1a", "--org", "library"]).expect(0);
    project.read("out/press/library/night-tag-en.pdf")
}

#[test]
fn damaged_files_of_ours_are_read_or_refused() {
    let whole = ours();
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let cut = prop::option::weighted(0.2, any::<prop::sample::Index>());
    let ran = runner.run(&(damage, cut), |(damage, cut)| {
        let mut file = whole.clone();
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(whole.len()));
        }
        if let Err(why) = look(&file) {
            prop_assert!(!why.is_empty());
        }
        Ok(())
    });
    assert!(ran.is_ok(), "{ran:?}");
}
