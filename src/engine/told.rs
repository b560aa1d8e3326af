//! Jobs of a chunk of which nothing has to be made any more: they wait for the moment in which they are told, so that their
//! chunk need not be read again for that. Keeps what tells them apart on disk where it is long; says nothing itself.

use super::order::{Order, OrderStep};
use super::{Action, BuildRequest};
use crate::model::Name;
use crate::plan::Job;
use crate::world::temp_buffer::{Place, TempBuffer};
use std::io;

/// Kinds of job in one chunk, at most: where there are more, the chunk is read again.
const KINDS: usize = 64;

/// The jobs of all such chunks.
#[derive(Default)]
pub(super) struct Told {
    lines: TempBuffer,
}

/// The jobs of one chunk.
pub(super) struct ToldChunk {
    /// Jobs without what one organization has to itself.
    kinds: Vec<Job>,
    /// The kind of each job, its organization and its path, one after the other.
    place: Place,
}

impl Told {
    /// Keeps the jobs of a chunk. `None` where something has to be made of it, or where they are of too many kinds.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn keep(&mut self, orders: &[Order], request: &BuildRequest) -> io::Result<Option<ToldChunk>> {
        // What is not reached is looked at by its key.
        let is_made = |order: &Order| order.way == OrderStep::Make && request.action != Action::DryRun;
        if request.fail_fast || orders.iter().any(is_made) {
            return Ok(None);
        }
        let mut kinds: Vec<Job> = Vec::new();
        let mut lines = Vec::new();
        for Order { job, .. } in orders {
            let kind = Job { org: Name::new(), output: String::new(), ..job.clone() };
            let number = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            lines.push(number as u8);
            for text in [&job.org, &job.output] {
                lines.extend((text.len() as u32).to_le_bytes());
                lines.extend(text.as_bytes());
            }
            if kinds.len() > KINDS {
                return Ok(None);
            }
        }
        Ok(Some(ToldChunk { kinds, place: self.lines.add(&lines)? }))
    }

    /// The jobs of a chunk, in their order.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn jobs(&mut self, chunk: &ToldChunk) -> io::Result<Vec<Job>> {
        let lines = self.lines.get(chunk.place)?;
        let mut rest = lines.as_slice();
        let mut jobs = Vec::new();
        while let Some((number, behind)) = rest.split_first() {
            rest = behind;
            let (org, output) = (text(&mut rest)?, text(&mut rest)?);
            let kind = chunk.kinds.get(usize::from(*number)).ok_or(io::ErrorKind::InvalidData)?;
            jobs.push(Job { org, output, ..kind.clone() });
        }
        Ok(jobs)
    }
}

/// The next text of the lines, taken off them.
fn text(rest: &mut &[u8]) -> io::Result<String> {
    let (length, behind) = rest.split_first_chunk().ok_or(io::ErrorKind::InvalidData)?;
    let (text, behind) = behind.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(io::ErrorKind::InvalidData)?;
    *rest = behind;
    String::from_utf8(text.to_vec()).map_err(|_| io::ErrorKind::InvalidData.into())
}
