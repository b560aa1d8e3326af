//! Which blocks stand in which cell of every face of a product, and what becomes of those that stand in none.
//!
//! Cells that name a block, or the n-th of a role, are filled first, face by face; the same block may stand on several
//! faces. Then each rest of a role, such as `copy*`, takes what stands nowhere yet; then `rest` takes everything else, parted
//! by length where there are several of them.

use super::Strip;
use super::account::{Account, LeftOut, Why, said_to_leave_out};
use super::body::{body_roles, is_body};
use super::grounds::Cell;
use super::rests::{emptiest, parted};
use super::siblings::siblings;
use super::spared::Spared;
use crate::diag::Span;
use crate::document::{Block, Body, Document};
use crate::geom::Size;
use crate::model::{BlockName, Choice, Kind, Limits, Role, Which, Wish};
use crate::plan::Job;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The picture of areas of one face, cells with the rectangle that each covers.
pub(super) struct Picture {
    pub cells: Vec<Asked>,
    /// Language of cells that do not say theirs.
    pub language: usize,
    /// Of the face as it is read.
    pub size: Size,
}

/// A cell of the picture of areas, and what it asks for.
pub(super) struct Asked {
    /// As it stands in the picture.
    pub written: String,
    pub choice: Choice,
    pub cell: Cell,
    pub origin: Span,
}

/// A cell of the picture and the blocks that stand in it.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    pub written: String,
    pub blocks: Vec<BlockName>,
    /// Its blocks flow over columns.
    pub flow: bool,
    pub cell: Cell,
    pub origin: Span,
}

/// What decides which blocks a product carries.
pub(super) struct Order<'a> {
    pub job: &'a Job,
    /// Of the format.
    pub kind: Option<&'a str>,
    pub limits: &'a Limits,
    pub spared: &'a Spared,
    /// What stands under the words of a face, where the layout has no area for it.
    pub strips: &'a [Strip],
}

impl Order<'_> {
    /// In every language, or in none.
    fn spares(&self, block: &Block) -> bool {
        self.spared.left_out.contains(&block.name.and_language().0)
    }
}

