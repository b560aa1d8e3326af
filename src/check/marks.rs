//! Marks of organizations and their colours as files: a shape that no mark has, somebody else's, a seal without its owner,
//! inks of another hue. Once an organization; what is printed is looked at where it is composed.

use crate::color::{PressInk, Rgb, Swatch};
use crate::diag::{At, Diagnostic, checks};
use crate::model::{Logo, Name, Org, Project};
use crate::picture;
use crate::plan::Job;
use crate::registry;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const PROTECTED: &str = include_str!("../../assets/registries/protected-marks.txt");

/// The registry, taken apart once.
static PROTECTED_MARKS: LazyLock<Vec<ProtectedMark>> =
    LazyLock::new(|| registry::rows(PROTECTED).filter_map(ProtectedMark::of).collect());

/// A mark that nobody prints without leave.
struct ProtectedMark {
    name: &'static str,
    /// Its name as `spaced_words` has it.
    words: String,
    owner: &'static str,
    hosts: Vec<&'static str>,
    /// How the hash of its file begins.
    hash: Option<&'static str>,
}

impl ProtectedMark {
    fn of(row: &'static str) -> Option<ProtectedMark> {
        let mut cells = row.split(';').map(str::trim);
        let (name, owner, hosts) = (cells.next()?, cells.next()?, cells.next()?);
        let hash = cells.next().filter(|start| start.len() >= LEAST_HASH);
        Some(ProtectedMark { name, words: spaced_words(name), owner, hosts: hosts.split(',').map(str::trim).collect(), hash })
    }
}

const OFFICIAL: &str = include_str!("../../assets/registries/official-marks.txt");

/// Longer or higher than this many times the other side, a mark is a line.
const SLIVER: f64 = 20.0;

/// What is wrong with the marks and colours of the organizations of some jobs.
pub fn marks(project: &Project, jobs: &[Job]) -> Vec<Diagnostic> {
    let used: BTreeSet<&Name> = jobs.iter().flat_map(Job::orgs).collect();
    let mut found = Vec::new();
    for (id, org) in used.into_iter().filter_map(|name| Some((name, project.orgs.get(name)?))) {
        if let Some(logo) = &org.logo {
            for file in [Some(&logo.file), logo.on_dark.as_ref()].into_iter().flatten() {
                found.extend(shape(project, file));
            }
            found.extend(protected(project, org, logo).or_else(|| official(org, logo)));
            found.extend(lent(project, (id, org), logo));
        }
        found.extend(org.colors.values().filter_map(other_hue));
    }
    found
}

/// A mark drawn out of shape, or one that is a line.
fn shape(project: &Project, file: &At<String>) -> Option<Diagnostic> {
    let asset = project.assets.get(&file.value)?;
    let warning = |message: String| Diagnostic::warning(&checks::BAD_PICTURE, file.span, message);
    if picture::is_distorted(asset.head()) {
        let message = format!("`{}` is drawn out of shape: its `viewBox` has other proportions, and it keeps none", file.value);
        return Some(warning(message).help("take `preserveAspectRatio=\"none\"` out of the file, or ask for the mark anew"));
    }
    let ratio = picture::proportion_of(asset)?;
    let sides = ratio.max(1.0 / ratio);
    let message = format!("`{}` is {sides:.0} times as long as it is high or wide: it comes out as a line", file.value);
    (sides > SLIVER).then(|| warning(message).help("cut the file to the mark"))
}

/// A mark of the registry, on the sheet of somebody who is not its owner.
fn protected(project: &Project, org: &Org, logo: &Logo) -> Option<Diagnostic> {
    if logo.permission.is_some() {
        return None;
    }
    let stem = logo.file.value.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    let own = spaced_words(&org.name.value);
    let said = [spaced_words(stem), spaced_words(&logo.alt.value)];
    let hash = project.assets.get(&logo.file.value).map(|asset| asset.digest.to_hex().to_string());
    let host = org.web.as_ref().and_then(|web| crate::qr::payload::host(&web.value)).unwrap_or_default();
    PROTECTED_MARKS.iter().find_map(|ProtectedMark { name: mark, words: key, owner, hosts, hash: start }| {
        let named = said.iter().any(|text| text.contains(key)) && !own.contains(key);
        let same = hash.as_ref().zip(*start).is_some_and(|(hash, start)| hash.starts_with(start));
        let owns = || hosts.iter().any(|own| host == **own || host.ends_with(&format!(".{own}")));
        ((named || same) && !owns()).then(|| {
            let by = if same { "bytes" } else { "name" };
            let message = format!("`{}` is by its {by} the mark \"{mark}\" of {owner}, and there is no leave to print it", logo.file.value);
            let help = "write `permission = { ref = \"...\", expires = ... }` under `[logo]` when the owner has given it, or take the logo out";
            Diagnostic::error(&checks::NO_PERMISSION, logo.file.span, message).help(help)
        })
    })
}

