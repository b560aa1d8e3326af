//! An event in words: status, title, when, where, who, what it costs, how to register, who can come. Each of these is a
//! block of its own, so that a theme may place it, and all together are the block that the content names.

use super::isolate::inserted;
use super::reachable::{check_phone, check_url};
use super::{Context, facts, keep};
use crate::diag::{At, Diagnostic, Span};
use crate::document::{Block, Body, ContactLine, Paragraph, Run};
use crate::model::{BlockName, Event, EventStatus, Kind, Language, Placing, Role};
use crate::qr::payload;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// What time zones are called, and where one has to be said.
const ZONES: &str = include_str!("../../assets/registries/zones.txt");

/// The pieces of an event by the names of their blocks.
const PIECES: [&str; 9] = ["status", "title", "when", "where", "who", "details", "register", "access", "host"];

/// Those of its day as a picture.
const SHOWN: [&str; 5] = ["weekday", "day", "month", "time", "tile"];

/// Which pieces of an event a theme may place by themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pieces {
    None,
    /// Its words: the day as a picture would make one of several dates look like the only one.
    Words,
    /// And its day as a picture.
    All,
}

/// All of an event; and each piece of it, where it is the one whose pieces a theme may place.
pub(super) fn blocks(
    context: &Context<'_>,
    (name, event): (&BlockName, &Event),
    (role, placing): (Role, &Placing),
    in_pieces: Pieces,
) -> Vec<Block> {
    let words = EventWords { context, event };
    let pieces = PIECES.map(|piece| (piece, words.piece(piece)));
    // `[event.day]`: what a theme calls so is the day of the event.
    let apart = |name: &BlockName| BlockName::new(Kind::Event, format!("{}-event", name.name));
    let name = &if PIECES.iter().chain(&SHOWN).any(|piece| *piece == name.name) { apart(name) } else { name.clone() };
    let block = |own: BlockName, lines: Vec<ContactLine>, vital: bool| Block {
        part_of: (own != *name).then(|| name.clone()),
        name: own,
        origin: event.origin,
        lock: true,
        role,
        placing: placing.clone(),
        vital,
        locale: context.locale(),
        fallback: None,
        body: Body::Event { lines },
    };
    let whole = pieces.iter().flat_map(|(_, lines)| lines.clone()).collect();
    let mut blocks = vec![block(name.clone(), whole, true)];
    if in_pieces == Pieces::None {
        return blocks;
    }
    let filled = pieces.into_iter().filter(|(_, lines)| !lines.is_empty());
    blocks.extend(filled.map(|(piece, lines)| block(BlockName::new(Kind::Event, piece), lines, true)));
    if in_pieces == Pieces::Words || event.starts().count() > 1 {
        return blocks;
    }
    // What is said in full under `when`: nobody misses it where a theme has no place for it.
    let shown = words.shown().into_iter().filter(|(_, lines)| !lines.is_empty());
    blocks.extend(shown.map(|(piece, lines)| block(BlockName::new(Kind::Event, piece), lines, false)));
    blocks
}

/// Addresses and numbers that lead nowhere. One that is no address would leave its label with nothing behind it.
pub(super) fn check(event: &Event, diagnostics: &mut Vec<Diagnostic>) {
    [&event.rsvp_link, &event.join].into_iter().flatten().for_each(|link| check_url(link, diagnostics));
    event.rsvp_phone.iter().for_each(|number| check_phone(number, diagnostics));
}

/// A value for `{event.NAME.KEY}`. `None`: there is no such key.
pub(super) fn value(context: &Context<'_>, event: &Event, key: &str) -> Option<Option<String>> {
    let of = |field: &Option<At<String>>| field.as_ref().map(|f| f.value.clone());
    Some(match key {
        "title" => Some(event.title.value.clone()),
        "subtitle" => of(&event.subtitle),
        "when" => Some(EventWords { context, event }.when()),
        "venue" => of(&event.venue),
        "room" => of(&event.room),
        "address" => of(&event.address),
        "join" => of(&event.join),
        "speaker" => of(&event.speaker),
        "cost" => of(&event.cost),
        "rsvp_link" => of(&event.rsvp_link),
        "rsvp_phone" => of(&event.rsvp_phone),
        "sponsor" => of(&event.sponsor),
        _ => return None,
    })
}

