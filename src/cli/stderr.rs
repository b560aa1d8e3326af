//! What is said on stderr: diagnostics and short sentences, in the format and colours asked for.

use super::select::quoted;
use super::{Color, Common, MessageFormat, UNUSABLE};
use crate::diag::{self, Diagnostic, Severity, Sources, render};
use crate::model::Project;
use crate::syntax::{self, Chunk, Given, Wanted};
use crate::world::{World, disk};
use anstream::ColorChoice;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The name of the file that makes a folder a project.
const PROJECT_FILE: &str = "handbill.toml";

/// How to talk, and about which folder.
pub struct Stderr {
    pub json: bool,
    pub quiet: bool,
    format: diag::Format,
    color: Color,
    directory: Option<PathBuf>,
    /// How the project is reached from the root of its repository, where somebody wants to know.
    base: OnceLock<String>,
}

impl Stderr {
    /// As the options that all commands share say.
    pub fn new(common: &Common) -> Stderr {
        let format = match common.message_format {
            MessageFormat::Human => diag::Format::Human,
            MessageFormat::Short => diag::Format::Short,
            MessageFormat::Json => diag::Format::Json,
            MessageFormat::Github => diag::Format::Github,
        };
        Stderr {
            json: common.json,
            quiet: common.quiet,
            format,
            color: common.color.clone(),
            base: OnceLock::new(),
            directory: common.directory.clone(),
        }
    }

    /// Whether findings are said as people read them, and not as other programs do.
    pub fn is_for_people(&self) -> bool {
        self.format == diag::Format::Human
    }

    /// The colour of an organization, where `--color` was one.
    pub fn brand(&self) -> Option<&str> {
        match &self.color {
            Color::Brand(brand) => Some(brand),
            Color::Auto | Color::Always | Color::Never => None,
        }
    }

    /// The folder to start from: `-C`, else here.
    pub fn directory(&self) -> PathBuf {
        self.directory.clone().unwrap_or_default()
    }

    /// The folder as it is typed again, with a blank before it.
    pub fn typed(&self) -> String {
        self.directory.iter().map(|folder| format!(" -C {}", quoted(&folder.display().to_string()))).collect()
    }

    /// The project's folder: the one given, else the nearest one up from here, else here.
    pub fn root(&self) -> PathBuf {
        match &self.directory {
            Some(directory) => directory.clone(),
            None => disk::find_up(PROJECT_FILE).unwrap_or_default(),
        }
    }

    /// Reads the project. An exit code where there is none to read.
    pub fn read(&self, wanted: Wanted) -> Result<(World, Project, Vec<Diagnostic>), u8> {
        self.read_given(wanted, &Given::default())
    }

    /// The same with tables from the command line.
    pub fn read_given(&self, wanted: Wanted, given: &Given) -> Result<(World, Project, Vec<Diagnostic>), u8> {
        self.read_chunk(wanted, given, Chunk::ALL)
    }

    /// The same with a chunk of the organizations.
    pub fn read_chunk(&self, wanted: Wanted, given: &Given, chunk: Chunk) -> Result<(World, Project, Vec<Diagnostic>), u8> {
        let world = World::open(self.root());
        let (project, found) = syntax::read_chunk(&world, &wanted, given, chunk);
        // Without a place in a file it is the project itself that cannot be read.
        let unreadable = |d: &Diagnostic| d.is_error() && d.check == &diag::checks::UNREADABLE_FILE;
        let is_head = |d: &Diagnostic| project.sources.path(d.span.file) == Some(PROJECT_FILE);
        let is_there = project.sources.all().any(|(_, path, _)| path == PROJECT_FILE);
        if found.iter().any(|d| unreadable(d) && (is_head(d) || d.span.is_none() && !is_there)) {
            found.iter().for_each(|d| self.tell(d, &project.sources));
            return Err(UNUSABLE);
        }
        Ok((world, project, found))
    }

    /// Says what was found. Warnings are not said when quiet is asked for.
    pub fn tell(&self, diagnostic: &Diagnostic, sources: &Sources) {
        if self.quiet && diagnostic.severity != Severity::Error {
            return;
        }
        let text = match self.format {
            diag::Format::Github => {
                let base = self.base.get_or_init(|| disk::inside_repository(&self.root()));
                diag::render_github(diagnostic, sources, base)
            }
            format => render(diagnostic, sources, format, self.colors_of(&io::stderr())),
        };
        self.write(&text);
    }

    /// Refuses what was asked, and how to mend it.
    pub fn refuse(&self, diagnostic: &Diagnostic) -> u8 {
        self.tell(diagnostic, &Sources::default());
        UNUSABLE
    }

    /// A sentence for people.
    pub fn say(&self, words: &str) {
        if !self.quiet {
            self.write(&format!("{words}\n"));
        }
    }

    /// Whether a stream takes colours.
    pub fn colors_of(&self, stream: &dyn Stream) -> bool {
        match &self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto | Color::Brand(_) => stream.takes_colors(),
        }
    }

    fn write(&self, text: &str) {
        // Nobody listens: nothing to be done about it, and no reason to stop making files.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// A stream that may be a terminal.
pub trait Stream {
    /// A terminal, and neither NO_COLOR nor its kin forbid.
    fn takes_colors(&self) -> bool;
}

impl<S: anstream::stream::RawStream> Stream for S {
    fn takes_colors(&self) -> bool {
        self.is_terminal() && anstream::AutoStream::choice(self) != ColorChoice::Never
    }
}

/// A path inside the project as it is written from here.
pub fn from_here(root: &Path, path: &str) -> String {
    match root.as_os_str().is_empty() || root == Path::new(".") {
        true => path.to_string(),
        false => root.join(path).display().to_string(),
    }
}
