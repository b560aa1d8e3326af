//! The structure of the code, taken from the code: which file uses which, the floors that follow, the stages in the order
//! they are called in. `ARCHITECTURE.md` shows what these tests find; `HANDBILL_BLESS=1` writes it there.

use crate::harness::source::{self, Rust, rust_files};
use std::collections::{BTreeMap, BTreeSet};

/// A module by its path: `["check", "rules"]`.
type Module = Vec<String>;

/// The crate's modules, and what each says it uses.
struct Crate {
    files: BTreeMap<Module, Rust>,
    /// By module: the names its `use` lines bring in, each with the path behind it.
    names: BTreeMap<Module, Vec<(String, Vec<String>)>>,
}

impl Crate {
    fn read() -> Crate {
        let files: BTreeMap<Module, Rust> = rust_files()
            .into_iter()
            .filter(|f| !f.path.ends_with("tests.rs") && !f.path.contains("/tests/"))
            .map(|f| (module_of(&f.path), f))
            .collect();
        let names = files.iter().map(|(module, file)| (module.clone(), names_of(&code_of(file)))).collect();
        Crate { files, names }
    }

    /// The file behind a path written in `from`, through whatever passes its name on.
    fn resolve(&self, from: &[String], path: &[String], steps: usize) -> Option<Module> {
        let (mut at, mut rest) = self.begin(from, path)?;
        while let Some((next, after)) = rest.split_first() {
            let inner = [at.as_slice(), std::slice::from_ref(next)].concat();
            if !self.files.contains_key(&inner) {
                break;
            }
            (at, rest) = (inner, after);
        }
        let Some(name) = rest.first().filter(|name| *name != "self") else { return Some(at) };
        let passed_on =
            self.names.get(&at).into_iter().flatten().filter(|(known, path)| known == name && steps > 0 && path != rest);
        let behind = passed_on.filter_map(|(_, path)| self.resolve(&at, path, steps - 1)).find(|m| *m != at);
        Some(behind.unwrap_or(at)).filter(|m| self.files.contains_key(m))
    }

    /// Where a path begins: at the crate, above, here.
    fn begin<'p>(&self, from: &[String], path: &'p [String]) -> Option<(Module, &'p [String])> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some((Vec::new(), rest)),
            "self" => Some((from.to_vec(), rest)),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                Some((from[..from.len().checked_sub(ups)?].to_vec(), &path[ups..]))
            }
            _ => {
                let inner = [from, std::slice::from_ref(first)].concat();
                self.files.contains_key(&inner).then(|| (from.to_vec(), path))
            }
        }
    }

    /// Which file uses which. A module and those inside it are one thing: no edge.
    fn edges(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let mut edges = BTreeMap::new();
        for (module, file) in &self.files {
            let own = &self.names[module];
            let code = code_of(file);
            let mut paths: Vec<Vec<String>> = own.iter().map(|(_, path)| path.clone()).collect();
            paths.extend(paths_in(&code).into_iter().map(|path| {
                let brought = own.iter().find(|(name, _)| *name == path[0]);
                brought.map_or_else(|| path.clone(), |(_, whole)| [whole.as_slice(), &path[1..]].concat())
            }));
            let used = paths.iter().filter_map(|path| self.resolve(module, path, 6));
            let apart = |other: &Module| !other.starts_with(module) && !module.starts_with(other);
            edges.insert(module, used.filter(apart).collect());
        }
        edges
    }
}

/// `src/check/rules/mod.rs` -> `["check", "rules"]`.
fn module_of(path: &str) -> Module {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    if inner == "lib" { Vec::new() } else { inner.split('/').map(String::from).collect() }
}

/// Its code on one line, texts emptied.
fn code_of(file: &Rust) -> String {
    let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let mut plain = String::new();
    let mut inside = false;
    let mut before = ' ';
    for c in code.join(" ").chars() {
        if c == '"' && before != '\\' && before != '\'' {
            inside = !inside;
        } else if !inside {
            plain.push(c);
        }
        before = c;
    }
    plain
}

/// What `use` lines bring in: the name, and the path behind it.
fn names_of(code: &str) -> Vec<(String, Vec<String>)> {
    let lines = code.split(';').filter_map(|statement| {
        let at = statement.rfind("use ").filter(|at| statement[..*at].is_empty() || statement[..*at].ends_with([' ', '}']))?;
        Some(&statement[at + 4..])
    });
    let whole = lines.filter(|tree| tree.chars().all(|c| c.is_alphanumeric() || " _:{},*".contains(c)));
    whole.flat_map(expanded).map(named).collect()
}

/// `a::{b, c::d}` -> `a::b`, `a::c::d`.
fn expanded(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, list)) = tree.split_once('{') else { return vec![tree.to_string()] };
    let list = list.strip_suffix('}').unwrap_or(list);
    let (mut parts, mut depth, mut part) = (Vec::new(), 0, String::new());
    for c in list.chars().chain([',']) {
        match c {
            ',' if depth == 0 => parts.push(std::mem::take(&mut part)),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                part.push(c);
            }
        }
    }
    let full = parts.iter().filter(|part| !part.trim().is_empty());
    full.flat_map(|part| expanded(part)).map(|part| format!("{before}{part}")).collect()
}

fn named(path: String) -> (String, Vec<String>) {
    let (path, name) = path.split_once(" as ").map_or((path.as_str(), None), |(path, name)| (path, Some(name)));
    let parts: Vec<String> = path.split("::").map(|part| part.trim().to_string()).collect();
    let parts = if parts.last().is_some_and(|last| last == "self") { parts[..parts.len() - 1].to_vec() } else { parts };
    let last = parts.last().cloned().unwrap_or_default();
    (name.map_or(last, |name| name.trim().to_string()), parts)
}

