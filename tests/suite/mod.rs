//! The tests. They speak of paper, files and messages, so that they outlive a rewrite.

mod tidy;
