//! Times other processes from start to end, as somebody at a terminal waits for them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// One run of a process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub wall: Duration,
    /// User and system time of all threads. Zero where `/proc` does not tell.
    pub cpu: Duration,
    /// Most memory at once, in bytes. Zero where `/proc` does not tell.
    pub memory: u64,
}

/// Smallest and middle of several runs.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    pub min: Duration,
    pub median: Duration,
}

/// Runs a process to its end, its words thrown away. It must succeed.
pub fn wall(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let wall = start.elapsed();
    match status {
        Ok(status) if status.success() => wall,
        other => panic!("{command:?} ended with {other:?}"),
    }
}

/// The same `times` times, after one run that does not count.
pub fn repeat(times: usize, mut run: impl FnMut() -> Duration) -> Summary {
    run();
    let mut walls: Vec<Duration> = (0..times).map(|_| run()).collect();
    walls.sort();
    Summary { min: walls[0], median: walls[times / 2] }
}

/// Runs a process and watches what it takes. Memory is looked at every few milliseconds. It must succeed.
pub fn watched(command: &mut Command) -> Run {
    watched_to(command, &[0])
}

/// The same where other ends are right too, by their exit codes.
pub fn watched_to(command: &mut Command, ends: &[i32]) -> Run {
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let mut run = Run::default();
    loop {
        let ended = child.try_wait().expect("our own child");
        let (cpu, memory) = taken(child.id());
        run.cpu = run.cpu.max(cpu);
        run.memory = run.memory.max(memory);
        if let Some(status) = ended {
            run.wall = start.elapsed();
            let right = status.code().is_some_and(|code| ends.contains(&code));
            assert!(right, "{command:?} ended with {status}; run it by hand to see why");
            return run;
        }
        thread::sleep(Duration::from_millis(3));
    }
}

/// Processor time and most memory of a process so far.
fn taken(id: u32) -> (Duration, u64) {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // After the name in brackets: utime and stime are fields 14 and 15 of proc(5), in ticks of 10 ms.
    let fields: Vec<u64> = stat.rsplit(") ").next().unwrap_or("").split(' ').map(|f| f.parse().unwrap_or(0)).collect();
    let ticks = fields.get(11).unwrap_or(&0) + fields.get(12).unwrap_or(&0);
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let most = status.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    (Duration::from_millis(ticks * 10), most.unwrap_or(0) * 1024)
}

pub fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

pub fn kilobytes(path: &Path) -> String {
    fs::metadata(path).map_or("-".to_string(), |m| format!("{:.1} KB", m.len() as f64 / 1000.0))
}

/// The program under test, built as a release.
pub fn handbill(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handbill"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH");
    command
}

/// An empty folder of our own, emptied first.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("cargo gives a folder for this");
    folder
}

/// Copies the repository's example project.
pub fn copy_example(to: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(root.join("handbill.toml"), to.join("handbill.toml")).expect("the example has its order");
    for folder in ["content", "assets"] {
        copy_folder(&root.join(folder), &to.join(folder));
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder of our own");
    for entry in fs::read_dir(from).expect("a folder of the repository").flatten() {
        let place = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy_folder(&entry.path(), &place),
            false => drop(fs::copy(entry.path(), place).expect("was just listed")),
        }
    }
}

/// Python with a module; named by `HANDBILL_PYTHON`, else the judges' own, else `python3`.
pub fn python_with(module: &str) -> Option<PathBuf> {
    let named = env::var_os("HANDBILL_PYTHON").map(PathBuf::from);
    let candidates = named.into_iter().chain([PathBuf::from("/opt/judges/bin/python"), PathBuf::from("python3")]);
    let has = |python: &PathBuf| {
        let probe = Command::new(python).args(["-c", &format!("import {module}")]).output();
        probe.is_ok_and(|p| p.status.success())
    };
    candidates.into_iter().find(has)
}

/// Prints rows in columns.
pub fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    for row in rows {
        let cells: Vec<String> = row.iter().zip((0..columns).map(width)).map(|(cell, w)| format!("{cell:w$}")).collect();
        println!("{}", cells.join("  ").trim_end());
    }
}
