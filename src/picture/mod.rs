//! stub
use crate::color::*;
use crate::display::*;
use crate::geom::*;
use std::sync::Arc;
#[derive(Debug)]
pub struct PictureError;
impl std::fmt::Display for PictureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("x")
    }
}
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    pub size: Size,
}
impl Drawing {
    pub fn placed(&self, _r: Rect) -> Vec<Draw> {
        vec![]
    }
}
pub fn vector(_b: &[u8], _r: &[(&str, Rgb)], _i: &dyn Fn(Rgb) -> Color) -> Result<Drawing, PictureError> {
    Err(PictureError)
}
pub fn raster(_b: &[u8]) -> Result<Arc<Raster>, PictureError> {
    Err(PictureError)
}
pub fn to_press(_r: &Raster, _p: &Profile) -> Result<Raster, PictureError> {
    Err(PictureError)
}
