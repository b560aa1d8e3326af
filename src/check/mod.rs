//! See ARCHITECTURE.md.

pub mod readback;
pub mod scan;
