//! Drawings of the theme: ornaments, and the scene that the content chooses.

use super::FaceComposer;
use super::artboard::{Area, Part};
use super::grounds::{Cell, Ornament};
use super::picture_parts::{Art, Behind, PicturePart, Whole};
use super::pictures::{Shelved, is_jpeg};
use super::theme::Looked;
use crate::diag::{At, Diagnostic, Span, checks, near};
use crate::document::Body;
use crate::geom::{Length, Sides};
use crate::model::{Align, AreaStyle, BlockName, GroundLook, Kind, Place, ScrimLook, ThemeArt};
use crate::picture::{Scrim, Tones};
use std::borrow::Cow;
use std::sync::Arc;

impl FaceComposer<'_, '_> {
    /// The drawing of the theme for height that would stay empty, as an area without a place.
    pub(super) fn leftover(&mut self) -> Option<Area> {
        let name =
            self.chosen.layout.leftover.as_ref().or(self.effective.leftover.as_ref()).filter(|name| name.value != "none")?;
        let mut area = self.art_area(&BlockName::new(Kind::Art, name.value.as_str()), "", Cell::at(0, 0), name.span)?;
        for part in Arc::make_mut(&mut area.parts) {
            if let Part::Picture(picture) = part {
                (picture.crop, picture.height) = (true, None);
            }
        }
        Some(area)
    }

    /// An area that an ornament of the theme fills, or stands in.
    pub(super) fn art_area(&mut self, name: &BlockName, written: &str, cell: Cell, origin: Span) -> Option<Area> {
        let look = self.effective.look(self.chosen, &Looked { block: name, role: None, cell: "", in_flow: false });
        let (Ornament { art, focus }, was_jpeg) = self.toned_ornament(&At::new(name.name.clone(), origin), &look)?;
        if let Some(repeat) = &look.repeat {
            self.tile(&Ornament { art: art.clone(), focus }, repeat);
        }
        let is_open = look.open.as_ref().is_some_and(|open| open.value);
        let art = match art {
            Art::Drawing(drawing) if is_open => Art::Drawing(Arc::new(drawing.without_ground())),
            art => art,
        };
        let picture = PicturePart {
            ratio: art.ratio(),
            scrim: self.scrim(&art, &look, was_jpeg),
            behind: self.behind(&look),
            art,
            crop: look.crop.as_ref().is_some_and(|c| c.value) || look.repeat.is_some(),
            repeat: look.repeat.as_ref().map(|repeat| repeat.value),
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
            written: written.to_string(),
            block: name.to_string(),
            order: 0,
            echoes: false,
            origin,
            cell,
            padding: look.padding.as_ref().map_or(Sides::default(), |p| p.value),
            fill: None,
            style: self.styled(None, &GroundLook { gradient: None, ..look.ground.clone() }).1,
            extend: false,
            radius: Length::ZERO,
            rule: None,
            place: look.place.as_ref().map_or(Place::Start, |p| p.value),
            rise: look.rise.as_ref().map(|rise| rise.value).unwrap_or_default(),
            turned: false,
            gap: 0.0,
            row: false,
            width: None,
            parts: Arc::new(vec![Part::Picture(picture)]),
            short: None,
            language: self.document.locale.tag.clone(),
            right_to_left: self.is_right_to_left(),
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

    /// A picture of `[art]`, in the colours of the product.
    pub(super) fn ornament(&mut self, name: &At<String>) -> Option<Ornament> {
        self.toned_ornament(name, &AreaStyle::default()).map(|(ornament, _)| ornament)
    }

    /// A picture of `[art]` in the tones of a look, and whether it came as a JPEG.
    fn toned_ornament(&mut self, name: &At<String>, look: &AreaStyle) -> Option<(Ornament, bool)> {
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
        let tones = self.tones(look);
        match self.bench.pictures.art(&path, asset, self.palette, &self.bench.inks, (false, &tones)) {
            Ok(Shelved { art, .. }) => Some((Ornament { art, focus: *focus }, is_jpeg(asset))),
            Err(error) => {
                let message = format!("`{path}`: {error}");
                self.diagnostics.push(Diagnostic::error(&checks::BAD_PICTURE, file.span, message));
                None
            }
        }
    }

    /// The colours that a look prints a picture in.
    pub(super) fn tones(&mut self, look: &AreaStyle) -> Tones {
        let mut looks =
            |role: &str, span: Span| self.palette.ground(&At::new(role.to_string(), span), None, self.diagnostics).looks;
        let ramp = look.duotone.iter().flat_map(|roles| roles.value.iter().map(|role| (role, roles.span)));
        Tones {
            ramp: ramp.map(|(role, span)| looks(role, span)).collect(),
            over: look.multiply.as_ref().map(|role| looks(&role.value, role.span)),
            open: look.scrim.is_some(),
        }
    }

    /// The cells that a look has a picture lie behind.
    pub(super) fn behind(&self, look: &AreaStyle) -> Option<Behind> {
        let cells = look.behind.as_ref()?.value.clone();
        Some(Behind { cells, least_ppi: self.format.least_ppi() })
    }

    /// The side of a picture of pixels that fades into a colour.
    pub(super) fn scrim(&mut self, art: &Art, look: &AreaStyle, was_jpeg: bool) -> Option<Scrim> {
        let scrim = look.scrim.as_ref().filter(|_| matches!(art, Art::Raster(_)))?;
        let ScrimLook { side, fill, strength, depth } = &scrim.value;
        let color = self.palette.ground(&At::new(fill.clone(), scrim.span), None, self.diagnostics).color;
        let side = if self.is_right_to_left() { side.mirrored() } else { *side };
        Some(Scrim {
            side,
            color,
            strength: *strength,
            depth: *depth,
            held: 0.0,
            was_jpeg,
            before: self.bench.pictures.faded.clone(),
        })
    }
}
