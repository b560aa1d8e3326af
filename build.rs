//! Lists the files that are compiled into the program: everything under `assets/`, `content/` and `fonts/`, and
//! `handbill.toml`. A new file there is a new built-in file, with no other edit.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = vec!["handbill.toml".to_string()];
    for folder in ["assets", "content", "fonts"] {
        println!("cargo:rerun-if-changed={folder}");
        scan(&root, folder, &mut files);
    }
    println!("cargo:rerun-if-changed=handbill.toml");
    files.retain(|f| root.join(f).is_file());
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        let path = root.join(file);
        writeln!(table, "    ({file:?}, include_bytes!({:?}) as &[u8]),", path.display().to_string())
            .expect("a string takes any text");
    }
    table.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("builtin.rs");
    fs::write(out, table).expect("the build folder can be written");
}

fn scan(root: &Path, folder: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return };
    for entry in entries.flatten() {
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            println!("cargo:rerun-if-changed={name}");
            scan(root, &name, files);
        } else if !name.ends_with('~') && !entry.file_name().to_string_lossy().starts_with('.') {
            files.push(name);
        }
    }
}
