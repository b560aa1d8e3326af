//! From the names of a job to the things they name, once: every stage after it takes a [`Product`] and looks nothing up.
//! What a product depends on is listed here too, in one place: cache keys and affected jobs read that list.

use crate::diag::{Diagnostic, FileId, Span, checks};
use crate::model::{Condition, Content, Event, Format, Language, Org, Project, Purpose, Row, Scheme, Theme, Translation};
use crate::plan::{Job, Share};
use std::borrow::Cow;

/// One product with everything that its job names.
#[derive(Clone, Debug)]
pub struct Product<'p> {
    /// All that was read: for what no name of the job leads to, such as fonts and pictures.
    pub project: &'p Project,
    /// What is made, by names. Of a share on shared sheets a job of its own.
    pub job: Cow<'p, Job>,
    /// It is made to lie on sheets beside others of its kind.
    pub is_share: bool,
    /// What is said.
    pub content: &'p Content,
    /// Whose words it carries; on shared sheets the first of [`Product::orgs`].
    pub org: &'p Org,
    /// Every organization whose words are on the sheets, in the order of the job.
    pub orgs: Vec<&'p Org>,
    /// The row of a table of events that it is made for.
    pub event: Option<&'p Event>,
    /// Rows of a table of events that it shows all together, with their ids.
    pub season: Vec<(&'p str, &'p Event)>,
    /// The row of another table that it shows.
    pub row: Option<&'p Row>,
    /// Every row of another table that is on the sheets, in the order of the job.
    pub rows: Vec<&'p Row>,
    /// In the order of the sheet.
    pub languages: Vec<Spoken<'p>>,
    /// As a product in its first language is folded.
    pub format: Cow<'p, Format>,
    /// How it looks, with [`Product::themes`] for whatever it does not say itself.
    pub theme: &'p Theme,
    /// How its faces lie on sheets. Of no account on a screen.
    pub scheme: &'p Scheme,
    /// The printing condition, for press alone.
    pub condition: Option<&'p Condition>,
}

/// One language of a product.
#[derive(Clone, Debug)]
pub struct Spoken<'p> {
    /// BCP 47, or that of a pseudo-language.
    pub tag: String,
    /// `None` for a pseudo-language.
    pub language: Option<&'p Language>,
    /// `None` where the content is written in it, or nobody has translated it.
    pub translation: Option<&'p Translation>,
}

/// Everything of the project that a product is made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dependencies<'p> {
    /// Files of words, paper and looks; not those of the order itself. A file may stand twice.
    pub files: Vec<FileId>,
    /// Rows of tables, as places in the text of the table.
    pub rows: Vec<Span>,
    /// Pictures and logos, as paths inside the project.
    pub pictures: Vec<&'p str>,
}

