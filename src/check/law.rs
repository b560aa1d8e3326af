//! A sheet held against a posting law, clause by clause: measured on the laid-out faces, not on what was meant.

use crate::diag::Span;
use crate::display::{Face, GlyphRun, Item, Role};
use crate::document::Document;
use crate::geom::{Length, Rect, Size};
use crate::model::{BlockName, Clause, Law, LawRule};

/// One product as it is measured: what it says, and the faces it came to.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    /// What the sheet says.
    pub document: &'a Document,
    /// What it came to: positions and sizes are measured here.
    pub faces: &'a [Face],
    /// BCP 47 tags of the sheet, in its order.
    pub languages: &'a [String],
}

/// What a law came to on the sheets of one notice.
#[derive(Clone, Debug, PartialEq)]
pub struct LawReport {
    /// In the order of the law.
    pub clauses: Vec<Measured>,
    /// What the clauses come to together.
    pub verdict: LawVerdict,
}

/// One clause, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// The key it is written under in the law's file.
    pub clause: String,
    /// Paragraph of the law; empty where it names none.
    pub cite: String,
    /// What the clause asks, in words with its measure.
    pub wanted: String,
    /// What was measured, in words.
    pub found: String,
    /// Face and rectangle in points from the top left corner of the trim, where the measure was taken at one place.
    pub place: Option<(String, [f64; 4])>,
    /// `None`: no program sees it on a sheet.
    pub met: Option<bool>,
    /// The table `[clause.NAME]`.
    pub origin: Span,
}

/// What the clauses of a law come to, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LawVerdict {
    /// Every clause that can be measured is met, and the whole text of the law was seen.
    Meets,
    /// All that could be measured is met, but the text of the law was not seen in full.
    Incomplete,
    /// A clause that can be measured is not met.
    Fails,
}

impl LawVerdict {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            LawVerdict::Meets => "meets",
            LawVerdict::Incomplete => "incomplete",
            LawVerdict::Fails => "does not meet",
        }
    }
}

