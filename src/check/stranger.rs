//! Rules over a finished PDF that no standard is asked of: what people leave in a file, and what a press would print, hide or mix up.

use crate::diag::{Diagnostic, Span, checks};
use crate::export::pdf::pdf_facts::{OutputIntent, PageParts, PdfFacts, Space};
use std::collections::BTreeMap;

/// Everything that is wrong whatever the file claims, and, without a claim, what a standard would forbid. `claims`: its clauses are
/// looked at elsewhere.
pub fn look(pdf_facts: &PdfFacts, claims: bool) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = spots_alike(pdf_facts).into_iter().collect();
    if !claims {
        found.extend(pdf_facts.intents.iter().find_map(|intent| intended(intent, pdf_facts)));
    }
    if pdf_facts.scripts && !claims {
        let help = "take the script out: a press does not run it, and many refuse the file";
        found
            .push(warning(&checks::STANDARD, "the file has a script or a command that runs when it is opened".into()).help(help));
    }
    for (i, page) in pdf_facts.pages.iter().enumerate() {
        let n = i + 1;
        found.extend(cropped(n, page));
        found.extend(missing_glyphs(n, page));
        if !claims {
            found.extend(lies_over(n, page));
            found.extend(blended_in_light(n, page));
        }
    }
    found
}

fn warning(check: &'static crate::diag::Check, message: String) -> Diagnostic {
    Diagnostic::warning(check, Span::NONE, message)
}

/// `PANTONE 185 C` and `Pantone 185 CVC`: two plates for one ink.
fn spots_alike(pdf_facts: &PdfFacts) -> Option<Diagnostic> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for name in pdf_facts.spots() {
        let plain = plain_spot(&name);
        if plain.is_empty() {
            continue;
        }
        if let Some(other) = seen.get(&plain) {
            let message = format!("`{other}` and `{name}` would be two plates for one ink");
            let help = "write the ink's name the same everywhere, as the print shop does";
            return Some(warning(&checks::SPOT_CLASH, message).help(help));
        }
        // `C` and `U` are one swatch on two papers, and one job is printed on one of them.
        let twin = |from: char, to: char| plain.strip_suffix(from).map(|stem| format!("{stem}{to}"));
        let is_swatch = plain.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
        if let Some(other) = twin('c', 'u').or_else(|| twin('u', 'c')).and_then(|twin| seen.get(&twin)).filter(|_| is_swatch) {
            let message = format!("`{other}` and `{name}` are one swatch on two papers, and would be two plates");
            return Some(warning(&checks::SPOT_CLASH, message).help("keep the one of the paper that is printed on"));
        }
        seen.insert(plain, name);
    }
    None
}

/// A profile of the printing condition that is none, or not for ink where the pages are in inks.
fn intended(intent: &OutputIntent, pdf_facts: &PdfFacts) -> Option<Diagnostic> {
    let profile = intent.profile.as_ref()?;
    let told =
        |message: String, help: &str| Some(Diagnostic::error(&checks::STANDARD, Span::NONE, message).help(help.to_string()));
    let anew = "export the file anew, with the profile of the printing condition that the print shop names";
    if !profile.signed || profile.stated > profile.bytes {
        return told("the profile of the output intent is not an ICC profile, or is cut off".into(), anew);
    }
    let inks = match profile.space.trim() {
        "CMYK" | "4CLR" => 4,
        "RGB" | "Lab" => 3,
        "GRAY" => 1,
        _ => return None,
    };
    if profile.components != inks {
        let (said, space) = (profile.components, profile.space.trim());
        return told(format!("the output intent says {said} colours (`N`), and its profile is of {space}"), anew);
    }
    let is_ink = |space: &Space| space.all().into_iter().any(|space| matches!(space, Space::Cmyk));
    let in_inks = pdf_facts.pages.iter().any(|page| {
        page.paints.keys().any(|paint| is_ink(&paint.space)) || page.pictures.iter().any(|p| p.space.as_ref().is_some_and(is_ink))
    });
    if inks == 3 && in_inks {
        let message = format!("the output intent is {}, and the pages are in CMYK", profile.space.trim());
        return told(message, anew);
    }
    None
}

