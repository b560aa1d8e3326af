//! The products of a project held against a posting law: those of one content, organization and format are one notice,
//! in one or several languages.

use crate::bind::{Product, bind};
use crate::check::law::{LawReport, Posted, measure};
use crate::diag::Diagnostic;
use crate::display::Face;
use crate::document::Document;
use crate::model::{Law, Project};
use crate::plan::Job;
use crate::product::{WorkerCaches, faces};
use std::collections::BTreeMap;

/// One notice and what a law says to it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeReport {
    /// Name of the content's file.
    pub content: String,
    /// Name of the organization's file, or of its row.
    pub org: String,
    /// Name of the format's file.
    pub format: String,
    /// Of the sheets measured, each as the job names them: `en`, `en+es`.
    pub languages: Vec<String>,
    /// Clause by clause.
    pub report: LawReport,
}

/// A product that was laid out.
struct LaidOut {
    document: Document,
    faces: Vec<Face>,
    languages: Vec<String>,
}

/// Lays out these jobs and measures them; what kept a sheet from being laid out is told beside the reports.
pub fn reports(project: &Project, law: &Law, jobs: &[Job]) -> (Vec<NoticeReport>, Vec<Diagnostic>) {
    let mut caches = WorkerCaches::new(project, None);
    let mut notices: BTreeMap<(&str, &str, &str), Vec<&Job>> = BTreeMap::new();
    for job in jobs {
        notices.entry((&job.content, &job.org, &job.format)).or_default().push(job);
    }
    let mut found = Vec::new();
    let reports = notices.into_iter().map(|((content, org, format), jobs)| {
        let laid: Vec<LaidOut> = jobs.iter().filter_map(|job| laid_out(project, job, &mut caches, &mut found)).collect();
        let posted: Vec<Posted<'_>> =
            laid.iter().map(|laid| Posted { document: &laid.document, faces: &laid.faces, languages: &laid.languages }).collect();
        NoticeReport {
            content: content.to_string(),
            org: org.to_string(),
            format: format.to_string(),
            languages: jobs.iter().map(|job| job.language.clone()).collect(),
            report: measure(law, &posted),
        }
    });
    let reports = reports.collect();
    (reports, found)
}

fn laid_out(project: &Project, job: &Job, caches: &mut WorkerCaches, found: &mut Vec<Diagnostic>) -> Option<LaidOut> {
    let product: Product<'_> = match bind(project, job) {
        Ok(product) => product,
        Err(missing) => {
            found.extend(missing);
            return None;
        }
    };
    let (laid, reported) = faces(&product, caches);
    found.extend(reported);
    let (document, faces) = laid?;
    Some(LaidOut { document, faces, languages: product.languages.into_iter().map(|spoken| spoken.tag).collect() })
}
