//! One name in a picture of areas: a block, or several of which the first that the content has stands there.

use super::{BlockName, Kind};

/// `list.brief/list.*?`: the list called `brief`; else the first list that the picture does not name elsewhere; else,
/// for the question mark, nothing, and nobody is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub wanted: Vec<Wish>,
    /// The content need not have any of them.
    pub optional: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Block(BlockName),
    /// `list.*`: the first of its kind that is not named elsewhere.
    Any(Kind),
}

impl Choice {
    /// Reads a cell. `None` where a part of it is no block name.
    pub fn parse(cell: &str) -> Option<Choice> {
        let (names, optional) = cell.strip_suffix('?').map_or((cell, false), |names| (names, true));
        let wish = |name: &str| match name.split_once('.') {
            Some((kind, "*")) => Kind::from_name(kind).map(Wish::Any),
            _ => BlockName::parse(name).map(Wish::Block),
        };
        let wanted = names.split('/').map(wish).collect::<Option<Vec<Wish>>>()?;
        Some(Choice { wanted, optional })
    }

    /// The same names in a product's n-th language, but for those that name their language themselves.
    pub fn in_language(mut self, n: usize) -> Choice {
        for wish in &mut self.wanted {
            match wish {
                Wish::Block(name) if name.kind != Kind::Art && !name.name.contains('@') => *name = name.in_language(n),
                Wish::Block(_) | Wish::Any(_) => {}
            }
        }
        self
    }

    /// The same names without their language.
    pub fn without_language(mut self) -> Choice {
        for wish in &mut self.wanted {
            if let Wish::Block(name) = wish {
                *name = name.and_language().0;
            }
        }
        self
    }

    /// The blocks it names.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockName> {
        self.wanted.iter().filter_map(|wish| match wish {
            Wish::Block(name) => Some(name),
            Wish::Any(_) => None,
        })
    }

    /// The first wish that some blocks can fulfil; `taken` are named by other cells.
    pub fn of<'b>(&self, blocks: &'b [BlockName], taken: &[BlockName]) -> Option<&'b BlockName> {
        self.wanted.iter().find_map(|wish| match wish {
            Wish::Block(name) => blocks.iter().find(|b| *b == name),
            Wish::Any(kind) => blocks.iter().find(|b| b.kind == *kind && !taken.contains(b)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_block_that_is_there_is_taken() {
        let names = |texts: &[&str]| texts.iter().filter_map(|t| BlockName::parse(t)).collect::<Vec<_>>();
        let blocks = names(&["text.headline", "list.bring", "list.signs"]);
        let choice = |cell: &str, taken: &[&str]| {
            let found = Choice::parse(cell)?.of(&blocks, &names(taken)).map(ToString::to_string);
            Some(found)
        };
        assert_eq!(choice("list.signs", &[]), Some(Some("list.signs".into())));
        assert_eq!(choice("list.brief/list.*", &[]), Some(Some("list.bring".into())));
        assert_eq!(choice("list.*", &["list.bring"]), Some(Some("list.signs".into())));
        assert_eq!(choice("qr.*?", &[]), Some(None));
        assert_eq!(choice("shape.*", &[]), None);
    }
}
