//! Rules over a finished PDF, whoever made it: what a press operator would look for.

use super::ink::Edge;
use super::special_inks::{self, is_tool};
use super::standards::{self, Breach};
use crate::diag::{Check, Diagnostic, Severity, Span, checks};
use crate::export::pdf::pdf_facts::{PageParts, Paint, Painted, PdfFacts, Picture, Space};
use crate::model::Standard;
use std::collections::BTreeSet;

/// Under these a picture looks soft, or broken (notes/print_standards.md); line art of one bit needs more.
const SOFT: f64 = 225.0;
const BROKEN: f64 = 150.0;
const SOFT_LINE_ART: f64 = 800.0;
const BROKEN_LINE_ART: f64 = 550.0;
/// In thousandths of a point.
const THINNEST: i32 = 250;
/// In hundredths of a point: type that nobody reads, type in one ink, and in two and more.
const UNREADABLE: i32 = 300;
const SMALLEST: i32 = 500;
const SMALLEST_IN_MANY: i32 = 900;
/// Black type up to this size in one ink.
const COPY: i32 = 1200;

/// Everything wrong with a file for press that can be told without rendering it. A standard is looked at where one is
/// given; what every press stumbles over is looked at in any case.
pub fn press(pdf_facts: &PdfFacts, standard: Option<Standard>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = of_file(pdf_facts);
    match standard {
        Some(standard) => {
            found.extend(standards::breaches(pdf_facts, standard).into_iter().map(|breach| breached(&breach, standard)));
        }
        None => found.extend(without_standard(pdf_facts)),
    }
    for (i, page) in pdf_facts.pages.iter().enumerate() {
        let n = i + 1;
        found.extend(page.pictures.iter().filter_map(|picture| resolution(n, picture)));
        found.extend(page.paints.keys().flat_map(|paint| painted(n, paint)));
        found.extend(not_ink(n, page));
        found.extend(special_inks::look(n, page));
        found.extend(stretched(n, page));
        found.extend(cut_type(n, page));
        found.extend(near_type(n, page));
        found.extend(off_their_marks(n, page));
        found.extend(page.hides.then(|| hidden(n)));
    }
    found.extend(trims_differ(pdf_facts));
    found.extend(turned(pdf_facts));
    let mut seen = BTreeSet::new();
    found.retain(|d| seen.insert((d.check.name, d.message.clone())));
    found
}

/// What keeps a file from being judged or printed at all.
fn of_file(pdf_facts: &PdfFacts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if pdf_facts.pages.is_empty() {
        found.push(error(&checks::UNREADABLE_FILE, "it has no page".to_string()));
    }
    if let Some(mended) = &pdf_facts.mended {
        let message = format!("it is damaged: {mended}");
        let help = "write it anew with the program that made it, or with `qpdf IN.pdf OUT.pdf`";
        found.push(warning(&checks::UNREADABLE_FILE, message).help(help));
    }
    if let Some(locks) = pdf_facts.encryption {
        let help = "save it without encryption: many presses refuse a locked file";
        found.push(match (locks.may_print, locks.may_print_fine) {
            (false, _) => error(&checks::ENCRYPTED, "it is encrypted, and its locks forbid printing".to_string()).help(help),
            (true, false) => {
                error(&checks::ENCRYPTED, "it is encrypted, and its locks allow coarse printing only".to_string()).help(help)
            }
            (true, true) => warning(&checks::ENCRYPTED, "it is encrypted".to_string()).help(help),
        });
    }
    found.extend(pdf_facts.unreadable.iter().map(|what| error(&checks::UNREADABLE_FILE, what.clone())));
    found.extend(unknown_claim(pdf_facts));
    found
}

/// The members of the family that are not held against their clauses here.
const OTHER_STANDARDS: [&str; 14] = [
    "PDF/X-1:1999",
    "PDF/X-1:2001",
    "PDF/X-1a:2001",
    "PDF/X-3:2002",
    "PDF/X-3:2003",
    "PDF/X-4p",
    "PDF/X-5g",
    "PDF/X-5n",
    "PDF/X-5pg",
    "PDF/X-6",
    "PDF/X-6p",
    "PDF/X-6n",
    "PDF/VT-1",
    "PDF/VT-2",
];

/// The standard that a file claims and that is not looked at.
pub fn other_standard(pdf_facts: &PdfFacts) -> Option<String> {
    pdf_facts.claim().filter(|_| standards::claimed(pdf_facts).is_none())
}

