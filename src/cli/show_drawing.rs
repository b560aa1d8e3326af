//! A format drawn with box characters: the trim as a frame, the safe area dotted, in true proportions.

use crate::geom::{Length, Size};

/// The largest drawing, in characters.
const WIDEST: f64 = 44.0;
const TALLEST: f64 = 22.0;
/// A character cell of a terminal is about twice as tall as wide.
const TALL: f64 = 2.0;
/// Between two faces.
const GUTTER: &str = "    ";

/// One face with its name in the middle. `safe` is the distance of the safe area from the trim.
pub fn face(name: &str, trim: Size, safe: Length) -> Vec<String> {
    let per_point = (WIDEST / trim.width.to_points()).min(TALLEST * TALL / trim.height.to_points());
    let cells = |length: Length, tall: f64| (length.to_points() * per_point / tall).round() as usize;
    let (columns, rows) = (cells(trim.width, 1.0).max(8), cells(trim.height, TALL).max(3));
    let (aside, down) = (cells(safe, 1.0).max(1), cells(safe, TALL).max(1));
    let mut picture = vec![vec![' '; columns + 1]; rows + 1];
    frame(&mut picture, (aside, down), ['·', '·', '·', '·', '·', '·']);
    frame(&mut picture, (0, 0), ['┌', '┐', '└', '┘', '─', '│']);
    let row = &mut picture[rows / 2];
    let start = (columns + 1).saturating_sub(name.chars().count()) / 2;
    for (i, letter) in name.chars().enumerate() {
        if let Some(cell) = row.get_mut(start + i) {
            *cell = letter;
        }
    }
    picture.into_iter().map(|row| row.into_iter().collect()).collect()
}

/// Draws a rectangle so far inside the picture, where it is one. Corners, then the level and the upright sign.
fn frame(picture: &mut [Vec<char>], (aside, down): (usize, usize), signs: [char; 6]) {
    let [top_left, top_right, bottom_left, bottom_right, level, upright] = signs;
    let (right, bottom) = ((picture[0].len() - 1).saturating_sub(aside), (picture.len() - 1).saturating_sub(down));
    if right <= aside || bottom <= down {
        return;
    }
    // A dotted line has room between its dots; dots above each other are twice as far apart anyway.
    let step = if level == '·' { 2 } else { 1 };
    for row in [down, bottom] {
        for cell in picture[row][aside..=right].iter_mut().step_by(step) {
            *cell = level;
        }
    }
    for row in &mut picture[down..=bottom] {
        row[aside] = upright;
        row[right] = upright;
    }
    picture[down][aside] = top_left;
    picture[down][right] = top_right;
    picture[bottom][aside] = bottom_left;
    picture[bottom][right] = bottom_right;
}

/// Drawings side by side where they fit, else below each other.
pub fn beside(drawings: Vec<Vec<String>>, width: usize) -> Vec<String> {
    let across: usize = drawings.iter().filter_map(|d| d.first()).map(|line| line.chars().count() + GUTTER.len()).sum();
    if across > width + GUTTER.len() {
        return drawings.concat();
    }
    let rows = drawings.iter().map(Vec::len).max().unwrap_or(0);
    let row = |i: usize| drawings.iter().filter_map(|d| d.get(i)).cloned().collect::<Vec<_>>().join(GUTTER);
    (0..rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_wide_and_a_sheet_is_tall() {
        let card = face("front", Size::new(Length::inches(3.5), Length::inches(2.0)), Length::mm(3.0));
        assert_eq!((card[0].chars().count(), card.len()), (45, 14));
        assert!(card[0].starts_with('┌') && card[0].ends_with('┐'));
        assert!(card[6].contains("front"));
        assert!(card[1].contains('·'));
        let sheet = face("front", Size::new(Length::inches(8.5), Length::inches(11.0)), Length::mm(6.0));
        assert_eq!((sheet[0].chars().count(), sheet.len()), (35, 23));
    }

    #[test]
    fn a_sliver_is_drawn_too() {
        let ribbon = face("front", Size::new(Length::mm(10.0), Length::mm(2000.0)), Length::mm(8.0));
        assert_eq!(ribbon[0].chars().count(), 9);
    }

    #[test]
    fn faces_stand_side_by_side_where_they_fit() {
        let drawing = vec!["┌┐".to_string(), "└┘".to_string()];
        assert_eq!(beside(vec![drawing.clone(), drawing.clone()], 80), ["┌┐    ┌┐", "└┘    └┘"]);
        assert_eq!(beside(vec![drawing.clone(), drawing], 6).len(), 4);
    }
}
