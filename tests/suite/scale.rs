//! A build in parts, stopped and gone on with, looked at again, packed: the same files whichever way.

use crate::harness::manifest::Manifest;
use crate::harness::project::Project;
use crate::harness::run::{TODAY, command};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

fn crowd(organizations: usize) -> Project {
    let project = Project::small();
    project.edit("handbill.toml", "orgs    = \"all\"", "orgs    = \"all\"\nquantity = 40\nstock = \"100 lb gloss text\"");
    for n in 0..organizations {
        let org = format!(
            "name = \"Group {n}\"\nphone = \"(406) 555-0134\"\nweb = \"https://group-{n}.example.org/\"\n[color]\nbrand = \"#{:02x}405b\"\n",
            n * 9 % 100
        );
        project.write(&format!("content/orgs/group-{n:02}.toml"), &org);
    }
    project
}

/// Everything made, by path.
fn made(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let files = project.files("out");
    files.iter().map(|p| (p.display().to_string(), project.read(&format!("out/{}", p.display())))).collect()
}

#[test]
fn threads_folders_and_days_do_not_reach_the_bytes() {
    let one = crowd(6);
    one.run(&["build", "-j1"]).expect(0);
    let other = crowd(6);
    other.run(&["build", "-j2", "--as-of", TODAY]).expect(0);
    assert_eq!(made(&one), made(&other));
}

/// The commands of a section of docs/scale.md, as somebody would copy them: its blocks of code.
fn recipes(heading: &str) -> Vec<String> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/scale.md")).expect("the page is there");
    let (_, section) = page.split_once(&format!("### {heading}\n")).expect("the page has this section");
    let section = section.split("\n## ").next().and_then(|s| s.split("\n### ").next()).expect("a section ends somewhere");
    let blocks: Vec<String> = section.split("```").skip(1).step_by(2).map(str::to_string).collect();
    blocks.into_iter().map(|block| block.split_once('\n').expect("a language and lines").1.to_string()).collect()
}

/// What GNU parallel takes for ssh: notes the host and runs the command here.
const SSH: &str = r#"
while [ "${1#-}" != "$1" ]; do case $1 in -l|-o|-p) shift 2;; *) shift;; esac; done
echo "$1" >> "$HOME/hosts"
shift
[ "$1" = -- ] && shift
exec sh -c "$*"
"#;

/// Runs shell commands in a project, with the program under its name.
fn shell(project: &Project, commands: &str, variables: &[(&str, &str)]) {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_handbill"));
    let folder = program.parent().expect("a program lies in a folder").display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(project.path()).args(["-ec", commands]).env("PATH", path);
    // The suite's day.
    shell.env("SOURCE_DATE_EPOCH", "1795392000").stdin(Stdio::null());
    // What GNU parallel, rayon and services set differently: a recipe may count on none of it.
    for variable in ["RAYON_NUM_THREADS", "SHELL", "PARALLEL", "PARALLEL_SHELL", "TERM"] {
        shell.env_remove(variable);
    }
    shell.envs(variables.iter().copied());
    let ran = shell.output().expect("a shell");
    assert!(ran.status.success(), "{commands}\n{}", String::from_utf8_lossy(&ran.stderr));
}

/// The recipes of docs/scale.md, each with the variables that its engine sets, against a build on one machine.
#[test]
fn shards_put_together_are_the_whole() {
    let whole = crowd(5);
    shell(&whole, "handbill build", &[]);
    let same = |parts: &Project, recipe: &str| {
        std::fs::remove_file(parts.path().join("made.txt")).ok();
        assert_eq!(made(&whole), made(parts), "{recipe}");
        let again = parts.run(&["build"]).expect(0);
        assert!(again.stdout.is_empty(), "everything is there: {}", again.stdout);
    };

    let recipes_of_parallel = recipes("GNU parallel");
    let [parallel, xargs] = recipes_of_parallel.as_slice() else { panic!("two recipes") };
    let installed = std::process::Command::new("parallel").arg("--version").output().is_ok_and(|ran| ran.status.success());
    match installed {
        true => {
            let parts = crowd(5);
            let home = parts.path().join("home").display().to_string();
            parts.write("home/ssh", SSH);
            // Four hosts, each of which is this machine.
            let ssh = format!("sh {home}/ssh");
            shell(&parts, parallel, &[("HOSTS", "one,two,three,four"), ("PARALLEL_SSH", &ssh), ("HOME", &home)]);
            let hosts: BTreeSet<String> = parts.text("home/hosts").lines().map(str::to_string).collect();
            assert_eq!(hosts.len(), 4, "{hosts:?}");
            same(&parts, parallel);
        }
        false => eprintln!("parallel is missing: its recipe was not run, the one with xargs was"),
    }
    let parts = crowd(5);
    shell(&parts, xargs, &[]);
    same(&parts, xargs);

    let slurm = recipes("Slurm").remove(0);
    let array = slurm.split("--array=1-").nth(1).and_then(|rest| rest.lines().next()).expect("an array from 1");
    let parts = crowd(5);
    for task in 1..=array.parse().expect("a number of tasks") {
        let task: u32 = task;
        shell(&parts, &slurm, &[("SLURM_ARRAY_TASK_ID", &task.to_string()), ("SLURM_ARRAY_TASK_COUNT", array)]);
    }
    shell(&parts, "handbill merge-manifests", &[]);
    same(&parts, &slurm);

    let job = recipes("Kubernetes").remove(0);
    let completions = job.split("completions: ").nth(1).and_then(|rest| rest.lines().next()).expect("completions");
    let command = job.split("\"sh\", \"-c\", \"").nth(1).and_then(|rest| rest.split("\"]").next()).expect("a command");
    let parts = crowd(5);
    for index in 0..completions.parse::<u32>().expect("a number of completions") {
        shell(&parts, command, &[("JOB_COMPLETION_INDEX", &index.to_string())]);
    }
    shell(&parts, "handbill merge-manifests", &[]);
    same(&parts, command);
}

