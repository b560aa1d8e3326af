//! The clauses of PDF/X-4 and PDF/X-1a:2003, one after the other.

use super::{Clause, Kept};
use crate::export::pdf::pdf_facts::{Annotation, PageParts, PdfFacts, Space};
use crate::model::Standard;
use Kept::{ByConstruction, Checked, NotAsked, UsersDuty};
use std::collections::BTreeSet;

/// Every clause of PDF/X-4 and PDF/X-1a that asks something of a file.
pub const CLAUSES: &[Clause] = &[
    Clause {
        name: "header",
        asks: "`%PDF-` at byte 0, and a second line of a comment with four bytes over 127",
        x4: Checked(header),
        x1a: Checked(header),
    },
    Clause {
        name: "version",
        asks: "PDF 1.4 to 1.7, written as 1.6 (X-4); at most 1.4 (X-1a)",
        x4: Checked(version),
        x1a: Checked(version),
    },
    Clause { name: "encryption", asks: "not encrypted", x4: Checked(encryption), x1a: Checked(encryption) },
    Clause { name: "document-id", asks: "two identifiers in the trailer", x4: Checked(document_id), x1a: Checked(document_id) },
    Clause {
        name: "identification",
        asks: "says which standard it follows: `pdfxid:GTS_PDFXVersion` in XMP (X-4), `GTS_PDFXVersion` in Info (X-1a)",
        x4: Checked(identification),
        x1a: Checked(identification),
    },
    Clause {
        name: "metadata",
        asks: "title, creation and modification date; in XMP also MetadataDate, DocumentID, VersionID and RenditionClass (X-4); what Info and XMP both say is the same; XMP is XML, and not compressed",
        x4: Checked(metadata),
        x1a: Checked(metadata),
    },
    Clause { name: "trapped", asks: "says whether it is trapped: True or False", x4: Checked(trapped), x1a: Checked(trapped) },
    Clause {
        name: "output-intent",
        asks: "exactly one, with an identifier and the profile of the press embedded: class `prtr`, whole, of ICC version 4 at most",
        x4: Checked(output_intent),
        x1a: Checked(output_intent),
    },
    Clause {
        name: "actions",
        asks: "no actions, scripts, forms or attached files; no annotation that acts (X-4)",
        x4: Checked(actions),
        x1a: Checked(actions),
    },
    Clause {
        name: "external",
        asks: "nothing that lies elsewhere: no external streams, reference or PostScript XObjects, OPI, alternate pictures",
        x4: Checked(external),
        x1a: Checked(external),
    },
    Clause {
        name: "optional-content",
        asks: "layers only with named configurations that switch nothing by themselves (X-4); none (X-1a)",
        x4: Checked(optional_content),
        x1a: Checked(optional_content),
    },
    Clause {
        name: "boxes",
        asks: "on each page a MediaBox, and either a TrimBox or an ArtBox, inside the BleedBox, inside the MediaBox",
        x4: Checked(boxes),
        x1a: Checked(boxes),
    },
    Clause {
        name: "annotations",
        asks: "none inside the bleed but TrapNet and PrinterMark",
        x4: Checked(annotations),
        x1a: Checked(annotations),
    },
    Clause { name: "filters", asks: "no LZW; no JPEG 2000 and JBIG2 (X-1a)", x4: Checked(filters), x1a: Checked(filters) },
    Clause { name: "fonts", asks: "every font embedded", x4: Checked(fonts), x1a: Checked(fonts) },
    Clause {
        name: "graphics-state",
        asks: "no transfer functions, no halftones of its own but types 1 and 5 without a name, no blend mode that there is not",
        x4: Checked(graphics_state),
        x1a: Checked(graphics_state),
    },
    Clause {
        name: "colour",
        asks: "device colour of the output intent's space only, everything else by a profile (X-4); CMYK, gray and named inks only (X-1a)",
        x4: Checked(colour),
        x1a: Checked(colour),
    },
    Clause {
        name: "transparency",
        asks: "groups do not blend in another device space than the intent's (X-4); nothing see-through (X-1a)",
        x4: Checked(transparency),
        x1a: Checked(transparency),
    },
    Clause { name: "content", asks: "every content stream can be read", x4: Checked(content), x1a: Checked(content) },
    Clause {
        name: "operators",
        asks: "only operators of the reference, `q` and `Q` in balance",
        x4: Checked(operators),
        x1a: Checked(operators),
    },
    Clause {
        name: "glyph-widths",
        asks: "widths in the file are those of the embedded fonts",
        x4: ByConstruction("both come from the same subset (`export/pdf/fonts.rs`)"),
        x1a: ByConstruction("both come from the same subset (`export/pdf/fonts.rs`)"),
    },
    Clause {
        name: "one-spot-one-definition",
        asks: "a spot ink's name stands for one colour in the whole file",
        x4: Checked(one_definition),
        x1a: Checked(one_definition),
    },
    Clause {
        name: "icc-overprint",
        asks: "no overprint of ICC-based CMYK with overprint mode 1",
        x4: Checked(icc_overprint),
        x1a: NotAsked,
    },
    Clause {
        name: "intent-profile-twice",
        asks: "no ICC-based CMYK by the very profile of the output intent",
        x4: Checked(intent_profile_twice),
        x1a: NotAsked,
    },
    Clause {
        name: "user-unit",
        asks: "no `UserUnit`: presses differ in what they make of it (our own rule)",
        x4: Checked(user_unit),
        x1a: Checked(user_unit),
    },
    Clause {
        name: "printing-condition",
        asks: "the output intent is how the file will be printed",
        x4: UsersDuty(
            "ask the print shop, and name its condition with `condition` or take its profile in with `handbill conditions add`",
        ),
        x1a: UsersDuty(
            "ask the print shop, and name its condition with `condition` or take its profile in with `handbill conditions add`",
        ),
    },
    Clause {
        name: "trapping-done",
        asks: "Trapped says what is true",
        x4: UsersDuty("ours say False: nothing is trapped, the shop's workflow may do it"),
        x1a: UsersDuty("ours say False: nothing is trapped, the shop's workflow may do it"),
    },
];

