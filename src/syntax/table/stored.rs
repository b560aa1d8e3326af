//! A table cut into records once, however many chunks of its rows are read after it. The text of a long one waits on disk, and
//! only the rows that are asked for come back, each on the line on which it stands in the file.

use super::Order;
use super::error::TableError;
use super::rows::{self, HEADER_WITHIN, Manner, Records};
use crate::world::temp_buffer::TempBuffer;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A text of more bytes waits on disk.
const LONG: usize = 1 << 20;
/// Bytes that are written to disk at a time, and records that are looked through at a time.
const PIECE: usize = 64 << 10;
const BLOCK: usize = 500;

/// Records of a table: a text, and of each where it begins there and its number as a spreadsheet counts it.
#[derive(Clone)]
pub(super) struct Cut {
    pub text: Arc<str>,
    pub rows: Arc<[(u32, u32)]>,
}

/// All records of a table.
pub(super) struct Stored {
    pub manner: Manner,
    long: Option<Long>,
    whole: OnceLock<Cut>,
    /// Worked out when the first row asks for it.
    last: OnceLock<u32>,
    sparse: OnceLock<Sparse>,
}

/// Records that say little.
#[derive(Clone, Copy)]
struct Sparse {
    /// Number of the header.
    header: u32,
    /// How many records behind it hold anything.
    rows: usize,
    /// How many of those fill less than three cells.
    sparse: usize,
}

/// What is kept in memory of a long table.
struct Long {
    text: Mutex<TempBuffer>,
    /// Where each record begins, and where the text ends; the highest bit says that nothing stands in the record.
    starts: Vec<u32>,
    /// Records that hold more or fewer ends of lines than one, and how many.
    lines: Vec<(usize, usize)>,
    /// The last record in which something stands.
    last: usize,
    /// The first records, among which the header is.
    head: Cut,
}

const BLANK: u32 = 1 << 31;

impl Cut {
    pub(super) fn of(text: Arc<str>, delimiter: char) -> Cut {
        let rows = rows::starts(&text, delimiter).into_iter().zip(1..).collect();
        Cut { text, rows }
    }

    pub(super) fn records(&self, manner: Manner) -> Records<'_> {
        Records { text: &self.text, manner, all: &self.rows }
    }
}

