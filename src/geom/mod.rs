//! Lengths, rectangles and outlines. Knows nothing of text, pages or files.

mod corners;
mod edges;
mod empty;
mod length;
mod path;
mod shape;
pub mod thickness;
mod turn;

pub use corners::Corner;
pub use edges::{Edge, EdgeShape, Edges};
pub use empty::largest_empty;
pub(crate) use length::nearest;
pub use length::{Length, LengthError};
pub use path::{Path, Segment};
pub use shape::{Point, Rect, Sides, Size};
pub use turn::Turn;
