//! See ARCHITECTURE.md.

pub mod scan;
