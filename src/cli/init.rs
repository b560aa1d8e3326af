//! `handbill init`: a project of one's own, begun with the built-in example or with a starter.

use super::{DONE, schema, stderr::Stderr, stdout::Stdout};
use crate::diag::{Diagnostic, Span, checks};
use crate::engine::starter::{self, Filling};
use crate::world::{self, builtin_files, disk};
use std::path::{Path, PathBuf};

/// Begin a project in a new folder: the built-in example, or a small one of the kind you want
///
/// Without `--from` it writes the example: the order sheet, the words, four organizations and their logos. With it, a small
/// project whose words are to be replaced. Formats, themes and fonts are built in and need no copy; a file of the same name in
/// the project takes their place.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    handbill init demo                            the worked example\n  \
    handbill init fair --from event --name 'Valley Works' --phone '(406) 555-0126' --color '#14506e'\n  \
    handbill list starters                        what a project can begin with\n\n\
    The smallest handbill.toml:\n  \
    [project]\n  name = \"Ours\"\n\n  [[make]]\n  content = \"message\"\n  formats = [\"flyer-letter\"]\n  orgs = \"all\"")]
pub struct Args {
    /// A new or empty folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The starter to begin with: `handbill list starters`
    #[arg(long, value_name = "STARTER")]
    from: Option<String>,
    /// The name of your organization
    #[arg(long, value_name = "NAME", requires = "from")]
    name: Option<String>,
    /// Its telephone number
    #[arg(long, value_name = "NUMBER", requires = "from")]
    phone: Option<String>,
    /// Its address on the web: codes lead there
    #[arg(long, value_name = "LINK", requires = "from")]
    web: Option<String>,
    /// Your logo: SVG, PNG or JPEG; it is copied into the project
    #[arg(long, value_name = "FILE", requires = "from")]
    logo: Option<PathBuf>,
    /// The language of your words, such as `es`
    #[arg(long, value_name = "LANGUAGE", requires = "from")]
    language: Option<String>,
}

/// What a project holds of the built-in files; all others are found without being copied.
const COPIED: [&str; 4] = ["handbill.toml", "content/", "assets/logos/", "assets/art/"];
const LEFT_OUT: &str = "content/languages/";
const IGNORED: &str = "# Made by `handbill build`\n/out/\n";

/// Files to be written, by their paths inside the project.
type Files = Vec<(String, Vec<u8>)>;

/// Writes the files of a project; 2 where the folder is not empty or an option is wrong.
pub fn run(args: &Args, stderr: &Stderr) -> u8 {
    // With -C the new folder is named from there, as with `git -C`.
    let folder = stderr.directory().join(&args.folder);
    let files = match &args.from {
        Some(from) => of_starter(from, args, stderr),
        None => Ok(example()),
    };
    match files.map(for_editors).and_then(|files| write(&folder, &files)) {
        Ok(count) => {
            let mut out = Stdout::default();
            if stderr.json {
                let folder = folder.display().to_string();
                out.line(&serde_json::json!({ "type": "project", "folder": folder, "files": count }).to_string());
            }
            stderr.say(&next_steps(&folder, count, args.from.is_some()));
            out.exit(DONE)
        }
        Err(diagnostic) => stderr.refuse(&diagnostic),
    }
}

fn example() -> Files {
    let files = builtin_files().iter().filter(|file| is_copied(file.path));
    files.map(|file| (file.path.to_string(), file.bytes().to_vec())).collect()
}

fn of_starter(from: &str, args: &Args, stderr: &Stderr) -> Result<Files, Diagnostic> {
    let logo = args.logo.as_ref().map(|path| logo(&stderr.directory().join(path))).transpose()?;
    let web = args.web.as_deref().map(starter::web).transpose()?;
    starter::check_name(args.name.as_deref())?;
    starter::check_phone(args.phone.as_deref())?;
    let filling = Filling {
        name: args.name.as_deref(),
        phone: args.phone.as_deref(),
        web: web.as_deref(),
        logo: logo.as_ref().map(|(path, _)| path.as_str()),
        color: stderr.brand(),
        language: args.language.as_deref(),
        today: world::source_date().unwrap_or_else(world::today),
    };
    let files = starter::project(from, &filling)?;
    Ok(files.into_iter().map(|(path, text)| (path, text.into_bytes())).chain(logo).collect())
}

