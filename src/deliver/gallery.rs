//! `index.html` beside the products: a contact sheet of every page that was made, for eyes before paper. Static, whole
//! in itself, without scripts and without the network; the same manifest gives the same bytes.

use super::manifest::{Manifest, Output, ProductState};
use std::collections::BTreeMap;

/// Name of the file, in the folder that all products have in common.
pub const FILE: &str = "index.html";

/// How a contact sheet begins: by this we know our own.
pub const HEAD: &str = "<!doctype html>\n<!-- handbill contact sheet -->\n";

/// The page for a manifest. `folder` is where it lies, with a slash at its end.
pub fn page(manifest: &Manifest, folder: &str) -> String {
    let title = escaped(manifest.project.as_deref().unwrap_or("handbill"));
    let mut groups: BTreeMap<(&str, &str), Vec<&Output>> = BTreeMap::new();
    for output in &manifest.outputs {
        groups.entry((&output.content, &output.format)).or_default().push(output);
    }
    let mut html = format!(
        "{HEAD}<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}: contact sheet</title>\n<style>{STYLE}</style>\n<header><h1>{title}</h1>\n<p>{} products, {} pages</p>\n<nav>\n",
        manifest.outputs.len(),
        manifest.outputs.iter().map(|o| o.pages.len()).sum::<usize>(),
    );
    for (content, format) in groups.keys() {
        html += &format!("<a href=\"#{}\">{} · {}</a>\n", id(content, format), escaped(content), escaped(format));
    }
    html += "</nav></header>\n<main>\n";
    for ((content, format), outputs) in &groups {
        html += &format!(
            "<section id=\"{}\">\n<h2>{} <small>{}</small></h2>\n<div>\n",
            id(content, format),
            escaped(format),
            escaped(content)
        );
        outputs.iter().for_each(|output| html += &figure(output, folder));
        html += "</div>\n</section>\n";
    }
    html + "</main>\n</html>\n"
}

fn id(content: &str, format: &str) -> String {
    format!("{}--{}", escaped(content), escaped(format))
}

/// One product: its pages side by side, each leading to the PDF.
fn figure(output: &Output, folder: &str) -> String {
    let link = address(&output.path, folder);
    let mut pages = String::new();
    for (i, preview) in output.previews.iter().enumerate() {
        let side = output.pages.get(i).map_or("", |page| page.name.as_str());
        let alt = escaped(&format!("{} {}, {side}", output.format, output.language));
        pages += &format!("<img loading=\"lazy\" src=\"{}\" alt=\"{alt}\">", address(&preview.path, folder));
    }
    if output.previews.is_empty() {
        pages += "<span>no picture: build with --gallery</span>";
    }
    let words = [&output.org, &output.language, &output.purpose, &output.theme].map(|w| escaped(w)).join(" · ");
    let marks = match (output.state, output.warnings.len()) {
        (ProductState::Good, 0) => String::new(),
        (ProductState::Good, n) => format!(" <b>{n} warning{}</b>", if n == 1 { "" } else { "s" }),
        (ProductState::Stale, _) => " <b>stale: do not print</b>".to_string(),
        (ProductState::Unfinished, _) => " <b>not finished</b>".to_string(),
    };
    format!("<figure><a href=\"{link}\">{pages}</a><figcaption>{words}{marks}</figcaption></figure>\n")
}

/// Path from the contact sheet to a file, as a URL.
pub fn address(path: &str, folder: &str) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let mut url = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            other => url += &format!("%{other:02X}"),
        }
    }
    url
}

/// Text as it stands in HTML, between tags and in values in double quotes.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const STYLE: &str = "
body { margin: 0; font: 14px/1.4 system-ui, sans-serif; color: #222; background: #e9e9e6 }
header { padding: 24px 32px; background: #fff }
h1, h2 { margin: 0; font-weight: 700 } h2 { font-size: 16px } small { font-weight: 400; color: #666 }
header p { margin: 4px 0 12px; color: #666 }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px } a { color: inherit }
section { padding: 24px 32px 8px }
section div { display: flex; flex-wrap: wrap; align-items: end; gap: 24px; padding: 12px 0 }
figure { margin: 0; max-width: 100% }
figure a { display: flex; flex-wrap: wrap; gap: 6px; text-decoration: none }
img { max-height: 340px; max-width: 100%; background: #fff; box-shadow: 0 1px 4px #0004 }
figcaption { padding: 6px 0; color: #555 } b { color: #a33 }
@media print { body { background: #fff } nav { display: none } img { max-height: 200px } }
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deliver::manifest::Preview;

    #[test]
    fn names_are_words_and_never_markup() {
        let output = Output {
            path: "out/a b/x.pdf".into(),
            content: "<night>".into(),
            format: "card".into(),
            org: "A & \"B\"".into(),
            previews: vec![Preview { path: "out/a b/x-1.png".into(), ..Preview::default() }],
            ..Output::default()
        };
        let html = page(&Manifest { outputs: vec![output], ..Manifest::default() }, "out/");
        assert!(html.starts_with(HEAD));
        assert!(html.contains("A &amp; &quot;B&quot;") && html.contains("&lt;night&gt;"), "{html}");
        assert!(html.contains("href=\"a%20b/x.pdf\"") && html.contains("src=\"a%20b/x-1.png\""), "{html}");
        assert!(!html.contains("<script") && !html.contains("http"), "nothing from the network");
    }
}
