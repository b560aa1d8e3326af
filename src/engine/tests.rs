//! Whole runs on a folder, with a maker that needs no fonts.

use super::*;
use crate::deliver::manifest::ProductState;
use crate::deliver::{Artifact, ArtifactKind, Delivery};
use crate::diag::{At, Span, checks};
use crate::syntax::{self, Wanted};
use crate::world::World;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

mod bed;
use bed::*;

#[test]
fn a_second_build_makes_and_writes_nothing() {
    let bed = Bed::new(&["a", "b"]);
    let (outcome, _) = bed.run(&everything(), good);
    assert_eq!((outcome.made, outcome.exit_code(true)), (2, 0));
    assert_eq!(bed.read("out/a/c.pdf").as_deref(), Some("%PDF for a"));
    let manifest = bed.read("out/manifest.json");
    let stamp = fs::metadata(bed.dir.path().join("out/manifest.json")).and_then(|m| m.modified()).expect("there");
    let (outcome, _) = bed.run(&everything(), |_| panic!("nothing is to be made"));
    assert_eq!(outcome.summary(), "everything is up to date (2 products)");
    assert_eq!(bed.read("out/manifest.json"), manifest);
    assert_eq!(fs::metadata(bed.dir.path().join("out/manifest.json")).and_then(|m| m.modified()).expect("there"), stamp);
}

#[test]
fn only_what_depends_on_a_change_is_made_again() {
    let mut bed = Bed::new(&["a", "b"]);
    bed.run(&everything(), good);
    bed.orgs[1].1.push_str("phone = \"406-444-2026\"\n");
    let (outcome, reported) = bed.run(&everything(), |_| with_pdf(b"new"));
    assert_eq!((outcome.made, outcome.unchanged), (1, 1));
    assert_eq!(reported.fates, [("a".to_string(), Fate::Unchanged), ("b".to_string(), Fate::Made)]);
    bed.write("content/c.toml", &CONTENT.replace("Words", "Other words"));
    assert_eq!(bed.run(&everything(), |_| with_pdf(b"newer")).0.made, 2);
}

#[test]
fn lost_files_are_made_again_and_changed_ones_are_not_replaced_without_a_word() {
    let bed = Bed::new(&["a", "b", "c"]);
    bed.run(&everything(), good);
    bed.write("out/a/c.pdf", "scribbled over");
    fs::remove_file(bed.dir.path().join("out/b/c.pdf")).expect("removed");
    let (outcome, reported) = bed.run(&everything(), good);
    assert_eq!((outcome.made, outcome.refused, outcome.unchanged, outcome.exit_code(false)), (1, 1, 1, 2));
    assert!(reported.found.iter().any(|message| message.contains("changed it since")), "{:?}", reported.found);
    assert_eq!(bed.read("out/a/c.pdf").as_deref(), Some("scribbled over"));
    let (outcome, _) = bed.run(&BuildRequest { force: true, ..everything() }, good);
    assert_eq!((outcome.made, outcome.refused), (1, 0));
    assert_eq!(bed.read("out/a/c.pdf").as_deref(), Some("%PDF for a"));
}

/// A mistake of the program ends the run and not the files: on one thread and on many.
#[test]
fn a_panic_ends_the_run() {
    for threads in [1, 4] {
        let bed = Bed::new(&["a", "b", "c", "d", "e", "f"]);
        let request = BuildRequest { threads: Some(threads), ..everything() };
        let (outcome, reported) = bed.run(&request, |job| if job.org == "b" { panic!("a clock is wrong") } else { good(job) });
        assert_eq!(outcome.exit_code(false), 2, "{threads}");
        assert!(
            reported.found.iter().any(|m| m.contains("program failed") && m.contains("a clock is wrong")),
            "{:?}",
            reported.found
        );
        assert_eq!(bed.read("out/b/c.pdf"), None);
        let (outcome, _) = bed.run(&everything(), good);
        assert_eq!((outcome.refused, outcome.exit_code(false)), (0, 0));
    }
}

