//! `entry::content` on any bytes.
#![no_main]

#[path = "../entry.rs"]
mod entry;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    entry::quietly();
    entry::content(data);
});