fn header(a: &PdfFacts, _: Standard) -> Vec<String> {
    let mut found = Vec::new();
    if !a.header_first {
        found.push("the file does not begin with `%PDF-`".to_string());
    } else if !a.marked_binary {
        found.push("the second line is not a comment with four bytes over 127".to_string());
    }
    found
}

fn version(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let (major, minor) = a.version;
    let (low, high) = match standard {
        Standard::X4 => ((1, 4), (1, 7)),
        Standard::X1a => ((1, 0), (1, 4)),
    };
    let wrong = a.version < low || a.version > high;
    let wanted = || format!("wanted {}.{} to {}.{}", low.0, low.1, high.0, high.1);
    wrong.then(|| format!("PDF {major}.{minor}, {}", wanted())).into_iter().collect()
}

fn encryption(a: &PdfFacts, _: Standard) -> Vec<String> {
    a.encrypted.then(|| "the file is encrypted".to_string()).into_iter().collect()
}

fn document_id(a: &PdfFacts, _: Standard) -> Vec<String> {
    (!a.identified).then(|| "the trailer has no two identifiers".to_string()).into_iter().collect()
}

fn identification(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let info = a.info.get("GTS_PDFXVersion").map(String::as_str).unwrap_or_default();
    let said = match standard {
        Standard::X4 => {
            a.claim().filter(|_| a.tag("pdfxid:GTS_PDFXVersion").is_some() || a.tag("pdfx:GTS_PDFXVersion").is_some())
        }
        Standard::X1a => Some(info.to_string()),
    };
    let said = said.unwrap_or_default();
    let right = match standard {
        Standard::X4 => said == "PDF/X-4",
        Standard::X1a => {
            let older = a.info.get("GTS_PDFXConformance").is_some_and(|c| c == "PDF/X-1a:2001");
            said == "PDF/X-1a:2003" || (said == "PDF/X-1:2001" && older)
        }
    };
    (!right).then(|| format!("it calls itself `{said}`, wanted `{}`", standard.label())).into_iter().collect()
}

