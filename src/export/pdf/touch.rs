//! Places to touch, large enough for a finger: a link in small type reaches past its words, as far as no other link is near.

use crate::geom::{Length, Rect};

/// 24 pixels of a web page (WCAG 2.2, 2.5.8).
fn least() -> Length {
    Length::points(18.0)
}

/// The place of a link on a sheet, and as much round it as it lacks; half of the way to another place at the most.
pub(super) fn grown(place: Rect, others: &[Rect], sheet: Rect) -> Rect {
    let lacks = |side: Length| (least() - side).max(Length::ZERO) / 2;
    let (across, down) = (lacks(place.width), lacks(place.height));
    let tall = Rect::new(place.x - across, place.y - down, place.width + across * 2, place.height + down * 2);
    // Those that the larger place would come near to, on each side.
    let beside = |other: &&Rect| other.y < tall.bottom() && tall.y < other.bottom();
    let over = |other: &&Rect| other.x < tall.right() && tall.x < other.right();
    let room = |gaps: &mut dyn Iterator<Item = Length>, edge: Length, wanted: Length| {
        let gap = gaps.filter(|gap| *gap >= Length::ZERO).map(|gap| gap / 2).min();
        wanted.min(gap.unwrap_or(wanted)).min(edge.max(Length::ZERO))
    };
    let left = room(&mut others.iter().filter(beside).map(|o| place.x - o.right()), place.x - sheet.x, across);
    let right = room(&mut others.iter().filter(beside).map(|o| o.x - place.right()), sheet.right() - place.right(), across);
    let top = room(&mut others.iter().filter(over).map(|o| place.y - o.bottom()), place.y - sheet.y, down);
    let bottom = room(&mut others.iter().filter(over).map(|o| o.y - place.bottom()), sheet.bottom() - place.bottom(), down);
    Rect::new(place.x - left, place.y - top, place.width + left + right, place.height + top + bottom)
}

#[cfg(test)]
mod tests {
    use super::grown;
    use crate::geom::{Length, Rect};

    fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
        let [x, y, width, height] = [x, y, width, height].map(Length::points);
        Rect::new(x, y, width, height)
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
        assert_eq!(grown(rect(1.0, 2.0, 6.0, 10.0), &[], sheet), rect(0.0, 0.0, 13.0, 16.0), "no further than the sheet");
    }
}
