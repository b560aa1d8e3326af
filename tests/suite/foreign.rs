//! `handbill check FILE.pdf` on files of other people, and on ours with one planted fault: what is wrong is named, and
//! what is right is left in peace.

use crate::harness::project::Project;
use crate::harness::source::root;
use handbill::engine::inspect::{Inspection, inspect};
use lopdf::content::Operation;
use lopdf::{Document, Object, Stream};
use std::fs;

fn look(pdf: &[u8]) -> Result<Inspection, String> {
    inspect(pdf, None, 3.0, &mut |_, _| {}).map_err(|d| d.message)
}

fn found(seen: &Inspection) -> Vec<String> {
    let severity = |is_error: bool| if is_error { "error" } else { "warning" };
    seen.found.iter().map(|d| format!("{}[{}] {}", severity(d.is_error()), d.check.name, d.message)).collect()
}

/// Each file with everything that is found in it, by check, and what else is true of it.
#[test]
fn each_file_says_what_is_wrong_with_it() {
    let cases: [(&str, &[&str]); 27] = [
        ("objects-behind-comments", &[]),
        ("c4-comment-operands", &["error[hairline] page 1: a line of 0.01 pt", "warning[not-cmyk]"]),
        ("c6-null-byte", &["warning[not-cmyk]"]),
        ("enc-owner", &["error[encrypted]"]),
        ("hex-content", &["warning[not-cmyk]"]),
        ("jpx-no-bpc", &["warning[not-cmyk] page 1: a picture in DeviceRGB"]),
        ("no-trimbox", &["warning[no-bleed] page 1: there is no TrimBox"]),
        (
            "not-embedded-in-form-field",
            &[
                "error[font-not-embedded] the font ZapfDingbats",
                "warning[not-cmyk]",
                "warning[standard] page 1: a field of a form",
            ],
        ),
        ("page-group-only", &[]),
        ("rgb-picture", &["warning[not-cmyk] page 1: a picture in DeviceRGB"]),
        ("rotated-heavy", &["error[too-much-ink] page 1: 400 %"]),
        ("unrotated-heavy", &["error[too-much-ink] page 1: 400 %"]),
        ("spot-two-defs", &["error[spot-clash]"]),
        ("stray-token", &["error[hairline] page 1: a line of 0.01 pt", "warning[not-cmyk]"]),
        ("thin-fill", &["error[hairline]"]),
        ("trailing-junk", &["warning[unreadable-file]"]),
        ("trim-outside-media", &["error[bad-boxes]"]),
        (
            "type-across-trim",
            &["warning[unsafe-area] page 1: a line of 24.0 pt type runs across the trim (right)", "error[font-not-embedded]"],
        ),
        ("type-inside-trim", &["error[font-not-embedded]"]),
        ("type3-unit", &[]),
        ("uneven-bleed", &["warning[no-bleed] page 1: 0.00 mm"]),
        ("unreadable-content", &["error[unreadable-file] page 1"]),
        ("userunit", &["error[low-resolution] page 1: a picture of 300 x 300 pixels has 75 ppi"]),
        ("zero-pages", &["error[unreadable-file] it has no page"]),
        ("pale-code", &["error[qr-does-not-scan]", "error[standard]"]),
        ("tiny-code", &["error[qr-too-small]", "error[standard]"]),
        ("quiet-zone-cut", &["error[qr-quiet-zone]", "error[standard]"]),
    ];
    for (name, wanted) in cases {
        let pdf = fs::read(root().join(format!("tests/corpus/pdf/{name}.pdf"))).expect("a file of the corpus");
        let seen = look(&pdf).unwrap_or_else(|why| panic!("{name}: {why}"));
        let found = found(&seen);
        for wanted in wanted {
            assert!(found.iter().any(|line| line.starts_with(wanted)), "{name}: no {wanted} in {found:#?}");
        }
        let stray: Vec<&String> = found.iter().filter(|line| !wanted.iter().any(|w| line.starts_with(w))).collect();
        assert!(stray.is_empty(), "{name}: {stray:#?}");
    }
}

#[test]
fn claims_and_metadata_are_held_to_their_word() {
    for (name, words) in
        [("bad-xml", "the metadata stream is not XML"), ("no-x-version", "claims `PDF/X-3`, and there is no such")]
    {
        let pdf = fs::read(root().join(format!("tests/corpus/pdf/{name}.pdf"))).expect("a file of the corpus");
        let found = found(&look(&pdf).unwrap_or_else(|why| panic!("{name}: {why}")));
        assert!(found.iter().any(|line| line.contains(words)), "{name}: {found:#?}");
    }
}

/// What cannot be judged has no good verdict.
#[test]
fn what_was_not_looked_at_is_said() {
    let project = Project::small();
    let verdict = |name: &str| {
        let file = root().join(format!("tests/corpus/pdf/{name}.pdf"));
        let ran = project.run(&["check", file.to_str().expect("a path in UTF-8")]);
        (ran.code, ran.stdout, ran.stderr)
    };
    for name in ["unreadable-content", "zero-pages"] {
        let (status, out, _) = verdict(name);
        assert_eq!(status, Some(1), "{name}");
        assert!(
            out.contains("not looked at") && !out.contains("nothing to mend") && !out.contains("at most 0 % ink"),
            "{name}: {out}"
        );
    }
    let (status, out, err) = verdict("enc-user");
    assert_eq!((status, out.as_str()), (Some(2), ""));
    assert!(err.contains("password"), "{err}");
    let (_, out, _) = verdict("page-group-only");
    assert!(out.contains("nothing see-through") && out.contains("inks      Black\n"), "{out}");
    let (_, out, _) = verdict("uneven-bleed");
    assert!(out.contains("bleed 0 to 3.53 mm"), "{out}");
    let (_, out, _) = verdict("type3-unit");
    assert!(out.contains("colour    DeviceCMYK\n"), "{out}");
}

