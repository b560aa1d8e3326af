//! What a project says, as typed values that still know where each was written. No meaning is worked out here:
//! texts keep their markup and placeholders. `syntax` fills these in; `plan` and `resolve` read them.

mod assets;
mod block_name;
mod block_roles;
mod choice;
mod condition;
mod content;
mod event;
mod format;
mod ground;
pub mod hours;
mod language;
mod law;
mod logos;
mod look;
mod org;
mod policy;
mod preset;
mod project;
mod role;
mod row;
mod scheme;
mod screen_file;
mod subject;
mod texts;
mod theme;
mod translation;

pub use assets::{Asset, Breaking, FileBytes, Font, FontEntry, FontSource, FontTable, LineEnds, Typography};
pub use block_name::{BlockName, Kind};
pub use block_roles::roles;
pub use choice::{Choice, Which, Wish};
pub use condition::{Condition, Standard};
pub use content::{
    Addition, Audience, Block, Body, CalendarEvent, CardOf, CardWords, Class, Contact, Content, Image, List, Lock, Payload, Qr,
    Quote, Stat, Text, TextMessage, Wifi,
};
pub use event::{EVENT_WORDS, Event, EventEnd, EventPicture, EventStatus};
pub use format::{FoldPanel, Format, Tool, ToolLine};
pub use ground::{BorderLook, EdgeLook, GradientLook, GroundLook, Side};
pub use language::{Dates, Direction, Language, Numbers, Pseudo, TestSheet, Words};
pub use law::{Clause, Duty, Law, LawRule};
pub use logos::{LogoItem, Logos};
pub use look::{Align, AreaStyle, BLOCK_PARTS, DiscLook, Fit, LookKey, Place, Rule, ScrimLook};
pub use org::{ConfidentialTerms, Funding, Hotline, Logo, Org, Permission};
pub use policy::{BlockPattern, BlockRule, ByLanguage, Companion, Policy, Wording};
pub use preset::Preset;
pub use project::{
    Allowance, Defaults, Gang, Ink, Make, OrgChoice, PresetChoice, PrintedSides, Printer, Project, Purpose, TableRows,
};
pub use role::{Placing, Role};
pub use row::{Row, RowWords, folded};
pub use scheme::{Arrangement, Duplex, Fill, Fit as SheetFit, Grid, Heads, Mark, Scheme, SheetOrder, Tiles};
pub use screen_file::{Accessibility, ScreenFile};
pub use subject::subject_of;
pub use theme::{Caps, ContentShape, Layout, Limits, Panel, Theme, ThemeArt, Track, TypeFace, Variant};
pub use translation::{BLOCK_WORDS, Review, Translated, Translation, TranslationOrigin, TranslationStatus};

/// The name of a file without folder and ending: how contents, organizations, themes and formats are called.
pub type Name = String;
