//! A scheme: the sheet with its cells, numbered as they are filled, front and back; an edge shows where each head is.

use super::{Anchor, Canvas, Drawing, INK, LineStyle, MUTED, Typesetter, both, letters, undated};
use crate::color::Color;
use crate::diag::Diagnostic;
use crate::display::{Face, Meta, Page, Placement, Turn};
use crate::geom::{Length, Point, Rect, Size};
use crate::impose::{GangItem, GangRun, Imposition, Marking, impose};
use crate::model::{Arrangement, Duplex, Fill, Format, Project, Purpose, Scheme, SheetOrder};

const EDGE: Length = Length::emu(914_400 / 2);
const GUTTER: Length = Length::emu(914_400 / 2);
const HEAD: Length = Length::emu(914_400);
const FOOT: Length = Length::emu(914_400 / 2);
const PAGE: Size = Size { width: Length::emu(11 * 914_400), height: Length::emu(17 * 457_200) };

const SHEET: LineStyle = LineStyle::solid(INK, 1.0);
const CELL: LineStyle = LineStyle::solid([0, 110, 220], 0.6);
const MARGIN: LineStyle = LineStyle::dashed([0, 150, 70], 0.6, &[1.0, 1.5]);
const TOP: [u8; 3] = [200, 0, 140];
/// More sheets than this are not drawn: the first tell how it goes on.
const MOST: usize = 4;

/// Nothing where there is no such scheme or format.
pub(super) fn draw(project: &Project, name: &str, format: Option<&str>) -> Option<Result<Drawing, Vec<Diagnostic>>> {
    let scheme = project.schemes.get(name)?;
    let format = match format {
        Some(format) => Some(project.formats.get(format)?),
        None => None,
    };
    let mut typesetter = Typesetter::new(&project.fonts);
    let mut canvas = Canvas::new(project, &mut typesetter);
    canvas.words(
        &format!("{name}: {}", scheme.name.value),
        Point::new(EDGE, EDGE + Length::points(12.0)),
        &letters(15.0, INK),
        Anchor::Start,
    );
    let pages = match placed(project, scheme, format) {
        Ok(pages) => pages,
        Err(found) => return Some(Err(found)),
    };
    let sheets: Vec<(Size, Option<&Page>)> = match (pages.is_empty(), scheme.sheet()) {
        (false, _) => pages.iter().take(MOST).map(|page| (page.sheet, Some(page))).collect(),
        (true, Some(sheet)) => vec![(sheet, None)],
        (true, None) => Vec::new(),
    };
    let mut facts = vec![scheme.duplex.name().to_string(), scheme.heads.name().to_string()];
    facts.splice(0..0, sheets.first().map(|(sheet, _)| both(*sheet)));
    facts.extend(format.map(|format| format.name.value.clone()));
    canvas.words(&facts.join("   /   "), Point::new(EDGE, EDGE + Length::points(28.0)), &letters(9.0, MUTED), Anchor::Start);
    let many = sheets.len().max(1) as i64;
    let room = Size::new((PAGE.width - EDGE * 2 - GUTTER * (many - 1)) / many, PAGE.height - HEAD - FOOT - EDGE);
    for (i, (sheet, page)) in sheets.iter().enumerate() {
        let scale = room.width.ratio(sheet.width).min(room.height.ratio(sheet.height)).min(1.0);
        let x = EDGE + (room.width + GUTTER) * i as i64 + (room.width - sheet.width.scale(scale)) / 2;
        let view = View { scheme, at: Point::new(x, HEAD), scale, sheet: *sheet };
        view.draw(*page, format, &mut canvas);
    }
    canvas.page(PAGE, name);
    Some(Ok(Drawing(canvas.sheets(undated(&scheme.name.value, "en")))))
}

/// See [`super::cells`].
pub(super) fn cells(project: &Project, name: &str, format: Option<&str>) -> Result<Vec<Rect>, Vec<Diagnostic>> {
    let Some(scheme) = project.schemes.get(name) else { return Ok(Vec::new()) };
    let format = format.and_then(|format| project.formats.get(format));
    let pages = placed(project, scheme, format)?;
    let view = View { scheme, at: Point::default(), scale: 1.0, sheet: scheme.sheet().unwrap_or_default() };
    let shown = pages.first().map(|page| page.placements.iter().filter_map(|p| view.shown(p, format)).collect());
    Ok(shown.unwrap_or_default())
}

