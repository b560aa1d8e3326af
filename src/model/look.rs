//! `[look]` of a theme: how an area and its parts look. Every key is optional; looks are laid over each other by
//! [`Look::joined`].

use super::ground::{GroundLook, Side};
use super::{BlockName, Role};
use crate::diag::{At, Span};
use crate::geom::{Length, Sides};
use std::collections::BTreeMap;

/// Parts of blocks, of whatever kind: what `part` and `hide` of a look may name.
pub const BLOCK_PARTS: &[&str] = &[
    "access",
    "address",
    "audience",
    "by",
    "caveat",
    "chat",
    "childcare",
    "cost",
    "credit",
    "credits",
    "day",
    "email",
    "figure",
    "food",
    "heading",
    "hero",
    "hours",
    "interpreters",
    "item",
    "join",
    "key",
    "label",
    "languages",
    "marker",
    "month",
    "name",
    "note",
    "number",
    "phone",
    "presenter",
    "register",
    "register_by",
    "room",
    "says",
    "seats",
    "series",
    "source",
    "speakers",
    "sponsor",
    "status",
    "subtitle",
    "text",
    "time",
    "title",
    "tty",
    "value",
    "venue",
    "web",
    "weekday",
    "when",
];

/// Which blocks a look is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookKey {
    /// `"*"`
    Any,
    /// `"list.*"`
    Kind(super::Kind),
    /// `points`: blocks of this role.
    Role(Role),
    /// `"points*"`, `rest`: what stands in the cell that is written so.
    Cell(String),
    /// `"list.points"`
    Block(BlockName),
}

impl LookKey {
    /// The kind of block it is for, as far as it says.
    pub fn kind(&self) -> Option<super::Kind> {
        match self {
            LookKey::Any | LookKey::Cell(_) => None,
            LookKey::Role(role) => matches!(role, Role::Code | Role::Map).then_some(super::Kind::Qr),
            LookKey::Kind(kind) => Some(*kind),
            LookKey::Block(name) => Some(name.kind),
        }
    }
}

/// How an area looks. Every key may be absent.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct AreaStyle {
    /// `face`: style of the main text.
    pub face: Option<At<String>>,
    /// `step`: steps of the type scale above the body size; may be negative or broken.
    pub step: Option<At<f64>>,
    /// `fit = { from = "24pt", to = "72pt", lines = 3 }`: the largest size in these bounds that fits.
    pub fit: Option<At<Fit>>,
    /// `ink`: role of the text's colour; `"auto"` takes the role `ink` or `paper`, whichever stands out from the ground.
    pub ink: Option<At<String>>,
    /// `fill`: role of the ground under the area alone.
    pub fill: Option<At<String>>,
    /// `tint`: the fill at this part of 1 over the paper.
    pub tint: Option<At<f64>>,
    /// `extend = true`: the ground runs on to the trim and the bleed on sides where the area ends the grid.
    pub extend: Option<At<bool>>,
    /// `edge`: what makes the ground, or the picture that fills the area, more than a rectangle.
    pub ground: GroundLook,
    /// `radius`: of the ground's corners.
    pub radius: Option<At<Length>>,
    /// `padding`: one length, or four `[top, right, bottom, left]`.
    pub padding: Option<At<Sides>>,
    /// `align = "start" | "center" | "end"`: along the line.
    pub align: Option<At<Align>>,
    /// `place = "start" | "center" | "end"`: down the area.
    pub place: Option<At<Place>>,
    /// `columns`: of a list.
    pub columns: Option<At<u32>>,
    /// `height`: of a logo or picture at the most.
    pub height: Option<At<Length>>,
    /// `width`: of a logo, picture or code at the most.
    pub width: Option<At<Length>>,
    /// `crop = true`: a picture fills its area and is cut round its focus; else it is shown whole.
    pub crop: Option<At<bool>>,
    /// `whole = true` beside `crop`: the picture is shown whole, as large as its area allows.
    pub whole: Option<At<bool>>,
    /// `duotone = ["near", "light"]`: roles that a picture of pixels is printed in, from dark to light.
    pub duotone: Option<At<Vec<String>>>,
    /// `multiply = "brand"`: a picture of pixels is printed over this role.
    pub multiply: Option<At<String>>,
    /// `scrim = { side = "top", fill = "sky", strength = 0.9, depth = 0.5 }`: a side of a picture of pixels fades into a role.
    pub scrim: Option<At<ScrimLook>>,
    /// `behind = ["headline", "event"]`: a picture that is cropped lies behind the areas in these cells, too.
    pub behind: Option<At<Vec<String>>>,
    /// `marker = "square" | "disc" | "dash" | "number" | "numeral" | "icon" | "none"`: before the items of a list.
    pub marker: Option<At<String>>,
    /// `rise`: drawn so much higher, over what stands above.
    pub rise: Option<At<Length>>,
    /// `repeat`: a drawing of the theme is a tile about so wide, and stands as often as fits.
    pub repeat: Option<At<Length>>,
    /// `turned = true`: words run upwards along the area.
    pub turned: Option<At<bool>>,
    /// `open = true`: a drawing without its own sky; what lies behind it is seen.
    pub open: Option<At<bool>>,
    /// `disc = { fill = "glow", ink = "sky", size = 1.2 }`: behind large letters, which change their ink where they stand on it.
    pub disc: Option<At<DiscLook>>,
    /// `rule = { side = "top", width = "2pt", color = "accent" }`
    pub rule: Option<At<Rule>>,
    /// `gap`: between the parts of the block, in ems of the body.
    pub gap: Option<At<f64>>,
    /// `short = true`: always the short form.
    pub short: Option<At<bool>>,
    /// `hide = ["hours", "source"]`: parts that this area leaves out.
    pub hide: Option<At<Vec<String>>>,
    /// `chart = "lines" | "units" | "bars" | "dots" | "line"`: the last value of a statistic as a numeral of as many lines, or as so
    /// many squares; all its values as bars, dots or a line.
    pub chart: Option<At<String>>,
    /// `series = "bars" | "dots" | "line"`: the same for a statistic of three and more values, in place of `chart`.
    pub series: Option<At<String>>,
    /// `row = true`: parts stand side by side (code beside its words, figures in a row).
    pub row: Option<At<bool>>,
    /// `[look."list.points".part.heading]`: what differs for one part of the block.
    /// Parts: text: heading, text; list and steps: heading, item, note; quote: says, by; stat: figure, value, key, label,
    /// source, caveat; contact: name, phone, text, email, web, hours, languages, note; qr: label, address;
    /// image: credit; org: name.
    pub parts: BTreeMap<String, AreaStyle>,
    /// The table that states it; of looks laid over each other, that of the one that wins. `None`: nobody has stated any.
    pub origin: Option<Span>,
}

