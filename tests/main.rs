//! Everything that looks at handbill from outside, in one binary: it builds once, and the parts share one built example.
//!
//! `harness` makes projects, runs the program and asks the judges; `suite` holds the tests.

mod harness;
mod suite;
