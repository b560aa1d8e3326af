//! What was changed through the page, in order: to take it back, to do it again, and to show it before leaving.

use std::collections::BTreeMap;

/// One change of one file. `None`: there was or is no such file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileChange {
    pub path: String,
    pub before: Option<Vec<u8>>,
    pub after: Option<Vec<u8>>,
}

/// What one action of a person has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which value, so that the letters of one word are taken back together; empty: a step of its own.
    pub of: String,
    pub files: Vec<FileChange>,
}

/// Steps done and undone since the page was opened.
#[derive(Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Files as they were before the first change.
    found: BTreeMap<String, Option<Vec<u8>>>,
    /// The next change begins a step of its own, whatever it changes.
    sealed: bool,
}

/// More steps than this are forgotten, the oldest first.
const MOST: usize = 500;

impl History {
    /// Takes in a change. Letters typed into one field are one step.
    pub fn add(&mut self, step: Step) {
        for file in &step.files {
            self.found.entry(file.path.clone()).or_insert_with(|| file.before.clone());
        }
        self.undone.clear();
        let joins = !self.sealed && !step.of.is_empty() && self.done.last().is_some_and(|last| continues(last, &step));
        self.sealed = false;
        match self.done.last_mut().filter(|_| joins) {
            Some(last) => last.files[0].after.clone_from(&step.files[0].after),
            None => self.done.push(step),
        }
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }

    /// The next change is not joined to the last.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// What would be taken back now.
    pub fn last(&self) -> Option<&Step> {
        self.done.last()
    }

    /// What would be done again now.
    pub fn next(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// The last step has been taken back.
    pub fn undid(&mut self) {
        self.undone.extend(self.done.pop());
        self.sealed = true;
    }

    /// The step that was taken back last has been done again.
    pub fn redid(&mut self) {
        self.done.extend(self.undone.pop());
        self.sealed = true;
    }

    /// Files as they were found, by path, of all that was changed.
    pub fn found(&self) -> &BTreeMap<String, Option<Vec<u8>>> {
        &self.found
    }
}

fn continues(last: &Step, step: &Step) -> bool {
    let one = |step: &Step| step.files.len() == 1;
    last.of == step.of
        && one(last)
        && one(step)
        && last.files[0].path == step.files[0].path
        && last.files[0].after == step.files[0].before
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffLine {
    Same(String),
    Out(String),
    In(String),
    /// Lines that are alike and not shown.
    Gap,
}

/// What differs between two texts, line by line, with two lines around each difference.
pub fn difference(before: &str, after: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut lines: Vec<DiffLine> = old[..head].iter().map(|l| DiffLine::Same((*l).to_string())).collect();
    lines.extend(middle(a, b));
    lines.extend(old[old.len() - tail..].iter().map(|l| DiffLine::Same((*l).to_string())));
    around(lines)
}

/// More cells than this are not compared one by one: everything between is out and in.
const MOST_CELLS: usize = 4_000_000;

fn middle(a: &[&str], b: &[&str]) -> Vec<DiffLine> {
    let out = |l: &&str| DiffLine::Out((*l).to_string());
    let put = |l: &&str| DiffLine::In((*l).to_string());
    if a.len().saturating_mul(b.len()) > MOST_CELLS {
        return a.iter().map(out).chain(b.iter().map(put)).collect();
    }
    // Longest common run of lines from each place to the ends.
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = match a[i] == b[j] {
                true => common[(i + 1) * width + j + 1] + 1,
                false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push(DiffLine::Same(a[i].to_string()));
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(out(&a[i]));
            i += 1;
        } else {
            lines.push(put(&b[j]));
            j += 1;
        }
    }
    lines
}

fn around(lines: Vec<DiffLine>) -> Vec<DiffLine> {
    let same = |line: &DiffLine| matches!(line, DiffLine::Same(_));
    let near: Vec<bool> = (0..lines.len())
        .map(|at| lines[at.saturating_sub(2)..(at + 3).min(lines.len())].iter().any(|line| !same(line)))
        .collect();
    let mut shown = Vec::new();
    for (line, near) in lines.into_iter().zip(near) {
        match near {
            true => shown.push(line),
            false if shown.last() == Some(&DiffLine::Gap) => {}
            false => shown.push(DiffLine::Gap),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(of: &str, before: &str, after: &str) -> Step {
        let bytes = |text: &str| Some(text.as_bytes().to_vec());
        Step { of: of.into(), files: vec![FileChange { path: "a".into(), before: bytes(before), after: bytes(after) }] }
    }

    #[test]
    fn letters_of_one_field_are_one_step() {
        let mut history = History::default();
        history.add(step("x", "", "a"));
        history.add(step("x", "a", "ab"));
        history.add(step("y", "ab", "abc"));
        assert_eq!(history.last(), Some(&step("y", "ab", "abc")));
        history.undid();
        assert_eq!(history.last(), Some(&step("x", "", "ab")));
        history.add(step("x", "ab", "abd"));
        assert_eq!(history.last(), Some(&step("x", "ab", "abd")), "after undo a new step begins");
        assert_eq!(history.next(), None);
    }

    #[test]
    fn a_difference_shows_two_lines_around() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let lines = difference(old, &old.replace('5', "five"));
        let text = |line: &DiffLine| match line {
            DiffLine::Same(l) => format!(" {l}"),
            DiffLine::Out(l) => format!("-{l}"),
            DiffLine::In(l) => format!("+{l}"),
            DiffLine::Gap => "~".to_string(),
        };
        let shown: Vec<String> = lines.iter().map(text).collect();
        assert_eq!(shown, ["~", " 3", " 4", "-5", "+five", " 6", " 7", "~"]);
        assert_eq!(difference(old, old), [DiffLine::Gap]);
    }
}