/// Looks up everything that a job names.
///
/// # Errors
/// A diagnostic for each name that nothing has: `plan` makes jobs of known names, so these are the ones that a request or
/// the defaults bring, such as a printing condition.
pub fn bind<'p>(project: &'p Project, job: &'p Job) -> Result<Product<'p>, Vec<Diagnostic>> {
    let mut missing = Vec::new();
    let unknown = |what: &str, name: &str, place: Span| {
        Diagnostic::error(&checks::UNKNOWN_NAME, place, format!("there is no {what} `{name}`"))
            .help(format!("`handbill list {what}s` shows those there are"))
    };
    let mut note = |absent: bool, what: &str, name: &str| {
        if absent {
            missing.push(unknown(what, name, job.origin));
        }
    };
    let content = project.contents.get(&job.content);
    note(content.is_none(), "content", &job.content);
    let org = project.orgs.get(&job.org);
    note(org.is_none(), "organization", &job.org);
    let format = project.paper(&job.format, &job.language);
    note(format.is_none(), "format", &job.format);
    let theme = project.themes.get(&job.theme);
    note(theme.is_none(), "theme", &job.theme);
    let scheme = project.schemes.get(&job.scheme);
    note(scheme.is_none(), "scheme", &job.scheme);
    let condition = project.conditions.get(&job.condition).filter(|_| job.purpose == Purpose::Press);
    if condition.is_none() && job.purpose == Purpose::Press {
        missing.push(unknown("condition", &job.condition, project.defaults.condition.span));
    }
    let (Some(content), Some(org), Some(format), Some(theme), Some(scheme)) = (content, org, format, theme, scheme) else {
        return Err(missing);
    };
    if !missing.is_empty() {
        return Err(missing);
    }
    let spoken = |tag: &str| Spoken {
        tag: tag.to_string(),
        language: project.languages.get(tag),
        translation: project.translations.get(&(job.content.clone(), tag.to_string())),
    };
    Ok(Product {
        project,
        content,
        org,
        orgs: job.orgs().into_iter().filter_map(|name| project.orgs.get(name)).collect(),
        event: job.event.as_ref().and_then(|name| project.events.get(name)),
        season: job.season.iter().filter_map(|name| Some((name.as_str(), project.events.get(name)?))).collect(),
        row: job.row.as_ref().and_then(|name| project.rows.get(name)),
        rows: job.rows().filter_map(|name| project.rows.get(name)).collect(),
        languages: job.languages().map(spoken).collect(),
        format,
        theme,
        scheme,
        condition,
        job: Cow::Borrowed(job),
        is_share: false,
    })
}

impl<'p> Product<'p> {
    /// Whether it lies on sheets with copies that differ from it by a row or a number, and must look like them.
    pub fn has_like_copies(&self) -> bool {
        let is_own = self.job.row.is_some() || self.job.copy.is_some();
        let shares = self.job.gang.iter().flat_map(|shared| &shared.shares);
        (self.is_share && is_own) || shares.into_iter().any(Share::is_own)
    }

    /// The product of one organization alone, where several share the sheets; `None` where nobody has that name.
    pub fn of_share(&self, share: &Share) -> Option<Product<'p>> {
        let org = self.project.orgs.get(&share.org)?;
        let row = share.row.as_ref().and_then(|name| self.project.rows.get(name));
        let job = Cow::Owned(self.job.of_share(share));
        Some(Product { org, orgs: vec![org], row, rows: row.into_iter().collect(), job, is_share: true, ..self.clone() })
    }

    /// What it is made from.
    pub fn dependencies(&self) -> Dependencies<'p> {
        let mut found = Dependencies::default();
        let mut origins = vec![self.content.origin, self.format.origin, self.scheme.origin];
        origins.extend(self.condition.map(|condition| condition.origin));
        for spoken in &self.languages {
            origins.extend(spoken.translation.map(|translation| translation.origin));
            origins.extend(spoken.language.map(|language| language.origin));
        }
        origins.extend(self.themes().iter().map(|theme| theme.origin));
        let rows = self.orgs.iter().map(|org| org.origin).chain(self.event.map(|event| event.origin));
        let rows = rows.chain(self.season.iter().map(|(_, event)| event.origin));
        let rows = rows.chain(self.rows.iter().map(|row| row.origin));
        let (rows, files): (Vec<Span>, Vec<Span>) = rows.partition(|origin| self.project.sources.table(origin.file).is_some());
        origins.extend(files);
        found.rows = rows;
        found.files = origins.into_iter().filter(|origin| !origin.is_none()).map(|origin| origin.file).collect();
        found.pictures = self.pictures();
        found
    }

    /// The theme and those it extends, each once, the nearest first.
    pub fn themes(&self) -> Vec<&'p Theme> {
        self.project.theme_chain(&self.job.theme)
    }

    fn pictures(&self) -> Vec<&'p str> {
        let shown = self.content.blocks.iter().flat_map(|block| block.body.pictures()).map(|file| file.value.as_str());
        let events = self.event.into_iter().chain(self.season.iter().map(|(_, event)| *event));
        let of_rows = events.filter_map(|event| event.picture.as_ref()).map(|picture| picture.file.value.as_str());
        shown.chain(self.orgs.iter().flat_map(|org| org.logo_files())).chain(of_rows).collect()
    }
}
