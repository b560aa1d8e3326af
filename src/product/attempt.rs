//! One way to make a product: composed and laid out with what is left out, moved or added in it.

use super::{WorkerCaches, preflight};
use crate::bind::Product;
use crate::compose::{Account, Artboard, ComposeContext, Composed, Inks, LayoutChoice, OneSide, Spared, Strip, compose};
use crate::diag::Diagnostic;
use crate::display::{Face, Meta, Sheets};
use crate::document::Document;
use crate::layout::{join, lay_out, may_come_over};
use crate::model::BlockName;

/// A product as composed and as laid out, or as much of it as could be made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// Faces and panels, with the strips that were added to them.
    pub artboards: Vec<Artboard>,
    /// In the order of the format; panels stand in their face.
    pub faces: Vec<Face>,
    /// What became of each block.
    pub account: Account,
    /// How near the type comes to what the theme asks for, on the face where it is furthest from it; at most 1.
    pub ease: f64,
    /// Which face that is.
    pub tightest: Option<String>,
    /// The part of each artboard that its words, codes and own pictures take, before they grow.
    pub used: Vec<f64>,
    /// The part of each that would stay empty, without a drawing of the theme.
    pub holes: Vec<f64>,
}

/// What an attempt came to, and what was found on the way.
pub(super) type Found = (Laid, Vec<Diagnostic>);

/// Where it cannot come as near to what the theme asks for as it should: this part of what it could do.
pub(super) const NEARLY: f64 = 0.95;

/// So that no rounding of the two takes what is equal for less.
const HAIR_LESS: f64 = 1.0 - 1e-12;

/// Everything fits, and comes as near to what the theme asks for.
pub(super) fn eases((laid, found): &Found, ease: f64) -> bool {
    laid.ease >= ease && !found.iter().any(Diagnostic::is_error)
}

/// Whether nothing is wrong with what was made, preflight included.
pub(super) fn passes(product: &Product<'_>, (laid, found): &Found, caches: &WorkerCaches) -> bool {
    !found.iter().chain(&preflight(product, &as_sheets(laid, caches), caches)).any(Diagnostic::is_error)
}

/// What was laid out as preflight looks at it.
pub(super) fn as_sheets(laid: &Laid, caches: &WorkerCaches) -> Sheets {
    let mut faces = laid.faces.clone();
    caches.pictures.fade(&mut faces);
    Sheets { meta: Meta::default(), faces, pages: Vec::new() }
}

/// One product on its way to faces.
pub(super) struct Attempts<'a> {
    pub product: &'a Product<'a>,
    pub document: &'a Document,
    pub caches: &'a mut WorkerCaches,
    /// How its faces are laid out, where not as the theme lays out others.
    pub choice: &'a LayoutChoice,
    /// Blocks that this product does without, for want of room.
    pub spared: Spared,
    /// It has no back, and why.
    pub one_side: Option<OneSide>,
}

