//! A scheme in the terminal: the sheet as a frame, its cells inside it with the order they are filled in.

use super::list::{inches, millimetres, number, on_sheet};
use super::show_drawing::Canvas;
use crate::diag::Diagnostic;
use crate::engine::drawing;
use crate::geom::Length;
use crate::model::{Arrangement, Project, Scheme};

/// The lines to print. Refused where the format does not go on the sheet.
pub fn page(name: &str, scheme: &Scheme, format: Option<&str>, project: &Project) -> Result<Vec<String>, Vec<Diagnostic>> {
    let mut lines = vec![format!("{name}: {}", scheme.name.value), String::new()];
    if let Some(sheet) = scheme.sheet() {
        let cells = drawing::cells(project, name, format)?;
        let mut canvas = Canvas::new(sheet);
        canvas.frame(sheet.at(Length::ZERO, Length::ZERO));
        for (i, cell) in cells.iter().enumerate() {
            canvas.frame(*cell);
            canvas.words(&(i + 1).to_string(), *cell);
        }
        lines.extend(canvas.lines());
        lines.push(String::new());
        lines.push(format!("{:9}  {}, {}", "sheet", inches(sheet), millimetres(sheet)));
    }
    let mm = |length: Length| number(length.to_mm(), 2);
    match &scheme.arrangement {
        Arrangement::Cells(g) => {
            lines.push(format!("{:9}  {}, {}", "cell", inches(g.cell), millimetres(g.cell)));
            lines.push(format!("{:9}  {} mm from the left, {} mm from the top", "start", mm(g.start.x), mm(g.start.y)));
            lines.push(format!("{:9}  {} mm across, {} mm down", "pitch", mm(g.pitch.width), mm(g.pitch.height)));
        }
        Arrangement::Fit(fit) => {
            let m = fit.margin;
            lines.push(format!("{:9}  {} {} {} {} mm", "margin", mm(m.top), mm(m.right), mm(m.bottom), mm(m.left)));
            let gutter =
                fit.gutter.map_or("the bleed of both".to_string(), |(x, y)| format!("{} mm across, {} mm down", mm(x), mm(y)));
            lines.push(format!("{:9}  {gutter}", "gutter"));
        }
        Arrangement::Tiles(tiles) => lines.push(format!("{:9}  {} mm", "overlap", mm(tiles.overlap))),
        Arrangement::OneUp => lines.push("one face a sheet".to_string()),
    }
    lines.push(format!("{:9}  {}, {}", "duplex", scheme.duplex.name(), scheme.heads.name()));
    if !matches!(scheme.arrangement, Arrangement::OneUp) {
        lines.push(format!("{:9}  {}", "holds", on_sheet(scheme)));
    }
    Ok(lines)
}