/// An event as a code carries it: in the time of the place, or in universal time where people join from afar.
pub(super) fn for_calendar(event: &Event, place: String) -> payload::Event {
    let zone = event.zone.as_ref().filter(|_| event.join.is_some()).and_then(|zone| TimeZone::get(&zone.value).ok());
    let second = event.second.as_ref().is_some_and(|second| second.value);
    let universal = zone.is_some();
    let moment = |at: DateTime| {
        let instant = zone.clone().and_then(|zone| {
            let either = zone.to_ambiguous_timestamp(at);
            if second { either.later() } else { either.earlier() }.ok()
        });
        instant.map_or(at, |instant| TimeZone::UTC.to_datetime(instant))
    };
    let (start, end) = (moment(event.start.value), event.ends().map(moment));
    payload::Event { title: event.title.value.clone(), start, end, place, universal }
}

/// Says one event in the language of a product.
struct EventWords<'a, 'c> {
    context: &'a Context<'c>,
    event: &'a Event,
}

impl EventWords<'_, '_> {
    fn piece(&self, piece: &str) -> Vec<ContactLine> {
        let e = self.event;
        let mut lines = Vec::new();
        let mut add = |part: &'static str, words: Option<Paragraph>| lines.extend(words.map(|words| ContactLine { part, words }));
        match piece {
            "status" => add("status", self.status()),
            "title" => {
                add("title", Some(self.plain(&e.title)));
                add("subtitle", e.subtitle.as_ref().map(|t| self.plain(t)));
                add("series", self.labelled("series", &e.series));
            }
            "when" => {
                let (_, language) = self.context.more("from_to");
                for start in e.starts() {
                    let words = self.days_kept(&self.when_of(start.value), start);
                    add("when", Some(words.spoken(self.context.other(language))));
                }
            }
            "where" => {
                add("venue", e.venue.as_ref().map(|t| self.plain(t)));
                add("room", e.room.as_ref().map(|t| self.plain(t)));
                add("address", e.address.as_ref().map(|t| self.plain(t)));
                add("join", e.join.as_ref().map(|link| self.pattern("join", &payload::readable(&link.value), link.span)));
            }
            "who" => {
                add("speakers", self.speakers());
                add("presenter", self.labelled("presented_by", &e.presenter));
            }
            "details" => {
                add("audience", self.labelled("for_whom", &e.audience));
                add("cost", self.labelled("cost", &e.cost));
                let seats = e.seats.as_ref().map(|seats| At::new(seats.value.to_string(), seats.span));
                add("seats", self.labelled("seats", &seats));
            }
            "register" => self.register(&mut add),
            "access" => {
                add("interpreters", self.labelled("interpreters", &e.interpreters));
                add("access", self.labelled("access", &e.access));
                add("childcare", self.labelled("childcare", &e.childcare));
                add("food", self.labelled("food", &e.food));
                add("note", e.note.as_ref().map(|t| self.plain(t)));
            }
            "host" => add("sponsor", e.sponsor.as_ref().map(|t| self.plain(t))),
            _ => {}
        }
        lines
    }