#[test]
fn a_mistake_stops_its_product_alone_and_its_old_file_is_called_stale() {
    let mut bed = Bed::new(&["a", "b"]);
    bed.run(&everything(), good);
    bed.orgs[0].1.push_str("phone = \"406-444-2026\"\n");
    let make = |job: &Job| if job.org == "a" { bad("too long") } else { good(job) };
    let (outcome, reported) = bed.run(&everything(), make);
    assert_eq!((outcome.refused, outcome.unchanged, outcome.exit_code(false)), (1, 1, 1));
    assert_eq!(outcome.stale, ["out/a/c.pdf"]);
    assert_eq!(reported.found, ["too long"]);
    assert_eq!(bed.state("out/a/c.pdf"), Some(ProductState::Stale));
    assert_eq!(bed.state("out/b/c.pdf"), Some(ProductState::Good));
    // Taking the change back makes the old file good again, without making it.
    bed.orgs[0].1 = "name = \"a\"\n".to_string();
    let (outcome, _) = bed.run(&everything(), |_| panic!("nothing is to be made"));
    assert_eq!((outcome.unchanged, outcome.stale.len()), (2, 0));
    assert_eq!(bed.state("out/a/c.pdf"), Some(ProductState::Good));
}

#[test]
fn what_nothing_asks_for_any_more_is_stale_and_what_was_not_asked_for_stays() {
    let mut bed = Bed::new(&["a", "b"]);
    bed.run(&everything(), good);
    let mut only_a = everything();
    only_a.plan.orgs = vec!["a".to_string()];
    bed.run(&only_a, good);
    assert_eq!(bed.state("out/b/c.pdf"), Some(ProductState::Good));
    fs::remove_file(bed.dir.path().join("content/orgs/b.toml")).expect("removed");
    bed.orgs.pop();
    assert_eq!(bed.run(&everything(), good).0.stale, ["out/b/c.pdf"]);
}

#[test]
fn a_file_of_somebody_else_is_not_replaced() {
    let bed = Bed::new(&["a", "b"]);
    bed.write("out/a/c.pdf", "mine");
    let (outcome, _) = bed.run(&everything(), good);
    assert_eq!((outcome.made, outcome.refused, outcome.exit_code(false)), (1, 1, 2));
    assert_eq!(bed.read("out/a/c.pdf").as_deref(), Some("mine"));
    assert_eq!(bed.state("out/a/c.pdf"), None);
    let (outcome, _) = bed.run(&BuildRequest { force: true, ..everything() }, good);
    assert_eq!((outcome.made, outcome.unchanged), (1, 1));
    assert_eq!(bed.read("out/a/c.pdf").as_deref(), Some("%PDF for a"));
}

#[test]
fn a_killed_run_is_taken_up_again() {
    let bed = Bed::new(&["a", "b"]);
    let (project, _) = bed.project();
    // What a kill leaves: promises, a whole file and a temporary one.
    let (jobs, _) = plan::plan(&project, &request().plan);
    let mut delivery = Delivery::open(bed.dir.path(), "out/{org}/{content}.pdf", None, false).expect("opened");
    delivery.promise(&jobs.iter().collect::<Vec<_>>()).expect("promised");
    delivery.begin(None).expect("begun");
    delivery.put("out/a/c.pdf", b"%PDF for a").expect("written");
    bed.write("out/b/.handbill-abc.tmp", "half");
    drop(delivery);
    assert_eq!(bed.state("out/a/c.pdf"), Some(ProductState::Unfinished));
    let (outcome, _) = bed.run(&everything(), good);
    assert_eq!((outcome.refused, outcome.errors), (0, 0));
    assert_eq!(bed.read("out/b/.handbill-abc.tmp"), None);
    assert_eq!((bed.state("out/a/c.pdf"), bed.state("out/b/c.pdf")), (Some(ProductState::Good), Some(ProductState::Good)));
}

