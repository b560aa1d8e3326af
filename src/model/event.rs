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
    pub title: At<String>,
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
    pub end: Option<At<EventEnd>>,
    /// IANA name: `America/Denver`.
    pub zone: Option<At<String>>,
    /// Which of the two, where clocks go back and the time comes twice.
    pub second: Option<At<bool>>,
    /// As somebody has written it down: checked against the date.
    pub weekday: Option<At<String>>,
    pub venue: Option<At<String>>,
    pub room: Option<At<String>>,
    pub address: Option<At<String>>,
    /// State or province of the venue: tells whether the time zone must be said.
    pub region: Option<At<String>>,
    /// Where it is followed online.
    pub join: Option<At<String>>,
    pub speaker: Option<At<String>>,
    pub speaker_title: Option<At<String>>,
    pub speaker_org: Option<At<String>>,
    pub presenter: Option<At<String>>,
    /// For whom.
    pub audience: Option<At<String>>,
    pub cost: Option<At<String>>,
    pub seats: Option<At<u32>>,
    /// Whether one has to register.
    pub rsvp: Option<At<bool>>,
    pub rsvp_by: Option<At<Date>>,
    pub rsvp_link: Option<At<String>>,
    pub rsvp_phone: Option<At<String>>,
    pub rsvp_phone_ext: Option<At<String>>,
    pub interpreters: Option<At<String>>,
    pub access: Option<At<String>>,
    pub childcare: Option<At<String>>,
    pub food: Option<At<String>>,
    /// Anything else to know: `Rain or shine.` No column of a table fills it: what stands under `Notes` there is for colleagues.
    pub note: Option<At<String>>,
    pub status: At<EventStatus>,
    /// The series it belongs to: `every second Tuesday until May`.
    pub series: Option<At<String>>,
    pub sponsor: Option<At<String>>,
    pub presets: Vec<At<Name>>,
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
    pub credit: Option<At<String>>,
}

/// When it ends: with its day, or a time on the day it begins, or on the next where the clock stands earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventEnd {
    Moment(DateTime),
    Time(Time),
}

/// Whether it takes place as planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    Confirmed,
    /// Put off: `start` is the new date, and a band says so.
    Postponed,
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