/// The cells of each picture with their blocks, and the account of all blocks.
pub(super) fn allot(
    document: &Document,
    order: &Order<'_>,
    pictures: &[Picture],
    art: &[BlockName],
) -> (Vec<Vec<Filled>>, Account) {
    let mut account = Account::default();
    let (mut given, mut over, mut spare) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts: BTreeMap<(Role, bool, usize), usize> = BTreeMap::new();
    let siblings = if order.spared.together { siblings(document, order.job, order.kind) } else { Vec::new() };
    let roles = body_roles(document);
    let mut bodies: BTreeMap<usize, usize> = BTreeMap::new();
    let mut lists: BTreeMap<usize, Vec<BlockName>> = BTreeMap::new();
    for block in by_priority(document) {
        if block.placing.open {
            over.push(LeftOut::whole(block, Why::Content));
            continue;
        }
        if let Some(why) = said_to_leave_out(block, order.job, order.kind) {
            account.left_out.push(LeftOut::whole(block, why));
            continue;
        }
        // A drawing of the way stands beside the code that leads there, and where pictures may.
        let is_way = block.is_way();
        let count = counts.entry((block.role, is_way, block.name.and_language().1)).or_default();
        *count += 1;
        // Whom to call is never left out.
        let vital = block.vital || (block.role == Role::Contact && *count == 1);
        // Marks are not what fills a side that would be empty.
        let is_sibling = siblings.iter().flatten().any(|name| *name == block.name);
        let bodies: &mut usize = bodies.entry(block.name.and_language().1).or_default();
        let is_instead = is_body(block, roles) && *bodies < order.spared.body;
        *bodies += usize::from(is_body(block, roles));
        let is_beside = order.spared.beside.contains(&block.role) && block.may_stand_beside_lists();
        if !order.spared.beside.is_empty() && (is_beside || matches!(block.role, Role::Points | Role::Steps)) {
            lists.entry(block.name.and_language().1).or_default().push(block.name.clone());
        }
        let is_tried = is_sibling || is_instead || is_beside;
        let beyond = is_tried || (order.spared.beyond && block.role != Role::Logos);
        let limit = order.limits.of(block.role).max(if is_way { order.limits.of(Role::Picture).min(1) } else { 0 });
        if *count > limit && !vital && !beyond {
            over.push(LeftOut::whole(block, Why::Format));
            continue;
        }
        // What is spared leaves its place to nobody: others were over before.
        if order.spares(block) {
            account.left_out.push(LeftOut::whole(block, Why::Room));
            continue;
        }
        given.push(block);
        let place = order.limits.if_room.iter().position(|role| *role == block.role);
        // A format spares further codes, not the first, unless each language has a side, and so half of the room.
        let kept = vital || is_tried || (block.role == Role::Code && *count == 1 && document.languages == 1);
        if block.placing.if_room || is_way || (place.is_some() && !kept) {
            spare.push((Reverse(block.placing.priority), *count == 1, place, Reverse(given.len()), block.name.and_language().0));
        }
    }
    let left_out = account.left_out.clone();
    let empty = document.left_out.iter();
    account.left_out.extend(empty.map(|name| LeftOut {
        block: name.clone(),
        part: None,
        why: Why::Empty,
        origin: document.origin,
    }));
    account.takes_rest = pictures.iter().flat_map(|picture| &picture.cells).any(is_rest);
    let moved = &order.spared.moved;
    let (placed, repeated, has_body_instead) = (BTreeSet::new(), BTreeSet::new(), order.spared.body > 0);
    let mut allotting = Allotting { document, given, art, left_out, placed, pictures, moved, repeated, has_body_instead };
    let runs: Vec<Vec<BlockName>> = siblings.into_iter().chain(lists.into_values()).collect();
    let filled = allotting.all(&runs);
    let mut placed = std::mem::take(&mut allotting.placed);
    placed.extend(order.strips.iter().flat_map(|(_, blocks)| blocks).filter(|block| block.kind == Kind::Logos).cloned());
    let lost: Vec<&Block> = allotting.given.iter().copied().filter(|b| !is_placed(document, b, &placed)).collect();
    // Marks that no area shows get a strip; those of one language are those of all.
    let (marks, lost): (Vec<&Block>, Vec<&Block>) = lost.into_iter().partition(|block| block.role == Role::Logos);
    let marks = marks.into_iter().filter(|block| block.name.and_language().1 > 1);
    account.left_out.extend(marks.map(|block| LeftOut::whole(block, Why::Theme)));
    // A picture without words is an ornament: a theme may have no place for it. And one code does for all languages.
    let (ornaments, lost): (Vec<&Block>, Vec<&Block>) =
        lost.into_iter().partition(|block| is_ornament(block) || is_scanned(document, block, &placed));
    // What may be missing where there is no room may be missing where there is no place.
    let (spared, lost): (Vec<&Block>, Vec<&Block>) =
        lost.into_iter().partition(|block| spare.iter().any(|(.., name)| *name == block.name.and_language().0));
    account.lost = lost.into_iter().map(|block| block.name.clone()).collect();
    account.left_out.extend(spared.into_iter().map(|block| LeftOut::whole(block, Why::Room)));
    account.left_out.extend(ornaments.into_iter().map(|block| LeftOut::whole(block, Why::Theme)));
    account.left_out.extend(over.into_iter().filter(|left| !placed.contains(&left.block)));
    spare.sort();
    for (.., name) in spare {
        if placed.contains(&name) && !account.spare.contains(&name) {
            account.spare.push(name);
        }
    }
    account.placed = placed.into_iter().collect();
    (filled, account)
}

/// Blocks of the content, the most important first; of equals in the order of the file. Pieces of events go with the whole.
fn by_priority(document: &Document) -> Vec<&Block> {
    let mut blocks: Vec<&Block> = document.blocks.iter().filter(|block| block.is_whole()).collect();
    blocks.sort_by_key(|block| block.placing.priority);
    blocks
}

