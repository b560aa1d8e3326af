//! Roles to colours. A theme names roles; the organization's colours fill them; ink is chosen so that it can be read.

use super::brand::readable;
use super::grounds::Background;
use super::theme::Effective;
use crate::color::{Color, PressInk, Profile, ROUGHLY, Rgb, Swatch, contrast, difference, luminance};
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::model::{Ink, Org, Purpose};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Copy must stand out from its ground by this ratio, large type by the second (WCAG 2.1, 1.4.3).
const COPY_CONTRAST: f64 = 4.5;
const LARGE_CONTRAST: f64 = 3.0;

/// From here on a printed colour is another one to everybody (CIE 1976), and duller from here on.
const OTHER_COLOR: f64 = 45.0;
const DULLER: f64 = 30.0;

/// Whether a colour may be brighter than paper: only then are the tables of the press asked, which takes a moment.
fn is_vivid(Rgb([r, g, b]): Rgb) -> bool {
    r.max(g).max(b) - r.min(g).min(b) > 120
}

/// How colours are made for one purpose.
#[derive(Clone, Copy)]
pub struct Inks<'a> {
    /// Decides between colours of a screen and inks of a press.
    pub purpose: Purpose,
    /// The printing condition's profile; press only.
    pub profile: Option<&'a Profile>,
    /// Office only.
    pub ink: Ink,
}

/// No ground is darker than this part of its colour where ink is saved.
const SAVED: u32 = 15;

impl Inks<'_> {
    /// A colour, or a tint of it on white, as it is drawn.
    pub fn color(&self, swatch: &Swatch, tint: f32) -> Color {
        let looks = swatch.screen.over(Rgb::WHITE, tint);
        if self.ink.black {
            // As light as the colour was: what stood out in colour stands out as much in gray.
            return Color::Gray(gray(looks));
        }
        let Some(profile) = self.profile.filter(|_| self.purpose == Purpose::Press) else {
            let Rgb([r, g, b]) = looks;
            return if r == g && g == b { Color::Gray(f32::from(r) / 255.0) } else { Color::Rgb(looks.0) };
        };
        match &swatch.press {
            // Tints stay in hue: less of the same inks.
            Some(PressInk::Cmyk(inks)) => Color::Cmyk(inks.map(|i| i * tint)),
            Some(PressInk::Spot { name, alternate }) => Color::Spot { name: name.clone(), tint, alternate: *alternate },
            None => Color::Cmyk(profile.inks(swatch.screen).map(|i| (i * tint * 100.0).round() / 100.0)),
        }
    }

    /// A colour of a drawing: the organization's own press inks where it is one of the palette's colours.
    pub fn drawn(&self, rgb: Rgb) -> Color {
        self.color(&Swatch::rgb(rgb), 1.0)
    }
}

/// The gray with the relative luminance of a colour, 0 to 1 as a screen counts.
fn gray(rgb: Rgb) -> f32 {
    let light = luminance(rgb);
    let level = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    level as f32
}

/// The tints there are, in percent.
fn tints() -> impl Iterator<Item = u32> {
    (0..=100).step_by(5)
}

fn part(percent: u32) -> f32 {
    percent as f32 / 100.0
}

/// The colours of one product.
pub struct Palette<'a> {
    inks: Inks<'a>,
    roles: BTreeMap<String, Swatch>,
    /// Roles that the organization fills: where it says so, and what its colour is called there.
    brands: BTreeMap<String, (Span, String)>,
    /// How each role and tint looks, and how it is drawn: for drawings, which know looks alone.
    tints: OnceCell<Vec<(Rgb, Color)>>,
    white: Color,
    black: Color,
}