impl Stored {
    pub(super) fn of(text: String, manner: Manner) -> Result<Stored, TableError> {
        if text.len() <= LONG {
            let whole = OnceLock::from(Cut::of(text.into(), manner.delimiter));
            return Ok(Stored { manner, long: None, whole, last: OnceLock::new(), sparse: OnceLock::new() });
        }
        let long = Some(Long::of(&text, manner)?);
        Ok(Stored { manner, long, whole: OnceLock::new(), last: OnceLock::new(), sparse: OnceLock::new() })
    }

    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        let whole = self.whole.get().map_or(0, |whole| whole.rows.len());
        self.long.as_ref().map_or(whole, Long::len)
    }

    /// All of them.
    pub(super) fn whole(&self) -> Result<Cut, TableError> {
        match (self.whole.get(), &self.long) {
            (Some(whole), _) => Ok(whole.clone()),
            (None, Some(long)) => {
                let text = long.text(0..long.len())?;
                Ok(self.whole.get_or_init(|| Cut::of(text.into(), self.manner.delimiter)).clone())
            }
            (None, None) => Err(TableError::NoTable),
        }
    }

    /// Those among which the header is; all of them where they are few.
    pub(super) fn head(&self) -> Result<Cut, TableError> {
        self.long.as_ref().map_or_else(|| self.whole(), |long| Ok(long.head.clone()))
    }

    /// Numbers of the records behind the header that an order asks for, and how many it would without its chunk. `None` where each has to
    /// be read to tell.
    pub(super) fn asked_for(&self, header: usize, order: &Order<'_>) -> Option<(BTreeSet<u32>, usize)> {
        let long = self.long.as_ref().filter(|_| order.filter.is_empty() && order.only.is_empty())?;
        let is_asked = |index: &usize| order.rows.is_none_or(|(from, to)| (from..=to).contains(&(*index as u32 + 1)));
        let asked = (header + 1..long.len()).filter(|index| long.starts[*index] & BLANK == 0).filter(is_asked);
        let mut number = 0;
        let chosen = asked.filter(|_| {
            number += 1;
            (order.chunk)(number - 1)
        });
        let chosen = chosen.map(|index| index as u32 + 1).collect();
        Some((chosen, number))
    }

    /// The head and the records of these numbers, with as many empty lines between them as the file has lines there.
    pub(super) fn part(&self, chosen: &BTreeSet<u32>) -> Result<Cut, TableError> {
        let Some(long) = &self.long else { return self.whole() };
        let mut text = long.head.text.to_string();
        let mut rows = long.head.rows.to_vec();
        let in_head = rows.len();
        let mut next = in_head;
        let mut chosen = chosen.iter().map(|number| *number as usize - 1).filter(|index| *index >= in_head).peekable();
        while let Some(first) = chosen.next() {
            let mut end = first + 1;
            while chosen.next_if_eq(&end).is_some() {
                end += 1;
            }
            text.extend(std::iter::repeat_n('\n', long.lines(next..first)));
            let start = text.len() as u32;
            text += &long.text(first..end)?;
            rows.extend((first..end).map(|index| (start + long.start(index) - long.start(first), index as u32 + 1)));
            next = end;
        }
        Ok(Cut { text: text.into(), rows: rows.into() })
    }

    /// All records, a few at a time where there are many.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Result<Cut, TableError>> {
        let step = if self.long.is_some() { BLOCK } else { self.len().max(1) };
        (0..self.len()).step_by(step).map(move |first| match &self.long {
            Some(long) => {
                let range = first..(first + step).min(long.len());
                let text = long.text(range.clone())?.into();
                let rows = range.map(|index| (long.start(index) - long.start(first), index as u32 + 1)).collect();
                Ok(Cut { text, rows })
            }
            None => self.whole(),
        })
    }

    /// Numbers of the records in which something stands, and in how many cells.
    pub(super) fn filled(&self) -> impl Iterator<Item = (u32, usize)> {
        self.blocks().flatten().flat_map(|cut| {
            let filled = |index: usize| (cut.rows[index].1, rows::filled(&cut.records(self.manner).cells(index)));
            (0..cut.rows.len()).map(filled).filter(|(_, cells)| *cells > 0).collect::<Vec<_>>()
        })
    }

    /// Whether nothing stands in any record behind the one of this number.
    pub(super) fn is_last(&self, number: u32) -> bool {
        match &self.long {
            Some(long) => number as usize > long.last,
            None => *self.last.get_or_init(|| self.filled().map(|(filled, _)| filled).max().unwrap_or(0)) <= number,
        }
    }

    /// Of the records behind a header, by its number: how many hold anything, and how many fill less than three cells. A long
    /// table is gone through once, whichever of its rows ask.
    pub(super) fn sparse(&self, header: u32) -> (usize, usize) {
        let count = || {
            let behind = self.filled().filter(|(number, _)| *number > header);
            let count = |(rows, sparse): (usize, usize), (_, cells): (u32, usize)| (rows + 1, sparse + usize::from(cells < 3));
            let (rows, sparse) = behind.fold((0, 0), count);
            Sparse { header, rows, sparse }
        };
        let known = *self.sparse.get_or_init(count);
        let Sparse { rows, sparse, .. } = if known.header == header { known } else { count() };
        (rows, sparse)
    }
}