/// The words of a text in small letters, each between blanks.
fn spaced_words(text: &str) -> String {
    format!(" {} ", text.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "))
}

/// So many digits of a hash tell a file.
const LEAST_HASH: usize = 8;

/// A seal, a crest, a flag: somebody gives leave to print it.
fn official(org: &Org, logo: &Logo) -> Option<Diagnostic> {
    if logo.owner.is_some() || logo.permission.is_some() {
        return None;
    }
    let words = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_string).collect::<Vec<_>>();
    let stem = logo.file.value.rsplit('/').next().unwrap_or_default();
    let own = words(&org.name.value);
    let said: Vec<String> = words(stem).into_iter().chain(words(&logo.alt.value)).collect();
    let word = registry::rows(OFFICIAL).find(|word| said.iter().any(|w| w == word) && !own.iter().any(|w| w == word))?;
    let message = format!("`{}` is by its name a {word}, and nothing says who owns it", logo.file.value);
    Some(
        Diagnostic::warning(&checks::NO_PERMISSION, logo.file.span, message).help(
            "write `owner = \"...\"` and `permission = { ref = \"...\", expires = ... }` under `[logo]`, or take the logo out",
        ),
    )
}

/// The file of another organization, which has a site of its own.
fn lent(project: &Project, (id, org): (&Name, &Org), logo: &Logo) -> Option<Diagnostic> {
    let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default().to_string();
    let owner = stem(&logo.file.value);
    let other = project.orgs.get(&owner).filter(|_| owner != *id)?;
    let same = other.logo.as_ref().is_some_and(|theirs| theirs.file.value == logo.file.value);
    let host = |org: &Org| org.web.as_ref().and_then(|web| crate::qr::payload::host(&web.value));
    let apart = host(org).is_some() && host(other).is_some() && host(org) != host(other);
    let message = format!("the logo of `{}` is the file of `{}`", org.name.value, other.name.value);
    (same && apart && logo.owner.is_none()).then(|| {
        Diagnostic::warning(&checks::NO_PERMISSION, logo.file.span, message)
            .help("name the file of its own mark; where it is meant so, say whose it is with `owner`")
    })
}

/// Inks that look like another colour than the screen's.
fn other_hue(swatch: &At<Swatch>) -> Option<Diagnostic> {
    let inks = match swatch.value.press.as_ref()? {
        PressInk::Cmyk(inks) => *inks,
        PressInk::Spot { alternate, .. } => *alternate,
    };
    let (screen, press) = (hue(swatch.value.screen)?, hue(Rgb::likeness(inks))?);
    let apart = (screen - press).abs().min(360.0 - (screen - press).abs());
    let message = format!(
        "the inks for press look {}, and the colour on screen is {}: another hue",
        Rgb::likeness(inks),
        swatch.value.screen
    );
    (apart > 60.0).then(|| {
        Diagnostic::warning(&checks::BAD_COLOR, swatch.span, message)
            .help("look both up in the organization's rules for its colours")
    })
}

/// In degrees; nothing for grays.
fn hue(Rgb([r, g, b]): Rgb) -> Option<f64> {
    let [r, g, b] = [r, g, b].map(|c| f64::from(c) / 255.0);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let range = most - least;
    let hue = match () {
        () if most == r => 60.0 * ((g - b) / range),
        () if most == g => 60.0 * ((b - r) / range + 2.0),
        () => 60.0 * ((r - g) / range + 4.0),
    };
    (range > 0.2).then_some(hue.rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hues_go_round() {
        assert_eq!(hue(Rgb([255, 0, 0])), Some(0.0));
        assert_eq!(hue(Rgb([128, 128, 128])), None);
        assert!(hue(Rgb([255, 0, 40])).is_some_and(|hue| hue > 340.0));
    }
}