/// A name without what programs write one way today and another tomorrow: capitals, blanks, and the letters of old editions of the
/// same swatch. Coated and uncoated stay two.
fn plain_spot(name: &str) -> String {
    let small: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let old = [("cvc", "c"), ("cvu", "u"), ("cv", "c"), ("pc", "c")].into_iter().find_map(|(old, new)| {
        let stem = small.strip_suffix(old)?;
        stem.ends_with(|c: char| c.is_ascii_digit()).then(|| format!("{stem}{new}"))
    });
    old.unwrap_or(small)
}

/// A CropBox inside of the trim: viewers show less than is cut out, and some presses print less.
fn cropped(n: usize, page: &PageParts) -> Option<Diagnostic> {
    const ROUNDED: f64 = 0.5;
    let (crop, trim) = (page.crop?, page.trim.or(page.art)?);
    let cuts =
        crop[0] > trim[0] + ROUNDED || crop[1] > trim[1] + ROUNDED || crop[2] < trim[2] - ROUNDED || crop[3] < trim[3] - ROUNDED;
    cuts.then(|| {
        let message = format!("page {n}: the CropBox cuts into what is trimmed out: a viewer shows less of it, and a proof too");
        warning(&checks::BAD_BOXES, message).help("take the CropBox out, or make it as large as the MediaBox")
    })
}

/// Notes, stamps, highlights and fields of forms that are printed with the page.
fn lies_over(n: usize, page: &PageParts) -> Option<Diagnostic> {
    let trim = page.trim.or(page.art).or(page.media);
    let reaches =
        |rect: [f64; 4]| trim.is_none_or(|trim| rect[0] < trim[2] && rect[2] > trim[0] && rect[1] < trim[3] && rect[3] > trim[1]);
    let one = page.annotations.iter().find(|a| a.prints && reaches(a.rect))?;
    let what = match one.kind.as_str() {
        "Widget" => "a field of a form".to_string(),
        "FreeText" | "Text" => "a note".to_string(),
        "Stamp" => "a stamp".to_string(),
        other => format!("a remark ({other})"),
    };
    let message = format!("page {n}: {what} lies over the page, and is printed with it or lost, as the press has it");
    Some(warning(&checks::STANDARD, message).help("flatten the file, or take the remark out"))
}

/// Colours of light in which something see-through is mixed before it becomes ink.
fn blended_in_light(n: usize, page: &PageParts) -> Option<Diagnostic> {
    let of_light = |space: &Space| matches!(space, Space::Rgb | Space::CalRgb | Space::Icc(3));
    let (_, space) = page.groups.iter().find(|(_, space)| space.as_ref().is_some_and(of_light)).filter(|_| page.see_through)?;
    let name = space.as_ref().map(Space::name).unwrap_or_default();
    let message = format!("page {n}: what is see-through is mixed in {name}: black type under it comes out in four inks");
    Some(warning(&checks::NOT_CMYK, message).help("set the blending space of the page to CMYK, and write the file anew"))
}

/// The empty box that a font shows for a letter which it does not have.
fn missing_glyphs(n: usize, page: &PageParts) -> Option<Diagnostic> {
    page.blank_glyphs.then(|| {
        let message = format!("page {n}: a letter is printed as an empty box: its font does not have it");
        warning(&checks::MISSING_GLYPH, message).help("set the letter in another font, and write the file anew")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_ink() {
        assert_eq!(plain_spot("PANTONE 185 C"), plain_spot("Pantone 185 CVC"));
        assert_eq!(plain_spot("PANTONE 185 C"), plain_spot("Pantone 185C"));
        assert_ne!(plain_spot("PANTONE 185 C"), plain_spot("PANTONE 185 U"));
        assert_ne!(plain_spot("PANTONE 185 C"), plain_spot("PANTONE 186 C"));
    }
}