/// Hosts without a shared folder: each has a copy of the project, and their products are copied together.
#[test]
fn parts_may_be_made_apart_and_copied_together() {
    let whole = crowd(3);
    whole.run(&["build"]).expect(0);
    let together = crowd(3);
    for part in 1..=3 {
        let host = crowd(3);
        host.run(&["build", "--shard", &format!("{part}/3")]).expect(0);
        for file in host.files("out") {
            let place = together.path().join("out").join(&file);
            std::fs::create_dir_all(place.parent().expect("a folder")).expect("a temporary folder");
            std::fs::copy(host.path().join("out").join(&file), place).expect("copied");
        }
    }
    together.run(&["merge-manifests"]).expect(0);
    assert_eq!(made(&whole), made(&together));
}

#[test]
fn parts_that_do_not_fit_together_are_refused() {
    let project = crowd(2);
    project.run(&["build", "--shard", "1/2"]).expect(0);
    let ran = project.run(&["merge-manifests"]).expect(2);
    assert!(ran.stderr.contains("error[shards]: shard 2 of 2 is missing"), "{}", ran.stderr);
    assert!(ran.stderr.contains("handbill build --shard 2/2"), "{}", ran.stderr);
    project.edit("content/orgs/school.toml", "Bend School", "Bent School");
    project.run(&["build", "--shard", "2/2"]).expect(0);
    let ran = project.run(&["merge-manifests"]).expect(2);
    assert!(ran.stderr.contains("content/orgs/school.toml"), "{}", ran.stderr);
    project.run(&["build", "--shard", "0/2"]).expect(2);
}