    /// The first day as a picture: each of its words alone, and all of them in the order of the language.
    fn shown(&self) -> Vec<(&'static str, Vec<ContactLine>)> {
        // A day on which nothing takes place is no picture.
        if self.event.status.value == EventStatus::Cancelled {
            return Vec::new();
        }
        let (at, span) = (self.event.start.value, self.event.start.span);
        let Some((dates, language)) = self.context.dates() else { return Vec::new() };
        let line = |part: &'static str, text: String, language: &Language| ContactLine {
            part,
            words: Paragraph::plain(text, span).spoken(self.context.other(language)),
        };
        let (day, month) = facts::day_and_month(at.date(), dates, &language.numbers);
        let (_, named) = self.context.more("weekday_date");
        let weekday = named.words.weekdays.get(at.date().weekday().to_monday_zero_offset() as usize);
        let weekday = weekday.map(|day| line("weekday", day.value.clone(), named));
        let (day, month) = (line("day", day, language), line("month", month, language));
        let time = line("time", self.context.time_words(at.time()), self.context.more("from_to").1);
        let day_first = facts::is_day_first(dates);
        let date = if day_first { [day.clone(), month.clone()] } else { [month.clone(), day.clone()] };
        let tile = weekday.iter().cloned().chain(date).chain([time.clone()]).collect();
        let lines = [weekday.into_iter().collect(), vec![day], vec![month], vec![time], tile];
        SHOWN.into_iter().zip(lines).collect()
    }

    fn status(&self) -> Option<Paragraph> {
        let key = match self.event.status.value {
            EventStatus::Confirmed => return None,
            EventStatus::Postponed => "postponed",
            EventStatus::Cancelled => "cancelled",
        };
        let (words, language) = self.context.more(key);
        let filled = words.value.replace("{when}", &inserted(&self.when(), language));
        Some(Paragraph::plain(filled, self.event.status.span).spoken(self.context.other(language)))
    }

    /// `Monday, January 11, 2027, 6:30 p.m. to 7:30 p.m. Mountain Time`. Day, time and zone are isolated from each other where
    /// anything runs from right to left: `6:30 p.m.` would else come apart round its blank (UAX #9, N1).
    fn when(&self) -> String {
        self.when_of(self.event.start.value)
    }

    /// The same of one of several dates.
    fn when_of(&self, at: DateTime) -> String {
        let (pattern, language) = self.context.more("from_to");
        let start = self.moment(at, language);
        let time = |at: Time| inserted(&self.context.time_words(at), language);
        let span = match self.event.end_of(at) {
            None => start,
            Some(end) => {
                let one_day = end.date() == at.date();
                let next_day = at.date().tomorrow().is_ok_and(|next| next == end.date()) && end.time() < at.time();
                let until = match (one_day, next_day) {
                    (true, _) => time(end.time()),
                    // Midnight ends the day: nobody says of which.
                    (_, true) if end.time() == Time::midnight() => time(end.time()),
                    (_, true) => self.context.more("next_day").0.value.replace("{time}", &time(end.time())),
                    _ => self.moment(end, language),
                };
                pattern.value.replace("{start}", &start).replace("{end}", &until)
            }
        };
        match self.zone() {
            Some(zone) => format!("{span} {}", inserted(&zone, language)),
            None => span,
        }
    }

    /// Day and month stand on one line: `April / 17` is read twice.
    fn days_kept(&self, when: &str, start: &At<DateTime>) -> Paragraph {
        let Some((dates, language)) = self.context.dates() else { return Paragraph::plain(when, start.span) };
        let days = [Some(start.value), self.event.end_of(start.value)];
        let days = days.into_iter().flatten().filter_map(|at| facts::day_with_month(at.date(), dates, &language.numbers));
        let mut runs = vec![Run { text: when.to_string(), ..Run::default() }];
        for day in days {
            runs = runs.into_iter().flat_map(|run| keep::kept_phrase(run, &day)).collect();
        }
        Paragraph { runs, ..Paragraph::plain("", start.span) }
    }

    fn moment(&self, at: DateTime, into: &Language) -> String {
        let (date, time) = (inserted(&self.date(at.date()), into), inserted(&self.context.time_words(at.time()), into));
        format!("{date}{}{time}", self.context.language.words.comma)
    }

    /// With its weekday, where the language has any.
    fn date(&self, date: Date) -> String {
        let plain = self.context.date_words(date);
        let (pattern, language): (At<String>, &Language) = self.context.more("weekday_date");
        match language.words.weekdays.get(date.weekday().to_monday_zero_offset() as usize) {
            // A date in its own language is one with its weekday.
            Some(day) => {
                let plain = if self.context.other(language).is_some() { inserted(&plain, language) } else { plain };
                pattern.value.replace("{weekday}", &day.value).replace("{date}", &plain)
            }
            None => plain,
        }
    }

    /// The zone by name, where people come from several or the place lies near its border.
    fn zone(&self) -> Option<String> {
        let e = self.event;
        let lines = || ZONES.lines().filter_map(|line| line.split_once(' '));
        let region = e.region.as_ref().map(|r| r.value.to_uppercase());
        let split = region.is_some_and(|region| lines().any(|(kind, name)| kind == "split" && name == region));
        let zone = e.zone.as_ref().filter(|_| split || e.join.is_some())?;
        let named = lines().filter(|(kind, _)| *kind == "zone").filter_map(|(_, rest)| rest.split_once(' '));
        let key = named.filter(|(id, _)| *id == zone.value).map(|(_, key)| key).next();
        Some(match key {
            Some(key) => self.context.more(key).0.value,
            None => format!("({})", zone.value),
        })
    }

    fn speakers(&self) -> Option<Paragraph> {
        let e = self.event;
        let speaker = e.speaker.as_ref()?;
        let (_, language) = self.context.more("speaking");
        let of = [&e.speaker_title, &e.speaker_org].into_iter().flatten();
        let names: Vec<String> = std::iter::once(speaker).chain(of).map(|name| inserted(&name.value, language)).collect();
        Some(self.pattern("speaking", &names.join(&language.words.comma), speaker.span))
    }

    /// How to say that one comes.
    fn register(&self, add: &mut impl FnMut(&'static str, Option<Paragraph>)) {
        let e = self.event;
        let none_needed = e.rsvp.as_ref().filter(|rsvp| !rsvp.value && e.rsvp_link.is_none() && e.rsvp_phone.is_none());
        add("register", none_needed.map(|rsvp| self.pattern("no_registration", "", rsvp.span)));
        let link = e.rsvp_link.as_ref().map(|link| payload::readable(&link.value));
        let ext = e.rsvp_phone_ext.as_ref().map(|ext| self.context.more("phone_ext").0.value.replace("{ext}", &ext.value));
        let phone = e.rsvp_phone.as_ref().map(|phone| match &ext {
            Some(ext) => format!("{} {ext}", phone.value),
            None => phone.value.clone(),
        });
        let (_, language) = self.context.more("register");
        let ways: Vec<String> = link.into_iter().chain(phone).map(|way| inserted(&way, language)).collect();
        let place = e.rsvp_link.as_ref().or(e.rsvp_phone.as_ref()).map_or(e.origin, |way| way.span);
        add("register", (!ways.is_empty()).then(|| self.pattern("register", &ways.join(&language.words.comma), place)));
        // How people register may stand beside it: a code, the words, a number to call.
        let by = e.rsvp_by.as_ref();
        add("register_by", by.map(|by| self.pattern("register_by", &self.date(by.value), by.span)));
    }

    /// Words of the event, which run as their letters do.
    fn plain(&self, text: &At<String>) -> Paragraph {
        Paragraph::plain(&text.value, text.span).spoken(self.context.as_letters_run(&text.value))
    }

    fn labelled(&self, key: &'static str, words: &Option<At<String>>) -> Option<Paragraph> {
        words.as_ref().map(|words| self.pattern(key, &words.value, words.span))
    }

    /// A sentence of the program round words of the event; its own words stand out.
    fn pattern(&self, key: &'static str, words: &str, span: Span) -> Paragraph {
        let (pattern, language) = self.context.more(key);
        let (before, after) = pattern.value.split_once("{words}").unwrap_or((pattern.value.as_str(), ""));
        let run = |text: &str, strong: bool| Run { text: text.to_string(), strong, ..Run::default() };
        let runs = [run(before, true), run(&inserted(words, language), false), run(after, true)];
        let runs = runs.into_iter().filter(|run| !run.text.is_empty()).flat_map(keep::keep_numbers).collect();
        Paragraph { runs, ..Paragraph::plain("", span) }.spoken(self.context.other(language))
    }
}