impl<'a> Palette<'a> {
    /// The theme's roles with the organization's colours in them. Colours that cannot be read go into `diagnostics`.
    pub fn new(theme: &Effective<'_>, org: &Org, inks: Inks<'a>, diagnostics: &mut Vec<Diagnostic>) -> Palette<'a> {
        let mut roles = BTreeMap::new();
        let mut brands = BTreeMap::new();
        for (role, value) in theme.colors.iter().filter(|(_, v)| shade(&v.value).is_none() && under(&v.value).is_none()) {
            if let Some((swatch, brand)) = role_color(value, org, diagnostics) {
                roles.insert(role.clone(), swatch);
                brands.extend(brand.map(|brand| (role.clone(), brand)));
            }
        }
        // Shades are made when what they are shades of is known.
        for (role, value) in &theme.colors {
            let Some((of, lightness)) = shade(&value.value) else { continue };
            let own = At::new(of.to_string(), value.span);
            let base = match roles.get(of) {
                Some(base) => Some(base.clone()),
                None => role_color(&own, org, diagnostics).map(|(swatch, _)| swatch),
            };
            roles.extend(base.map(|base| (role.clone(), Swatch::rgb(base.screen.at_lightness(lightness)))));
        }
        for (role, default) in [("paper", Rgb::WHITE), ("ink", Rgb::BLACK)] {
            roles.entry(role.to_string()).or_insert(Swatch::rgb(default));
        }
        for (role, value) in &theme.colors {
            let Some(ground) = under(&value.value) else { continue };
            match roles.get(ground).map(|ground| outstanding(&roles, ground.screen)) {
                Some(swatch) => drop(roles.insert(role.clone(), swatch)),
                None => diagnostics.push(no_color(ground, value.span, &roles)),
            }
        }
        let white = inks.color(&Swatch::rgb(Rgb::WHITE), 1.0);
        let black = inks.color(&Swatch::rgb(Rgb::BLACK), 1.0);
        let palette = Palette { inks, roles, brands, tints: OnceCell::new(), white, black };
        palette.reach(diagnostics);
        palette
    }

    /// Colours of the organization that the press cannot print are told, with what comes out in their place.
    fn reach(&self, diagnostics: &mut Vec<Diagnostic>) {
        let Some(profile) = self.inks.profile.filter(|_| self.inks.purpose == Purpose::Press && !self.inks.ink.black) else {
            return;
        };
        for (role, (place, name)) in &self.brands {
            let Some(swatch) = self.roles.get(role).filter(|swatch| swatch.press.is_none() && is_vivid(swatch.screen)) else {
                continue;
            };
            let printed = profile.looks(profile.inks(swatch.screen));
            let apart = difference(swatch.screen, printed);
            let message = format!(
                "`{name}` `{}` is brighter than ink on paper: it prints about as `{printed}`, a difference of {apart:.0} (ΔE)",
                swatch.screen
            );
            let told = match apart {
                OTHER_COLOR.. => Diagnostic::warning(&checks::OUT_OF_GAMUT, *place, message),
                DULLER.. => Diagnostic::note(&checks::OUT_OF_GAMUT, *place, message),
                _ => continue,
            };
            let help = format!("state its inks, `{name} = \"cmyk ...\"` under `[color.press]`, or take a colour that prints");
            diagnostics.push(told.help(help));
        }
    }

    /// Unprinted paper, for panels of codes and plates under marks.
    pub fn white(&self) -> Color {
        self.white.clone()
    }
    /// One ink: all black ink on press.
    pub fn black(&self) -> Color {
        self.black.clone()
    }

    /// Whether there are no large solids.
    pub fn saves_ink(&self) -> bool {
        self.inks.ink.saving
    }

    /// The ground of a face without a `fill`: the role `paper`.
    pub fn paper(&self) -> Background {
        self.find("paper", 100).unwrap_or_else(|| Background::flat(self.white.clone(), Rgb::WHITE))
    }

    /// A role, or a tint of it, as the ground of an area: a pale tint where ink is saved.
    pub fn area(&self, role: &At<String>, tint: Option<f64>, diagnostics: &mut Vec<Diagnostic>) -> Background {
        let most = if self.inks.ink.saving { f64::from(SAVED) / 100.0 } else { 1.0 };
        self.ground(role, Some(tint.unwrap_or(1.0).min(most)), diagnostics)
    }

    /// A role, or a tint of it (in steps of 5 %), as a colour.
    pub fn ground(&self, role: &At<String>, tint: Option<f64>, diagnostics: &mut Vec<Diagnostic>) -> Background {
        let percent = ((tint.unwrap_or(1.0).clamp(0.0, 1.0) * 20.0).round() * 5.0) as u32;
        self.find(&role.value, percent).unwrap_or_else(|| {
            diagnostics.push(no_color(&role.value, role.span, &self.roles));
            self.paper()
        })
    }

    /// Those of these classes of an SVG that it colours: `brand`, and its tints in steps of five `brand-95` ... `brand-0`;
    /// each role from its faintest tint on, as the rules for them follow each other.
    pub fn classes(&self, of: &BTreeSet<String>) -> Vec<(String, Rgb)> {
        let percent = |class: &str, role: &str| match class.strip_prefix(role)? {
            "" => Some(100),
            tint => tints().find(|percent| *percent < 100 && tint.strip_prefix('-').is_some_and(|t| *t == percent.to_string())),
        };
        let mut classes = Vec::new();
        for (role, swatch) in &self.roles {
            let mut own: Vec<_> = of.iter().filter_map(|class| Some((percent(class, role)?, class))).collect();
            own.sort();
            classes.extend(own.into_iter().map(|(tint, class)| (class.clone(), swatch.screen.over(Rgb::WHITE, part(tint)))));
        }
        classes
    }

    fn find(&self, role: &str, percent: u32) -> Option<Background> {
        self.roles.get(role).map(|swatch| self.tint(swatch, percent))
    }

    fn tint(&self, swatch: &Swatch, percent: u32) -> Background {
        let looks = swatch.screen.over(Rgb::WHITE, part(percent));
        Background::flat(self.inks.color(swatch, part(percent)), looks)
    }

    /// How a colour of a drawing is drawn that is one of the palette's.
    pub(super) fn drawn(&self, rgb: Rgb) -> Option<Color> {
        let tints = self.tints.get_or_init(|| {
            let all = self.roles.values().flat_map(|swatch| tints().map(move |percent| self.tint(swatch, percent)));
            all.map(|ground| (ground.looks, ground.color)).collect()
        });
        tints.iter().find(|(looks, _)| *looks == rgb).map(|(_, color)| color.clone())
    }

    /// The ink for type on a ground. A role that cannot be read there gives way to `ink` or `paper`, whichever
    /// stands out more: that choice is one for the whole ground, whatever the size of the type. A colour of the
    /// organization is first made darker or lighter, and either is told.
    pub fn ink(
        &self,
        role: Option<&At<String>>,
        ground: &Background,
        large: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Background {
        let wanted = if large { LARGE_CONTRAST } else { COPY_CONTRAST };
        let Some(role) = role.filter(|r| r.value != "auto") else { return self.plain_ink(ground) };
        let ink = self.ground(role, None, diagnostics);
        let stated = self.inks.purpose == Purpose::Press && self.roles.get(&role.value).is_some_and(|s| s.press.is_some());
        // Inks that are stated stay as they are: what they come to is told.
        let prints = |ink: &Background| stated || is_read_in_print(&ink.color, &ground.color, large);
        if ground.contrast(ink.looks) >= wanted && prints(&ink) {
            return ink;
        }
        let Some((place, name)) = self.brands.get(&role.value) else { return self.plain_ink(ground) };
        // One tone for copy and large type where one serves both.
        let nearest = ground.nearest(ink.looks);
        let toned = |rgb| Background::flat(self.inks.color(&Swatch::rgb(rgb), 1.0), rgb);
        let adjust = |wanted| readable(ink.looks, nearest, wanted).filter(|rgb| !stated && prints(&toned(*rgb)));
        let adjusted = adjust(COPY_CONTRAST).or_else(|| adjust(wanted));
        let chosen = adjusted.map_or_else(|| self.plain_ink(ground), toned);
        let found = format!(
            "`{name}` `{}` stands out by {:.2} : 1 from `{}`, {wanted} : 1 is wanted for {}",
            ink.looks,
            ground.contrast(ink.looks),
            nearest,
            if large { "large type" } else { "copy" }
        );
        let became = match (adjusted, stated) {
            (Some(_), _) => format!("it is set in `{}`, the same hue", chosen.looks),
            (None, true) => format!("its inks for press are stated and stay as they are, so it is set in `{}`", chosen.looks),
            (None, false) => format!("in its hue that would be another colour, so it is set in `{}`", chosen.looks),
        };
        let help = format!("bands and grounds keep it as it is; for type of its own colour state another `{name}`");
        let told = Diagnostic::note(&checks::BRAND_COLOR, *place, format!("{found}: {became}"));
        diagnostics.push(told.label("the organization's colour").help(help));
        chosen
    }

    /// `ink` or `paper`, whichever stands out more; black or white where neither can be read.
    fn plain_ink(&self, ground: &Background) -> Background {
        let own = ["ink", "paper"].into_iter().filter_map(|role| self.find(role, 100));
        let plain = [Background::flat(self.black(), Rgb::BLACK), Background::flat(self.white(), Rgb::WHITE)];
        let stands_out = |choice: &Background| ground.contrast(choice.looks);
        let best = |choices: &mut dyn Iterator<Item = Background>| choices.max_by(|a, b| stands_out(a).total_cmp(&stands_out(b)));
        let chosen = best(&mut own.into_iter()).filter(|c| stands_out(c) >= COPY_CONTRAST);
        chosen.or_else(|| best(&mut plain.into_iter())).expect("black and white are always there")
    }
}

