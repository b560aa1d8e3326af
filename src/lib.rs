//! `handbill` turns structured content into press-ready flyers, posters and wallet cards, made out to each
//! organization that hands them out, and refuses to print a mistake.
//!
//! The road is nine plain functions, in this order; each hands the next a plain value:
//! `syntax::read` -> [`plan`] -> [`resolve`] -> `compose` -> `layout` -> `impose` -> `check` -> `export` -> `deliver`.

pub mod check;
pub mod cli;
pub mod color;
pub mod compose;
pub mod deliver;
pub mod diag;
pub mod display;
pub mod document;
pub mod engine;
pub mod export;
pub mod geom;
pub mod impose;
pub mod layout;
pub mod model;
pub mod picture;
pub mod plan;
pub mod press;
pub mod qr;
pub mod resolve;
pub mod syntax;
pub mod text;
pub mod world;