/// Holds the sheets of one notice, one or several languages, against a law.
pub fn measure(law: &Law, sheets: &[Posted<'_>]) -> LawReport {
    let clauses: Vec<Measured> = law.clauses.iter().map(|clause| one(clause, sheets)).collect();
    let verdict = match () {
        () if sheets.is_empty() || clauses.iter().any(|c| c.met == Some(false)) => LawVerdict::Fails,
        () if law.complete => LawVerdict::Meets,
        () => LawVerdict::Incomplete,
    };
    LawReport { clauses, verdict }
}

/// What a rule came to, before it is a row of the report.
struct Found {
    wanted: String,
    found: String,
    place: Option<(String, Rect)>,
    met: Option<bool>,
}

fn one(clause: &Clause, sheets: &[Posted<'_>]) -> Measured {
    let Found { wanted, found, place, met } = match &clause.rule {
        LawRule::LeastTrim(least) => trim(*least, sheets),
        LawRule::LeastType(least) => size_of_type(*least, sheets),
        LawRule::Languages { all, separate } => {
            languages(&all.iter().map(|tag| tag.value.as_str()).collect::<Vec<_>>(), *separate, sheets)
        }
        LawRule::Verbatim { language, passages } => {
            verbatim(&language.value, &passages.iter().map(|p| p.value.as_str()).collect::<Vec<_>>(), sheets)
        }
        LawRule::Shows(all) => shows(&all.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(), sheets),
        LawRule::Without(blocks) => without(&blocks.iter().map(|b| &b.value).collect::<Vec<_>>(), sheets),
        LawRule::LeastCover(part) => cover(*part, sheets),
        LawRule::CodeTo(hosts) => code_to(&hosts.iter().map(|h| h.value.as_str()).collect::<Vec<_>>(), sheets),
        LawRule::ByHand(what) => {
            Found { wanted: what.value.clone(), found: "to be seen to by hand".into(), place: None, met: None }
        }
    };
    let points = |r: Rect| [r.x, r.y, r.width, r.height].map(|l| (l.to_points() * 10.0).round() / 10.0);
    Measured {
        clause: clause.name.clone(),
        cite: clause.cite.as_ref().map(|cite| cite.value.clone()).unwrap_or_default(),
        wanted,
        found,
        place: place.map(|(face, rect)| (face, points(rect))),
        met,
        origin: clause.origin,
    }
}

fn trim(least: Size, sheets: &[Posted<'_>]) -> Found {
    let faces = sheets.iter().flat_map(|sheet| sheet.faces);
    let smallest = faces.map(|face| face.trim).min_by_key(|trim| trim.width.min(trim.height));
    let fits = |trim: Size| {
        let (short, long) = (trim.width.min(trim.height), trim.width.max(trim.height));
        short >= least.width.min(least.height) && long >= least.width.max(least.height)
    };
    let inches = |size: Size| format!("{:.2} x {:.2} in", size.width.to_inches(), size.height.to_inches());
    Found {
        wanted: format!("at least {}", inches(least)),
        found: smallest.map_or_else(|| "no sheet".into(), inches),
        place: None,
        met: Some(smallest.is_some() && sheets.iter().flat_map(|s| s.faces).all(|face| fits(face.trim))),
    }
}

/// Runs of text with the block they belong to; words of the slug and of marks are none.
fn runs(face: &Face) -> impl Iterator<Item = (&GlyphRun, &str)> {
    face.items.iter().filter_map(|item: &Item| {
        let element = face.elements.get(item.element?.0 as usize).filter(|element| element.role != Role::Label)?;
        Some((item.draw.runs().next()?, element.block.as_str()))
    })
}

fn size_of_type(least: Length, sheets: &[Posted<'_>]) -> Found {
    let all = sheets.iter().flat_map(|sheet| sheet.faces).flat_map(|face| runs(face).map(move |(run, block)| (face, run, block)));
    let smallest = all.filter(|(_, run, _)| !run.text.trim().is_empty()).min_by_key(|(_, run, _)| run.size);
    let at = |run: &GlyphRun| Rect::new(run.origin.x, run.origin.y - run.size, run.size, run.size);
    Found {
        wanted: format!("no type under {:.1} pt", least.to_points()),
        found: smallest
            .map_or_else(|| "no words".into(), |(_, run, block)| format!("{:.1} pt in `{block}`", run.size.to_points())),
        place: smallest.map(|(face, run, _)| (face.name.clone(), at(run))),
        met: Some(smallest.is_some_and(|(_, run, _)| run.size >= least)),
    }
}

fn languages(wanted: &[&str], separate: bool, sheets: &[Posted<'_>]) -> Found {
    // A translation that nobody has read does not count: its sheet carries the band of a draft.
    let speaks = |sheet: &Posted<'_>, tag: &str| {
        sheet.languages.iter().any(|own| own == tag)
            && sheet.document.draft.is_none()
            && (!separate || sheet.languages.len() == 1)
    };
    let missing: Vec<&str> = wanted.iter().copied().filter(|tag| !sheets.iter().any(|sheet| speaks(sheet, tag))).collect();
    let drafts: Vec<&str> = missing
        .iter()
        .copied()
        .filter(|tag| sheets.iter().any(|s| s.document.draft.is_some() && s.languages.iter().any(|own| own == tag)))
        .collect();
    let how = if separate { "each on a sheet of its own" } else { "on the same sheet or on several" };
    let found = match (missing.as_slice(), drafts.as_slice()) {
        ([], _) => format!("{}, all there", wanted.join(", ")),
        (all, []) => format!("without {}", all.join(", ")),
        (all, drafts) => format!("without {}; {} is a draft that nobody has reviewed", all.join(", "), drafts.join(", ")),
    };
    Found { wanted: format!("{}, {how}", wanted.join(", ")), found, place: None, met: Some(missing.is_empty()) }
}

/// The words of a face in one language, in reading order, as they are compared.
fn words_of(face: &Face, language: &str) -> String {
    let spoken = face.elements.iter().filter(|element| element.language == language && element.role != Role::Label);
    plain(&spoken.map(|element| element.text.as_str()).collect::<Vec<_>>().join(" "))
}

/// One blank between words, and straight quotation marks and dashes: type sets them curly and long.
fn plain(text: &str) -> String {
    let straight = text
        .replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
        .replace('\u{2014}', "--")
        .replace(['\u{2013}', '\u{2011}'], "-")
        .replace(['\u{ad}', '\u{2060}', '\u{200b}'], "");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn verbatim(language: &str, passages: &[&str], sheets: &[Posted<'_>]) -> Found {
    let mut best: (usize, Option<&str>) = (0, passages.first().copied());
    for sheet in sheets {
        let text = sheet.faces.iter().map(|face| words_of(face, language)).collect::<Vec<_>>().join(" ");
        let (mut at, mut count, mut first_missing) = (0, 0, None);
        for passage in passages {
            match text[at..].find(&plain(passage)) {
                Some(found) => {
                    at += found;
                    count += 1;
                }
                None => {
                    first_missing = Some(*passage);
                    break;
                }
            }
        }
        if count >= best.0 {
            best = (count, first_missing);
        }
    }
    let met = best.0 == passages.len() && best.1.is_none();
    let found = match best.1 {
        None => format!("all {} passages, in order", passages.len()),
        Some(passage) => format!("passage {} of {} is not there word for word: `{passage}`", best.0 + 1, passages.len()),
    };
    Found { wanted: format!("the {language} text of the law, word for word"), found, place: None, met: Some(met) }
}

/// Digits alone, for numbers; words as they are compared, for everything else.
fn key(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 3 { digits } else { plain(text).to_lowercase() }
}

fn shows(wanted: &[&str], sheets: &[Posted<'_>]) -> Found {
    let on = |sheet: &Posted<'_>, what: &str| {
        let wanted = key(what);
        sheet.faces.iter().flat_map(|face| &face.elements).any(|element| match wanted.bytes().all(|b| b.is_ascii_digit()) {
            true => key(&element.text).contains(&wanted),
            false => plain(&element.text).to_lowercase().contains(&wanted),
        })
    };
    let missing: Vec<&str> = wanted.iter().copied().filter(|what| !sheets.iter().all(|sheet| on(sheet, what))).collect();
    let found =
        if missing.is_empty() { "on every sheet".to_string() } else { format!("not on every sheet: {}", missing.join(", ")) };
    Found { wanted: wanted.join(", "), found, place: None, met: Some(missing.is_empty() && !sheets.is_empty()) }
}

fn without(barred: &[&BlockName], sheets: &[Posted<'_>]) -> Found {
    let is_barred = |block: &str| BlockName::parse(block).is_some_and(|name| barred.iter().any(|b| **b == name.and_language().0));
    let faces = || sheets.iter().flat_map(|sheet| sheet.faces);
    let there = faces().find_map(|face| {
        let area = face.areas.iter().find(|area| is_barred(&area.block))?;
        Some((face, area))
    });
    Found {
        wanted: format!("nothing of {}", barred.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        found: there.map_or_else(|| "none of it".into(), |(_, area)| format!("`{}` is on the sheet", area.block)),
        place: there.map(|(face, area)| (face.name.clone(), area.rect)),
        met: Some(there.is_none()),
    }
}

fn cover(part: f64, sheets: &[Posted<'_>]) -> Found {
    let covered = |face: &Face| {
        let boxes = face.areas.iter().map(|area| area.rect);
        let all = boxes.reduce(Rect::union)?;
        let whole = face.trim.width.to_points() * face.trim.height.to_points();
        Some(all.width.to_points() * all.height.to_points() / whole)
    };
    let least = sheets.iter().filter_map(|sheet| sheet.faces.first()).filter_map(covered).min_by(f64::total_cmp);
    Found {
        wanted: format!("at least {:.0} % of the sheet", part * 100.0),
        found: least.map_or_else(|| "nothing".into(), |part| format!("{:.0} %", part * 100.0)),
        place: None,
        met: Some(least.is_some_and(|found| found >= part)),
    }
}

fn code_to(hosts: &[&str], sheets: &[Posted<'_>]) -> Found {
    let leads = |payload: &str| {
        let host = payload.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
        host.is_some_and(|host| hosts.iter().any(|wanted| host.strip_prefix("www.").unwrap_or(host).eq_ignore_ascii_case(wanted)))
    };
    let codes = || sheets.iter().flat_map(|sheet| sheet.faces).flat_map(|face| face.codes.iter().map(move |code| (face, code)));
    let right = codes().find(|(_, code)| leads(&code.payload));
    Found {
        wanted: format!("a code that leads to {}", hosts.join(" or ")),
        found: match (right, codes().next()) {
            (Some((_, code)), _) => format!("`{}` leads to {}", code.block, code.payload),
            (None, Some((_, code))) => format!("`{}` leads to {}", code.block, code.payload),
            (None, None) => "no code".into(),
        },
        place: right.map(|(face, code)| (face.name.clone(), code.rect)),
        met: Some(right.is_some()),
    }
}
