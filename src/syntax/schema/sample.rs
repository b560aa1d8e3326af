//! Files made up of what is known so far, for a reading function to ask for more. No chance: each number gives one file.

use super::trace::{Form, Node, NodeId, ROOT, SAMPLES};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Tables in tables; nothing that people write goes as deep.
const DEEPEST: usize = 14;

/// A file, and where its places lie in it.
pub struct Sample {
    pub text: String,
    pub values: BTreeMap<usize, NodeId>,
    pub names: BTreeMap<usize, NodeId>,
}

/// The file of a number. Lists whose items nobody knows yet get a place for them.
pub fn sample(nodes: &mut Vec<Node>, number: u64) -> Sample {
    let file = Sample { text: String::new(), values: BTreeMap::new(), names: BTreeMap::new() };
    // The constants of splitmix64.
    let mut writer = Writer { nodes, state: number.wrapping_mul(0x9e37_79b9_7f4a_7c15), file };
    for (key, owner, value) in writer.entries(ROOT) {
        writer.entry(&key, owner, value, 0);
        writer.file.text.push('\n');
    }
    writer.file
}

/// Makes up one file.
struct Writer<'n> {
    nodes: &'n mut Vec<Node>,
    state: u64,
    file: Sample,
}

impl Writer<'_> {
    /// A number under another one.
    fn pick(&mut self, under: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % under.max(1) as u64) as usize
    }

    /// What this file has in a table: key, the table where the key has a name of its own, and the value.
    fn entries(&mut self, table: NodeId) -> Vec<(String, Option<NodeId>, NodeId)> {
        // All that decide, or one or two of them.
        let forks = self.nodes[table].forks.len();
        let taken = match self.pick(3) {
            0 => None,
            _ => Some([self.pick(forks), self.pick(2 * forks)]),
        };
        let dice: Vec<bool> = (0..self.nodes[table].keys.len()).map(|_| self.pick(8) > 0).collect();
        let (usual, name) = (self.pick(4) > 0, self.pick(usize::MAX));
        let node = &self.nodes[table];
        let is_there = |key: &String, by_chance: bool| match (node.forks.iter().position(|fork| fork == key), taken) {
            (Some(fork), Some(taken)) => taken.contains(&fork),
            _ => by_chance,
        };
        let keys = node.keys.iter().zip(dice).filter(|((key, _), by_chance)| is_there(key, *by_chance));
        let mut entries: Vec<_> = keys.map(|((key, value), _)| (key.clone(), None, *value)).collect();
        if let Some(value) = node.rest {
            let names: Vec<&str> = match node.names.is_empty() || !usual {
                true => SAMPLES.to_vec(),
                false => node.names.iter().map(String::as_str).collect(),
            };
            let name = names[name % names.len()];
            if !node.keys.contains_key(name) {
                entries.push((name.to_string(), Some(table), value));
            }
        }
        entries
    }

    fn entry(&mut self, key: &str, owner: Option<NodeId>, value: NodeId, depth: usize) {
        let start = self.file.text.len();
        self.file.names.extend(owner.map(|table| (start, table)));
        let _ = write!(self.file.text, "{} = ", toml_edit::Value::from(key));
        self.value(value, depth);
    }

    fn value(&mut self, at: NodeId, depth: usize) {
        self.file.values.insert(self.file.text.len(), at);
        match self.form(at, depth) {
            Form::Table => {
                self.file.text.push('{');
                for (i, (key, owner, value)) in self.entries(at).into_iter().enumerate() {
                    self.file.text.push_str(if i > 0 { ", " } else { " " });
                    self.entry(&key, owner, value, depth + 1);
                }
                self.file.text.push_str(" }");
            }
            Form::List => {
                let items = self.items(at);
                let counts: Vec<usize> = self.nodes[at].counts.iter().copied().collect();
                let count = counts.get(self.pick(counts.len())).copied().unwrap_or(1);
                self.file.text.push('[');
                for i in 0..count {
                    self.file.text.push_str(if i > 0 { ", " } else { "" });
                    self.value(items, depth + 1);
                }
                self.file.text.push(']');
            }
            Form::Text => {
                let choices: Vec<String> = self.nodes[at].choices.iter().cloned().collect();
                let word = choices.get(self.pick(choices.len())).map_or("x", String::as_str);
                let _ = write!(self.file.text, "{}", toml_edit::Value::from(word));
            }
            Form::Length => self.file.text.push_str("\"1in\""),
            Form::Color => self.file.text.push_str("\"#000000\""),
            Form::Number | Form::Whole => {
                let (low, _) = self.nodes[at].bounds.unwrap_or((1.0, 1.0));
                let _ = write!(self.file.text, "{low}");
            }
            Form::Flag => {
                let flag = ["true", "false"][self.pick(2)];
                self.file.text.push_str(flag);
            }
            Form::Date => self.file.text.push_str("2027-01-16"),
            Form::Moment => self.file.text.push_str("2027-01-16T09:00:00"),
            Form::Time => self.file.text.push_str("09:00:00"),
        }
    }

    fn form(&mut self, at: NodeId, depth: usize) -> Form {
        let (forms, open): (Vec<Form>, bool) = (self.nodes[at].forms.iter().copied().collect(), self.nodes[at].open);
        if depth > DEEPEST {
            return Form::Text;
        }
        match forms.is_empty() || (open && self.pick(3) == 0) {
            true => Form::TRIED[self.pick(Form::TRIED.len())],
            false => forms[self.pick(forms.len())],
        }
    }

    fn items(&mut self, list: NodeId) -> NodeId {
        self.nodes[list].items.unwrap_or_else(|| {
            self.nodes.push(Node { open: true, ..Node::default() });
            let new = self.nodes.len() - 1;
            self.nodes[list].items = Some(new);
            new
        })
    }
}