/// A press file of ours.
fn ours() -> Vec<u8> {
    let project = Project::small();
    project.edit("assets/formats/tag.toml", "safe", "corner_radius = \"2mm\"\nsafe");
    project.run(&["build", "tag", "--for", "press", "--org", "library"]).expect(0);
    project.read("out/press/library/night-tag-en.pdf")
}

fn changed(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut doc = Document::load_mem(pdf).expect("ours can be read");
    change(&mut doc);
    let mut bytes = Vec::new();
    doc.save_to(&mut bytes).expect("a vector takes any bytes");
    // The metadata of a file that lopdf writes stays as it was.
    bytes
}

/// Content behind all that stands on the first page.
fn drawn_over(doc: &mut Document, operations: Vec<Operation>) {
    let page = doc.page_iter().next().expect("it has a page");
    let content = lopdf::content::Content { operations }.encode().expect("operators can be written");
    let over = doc.add_object(Stream::new(lopdf::Dictionary::new(), content));
    let dict = doc.get_dictionary_mut(page).expect("a page");
    let mut parts = match dict.get(b"Contents").expect("content").clone() {
        Object::Array(parts) => parts,
        one => vec![one],
    };
    parts.push(over.into());
    dict.set("Contents", parts);
}

fn replaced(pdf: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "places in the file stay what they are");
    let at = pdf.windows(from.len()).position(|w| w == from).expect("it stands there");
    [&pdf[..at], to, &pdf[at + from.len()..]].concat()
}

#[test]
fn planted_faults_in_ours_are_found_one_by_one() {
    let whole = ours();
    let good = look(&whole).expect("ours can be read");
    assert_eq!((found(&good), good.codes.len()), (Vec::new(), 1), "the file itself is good");
    let says = |file: &[u8], words: &str| {
        let seen = found(&look(file).expect("it can be read"));
        assert!(seen.iter().any(|line| line.contains(words)), "{words}: {seen:#?}");
    };
    says(&replaced(&whole, b"xmp:MetadataDate", b"xmp:MetadataData"), "`xmp:MetadataDate` is missing");
    // The cut knocks out.
    let knocks = changed(&whole, |doc| {
        for object in doc.objects.values_mut() {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &mut stream.dict,
                _ => continue,
            };
            for key in ["OP", "op"] {
                if dict.has(key.as_bytes()) {
                    dict.set(key, false);
                }
            }
            if let Ok(Object::Dictionary(resources)) = dict.get_mut(b"Resources")
                && let Ok(Object::Dictionary(states)) = resources.get_mut(b"ExtGState")
            {
                for (_, state) in states.iter_mut() {
                    if let Object::Dictionary(state) = state {
                        state.set("OP", false);
                        state.set("op", false);
                    }
                }
            }
        }
    });
    says(&knocks, "do not overprint");
    let marks = changed(&whole, |doc| {
        let page = doc.page_iter().next().expect("it has a page");
        let trim: Vec<f32> = doc
            .get_dictionary(page)
            .and_then(|p| p.get(b"TrimBox"))
            .and_then(Object::as_array)
            .expect("a TrimBox")
            .iter()
            .map(|n| n.as_float().expect("numbers"))
            .collect();
        let moved: Vec<Object> = trim.iter().map(|n| Object::Real(n + 4.0)).collect();
        doc.get_dictionary_mut(page).expect("a page").set("TrimBox", moved);
    });
    says(&marks, "no crop mark stands where the TrimBox ends");
    // White over the right half of the page, codes and all: a code of which one half is left says nothing.
    let page = &good.pdf_facts.pages[0];
    let media = page.media.expect("a sheet");
    let covered = changed(&whole, |doc| {
        let at = code_middle(&whole);
        drawn_over(
            doc,
            vec![
                Operation::new("k", vec![0.into(), 0.into(), 0.into(), 0.into()]),
                Operation::new("re", vec![(at[0] - 13.0).into(), (media[3] as f32 - at[1] - 13.0).into(), 26.into(), 26.into()]),
                Operation::new("f", vec![]),
            ],
        );
    });
    says(&covered, "does not scan");
}

/// Where the code of the page stands, in points from its top left corner.
fn code_middle(pdf: &[u8]) -> [f32; 2] {
    let viewer = handbill::export::png::Viewer::open(pdf).expect("ours can be shown");
    let pixels = viewer.glance().page(0, 150.0).expect("a page");
    let gray = handbill::check::scan::Gray { width: pixels.width, height: pixels.height, data: pixels.gray() };
    let seen = handbill::check::found_codes::look(&gray).into_iter().next().expect("a code");
    seen.middle.map(|pixels| (pixels * 72.0 / 150.0) as f32)
}
