//! An SVG of any program made into one that the SVG reader reads as browsers do.
//!
//! - bytes: gzip is unpacked, UTF-16, Latin-1 and other declared encodings become UTF-8;
//! - colours of CSS that the reader does not know are written as it knows them; a declaration that cannot be read gives
//!   way to the one before, and one that has none before it is refused by name;
//! - what cannot be printed (text, pictures, foreign objects) is replaced by a sign: only where the sign is drawn does it
//!   matter.

use super::PictureError;
use super::css_color;
use super::svg_style::{css, declarations, is_shown, may_match, name, rules};
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::ops::Range;
use usvg::roxmltree::{Document, Node};

/// An SVG as the reader takes it, and what its signs stand for.
pub(super) struct Prepared {
    pub text: String,
    /// By number: what is refused where its sign is drawn.
    pub signs: Vec<PictureError>,
}

/// The height of a sign in its own units, and what its width has over its number.
pub(super) const SIGN: f32 = 0.015_625;

/// The bytes of a file as text. `most`: the longest text.
pub(super) fn decode(bytes: &[u8], most: usize) -> Result<String, PictureError> {
    let unpacked;
    let bytes = match bytes {
        [0x1f, 0x8b, ..] => {
            let mut out = Vec::new();
            let read = GzDecoder::new(bytes).take(most as u64 + 1).read_to_end(&mut out);
            read.map_err(|e| PictureError::Damaged(format!("it cannot be unpacked: {e}")))?;
            unpacked = out;
            unpacked.as_slice()
        }
        plain => plain,
    };
    if bytes.len() > most {
        return Err(PictureError::TooComplex { what: "bytes" });
    }
    let declared = declared(bytes);
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => encoding_rs::UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => encoding_rs::UTF_16BE,
        [0xef, 0xbb, 0xbf, ..] => encoding_rs::UTF_8,
        _ => match declared.as_deref().map(str::trim) {
            Some(label) if !label.eq_ignore_ascii_case("utf-8") && !label.to_ascii_lowercase().starts_with("utf-16") => {
                encoding_rs::Encoding::for_label(label.as_bytes())
                    .ok_or_else(|| PictureError::Damaged(format!("its encoding `{label}` is not known; save it as UTF-8")))?
            }
            _ => encoding_rs::UTF_8,
        },
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        let why = format!("its letters are not {}, as it says; save it as UTF-8 in the program that made it", encoding.name());
        return Err(PictureError::Damaged(why));
    }
    Ok(text.into_owned())
}

fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?.to_string();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start().to_string();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_string())
}

/// Properties that hold a colour or a paint.
const COLORS: [&str; 6] = ["fill", "stroke", "stop-color", "flood-color", "lighting-color", "color"];
/// Elements that are not put on paper.
const REFUSED: [&str; 8] = ["text", "image", "foreignObject", "textPath", "tref", "video", "canvas", "iframe"];
/// What a sign keeps of the element whose place it takes: all that decides whether it is drawn.
const KEPT: [&str; 13] = [
    "id",
    "class",
    "style",
    "display",
    "visibility",
    "opacity",
    "transform",
    "clip-path",
    "mask",
    "requiredExtensions",
    "requiredFeatures",
    "systemLanguage",
    "fill-opacity",
];

