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
    files.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let (mut statics, mut table) = (String::new(), String::from("static BUILTIN: &[BuiltinFile] = &[\n"));
    for (number, file) in files.iter().enumerate() {
        let row = if is_packed(file) {
            pack(&root.join(file), number, &out, &mut statics);
            format!("BuiltinFile::packed({file:?}, &PACKED_{number})")
        } else {
            format!("BuiltinFile::plain({file:?}, {})", included(&root.join(file)))
        };
        writeln!(table, "    {row},").expect("a string takes any text");
    }
    table.push_str("];\n");
    fs::write(out.join("builtin.rs"), statics + &table).expect("the build folder can be written");
}

/// Whether a file lies packed in the program: those that few runs ask for, and profiles, which every press file carries
/// packed.
fn is_packed(file: &str) -> bool {
    let is_font = |file: &str| file.ends_with(".ttf") || file.ends_with(".otf");
    file.ends_with(".icc") || file.starts_with("assets/schemas/") || (file.starts_with("fonts/noto-") && is_font(file))
}

fn included(path: &Path) -> String {
    format!("include_bytes!({:?})", path.display().to_string())
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

/// So many bytes of a packed file stand beside it as they are: by them a font is known (`syntax/assets.rs`).
const HEAD: usize = 4096;

/// Writes a zlib copy of a file into the build folder, and the static that holds it.
fn pack(plain: &Path, number: usize, out: &Path, statics: &mut String) {
    let bytes = fs::read(plain).expect("the file was just listed");
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&bytes).expect("a vector takes any bytes");
    let mut crc = flate2::Crc::new();
    crc.update(&bytes);
    let head = &bytes[..bytes.len().min(if plain.extension().is_some_and(|e| e == "icc") { 0 } else { HEAD })];
    let [zlib_at, head_at] = ["z", "head"].map(|ending| out.join(format!("{number}.{ending}")));
    fs::write(&zlib_at, encoder.finish().expect("a vector takes any bytes")).expect("the build folder can be written");
    fs::write(&head_at, head).expect("the build folder can be written");
    let (length, crc, head, zlib) = (bytes.len(), crc.sum(), included(&head_at), included(&zlib_at));
    writeln!(
        statics,
        "static PACKED_{number}: Packed = Packed {{ length: {length}, crc: {crc}, head: {head}, zlib: {zlib}, \
         whole: LazyLock::new(|| PACKED_{number}.unpack()) }};"
    )
    .expect("a string takes any text");
}
