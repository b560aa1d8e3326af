//! `index.html` of a web site: every product for screens with its title, its picture, its words and its PDF, by language. Static,
//! without scripts and without the network; the same manifest gives the same bytes.

use super::gallery::{address, escaped};
use super::manifest::{Manifest, Output, ProductState};
use crate::registry;
use std::collections::BTreeMap;

/// How a site begins: by this we know our own.
pub const HEAD: &str = "<!doctype html>\n<!-- handbill site -->\n";

/// The format that networks show for a link.
const LINK: &str = "screen-link";

const STYLE: &str = include_str!("../../assets/web/site.css");

const ENDONYMS: &str = include_str!("../../assets/registries/endonyms.txt");

/// A product as its own page has it.
struct Entry<'m> {
    output: &'m Output,
    /// Path of its page.
    page: &'m str,
    /// Already HTML.
    title: String,
    author: String,
}

/// The page for a manifest. `folder` is where it lies, with a slash at its end; `home` where it will be found, empty where nobody
/// has said; `read` gives the text of a made file.
pub fn page(manifest: &Manifest, folder: &str, home: &str, read: &dyn Fn(&str) -> Option<String>) -> String {
    let mut languages: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    for output in manifest.outputs.iter().filter(|o| o.purpose == "screen" && o.state == ProductState::Good) {
        let Some(page) = output.words.iter().map(|file| file.path.as_str()).find(|path| path.ends_with(".html")) else {
            continue;
        };
        let text = read(page).unwrap_or_default();
        let title = between(&text, "<title>", "</title>").unwrap_or(&output.content).to_string();
        let author = between(&text, "<meta name=\"author\" content=\"", "\">").unwrap_or_default().to_string();
        languages.entry(&output.language).or_default().push(Entry { output, page, title, author });
    }
    // The page speaks the language of most of it.
    let first = languages.iter().max_by_key(|(tag, all)| (all.len(), std::cmp::Reverse(**tag))).map_or("en", |(tag, _)| *tag);
    let title = escaped(manifest.project.as_deref().unwrap_or("handbill"));
    let mut html = format!(
        "{HEAD}<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta property=\"og:type\" content=\"website\">\n<meta property=\"og:title\" content=\"{title}\">\n",
        spoken(first)
    );
    html += &graph(&languages, folder, home);
    html += &format!("<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n");
    if languages.len() > 1 {
        html += "<nav>\n<ul>\n";
        for tag in languages.keys() {
            html += &format!("<li><a href=\"#{}\" lang=\"{}\">{}</a></li>\n", escaped(tag), spoken(tag), names(tag));
        }
        html += "</ul>\n</nav>\n";
    }
    html += "</header>\n<main>\n";
    for (tag, entries) in &languages {
        html += &format!("<section id=\"{}\" lang=\"{}\">\n<h2>{}</h2>\n<ul>\n", escaped(tag), spoken(tag), names(tag));
        entries.iter().for_each(|entry| html += &item(entry, folder));
        html += "</ul>\n</section>\n";
    }
    html + "</main>\n</body>\n</html>\n"
}

/// What networks show for the address: the picture made for that. They take whole addresses alone.
fn graph(languages: &BTreeMap<&str, Vec<Entry<'_>>>, folder: &str, home: &str) -> String {
    if home.is_empty() {
        return String::new();
    }
    let home = format!("{}/", home.trim_end_matches('/'));
    let mut html = format!("<meta property=\"og:url\" content=\"{}\">\n", escaped(&home));
    let pictured = languages.values().flatten().filter(|entry| entry.output.format == LINK);
    let found = pictured.filter_map(|entry| Some((entry, entry.output.previews.first()?))).next();
    if let Some((entry, preview)) = found {
        html += &format!(
            "<meta property=\"og:image\" content=\"{}{}\">\n<meta property=\"og:image:alt\" content=\"{}\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n",
            escaped(&home),
            address(&preview.path, folder),
            entry.title
        );
    }
    html
}

/// One product: its title leads to its page, and behind that is its PDF with its size.
fn item(entry: &Entry<'_>, folder: &str) -> String {
    let picture = entry.output.previews.first().map_or(String::new(), |preview| {
        format!("<div class=\"shown\"><img loading=\"lazy\" alt=\"\" src=\"{}\"></div>", address(&preview.path, folder))
    });
    format!(
        "<li>{picture}<h3><a href=\"{}\">{}</a></h3>\n<p>{} · {}</p>\n<p><a href=\"{}\">PDF, {} KB<span class=\"unseen\">: {}, {}, {}</span></a></p></li>\n",
        address(entry.page, folder),
        entry.title,
        entry.author,
        escaped(&entry.output.format),
        address(&entry.output.path, folder),
        entry.output.bytes.div_ceil(1000),
        entry.title,
        entry.author,
        escaped(&entry.output.format),
    )
}

/// The first language of `en+es`.
fn spoken(tag: &str) -> String {
    escaped(tag.split('+').next().unwrap_or(tag))
}

/// Languages as their speakers call them.
fn names(tag: &str) -> String {
    let name = |tag: &str| {
        let rows = registry::rows(ENDONYMS).filter_map(|row| row.split_once(' '));
        let of = |wanted: &str| rows.clone().find(|(own, _)| *own == wanted).map(|(_, name)| name.trim().to_string());
        of(tag).or_else(|| of(registry::primary(tag))).unwrap_or_else(|| tag.to_string())
    };
    escaped(&tag.split('+').map(name).collect::<Vec<_>>().join(" · "))
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    let rest = &text[text.find(from)? + from.len()..];
    rest.get(..rest.find(to)?)
}
