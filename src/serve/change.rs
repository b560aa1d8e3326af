//! A change that somebody asks for, why it is not made, and what all who look are told of it.

use super::toml_text::{Refusal, Value};

/// What those who look are told.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The project has another state.
    Changed(u64),
    /// A sheet has been looked at.
    Looked(String),
    /// Something was made.
    Made,
    /// The making has ended.
    MadeAll,
}

/// A value to be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub file: String,
    pub path: Vec<String>,
    /// Nothing: the key goes.
    pub value: Option<Value>,
    /// What stood in the field before it was changed, as the person saw it.
    pub was: Option<Value>,
    /// Whatever stands there now is replaced: the person has seen it.
    pub over: bool,
}

/// Why something was not written.
#[derive(Clone, Debug, PartialEq)]
pub enum Refused {
    ReadOnly,
    /// Words that nobody changes here, with the kind of the lock.
    Locked(String),
    /// There is no such field.
    NoField,
    /// The file is no TOML at the moment.
    Broken(String),
    /// Somebody else has changed it; what stands there now.
    Changed(Option<Value>),
    /// The disk, or the file's own form.
    Not(String),
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Refused {
        match refusal {
            Refusal::Broken(why) => Refused::Broken(why),
            Refusal::Shape(why) => Refused::Not(why),
        }
    }
}