/// A code that carries the same in another language stands there.
fn is_scanned(document: &Document, block: &Block, placed: &BTreeSet<BlockName>) -> bool {
    let Body::Code { payload: own, .. } = &block.body else { return false };
    let base = block.name.and_language().0;
    let is_same = |other: &&Block| {
        other.name.and_language().0 == base && matches!(&other.body, Body::Code { payload, .. } if payload == own)
    };
    document.blocks.iter().filter(is_same).any(|other| placed.contains(&other.name))
}

/// What never stands among other words.
fn is_apart(block: &Block) -> bool {
    is_ornament(block) || block.role == Role::Logos
}

fn is_ornament(block: &Block) -> bool {
    matches!(&block.body, Body::Picture { alt, credit: None, .. } if alt.is_empty())
}

/// Itself, or every piece of it.
fn is_placed(document: &Document, block: &Block, placed: &BTreeSet<BlockName>) -> bool {
    let mut pieces = document.blocks.iter().filter(|b| b.vital && b.part_of.as_ref() == Some(&block.name)).peekable();
    placed.contains(&block.name) || (pieces.peek().is_some() && pieces.all(|piece| placed.contains(&piece.name)))
}

/// What is given out so far, and what is left to give.
struct Allotting<'d> {
    document: &'d Document,
    /// Blocks of the content that want a place, the most important first.
    given: Vec<&'d Block>,
    art: &'d [BlockName],
    left_out: Vec<LeftOut>,
    placed: BTreeSet<BlockName>,
    pictures: &'d [Picture],
    /// Blocks that only a rest of everything takes.
    moved: &'d BTreeSet<BlockName>,
    /// Blocks that stand in full where nothing else was left.
    repeated: BTreeSet<BlockName>,
    /// See [`Spared::body`].
    has_body_instead: bool,
}

impl<'d> Allotting<'d> {
    fn all(&mut self, runs: &[Vec<BlockName>]) -> Vec<Vec<Filled>> {
        let pictures = self.pictures;
        let mut filled: Vec<Vec<Option<Filled>>> = pictures.iter().map(|p| p.cells.iter().map(|_| None).collect()).collect();
        let places: Vec<(usize, usize)> =
            pictures.iter().enumerate().flat_map(|(p, picture)| (0..picture.cells.len()).map(move |c| (p, c))).collect();
        // First what is named or counted, then the rests of roles, then the rest of all.
        for (p, c) in places.iter().copied() {
            filled[p][c] = self.fixed(&pictures[p], &pictures[p].cells[c]);
        }
        for (p, c) in places.iter().copied().filter(|(p, c)| !is_rest(&pictures[*p].cells[*c])) {
            if filled[p][c].is_none() {
                filled[p][c] = self.others(&pictures[p], &pictures[p].cells[c]);
            }
        }
        runs.iter().for_each(|run| self.beside_each_other(run, &mut filled));
        if self.has_body_instead {
            self.body_instead(&places, &mut filled);
        }
        self.rests(&places, &mut filled);
        // Where nothing is left, the next name of the cell: a drawing of the theme.
        for (p, c) in places.iter().copied().filter(|(p, c)| is_rest(&pictures[*p].cells[*c])) {
            if filled[p][c].is_none() {
                filled[p][c] = self.instead(&pictures[p].cells[c]);
            }
        }
        filled.into_iter().map(|cells| cells.into_iter().flatten().collect()).collect()
    }