/// Whether type stands out once both colours are inks, as far as these can be told without a proof.
fn is_read_in_print(ink: &Color, ground: &Color, large: bool) -> bool {
    let (Color::Cmyk(ink), Color::Cmyk(ground)) = (ink, ground) else { return true };
    let wanted = if large { ROUGHLY.1 } else { ROUGHLY.0 };
    contrast(Rgb::likeness(*ink), Rgb::likeness(*ground)) >= wanted
}

/// `brand at lightness 15`: a colour or another role, and the lightness (CIE L*) that it is wanted at.
fn shade(value: &str) -> Option<(&str, f64)> {
    let (of, lightness) = value.split_once(" at lightness ")?;
    let lightness = lightness.trim().parse::<f64>().ok().filter(|l| (0.0..=100.0).contains(l))?;
    Some((of.trim(), lightness))
}

/// `auto on brand`: what stands out from another role.
fn under(value: &str) -> Option<&str> {
    value.trim().strip_prefix("auto on ").map(str::trim)
}

/// `ink` or `paper`, whichever stands out more from a ground; black or white where neither can be read there.
fn outstanding(roles: &BTreeMap<String, Swatch>, ground: Rgb) -> Swatch {
    let stands_out = |swatch: &Swatch| contrast(swatch.screen, ground);
    let best = |choices: Vec<Swatch>| choices.into_iter().max_by(|a, b| stands_out(a).total_cmp(&stands_out(b)));
    let own = ["ink", "paper"].into_iter().filter_map(|role| roles.get(role).cloned()).collect();
    let plain = vec![Swatch::rgb(Rgb::BLACK), Swatch::rgb(Rgb::WHITE)];
    let chosen = best(own).filter(|swatch| stands_out(swatch) >= COPY_CONTRAST);
    chosen.or_else(|| best(plain)).expect("black and white are always there")
}

