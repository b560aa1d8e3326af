//! One name in a picture of areas: a role, the rest of a role, a block, or several of which the first that the content has
//! stands there.

use super::{BlockName, Kind, Role};

/// `picture/art.dawn`: the first picture that the content has; else the ornament `dawn`. `list.brief/list.*?`: the list
/// called `brief`; else the first list that the picture does not name elsewhere; else, for the question mark, nothing, and
/// nobody is told. Roles need no question mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// In the order in which they are looked for; the first that the content has stands there.
    pub wanted: Vec<Wish>,
    /// The content need not have any of them.
    pub optional: bool,
}

/// Which block an area asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// `list.brief`: the block of this name and no other.
    Block(BlockName),
    /// `list.*`: the first of its kind that is not named elsewhere.
    Any(Kind),
    /// `points`, `contact2`, `copy*`, `lead+event`: blocks by role, in the n-th language of the product.
    Roles {
        /// One after the other, in the order of the picture; `+` joins them.
        of: Vec<(Role, Which)>,
        /// `@2`: from 1. `None`: the language of the face.
        language: Option<usize>,
    },
    /// `rest`: everything that stands nowhere else.
    Rest {
        /// `@2`: from 1. `None`: the language of the face.
        language: Option<usize>,
    },
}

/// Which blocks of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// `contact`, `contact2`: the first, the second; from 1.
    Nth(usize),
    /// `contact*`: all that stand nowhere else.
    Others,
}

impl Wish {
    /// Several blocks may stand there.
    pub fn is_flow(&self) -> bool {
        match self {
            Wish::Block(_) | Wish::Any(_) => false,
            Wish::Roles { of, .. } => of.len() > 1 || of.iter().any(|(_, which)| *which == Which::Others),
            Wish::Rest { .. } => true,
        }
    }

    fn parse(name: &str) -> Option<Wish> {
        match name.split_once('.') {
            Some((kind, "*")) => return Kind::from_name(kind).map(Wish::Any),
            Some(_) => return BlockName::parse(name).map(Wish::Block),
            None => {}
        }
        let (roles, language) = match name.split_once('@') {
            Some((roles, n)) => (roles, Some(n.parse().ok().filter(|n| *n > 0)?)),
            None => (name, None),
        };
        if roles == "rest" {
            return Some(Wish::Rest { language });
        }
        let of = roles.split('+').map(which_of).collect::<Option<Vec<_>>>()?;
        Some(Wish::Roles { of, language })
    }
}

/// `contact`, `contact2` or `contact*`.
fn which_of(name: &str) -> Option<(Role, Which)> {
    if let Some(role) = name.strip_suffix('*') {
        return Some((Role::from_name(role)?, Which::Others));
    }
    let role = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let n = if role.len() == name.len() { 1 } else { name[role.len()..].parse().ok().filter(|n| *n > 0)? };
    Some((Role::from_name(role)?, Which::Nth(n)))
}

impl Choice {
    /// Reads a cell. `None` where a part of it is neither a block nor a role.
    pub fn parse(cell: &str) -> Option<Choice> {
        let (names, optional) = cell.strip_suffix('?').map_or((cell, false), |names| (names, true));
        let wanted = names.split('/').map(Wish::parse).collect::<Option<Vec<Wish>>>()?;
        let optional = optional || wanted.iter().any(|wish| matches!(wish, Wish::Roles { .. } | Wish::Rest { .. }));
        Some(Choice { wanted, optional })
    }

    /// It asks for roles alone, and names no block.
    pub fn is_of_roles(&self) -> bool {
        self.wanted.iter().all(|wish| matches!(wish, Wish::Roles { .. } | Wish::Rest { .. }))
    }

    /// The same names in a product's n-th language, but for those that name their language themselves.
    pub fn in_language(mut self, n: usize) -> Choice {
        for wish in &mut self.wanted {
            match wish {
                Wish::Block(name) if name.kind != Kind::Art && !name.name.contains('@') => *name = name.in_language(n),
                Wish::Roles { language, .. } | Wish::Rest { language } => *language = language.or(Some(n)),
                Wish::Block(_) | Wish::Any(_) => {}
            }
        }
        self
    }

    /// The blocks it names.
    pub fn blocks(&self) -> impl Iterator<Item = &BlockName> {
        self.wanted.iter().filter_map(|wish| match wish {
            Wish::Block(name) => Some(name),
            Wish::Any(_) | Wish::Roles { .. } | Wish::Rest { .. } => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_roles_and_blocks() {
        let check = |cell: &str, wanted: Option<&[Wish]>| {
            assert_eq!(Choice::parse(cell).map(|c| c.wanted).as_deref(), wanted, "{cell}");
        };
        let roles = |of: &[(Role, Which)], language| Wish::Roles { of: of.to_vec(), language };
        check("points", Some(&[roles(&[(Role::Points, Which::Nth(1))], None)]));
        check("contact2@3", Some(&[roles(&[(Role::Contact, Which::Nth(2))], Some(3))]));
        check("copy*+small-print", Some(&[roles(&[(Role::Copy, Which::Others), (Role::SmallPrint, Which::Nth(1))], None)]));
        check("rest", Some(&[Wish::Rest { language: None }]));
        let dawn = Wish::Block(BlockName::new(Kind::Art, "dawn"));
        check("picture/art.dawn", Some(&[roles(&[(Role::Picture, Which::Nth(1))], None), dawn]));
        check("list.*?", Some(&[Wish::Any(Kind::List)]));
        for wrong in ["shape.*", "point", "contact0", "rest2", "lead@0", "lead@x", "", "a+b"] {
            check(wrong, None);
        }
    }
}
