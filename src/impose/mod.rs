//! Faces to sheets.
