//! `[event.NAME]` of a content, or a row of a table of events: what happens, when and where.

use super::{BlockName, Name, RowWords};
use crate::diag::{At, Span};
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeMap;

/// Something that takes place: `[event.NAME]`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Event {
    /// Who holds it; rows only.
    pub org: Option<At<Name>>,
    /// What it is called, set large.
    pub title: At<String>,
    /// A second line of the title. First to go where an event is too long.
    pub subtitle: Option<At<String>>,
    /// Of its words; rows only.
    pub language: Option<At<String>>,
    /// In which languages it is made; rows only. Empty: its own and those of `words`.
    pub languages: Vec<At<String>>,
    /// Its words in other languages, by language and key; rows only.
    pub words: BTreeMap<String, BTreeMap<String, At<String>>>,
    /// The clock on the wall there.
    pub start: At<DateTime>,
    /// Further beginnings of the same event, each as long as the first.
    pub also: Vec<At<DateTime>>,
    /// `None`: nobody has said, and sheets and calendars do without.
    pub end: Option<At<EventEnd>>,
    /// IANA name: `America/Denver`.
    pub zone: Option<At<String>>,
    /// Which of the two, where clocks go back and the time comes twice.
    pub second: Option<At<bool>>,
    /// As somebody has written it down: checked against the date.
    pub weekday: Option<At<String>>,
    /// Name of the building or place: `Carnegie Library`.
    pub venue: Option<At<String>>,
    /// Where inside the venue. Last to go where an event is too long.
    pub room: Option<At<String>>,
    /// Of the venue, in one line; what maps are asked for.
    pub address: Option<At<String>>,
    /// State or province of the venue: tells whether the time zone must be said.
    pub region: Option<At<String>>,
    /// Where it is followed online.
    pub join: Option<At<String>>,
    /// Who speaks. Without it neither title nor organization of a speaker is printed.
    pub speaker: Option<At<String>>,
    /// What the speaker is: `Professor of History`.
    pub speaker_title: Option<At<String>>,
    /// Whom the speaker comes from.
    pub speaker_org: Option<At<String>>,
    /// Who puts it on, if not the organization: "Presented by ...".
    pub presenter: Option<At<String>>,
    /// For whom.
    pub audience: Option<At<String>>,
    /// What it costs, in words: `free`, `$8`.
    pub cost: Option<At<String>>,
    /// How many people there is room for.
    pub seats: Option<At<u32>>,
    /// Whether one has to register.
    pub rsvp: Option<At<bool>>,
    /// Last day to register. Printed where one has to, or where a way to register is stated.
    pub rsvp_by: Option<At<Date>>,
    /// Address of the page to register on.
    pub rsvp_link: Option<At<String>>,
    /// Number to register at.
    pub rsvp_phone: Option<At<String>>,
    /// Digits to dial after that number.
    pub rsvp_phone_ext: Option<At<String>>,
    /// Which languages are interpreted, signed ones too, in words.
    pub interpreters: Option<At<String>>,
    /// How people in a wheelchair or with a hearing aid come along, in words.
    pub access: Option<At<String>>,
    /// Who looks after children meanwhile, in words.
    pub childcare: Option<At<String>>,
    /// What there is to eat and drink, in words.
    pub food: Option<At<String>>,
    /// Anything else to know: `Rain or shine.` No column of a table fills it: what stands under `Notes` there is for colleagues.
    pub note: Option<At<String>>,
    /// `confirmed` if left out; the others print a band and change what sheets say of the date.
    pub status: At<EventStatus>,
    /// The series it belongs to: `every second Tuesday until May`.
    pub series: Option<At<String>>,
    /// Who pays for it, in words that are printed as they stand.
    pub sponsor: Option<At<String>>,
    /// What is made for it; rows only. Empty: the formats of the make.
    pub presets: Vec<At<Name>>,
    /// How many are ordered; rows only. It goes before every other number.
    pub quantity: Option<At<u32>>,
    /// Its own words for texts of the content that are not locked; rows only.
    pub say: BTreeMap<BlockName, At<String>>,
    /// Where codes of the content lead for it, by block name without `qr.`; rows only.
    pub links: BTreeMap<String, At<String>>,
    /// In place of the content's first picture; rows only.
    pub picture: Option<EventPicture>,
    /// What its other columns say, by their folded names; rows only.
    pub row: RowWords,
    /// The header, or the row.
    pub origin: Span,
}

/// A picture of a row.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct EventPicture {
    /// Path inside the project.
    pub file: At<String>,
    /// Empty for decoration.
    pub alt: At<String>,
    /// Who made it, printed under it. `None`: nobody has to be named.
    pub credit: Option<At<String>>,
}

/// When it ends: with its day, or a time on the day it begins, or on the next where the clock stands earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventEnd {
    /// With its day: `2027-01-11T20:00:00`.
    Moment(DateTime),
    /// The time alone: `20:00:00`.
    Time(Time),
}

/// Whether it takes place as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    /// As planned; nothing is said of it.
    Confirmed,
    /// Put off: `start` is the new date, and a band says so.
    Postponed,
    /// It does not take place, and a band says so.
    Cancelled,
}

impl EventStatus {
    /// With the words of files.
    pub const ALL: [(&str, EventStatus); 4] = [
        ("confirmed", EventStatus::Confirmed),
        ("postponed", EventStatus::Postponed),
        ("cancelled", EventStatus::Cancelled),
        ("canceled", EventStatus::Cancelled),
    ];
}

/// The keys of an event that hold words.
pub const EVENT_WORDS: [&str; 17] = [
    "title",
    "subtitle",
    "series",
    "venue",
    "room",
    "speaker",
    "speaker_title",
    "speaker_org",
    "presenter",
    "audience",
    "cost",
    "interpreters",
    "access",
    "childcare",
    "food",
    "note",
    "sponsor",
];

impl Event {
    /// When it ends, with its day. Saturates at the end of the calendar.
    pub fn ends(&self) -> Option<DateTime> {
        self.end_of(self.start.value)
    }

    /// When it ends that begins at `start`: one of [`Event::starts`].
    pub fn end_of(&self, start: DateTime) -> Option<DateTime> {
        let first = self.start.value;
        let end = match self.end.as_ref()?.value {
            EventEnd::Moment(moment) => moment,
            EventEnd::Time(time) if time > first.time() => first.date().to_datetime(time),
            EventEnd::Time(time) => {
                let day = first.date();
                day.tomorrow().unwrap_or(day).to_datetime(time)
            }
        };
        // A matinee is as long as the evening, whatever the clock says.
        Some(if start == first { end } else { start.saturating_add(first.until(end).unwrap_or_default()) })
    }

    /// Every time it begins, in order.
    pub fn starts(&self) -> impl Iterator<Item = &At<DateTime>> {
        std::iter::once(&self.start).chain(&self.also)
    }

    /// The last day it is on.
    pub fn last_day(&self) -> Date {
        let days = self.starts().map(|start| self.end_of(start.value).unwrap_or(start.value).date());
        days.max().unwrap_or(self.start.value.date())
    }
}