fn unknown_claim(pdf_facts: &PdfFacts) -> Option<Diagnostic> {
    let claim = other_standard(pdf_facts)?;
    let shown: String = claim.chars().take(40).collect::<String>().escape_debug().to_string();
    Some(match OTHER_STANDARDS.contains(&claim.as_str()) {
        true => {
            let message =
                format!("it claims {shown}, whose clauses are not looked at: only those of PDF/X-4 and PDF/X-1a:2003 are");
            warning(&checks::STANDARD, message).help("hold it against one of them with `--standard x-4` or `--standard x-1a`")
        }
        false => error(&checks::STANDARD, format!("it claims `{shown}`, and there is no such standard"))
            .help("wanted `PDF/X-4` or `PDF/X-1a:2003`"),
    })
}

/// What a press stumbles over whatever a file claims to be.
fn without_standard(pdf_facts: &PdfFacts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let missing = pdf_facts.fonts.iter().filter(|font| !font.embedded && !font.type3 && font.shown);
    found.extend(missing.map(|font| error(&checks::FONT_NOT_EMBEDDED, format!("the font {} is not embedded", font.name))));
    let twice = pdf_facts.inks_defined_twice.iter();
    found.extend(twice.map(|name| error(&checks::SPOT_CLASH, format!("the ink `{name}` stands for two colours"))));
    let elsewhere = pdf_facts.forbidden.iter().filter(|what| ELSEWHERE.contains(&what.as_str()));
    found.extend(
        elsewhere.map(|what| error(&checks::STANDARD, format!("the file has {what}, which a press does not have or run"))),
    );
    for (i, page) in pdf_facts.pages.iter().enumerate() {
        let n = i + 1;
        found.extend(
            page.states.iter().map(|what| warning(&checks::STANDARD, format!("{what}: presses differ in what they make of it"))),
        );
        let undefined = page.undefined.iter();
        found.extend(
            undefined
                .map(|name| error(&checks::NOT_CMYK, format!("page {n} names the colour space `{name}`, which is not defined"))),
        );
        found.extend(misplaced_boxes(n, page));
    }
    found
}

/// Parts of a file that lie outside of it.
const ELSEWHERE: [&str; 4] = ["external data", "a reference XObject", "OPI", "a PostScript XObject"];

/// Boxes are off by less than this for the rounding of their writers, in points.
const ROUNDED: f64 = 0.5;

fn misplaced_boxes(n: usize, page: &PageParts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let inside = |inner: [f64; 4], outer: [f64; 4]| {
        inner[0] >= outer[0] - ROUNDED
            && inner[1] >= outer[1] - ROUNDED
            && inner[2] <= outer[2] + ROUNDED
            && inner[3] <= outer[3] + ROUNDED
    };
    let boxes = [("TrimBox", page.trim), ("BleedBox", page.bleed), ("MediaBox", page.media)];
    for (i, (inner_name, inner)) in boxes.iter().enumerate() {
        for (outer_name, outer) in &boxes[i + 1..] {
            let (Some(inner), Some(outer)) = (inner, outer) else { continue };
            if !inside(*inner, *outer) {
                let message =
                    format!("page {n}: the {inner_name} ({}) reaches out of the {outer_name} ({})", shown(*inner), shown(*outer));
                found.push(error(&checks::BAD_BOXES, message).help("set the boxes again in the program that made the file"));
            }
        }
    }
    let empty = boxes.iter().filter(|(_, rect)| rect.is_some_and(|r| r[2] - r[0] < 1.0 || r[3] - r[1] < 1.0));
    found.extend(empty.map(|(name, _)| error(&checks::BAD_BOXES, format!("page {n}: the {name} is empty"))));
    if page.media.is_none() {
        let message = format!("page {n}: it has no MediaBox that can be read, and nobody knows how large it is");
        found.push(error(&checks::BAD_BOXES, message).help("the MediaBox is four numbers: `[0 0 612 792]`"));
    }
    found
}

/// Longer sides than this are no paper, and take for ever to look at: 15 m in points.
const LONGEST_SIDE: f64 = 43_200.0;

/// The first page that is larger than any paper, in words.
pub fn oversized(pdf_facts: &PdfFacts) -> Option<String> {
    (1..).zip(&pdf_facts.pages).find_map(|(n, page)| {
        let media = page.media?;
        let longest = (media[2] - media[0]).max(media[3] - media[1]);
        (longest > LONGEST_SIDE)
            .then(|| format!("page {n} is {:.0} m long, over the 15 m up to which pages are looked at", longest / 72.0 * 0.0254))
    })
}

