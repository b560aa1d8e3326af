//! The words of a product as a web page, whole in itself: no script, no other file. It says what the sheet says, in the
//! order in which that is read, in the colour of whoever hands it out.

use super::markup::escaped;
use super::svg;
use super::told::{element, far_address, outlined, ranges, runs_left_to_right, words};
use crate::color::{Color, Rgb, contrast, luminance};
use crate::display::{Draw, Element, ElementId, Face, Link, Node, Role, Sheets};
use crate::geom::{Path, Rect};

const STYLE: &str = include_str!("../../assets/web/page.css");

/// Where nobody has a colour.
const PLAIN: Rgb = Rgb([0x27, 0x3c, 0x4c]);

/// What a reader with a dark screen has behind the words: `--ground` of the style.
const DARK: Rgb = Rgb([0x15, 0x18, 0x1b]);

/// Links stand out from their ground by this ratio, those on the tint of a card too (WCAG 2.1, 1.4.3 wants 4.5).
const LINK_CONTRAST: f64 = 5.5;

/// A headline stands at the top of its page, behind so many pieces at the most.
const BEFORE_HEADLINE: usize = 2;

/// The page.
pub(super) fn html(sheets: &Sheets) -> String {
    let meta = &sheets.meta;
    let mut page = format!(
        "<!doctype html>\n<html lang=\"{}\"{}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <meta name=\"author\" content=\"{}\">\n<style>\n{}{STYLE}</style>\n</head>\n<body>\n<main>\n",
        escaped(&meta.language),
        if meta.right_to_left { " dir=\"rtl\"" } else { "" },
        escaped(&meta.title),
        escaped(&meta.author),
        colors(meta.brand.unwrap_or(PLAIN)),
    );
    let faces = outlined(&sheets.faces);
    let mut pieces: Vec<(Writer<'_>, &Node)> = faces
        .iter()
        .enumerate()
        .flat_map(|(number, (face, nodes))| {
            let writer = Writer { face, number, language: &meta.language };
            nodes.iter().map(move |node| (writer, node))
        })
        .collect();
    headline_first(&mut pieces);
    let head = head(&pieces);
    if head > 0 {
        page += "<div class=\"head\">\n";
        pieces[..head].iter().for_each(|(writer, node)| writer.node(node, &mut page));
        page += "</div>\n";
    }
    for block in pieces[head..].chunk_by(|a, b| a.0.number == b.0.number && a.0.block_of(a.1) == b.0.block_of(b.1)) {
        let (writer, first) = block[0];
        let name = writer.block_of(first);
        page += &format!("<div class=\"{}\">\n", escaped(name.split('.').next().unwrap_or(name)));
        block.iter().for_each(|(writer, node)| writer.node(node, &mut page));
        page += "</div>\n";
    }
    page + "</main>\n</body>\n</html>\n"
}

/// A page begins with its headline, wherever its block stands in the content; the band of a draft goes before it.
fn headline_first(pieces: &mut Vec<(Writer<'_>, &Node)>) {
    let headline = pieces.iter().position(|(_, node)| matches!(node, Node::Heading(1, _)));
    if let Some(at) = headline.filter(|at| *at > BEFORE_HEADLINE) {
        let piece = pieces.remove(at);
        let drafts = pieces.iter().take_while(|(writer, node)| writer.block_of(node) == "draft").count();
        pieces.insert(drafts, piece);
    }
}

/// How many pieces stand in the head of the page: the headline with what is before it, and the paragraph under it.
fn head(pieces: &[(Writer<'_>, &Node)]) -> usize {
    let headline = pieces.iter().take(BEFORE_HEADLINE + 1).position(|(_, node)| matches!(node, Node::Heading(1, _)));
    let Some(headline) = headline else { return 0 };
    let is_lead = |(writer, node): &&(Writer<'_>, &Node)| {
        matches!(node, Node::Paragraph(id) if element(writer.face, *id).links.is_empty())
            && pieces.get(headline + 2).is_none_or(|(w, next)| w.block_of(next) != writer.block_of(node))
    };
    headline + 1 + usize::from(pieces.get(headline + 1).filter(is_lead).is_some())
}

/// The colour of the organization, and its shades that can be read on the grounds of the page.
fn colors(brand: Rgb) -> String {
    let on_brand = if contrast(brand, Rgb::WHITE) >= contrast(brand, Rgb::BLACK) { Rgb::WHITE } else { Rgb::BLACK };
    let (tint, tint_dark) = (brand.over(Rgb::WHITE, 0.08), brand.over(DARK, 0.3));
    let link = readable(brand, tint, |step| 48.0 - step);
    let lighter = if luminance(tint_dark) > luminance(DARK) { tint_dark } else { DARK };
    let link_dark = readable(brand, lighter, |step| 70.0 + step);
    let names = [
        ("brand", brand),
        ("on-brand", on_brand),
        ("link", link),
        ("link-dark", link_dark),
        ("tint", tint),
        ("tint-dark", tint_dark),
    ];
    let each: Vec<String> = names.iter().map(|(name, color)| format!("--{name}: {}", hex(*color))).collect();
    format!(":root {{ {} }}\n", each.join("; "))
}

/// The colour at the first lightness at which it stands out from a ground.
fn readable(color: Rgb, ground: Rgb, lightness: impl Fn(f64) -> f64) -> Rgb {
    let shades = (0..=30).map(|step| color.at_lightness(lightness(f64::from(step))));
    let mut last = color;
    for shade in shades {
        last = shade;
        if contrast(shade, ground) >= LINK_CONTRAST {
            break;
        }
    }
    last
}

fn hex(Rgb([r, g, b]): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Writes the outline of one face.
#[derive(Clone, Copy)]
struct Writer<'a> {
    face: &'a Face,
    /// Of the face.
    number: usize,
    /// Of the page.
    language: &'a str,
}

impl<'a> Writer<'a> {
    fn block_of(&self, node: &Node) -> &'a str {
        &element(self.face, node.first()).block
    }

    fn node(&self, node: &Node, to: &mut String) {
        match node {
            Node::Heading(level, id) => self.block(&format!("h{level}"), "", *id, to),
            Node::Figure(id) => match self.figure(*id) {
                Some(picture) => *to += &picture,
                None => self.paragraph(*id, to),
            },
            Node::Paragraph(id) => self.paragraph(*id, to),
            Node::Caption(id) => self.block("p", "note", *id, to),
            Node::Note(all) => all.iter().for_each(|id| self.block("p", "note", *id, to)),
            Node::List(items) => {
                let kind = if items.iter().any(|(label, _)| label.is_some()) { "ol" } else { "ul" };
                *to += &format!("<{kind}>\n");
                items.iter().for_each(|(_, words)| self.block("li", "", *words, to));
                *to += &format!("</{kind}>\n");
            }
            Node::Quote(all) => {
                *to += "<blockquote>\n";
                all.iter().for_each(|id| self.block("p", "", *id, to));
                *to += "</blockquote>\n";
            }
            Node::Table(rows, caption) => {
                *to += "<table>\n";
                caption.iter().for_each(|id| self.block("caption", "", *id, to));
                for (key, value) in rows {
                    let (key, value) = (element(self.face, *key), element(self.face, *value));
                    *to += &format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", linked(key), linked(value));
                }
                *to += "</table>\n";
            }
        }
    }

    /// Words; those that do nothing but lead somewhere are large enough to be touched.
    fn paragraph(&self, id: ElementId, to: &mut String) {
        let element = element(self.face, id);
        let is_link = match &element.role {
            Role::Figure { .. } => !element.links.is_empty(),
            _ => {
                let links = ranges(element);
                matches!(links.as_slice(), [(range, link)] if !link.target.is_empty() && element.text[range.clone()].trim() == element.text.trim())
            }
        };
        self.block("p", if is_link { "act" } else { "" }, id, to);
    }

    /// A picture that leads nowhere, on the ground that it has on the sheet: a mark in white is not seen on white.
    fn figure(&self, id: ElementId) -> Option<String> {
        let element = element(self.face, id);
        let draws = self.face.items.iter().filter(|item| item.element == Some(id)).map(|item| &item.draw);
        let draws: Vec<&Draw> = draws.filter(|_| element.links.is_empty()).collect();
        let bounds = draws.iter().filter_map(|draw| draw.bounds()).reduce(Rect::union)?;
        let ground = self.ground(id, bounds).filter(|ground| luminance(*ground) < 0.95);
        svg::part(&draws, bounds, words(element), &format!("p{}-{}", self.number, id.0), ground).ok()
    }

    /// The colour of the last area under a figure.
    fn ground(&self, id: ElementId, bounds: Rect) -> Option<Rgb> {
        let under = self.face.items.iter().take_while(|item| item.element != Some(id));
        let filled = under.filter_map(|item| match &item.draw {
            Draw::Fill { path, color: Color::Rgb(rgb), .. } if covers(path, bounds) => Some(Rgb(*rgb)),
            Draw::Fill { path, color: Color::Gray(level), .. } if covers(path, bounds) => {
                Some(Rgb([(level * 255.0).round() as u8; 3]))
            }
            _ => None,
        });
        filled.last()
    }

    fn block(&self, kind: &str, class: &str, id: ElementId, to: &mut String) {
        let element = element(self.face, id);
        let language = match element.language == self.language {
            true => String::new(),
            false => format!(" lang=\"{}\"", escaped(&element.language)),
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        *to += &format!("<{kind}{class}{language} dir=\"auto\">{}</{kind}>\n", linked(element));
    }
}

fn covers(path: &Path, bounds: Rect) -> bool {
    path.bounds().is_some_and(|area| area.contains(bounds))
}

/// Words of an element, those that lead somewhere as links.
fn linked(element: &Element) -> String {
    let words = words(element);
    let anchor = |link: &Link, words: &str| {
        let language = link.language.iter().map(|tag| format!(" lang=\"{}\"", escaped(tag))).collect::<String>();
        if link.target.is_empty() {
            return format!("<span{language}>{}</span>", escaped(words));
        }
        // On paper its address stands behind it.
        let far = if far_address(link, words).is_some() { " class=\"far\"" } else { "" };
        // A number or an address keeps its order between words from right to left.
        let order = if runs_left_to_right(link, words) { " dir=\"ltr\"" } else { "" };
        format!("<a href=\"{}\"{far}{order}{language}>{}</a>", escaped(&link.target), escaped(words))
    };
    if let (Role::Figure { .. }, Some(link)) = (&element.role, element.links.first()) {
        return anchor(link, words);
    }
    let (mut out, mut at) = (String::new(), 0);
    for (range, link) in ranges(element) {
        out += &escaped(&words[at..range.start]);
        out += &anchor(link, &words[range.clone()]);
        at = range.end;
    }
    out + &escaped(&words[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(css: &str, name: &str) -> Rgb {
        let value = css.split(&format!("--{name}: #")).nth(1).expect("it is set");
        Rgb([0, 2, 4].map(|at| u8::from_str_radix(&value[at..at + 2], 16).expect("two digits")))
    }

    /// Whatever colour an organization has, its links can be read on every ground of the page, and its head too.
    #[test]
    fn colors_can_be_read() {
        let steps = [0, 51, 102, 153, 204, 255];
        for number in 0..216 {
            let css = colors(Rgb([number / 36, number / 6 % 6, number % 6].map(|step: usize| steps[step])));
            let of = |name: &str| of(&css, name);
            assert!(contrast(of("brand"), of("on-brand")) >= 4.5, "{css}");
            for ground in [Rgb::WHITE, of("tint")] {
                assert!(contrast(of("link"), ground) >= 4.5, "{css}");
            }
            for ground in [DARK, of("tint-dark")] {
                assert!(contrast(of("link-dark"), ground) >= 4.5, "{css}");
            }
        }
    }

    #[test]
    fn the_dark_ground_is_that_of_the_style() {
        assert!(STYLE.contains(&format!("--ground: {}", hex(DARK))));
    }
}
