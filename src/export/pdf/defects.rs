//! Tests of what printpdf 0.12.8 gets wrong.