/// In millimetres.
fn shown(rect: [f64; 4]) -> String {
    let mm = |points: f64| (points / 72.0 * 254.0).round() / 10.0;
    format!("{} to {} mm across, {} to {} mm up", mm(rect[0]), mm(rect[2]), mm(rect[1]), mm(rect[3]))
}

/// Words or a code on a layer that somebody switched off while working are missed on paper only.
fn hidden(n: usize) -> Diagnostic {
    let message = format!("page {n}: something lies on a layer that is switched off, and is not printed");
    warning(&checks::HIDDEN_LAYER, message).help("switch the layer on, or take it out of the file that goes to the press")
}

/// A page that is shown at another turn than the first: backs come out on their heads.
fn turned(pdf_facts: &PdfFacts) -> Option<Diagnostic> {
    let turn = |page: &PageParts| page.rotated.rem_euclid(360);
    if let Some((n, page)) = pdf_facts.pages.iter().enumerate().find(|(_, page)| turn(page) % 90 != 0) {
        let message = format!("page {} is turned by {} degrees, and pages turn by quarters", n + 1, turn(page));
        return Some(error(&checks::BAD_BOXES, message).help("set `Rotate` to 0, 90, 180 or 270"));
    }
    let first = turn(pdf_facts.pages.first()?);
    let (n, page) = pdf_facts.pages.iter().enumerate().find(|(_, page)| turn(page) != first)?;
    let message = format!("page 1 is turned by {first} degrees, and page {} by {}", n + 1, turn(page));
    Some(warning(&checks::BAD_BOXES, message).help("turn all pages alike, so that front and back have their heads on one side"))
}

/// Pages that are cut to different sizes. One that lies on its side is of the same size.
fn trims_differ(pdf_facts: &PdfFacts) -> Option<Diagnostic> {
    let sides = |page: &PageParts| {
        let trim = page.trim.or(page.art)?;
        let (width, height) = (trim[2] - trim[0], trim[3] - trim[1]);
        Some([width.min(height), width.max(height)])
    };
    let mut pages = pdf_facts.pages.iter().enumerate().filter_map(|(i, page)| Some((i + 1, sides(page)?)));
    let (first, size) = pages.next()?;
    let (other, differs) = pages.find(|(_, other)| (0..2).any(|i| (other[i] - size[i]).abs() > 1.0))?;
    let mm = |sides: [f64; 2]| format!("{:.1} x {:.1} mm", sides[0] / 72.0 * 25.4, sides[1] / 72.0 * 25.4);
    let message = format!("page {first} is trimmed to {}, and page {other} to {}", mm(size), mm(differs));
    Some(warning(&checks::BAD_BOXES, message).help("one file for each size, unless the shop asked for this"))
}

/// Crop marks that stand at another place than the TrimBox says: the sheet is cut by the one or the other.
fn off_their_marks(n: usize, page: &PageParts) -> Option<Diagnostic> {
    let trim = page.trim?;
    let upright = page.marks.iter().filter(|m| m[2] - m[0] < 0.1 && (m[1] > trim[3] - ROUNDED || m[3] < trim[1] + ROUNDED));
    let level = page.marks.iter().filter(|m| m[3] - m[1] < 0.1 && (m[0] > trim[2] - ROUNDED || m[2] < trim[0] + ROUNDED));
    let (across, up): (Vec<f64>, Vec<f64>) = (upright.map(|m| m[0]).collect(), level.map(|m| m[1]).collect());
    let near = |all: &[f64], at: f64| all.iter().any(|mark| (mark - at).abs() <= MARK_SLACK);
    // Marks at two corners and more, at least: a lone line is a line.
    let many = |all: &[f64]| all.len() >= 4 && all.iter().any(|a| (a - all[0]).abs() > 36.0);
    if !many(&across) || !many(&up) {
        return None;
    }
    let sides = [
        ("left", near(&across, trim[0])),
        ("right", near(&across, trim[2])),
        ("bottom", near(&up, trim[1])),
        ("top", near(&up, trim[3])),
    ];
    let off: Vec<&str> = sides.iter().filter(|(_, is)| !is).map(|(side, _)| *side).collect();
    (!off.is_empty()).then(|| {
        let message = format!("page {n}: no crop mark stands where the TrimBox ends ({})", off.join(", "));
        error(&checks::BAD_BOXES, message).help("set the TrimBox to where the marks show the cut")
    })
}