fn metadata(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let mut found = Vec::new();
    match &a.xmp {
        None if standard == Standard::X4 => found.push("there is no metadata stream".to_string()),
        Some(xmp) if xmp.filtered => found.push("the metadata stream is compressed".to_string()),
        Some(xmp) if !xmp.well_formed => found.push("the metadata stream is not XML".to_string()),
        _ => {}
    }
    for (info, tag) in [("Title", "dc:title"), ("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
        let here = a.info.get(info).filter(|text| !text.is_empty());
        let there = a.tag(tag).filter(|text| !text.is_empty());
        if there.is_none() && (here.is_none() || standard == Standard::X4) {
            found.push(format!("`{tag}` is missing"));
        }
        if let (Some(here), Some(there)) = (here, there)
            && !same(info, here, &there)
        {
            found.push(format!("{info} is `{here}` in Info and `{there}` in XMP"));
        }
    }
    if standard == Standard::X4 {
        let needed = ["xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"];
        let missing = needed.into_iter().filter(|tag| a.tag(tag).unwrap_or_default().is_empty());
        found.extend(missing.map(|tag| format!("`{tag}` is missing")));
    }
    found
}

fn same(key: &str, info: &str, xmp: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).take(14).collect::<String>();
    match key {
        "Title" => info == unescaped(xmp),
        _ => digits(info) == digits(xmp),
    }
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_string(), |text, (sign, plain)| text.replace(sign, plain))
}

fn trapped(a: &PdfFacts, _: Standard) -> Vec<String> {
    let info = a.info.get("Trapped").cloned();
    let said = info.or_else(|| a.tag("pdf:Trapped")).unwrap_or_default();
    (said != "True" && said != "False").then(|| format!("Trapped is `{said}`, wanted True or False")).into_iter().collect()
}

fn output_intent(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let [intent] = a.intents.as_slice() else {
        return vec![format!("{} output intents for press, wanted one", a.intents.len())];
    };
    let mut found = Vec::new();
    if intent.identifier.is_empty() {
        found.push("the output intent has no identifier".to_string());
    }
    let Some(profile) = &intent.profile else {
        // X-1a may name a registered condition instead.
        if standard == Standard::X4 || intent.registry.is_none() {
            found.push("the output intent has no profile".to_string());
        }
        return found;
    };
    if !profile.signed || profile.bytes < 128 {
        found.push("the profile of the output intent is not an ICC profile".to_string());
        return found;
    }
    if profile.class != "prtr" {
        found.push(format!("the profile's class is `{}`, wanted `prtr`", profile.class));
    }
    let components = match profile.space.as_str() {
        "CMYK" => 4,
        "RGB " => 3,
        "GRAY" => 1,
        _ => 0,
    };
    if components != profile.components {
        found.push(format!("the profile's space is `{}`, and its stream says {} components", profile.space, profile.components));
    }
    if profile.stated != profile.bytes {
        found.push(format!("the profile says it has {} bytes, and has {}", profile.stated, profile.bytes));
    }
    if profile.version > 4 {
        found.push(format!("the profile is of ICC version {}", profile.version));
    }
    found
}

fn actions(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let known = ["OpenAction", "AA", "AcroForm", "JavaScript", "EmbeddedFiles"];
    let of_file = a.forbidden.iter().filter(|what| known.contains(&what.as_str())).map(|what| format!("the file has {what}"));
    let of_pages = numbered(a).filter(|(_, page)| page.acts).map(|(n, _)| format!("page {n} has actions"));
    let acting = numbered(a).flat_map(|(n, page)| {
        let acting = page.annotations.iter().filter(|note| note.acts && !is_printers(note));
        acting.map(move |note| format!("page {n} has a {} annotation with an action", note.kind))
    });
    of_file.chain(of_pages).chain(acting.filter(|_| standard == Standard::X4)).collect()
}

