//! Whole runs with a maker that needs no fonts.
