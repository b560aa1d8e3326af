//! An SVG read once, to be coloured for one product after the other.
//!
//! It is read with other colours in the place of the roles', and once more with others still: where both come out alike,
//! what is a role's was told apart from the colours that the drawing states itself.

use super::drawing::recolored;
use super::vector::vector;
use super::{Drawing, PictureError};
use crate::color::{Color, Rgb};
use crate::display::Draw;
use crate::geom::Size;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The outlines of an SVG, and what each is coloured by.
pub struct Template {
    read: Read,
    /// How it came out last, and in which colours.
    last: Option<(Vec<Color>, Arc<Drawing>)>,
}

/// One reading, in colours that are numbers of `met`.
#[derive(PartialEq)]
struct Read {
    size: Size,
    draws: Vec<Draw>,
    met: Vec<Met>,
}

/// A colour of a drawing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    /// Stated by the drawing itself.
    Own([u8; 3]),
    /// That of a role, by its number.
    Role(usize),
}

/// The first colours that stand in for roles, in one reading and the other.
const STAND_INS: [usize; 2] = [0x0031_4159, 0x0027_1828];

impl Template {
    /// Reads an SVG whose elements of these classes are coloured by role. `None` where its own colours cannot be told from
    /// those of its roles.
    pub fn read(bytes: &[u8], roles: &[&str]) -> Result<Option<Template>, PictureError> {
        let [first, second] = STAND_INS;
        let read = Read::new(bytes, roles, first)?;
        let is_sure = roles.is_empty() || Read::new(bytes, roles, second)? == read;
        Ok(is_sure.then_some(Template { read, last: None }))
    }

    /// How many segments its outlines have: what it costs to keep.
    pub fn segments(&self) -> usize {
        self.read.draws.iter().map(segments).sum()
    }

    /// The drawing with its roles in these colours; `ink` turns each colour into what is printed.
    pub fn colored(&mut self, roles: &[Rgb], ink: &dyn Fn(Rgb) -> Color) -> Arc<Drawing> {
        let Read { size, draws, met } = &self.read;
        let looks = |met: &Met| match met {
            Met::Own(rgb) => Rgb(*rgb),
            Met::Role(number) => roles.get(*number).copied().unwrap_or(Rgb::BLACK),
        };
        let printed: Vec<Color> = met.iter().map(|met| ink(looks(met))).collect();
        let colors: BTreeSet<[u8; 3]> = met.iter().map(|met| looks(met).0).collect();
        let colors: Vec<Rgb> = colors.into_iter().map(Rgb).collect();
        if let Some((_, drawing)) = self.last.as_ref().filter(|(inks, last)| *inks == printed && last.colors == colors) {
            return Arc::clone(drawing);
        }
        let color = |number: &Color| match number {
            Color::Gray(number) => printed.get(*number as usize).cloned().unwrap_or(Color::Gray(0.0)),
            other => other.clone(),
        };
        let draws = draws.iter().map(|draw| recolored(draw, &color)).collect();
        let drawing = Arc::new(Drawing { size: *size, draws, colors });
        self.last = Some((printed, Arc::clone(&drawing)));
        drawing
    }
}

impl Read {
    fn new(bytes: &[u8], roles: &[&str], first: usize) -> Result<Read, PictureError> {
        let stand_in = |number: usize| Rgb(std::array::from_fn(|i| ((first + number) >> (16 - 8 * i)) as u8));
        let classes: Vec<(&str, Rgb)> = roles.iter().enumerate().map(|(number, role)| (*role, stand_in(number))).collect();
        let drawing = vector(bytes, &classes, &|rgb| Color::Rgb(rgb.0))?;
        let meant = |rgb: Rgb| match (0..roles.len()).find(|number| stand_in(*number) == rgb) {
            Some(number) => Met::Role(number),
            None => Met::Own(rgb.0),
        };
        let met: BTreeSet<Met> = drawing.colors.iter().map(|rgb| meant(*rgb)).collect();
        let met: Vec<Met> = met.into_iter().collect();
        let number = |color: &Color| match color {
            Color::Rgb(rgb) => Color::Gray(met.binary_search(&meant(Rgb(*rgb))).unwrap_or_default() as f32),
            other => other.clone(),
        };
        let draws = drawing.draws.iter().map(|draw| recolored(draw, &number)).collect();
        Ok(Read { size: drawing.size, draws, met })
    }
}

fn segments(draw: &Draw) -> usize {
    let own = match draw {
        Draw::Fill { path, .. } | Draw::Clip { path, .. } => path.segments.len(),
        // `vector` makes nothing else.
        _ => 0,
    };
    own + draw.items().iter().map(segments).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
        <defs><linearGradient id="g"><stop stop-color="#102030"/><stop offset="1" stop-color="#405060"/></linearGradient></defs>
        <path class="brand" d="M0 0h10v10z"/><g opacity="0.5"><path class="lamp-40" d="M20 20h10v10z"/></g>
        <path class="lamp-40-line" fill="none" stroke="#000" d="M1 30h20"/><path fill="#OWN" d="M30 0h5v5z"/>
        <rect fill="url(#g)" x="20" y="2" width="8" height="8"/></svg>"##;

    fn ink(rgb: Rgb) -> Color {
        Color::Rgb(rgb.0.map(|channel| channel / 2))
    }

    #[test]
    fn a_template_colours_as_a_reading_does() {
        let svg = SVG.replace("OWN", "0b3d6b");
        let mut template = Template::read(svg.as_bytes(), &["brand", "lamp-40"]).expect("it is read").expect("it is told apart");
        for (brand, lamp) in [([1, 2, 3], [200, 100, 0]), ([9, 9, 9], [9, 9, 9]), ([0x0b, 0x3d, 0x6b], [4, 5, 6])] {
            let read = vector(svg.as_bytes(), &[("brand", Rgb(brand)), ("lamp-40", Rgb(lamp))], &ink).expect("it is read");
            assert_eq!(*template.colored(&[Rgb(brand), Rgb(lamp)], &ink), read);
        }
    }

    #[test]
    fn a_colour_that_stands_in_elsewhere_is_no_template() {
        let svg = SVG.replace("OWN", "314159");
        assert!(Template::read(svg.as_bytes(), &["brand"]).expect("it is read").is_none());
        assert!(Template::read(svg.as_bytes(), &[]).expect("it is read").is_some());
    }

    #[test]
    fn what_cannot_be_drawn_is_refused_alike() {
        let svg = SVG.replace("#OWN", "#000\" style=\"mix-blend-mode:multiply");
        let read = vector(svg.as_bytes(), &[], &ink).expect_err("it is refused");
        assert_eq!(Template::read(svg.as_bytes(), &["brand"]).err(), Some(read));
    }
}