fn external(a: &PdfFacts, _: Standard) -> Vec<String> {
    let things = ["external data", "a PostScript XObject", "a reference XObject", "OPI"];
    let of_file = a.forbidden.iter().filter(|what| things.contains(&what.as_str())).map(|what| format!("the file has {what}"));
    let of_pictures = numbered(a).flat_map(|(n, page)| {
        page.pictures.iter().flat_map(move |p| p.forbidden.iter().map(move |what| format!("a picture on page {n} has {what}")))
    });
    let mut all: Vec<String> = of_file.chain(of_pictures).collect();
    all.dedup();
    all
}

fn optional_content(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let Some(layers) = &a.layers else { return Vec::new() };
    if standard == Standard::X1a {
        return vec!["the file has layers".to_string()];
    }
    let mut found = Vec::new();
    if layers.unnamed {
        found.push("a configuration of layers has no name".to_string());
    }
    if layers.automatic {
        found.push("a configuration switches layers by itself (`AS`)".to_string());
    }
    found
}

/// Points by which a box may seem to stand out: the last digit of a rounded number.
const SAME: f64 = 0.001;

fn boxes(a: &PdfFacts, _: Standard) -> Vec<String> {
    let mut found = Vec::new();
    for (n, page) in numbered(a) {
        let Some(media) = page.media else {
            found.push(format!("page {n} has no MediaBox"));
            continue;
        };
        if page.trim.is_some() == page.art.is_some() {
            let how = if page.trim.is_some() { "both TrimBox and ArtBox" } else { "neither TrimBox nor ArtBox" };
            found.push(format!("page {n} has {how}, wanted one"));
        }
        let product = page.trim.or(page.art);
        let outer = page.bleed.unwrap_or(media);
        let pairs = [
            (product, Some(outer), "the TrimBox leaves the BleedBox"),
            (page.bleed, Some(media), "the BleedBox leaves the MediaBox"),
            (page.crop, Some(media), "the CropBox leaves the MediaBox"),
            (product, page.crop, "the TrimBox leaves the CropBox"),
        ];
        for (inner, outer, what) in pairs {
            if let (Some(inner), Some(outer)) = (inner, outer)
                && !inside(inner, outer)
            {
                found.push(format!("page {n}: {what}"));
            }
        }
    }
    found
}

fn inside(inner: [f64; 4], outer: [f64; 4]) -> bool {
    inner[0] >= outer[0] - SAME && inner[1] >= outer[1] - SAME && inner[2] <= outer[2] + SAME && inner[3] <= outer[3] + SAME
}

fn annotations(a: &PdfFacts, _: Standard) -> Vec<String> {
    let mut found = Vec::new();
    for (n, page) in numbered(a) {
        for note in page.annotations.iter().filter(|note| !is_printers(note)) {
            let area = page.bleed.or(page.trim).or(page.media).unwrap_or_default();
            let r = note.rect;
            if r[0] < area[2] && r[2] > area[0] && r[1] < area[3] && r[3] > area[1] {
                found.push(format!("page {n} has a {} annotation inside the bleed", note.kind));
            }
        }
    }
    found
}

/// Annotations that printing itself knows.
fn is_printers(note: &Annotation) -> bool {
    matches!(note.kind.as_str(), "TrapNet" | "PrinterMark")
}

fn filters(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let refused: &[&str] = match standard {
        Standard::X4 => &["LZWDecode", "LZW"],
        Standard::X1a => &["LZWDecode", "LZW", "JPXDecode", "JBIG2Decode"],
    };
    a.filters.iter().filter(|f| refused.contains(&f.as_str())).map(|f| format!("a stream is packed with {f}")).collect()
}

