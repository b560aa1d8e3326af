//! Drawings of the theme: ornaments, and the scene that the content chooses.

use super::FaceComposer;
use super::artboard::{Area, Art, Cell, Ornament, Part, PicturePart, Whole};
use super::theme::Looked;
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::document::Body;
use crate::geom::{Length, Sides};
use crate::model::{Align, BlockName, Direction, Kind, Place, ThemeArt};
use std::borrow::Cow;
use std::sync::Arc;

impl FaceComposer<'_, '_> {
    /// The drawing of the theme for height that would stay empty, as an area without a place.
    pub(super) fn leftover(&mut self) -> Option<Area> {
        let name =
            self.chosen.layout.leftover.as_ref().or(self.effective.leftover.as_ref()).filter(|name| name.value != "none")?;
        let mut area = self.art_area(&BlockName::new(Kind::Art, name.value.as_str()), Cell::at(0, 0), name.span)?;
        for part in &mut area.parts {
            if let Part::Picture(picture) = part {
                (picture.crop, picture.height) = (true, None);
            }
        }
        Some(area)
    }

    /// An area that an ornament of the theme fills, or stands in.
    pub(super) fn art_area(&mut self, name: &BlockName, cell: Cell, origin: Span) -> Option<Area> {
        let look = self.effective.look(self.chosen, &Looked { block: name, role: None, cell: "", in_flow: false });
        let Ornament { drawing, focus } = self.ornament(&At::new(name.name.clone(), origin))?;
        let drawing =
            if look.open.as_ref().is_some_and(|open| open.value) { Arc::new(drawing.without_ground()) } else { drawing };
        let picture = PicturePart {
            ratio: drawing.size.width.ratio(drawing.size.height),
            art: Art::Drawing(drawing),
            crop: look.crop.as_ref().is_some_and(|c| c.value),
            whole: if look.whole.as_ref().is_some_and(|w| w.value) { Whole::Always } else { Whole::Never },
            focus,
            width: look.width.as_ref().map(|w| w.value),
            height: look.height.as_ref().map(|h| h.value),
            align: look.align.as_ref().map_or(Align::Start, |a| a.value),
            extend: look.extend.as_ref().is_some_and(|e| e.value),
            plate: None,
            alt: String::new(),
            origin,
        };
        Some(Area {
            block: name.to_string(),
            order: 0,
            echoes: false,
            origin,
            cell,
            padding: look.padding.as_ref().map_or(Sides::default(), |p| p.value),
            fill: None,
            extend: false,
            radius: Length::ZERO,
            rule: None,
            place: look.place.as_ref().map_or(Place::Start, |p| p.value),
            rise: look.rise.as_ref().map(|rise| rise.value).unwrap_or_default(),
            turned: false,
            gap: 0.0,
            row: false,
            width: None,
            parts: vec![Part::Picture(picture)],
            short: None,
            language: self.document.locale.tag.clone(),
            right_to_left: self.document.locale.direction == Direction::RightToLeft,
        })
    }

    /// The file that the content names; else the one of its subject, where the theme has it; else the one of the theme.
    fn art_file<'a>(&self, art: &'a ThemeArt) -> Cow<'a, str> {
        let of_subject = || art.chosen_path(self.subject?).filter(|path| self.bench.project.assets.contains_key(path));
        match self.art.is_none().then(of_subject).flatten() {
            Some(path) => Cow::Owned(path),
            None => art.path(self.art, self.document.audience, self.may_call()),
        }
    }

    /// Whether the content states a number to call.
    fn may_call(&self) -> bool {
        self.document.blocks.iter().any(|block| matches!(&block.body, Body::Contact { phone: Some(_), .. }))
    }

    /// A drawing of `[art]`, in the colours of the product.
    pub(super) fn ornament(&mut self, name: &At<String>) -> Option<Ornament> {
        let Some(art @ ThemeArt { file, focus }) = self.effective.art.get(name.value.as_str()).copied() else {
            let diagnostic =
                Diagnostic::error(&checks::UNKNOWN_NAME, name.span, format!("the theme has no art `{}`", name.value));
            self.diagnostics.push(match near(&name.value, self.effective.art.keys().copied()) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help(format!("write `{} = \"assets/art/...svg\"` under `[art]`", name.value)),
            });
            return None;
        };
        // A missing file was reported when the project was read.
        let path = self.art_file(art);
        let asset = self.bench.project.assets.get(path.as_ref())?;
        match self.bench.pictures.art(&path, asset, self.palette, &self.bench.inks, false).map(|shelved| shelved.art) {
            Ok(Art::Drawing(drawing)) => Some(Ornament { drawing, focus: *focus }),
            Ok(Art::Raster(_)) => {
                let message = format!("`{path}` is a picture of pixels");
                self.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, file.span, message).help("art of a theme is SVG"));
                None
            }
            Err(error) => {
                let message = format!("`{path}`: {error}");
                self.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, file.span, message));
                None
            }
        }
    }
}
