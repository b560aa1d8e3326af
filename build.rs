//! Lists the files that are compiled into the program: everything under `assets/`, `content/` and `fonts/`, and
//! `handbill.toml`. A new file there is a new built-in file, with no other edit.

use std::fmt::Write as _;
use std::io::Write as _;
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
    println!("cargo:rustc-env=HANDBILL_BUILD={:016x}", fingerprint(&root));
    files.retain(|f| root.join(f).is_file());
    // Profiles are embedded in every press file: they are compressed here, once.
    let profiles: Vec<String> = files.iter().filter(|f| f.ends_with(".icc")).map(|f| format!("{f}.z")).collect();
    files.extend(profiles);
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut table = String::from("&[\n");
    for file in &files {
        let path = match file.strip_suffix(".z") {
            Some(plain) => packed(&root.join(plain), &out),
            None => root.join(file),
        };
        writeln!(table, "    ({file:?}, include_bytes!({:?}) as &[u8]),", path.display().to_string())
            .expect("a string takes any text");
    }
    table.push(']');
    let out = out.join("builtin.rs");
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

/// A hash of everything the program is compiled from: products made by another program are made again.
fn fingerprint(root: &Path) -> u64 {
    let mut files = vec!["Cargo.lock".to_string(), "Cargo.toml".to_string()];
    println!("cargo:rerun-if-changed=Cargo.lock");
    println!("cargo:rerun-if-changed=src");
    scan(root, "src", &mut files);
    files.sort();
    // FNV-1a: as good as any to tell two builds apart, and the same with every compiler.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let bytes = fs::read(root.join(&file)).unwrap_or_default();
        for byte in file.bytes().chain(bytes) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

/// A zlib copy of a file in the build folder.
fn packed(plain: &Path, out: &Path) -> PathBuf {
    let bytes = fs::read(plain).expect("the file was just listed");
    let name = plain.to_string_lossy().replace(['/', '\\', ':'], "_");
    let target = out.join(format!("{name}.z"));
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&bytes).expect("a vector takes any bytes");
    fs::write(&target, encoder.finish().expect("a vector takes any bytes")).expect("the build folder can be written");
    target
}
