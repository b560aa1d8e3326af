//! What a reading function asks for, written down while it reads: keys, the forms of their values, words to choose from,
//! bounds. A schema made of it cannot drift from what is read.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// A place in files of one kind: a table, a value, the items of a list.
pub type NodeId = usize;

/// The file as a whole.
pub const ROOT: NodeId = 0;

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Text,
    Length,
    Color,
    Number,
    Whole,
    Flag,
    Date,
    /// A day with a time.
    Moment,
    Time,
    Table,
    List,
}

impl Form {
    /// To be tried where nothing is known of a value yet.
    pub const TRIED: [Form; 8] =
        [Form::Text, Form::Table, Form::List, Form::Flag, Form::Number, Form::Date, Form::Moment, Form::Time];
}

/// All that is known of a place.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub keys: BTreeMap<String, NodeId>,
    /// The value of keys with names of their own: `[text.NAME]`.
    pub rest: Option<NodeId>,
    /// Those names, where there are only some.
    pub names: BTreeSet<String>,
    pub items: Option<NodeId>,
    /// How many items, where that is fixed.
    pub counts: BTreeSet<usize>,
    pub forms: BTreeSet<Form>,
    pub choices: BTreeSet<String>,
    pub bounds: Option<(f64, f64)>,
    /// Any other key is a mistake.
    pub closed: bool,
    /// Asked for as a plain value: it may be of several forms.
    pub open: bool,
    /// Keys of which the presence decides what else is read.
    pub forks: BTreeSet<String>,
    /// How often a table was read, and how often each key had to be there.
    pub visits: usize,
    pub musts: BTreeMap<String, usize>,
}

impl Node {
    /// Keys that a table must have, whatever else it has.
    pub fn required(&self) -> impl Iterator<Item = &str> {
        self.musts.iter().filter(|(_, count)| **count >= self.visits).map(|(key, _)| key.as_str())
    }

    /// Grows with what is known.
    fn known(&self) -> usize {
        let places = self.keys.len() + usize::from(self.rest.is_some()) + usize::from(self.items.is_some());
        let words = self.names.len() + self.choices.len() + self.forms.len() + self.counts.len() + self.forks.len();
        places + words + usize::from(self.bounds.is_some()) + usize::from(self.closed) + usize::from(self.open)
    }
}

/// Notes of one kind of file, and where its places lie in the text that is read just now.
#[derive(Default)]
pub struct Trace {
    nodes: RefCell<Vec<Node>>,
    /// By the first byte of a value.
    values: BTreeMap<usize, NodeId>,
    /// Tables by the first byte of a key with a name of its own.
    names: BTreeMap<usize, NodeId>,
    /// Values of keys that are read by name, met again among all keys of their table.
    passed: RefCell<BTreeSet<usize>>,
}

/// The place of what is not noted.
const NOWHERE: NodeId = NodeId::MAX;

impl Trace {
    /// What is known so far, and where its places begin in the text that is read.
    pub fn new(nodes: Vec<Node>, values: BTreeMap<usize, NodeId>, names: BTreeMap<usize, NodeId>) -> Trace {
        Trace { nodes: RefCell::new(nodes), values, names, passed: RefCell::default() }
    }

    /// What is known now.
    pub fn into_nodes(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    /// The place of the value that begins at a byte; the root where none does.
    pub fn at(&self, start: usize) -> NodeId {
        match self.passed.borrow().contains(&start) {
            true => NOWHERE,
            false => self.values.get(&start).copied().unwrap_or(ROOT),
        }
    }

    /// The value at a byte is read under its own key.
    pub fn is_read(&self, start: usize) {
        self.passed.borrow_mut().remove(&start);
    }

    /// Notes something of a place; nothing where it is not noted.
    pub fn with(&self, node: NodeId, note: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.borrow_mut().get_mut(node) {
            note(node);
        }
    }

    /// A value was read in one of the forms it may have.
    pub fn form(&self, start: usize, form: Form) {
        self.with(self.at(start), |node| node.forms.extend([form]));
    }

    /// A list was read whose items are all of a form.
    pub fn list(&self, start: usize, of: Form) {
        let node = self.at(start);
        self.form(start, Form::List);
        let items = self.child(node, |node| &mut node.items);
        self.with(items, |items| items.forms.extend([of]));
    }

    /// A key of a table was asked for.
    pub fn key(&self, table: NodeId, key: &str) -> NodeId {
        let rest = self.nodes.borrow().get(table).and_then(|node| {
            let is_sample = SAMPLES.contains(&key) || node.names.contains(key);
            node.rest.filter(|_| is_sample && !node.keys.contains_key(key))
        });
        let known = || self.nodes.borrow().get(table).and_then(|node| node.keys.get(key).copied());
        if let Some(node) = rest.or_else(known) {
            return node;
        }
        if table == NOWHERE {
            return NOWHERE;
        }
        let new = self.add();
        self.with(table, |node| node.keys.extend([(key.to_string(), new)]));
        new
    }

    /// Whether a key is there decides what else is read.
    pub fn decides(&self, table: NodeId, key: &str) {
        self.key(table, key);
        self.with(table, |node| node.forks.extend([key.to_string()]));
    }

    /// All keys of a table were asked for, whatever they are called: here are those that there are.
    pub fn rest<'k>(&self, table: NodeId, there: impl Iterator<Item = (&'k str, usize)>) {
        if let Some(node) = self.nodes.borrow().get(table) {
            let known = there.filter(|(key, _)| node.keys.contains_key(*key)).map(|(_, start)| start);
            self.passed.borrow_mut().extend(known);
        }
        let rest = self.child(table, |node| &mut node.rest);
        self.with(rest, |rest| rest.open = true);
    }

    /// A text was held against words.
    pub fn choices<'w>(&self, start: usize, words: impl Iterator<Item = &'w str>) {
        let words = words.map(str::to_string);
        match self.names.get(&start) {
            Some(table) => self.with(*table, |node| node.names.extend(words)),
            None => self.with(self.at(start), |node| node.choices.extend(words)),
        }
    }

    fn child(&self, of: NodeId, place: impl Fn(&mut Node) -> &mut Option<NodeId>) -> NodeId {
        let mut found = None;
        self.with(of, |node| found = *place(node));
        if of == NOWHERE {
            return NOWHERE;
        }
        found.unwrap_or_else(|| {
            let new = self.add();
            self.with(of, |node| *place(node) = Some(new));
            new
        })
    }

    fn add(&self) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node::default());
        nodes.len() - 1
    }
}

/// Names that stand for any: a kind of block, and a key of a look.
pub const SAMPLES: [&str; 2] = ["text", "*"];

/// How much is known of all places.
pub fn known(nodes: &[Node]) -> usize {
    nodes.len() + nodes.iter().map(Node::known).sum::<usize>()
}