impl Attempts<'_> {
    /// Composed, with these strips.
    fn composed(&mut self, strips: &[Strip]) -> (Composed, Vec<Diagnostic>) {
        let Attempts { product, document, caches, choice, spared, one_side, .. } = self;
        let job = &product.job;
        let profile = caches.press.get(&job.condition).filter(|_| product.condition.is_some()).map(|p| &p.profile);
        let inks = Inks { purpose: job.purpose, profile, ink: job.ink };
        let mut context = ComposeContext {
            project: product.project,
            inks,
            pictures: &mut caches.pictures,
            fonts: &caches.typesetter,
            strips,
            spared,
            one_side: one_side.is_some(),
            choice,
            known: &mut caches.areas,
        };
        compose(document, product, &mut context)
    }

    /// Composed and laid out, with these strips.
    pub fn laid_out(&mut self, strips: &[Strip]) -> Found {
        let (Composed { artboards, mut account }, mut found) = self.composed(strips);
        account.one_side = self.one_side;
        let mut faces = Vec::new();
        let (mut ease, mut tightest) = (1.0, None);
        let (mut used, mut holes) = (Vec::new(), Vec::new());
        let WorkerCaches { typesetter, faces: known, .. } = &mut *self.caches;
        for (artboard, (placed, reported)) in artboards.iter().zip(lay_out(&artboards, typesetter, known)) {
            if placed.ease < ease {
                (ease, tightest) = (placed.ease, Some(artboard.face.clone()));
            }
            used.push(placed.used);
            holes.push(placed.hole);
            faces.extend(placed.face.map(|face| (&artboard.spot, face)));
            found.extend(reported);
        }
        let faces = join(faces);
        (Laid { artboards, faces, account, ease, tightest, used, holes }, found)
    }

    /// Whether the product may come out well enough over `whole` without these blocks: where it surely does not, it need not
    /// be made. The face that was the least easy is looked at first: mostly it tells.
    pub fn may_come_over(&mut self, spared: &[BlockName], whole: &Laid) -> bool {
        let before = self.spared.clone();
        self.spared.left_out = spared.iter().cloned().collect();
        let (mut composed, _) = self.composed(&[]);
        self.spared = before;
        composed.artboards.sort_by_key(|artboard| whole.tightest.as_ref() != Some(&artboard.face));
        let WorkerCaches { typesetter, faces, .. } = &mut *self.caches;
        may_come_over(&composed.artboards, whole.ease / NEARLY * HAIR_LESS, typesetter, faces)
    }

    pub fn passes(&self, found: &Found) -> bool {
        passes(self.product, found, self.caches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bind::bind;
    use crate::layout::{KnownFaces, may_come_over};
    use crate::plan::{Request, plan};
    use crate::product::compose_and_lay_out;
    use crate::resolve::resolve;
    use crate::syntax::{Wanted, read};
    use crate::world::World;

    /// A sheet with so many sentences on it.
    fn project(sentences: usize) -> crate::model::Project {
        let text = "The kitchen is open every evening, and nobody is asked why they come or where they live. ".repeat(sentences);
        let words = format!(
            "title = 'Soup'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Soup at six'\n\
             [text.lead]\nfull = '{text}'\nshort = 'The kitchen is open every evening.'\n"
        );
        let order = "[project]\nname = 'Soup'\n[[make]]\ncontent = 'soup'\nformats = ['flyer-letter']\norgs = 'all'\n";
        let files = [("handbill.toml", order), ("content/soup.toml", &words), ("content/orgs/kitchen.toml", "name = 'Kitchen'")];
        let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
        read(&World::memory(files.into()), &Wanted::Made).0
    }

    #[test]
    fn what_surely_stays_under_an_ease_does_when_it_is_laid_out() {
        let mut told = [0, 0];
        for sentences in [2, 40, 70, 90, 130] {
            let project = project(sentences);
            let job = plan(&project, &Request::everything("2026-11-28".parse().expect("a day"))).0.remove(0);
            let product = bind(&project, &job).expect("all is there");
            let document = resolve(&product).0.expect("its words are sound");
            let mut caches = WorkerCaches::new(&project, None);
            let choice = LayoutChoice::default();
            let spared = Spared::default;
            let way = |caches| Attempts {
                product: &product,
                document: &document,
                caches,
                choice: &choice,
                spared: spared(),
                one_side: None,
            };
            let (laid, found) = way(&mut caches).laid_out(&[]);
            let fits = !found.iter().any(Diagnostic::is_error);
            for enough in [0.2, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.99, laid.ease] {
                let may = may_come_over(&laid.artboards, enough, &mut caches.typesetter, &mut KnownFaces::default());
                assert!(may || fits && laid.ease <= enough, "{sentences} sentences, {enough}: {}", laid.ease);
                told[usize::from(may)] += 1;
            }
        }
        assert!(told.iter().all(|times| *times > 2), "both ways: {told:?}");
    }

    #[test]
    fn what_was_made_before_changes_nothing() {
        let text = "The kitchen is open every evening, and nobody is asked why they come or where they live. ".repeat(30);
        let words = format!(
            "title = 'Soup'\nlanguage = 'en'\naudience = 'public'\n[text.headline]\nfull = 'Soup at six'\n\
             [text.lead]\nfull = '{text}'\n[contact.us]\nname = '{{org.name}}'\nphone = '(406) 555-0142'\nnote = 'Ask for Jo.'\n\
             [list.bring]\nheading = 'Bring'\nitems = ['A bowl', 'A spoon', 'A friend']\n"
        );
        let order = "[project]\nname = 'Soup'\n[defaults]\ntheme = 'civic'\n\
            [[make]]\ncontent = 'soup'\nformats = ['flyer-letter', 'half-letter', 'postcard', 'table-tent']\norgs = 'all'\n";
        let blue = "name = 'Kitchen of the North'\n[color]\nbrand = '#123a7a'\n";
        let files = [
            ("handbill.toml", order),
            ("content/soup.toml", &words),
            ("content/orgs/a.toml", blue),
            ("content/orgs/b.toml", blue),
        ];
        let files = files.map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
        let (project, _) = read(&World::memory(files.into()), &Wanted::Made);
        let jobs = plan(&project, &Request::everything("2026-11-28".parse().expect("a day"))).0;
        assert_eq!(jobs.len(), 8);
        let made = |job, caches: &mut WorkerCaches| {
            let product = bind(&project, job).expect("all is there");
            let document = resolve(&product).0.expect("its words are sound");
            compose_and_lay_out(&product, &document, caches)
        };
        let mut kept = WorkerCaches::new(&project, None);
        for job in &jobs {
            assert_eq!(made(job, &mut kept), made(job, &mut WorkerCaches::new(&project, None)), "{}", job.output);
        }
    }
}