/// Marks are drawn as lines of up to a point, by their edge or by their middle.
const MARK_SLACK: f64 = 0.75;

fn breached(breach: &Breach, standard: Standard) -> Diagnostic {
    error(&checks::STANDARD, format!("{} clause `{}`: {}", standard.label(), breach.clause, breach.why))
}

fn error(check: &'static Check, message: String) -> Diagnostic {
    Diagnostic::error(check, Span::NONE, message)
}

fn warning(check: &'static Check, message: String) -> Diagnostic {
    Diagnostic::warning(check, Span::NONE, message)
}

fn resolution(n: usize, picture: &Picture) -> Option<Diagnostic> {
    let line_art = picture.is_line_art();
    let (soft, broken) = if line_art { (SOFT_LINE_ART, BROKEN_LINE_ART) } else { (SOFT, BROKEN) };
    if picture.ppi >= soft || picture.width * picture.height <= 4 {
        return None;
    }
    let message = format!("page {n}: a picture of {} x {} pixels has {:.0} ppi", picture.width, picture.height, picture.ppi);
    let severity = if picture.ppi < broken { Severity::Error } else { Severity::Warning };
    Some(Diagnostic { severity, ..error(&checks::LOW_RESOLUTION, message).help(format!("wanted {soft:.0} ppi")) })
}

fn painted(n: usize, paint: &Paint) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // Marks and the lines of tools are not printed as they stand.
    let unprinted = matches!(&paint.space, Space::Separation(name, _) if name == "All" || is_tool(name));
    let fine = match paint.what {
        Painted::Line(width) if width < THINNEST => Some((width, "a line", Severity::Error)),
        Painted::Sliver(width, true) => Some((width, "a filled area as thin as a line", Severity::Error)),
        Painted::Sliver(width, false) => Some((width, "a filled area with a sliver", Severity::Warning)),
        _ => None,
    };
    if let Some((width, what, severity)) = fine.filter(|_| !unprinted) {
        let message = format!("page {n}: {what} of {:.2} pt", f64::from(width) / 1000.0);
        found.push(Diagnostic { severity, ..error(&checks::HAIRLINE, message).help("wanted 0.25 pt") });
    }
    if let Space::Separation(name, _) = &paint.space
        && is_tool(name)
        && !paint.overprint
    {
        let message = format!("page {n}: the lines for tools in `{name}` do not overprint: the art under them is cut out");
        found.push(error(&checks::TOOL_KNOCKS_OUT, message).help("let the ink overprint, as lines and as areas"));
    }
    if let Painted::Type(size) = paint.what {
        found.extend(small_type(n, size, paint));
    }
    if paint.overprint && is_coloured(paint) {
        let message = format!("page {n}: an area in cmyk {} overprints: on other colours it is another colour", shares(paint));
        let help = "let it knock out, unless it is meant to mix";
        found.push(warning(&checks::WHITE_OVERPRINT, message).help(help));
    }
    if paint.overprint && is_white(paint) {
        let message = format!("page {n}: something white overprints, and vanishes on press");
        found.push(error(&checks::WHITE_OVERPRINT, message));
    }
    found
}

/// Colours of light, wherever they are: painted, in pictures, or standing in for an ink.
fn not_ink(n: usize, page: &PageParts) -> Vec<Diagnostic> {
    let of_light =
        |space: &Space| space.all().into_iter().find(|s| matches!(s, Space::Rgb | Space::CalRgb | Space::Icc(3))).cloned();
    let painted = page.paints.keys().map(|paint| {
        let what = match paint.what {
            Painted::Area | Painted::Sliver(..) => "an area",
            Painted::Line(_) => "a line",
            Painted::Type(_) => "type",
            Painted::Shading => "a shading",
        };
        (what, &paint.space)
    });
    let pictures = page.pictures.iter().filter_map(|picture| Some(("a picture", picture.space.as_ref()?)));
    let mut said = BTreeSet::new();
    for (what, space) in painted.chain(pictures) {
        let Some(light) = of_light(space) else { continue };
        said.insert(match space {
            Space::Separation(name, _) => format!("page {n}: the ink `{name}` stands for a colour in {}", light.name()),
            Space::DeviceN(names, _) => {
                format!("page {n}: the inks `{}` stand for a colour in {}", names.join("`, `"), light.name())
            }
            _ => format!("page {n}: {what} in {}", light.name()),
        });
    }
    said.into_iter().map(|message| warning(&checks::NOT_CMYK, message)).collect()
}