    /// A cell whose blocks do not depend on other cells. Blocks that it names in a flow are counted as placed.
    fn fixed(&mut self, picture: &Picture, asked: &Asked) -> Option<Filled> {
        let named: Vec<&BlockName> = picture.cells.iter().flat_map(|c| c.choice.blocks()).collect();
        // An ornament of the content gives way to one of the theme, which goes with everything else on the sheet.
        let has_art = asked.choice.blocks().any(|name| name.kind == Kind::Art);
        for (rank, wish) in asked.choice.wanted.iter().enumerate() {
            // What has a cell of its own stands there, and not also in place of something else.
            let has_own = |cell: &Asked| cell.written != asked.written && cell.choice.wanted.first() == Some(wish);
            if rank > 0 && picture.cells.iter().any(has_own) {
                continue;
            }
            let found: Vec<BlockName> = match wish {
                // The title of an event may be the headline already.
                Wish::Block(name) => self.named(name).filter(|name| !self.is_headline(asked, name)).into_iter().collect(),
                Wish::Any(kind) => self.any(*kind, picture.language, &named).into_iter().collect(),
                Wish::Roles { of, language } => {
                    let n = language.unwrap_or(picture.language);
                    let counted: Vec<BlockName> =
                        of.iter().filter_map(|(role, which)| self.nth(*role, *which, n, &named)).collect();
                    if of.iter().any(|(_, which)| *which == Which::Others) {
                        self.placed.extend(counted);
                        return None;
                    }
                    counted
                }
                Wish::Rest { .. } => return None,
            };
            let gives_way = has_art && found.iter().all(|name| self.given.iter().any(|b| b.name == *name && is_ornament(b)));
            if !found.is_empty() && !gives_way {
                self.placed.extend(found.iter().cloned());
                return Some(fill(asked, found, wish.is_flow()));
            }
        }
        match asked.choice.wanted.first() {
            // The first name is told of.
            Some(Wish::Block(name)) if !asked.choice.optional && !self.is_left_out(name) => {
                Some(fill(asked, vec![name.clone()], false))
            }
            Some(Wish::Any(kind)) if !asked.choice.optional => Some(fill(asked, vec![BlockName::new(*kind, "*")], false)),
            _ => None,
        }
    }

    /// Lists that have no place yet, in the cell of one of their run that has.
    fn beside_each_other(&mut self, run: &[BlockName], filled: &mut [Vec<Option<Filled>>]) {
        let is_given = |name: &BlockName| self.given.iter().any(|block| block.name == *name);
        let left: Vec<&BlockName> = run.iter().filter(|name| is_given(name) && !self.placed.contains(name)).collect();
        let holds = |cell: &&mut Filled| cell.blocks.iter().any(|name| run.contains(name));
        let Some(cell) = filled.iter_mut().flatten().flatten().filter(holds).last().filter(|_| !left.is_empty()) else { return };
        cell.blocks.extend(left.iter().copied().cloned());
        cell.blocks.sort_by_key(|name| run.iter().position(|own| own == name));
        cell.flow = true;
        self.placed.extend(left.into_iter().cloned());
    }

    /// What else the sheet is about, in the place of a list that the content does not have.
    fn body_instead(&mut self, places: &[(usize, usize)], filled: &mut [Vec<Option<Filled>>]) {
        let (pictures, roles) = (self.pictures, body_roles(self.document));
        for language in 1..=self.document.languages {
            let takes_list =
                |wish: &Wish| matches!(wish, Wish::Roles { of, .. } if of.iter().any(|(role, _)| *role == Role::Points));
            let is_free = |(p, c): &&(usize, usize)| {
                let is_of = pictures[*p].language == language;
                is_of && filled[*p][*c].is_none() && pictures[*p].cells[*c].choice.wanted.iter().any(takes_list)
            };
            let Some((p, c)) = places.iter().find(is_free).copied() else { continue };
            let own = |block: &&&Block| {
                block.name.and_language().1 == language && is_body(block, roles) && !self.placed.contains(&block.name)
            };
            let mut left: Vec<BlockName> = self.given.iter().filter(own).map(|block| block.name.clone()).collect();
            self.in_order(&mut left);
            if !left.is_empty() {
                self.placed.extend(left.iter().cloned());
                filled[p][c] = Some(fill(&pictures[p].cells[c], left, true));
            }
        }
    }

    /// What stands in a cell for which nothing is left.
    fn instead(&mut self, asked: &Asked) -> Option<Filled> {
        let named = asked.choice.blocks().find_map(|name| self.named(name)).or_else(|| self.in_full(asked))?;
        self.placed.insert(named.clone());
        Some(fill(asked, vec![named], false))
    }

