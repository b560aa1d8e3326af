//! What a product does without, or says beyond what its format takes, for the room that there is.

use crate::model::{BlockName, Role};
use std::collections::BTreeSet;

/// Blocks that do not stand where a layout has their place, for want of room there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spared {
    /// They stand nowhere.
    pub left_out: BTreeSet<BlockName>,
    /// They stand where the rest of everything stands, such as on the back.
    pub moved: BTreeSet<BlockName>,
    /// More blocks of a role than the format takes stand there too: it would be empty.
    pub beyond: bool,
    /// Lists that belong together stand together, also more of them than the format takes.
    pub together: bool,
    /// Lists of these roles stand beside another list, also those that the format does not take.
    pub beside: BTreeSet<Role>,
    /// So many blocks that say what the sheet is about stand where the content has no list, also those that the format does not take.
    pub body: usize,
    /// How much events leave out of what is not their name, day and place; 0 for nothing.
    pub brief: usize,
}

impl Spared {
    /// Nothing is left out or moved yet, of as many blocks as here.
    pub fn afresh(&self) -> Spared {
        Spared { left_out: BTreeSet::new(), moved: BTreeSet::new(), ..self.clone() }
    }
}
