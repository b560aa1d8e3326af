//! The rules of preflight, one file each.

pub(super) mod bleed;
pub(super) mod contrast;
pub(super) mod covered;
pub(super) mod empty_hole;
pub(super) mod fold_text;
pub(super) mod graphics;
pub(super) mod hairline;
pub(super) mod ink_limit;
pub(super) mod listening;
pub(super) mod many_inks;
pub(super) mod module_size;
pub(super) mod not_cmyk;
pub(super) mod quiet_zone;
pub(super) mod resolution;
pub(super) mod safe_area;
pub(super) mod spot_clash;
#[cfg(test)]
mod tests;
pub(super) mod tool_lines;
pub(super) mod type_size;
mod under;