    /// What stands elsewhere in its short form, in full.
    fn in_full(&mut self, asked: &Asked) -> Option<BlockName> {
        let of = asked.choice.wanted.iter().find_map(|wish| match wish {
            Wish::Roles { of, language: None } => of.first(),
            _ => None,
        });
        let (role, _) = of?;
        let has_short = |block: &&&Block| matches!(&block.body, Body::Text { short: Some(_), .. });
        let found = self.given.iter().filter(|block| block.role == *role).find(has_short)?;
        self.repeated.insert(found.name.clone()).then(|| found.name.clone())
    }

    fn named(&self, name: &BlockName) -> Option<BlockName> {
        let in_document = || self.document.blocks.iter().find(|b| b.name == *name).map(|b| b.name.clone());
        let in_art = || self.art.iter().find(|art| *art == name).cloned();
        in_document().or_else(in_art).filter(|name| !self.is_left_out(name))
    }

    /// A title in a cell that may stay empty, and it stands somewhere.
    fn is_headline(&self, asked: &Asked, name: &BlockName) -> bool {
        let is_title = name.kind == Kind::Event && name.and_language().0.name == "title";
        is_title && asked.choice.optional && self.placed.contains(name)
    }

    /// Left out on purpose, or a piece of something that is.
    fn is_left_out(&self, name: &BlockName) -> bool {
        let whole = self.document.blocks.iter().find(|b| b.name == *name).and_then(|b| b.part_of.as_ref());
        self.left_out.iter().any(|left| left.block == *name || Some(&left.block) == whole)
    }

    /// The first of a kind that the picture does not name, in the language of the face before others.
    fn any(&self, kind: Kind, language: usize, named: &[&BlockName]) -> Option<BlockName> {
        let fits = |block: &&Block| block.name.kind == kind && !named.contains(&&block.name) && !self.is_left_out(&block.name);
        let own = self.document.blocks.iter().filter(fits).find(|b| b.name.and_language().1 == language);
        let found = own.or_else(|| self.document.blocks.iter().find(fits));
        found.map(|b| b.name.clone()).or_else(|| self.art.iter().find(|art| art.kind == kind).cloned())
    }

    /// The n-th block of a role.
    fn nth(&self, role: Role, which: Which, language: usize, named: &[&BlockName]) -> Option<BlockName> {
        let Which::Nth(n) = which else { return None };
        let of_org = match role {
            Role::Organization => Some(if n == 1 { "logo" } else { "name" }),
            Role::Credits => Some("credits"),
            _ => None,
        };
        if let Some(name) = of_org {
            return self.named(&BlockName::new(Kind::Org, name).in_language(language));
        }
        let found = self.of_role(role, language).filter(|name| !named.contains(&name)).nth(n - 1);
        // Its place stays empty: what comes after it is not more important.
        let found = found.filter(|name| !self.is_moved(name));
        // The title of an event is the headline of a sheet that has no other.
        let title = || self.named(&BlockName::new(Kind::Event, "title").in_language(language));
        found.or_else(|| if role == Role::Headline && n == 1 { title() } else { None })
    }

    fn is_moved(&self, name: &BlockName) -> bool {
        self.moved.contains(&name.and_language().0)
    }

    fn of_role(&self, role: Role, language: usize) -> impl Iterator<Item = BlockName> {
        let is = move |block: &&&Block| block.role == role && block.name.and_language().1 == language;
        self.given.iter().filter(is).map(|block| block.name.clone())
    }

    /// A cell that takes the others of some roles.
    fn others(&mut self, picture: &Picture, asked: &Asked) -> Option<Filled> {
        for wish in &asked.choice.wanted {
            let Wish::Roles { of, language } = wish else { continue };
            let n = language.unwrap_or(picture.language);
            let mut found: Vec<BlockName> = Vec::new();
            for (role, which) in of {
                match which {
                    Which::Nth(_) => found.extend(self.nth(*role, *which, n, &[])),
                    Which::Others => {
                        found.extend(self.of_role(*role, n).filter(|name| !self.placed.contains(name) && !self.is_moved(name)));
                    }
                }
            }
            if of.iter().all(|(_, which)| *which == Which::Others) {
                self.in_order(&mut found);
            }
            found.dedup();
            if !found.is_empty() {
                self.placed.extend(found.iter().cloned());
                return Some(fill(asked, found, true));
            }
        }
        None
    }