/// A line of type with one end on the page and the other past the cut.
fn cut_type(n: usize, page: &PageParts) -> Vec<Diagnostic> {
    let told = page.cut_type.iter().map(|(side, size)| {
        let points = f64::from(*size) / 100.0;
        let message = format!("page {n}: a line of {points:.1} pt type runs across the trim ({side}), and its end is cut off");
        warning(&checks::UNSAFE_AREA, message).help("move it in, or make it smaller; type that bleeds on purpose may stay")
    });
    told.collect()
}

/// A line of type that a knife may touch.
fn near_type(n: usize, page: &PageParts) -> Vec<Diagnostic> {
    let told = page.near_type.iter().filter(|(side, _)| !page.cut_type.contains_key(*side)).map(|(side, (size, away))| {
        let (points, mm) = (f64::from(*size) / 100.0, f64::from(*away) / 7200.0 * 25.4);
        let message = format!("page {n}: a line of {points:.1} pt type stands {mm:.1} mm from the trim ({side})");
        warning(&checks::UNSAFE_AREA, message).help("move it in: 3 mm is usual, for knives wander")
    });
    told.collect()
}

/// Wider or taller than it was taken, clearly so.
const STRETCHED: f64 = 1.5;
/// Pictures of so few pixels are ramps of a colour, and are meant to be drawn out.
const RAMP: i64 = 16;

/// A picture that is drawn out to one side.
fn stretched(n: usize, page: &PageParts) -> Option<Diagnostic> {
    let is_photo = |p: &&Picture| p.space.is_some() && !p.is_line_art() && p.width.min(p.height) > RAMP;
    let picture = page.pictures.iter().filter(is_photo).find(|picture| picture.stretched > STRETCHED)?;
    let (width, height, ratio) = (picture.width, picture.height, picture.stretched);
    let message = format!("page {n}: a picture of {width} x {height} pixels is stretched {ratio:.1} : 1");
    Some(warning(&checks::LOW_RESOLUTION, message).help("draw it in the shape it was taken in"))
}

fn small_type(n: usize, size: i32, paint: &Paint) -> Option<Diagnostic> {
    let points = f64::from(size) / 100.0;
    if size > 0 && size < SMALLEST {
        let message = format!("page {n}: type of {points:.1} pt");
        let severity = if size < UNREADABLE { Severity::Error } else { Severity::Warning };
        return Some(Diagnostic { severity, ..error(&checks::TOO_SMALL, message).help("wanted 5 pt") });
    }
    let [c, m, y, k] = *<&[i32; 4]>::try_from(paint.amounts.as_slice()).ok().filter(|_| paint.space == Space::Cmyk)?;
    if k > 850 && c.max(m).max(y) > 20 && size <= COPY {
        let message = format!("page {n}: black type of {points:.1} pt in four inks, cmyk {}", percents([c, m, y, k]));
        return Some(error(&checks::RICH_BLACK_TYPE, message).help("wanted black ink alone"));
    }
    let inks = [c, m, y, k].iter().filter(|ink| **ink > 50).count();
    if inks >= 3 && size < SMALLEST_IN_MANY {
        let message = format!("page {n}: type of {points:.1} pt in {inks} inks, cmyk {}", percents([c, m, y, k]));
        return Some(Diagnostic { severity: Severity::Warning, ..error(&checks::SMALL_TYPE_IN_MANY_INKS, message) });
    }
    None
}

fn percents(inks: [i32; 4]) -> String {
    inks.map(|ink| (f64::from(ink) / 10.0).round().to_string()).join(" ")
}

/// An area or type in colours without black: black overprints on purpose, and so do the lines of traps.
fn is_coloured(paint: &Paint) -> bool {
    let filled = matches!(paint.what, Painted::Area | Painted::Type(_));
    let inks = <&[i32; 4]>::try_from(paint.amounts.as_slice()).ok().filter(|_| paint.space == Space::Cmyk);
    filled && inks.is_some_and(|[c, m, y, k]| *k < 500 && *c.max(m).max(y) > 100)
}