fn no_color(role: &str, place: Span, roles: &BTreeMap<String, Swatch>) -> Diagnostic {
    let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, place, format!("the theme has no colour `{role}`"));
    match near(role, roles.keys().map(String::as_str)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

/// A role's colour: a literal, or `{org.color.brand | #0b3d6b}`; with its place and name where the organization states it.
fn role_color(value: &At<String>, org: &Org, diagnostics: &mut Vec<Diagnostic>) -> Option<(Swatch, Option<(Span, String)>)> {
    let inside = value.value.trim();
    let alternatives: Vec<&str> = match inside.strip_prefix('{').and_then(|v| v.strip_suffix('}')) {
        Some(inside) => inside.split('|').map(str::trim).collect(),
        None => vec![inside],
    };
    for alternative in alternatives {
        if let Some(role) = alternative.strip_prefix("org.color.") {
            if let Some(swatch) = org.colors.get(role) {
                return Some((swatch.value.clone(), Some((swatch.span, role.to_string()))));
            }
            continue;
        }
        match alternative.parse::<Swatch>() {
            Ok(swatch) => return Some((swatch, None)),
            Err(_) => {
                let message = format!("`{alternative}` is no colour");
                diagnostics.push(
                    Diagnostic::error(&checks::BAD_COLOR, value.span, message)
                        .help("write `#0b3d6b`, `cmyk 100 70 20 20`, `{org.color.brand | #0b3d6b}` or `brand at lightness 30`"),
                );
                return None;
            }
        }
    }
    let message = format!("`{}` gives no colour for `{}`", value.value, org.name.value);
    diagnostics.push(
        Diagnostic::error(&checks::BAD_COLOR, value.span, message)
            .help("end it with a literal colour: `{org.color.brand | #0b3d6b}`"),
    );
    None
}
