//! Which state of the words stands on a sheet, in seven digits for its slug: they change when the words, the pictures or the
//! organization of a sheet do. A remark, a blank line, other line ends or a new name of a picture's file leave them alone, as
//! they leave the paper alone.

use crate::model::{Asset, Project};
use crate::plan::Job;
use std::collections::BTreeMap;

/// Seven hexadecimal digits.
pub(super) fn revision(project: &Project, job: &Job) -> String {
    let own = job.languages().map(|tag| format!("content/{}.{tag}.toml", job.content));
    let own = own.chain([format!("content/{}.toml", job.content)]);
    let orgs = job.orgs().into_iter().map(|org| format!("content/orgs/{org}.toml"));
    let named: Vec<String> = own.chain(orgs).collect();
    let mut all = Vec::new();
    for (_, path, text) in project.sources.all().filter(|(_, path, _)| named.iter().any(|n| n == path)) {
        all.extend(path.as_bytes());
        values(text, &project.assets, &mut all);
    }
    let rows = job.orgs().into_iter().filter_map(|org| project.orgs.get(org));
    for row in rows.filter(|org| project.sources.table(org.origin.file).is_some()) {
        all.extend(project.sources.slice(row.origin).unwrap_or_default().as_bytes());
    }
    blake3::hash(&all).to_hex()[..7].to_string()
}

/// What a TOML file says, without its remarks and blanks; for the name of a picture's file what is in it.
fn values(toml: &str, assets: &BTreeMap<String, Asset>, out: &mut Vec<u8>) {
    let mut rest = toml;
    // As if a line had just ended: blank lines at the beginning are none.
    let mut ended = true;
    while let Some(first) = rest.bytes().next() {
        match first {
            b'#' => rest = rest.find('\n').map_or("", |end| &rest[end..]),
            b' ' | b'\t' | b'\r' => rest = &rest[1..],
            b'\n' => {
                if !ended {
                    out.push(b'\n');
                }
                ended = true;
                rest = &rest[1..];
            }
            b'"' | b'\'' => {
                let (string, after) = string(rest);
                match assets.get(string.trim_matches(['"', '\''])) {
                    Some(asset) => out.extend(asset.hash.to_le_bytes()),
                    None => out.extend(string.bytes().filter(|byte| *byte != b'\r')),
                }
                (rest, ended) = (after, false);
            }
            _ => {
                let end = rest.find([' ', '\t', '\r', '\n', '#', '"', '\'']).unwrap_or(rest.len());
                out.extend(rest[..end].bytes());
                (rest, ended) = (&rest[end..], false);
            }
        }
    }
    if !ended {
        out.push(b'\n');
    }
}

/// A string with its quotation marks, and what comes after it.
fn string(text: &str) -> (&str, &str) {
    let long = [r#"""""#, "'''"].into_iter().find(|marks| text.starts_with(marks));
    let marks = long.unwrap_or(&text[..1]);
    let has_escapes = marks.starts_with('"');
    let mut at = marks.len();
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' if has_escapes => at += 1,
            _ if text.as_bytes()[at..].starts_with(marks.as_bytes()) => {
                let end = at + marks.len();
                return text.split_at(end);
            }
            _ => {}
        }
        at += 1;
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(toml: &str) -> Vec<u8> {
        let logo = |byte| Asset::whole([byte].into());
        let assets = [("a.svg", 7), ("b.svg", 7), ("c.svg", 8)].map(|(name, byte)| (name.to_string(), logo(byte)));
        let mut out = Vec::new();
        values(toml, &assets.into(), &mut out);
        out
    }

    #[test]
    fn remarks_blanks_and_names_of_files_say_nothing() {
        let plain = of("name = \"A # b\"\n[logo]\nfile = \"a.svg\"\ntext = '''\nx # y\n'''\n");
        let same =
            of("# Ours\n\nname=\"A # b\"  # of 1999\r\n\r\n[logo]\n# \"two\n  file = 'b.svg'#\"\ntext = '''\r\nx # y\r\n'''");
        assert_eq!(String::from_utf8_lossy(&plain).replace('\'', "\""), String::from_utf8_lossy(&same).replace('\'', "\""));
        for other in [
            "name = \"A  # b\"\n[logo]\nfile = \"a.svg\"\ntext = '''\nx # y\n'''\n",
            "name = \"A # b\"\n[logo]\nfile = \"c.svg\"\ntext = '''\nx # y\n'''\n",
            "name = \"A # b\"\n[logo]\nfile = \"a.svg\"\ntext = '''\nx  y\n'''\n",
        ] {
            assert_ne!(of(other), plain, "{other}");
        }
    }

    #[test]
    fn strings_end_where_they_end() {
        for (text, end) in
            [(r#""a\"b" c"#, 6), (r"'a\' c", 4), ("\"\"\"a\"b\"\"\" c", 9), ("\"é\\", 4), ("\"\" c", 2), ("'''", 3)]
        {
            assert_eq!(string(text).0.len(), end, "{text}");
        }
    }
}