/// Every `a::b::C` of the code outside of `use`.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = code.split(|c| !is_part(c)).filter(|word| word.contains("::"));
    let parts = words.map(|word| word.split("::").map(|part| part.trim_matches(':').to_string()).collect::<Vec<_>>());
    parts.filter(|parts| !parts[0].is_empty()).collect()
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let code = Crate::read();
    let mut edges = code.edges();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 500, "the files were not understood");
    // What uses nothing that is left is in no circle; what stays is in one, or above one and below another.
    while let Some(free) = edges.iter().find(|(_, used)| used.is_empty()).map(|(module, _)| *module) {
        edges.remove(free);
        edges.values_mut().for_each(|used| {
            used.remove(free);
        });
    }
    let users: BTreeSet<Module> = edges.values().flatten().cloned().collect();
    let tied: Vec<String> = edges
        .iter()
        .filter(|(module, _)| users.contains(**module))
        .map(|(module, used)| {
            format!("{} uses {}", module.join("/"), used.iter().map(|m| m.join("/")).collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert!(tied.is_empty(), "files that use each other in a circle, or lie between two:\n{}\n", tied.join("\n"));
}

/// The table of floors: a module stands above all that it uses.
fn floors() -> String {
    let code = Crate::read();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, used) in code.edges() {
        let Some(top) = module.first().filter(|top| *top != "main") else { continue };
        let others = used.iter().filter_map(|m| m.first()).filter(|other| *other != top).cloned();
        uses.entry(top.clone()).or_default().extend(others);
    }
    let mut floor: BTreeMap<&str, usize> = BTreeMap::new();
    while let Some((module, used)) =
        uses.iter().find(|(m, used)| !floor.contains_key(m.as_str()) && used.iter().all(|u| floor.contains_key(u.as_str())))
    {
        floor.insert(module, used.iter().map(|u| floor[u.as_str()] + 1).max().unwrap_or(1));
    }
    assert_eq!(floor.len(), uses.len(), "modules that use each other in a circle");
    let mut rows: Vec<(usize, String)> = uses
        .iter()
        .map(|(module, used)| {
            let used: Vec<String> = used.iter().map(|u| format!("`{u}`")).collect();
            (floor[module.as_str()], format!("| {} | `{module}` | {} |\n", floor[module.as_str()], used.join(", ")))
        })
        .collect();
    rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    format!("| floor | module | uses |\n|---|---|---|\n{rows}")
}

#[test]
fn the_floors_on_the_page_are_those_of_the_code() {
    same_on_the_page("floors", &floors());
}

/// The stages that one product walks through, in the order in which `product/mod.rs` calls them.
fn road() -> String {
    let file = source::text("src/product/mod.rs");
    let body = |name: &str| {
        let from = file.find(&format!("fn {name}(")).unwrap_or_else(|| panic!("product/mod.rs has no `{name}`"));
        let after = &file[from..];
        &after[..after.find("\n}").unwrap_or(after.len())]
    };
    let road = body("walk")
        .replace("on_sheets(", &format!("{} (", body("on_sheets")))
        .replace("faces_of(", &format!("{} (", body("faces_of")));
    let stages = [
        ("bind", "src/bind.rs", "bind"),
        ("resolve", "src/resolve/mod.rs", "resolve"),
        ("compose, layout", "src/product/variants.rs", "compose_and_lay_out"),
        ("finish", "src/product/finish.rs", "finish"),
        ("impose", "src/product/sheets.rs", "impose"),
        ("preflight", "src/product/sheets.rs", "preflight"),
        ("export", "src/product/mod.rs", "export"),
        ("verify", "src/product/verify.rs", "verify"),
    ];
    let mut found: Vec<(usize, String)> = stages
        .iter()
        .map(|(stage, path, function)| {
            let call = format!("{function}(");
            let place = road.match_indices(&call).find(|(at, _)| !road[..*at].ends_with("fn ") && !road[..*at].ends_with('_'));
            let (at, _) = place.unwrap_or_else(|| panic!("product/mod.rs does not call `{function}`"));
            let code = source::text(path);
            let from = code.find(&format!("pub fn {function}")).unwrap_or_else(|| panic!("{path} has no `pub fn {function}`"));
            let (_, gives) = code[from..].split_once("->").unwrap_or_else(|| panic!("`{function}` gives nothing"));
            let gives: Vec<&str> = gives.split(['{', ';']).next().unwrap_or_default().split_whitespace().collect();
            (at, format!("| {stage} | `{path}` | `{function}` | `{}` |\n", gives.join(" ")))
        })
        .collect();
    found.sort();
    let rows: String = found.into_iter().map(|(_, row)| row).collect();
    format!("| stage | file | function | gives |\n|---|---|---|---|\n{rows}")
}

#[test]
fn the_stages_on_the_page_are_those_of_the_code() {
    same_on_the_page("stages", &road());
}

/// A part of `ARCHITECTURE.md` between its marks.
fn same_on_the_page(name: &str, table: &str) {
    let (begin, end) = (format!("<!-- {name}: from the code -->\n"), format!("<!-- end of {name} -->"));
    let page = source::text("ARCHITECTURE.md");
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("ARCHITECTURE.md has no `{}`", begin.trim()));
    let (now, after) = rest.split_once(&end).unwrap_or_else(|| panic!("ARCHITECTURE.md has no `{end}`"));
    if now != table && std::env::var_os("HANDBILL_BLESS").is_some() {
        let new = format!("{before}{begin}{table}{end}{after}");
        std::fs::write(source::root().join("ARCHITECTURE.md"), new).expect("ARCHITECTURE.md can be written");
        return;
    }
    assert_eq!(now, table, "ARCHITECTURE.md, {name}: HANDBILL_BLESS=1 writes what the code has");
}
