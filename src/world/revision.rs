//! The files of a folder as a revision of its repository has them. Asks the `git` of the machine: nothing else in the program
//! needs it, and nothing is checked out or changed.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// A folder at a revision.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// By their paths inside the folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The day it was committed, as `2026-11-28`.
    pub day: String,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// The program is not there, or must not be run.
    #[error("`git` cannot be run: {0}")]
    NoGit(io::Error),
    /// What `git` says to it, without its `fatal:`; no repository, or no such revision.
    #[error("git: {0}")]
    Git(String),
    /// The head of a file that cannot be read, as `git cat-file` gave it.
    #[error("git answers what was not asked: {0}")]
    Answer(String),
    /// What is written to `git` or read from it broke off.
    #[error(transparent)]
    Pipe(#[from] io::Error),
}

/// The files that a folder had at a revision: a commit, a branch, a tag, `HEAD~3`, `@{2026-10-01}`. Links and submodules
/// are no files.
///
/// # Errors
/// No `git`, no repository, or no such revision in it.
pub fn revision(folder: &Path, name: &str) -> Result<Revision, RevisionError> {
    let commit = said(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")]).map_err(
        |error| match error {
            RevisionError::Git(why) if why.is_empty() => RevisionError::Git(format!("there is no revision `{name}`")),
            other => other,
        },
    )?;
    let commit = commit.trim();
    let day = said(folder, &["show", "--no-patch", "--format=%cs", commit])?.trim().to_string();
    let listed = said(folder, &["ls-tree", "-r", "-z", commit])?;
    let blobs: Vec<(&str, &str)> = listed.split('\0').filter_map(blob).collect();
    Ok(Revision { files: contents(folder, &blobs)?, day })
}

/// Id and path of a row of `git ls-tree`: `100644 blob ID<tab>PATH`.
fn blob(row: &str) -> Option<(&str, &str)> {
    let (head, path) = row.split_once('\t')?;
    let mut parts = head.split(' ');
    let (mode, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
    (kind == "blob" && mode.starts_with("100")).then_some((id, path))
}

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    command.arg("-C").arg(folder).args(arguments).stdin(Stdio::null());
    command
}

fn said(folder: &Path, arguments: &[&str]) -> Result<String, RevisionError> {
    let output = git(folder, arguments).output().map_err(RevisionError::NoGit)?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(RevisionError::Git(why.trim().trim_start_matches("fatal: ").to_string()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The bytes of many blobs through one `git cat-file`, which answers `ID blob SIZE`, the bytes and a line end for each.
fn contents(folder: &Path, blobs: &[(&str, &str)]) -> Result<BTreeMap<String, Vec<u8>>, RevisionError> {
    let mut command = git(folder, &["cat-file", "--batch"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(RevisionError::NoGit)?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(RevisionError::Answer("no pipe".to_string()));
    };
    let asked: String = blobs.iter().map(|(id, _)| format!("{id}\n")).collect();
    // Asked from a thread of its own: git answers before it has read everything.
    let files = std::thread::scope(|scope| {
        scope.spawn(move || ask.write_all(asked.as_bytes()));
        let mut answer = BufReader::new(answer);
        blobs.iter().map(|(_, path)| Ok((path.to_string(), one_blob(&mut answer)?))).collect()
    });
    child.wait()?;
    files
}

fn one_blob(answer: &mut impl io::BufRead) -> Result<Vec<u8>, RevisionError> {
    let mut head = String::new();
    answer.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok());
    let size: usize = size.ok_or_else(|| RevisionError::Answer(head.trim().to_string()))?;
    let mut bytes = vec![0; size];
    answer.read_exact(&mut bytes)?;
    answer.read_exact(&mut [0])?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::blob;

    #[test]
    fn files_are_told_from_links_and_submodules() {
        assert_eq!(blob("100644 blob 0a1b\tcontent/fair day.toml"), Some(("0a1b", "content/fair day.toml")));
        assert_eq!(blob("120000 blob 0a1b\tcontent/link.toml"), None);
        assert_eq!(blob("160000 commit 0a1b\tshared"), None);
    }
}