#[test]
fn results_come_in_order_and_are_the_same_on_any_number_of_threads() {
    let names: Vec<String> = (0..40).map(|i| format!("org-{i:02}")).collect();
    let bed = Bed::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    // Early jobs take longer, so that workers finish out of order.
    let make = |job: &Job| {
        let late = job.org.ends_with('0');
        std::thread::sleep(std::time::Duration::from_millis(if late { 3 } else { 0 }));
        if job.org == "org-07" { bad("no") } else { warned(job) }
    };
    let mut manifests = Vec::new();
    for threads in [1, 4] {
        let (outcome, reported) = bed.run(&BuildRequest { threads: Some(threads), force: true, ..everything() }, make);
        assert_eq!(reported.fates.iter().map(|(org, _)| org.clone()).collect::<Vec<_>>(), names);
        assert_eq!((outcome.refused, outcome.warnings), (1, 1), "one warning, however many products have it");
        manifests.push(bed.read("out/manifest.json"));
    }
    assert_eq!(manifests[0], manifests[1]);
}

#[test]
fn check_and_dry_runs_write_nothing() {
    let bed = Bed::new(&["a"]);
    let (outcome, _) = bed.run(&BuildRequest { action: Action::Check, ..everything() }, good);
    assert_eq!((outcome.passed, bed.read("out/manifest.json")), (1, None));
    let (outcome, reported) = bed.run(&BuildRequest { action: Action::DryRun, ..everything() }, |_| panic!("nothing is made"));
    assert_eq!((outcome.would_make, bed.read("out/manifest.json")), (1, None));
    assert_eq!(reported.fates, [("a".to_string(), Fate::WouldMake)]);
}

#[test]
fn strict_looks_again_at_what_had_warnings() {
    let bed = Bed::new(&["a"]);
    assert_eq!(bed.run(&everything(), warned).0.exit_code(false), 0);
    let (outcome, _) = bed.run(&everything(), warned);
    assert_eq!((outcome.unchanged, outcome.warned_before, outcome.warnings), (1, 1, 0));
    let (outcome, reported) = bed.run(&BuildRequest { strict: true, ..everything() }, warned);
    assert_eq!((outcome.exit_code(true), reported.found), (1, vec!["soon".to_string()]));
}

#[test]
fn fail_fast_and_an_interrupt_end_early_and_keep_the_manifest_true() {
    let bed = Bed::new(&["a", "b", "c"]);
    let fast = BuildRequest { fail_fast: true, threads: Some(1), ..everything() };
    let (outcome, _) = bed.run(&fast, |job| if job.org == "b" { bad("no") } else { good(job) });
    assert_eq!((outcome.made, outcome.refused, outcome.not_reached), (1, 1, 1));
    assert_eq!((bed.state("out/a/c.pdf"), bed.state("out/c/c.pdf")), (Some(ProductState::Good), None));

    let (project, _) = bed.project();
    let stop = AtomicBool::new(false);
    let made = Mutex::new(Vec::new());
    let make = |job: &Job| {
        stop.store(true, Ordering::SeqCst);
        made.lock().expect("no panic").push(job.org.clone());
        good(job)
    };
    let request = BuildRequest { threads: Some(1), ..everything() };
    let outcome = build_by((project, Vec::new()), bed.dir.path(), &request, &stop, &mut Reported::default(), &make);
    assert_eq!((outcome.exit_code(false), outcome.made, outcome.not_reached), (130, 1, 1));
    assert_eq!(
        (made.into_inner().expect("no panic"), bed.state("out/b/c.pdf")),
        (vec!["b".to_string()], Some(ProductState::Good))
    );
}

#[test]
fn an_interrupted_run_that_makes_all_again_leaves_what_is_right_good() {
    let bed = Bed::new(&["a", "b"]);
    bed.run(&everything(), good);
    let (project, _) = bed.project();
    let stop = AtomicBool::new(true);
    let request = BuildRequest { force: true, ..everything() };
    let make = |_: &Job| panic!("stopped before");
    let outcome = build_by((project, Vec::new()), bed.dir.path(), &request, &stop, &mut Reported::default(), &make);
    assert_eq!((outcome.not_reached, outcome.stale.len()), (2, 0));
    assert_eq!(bed.state("out/a/c.pdf"), Some(ProductState::Good));
}

#[test]
fn a_request_that_names_nothing_makes_nothing() {
    let bed = Bed::new(&["a"]);
    let mut request = everything();
    request.plan.orgs = vec!["a".to_string(), "stranger".to_string()];
    let (outcome, reported) = bed.run(&request, good);
    assert_eq!((outcome.made, outcome.exit_code(false), reported.found.len()), (0, 2, 1));
}