impl Long {
    fn of(text: &str, manner: Manner) -> Result<Long, TableError> {
        let disk = |error: std::io::Error| TableError::Disk(error.to_string());
        let mut waiting = TempBuffer::default();
        for piece in text.as_bytes().chunks(PIECE) {
            waiting.add(piece).map_err(disk)?;
        }
        let mut starts = rows::starts(text, manner.delimiter);
        let (mut lines, mut with_words, mut last) = (Vec::new(), 0, 0);
        let mut head = starts.len();
        for index in 0..starts.len() {
            let start = starts[index] as usize;
            let end = starts.get(index + 1).map_or(text.len(), |end| *end as usize);
            let ends_of_lines = text[start..end].matches('\n').count();
            if ends_of_lines != 1 {
                lines.push((index, ends_of_lines));
            }
            if rows::is_blank(&crate::diag::cells::record(text, start, manner.delimiter).0) {
                starts[index] |= BLANK;
                continue;
            }
            (last, with_words) = (index, with_words + 1);
            if with_words == HEADER_WITHIN {
                head = index + 1;
            }
        }
        let head_end = starts.get(head).map_or(text.len(), |end| (end & !BLANK) as usize);
        starts.push(text.len() as u32);
        let head = Cut::of(text[..head_end].into(), manner.delimiter);
        Ok(Long { text: Mutex::new(waiting), starts, lines, last, head })
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn start(&self, index: usize) -> u32 {
        self.starts[index] & !BLANK
    }

    fn text(&self, records: Range<usize>) -> Result<String, TableError> {
        let (from, to) = (self.start(records.start), self.start(records.end));
        let mut waiting = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = waiting.stretch(u64::from(from), to - from).map_err(|error| TableError::Disk(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| TableError::Disk(error.to_string()))
    }

    /// How many lines end in these records.
    fn lines(&self, records: Range<usize>) -> usize {
        let odd = self.lines.partition_point(|(index, _)| *index < records.start)..;
        let odd = self.lines[odd].iter().take_while(|(index, _)| *index < records.end);
        odd.fold(records.len(), |all, (_, lines)| all + lines - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than is kept in memory, with blank rows and cells of several lines.
    fn table() -> String {
        let row = |n: usize| match n % 997 {
            5 => "\n".to_string(),
            6 => ",,\r\n".to_string(),
            7 => format!("row-{n},\"Two\nlines, é\",x\n"),
            _ => format!("row-{n},Prairie Partnership Number {n} of the Long Table,https://prairie-{n}.example.org/\n"),
        };
        let rows: String = (0..20_000).map(row).collect();
        format!("id,name,web\n{rows},,\n\n")
    }

    #[test]
    fn rows_of_a_long_table_come_back_on_their_lines() {
        let text = table();
        assert!(text.len() > LONG);
        let manner = Manner { delimiter: ',', is_book: false };
        let stored = Stored::of(text.clone(), manner).expect("kept");
        let whole = Cut::of(text.as_str().into(), ',');
        assert_eq!(stored.len(), whole.rows.len());
        let chosen: BTreeSet<u32> = [3, 900, 901, 1_004, 1_005, 1_006, 1_007, 19_999, 20_001].into();
        let part = stored.part(&chosen).expect("read back");
        assert!(part.text.len() < 100_000, "{}", part.text.len());
        let lines = |text: &str, start: u32| text[..start as usize].matches('\n').count();
        for number in chosen {
            let index = part.rows.iter().position(|row| row.1 == number).expect("it was asked for");
            assert_eq!(part.records(manner).cells(index).len(), whole.records(manner).cells(number as usize - 1).len());
            let texts = |cut: &Cut, index: usize| -> Vec<String> {
                cut.records(manner).cells(index).into_iter().map(|cell| cell.text.into_owned()).collect()
            };
            assert_eq!(texts(&part, index), texts(&whole, number as usize - 1), "{number}");
            assert_eq!(lines(&part.text, part.rows[index].0), lines(&text, whole.rows[number as usize - 1].0), "{number}");
        }
        let filled = |index: usize| (whole.rows[index].1, rows::filled(&whole.records(manner).cells(index)));
        let all: Vec<(u32, usize)> = (0..whole.rows.len()).map(filled).filter(|(_, cells)| *cells > 0).collect();
        assert!(stored.filled().eq(all.iter().copied()));
        let last = all.last().expect("rows with words").0;
        assert_eq!([last - 1, last, last + 1].map(|number| stored.is_last(number)), [false, true, true]);
        assert_eq!(stored.whole().expect("read back").text.len(), text.len());
    }
}