/// The files with the line that leads an editor to the schema of each, and the schemas.
fn for_editors(files: Files) -> Files {
    let directed = files.into_iter().map(|(path, bytes)| match String::from_utf8(bytes) {
        Ok(text) => (path.clone(), schema::directed(&path, &text).into_bytes()),
        Err(error) => (path, error.into_bytes()),
    });
    let schemas = schema::files().map(|(path, text)| (path, text.as_bytes().to_vec()));
    directed.chain(schemas).collect()
}

/// Where the logo comes to lie, and its bytes.
fn logo(path: &Path) -> Result<(String, Vec<u8>), Diagnostic> {
    let refused = |why: String, help: &str| Diagnostic::error(&checks::MISSING_FILE, Span::NONE, why).help(help);
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !["svg", "png", "jpg", "jpeg"].contains(&ending.as_str()) {
        return Err(refused(format!("`{}` is no SVG, PNG or JPEG", path.display()), "ask whoever drew it for the SVG"));
    }
    let bytes =
        disk::read_if_there(path).map_err(|e| refused(format!("`{}` cannot be read: {e}", path.display()), "name the file"))?;
    let bytes = bytes.ok_or_else(|| refused(format!("there is no file `{}`", path.display()), "name it as it lies from here"))?;
    Ok((format!("assets/logos/ours.{ending}"), bytes))
}

/// Writes the files into a new folder; how many.
fn write(folder: &Path, files: &Files) -> Result<usize, Diagnostic> {
    let refused = |verb: &str, path: &Path, error: std::io::Error| {
        Diagnostic::error(&checks::DISK, Span::NONE, format!("cannot {verb} `{}`: {error}", path.display()))
    };
    if !disk::is_empty_or_absent(folder).map_err(|e| refused("look into", folder, e))? {
        let message = format!("`{}` is not empty", folder.display());
        return Err(Diagnostic::error(&checks::DISK, Span::NONE, message).help("name a new folder: `handbill init DIR`"));
    }
    let ignored = (".gitignore".to_string(), IGNORED.as_bytes().to_vec());
    for (path, bytes) in files.iter().chain(std::iter::once(&ignored)) {
        let place = folder.join(path);
        disk::write_whole(&place, bytes).map_err(|e| refused("write", &place, e))?;
    }
    Ok(files.len() + 1)
}

fn is_copied(path: &str) -> bool {
    COPIED.iter().any(|kept| path == *kept || (kept.ends_with('/') && path.starts_with(kept))) && !path.starts_with(LEFT_OUT)
}

fn next_steps(folder: &Path, count: usize, is_starter: bool) -> String {
    let folder = folder.display();
    let then = match is_starter {
        true => "Then write your own words into content/, and who you are into content/orgs/ours.toml",
        false => "Then change the words in content/, and write your organization into content/orgs/NAME.toml",
    };
    format!(
        "Wrote {count} files into {folder}\n\n\
         Next:\n  \
         cd {folder}\n  \
         handbill build              make everything handbill.toml asks for\n  \
         handbill list products      what that is\n  \
         handbill help files         every file and every key\n\n\
         {then}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_holds_words_and_logos_only() {
        assert!(is_copied("handbill.toml") && is_copied("content/orgs/a.toml") && is_copied("assets/logos/a.svg"));
        assert!(!is_copied("content/languages/en.toml") && !is_copied("fonts/fonts.toml"));
        assert!(!is_copied("assets/themes/civic.toml") && !is_copied("assets/formats/flyer-letter.toml"));
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let new = dir.path().join("demo");
        let count = write(&new, &example()).expect("an absent folder takes the example");
        assert!(count > 1 && new.join("handbill.toml").exists() && new.join(".gitignore").exists());
        let refused = write(&new, &example()).expect_err("it is not empty now");
        assert_eq!(refused.check, &checks::DISK);
    }
}
