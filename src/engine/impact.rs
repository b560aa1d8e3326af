//! Which made sheets carry a thing, so that somebody who changes it knows what must be printed again, by whom and how
//! many. Looks at what was made, not at what would be.

use crate::deliver::manifest::{Manifest, Output};
use crate::diag::{Diagnostic, Span, checks, near};
use crate::model::{Body, Content, Project};
use crate::qr::payload;
use std::collections::BTreeSet;

/// The sheets that carry a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact<'m> {
    /// What the name was understood as: `contact.hotline`, `organization ox`.
    pub what: Vec<String>,
    /// In the order of the manifest.
    pub sheets: Vec<&'m Output>,
    /// Everybody who hands one of them out.
    pub orgs: BTreeSet<&'m str>,
    /// Copies ordered, where orders say how many.
    pub copies: u64,
}

/// Everything made that carries `name`: a block (`contact.hotline` or `hotline`), a picture, a font or another file, an
/// organization, a content, a format, a theme, a language, or what stands in a contact or a code, such as a number.
pub fn impact<'m>(project: &Project, manifest: &'m Manifest, name: &str) -> Result<Impact<'m>, Diagnostic> {
    let by_value = blocks_with(project, name);
    let mut what = BTreeSet::new();
    let mut sheets = Vec::new();
    for output in &manifest.outputs {
        let found: Vec<String> = carried(project, output, name, &by_value);
        if !found.is_empty() {
            what.extend(found);
            sheets.push(output);
        }
    }
    if sheets.is_empty() && !is_known(project, name, &by_value) {
        return Err(unknown(manifest, name));
    }
    let orgs = sheets.iter().flat_map(|output| orgs(output)).collect();
    let copies = sheets.iter().filter_map(|output| output.quantity).map(u64::from).sum();
    Ok(Impact { what: what.into_iter().collect(), sheets, orgs, copies })
}

/// The organizations a product was made for.
pub fn orgs(output: &Output) -> Vec<&str> {
    match output.orgs.as_slice() {
        [] => vec![output.org.as_str()],
        orgs => orgs.iter().map(String::as_str).collect(),
    }
}

/// As what a product carries a name.
fn carried(project: &Project, output: &Output, name: &str, by_value: &BTreeSet<(String, String)>) -> Vec<String> {
    let mut found = Vec::new();
    let bare = |block: &str| !block.contains(':') && block.split_once('.').is_some_and(|(_, rest)| rest == name);
    let reached = reached(name);
    found.extend(output.carries.iter().filter(|c| reached.contains(c)).cloned());
    found.extend(output.carries.iter().filter(|c| *c == name || bare(c)).cloned());
    let parts = [
        ("content", &output.content),
        ("language", &output.language),
        ("format", &output.format),
        ("theme", &output.theme),
        ("scheme", &output.scheme),
        ("condition", &output.condition),
        ("product", &output.path),
    ];
    found.extend(parts.iter().filter(|(_, value)| *value == name).map(|(part, _)| format!("{part} {name}")));
    if orgs(output).contains(&name) {
        found.push(format!("organization {name}"));
    }
    found.extend(
        output.fonts.iter().filter(|f| f.split_once('+').is_some_and(|(_, f)| f == name)).map(|_| format!("font {name}")),
    );
    let carries = |(content, block): &&(String, String)| *content == output.content && output.carries.contains(block);
    found.extend(by_value.iter().filter(carries).map(|(_, block)| block.clone()));
    if output.pages.iter().flat_map(|page| &page.codes).any(|code| code.payload == name) {
        found.push(format!("code {name}"));
    }
    if depends(project, output, name) {
        found.push(format!("file {name}"));
    }
    found
}

/// What somebody calls, texts or writes to, as manifests name it: a number however it is typed.
fn reached(name: &str) -> Vec<String> {
    let number = payload::call(name).into_iter().chain(payload::text_uri(name, ""));
    let mail = name.contains('@').then(|| payload::email(name, "", "").ok()).flatten();
    number.chain(mail).collect()
}

/// Whether a product is made from a file of the project.
fn depends(project: &Project, output: &Output, file: &str) -> bool {
    let Some(stem) = file.strip_suffix(".toml") else { return false };
    if file == "handbill.toml" {
        return true;
    }
    let translation = format!("{}.{}", output.content, output.language);
    let is = |folder: &str, name: &str| stem.strip_prefix(folder) == Some(name);
    orgs(output).iter().any(|org| is("content/orgs/", org))
        || is("content/languages/", &output.language)
        || is("content/", &output.content)
        || is("content/", &translation)
        || is("assets/formats/", &output.format)
        || is("assets/schemes/", &output.scheme)
        || stem == format!("assets/conditions/{}/condition", output.condition)
        || stem == "fonts/fonts"
        || stem.strip_prefix("assets/themes/").is_some_and(|theme| {
            let file = project.themes.get(theme).map(|theme| theme.origin.file);
            file.is_some() && project.theme_chain(&output.theme).iter().any(|t| Some(t.origin.file) == file)
        })
}

/// Contents and blocks whose contact or code says exactly this.
fn blocks_with(project: &Project, value: &str) -> BTreeSet<(String, String)> {
    let says = |body: &Body| match body {
        Body::Contact(c) => {
            [&c.phone, &c.email, &c.web].into_iter().flatten().any(|field| field.value == value)
                || c.text.as_ref().is_some_and(|text| text.to.value == value)
        }
        Body::Stat(s) => s.source.value == value,
        _ => false,
    };
    let blocks = project.contents.iter().flat_map(|(name, content)| content.blocks.iter().map(move |block| (name, block)));
    blocks.filter(|(_, block)| says(&block.body)).map(|(content, block)| (content.clone(), block.name.to_string())).collect()
}

/// What stands in a project and on no sheet that was made: an answer, not a mistake.
fn is_known(project: &Project, name: &str, by_value: &BTreeSet<(String, String)>) -> bool {
    let block = |content: &Content| content.blocks.iter().any(|b| b.name.to_string() == name || b.name.name == name);
    !by_value.is_empty()
        || project.contents.values().any(block)
        || project.contents.contains_key(name)
        || project.orgs.contains_key(name)
        || project.orgs.values().any(|org| org.phone.as_ref().is_some_and(|phone| is_same(&phone.value, name)))
        || project.assets.contains_key(name)
        || project.sources.all().any(|(_, path, _)| path == name)
}

/// Whether two numbers are one.
fn is_same(a: &str, b: &str) -> bool {
    matches!((payload::call(a), payload::call(b)), (Ok(a), Ok(b)) if a == b)
}

fn unknown(manifest: &Manifest, name: &str) -> Diagnostic {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    for output in &manifest.outputs {
        all.extend(output.carries.iter().map(String::as_str));
        all.extend(orgs(output));
        all.extend([output.content.as_str(), &output.format, &output.theme]);
    }
    let message = format!("nothing that was made is called `{name}`");
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, Span::NONE, message);
    match near(name, all.iter().copied()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("name a block such as `contact.hotline`, an organization, a picture, a file, or a number"),
    }
}
