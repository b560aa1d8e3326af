//! A press file with its flat colours in RGB, for readers of codes: what is drawn stays where it is. A renderer would set up
//! a table of all inks for the first of them, which takes longer than all the rest of a look.
//!
//! Pictures and spot inks keep their colours, and so does content that holds a picture of its own.

use super::pdf_facts::open::open;
use crate::color::Rgb;
use crate::export::ExportError;
use lopdf::{Document, Object, ObjectId, Stream};
use std::collections::BTreeSet;
use std::ops::Range;

/// How inks, parts of 1, look on a screen.
type Looks<'a> = &'a dyn Fn([f32; 4]) -> Rgb;

/// The same file with the flat colours of its pages and forms as they look.
pub fn on_screen(pdf: &[u8], looks: Looks<'_>) -> Result<Vec<u8>, ExportError> {
    let mut doc = open(pdf)?.doc;
    let of_pages = contents(&doc);
    for (id, object) in &mut doc.objects {
        let Object::Stream(stream) = object else { continue };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if is_form || of_pages.contains(id) {
            recolor(stream, looks);
        }
    }
    let mut bytes = Vec::with_capacity(pdf.len() * 2);
    doc.save_to(&mut bytes).map_err(|e| ExportError::Damaged(e.to_string()))?;
    Ok(bytes)
}

fn contents(doc: &Document) -> BTreeSet<ObjectId> {
    doc.page_iter().flat_map(|page| doc.get_page_contents(page)).collect()
}

fn recolor(stream: &mut Stream, looks: Looks<'_>) {
    let is_packed = stream.dict.has(b"Filter");
    let unpacked = if is_packed { stream.decompressed_content().ok() } else { Some(stream.content.clone()) };
    let Some(content) = unpacked.and_then(|content| recolored(&content, looks)) else { return };
    stream.dict.remove(b"Filter");
    stream.dict.remove(b"DecodeParms");
    stream.set_content(content);
}

/// Content with `rg` in the place of `k`, and `RG` of `K`; nothing where there is neither, or a picture inside it.
fn recolored(content: &[u8], looks: Looks<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut copied = 0;
    let mut numbers: Vec<(usize, f32)> = Vec::new();
    for token in (Tokens { content, at: 0 }) {
        let text = &content[token.clone()];
        if let Some(number) = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok()) {
            numbers.push((token.start, number));
            continue;
        }
        let operator: &[u8] = match text {
            b"k" => b" rg",
            b"K" => b" RG",
            b"BI" => return None,
            _ => b"",
        };
        if let ([.., (from, c), (_, m), (_, y), (_, k)], false) = (numbers.as_slice(), operator.is_empty()) {
            let Rgb(seen) = looks([*c, *m, *y, *k].map(|ink| ink.clamp(0.0, 1.0)));
            let [r, g, b] = seen.map(|channel| f64::from(channel) / 255.0);
            out.extend_from_slice(&content[copied..*from]);
            out.extend_from_slice(format!("{r:.5} {g:.5} {b:.5}").as_bytes());
            out.extend_from_slice(operator);
            copied = token.end;
        }
        numbers.clear();
    }
    if copied == 0 {
        return None;
    }
    out.extend_from_slice(&content[copied..]);
    Some(out)
}

/// The words of content: numbers, operators, names; strings and what frames lists are one each.
struct Tokens<'c> {
    content: &'c [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let start = self.at + self.content[self.at..].iter().position(|b| !is_blank(*b))?;
            let rest = &self.content[start..];
            let length = match rest {
                [b'%', ..] => {
                    self.at = start + rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
                    continue;
                }
                [b'(', ..] => string(rest),
                [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
                [b'<', ..] => rest.iter().position(|b| *b == b'>').map_or(rest.len(), |end| end + 1),
                [_, more @ ..] if !is_delimiter(rest[0]) || rest[0] == b'/' => {
                    1 + more.iter().position(|b| is_blank(*b) || is_delimiter(*b)).unwrap_or(more.len())
                }
                _ => 1,
            };
            self.at = start + length;
            return Some(start..self.at);
        }
    }
}

/// Bytes of a string with its parentheses, which may hold others.
fn string(rest: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, want: Option<&str>) {
        let looks = |[c, _, _, k]: [f32; 4]| Rgb([((1.0 - c) * 255.0) as u8, 255, ((1.0 - k) * 255.0) as u8]);
        let came = recolored(content.as_bytes(), &looks).map(|bytes| String::from_utf8(bytes).expect("letters"));
        assert_eq!(came.as_deref(), want, "{content}");
    }

    #[test]
    fn inks_become_colours_and_all_else_stays() {
        check("q 0 0 0 1 k 1 2 3 4 re f Q", Some("q 1.00000 1.00000 0.00000 rg 1 2 3 4 re f Q"));
        check("1 0 0 0 K\n.5 w", Some("0.00000 1.00000 1.00000 RG\n.5 w"));
        check("[(0 0 0 1 k\\) () k) 3 <0a>] TJ 0 0 0 1 k", Some("[(0 0 0 1 k\\) () k) 3 <0a>] TJ 1.00000 1.00000 0.00000 rg"));
        check("% 0 0 0 1 k\n0 0 0 0 k", Some("% 0 0 0 1 k\n1.00000 1.00000 1.00000 rg"));
    }

    #[test]
    fn what_has_no_inks_is_left_alone() {
        check("0 g /k gs 1 0 0 rg", None);
        check("0 0 1 k", None);
        check("0 0 0 1 k BI /W 1 ID x EI", None);
        check("(0 0 0 1 k", None);
    }
}