/// The pages that a scheme makes of a format: each cell a product of its own. None without a format and without cells.
fn placed(project: &Project, scheme: &Scheme, format: Option<&Format>) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let bare = |format: &Format| Format { bleed: Length::ZERO, folds: Vec::new(), level_folds: Vec::new(), ..format.clone() };
    let format = match (&scheme.arrangement, format) {
        (Arrangement::OneUp | Arrangement::Fit(_) | Arrangement::Tiles(_), None) => return Ok(Vec::new()),
        (_, Some(format)) => bare(format),
        (Arrangement::Cells(grid), None) => match project.formats.values().next() {
            Some(any) => Format { trim: grid.cell, ..bare(any) },
            None => return Ok(Vec::new()),
        },
    };
    let marking = Marking::default();
    let imposition =
        Imposition { format: &format, scheme, purpose: Purpose::Press, marking: &marking, printer: project.defaults.printer };
    let all = match crate::impose::cells(&imposition) {
        Some(grid) => grid.map(|grid| grid.columns * grid.rows)?,
        None => 1,
    };
    // Where one plate prints both sides, half of the cells are backs.
    let cells = match scheme.duplex {
        Duplex::LongEdge | Duplex::ShortEdge => all,
        Duplex::WorkAndTurn | Duplex::WorkAndTumble => all / 2,
    };
    let face = |name: &str| Face::blank(name, format.trim);
    let tiles = matches!(scheme.arrangement, Arrangement::Tiles(_));
    let names: &[&str] = if tiles { &["front"] } else { &["front", "back"] };
    let item = |_| GangItem { faces: names.iter().map(|name| face(name)).collect(), copies: Some(1) };
    let run = GangRun { items: (0..cells).map(item).collect(), order: SheetOrder::Across, fill: Fill::Blank };
    impose(run, &imposition, Meta::default()).map(|(sheets, _)| sheets.pages)
}

/// One side of a sheet at its place.
struct View<'a> {
    scheme: &'a Scheme,
    at: Point,
    scale: f64,
    sheet: Size,
}

impl View<'_> {
    fn draw(&self, page: Option<&Page>, format: Option<&Format>, canvas: &mut Canvas<'_>) {
        let sheet = self.sheet.at(Length::ZERO, Length::ZERO);
        canvas.rect(self.on(sheet), &SHEET);
        let margin = match &self.scheme.arrangement {
            Arrangement::Fit(fit) => Some(fit.margin),
            Arrangement::Tiles(tiles) => Some(tiles.margin),
            Arrangement::OneUp | Arrangement::Cells(_) => None,
        };
        if let Some(margin) = margin {
            canvas.rect(self.on(sheet.shrink(margin)), &MARGIN);
        }
        let Some(page) = page else { return };
        for placement in &page.placements {
            let Some(shown) = self.shown(placement, format) else { continue };
            let rect = self.on(shown);
            canvas.rect(rect, &CELL);
            self.head(rect, placement.turn, canvas);
            // Each product has a front and a back: their number is the cell's.
            let number = if matches!(self.scheme.arrangement, Arrangement::Tiles(_)) {
                page.name.clone()
            } else {
                (placement.face / 2 + 1).to_string()
            };
            let middle = Point::new(rect.x + rect.width / 2, rect.y + rect.height / 2 + Length::points(3.0));
            canvas.words(&number, middle, &letters(8.0, INK), Anchor::Middle);
        }
        let foot = self.on(sheet);
        canvas.words(
            &page.name,
            Point::new(foot.x + foot.width / 2, foot.bottom() + Length::points(14.0)),
            &letters(9.0, INK),
            Anchor::Middle,
        );
    }

    /// What of a face is seen on the sheet.
    fn shown(&self, placement: &Placement, format: Option<&Format>) -> Option<Rect> {
        let trim = format.map_or_else(|| self.cell(), |format| format.trim);
        placement.on_sheet(trim.at(Length::ZERO, Length::ZERO), trim).shared(placement.clip)
    }

    fn cell(&self) -> Size {
        match &self.scheme.arrangement {
            Arrangement::Cells(grid) => grid.cell,
            Arrangement::OneUp | Arrangement::Fit(_) | Arrangement::Tiles(_) => self.sheet,
        }
    }

    /// A bar along the edge where the head of a face is.
    fn head(&self, r: Rect, turn: Turn, canvas: &mut Canvas<'_>) {
        let thick = Length::points(2.0);
        let bar = match turn {
            Turn::None => Rect { height: thick, ..r },
            Turn::Half => Rect::new(r.x, r.bottom() - thick, r.width, thick),
            Turn::Quarter => Rect::new(r.right() - thick, r.y, thick, r.height),
            Turn::ThreeQuarters => Rect { width: thick, ..r },
        };
        canvas.fill(bar, Color::Rgb(TOP));
    }

    fn on(&self, r: Rect) -> Rect {
        let scaled = |l: Length| l.scale(self.scale);
        Rect::new(self.at.x + scaled(r.x), self.at.y + scaled(r.y), scaled(r.width), scaled(r.height))
    }
}
