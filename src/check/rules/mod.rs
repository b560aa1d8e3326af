//! The rules of preflight, one file each.

pub(super) mod contrast;
pub(super) mod hairline;
pub(super) mod ink_limit;
pub(super) mod module_size;
pub(super) mod not_cmyk;
pub(super) mod quiet_zone;
pub(super) mod resolution;
pub(super) mod safe_area;
#[cfg(test)]
mod tests;
pub(super) mod type_size;