fn fonts(a: &PdfFacts, _: Standard) -> Vec<String> {
    let missing = a.fonts.iter().filter(|font| !font.embedded && !font.type3);
    missing.map(|font| format!("the font {} is not embedded", font.name)).collect()
}

fn graphics_state(a: &PdfFacts, _: Standard) -> Vec<String> {
    a.pages.iter().flat_map(|page| page.states.iter().cloned()).collect()
}

fn colour(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let intent = a.intents.first().and_then(|i| i.profile.as_ref()).map(|p| p.components);
    let mut found = BTreeSet::new();
    for (n, page) in numbered(a) {
        let painted = page.paints.keys().map(|paint| &paint.space);
        let pictured = page.pictures.iter().filter_map(|p| p.space.as_ref());
        for space in painted.chain(pictured).flat_map(Space::all) {
            let allowed = match space {
                Space::Gray | Space::Separation(..) | Space::DeviceN(..) | Space::Indexed(_) | Space::Pattern(_) => true,
                Space::Cmyk => matches!(intent, None | Some(4)),
                Space::Rgb => intent == Some(3) && standard == Standard::X4,
                Space::Icc(_) | Space::CalGray | Space::CalRgb | Space::Lab => standard == Standard::X4,
                Space::Unknown(_) => true,
            };
            if !allowed {
                found.insert(format!("page {n} holds {} under this output intent", space.name()));
            }
        }
        found.extend(page.undefined.iter().map(|name| format!("page {n} names the colour space `{name}`, which is not defined")));
    }
    found.into_iter().collect()
}

fn transparency(a: &PdfFacts, standard: Standard) -> Vec<String> {
    let mut found = Vec::new();
    let intent = a.intents.first().and_then(|i| i.profile.as_ref()).map(|p| p.components);
    for (n, page) in numbered(a) {
        for (place, space) in &page.groups {
            match (standard, space) {
                (Standard::X1a, _) => found.push(format!("{place} is a transparency group")),
                (Standard::X4, Some(Space::Rgb)) if intent == Some(4) => found.push(format!("{place} blends in DeviceRGB")),
                _ => {}
            }
        }
        if standard == Standard::X1a {
            found.extend(page.transparency.iter().cloned());
            if page.pictures.iter().any(|p| p.soft_mask) {
                found.push(format!("a picture on page {n} has a soft mask"));
            }
        }
    }
    found
}

fn icc_overprint(a: &PdfFacts, _: Standard) -> Vec<String> {
    let risky = |page: &PageParts| page.paints.keys().any(|p| p.overprint && p.nonzero && p.space == Space::Icc(4));
    let pages = numbered(a).filter(|(_, page)| risky(page));
    pages.map(|(n, _)| format!("page {n} overprints ICC-based CMYK with overprint mode 1")).collect()
}

fn intent_profile_twice(a: &PdfFacts, _: Standard) -> Vec<String> {
    let twice = a.intent_profile_twice;
    twice.then(|| "an ICC-based colour space has the profile of the output intent: its colours would be converted, or not, as the reader likes".to_string()).into_iter().collect()
}

fn one_definition(a: &PdfFacts, _: Standard) -> Vec<String> {
    a.inks_defined_twice.iter().map(|name| format!("the ink `{name}` stands for two colours")).collect()
}

fn operators(a: &PdfFacts, _: Standard) -> Vec<String> {
    a.pages.iter().flat_map(|page| page.operators.iter().cloned()).collect()
}

fn content(a: &PdfFacts, _: Standard) -> Vec<String> {
    a.unreadable.clone()
}

fn user_unit(a: &PdfFacts, _: Standard) -> Vec<String> {
    numbered(a).filter(|(_, page)| page.user_unit != 1.0).map(|(n, _)| format!("page {n} has a UserUnit")).collect()
}

fn numbered(a: &PdfFacts) -> impl Iterator<Item = (usize, &PageParts)> {
    a.pages.iter().enumerate().map(|(i, page)| (i + 1, page))
}
