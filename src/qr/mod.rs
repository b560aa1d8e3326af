//! QR codes: payloads, the matrix, and its outline. Knows nothing of pages.
//!
//! [`payload`] turns what an author means (a link, a number to call) into the text a phone acts on; [`encode`] turns
//! that text into a [`Matrix`] and [`Matrix::path`] that into an outline; [`geometry`] says how large it must be.
//! Whether the code scans in the finished artwork is [`crate::check`]'s business.

pub mod encode;
pub mod geometry;
mod mask;
mod outline;
pub mod payload;
pub mod phone;
mod segment;

pub use encode::{EncodeError, Level, Limits, Matrix, encode};
