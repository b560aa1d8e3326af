//! Which keys a row may fill, and how the words of a cell become their value: the same keys as in TOML, with a dot
//! for a table inside a table.

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum RowOf {
    Org,
    Event,
    /// Anything: its columns are words.
    Any,
}

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    /// An address of the web; `https://` is put before one that lacks it.
    Web,
    /// Digits alone are grouped as a telephone number.
    Phone,
    /// Five digits, of which a spreadsheet has eaten the zero in front.
    Zip,
    /// Parted by `;`, a comma or a line end.
    List,
    Flag,
    Number,
    Date,
    /// A day with a time, or a time alone.
    Moment,
    /// Several days with times, parted by `;` or a line end.
    Moments,
    /// A time of day.
    Time,
}

use Shape::{Date, Flag, List, Moment, Moments, Number, Phone, Text, Time, Web, Zip};

const ORG: &[(&str, Shape)] = &[
    ("id", Text),
    ("name", Text),
    ("short", Text),
    ("name_en", Text),
    ("language", Text),
    ("phone", Phone),
    ("phone_ext", Text),
    ("email", Text),
    ("web", Web),
    ("link", Web),
    ("address", Text),
    ("address_confidential", Flag),
    ("hotline", Phone),
    ("hotline_name", Text),
    ("hotline_hours", Text),
    ("hotline_languages", List),
    ("hotline2", Phone),
    ("hotline2_name", Text),
    ("hotline2_hours", Text),
    ("hotline2_languages", List),
    ("text_number", Phone),
    ("text_keyword", Text),
    ("text_languages", List),
    ("tty", Phone),
    ("languages", List),
    ("presets", List),
    ("quantity", Number),
    ("sponsor", Text),
    ("disclaimer", Text),
    ("funding.agency", Text),
    ("funding.amount", Number),
    ("funding.federal_percent", Number),
    ("logo.file", Text),
    ("logo.on_dark", Text),
    ("logo.alt", Text),
    ("logo.owner", Text),
    ("logo.clear", Text),
    ("logo.minimum", Text),
    ("logo.permission.ref", Text),
    ("logo.permission.expires", Date),
];

/// Keys under which people choose names.
const OPEN: &[&str] = &["color.", "qr.", "say."];

/// What anything may say beside its words.
const ANY: &[(&str, Shape)] = &[("id", Text), ("quantity", Number)];

const EVENT: &[(&str, Shape)] = &[
    ("id", Text),
    ("org", Text),
    ("title", Text),
    ("subtitle", Text),
    ("language", Text),
    ("start", Moment),
    ("end", Moment),
    ("zone", Text),
    ("weekday", Text),
    ("venue", Text),
    ("room", Text),
    ("address", Text),
    ("region", Text),
    ("join", Web),
    ("speaker", Text),
    ("speaker_title", Text),
    ("speaker_org", Text),
    ("presenter", Text),
    ("audience", Text),
    ("cost", Text),
    ("seats", Number),
    ("rsvp", Flag),
    ("rsvp_by", Date),
    ("rsvp_link", Web),
    ("rsvp_phone", Phone),
    ("rsvp_phone_ext", Text),
    ("interpreters", Text),
    ("access", Text),
    ("childcare", Text),
    ("food", Text),
    ("status", Text),
    ("series", Text),
    ("sponsor", Text),
    ("presets", List),
    ("quantity", Number),
    ("languages", List),
    ("also", Moments),
    ("repeat", Text),
    ("picture", Text),
    ("picture_alt", Text),
    ("picture_credit", Text),
];

/// The keys of a row, for messages and "did you mean".
pub(super) fn keys(of: RowOf) -> impl Iterator<Item = &'static str> + Clone {
    table(of).iter().map(|(key, _)| *key)
}

/// The keys that a table must have a column for.
pub(super) fn must(of: RowOf) -> &'static [&'static str] {
    match of {
        RowOf::Org => &["name"],
        RowOf::Event => &["title", "start"],
        RowOf::Any => &[],
    }
}

/// How a key's cells are read. `None`: there is no such key.
pub(super) fn shape(of: RowOf, key: &str) -> Option<Shape> {
    let listed = table(of).iter().find(|(name, _)| *name == key).map(|(_, shape)| *shape);
    let open = of != RowOf::Any && OPEN.iter().any(|p| key.strip_prefix(p).is_some_and(|rest| !rest.is_empty()));
    listed.or(open.then_some(Text))
}

/// The shape by the word that a column map uses for it.
pub(super) fn by_name(name: &str) -> Option<Shape> {
    NAMES.iter().find(|(word, _)| *word == name).map(|(_, shape)| *shape)
}

/// Words of column maps, and the shapes that they stand for.
pub(super) const NAMES: &[(&str, Shape)] = &[
    ("text", Text),
    ("phone", Phone),
    ("zip", Zip),
    ("list", List),
    ("flag", Flag),
    ("number", Number),
    ("date", Date),
    ("moment", Moment),
    ("time", Time),
];

fn table(of: RowOf) -> &'static [(&'static str, Shape)] {
    match of {
        RowOf::Org => ORG,
        RowOf::Event => EVENT,
        RowOf::Any => ANY,
    }
}