/// A clock of twelve hours, or of twenty-four and how it is written.
enum Clock {
    Of12,
    Of24(At<String>),
}

impl Context<'_> {
    /// Noon and midnight are words where the language has them: twelve o'clock is read in two ways.
    pub(super) fn time_words(&self, time: Time) -> String {
        let Some((clock, language)) = self.clock() else { return String::new() };
        let own = |key: &str| language.words.more.get(key).map(|words| words.value.as_str());
        let named = match (time.hour(), time.minute()) {
            (12, 0) => own("noon"),
            (0, 0) => own("midnight"),
            _ => None,
        };
        if let Some(words) = named {
            return words.to_string();
        }
        let digits = |text: String| language.numbers.digits_of(&text);
        let minute = digits(format!("{:02}", time.minute()));
        let filled = |words: &str, hour: i8| {
            let two_digits = digits(format!("{hour:02}"));
            let words = words.replace("{two_digit_hour}", &two_digits).replace("{hour}", &digits(hour.to_string()));
            words.replace("{minute}", &minute)
        };
        if let Clock::Of24(words) = clock {
            return filled(&words.value, time.hour());
        }
        let half = own(if time.hour() < 12 { "morning" } else { "afternoon" }).unwrap_or_default();
        let words = own("hour_12").filter(|_| time.minute() == 0).or(own("time_12")).unwrap_or_default();
        filled(&words.replace("{half}", half), (time.hour() + 11) % 12 + 1)
    }

    /// How the nearest language that says so writes times of day.
    fn clock(&self) -> Option<(Clock, &Language)> {
        self.words("time_12", |words| {
            let of_24 = words.more.get("time_24").cloned().map(Clock::Of24);
            of_24.or_else(|| words.more.contains_key("time_12").then_some(Clock::Of12))
        })
    }
}