/// Bounds of a copyfit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Smallest size, where even that may be too large: then the short words are tried.
    pub from: Length,
    /// Largest size, for few words.
    pub to: Length,
    /// At most so many lines.
    pub lines: u32,
    /// `lockup = true`: each line is as large as its own width allows, and all end at one edge.
    pub lockup: bool,
}

/// A disc behind large letters.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscLook {
    /// Role of the disc.
    pub fill: String,
    /// Role of the letters where they stand on it.
    pub ink: String,
    /// Its width, as a part of the letters' height.
    pub size: f64,
}

/// A side of a picture that fades into a colour.
#[derive(Clone, Debug, PartialEq)]
pub struct ScrimLook {
    /// The side that is of that colour. Left and right change where a sheet is mirrored.
    pub side: Side,
    /// Role of the colour.
    pub fill: String,
    /// How much of it lies over the picture at its edge, in parts of 1.
    pub strength: f64,
    /// How far it fades, as a part of what is seen of the picture and has no words before it.
    pub depth: f64,
}

/// Where lines begin or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Align {
    /// Left where the language runs from left to right.
    #[default]
    Start,
    /// The middle of the line.
    Center,
    /// Right where the language runs from left to right.
    End,
    /// Both edges straight, where lines are long enough for it.
    Justify,
}

/// Where the parts of an area stand in spare height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Place {
    /// At the top; spare height is left under them.
    #[default]
    Start,
    /// Half of the spare height over them, half under them.
    Center,
    /// At the bottom.
    End,
}

/// A line at an edge of an area.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The edge of the area that it lies along. Left and right change where a sheet is mirrored.
    pub side: Side,
    /// How thick the line is.
    pub width: Length,
    /// Role.
    pub color: String,
}

impl AreaStyle {
    /// The look for a sheet that is `by` times as large. A code is read from as near on a smaller one: it never shrinks.
    pub fn scaled(&self, by: f64, code: bool) -> AreaStyle {
        let mut look = self.clone();
        let length = |l: &mut At<Length>| l.value = l.value.scale(by);
        look.radius.iter_mut().chain(&mut look.height).chain(&mut look.rise).chain(&mut look.repeat).for_each(length);
        look.width.iter_mut().for_each(|l| l.value = l.value.scale(if code { by.max(1.0) } else { by }));
        look.padding.iter_mut().for_each(|s| s.value = s.value.scale(by));
        look.ground = look.ground.scaled(by);
        look.rule.iter_mut().for_each(|r| r.value.width = r.value.width.scale(by));
        look.fit.iter_mut().for_each(|f| f.value = Fit { from: f.value.from.scale(by), to: f.value.to.scale(by), ..f.value });
        look.parts.values_mut().for_each(|part| *part = part.scaled(by, false));
        look
    }

    /// Looks one over the other, the last on top: each key as the topmost says that says anything.
    pub fn joined(layers: &[&AreaStyle]) -> AreaStyle {
        let mut parts: BTreeMap<&String, Vec<&AreaStyle>> = BTreeMap::new();
        for (name, look) in layers.iter().flat_map(|look| &look.parts) {
            parts.entry(name).or_default().push(look);
        }
        let joined = |layers: Vec<&AreaStyle>| if let [only] = layers[..] { only.clone() } else { AreaStyle::joined(&layers) };
        let parts = parts.into_iter().map(|(name, layers)| (name.clone(), joined(layers))).collect();
        let ground = GroundLook::joined(layers.iter().map(|look| &look.ground));
        macro_rules! join {
            ($($key:ident),*) => { AreaStyle { $($key: layers.iter().rev().find_map(|look| look.$key.clone()),)* ground, parts } };
        }
        join!(
            face, step, fit, ink, fill, tint, extend, radius, padding, align, place, columns, height, width, crop, whole,
            duotone, multiply, scrim, behind, marker, rise, repeat, turned, open, disc, rule, gap, short, hide, chart, series,
            row, origin
        )
    }
}