    /// As the content has them.
    fn in_order(&self, names: &mut [BlockName]) {
        names.sort_by_key(|name| self.document.blocks.iter().position(|b| b.name == *name));
    }

    /// Everything that stands nowhere yet, parted over the cells that take it, in order and by length.
    fn rests(&mut self, places: &[(usize, usize)], filled: &mut [Vec<Option<Filled>>]) {
        let pictures = self.pictures;
        for language in 1..=self.document.languages {
            let wants = |(p, c): &&(usize, usize)| {
                let speaks =
                    |wish: &Wish| matches!(wish, Wish::Rest { language: n } if n.unwrap_or(pictures[*p].language) == language);
                filled[*p][*c].is_none() && pictures[*p].cells[*c].choice.wanted.iter().any(speaks)
            };
            let cells: Vec<(usize, usize)> = places.iter().filter(wants).copied().collect();
            let mut rest: Vec<BlockName> = self
                .given
                .iter()
                .filter(|b| b.name.and_language().1 == language && !is_placed(self.document, b, &self.placed) && !is_apart(b))
                .map(|b| b.name.clone())
                .collect();
            self.in_order(&mut rest);
            if cells.is_empty() || rest.is_empty() {
                continue;
            }
            let is_bare = |panel: usize| {
                let said = filled[panel].iter().flatten().flat_map(|cell| &cell.blocks);
                said.into_iter().all(|name| matches!(name.kind, Kind::Art | Kind::Org))
            };
            let cells = if pictures.len() > FACES { emptiest(cells, rest.len(), is_bare) } else { cells };
            let rooms: Vec<f64> = cells.iter().map(|(p, c)| self.room(&pictures[*p], &filled[*p], *c)).collect();
            let lengths: Vec<f64> = rest.iter().map(|name| self.length(name)).collect();
            for ((p, c), range) in cells.into_iter().zip(parted(&lengths, &rooms)) {
                let blocks = rest[range].to_vec();
                self.placed.extend(blocks.iter().cloned());
                filled[p][c] = (!blocks.is_empty()).then(|| fill(&pictures[p].cells[c], blocks, true));
            }
        }
    }

    /// How much room a cell may have: its face without the blocks that stand there already.
    fn room(&self, picture: &Picture, filled: &[Option<Filled>], index: usize) -> f64 {
        let whole = picture.size.width.to_inches() * picture.size.height.to_inches();
        let others = filled.iter().enumerate().filter(|(i, _)| *i != index).filter_map(|(_, cell)| cell.as_ref());
        let used: f64 = others.flat_map(|cell| &cell.blocks).map(|name| self.length(name) / CHARACTERS).sum();
        (whole - used).max(whole / 5.0)
    }

    /// How long a block is, in characters; a code or a picture counts as many.
    fn length(&self, name: &BlockName) -> f64 {
        let Some(block) = self.document.blocks.iter().find(|b| b.name == *name) else { return CHARACTERS };
        let mut length = 60.0;
        block.body.paragraphs(&mut |paragraph| length += paragraph.text().chars().count() as f64 + 25.0);
        match block.name.kind {
            Kind::Qr | Kind::Image | Kind::Logos => length + 250.0,
            _ => length,
        }
    }
}

/// A sheet of more pieces than a front and a back is folded.
const FACES: usize = 2;

/// Characters that stand on a square inch, about.
const CHARACTERS: f64 = 60.0;

fn fill(asked: &Asked, blocks: Vec<BlockName>, flow: bool) -> Filled {
    Filled { written: asked.written.clone(), blocks, flow, cell: asked.cell, origin: asked.origin }
}

fn is_rest(asked: &Asked) -> bool {
    asked.choice.wanted.iter().any(|wish| matches!(wish, Wish::Rest { .. }))
}
