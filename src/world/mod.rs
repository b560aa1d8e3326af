//! The only door to the system: files, environment and the date. Everything else in this crate is a function of
//! what this module read.
