//! Places to touch, large enough for a finger: a link in small type reaches past its words, as far as no other link is near.

use crate::geom::{Length, Rect};

/// 24 pixels of a web page (WCAG 2.2, 2.5.8).
fn least() -> Length {
    Length::points(18.0)
}

/// Pieces of a link as the lines that they stand on: bold words between others are pieces of their own.
pub(super) fn lines(pieces: &[Rect]) -> Vec<Rect> {
    let mut lines: Vec<Rect> = Vec::new();
    for piece in pieces {
        let is_beside = |line: &Rect| {
            let shared = line.bottom().min(piece.bottom()) - line.y.max(piece.y);
            shared * 2 > line.height.min(piece.height)
        };
        match lines.last_mut().filter(|line| is_beside(line)) {
            Some(line) => *line = line.union(*piece),
            None => lines.push(*piece),
        }
    }
    lines
}

/// The place of a link on a sheet, and as much round it as it lacks; half of the way to another place at the most. Where two lie
/// over each other, as large figures over a line of small type, they part half-way.
pub(super) fn grown(place: Rect, others: &[Rect], sheet: Rect) -> Rect {
    let place = parted(place, others);
    let lacks = |side: Length| (least() - side).max(Length::ZERO) / 2;
    let (across, down) = (lacks(place.width), lacks(place.height));
    let tall = Rect::new(place.x - across, place.y - down, place.width + across * 2, place.height + down * 2);
    // Those that the larger place would come near to, on each side.
    let beside = |other: &&Rect| other.y < tall.bottom() && tall.y < other.bottom() && !over(place, **other);
    let in_column = |other: &&Rect| over(tall, **other);
    let room = |gaps: &mut dyn Iterator<Item = Length>, edge: Length, wanted: Length| {
        let gap = gaps.map(|gap| gap.max(Length::ZERO) / 2).min();
        wanted.min(gap.unwrap_or(wanted)).min(edge.max(Length::ZERO))
    };
    let gaps = |is_near: &dyn Fn(&&Rect) -> bool, gap: &dyn Fn(&Rect) -> Option<Length>| -> Vec<Length> {
        others.iter().filter(is_near).filter_map(gap).collect()
    };
    let left = gaps(&beside, &|o| (o.x < place.x).then(|| place.x - o.right()));
    let right = gaps(&beside, &|o| (o.x >= place.x).then(|| o.x - place.right()));
    let top = gaps(&in_column, &|o| (o.y < place.y).then(|| place.y - o.bottom()));
    let bottom = gaps(&in_column, &|o| (o.y >= place.y).then(|| o.y - place.bottom()));
    let left = room(&mut left.into_iter(), place.x - sheet.x, across);
    let right = room(&mut right.into_iter(), sheet.right() - place.right(), across);
    let top = room(&mut top.into_iter(), place.y - sheet.y, down);
    let bottom = room(&mut bottom.into_iter(), sheet.bottom() - place.bottom(), down);
    Rect::new(place.x - left, place.y - top, place.width + left + right, place.height + top + bottom)
}

/// Whether two places have a column in common.
fn over(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right()
}

/// A place without what lies over others above and under it.
fn parted(place: Rect, others: &[Rect]) -> Rect {
    let (mut top, mut bottom) = (place.y, place.bottom());
    for other in others.iter().filter(|other| over(place, **other) && other.y < place.bottom() && place.y < other.bottom()) {
        if other.y > place.y && other.bottom() > place.bottom() {
            bottom = bottom.min(Length::emu((place.bottom().to_emu() + other.y.to_emu()) / 2));
        } else if other.y < place.y && other.bottom() < place.bottom() {
            top = top.max(Length::emu((place.y.to_emu() + other.bottom().to_emu()) / 2));
        }
    }
    Rect::new(place.x, top, place.width, bottom - top)
}

#[cfg(test)]
mod tests {
    use super::{grown, lines};
    use crate::geom::{Length, Rect};

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        let [x, y, width, height] = [x, y, width, height].map(Length::points);
        Rect::new(x, y, width, height)
    }

    #[test]
    fn pieces_of_a_line_are_one() {
        let (plain, bold, next) = (rect(0.0, 0.0, 10.0, 12.0), rect(10.0, -1.0, 10.0, 13.0), rect(0.0, 14.0, 10.0, 12.0));
        assert_eq!(lines(&[plain, bold, next]), [rect(0.0, -1.0, 20.0, 13.0), next]);
    }

    #[test]
    fn small_places_grow_as_far_as_they_may() {
        let sheet = rect(0.0, 0.0, 100.0, 100.0);
        let line = rect(20.0, 50.0, 40.0, 10.0);
        assert_eq!(grown(line, &[], sheet), rect(20.0, 46.0, 40.0, 18.0));
        let large = rect(20.0, 50.0, 40.0, 30.0);
        assert_eq!(grown(large, &[], sheet), large);
        let next = rect(20.0, 64.0, 40.0, 10.0);
        let (above, below) = (grown(line, &[next], sheet), grown(next, &[line], sheet));
        assert_eq!((above, below), (rect(20.0, 46.0, 40.0, 16.0), rect(20.0, 62.0, 40.0, 16.0)));
        let aside = rect(70.0, 50.0, 20.0, 10.0);
        assert_eq!(grown(line, &[aside], sheet), rect(20.0, 46.0, 40.0, 18.0), "it is far");
        let figure = rect(20.0, 10.0, 40.0, 45.0);
        let (large, small) = (grown(figure, &[line], sheet), grown(line, &[figure], sheet));
        assert_eq!((large.bottom(), small.y), (Length::points(52.5), Length::points(52.5)), "they part half-way");
        assert_eq!(grown(rect(1.0, 2.0, 6.0, 10.0), &[], sheet), rect(0.0, 0.0, 13.0, 16.0), "no further than the sheet");
    }
}
