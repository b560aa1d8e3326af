//! Products dealt out to the cells of sheets: each as often as it is wanted, in an order that survives the knife.

use crate::model::{Fill, SheetOrder};

/// More sheets than this make a file that no program likes to open.
pub(super) const MOST_SHEETS: usize = 2000;

/// What lies where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assigned {
    /// For each sheet and each of its cells, which product lies there.
    pub sheets: Vec<Vec<Option<usize>>>,
    /// How often the sheets are printed.
    pub runs: u32,
}

/// Why nothing is dealt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// More than [`MOST_SHEETS`].
    TooManySheets,
    /// More products than one sheet has cells.
    TooManyProducts,
}

/// Deals products out, each as often as it is wanted.
pub(super) fn assign(copies: &[u32], cells: usize, order: SheetOrder, fill: Fill) -> Result<Assigned, Refused> {
    if order == SheetOrder::OneSheet {
        return one_sheet(copies, cells, fill).ok_or(Refused::TooManyProducts);
    }
    let total: usize = copies.iter().map(|n| *n as usize).sum();
    let sheets = total.div_ceil(cells.max(1));
    if sheets > MOST_SHEETS {
        return Err(Refused::TooManySheets);
    }
    let asked = copies.iter().enumerate().flat_map(|(item, n)| std::iter::repeat_n(item, *n as usize));
    let mut row: Vec<Option<usize>> = asked.map(Some).collect();
    let more = (0..copies.len()).cycle().map(|item| (fill == Fill::Copies).then_some(item));
    row.extend(more.take(sheets * cells - total));
    let at = |sheet: usize, cell: usize| match order {
        SheetOrder::Across | SheetOrder::OneSheet => row[sheet * cells + cell],
        SheetOrder::CutAndStack => row[cell * sheets + sheet],
    };
    let sheets = (0..sheets).map(|sheet| (0..cells).map(|cell| at(sheet, cell)).collect()).collect();
    Ok(Assigned { sheets, runs: 1 })
}

/// One sheet, printed as seldom as the quantities allow: cells in proportion, and what is left over as copies in turn.
fn one_sheet(copies: &[u32], cells: usize, fill: Fill) -> Option<Assigned> {
    let share = |runs: u32| copies.iter().map(move |n| n.div_ceil(runs) as usize);
    if copies.len() > cells {
        return None;
    }
    // More runs never take more cells, and as many as the largest quantity take one each.
    let (mut low, mut high) = (1, copies.iter().copied().max().unwrap_or(1).max(1));
    while low < high {
        let middle = low + (high - low) / 2;
        if share(middle).sum::<usize>() <= cells { high = middle } else { low = middle + 1 }
    }
    let mut shares: Vec<usize> = share(low).collect();
    if fill == Fill::Copies {
        let left = cells - shares.iter().sum::<usize>();
        (0..copies.len()).cycle().take(left).for_each(|item| shares[item] += 1);
    }
    let mut row: Vec<Option<usize>> =
        shares.iter().enumerate().flat_map(|(item, n)| std::iter::repeat_n(Some(item), *n)).collect();
    row.resize(cells, None);
    Some(Assigned { sheets: vec![row], runs: low })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assigned(copies: &[u32], cells: usize, order: SheetOrder, fill: Fill) -> Vec<String> {
        let letter = |item: &Option<usize>| item.map_or('.', |item| char::from(b'a' + item as u8));
        let Assigned { sheets, .. } = assign(copies, cells, order, fill).expect("few sheets");
        sheets.iter().map(|sheet| sheet.iter().map(letter).collect()).collect()
    }

    #[test]
    fn products_come_in_the_order_and_number_that_were_asked_for() {
        assert_eq!(assigned(&[3, 2], 4, SheetOrder::Across, Fill::Blank), ["aaab", "b..."]);
        assert_eq!(assigned(&[3, 2], 4, SheetOrder::Across, Fill::Copies), ["aaab", "baba"]);
        assert_eq!(assigned(&[1, 1, 1], 3, SheetOrder::Across, Fill::Copies), ["abc"]);
    }

    #[test]
    fn stacks_on_each_other_are_in_order() {
        // Cell by cell down through the pile: ab, cd, e.
        let sheets = assigned(&[1, 1, 1, 1, 1], 3, SheetOrder::CutAndStack, Fill::Blank);
        assert_eq!(sheets, ["ace", "bd."]);
        let stacks: String = (0..3).flat_map(|cell| sheets.iter().map(move |s| s.as_bytes()[cell] as char)).collect();
        assert_eq!(stacks.trim_end_matches('.'), "abcde");
    }

    #[test]
    fn a_pile_without_end_is_refused() {
        assert_eq!(assign(&[100_000_000], 1, SheetOrder::Across, Fill::Blank), Err(Refused::TooManySheets));
    }

    #[test]
    fn one_sheet_is_printed_as_seldom_as_it_can_be() {
        let check = |copies: &[u32], cells: usize, fill: Fill, want: &str, runs: u32| {
            assert_eq!(assigned(copies, cells, SheetOrder::OneSheet, fill), [want]);
            assert_eq!(assign(copies, cells, SheetOrder::OneSheet, fill).expect("one sheet").runs, runs);
        };
        check(&[500, 300, 200], 10, Fill::Blank, "aaaaabbbcc", 100);
        check(&[100, 1], 10, Fill::Blank, "aaaaaaaaab", 12);
        check(&[2, 1], 10, Fill::Blank, "aab.......", 1);
        check(&[2, 1], 10, Fill::Copies, "aaaaaabbbb", 1);
        check(&[25], 10, Fill::Copies, "aaaaaaaaaa", 3);
        assert_eq!(assign(&[1, 1, 1], 2, SheetOrder::OneSheet, Fill::Blank), Err(Refused::TooManyProducts));
    }
}