#[test]
fn a_content_that_was_not_understood_is_reported_once() {
    let bed = Bed::new(&["a"]);
    bed.run(&everything(), good);
    bed.write("content/c.toml", &CONTENT.replace("audience", "audence"));
    let mut reported = Reported::default();
    let (mut project, found) = syntax::read(&World::open(bed.dir.path()), &Wanted::Made);
    project.defaults.output = At::new(bed.output.clone(), Span::NONE);
    let outcome = build_by((project, found), bed.dir.path(), &everything(), &AtomicBool::new(false), &mut reported, &good);
    assert_eq!((outcome.exit_code(false), outcome.stale.as_slice()), (1, ["out/a/c.pdf".to_string()].as_slice()));
    assert!(!reported.found.iter().any(|m| m.contains("there is no content")), "{:?}", reported.found);
    let mut unique = reported.found.clone();
    unique.dedup();
    assert_eq!(reported.found, unique);
}

#[test]
fn previews_come_and_go_with_their_product() {
    let mut bed = Bed::new(&["a"]);
    let picture = |dpi, page, bytes: &[u8]| Artifact { kind: ArtifactKind::Picture { page, dpi }, bytes: bytes.to_vec() };
    let with_png = |dpi| {
        move |job: &Job| {
            let mut made = good(job);
            made.artifacts.extend([picture(dpi, 0, b"png1"), picture(dpi, 1, b"png2")]);
            made
        }
    };
    let png = BuildRequest { png: Some(150), ..everything() };
    bed.run(&everything(), good);
    assert_eq!(bed.run(&png, with_png(150)).0.made, 1);
    assert_eq!(bed.read("out/a/c-2.png").as_deref(), Some("png2"));
    assert_eq!(bed.run(&png, |_| panic!("they are there")).0.unchanged, 1);
    assert_eq!(bed.run(&BuildRequest { png: Some(300), ..png.clone() }, with_png(300)).0.unchanged, 1, "the same bytes");
    bed.orgs[0].1.push_str("phone = \"406-444-2026\"\n");
    bed.run(&everything(), |_| with_pdf(b"new"));
    assert_eq!(bed.read("out/a/c-2.png"), None, "it shows what is no longer so");
}

#[test]
fn a_second_run_in_the_same_folder_is_refused() {
    let bed = Bed::new(&["a"]);
    let (project, _) = bed.project();
    let (jobs, _) = plan::plan(&project, &request().plan);
    let mut first = Delivery::open(bed.dir.path(), "out/{org}/{content}.pdf", None, false).expect("opened");
    first.promise(&jobs.iter().collect::<Vec<_>>()).expect("promised");
    first.begin(None).expect("begun");
    let (outcome, reported) = bed.run(&everything(), good);
    assert_eq!((outcome.exit_code(false), outcome.made), (2, 0));
    assert!(reported.found[0].contains("another `handbill`"), "{:?}", reported.found);
}

#[test]
fn patterns_that_leave_the_project_are_refused() {
    let mut bed = Bed::new(&["a"]);
    bed.output = "../{org}.pdf".to_string();
    let (outcome, reported) = bed.run(&everything(), good);
    assert_eq!((outcome.made, outcome.exit_code(false)), (0, 1));
    assert!(reported.found[0].contains("leaves the project"), "{:?}", reported.found);
}

#[test]
fn a_mistake_in_a_file_stops_what_is_made_from_it() {
    let bed = Bed::new(&["a", "b"]);
    let (project, _) = bed.project();
    let (jobs, _) = plan::plan(&project, &request().plan);
    let at = |span: Span| vec![Diagnostic::error(&checks::UNKNOWN_KEY, span, "x")];
    let affected = |found: &[Diagnostic]| affected_jobs::affected(&project, found, &[], &jobs).into_keys().collect::<Vec<_>>();
    assert_eq!(affected(&at(project.orgs["b"].origin)), ["out/b/c.pdf"]);
    assert_eq!(affected(&at(project.contents["c"].origin)), ["out/a/c.pdf", "out/b/c.pdf"]);
    let sheet = project.sources.all().find(|(_, path, _)| *path == "handbill.toml").map(|(id, ..)| id).expect("read");
    assert_eq!(affected(&at(Span::new(sheet, 0, 1))).len(), 2);
    let planned = affected_jobs::affected(&project, &[], &at(Span::new(sheet, 0, 1)), &jobs);
    assert!(planned.is_empty(), "a name that does not exist has cost its own products");
}

