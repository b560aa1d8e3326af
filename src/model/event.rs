//! `[event.NAME]` of a content, or a row of a table of events: what happens, when and where.

use super::Name;
use crate::diag::{At, Span};
use jiff::civil::{Date, DateTime, Time};

#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Event {
    /// Who holds it; rows only.
    pub org: Option<At<Name>>,
    pub title: At<String>,
    pub subtitle: Option<At<String>>,
    /// Of its words; rows only.
    pub language: Option<At<String>>,
    /// The clock on the wall there.
    pub start: At<DateTime>,
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
    pub status: At<EventStatus>,
    /// The series it belongs to: `every second Tuesday until May`.
    pub series: Option<At<String>>,
    pub sponsor: Option<At<String>>,
    pub presets: Vec<At<Name>>,
    pub quantity: Option<At<u32>>,
    /// The header, or the row.
    pub origin: Span,
}

/// When it ends: with its day, or a time on the day it begins, or on the next where the clock stands earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventEnd {
    Moment(DateTime),
    Time(Time),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventStatus {
    Confirmed,
    /// Put off: `start` is the new date, and a band says so.
    Postponed,
    Cancelled,
}

impl EventStatus {
    pub const ALL: [(&str, EventStatus); 3] =
        [("confirmed", EventStatus::Confirmed), ("postponed", EventStatus::Postponed), ("cancelled", EventStatus::Cancelled)];
}

impl Event {
    /// When it ends, with its day. Saturates at the end of the calendar.
    pub fn ends(&self) -> Option<DateTime> {
        Some(match self.end.as_ref()?.value {
            EventEnd::Moment(moment) => moment,
            EventEnd::Time(time) if time > self.start.value.time() => self.start.value.date().to_datetime(time),
            EventEnd::Time(time) => {
                let day = self.start.value.date();
                day.tomorrow().unwrap_or(day).to_datetime(time)
            }
        })
    }

    /// The last day it is on.
    pub fn last_day(&self) -> Date {
        self.ends().map_or(self.start.value.date(), DateTime::date)
    }
}