fn shares(paint: &Paint) -> String {
    <[i32; 4]>::try_from(paint.amounts.as_slice()).map(percents).unwrap_or_default()
}

/// No ink at all where ink is counted, all light where light is.
fn is_white(paint: &Paint) -> bool {
    let all = |amount: i32| !paint.amounts.is_empty() && paint.amounts.iter().all(|a| *a == amount);
    match &paint.space {
        // Mode 0 prints a zero as paper; mode 1 leaves what is under it.
        Space::Cmyk => paint.nonzero && all(0),
        Space::Separation(..) | Space::DeviceN(..) => all(0),
        Space::Gray => all(1000),
        _ => false,
    }
}

/// Where a page is cut and how far art may run past it, in points of the page: what its boxes say, or what they stand
/// for where they are missing (14.11.2).
pub fn cut(page: &PageParts) -> Option<([f64; 4], [f64; 4])> {
    let media = page.media?;
    let sheet = page.crop.and_then(|crop| shared(crop, media)).unwrap_or(media);
    let trim = page.trim.or(page.art).unwrap_or(sheet);
    let bleed = page.bleed.unwrap_or(sheet);
    Some((trim, bleed))
}

fn shared(a: [f64; 4], b: [f64; 4]) -> Option<[f64; 4]> {
    let both = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    (both[2] > both[0] && both[3] > both[1]).then_some(both)
}

/// The bleed that is wanted, as far as there is room for it: what lies beyond may be empty.
pub fn wanted_bleed(trim: [f64; 4], bleed: [f64; 4]) -> [f64; 4] {
    let room = rooms(trim, bleed).map(|room| room.clamp(0.0, WANTED_BLEED));
    [trim[0] - room[0], trim[1] - room[1], trim[2] + room[2], trim[3] + room[3]]
}

/// Room for bleed on the left, below, on the right and above, in points.
fn rooms(trim: [f64; 4], bleed: [f64; 4]) -> [f64; 4] {
    [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
}

/// Art that stops at the cut, and too little room past it. `edges`: the sides that art touches, where they are known.
pub fn bleed(n: usize, page: &PageParts, edges: Option<&[Edge]>) -> Vec<Diagnostic> {
    let Some((trim, bleed)) = cut(page) else { return Vec::new() };
    let least = rooms(trim, bleed).into_iter().fold(f64::INFINITY, f64::min);
    let sides = |all: &mut dyn Iterator<Item = &Edge>| all.map(|edge| edge.side).collect::<Vec<_>>().join(", ");
    let touching = edges.map(|edges| sides(&mut edges.iter())).unwrap_or_default();
    let mm = |points: f64| points.max(0.0) / 72.0 * 25.4;
    if page.trim.or(page.art).is_none() {
        let message = format!("page {n}: there is no TrimBox, and art runs to the edge of the sheet ({touching}) without bleed");
        let help = "make it 3 mm larger on each side, and set the TrimBox to where it is cut";
        return (!touching.is_empty()).then(|| warning(&checks::NO_BLEED, message).help(help)).into_iter().collect();
    }
    let mut found = Vec::new();
    let stopping = edges.map(|edges| sides(&mut edges.iter().filter(|edge| edge.stops))).unwrap_or_default();
    if !stopping.is_empty() {
        let message = format!("page {n}: art touches the trim and stops short of 3 mm of bleed ({stopping})");
        found.push(error(&checks::NO_BLEED, message).help("let it run out past the trim, or keep it clear of the trim"));
    }
    if least < WANTED_BLEED - 0.02 {
        let (said, box_said) = (page.bleed.is_some(), if page.bleed.is_some() { "" } else { ", for there is no BleedBox" });
        let message = format!("page {n}: {:.2} mm of bleed{box_said}", mm(least));
        // Without art at the trim nobody misses it, unless it was promised.
        match touching.is_empty() {
            false if least < LEAST_BLEED => {
                let message = format!("{message}, and art touches the trim ({touching})");
                found.push(error(&checks::NO_BLEED, message).help("wanted 3 mm"));
            }
            false => found.push(warning(&checks::NO_BLEED, message).help("wanted 3 mm")),
            true if said || edges.is_none() => found.push(warning(&checks::NO_BLEED, message).help("wanted 3 mm")),
            true => {}
        }
    }
    found
}

/// 3 mm in points; under 2 mm a knife that wanders shows paper.
const WANTED_BLEED: f64 = 8.503;
const LEAST_BLEED: f64 = 5.65;
