//! A theme with what it extends, and the look of each area.

use super::artboard::TypeScale;
use crate::diag::{At, Span};
use crate::geom::Length;
use crate::model::{BlockName, Format, Layout, Look, LookKey, Name, Project, Theme, TypeFace};
use std::collections::BTreeMap;

/// A theme and its ancestors joined. Later ones win.
pub struct Effective<'a> {
    pub colors: BTreeMap<String, At<String>>,
    pub faces: BTreeMap<String, TypeFace>,
    pub ratio: f64,
    pub minimum: Option<Length>,
    /// Ancestors first.
    pub looks: Vec<&'a [(LookKey, Look)]>,
    pub layouts: BTreeMap<(Name, String), &'a Layout>,
    pub origin: Span,
}

/// Ratio of two steps where no theme states one.
const DEFAULT_RATIO: f64 = 1.25;

/// Joins a theme with its ancestors. A loop or an unknown ancestor ends the chain (`syntax` has reported it).
pub fn effective<'a>(project: &'a Project, name: &str) -> Effective<'a> {
    let mut chain: Vec<&'a Theme> = Vec::new();
    let mut next = project.themes.get(name);
    while let Some(theme) = next.filter(|t| !chain.iter().any(|c| std::ptr::eq(*c, *t))) {
        chain.push(theme);
        next = theme.extends.as_ref().and_then(|e| project.themes.get(&e.value));
    }
    let mut joined = Effective {
        colors: BTreeMap::new(),
        faces: BTreeMap::new(),
        ratio: DEFAULT_RATIO,
        minimum: None,
        looks: Vec::new(),
        layouts: BTreeMap::new(),
        origin: chain.first().map_or(Span::NONE, |t| t.origin),
    };
    for theme in chain.into_iter().rev() {
        joined.colors.extend(theme.colors.iter().map(|(k, v)| (k.clone(), v.clone())));
        join_faces(&mut joined.faces, &theme.faces);
        joined.ratio = theme.scale.as_ref().map_or(joined.ratio, |s| s.value);
        joined.minimum = theme.minimum.as_ref().map(|m| m.value).or(joined.minimum);
        joined.looks.push(&theme.looks);
        joined.layouts.extend(theme.layouts.iter().map(|(k, v)| (k.clone(), v)));
    }
    joined
}

fn join_faces(under: &mut BTreeMap<String, TypeFace>, over: &BTreeMap<String, TypeFace>) {
    for (name, face) in over {
        let joined = under.get(name).map_or_else(|| face.clone(), |base| face.over(base));
        under.insert(name.clone(), joined);
    }
}

impl Effective<'_> {
    /// The look of a block on a face: kinds over everything, blocks over kinds, the layout over the theme.
    pub fn look(&self, layout: &Layout, block: &BlockName) -> Look {
        let mut look = Look::default();
        let levels = self.looks.iter().copied().chain([layout.looks.as_slice()]);
        for looks in levels {
            for exactness in 0..3 {
                for (key, more) in looks {
                    let matches = match key {
                        LookKey::Any => exactness == 0,
                        LookKey::Kind(kind) => exactness == 1 && *kind == block.kind,
                        LookKey::Block(name) => exactness == 2 && name == block,
                    };
                    if matches {
                        look = more.over(&look);
                    }
                }
            }
        }
        look
    }

    /// A style of type on a face, with `body` for what it does not state.
    pub fn face(&self, layout: &Layout, name: &str) -> TypeFace {
        let mut faces = self.faces.clone();
        join_faces(&mut faces, &layout.faces);
        let body = faces.get("body").cloned().unwrap_or_default();
        faces.get(name).map_or_else(|| body.clone(), |face| face.over(&body))
    }

    pub fn scale(&self, layout: &Layout, format: &Format) -> TypeScale {
        let body = self.face(layout, "body");
        let size = body.size.as_ref().map_or(Length::points(10.0), |s| s.value);
        let floor =
            layout.minimum.as_ref().map(|m| m.value).or(self.minimum).unwrap_or(format.minimum_copy).max(format.minimum_copy);
        TypeScale {
            body: size,
            maximum: body.maximum.as_ref().map_or(size, |m| m.value).max(size),
            minimum: floor.min(size),
            minimum_note: format.minimum_note,
            ratio: layout.scale.as_ref().map_or(self.ratio, |s| s.value),
        }
    }
}
