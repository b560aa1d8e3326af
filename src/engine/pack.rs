//! What goes to the print shop, as one archive: press files, soft proofs, the job ticket, the manifest of just these
//! files, and the licences of the fonts in them. Made of what was built; nothing is made anew but the proofs.

use super::proof;
use super::ticket::{self, TicketLine};
use crate::deliver::manifest::{FILE, Manifest, Output, ProductState};
use crate::deliver::{self, ArtifactKind, Delivery, pattern};
use crate::diag::{Diagnostic, Span, checks};
use crate::export::pdf::pdf_facts::PdfFacts;
use crate::export::zip::{ZipError, archive};
use crate::model::Project;
use crate::plan::Job;
use crate::product::WorkerCaches;
use crate::world::{World, disk};
use std::collections::{BTreeMap, BTreeSet};

/// A finished archive.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// A ZIP file.
    pub bytes: Vec<u8>,
    /// Press files in it.
    pub products: usize,
    /// Copies ordered of all of them, where orders say how many.
    pub copies: u64,
}

/// Packs the products of these jobs. Refuses those that were not built, or whose files are not what was built.
pub fn pack(world: &World, project: &Project, output: &str, jobs: &[Job]) -> Result<Pack, Vec<Diagnostic>> {
    let delivery = Delivery::open(world.root(), output, None, false).map_err(|d| vec![d])?;
    let folder = pattern::common_folder(output);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let (mut wrong, mut lines, mut outputs) = (Vec::new(), Vec::new(), Vec::new());
    let mut caches = WorkerCaches::new(project, None);
    for job in jobs {
        let (made, bytes) = match made(world, &delivery, job) {
            Ok(made) => made,
            Err(diagnostic) => {
                wrong.push(diagnostic);
                continue;
            }
        };
        let name = format!("print/{}", job.output.strip_prefix(folder).unwrap_or(&job.output));
        let (proof, found) = proof::proof(project, job, &mut caches);
        let Some(proof) = proof else {
            wrong.extend(found.into_iter().filter(Diagnostic::is_error));
            continue;
        };
        let proofs = name.replacen("print/", "proofs/", 1);
        files.extend(proof.pages.into_iter().enumerate().map(|(page, png)| (ArtifactKind::picture_path(&proofs, page), png)));
        let spots = PdfFacts::of(&bytes).map(|pdf_facts| pdf_facts.spots()).unwrap_or_default();
        lines.push(TicketLine::of(project, job, &made, &name, &spots));
        outputs.push(Output { path: name.clone(), previews: Vec::new(), ..made });
        files.insert(name, bytes);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    for (name, bytes) in licences(world, project, &outputs) {
        files.insert(name, bytes);
    }
    let copies = lines.iter().filter_map(|line| line.quantity).map(u64::from).sum();
    let title = project.name.as_ref().map_or("", |name| name.value.as_str());
    files.insert("ticket.json".to_string(), ticket::json(title, &lines));
    let pdf = ticket::pdf(project, title, &lines, &mut caches.typesetter);
    files.insert(
        "ticket.pdf".to_string(),
        pdf.map_err(|why| vec![Diagnostic::error(&checks::BACK_END, Span::NONE, why.to_string())])?,
    );
    let products = outputs.len();
    let manifest = Manifest {
        handbill: env!("CARGO_PKG_VERSION").to_string(),
        project: project.name.as_ref().map(|n| n.value.clone()),
        outputs,
        ..Manifest::default()
    };
    files.insert(FILE.to_string(), manifest.write());
    let bytes = archive(files.into_iter().collect()).map_err(|why| vec![too_much(&why)])?;
    Ok(Pack { bytes, products, copies })
}

/// A product as it was built, and its bytes.
fn made(world: &World, delivery: &Delivery, job: &Job) -> Result<(Output, Vec<u8>), Diagnostic> {
    let path = &job.output;
    let refuse = |what: &str| {
        let diagnostic = Diagnostic::error(&checks::BUILT_DIFFERS, Span::NONE, format!("`{path}` {what}"));
        Err(diagnostic.help("build first: `handbill build --for press`"))
    };
    let Some(output) = delivery.earlier(path) else { return refuse("has not been made") };
    if output.state != ProductState::Good {
        return refuse("is not what the project says today");
    }
    match disk::read_if_there(&world.root().join(path)) {
        Ok(Some(bytes)) if deliver::hash(&bytes) == output.blake3 => Ok((output, bytes)),
        Ok(Some(_)) => refuse("has other bytes than were written"),
        Ok(None) => refuse("is gone"),
        Err(error) => refuse(&format!("cannot be read: {error}")),
    }
}

/// Licences of the font families in the files, from the folders that the fonts lie in.
fn licences(world: &World, project: &Project, outputs: &[Output]) -> Vec<(String, Vec<u8>)> {
    let named: BTreeSet<&str> =
        outputs.iter().flat_map(|o| &o.fonts).filter_map(|font| font.split_once('+')).map(|(_, name)| name).collect();
    let used = project.fonts.fonts.iter().filter(|entry| named.contains(entry.font.name.as_str()));
    let folders: BTreeSet<String> = used.map(|entry| entry.family.to_lowercase().replace(' ', "-")).collect();
    let mut all = Vec::new();
    for folder in folders {
        let inside = format!("fonts/{folder}");
        for file in world.list(&inside) {
            let path = format!("{inside}/{}", file.name);
            let is_licence = ["txt", "md"].iter().any(|end| path.ends_with(end));
            if let Some(found) = world.read(&path).ok().filter(|_| is_licence) {
                all.push((format!("licences/{folder}/{}", file.name), found.bytes.as_slice().to_vec()));
            }
        }
    }
    all
}

fn too_much(why: &ZipError) -> Diagnostic {
    let message = match why {
        ZipError::TooMany(files) => format!("{files} files are more than an archive holds, which is 65,535"),
        ZipError::TooLarge => "the archive would be larger than 4 GB".to_string(),
    };
    Diagnostic::error(&checks::BAD_VALUE, Span::NONE, message).help("pack a part: `handbill pack NAME`, or `--org NAME`")
}
