//! Products dealt out to the cells of sheets: each as often as it is wanted, in an order that survives the knife.

use crate::model::{Fill, SheetOrder};

/// More sheets than this make a file that no program likes to open.
pub(super) const MOST_SHEETS: usize = 2000;

/// For each sheet and each of its cells, which product lies there. `None` where the pile would be larger than
/// [`MOST_SHEETS`].
pub(super) fn deal(copies: &[u32], cells: usize, order: SheetOrder, fill: Fill) -> Option<Vec<Vec<Option<usize>>>> {
    let total: usize = copies.iter().map(|n| *n as usize).sum();
    let sheets = total.div_ceil(cells.max(1));
    if sheets > MOST_SHEETS {
        return None;
    }
    let asked = copies.iter().enumerate().flat_map(|(lot, n)| std::iter::repeat_n(lot, *n as usize));
    let mut row: Vec<Option<usize>> = asked.map(Some).collect();
    let more = (0..copies.len()).cycle().map(|lot| (fill == Fill::Copies).then_some(lot));
    row.extend(more.take(sheets * cells - total));
    let at = |sheet: usize, cell: usize| match order {
        SheetOrder::Across => row[sheet * cells + cell],
        SheetOrder::CutAndStack => row[cell * sheets + sheet],
    };
    Some((0..sheets).map(|sheet| (0..cells).map(|cell| at(sheet, cell)).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dealt(copies: &[u32], cells: usize, order: SheetOrder, fill: Fill) -> Vec<String> {
        let letter = |lot: &Option<usize>| lot.map_or('.', |lot| char::from(b'a' + lot as u8));
        let sheets = deal(copies, cells, order, fill).expect("few sheets");
        sheets.iter().map(|sheet| sheet.iter().map(letter).collect()).collect()
    }

    #[test]
    fn products_come_in_the_order_and_number_that_were_asked_for() {
        assert_eq!(dealt(&[3, 2], 4, SheetOrder::Across, Fill::Blank), ["aaab", "b..."]);
        assert_eq!(dealt(&[3, 2], 4, SheetOrder::Across, Fill::Copies), ["aaab", "baba"]);
        assert_eq!(dealt(&[1, 1, 1], 3, SheetOrder::Across, Fill::Copies), ["abc"]);
    }

    #[test]
    fn stacks_on_each_other_are_in_order() {
        // Cell by cell down through the pile: ab, cd, e.
        let sheets = dealt(&[1, 1, 1, 1, 1], 3, SheetOrder::CutAndStack, Fill::Blank);
        assert_eq!(sheets, ["ace", "bd."]);
        let stacks: String = (0..3).flat_map(|cell| sheets.iter().map(move |s| s.as_bytes()[cell] as char)).collect();
        assert_eq!(stacks.trim_end_matches('.'), "abcde");
    }

    #[test]
    fn a_pile_without_end_is_refused() {
        assert_eq!(deal(&[100_000_000], 1, SheetOrder::Across, Fill::Blank), None);
    }
}
