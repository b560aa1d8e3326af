//! The one walk through what is drawn: clips and fades hold other draws, all else are leaves.

use super::{Draw, GlyphRun, Pixels};
use crate::color::Color;
use crate::geom::{Path, Rect};

impl Draw {
    /// What a clip or a fade holds; nothing of a leaf.
    pub fn items(&self) -> &[Draw] {
        match self {
            Draw::Clip { items, .. } | Draw::Faded { items, .. } => items,
            Draw::Fill { .. } | Draw::Stroke { .. } | Draw::Glyphs(_) | Draw::Image { .. } => &[],
        }
    }

    /// What is drawn, in its order, with the clips and fades round it taken off.
    pub fn leaves(&self) -> impl Iterator<Item = &Draw> {
        let (mut first, mut open) = (Some(self), Vec::new());
        std::iter::from_fn(move || {
            loop {
                let draw = match first.take() {
                    Some(draw) => draw,
                    None => next_of(&mut open)?,
                };
                match draw {
                    Draw::Clip { items, .. } | Draw::Faded { items, .. } => open.push(items.iter()),
                    leaf => return Some(leaf),
                }
            }
        })
    }

    /// The text in it.
    pub fn runs(&self) -> impl Iterator<Item = &GlyphRun> {
        self.leaves().filter_map(|leaf| match leaf {
            Draw::Glyphs(run) => Some(run),
            _ => None,
        })
    }

    /// Changes each leaf in its place.
    pub fn each_leaf_mut(&mut self, change: &mut dyn FnMut(&mut Draw)) {
        match self {
            Draw::Clip { items, .. } | Draw::Faded { items, .. } => {
                items.iter_mut().for_each(|item| item.each_leaf_mut(change));
            }
            leaf => change(leaf),
        }
    }

    /// The same with another leaf in the place of each, and another outline in that of each clip.
    pub fn map(&self, leaf: &dyn Fn(&Draw) -> Draw, clip: &dyn Fn(&Path) -> Path) -> Draw {
        let all = |items: &[Draw]| items.iter().map(|item| item.map(leaf, clip)).collect();
        match self {
            Draw::Clip { path, items } => Draw::Clip { path: clip(path), items: all(items) },
            Draw::Faded { opacity, items } => Draw::Faded { opacity: *opacity, items: all(items) },
            own => leaf(own),
        }
    }

    /// Whether it is a ground that runs from one colour into another: steps, each on the one before it and hardly another
    /// colour, and nothing else.
    pub fn is_shaded(&self) -> bool {
        let Draw::Clip { path, items } = self else { return false };
        let Some(whole) = path.bounds() else { return false };
        let seen = |path: &Path| path.bounds().and_then(|bounds| bounds.shared(whole));
        let is_step = |pair: &[Draw]| match pair {
            [Draw::Fill { path: under, color: before, .. }, Draw::Fill { path: over, color, .. }] => {
                let is_on = |over: Rect| seen(under).is_some_and(|under| under.contains(over));
                before.is_near(color) && seen(over).is_none_or(is_on)
            }
            _ => false,
        };
        let covers = items.first().and_then(Draw::bounds).is_some_and(|first| first.contains(whole));
        covers && items.len() > 1 && items.windows(2).all(is_step)
    }

    /// The colour of a leaf; none of a picture.
    pub fn color(&self) -> Option<&Color> {
        match self {
            Draw::Fill { color, .. } | Draw::Stroke { color, .. } => Some(color),
            Draw::Glyphs(run) => Some(&run.color),
            Draw::Image { .. } | Draw::Clip { .. } | Draw::Faded { .. } => None,
        }
    }

    /// The box of what is drawn; `None` for letters, whose ink only their font knows.
    pub fn bounds(&self) -> Option<Rect> {
        match self {
            Draw::Fill { path, .. } | Draw::Clip { path, .. } => path.bounds(),
            Draw::Stroke { path, width, .. } => path.bounds().map(|bounds| bounds.outset(*width / 2)),
            Draw::Image { rect, .. } => Some(*rect),
            Draw::Faded { items, .. } => items.iter().filter_map(Draw::bounds).reduce(Rect::union),
            Draw::Glyphs(_) => None,
        }
    }

    /// What of it is in RGB, in words: such a thing may not stand in a press file.
    pub fn in_rgb(&self) -> Option<&'static str> {
        self.leaves().find_map(|leaf| match leaf {
            Draw::Image { raster, .. } => match &raster.pixels {
                Pixels::Rgb { .. } | Pixels::Jpeg { channels: 3, .. } => Some("a picture"),
                Pixels::Jpeg { .. } | Pixels::Gray(_) | Pixels::Cmyk { .. } => None,
            },
            _ if !matches!(leaf.color(), Some(Color::Rgb(_))) => None,
            Draw::Fill { .. } => Some("an area"),
            Draw::Stroke { .. } => Some("a line"),
            _ => Some("text"),
        })
    }

    /// Whether the ground shows through a part of it, in a file for press: pictures with masks and faded drawings do.
    pub fn is_transparent(&self) -> bool {
        match self {
            Draw::Image { raster, .. } => matches!(&raster.pixels, Pixels::Cmyk { mask: Some(_), .. }),
            Draw::Faded { .. } => true,
            _ => self.items().iter().any(Draw::is_transparent),
        }
    }
}

/// The next draw of the innermost of the clips and fades that are gone through.
fn next_of<'d>(open: &mut Vec<std::slice::Iter<'d, Draw>>) -> Option<&'d Draw> {
    loop {
        match open.last_mut()?.next() {
            Some(draw) => return Some(draw),
            None => open.pop(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::FillRule;
    use crate::geom::{Length, Rect};

    fn fill(part: f32) -> Draw {
        Draw::Fill { path: Path::default(), rule: FillRule::NonZero, color: Color::Gray(part) }
    }

    fn nested() -> Draw {
        let inner = Draw::Faded { opacity: 0.5, items: vec![fill(0.2), fill(0.3)] };
        let empty = Draw::Clip { path: Path::default(), items: Vec::new() };
        Draw::Clip { path: Path::default(), items: vec![fill(0.1), inner, empty, fill(0.4)] }
    }

    fn grays(draw: &Draw) -> Vec<f32> {
        draw.leaves().map(|leaf| if let Some(Color::Gray(part)) = leaf.color() { *part } else { -1.0 }).collect()
    }

    #[test]
    fn leaves_come_in_the_order_they_are_drawn() {
        assert_eq!(grays(&nested()), [0.1, 0.2, 0.3, 0.4]);
        assert_eq!(grays(&fill(0.7)), [0.7]);
    }

    #[test]
    fn what_is_changed_keeps_its_clips_and_fades() {
        let darker = |leaf: &Draw| if let Some(Color::Gray(part)) = leaf.color() { fill(part + 1.0) } else { leaf.clone() };
        let edge = Path::rect(Rect::new(Length::ZERO, Length::ZERO, Length::mm(1.0), Length::mm(1.0)));
        let mapped = nested().map(&darker, &|_| edge.clone());
        assert_eq!(grays(&mapped), [1.1, 1.2, 1.3, 1.4]);
        assert!(matches!(&mapped, Draw::Clip { path, items } if *path == edge && items.len() == 4));
        let mut changed = nested();
        changed.each_leaf_mut(&mut |leaf| *leaf = darker(leaf));
        assert_eq!(grays(&changed), grays(&mapped));
        assert!(changed.is_transparent() && !fill(0.5).is_transparent());
    }
}
