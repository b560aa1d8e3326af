//! What a product depends on, as one hash. Two builds with the same key make the same bytes, so the second need not
//! be made.
//!
//! Left out is only what certainly cannot reach the product: other contents, other organizations and their logos,
//! other translations, and the order sheet `handbill.toml`, of which the job itself holds what matters.

use super::inputs::Inputs;
use crate::bind::{Product, bind};
use crate::diag::{FileId, Span};
use crate::model::{Block, Org, Project, Purpose};
use crate::plan::Job;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

/// Changes with everything that may change bytes: how a key is made, the version, and the sources where the build states
/// them.
const PROGRAM: &[&str] = &[
    "key 2",
    env!("CARGO_PKG_VERSION"),
    match option_env!("HANDBILL_BUILD") {
        Some(build) => build,
        None => "",
    },
];

/// Everything that was read, hashed once.
pub struct Keys<'a> {
    project: &'a Project,
    /// Of all that any product may depend on.
    common: blake3::Hash,
    files: BTreeMap<FileId, blake3::Hash>,
    /// Logos of organizations that nothing else shows.
    logos: BTreeSet<&'a str>,
    /// Printing conditions with the profile that each brings.
    profiles: BTreeMap<&'a str, blake3::Hash>,
}

impl<'a> Keys<'a> {
    /// Keys of the jobs of one project, each file hashed once.
    pub fn new(project: &'a Project) -> Keys<'a> {
        // Of a table a product depends on its row alone, and a long one is read for each chunk of its rows.
        let files = project.sources.all().filter(|(id, ..)| project.sources.table(*id).is_none());
        let files = files.map(|(id, path, text)| (id, hash_file(path, text.as_bytes()))).collect();
        let mut keys = Keys { project, common: blake3::hash(&[]), files, logos: logos(project), profiles: profiles(project) };
        keys.common = keys.common();
        keys
    }

    /// The key of a product, 64 hexadecimal digits.
    pub fn of(&self, job: &Job) -> String {
        let mut hash = Fields::default();
        hash.bytes(self.common.as_bytes());
        for word in [&job.content, &job.org, &job.language, &job.format, &job.theme, &job.scheme, &job.condition] {
            hash.text(word);
        }
        hash.text(job.purpose.name());
        hash.text(job.standard.name());
        hash.value(&(job.quantity, job.date, job.ink, job.screen, &job.gang, &job.without, job.sides));
        if job.purpose == Purpose::Office {
            hash.value(&self.project.defaults.printer);
        }
        if job.purpose == Purpose::Press {
            hash.bytes(self.profiles.get(job.condition.as_str()).map_or(&[], |h| h.as_bytes()));
        }
        // What cannot be bound is refused, whatever its key says.
        if let Ok(product) = bind(self.project, job) {
            self.made_from(&product, &mut hash);
        }
        hash.end().to_hex().to_string()
    }

    /// What the product itself is made from, beside all that is common.
    fn made_from(&self, product: &Product<'_>, hash: &mut Fields) {
        // Of a table, what its row says: other rows change nothing.
        for org in product.orgs.iter().filter(|org| self.in_table(org)) {
            hash.value(*org);
        }
        for event in &product.season {
            hash.value(event);
        }
        if let Some(event) = product.event {
            hash.value(&(&product.job.event, event));
        }
        for row in &product.rows {
            hash.value(*row);
        }
        let made_from = product.dependencies();
        for file in &made_from.files {
            hash.bytes(self.files.get(file).map_or(&[], |h| h.as_bytes()));
        }
        for path in made_from.pictures {
            hash.text(path);
            hash.value(&self.project.assets.get(path).map(|asset| asset.hash));
        }
    }

    /// Every file read, for the manifest.
    pub fn inputs(&self) -> Inputs {
        let mut inputs = Inputs::default();
        for (id, path, text) in self.project.sources.all() {
            let hash = self.project.sources.hash(id).unwrap_or_else(|| blake3::hash(text.as_bytes()));
            inputs.add(path, hash);
        }
        for (path, asset) in &self.project.assets {
            inputs.add(path, asset.digest);
        }
        inputs
    }

    fn common(&self) -> blake3::Hash {
        let mut hash = Fields::default();
        for part in PROGRAM {
            hash.text(part);
        }
        hash.value(&self.project.name);
        hash.value(&self.project.defaults.device_dpi);
        hash.text(&self.project.defaults.map_link.value);
        let special = self.special_files();
        for (_, file) in self.files.iter().filter(|(id, _)| !special.contains(id)) {
            hash.bytes(file.as_bytes());
        }
        for (path, asset) in self.project.assets.iter().filter(|(path, _)| !self.logos.contains(path.as_str())) {
            hash.text(path);
            hash.bytes(&asset.hash.to_le_bytes());
        }
        for entry in &self.project.fonts.fonts {
            hash.text(&entry.font.name);
            hash.bytes(&entry.font.hash.to_le_bytes());
        }
        hash.end()
    }

    /// Files that only some products depend on.
    fn special_files(&self) -> BTreeSet<FileId> {
        let p = self.project;
        let contents = p.contents.values().map(|c| c.origin);
        let translations = p.translations.values().map(|t| t.origin);
        let orgs = p.orgs.values().map(|o| o.origin);
        let tables = p.sources.all().map(|(id, ..)| id).filter(|id| p.sources.table(*id).is_some());
        let order = p.sources.all().filter(|(_, path, _)| *path == ORDER_SHEET).map(|(id, ..)| id);
        let conditions = p.conditions.values().map(|c| c.origin);
        contents.chain(translations).chain(orgs).chain(conditions).filter_map(file).chain(order).chain(tables).collect()
    }

    fn in_table(&self, org: &Org) -> bool {
        self.project.sources.table(org.origin.file).is_some()
    }
}

/// What is made, and nothing that reaches paper by itself.
pub const ORDER_SHEET: &str = "handbill.toml";

fn file(span: Span) -> Option<FileId> {
    (!span.is_none()).then_some(span.file)
}

/// Profiles that came with the program are part of it; others are hashed.
fn profiles(project: &Project) -> BTreeMap<&str, blake3::Hash> {
    let own = project.conditions.iter().filter(|(_, c)| c.icc_zlib.is_none());
    own.map(|(name, c)| (name.as_str(), blake3::hash(c.icc.as_slice()))).collect()
}

/// A picture that a content shows is no logo, also where somebody has it as one: whose organizations are read decides
/// nothing.
fn logos(project: &Project) -> BTreeSet<&str> {
    let shown: BTreeSet<&str> = project.contents.values().flat_map(|c| pictures(&c.blocks)).collect();
    project.orgs.values().flat_map(Org::logo_files).filter(|file| !shown.contains(file)).collect()
}

fn pictures(blocks: &[Block]) -> Vec<&str> {
    blocks.iter().flat_map(|block| block.body.pictures()).map(|file| file.value.as_str()).collect()
}

fn hash_file(path: &str, bytes: &[u8]) -> blake3::Hash {
    let mut hash = Fields::default();
    hash.text(path);
    hash.bytes(bytes);
    hash.end()
}

/// A hash over fields, each with its length, so that no two lists of fields run together.
#[derive(Default)]
struct Fields(blake3::Hasher);

impl Fields {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }
    /// A value by its fields; where it was written is no part of it ([`At`](crate::diag::At)).
    fn value(&mut self, value: &impl Hash) {
        let mut fields = FieldHasher(blake3::Hasher::new());
        value.hash(&mut fields);
        self.bytes(fields.0.finalize().as_bytes());
    }
    fn end(&self) -> blake3::Hash {
        self.0.finalize()
    }
}

/// What `derive(Hash)` says of a value, to blake3: the hash of a key is wide enough never to meet another by chance.
struct FieldHasher(blake3::Hasher);

impl Hasher for FieldHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    /// Of what was written so far; nobody asks.
    fn finish(&self) -> u64 {
        self.0.finalize().as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }
}