/// Makes a document ready.
pub(super) fn prepare(text: &str, doc: &Document<'_>) -> Result<Prepared, PictureError> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut signs = Vec::new();
    let sheet = Sheet::of(doc);
    let mut skip: Option<Range<usize>> = None;
    for node in doc.descendants().filter(Node::is_element) {
        if skip.as_ref().is_some_and(|range| range.contains(&node.range().start)) {
            continue;
        }
        let name = name(node);
        if REFUSED.contains(&name) {
            skip = Some(node.range());
            edits.push((node.range(), sign(node, name, &mut signs)));
            continue;
        }
        if name == "style" {
            if let Some(css) = sheet.rewritten(node, doc)? {
                edits.push((node.range(), format!("<style>{}</style>", escaped(&css))));
            }
            continue;
        }
        attributes(node, &sheet, &mut edits)?;
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        // Text of entities lies elsewhere than where it shows.
        let Some(before) = text.get(at..range.start) else { continue };
        out.push_str(before);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Ok(Prepared { text: out, signs })
}

/// A path of a size that nothing else has in the place of an element that is refused where it is drawn.
fn sign(node: Node<'_, '_>, name: &str, signs: &mut Vec<PictureError>) -> String {
    let error = match name {
        "text" => {
            let words: String = node.descendants().filter(Node::is_text).filter_map(|t| t.text()).collect();
            let words: Vec<&str> = words.split_whitespace().take(6).collect();
            if words.is_empty() {
                return String::new();
            }
            PictureError::Text { words: words.join(" ") }
        }
        what => super::survey::unsupported(&format!("`{what}`"), node),
    };
    let width = signs.len() as f32 + SIGN;
    signs.push(error);
    let kept: String = node
        .attributes()
        .filter(|a| a.namespace().is_none() && KEPT.contains(&a.name()))
        .map(|a| format!(" {}=\"{}\"", a.name(), escaped(a.value())))
        .collect();
    format!("<path{kept} d=\"M0 0H{width}V{SIGN}H0z\"/>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The number of the sign that an outline is, if it is one.
pub(super) fn sign_number(bounds: usvg::tiny_skia_path::Rect) -> Option<usize> {
    let is = bounds.height() == SIGN && bounds.x() == 0.0 && bounds.y() == 0.0 && bounds.width().fract() == SIGN;
    is.then_some(bounds.width() as usize)
}

fn attributes(node: Node<'_, '_>, sheet: &Sheet, edits: &mut Vec<(Range<usize>, String)>) -> Result<(), PictureError> {
    let mut styled: BTreeSet<String> = BTreeSet::new();
    let mut lost: Vec<(String, String)> = Vec::new();
    if let Some(style) = node.attribute_node("style") {
        let block = Block::of(style.value(), &|name| sheet.variable(name, node));
        styled = block.readable;
        lost = block.lost;
        if block.changed {
            edits.push((style.range_value(), escaped(&block.text)));
        }
    }
    for attribute in node.attributes().filter(|a| a.namespace().is_none() && COLORS.contains(&a.name())) {
        let value = attribute.value();
        match read(value, &|name| sheet.variable(name, node)) {
            Reading::Known => {
                styled.insert(attribute.name().to_string());
            }
            Reading::Written(new) => {
                styled.insert(attribute.name().to_string());
                edits.push((attribute.range_value(), new));
            }
            Reading::Unknown => {
                lost.push((attribute.name().to_string(), value.to_string()));
                edits.push((attribute.range_value(), "inherit".to_string()));
            }
        }
    }
    let by_class = |property: &str| sheet.gives(node, property);
    match lost.into_iter().find(|(property, _)| !styled.contains(property) && !by_class(property)) {
        Some((_, value)) if is_shown(node) => Err(unreadable(&value, node)),
        _ => Ok(()),
    }
}

fn unreadable(value: &str, node: Node<'_, '_>) -> PictureError {
    let value: String = value.chars().take(60).collect();
    PictureError::Unsupported { what: format!("the colour `{value}`, which cannot be read"), element: super::survey::label(node) }
}

/// What is to be done with the value of a declaration.
enum Reading {
    /// The SVG reader reads it as it stands.
    Known,
    Written(String),
    Unknown,
}

fn read(value: &str, variable: &dyn Fn(&str) -> Option<String>) -> Reading {
    let plain = value.trim().trim_end_matches("!important").trim();
    let (resolved, changed) = match plain.contains("var(") {
        true => match with_variables(plain, variable, 0) {
            Some(text) => (text, true),
            None => return Reading::Unknown,
        },
        false => (plain.to_string(), false),
    };
    let resolved = resolved.trim();
    let known = matches!(resolved.to_ascii_lowercase().as_str(), "inherit" | "initial" | "unset" | "revert")
        || svgtypes::Paint::from_str(resolved).is_ok();
    if known {
        return if changed { Reading::Written(resolved.to_string()) } else { Reading::Known };
    }
    match css_color::parse(resolved) {
        Some([r, g, b, alpha]) => {
            let [r, g, b] = [r, g, b].map(|part| (part * 255.0).round() as u8);
            Reading::Written(match alpha < 1.0 {
                true => format!("rgba({r}, {g}, {b}, {alpha})"),
                false => format!("#{r:02x}{g:02x}{b:02x}"),
            })
        }
        None => Reading::Unknown,
    }
}

/// A value with its `var(--name, instead)` filled in.
fn with_variables(value: &str, variable: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<String> {
    if depth > 8 {
        return None;
    }
    let Some((before, rest)) = value.split_once("var(") else { return Some(value.to_string()) };
    let mut open = 1;
    let end = rest.char_indices().find_map(|(i, c)| {
        open += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        (open == 0).then_some(i)
    })?;
    let (name, instead) = match rest[..end].split_once(',') {
        Some((name, instead)) => (name.trim(), Some(instead.trim())),
        None => (rest[..end].trim(), None),
    };
    let own = variable(name).or_else(|| instead.map(str::to_string))?;
    with_variables(&format!("{before}{own}{}", &rest[end + 1..]), variable, depth + 1)
}

/// A block of declarations whose colours can be read.
struct Block {
    text: String,
    changed: bool,
    /// Properties that have a colour that can be read.
    readable: BTreeSet<String>,
    /// Properties and values that have none.
    lost: Vec<(String, String)>,
}

impl Block {
    fn of(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Block {
        let mut block = Block { text: String::new(), changed: false, readable: BTreeSet::new(), lost: Vec::new() };
        let mut kept: Vec<(String, String)> = Vec::new();
        for (name, value) in declarations(text) {
            let small = name.to_ascii_lowercase();
            if !COLORS.contains(&small.as_str()) {
                kept.push((name.to_string(), value.to_string()));
                continue;
            }
            match read(value, variable) {
                Reading::Known => {
                    block.readable.insert(small.clone());
                    kept.push((small, value.to_string()));
                }
                // Programs write the plain colour first, for readers that know no other.
                Reading::Written(_) if block.readable.contains(&small) && !value.contains("var(") => block.changed = true,
                Reading::Written(new) => {
                    block.changed = true;
                    block.readable.insert(small.clone());
                    let important = if value.contains("!important") { " !important" } else { "" };
                    kept.push((small, format!("{new}{important}")));
                }
                Reading::Unknown => {
                    block.changed = true;
                    block.lost.push((small, value.to_string()));
                }
            }
        }
        block.lost.retain(|(name, _)| !block.readable.contains(name));
        block.text = kept.iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>().join(";");
        block
    }
}

/// The rules of all style sheets of a drawing.
pub(super) struct Sheet {
    /// Custom properties: for each the values it is given anywhere.
    variables: BTreeMap<String, BTreeSet<String>>,
    /// Selectors, and the properties that their blocks give a colour that can be read.
    given: Vec<(String, BTreeSet<String>)>,
}

impl Sheet {
    fn of(doc: &Document<'_>) -> Sheet {
        let mut sheet = Sheet { variables: BTreeMap::new(), given: Vec::new() };
        let rules: Vec<(String, String)> =
            doc.descendants().filter(|n| name(*n) == "style").flat_map(|n| rules(&css(n))).collect();
        let styles = doc.descendants().filter_map(|n| n.attribute("style"));
        for block in rules.iter().map(|(_, block)| block.as_str()).chain(styles) {
            for (name, value) in declarations(block) {
                if name.starts_with("--") {
                    sheet.variables.entry(name.to_string()).or_default().insert(value.to_string());
                }
            }
        }
        for (selector, block) in &rules {
            let readable = Block::of(block, &|name| sheet.only(name)).readable;
            sheet.given.push((selector.clone(), readable));
        }
        sheet
    }

    /// A property that has one value in the whole drawing.
    fn only(&self, name: &str) -> Option<String> {
        let values = self.variables.get(name)?;
        values.first().filter(|_| values.len() == 1).cloned()
    }

    /// A property as an element sees it: its own, its parents', or the only one there is.
    fn variable(&self, name: &str, node: Node<'_, '_>) -> Option<String> {
        let own = node.ancestors().find_map(|n| {
            let found = declarations(n.attribute("style")?).into_iter().rev().find(|(key, _)| *key == name)?;
            Some(found.1.to_string())
        });
        own.or_else(|| self.only(name))
    }

    fn gives(&self, node: Node<'_, '_>, property: &str) -> bool {
        self.given.iter().any(|(selector, properties)| properties.contains(property) && may_match(selector, node))
    }

    /// A style sheet without what the reader would trip over; `None` where there is nothing of the kind.
    fn rewritten(&self, node: Node<'_, '_>, doc: &Document<'_>) -> Result<Option<String>, PictureError> {
        let mut out = String::new();
        let text = css(node);
        let mut changed = text.contains('@');
        for (selector, block) in rules(&text) {
            let read = Block::of(&block, &|name| self.only(name));
            let meant = |(property, _): &&(String, String)| {
                let elements = doc.descendants().filter(|n| n.is_element() && may_match(&selector, *n));
                elements.into_iter().any(|n| is_shown(n) && n.attribute(property.as_str()).is_none() && !self.gives(n, property))
            };
            if let Some((_, value)) = read.lost.iter().find(meant) {
                return Err(unreadable(value, node));
            }
            changed |= read.changed;
            out.push_str(&format!("{selector}{{{}}}\n", read.text));
        }
        Ok(changed.then_some(out))
    }
}