/// Read a chunk at a time or as a whole: the same files, the same manifest, the same words.
#[test]
fn a_crowd_is_made_a_portion_at_a_time() {
    let count = Chunk::SIZE * 2 + 30;
    let names: Vec<String> = (0..count).map(|i| format!("org-{i:04}")).collect();
    let mut bed = Bed::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    bed.orgs[7].1.push_str("colour = 3\n");
    bed.project();
    let again = |chunk| bed.chunk(chunk);
    let make = |job: &Job| if job.org.ends_with("99") { bad(&format!("{} is too long", job.org)) } else { warned(job) };
    let run = |first: Chunk, request: &BuildRequest| {
        let mut reported = Reported::default();
        let stop = AtomicBool::new(false);
        let maker = |_: &Project, job: &Job, _: &mut Option<WorkerCaches>| make(job);
        let outcome = batch::build((again(first), &again), bed.dir.path(), request, &stop, &mut reported, &maker);
        (outcome, reported.found, reported.fates.len(), bed.read("out/manifest.json"))
    };
    let at_once = run(Chunk::ALL, &everything());
    assert_eq!((at_once.0.made, at_once.0.refused, at_once.2), (count - 11, 11, count));
    assert_eq!(run(Chunk::FIRST, &everything()).0.unchanged, count - 11);
    let one_by_one = run(Chunk::FIRST, &BuildRequest { force: true, ..everything() });
    assert_eq!(one_by_one.0.made + one_by_one.0.unchanged, count - 11, "the same bytes");
    assert!(one_by_one.3 == at_once.3, "the same manifest");
    assert_eq!(one_by_one.2, count);
    let sorted = |mut found: Vec<String>| {
        found.sort();
        found
    };
    assert_eq!(sorted(one_by_one.1), sorted(at_once.1));
    // Of a chunk of which nothing has to be made the jobs are told without reading it again.
    let dry = |first| run(first, &BuildRequest { action: Action::DryRun, force: true, ..everything() });
    for told in [dry(Chunk::ALL), dry(Chunk::FIRST)] {
        assert_eq!((told.0.would_make, told.0.refused, told.2), (count - 1, 1, count));
    }
    let parts = [1, 2, 3].map(|index| {
        let request = BuildRequest { shard: Some(Shard { index, of: 3 }), action: Action::Check, ..everything() };
        run(Chunk::FIRST, &request).2
    });
    assert_eq!(parts.iter().sum::<usize>(), count);
}

/// What has to be looked at side by side is looked at as a whole, also where it lies far apart.
#[test]
fn neighbours_far_apart_are_seen() {
    let names: Vec<String> = (0..Chunk::WHOLE + 5).map(|i| format!("org-{i:04}")).collect();
    let mut bed = Bed::new(&names.iter().map(String::as_str).collect::<Vec<_>>());
    bed.write("content/c.toml", &format!("{CONTENT}\n[qr.more]\nlink = \"https://c.example.org/\"\nlabel = \"Our events\"\n"));
    let last = bed.orgs.len() - 1;
    bed.orgs[0].1 = "name = \"a\"\nweb = \"https://a.example.org/\"\n".to_string();
    bed.orgs[last].1 = "name = \"z\"\nweb = \"https://z.example.org/\"\n[qr]\nmore = \"https://a.example.org/x\"\n".to_string();
    bed.project();
    let read = |chunk| bed.chunk(chunk);
    let mut reported = Reported::default();
    let maker = |_: &Project, job: &Job, _: &mut Option<WorkerCaches>| good(job);
    let first = read(Chunk::FIRST);
    assert!(first.0.is_chunk && first.0.orgs.len() == Chunk::WHOLE);
    let outcome = batch::build((first, &read), bed.dir.path(), &everything(), &AtomicBool::new(false), &mut reported, &maker);
    assert_eq!(reported.found, ["the code of `z` leads to `a`"]);
    assert_eq!((outcome.made, outcome.refused), (last, 1));
}
