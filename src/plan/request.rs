//! What is asked for: names of contents, organizations, languages and purposes; empty lists mean all.

use crate::model::{Accessibility, Ink, Name, Purpose, Standard};
use jiff::civil::Date;

/// What was asked for on the command line. Empty lists mean "as `handbill.toml` says".
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Contents or formats to make: `wallet-card` in every content, `fair` in every format, `fair wallet-card` the one in the other.
    pub names: Vec<String>,
    /// Of these contents alone, whatever `names` says; empty: of all.
    pub contents: Vec<Name>,
    /// For these organizations alone; shared sheets are made whole where one of them is on them.
    pub orgs: Vec<Name>,
    /// Of the languages that the project asks for, these: BCP 47 tags, or `en+es`. Pseudo-locales come in addition.
    pub languages: Vec<String>,
    /// For these alone, in place of those of the project.
    pub purposes: Vec<Purpose>,
    /// In place of the theme that each make and preset names.
    pub theme: Option<Name>,
    /// In place of the project's printing condition and standard.
    pub condition: Option<Name>,
    /// What press files must be, in place of what the project says.
    pub standard: Option<Standard>,
    /// In place of how the project uses ink on a printer of one's own.
    pub ink: Option<Ink>,
    /// In place of the edition that the project's files for screens follow.
    pub accessibility: Option<Accessibility>,
    /// Files for screens bring the words they were made from, also where the project does not ask for it.
    pub attach: bool,
    /// In place of the project's `output` pattern.
    pub output: Option<String>,
    /// `--as-of`: what counts as today for review dates, and the date written into files.
    pub as_of: Option<Date>,
    /// Today by the clock: for review dates only, never written anywhere.
    pub today: Date,
    /// `--allow-expired NAME`: what is past its review date and is printed all the same.
    pub allow_expired: Vec<String>,
    /// The organizations came with the request, in place of the project's.
    pub given: bool,
    /// Events came with the request: they are what is made.
    pub events: bool,
}

impl Request {
    /// The output pattern in use, the project's being `stated`: the one that was asked for, or, where a folder was asked
    /// for (`send/`), the project's in that folder.
    pub fn pattern(&self, stated: &str) -> String {
        match &self.output {
            Some(folder) if folder.ends_with('/') && !folder.trim_end_matches('/').is_empty() => {
                let fixed = stated.find('{').map_or(stated, |at| &stated[..at]);
                let inside = fixed.rfind('/').map_or(stated, |at| &stated[at + 1..]);
                format!("{folder}{inside}")
            }
            Some(pattern) => pattern.clone(),
            None => stated.to_string(),
        }
    }

    /// All that the project asks for, as it asks for it.
    pub fn everything(today: Date) -> Request {
        Request {
            names: Vec::new(),
            contents: Vec::new(),
            orgs: Vec::new(),
            languages: Vec::new(),
            purposes: Vec::new(),
            theme: None,
            condition: None,
            standard: None,
            ink: None,
            accessibility: None,
            attach: false,
            output: None,
            as_of: None,
            today,
            allow_expired: Vec::new(),
            given: false,
            events: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(output: Option<&str>) -> String {
        let request = Request { output: output.map(str::to_string), ..Request::everything(jiff::civil::date(2026, 11, 23)) };
        request.pattern("out/{purpose}/{org}-{format}.pdf")
    }

    #[test]
    fn a_folder_takes_the_place_of_the_projects_folder() {
        assert_eq!(pattern(Some("send/")), "send/{purpose}/{org}-{format}.pdf");
        assert_eq!(pattern(Some("/tmp/a/")), "/tmp/a/{purpose}/{org}-{format}.pdf");
        assert_eq!(pattern(Some("send/{org}.pdf")), "send/{org}.pdf");
        assert_eq!(pattern(Some("flyer")), "flyer");
        assert_eq!(pattern(None), "out/{purpose}/{org}-{format}.pdf");
    }
}
