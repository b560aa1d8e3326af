//! `entry::content` on any bytes.
#![no_main]

#[path = "../entry.rs"]
#[allow(dead_code, reason = "each target takes one of them")]
mod entry;
#[path = "../quietly.rs"]
mod quietly;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    quietly::quietly();
    entry::content(data);
});