/// What a killed run has finished is not made again.
#[test]
fn the_next_run_goes_on_where_a_killed_one_stopped() {
    let project = crowd(20);
    let mut build = command(project.path(), &["build", "-j1", "--as-of", TODAY]);
    let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary under test starts");
    let finished = || std::fs::read_to_string(project.path().join("out/manifest.json.part")).unwrap_or_default().lines().count();
    while finished() < 8 && child.try_wait().expect("our own child").is_none() {
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("our own child");
    child.wait().expect("our own child");
    let before = finished();
    let ran = project.run(&["build"]).expect(0);
    let anew = ran.stdout.lines().count();
    assert!(anew <= 44 - before, "{before} were finished, and {anew} of 44 were made again");
    assert!(!project.path().join("out/manifest.json.part").exists());
    let whole = crowd(20);
    whole.run(&["build"]).expect(0);
    assert_eq!(made(&whole), made(&project));
}

#[test]
fn impact_says_what_a_change_will_make_again() {
    let project = crowd(3);
    project.run(&["build"]).expect(0);
    let impact = |name: &str| -> BTreeSet<String> {
        project.run(&["impact", name]).expect(0).stdout.lines().map(|l| l.split('\t').next().unwrap_or("").to_string()).collect()
    };
    let said = impact("contact.desk");
    project.edit("content/night.toml", "\"{org.phone}\"", "\"(406) 555-0199\"");
    let made: BTreeSet<String> = project.run(&["build"]).expect(0).stdout.lines().map(str::to_string).collect();
    assert_eq!(said, made);
    assert_eq!(impact("(406) 555-0199"), said, "a number is found by itself");
    assert_eq!(impact("406-555-0199"), said, "however it is typed");
    assert_eq!(impact("school"), impact("content/orgs/school.toml"));
    assert_eq!(impact("school").len(), 2);
    assert_eq!(impact("list.bring"), impact("bring"));
    let ran = project.run(&["impact", "contact.desks"]).expect(2);
    assert!(ran.stderr.contains("did you mean `contact.desk`?"), "{}", ran.stderr);
    let json = project.run(&["impact", "desk", "--json"]).expect(0).stdout;
    assert!(json.contains("\"quantity\":40") && json.contains("\"copies\":400"), "{json}");
}

/// A number that stands in an organization's file is found on the sheets of that organization, and on no other.
#[test]
fn impact_finds_the_numbers_of_organizations() {
    let project = crowd(3);
    project.run(&["build"]).expect(0);
    let org = "content/orgs/school.toml";
    let line = project.text(org).lines().find(|line| line.starts_with("phone")).expect("a number").to_string();
    let number = line.split('"').nth(1).expect("in quotes").to_string();
    let sheets = |number: &str| project.run(&["impact", number]).expect(0).stdout;
    let found = sheets(&number);
    assert!(found.lines().count() > 0 && found.lines().all(|sheet| sheet.contains("/school/")), "{found}");
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(sheets(&digits), found);
    project.run(&["impact", "(406) 555-0100"]).expect(2);
}

#[test]
fn made_files_are_held_against_the_manifest() {
    let project = crowd(1);
    project.run(&["build"]).expect(0);
    let ran = project.run(&["check", "--built"]).expect(0);
    assert!(ran.stderr.contains("6 files opened, 6 codes read, 0 differ"), "{}", ran.stderr);
    let path = "out/office/school/night-slip-en.pdf";
    std::fs::copy(project.path().join("out/office/library/night-slip-en.pdf"), project.path().join(path)).expect("copied");
    std::fs::remove_file(project.path().join("out/office/library/night-tag-en.pdf")).expect("removed");
    let ran = project.run(&["check", "--built"]).expect(1);
    assert!(ran.stderr.contains("night-slip-en.pdf` has other bytes than were written"), "{}", ran.stderr);
    assert!(ran.stderr.contains("has a code that does not scan"), "{}", ran.stderr);
    assert!(ran.stderr.contains("night-tag-en.pdf` is gone"), "{}", ran.stderr);
}

/// A theme that fits nobody's name is known after the stress cases; one long name alone stops nobody else.
#[test]
fn a_batch_begins_with_its_worst_cases() {
    let project = crowd(60);
    let long = "W".repeat(200);
    project.write(
        "content/orgs/long.toml",
        &format!("name = \"{long}\"\nphone = \"(406) 555-0134\"\nweb = \"https://long.example.org/\"\n"),
    );
    let ran = project.run(&["build", "slip"]).expect(1);
    assert_eq!(ran.stdout.lines().count(), 62, "{}", ran.stderr);
    let stress_cases = project.run(&["build", "slip", "--proof-worst"]).expect(1);
    assert!(stress_cases.stderr.contains("long (longest name"), "{}", stress_cases.stderr);

    // The headline now holds the name, at a size that no name fits.
    project.edit("content/night.toml", "\"Read with us by lamplight\"", "\"{org.name}-reads-by-lamplight-all-winter-long\"");
    project.edit("content/night.toml", "short = \"Read with us\"", "");
    project.edit(
        "assets/themes/leaf.toml",
        "from = \"18pt\", to = \"40pt\", lines = 2",
        "from = \"60pt\", to = \"70pt\", lines = 1",
    );
    let ran = project.run(&["build", "slip", "--force"]).expect(1);
    assert!(ran.stderr.contains("error[worst-case]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`long` (longest name"), "{}", ran.stderr);
    assert!(ran.stderr.contains("not reached"), "{}", ran.stderr);
}

#[test]
fn the_print_shop_gets_one_archive_always_the_same() {
    let project = crowd(1);
    let refused = project.run(&["pack", "tag"]).expect(1);
    assert!(refused.stderr.contains("handbill build --for press"), "{}", refused.stderr);
    project.run(&["build", "--for", "press", "tag"]).expect(0);
    project.run(&["pack", "tag"]).expect(0);
    let first = project.read("out/print.zip");
    project.run(&["pack", "tag", "-o", "again.zip"]).expect(0);
    assert_eq!(first, std::fs::read(project.path().join("again.zip")).expect("written"));
    let names = String::from_utf8_lossy(&first);
    for name in ["print/press/library/night-tag-en.pdf", "proofs/press/library/night-tag-en-1.png", "ticket.pdf", "ticket.json"] {
        assert!(names.contains(name), "{name}");
    }
    assert!(names.contains("licences/public-sans/OFL.txt"));
    assert!(names.contains("\"stock\": \"100 lb gloss text\"") && names.contains("\"quantity\": 40"));
    let manifest = Manifest::read(&project.path().join("out/manifest.json"));
    assert_eq!(manifest.products().len(), 3);
}
