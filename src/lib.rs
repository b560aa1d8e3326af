//! `handbill` turns structured content into press-ready flyers, posters and wallet cards, made out to each
//! organization that hands them out, and refuses to print a mistake.
//!
//! `syntax::read` and [`plan`] say what is to be made; [`product`] is the road of one product, stage by stage, on one
//! page; [`engine`] walks it for all of them and `deliver` writes what comes of it.

pub mod bind;
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
mod hashes;
pub mod impose;
pub mod layout;
pub mod model;
pub mod picture;
pub mod plan;
pub mod press;
pub mod product;
pub mod proofread;
pub mod qr;
mod registry;
pub mod resolve;
pub mod serve;
pub mod syntax;
pub mod text;
pub mod world;
