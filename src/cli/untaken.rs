//! Values of options that are not taken, and what is wanted in their place.

/// Why an option does not take a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Untaken {
    #[error("write COLUMN=VALUE, as `state=MT`")]
    Column,
    #[error("write the first and the last row, as `10-20`")]
    Rows,
    #[error("write `auto`, `always` or `never`; with `init`, a colour such as `#0b3d6b`")]
    Color,
    #[error("write a length such as 30cm, 1.2in or 25mm")]
    Length,
    #[error("at least 16 letters, digits, `-` or `_` are wanted")]
    Token,
    #[error("`handbill explain` lists the checks")]
    Check,
    #[error("did you mean `{0}`?")]
    NearCheck(String),
}
