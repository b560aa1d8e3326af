//! The date, and a pulse. The date is used for review dates only; no byte of a file depends on either.

use jiff::civil::Date;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Today in UTC.
pub fn today() -> Date {
    day_of(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO))
}

/// What is wrong with the clock, where readers of others that ask it would go round for ever: colour profiles are dated as they
/// are read.
pub fn wrong_clock() -> Option<&'static str> {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Err(_) => Some("before 1970"),
        Ok(since) if since.as_secs() >= LATEST => Some("after 9999"),
        Ok(_) => None,
    }
}

/// The day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), where it is set to a number of seconds.
pub fn source_date() -> Option<Date> {
    let seconds: u64 = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
    (seconds < LATEST).then(|| day_of(Duration::from_secs(seconds)))
}

/// What `SOURCE_DATE_EPOCH` says where that is no number of seconds.
pub fn bad_source_date() -> Option<String> {
    let text = std::env::var_os("SOURCE_DATE_EPOCH")?.to_string_lossy().into_owned();
    let known = text.trim().parse::<u64>().is_ok_and(|seconds| seconds < LATEST);
    (!known).then_some(text)
}

/// Seconds up to the year 9999: nothing is printed later.
const LATEST: u64 = 253_402_300_800;

fn day_of(since_epoch: Duration) -> Date {
    let days = i32::try_from(since_epoch.as_secs() / 86_400).unwrap_or(i32::MAX);
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()).unwrap_or(Date::MAX)
}

/// How long something takes: for whoever waits, never for what is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    /// Whole seconds since it began.
    pub fn seconds(&self) -> u64 {
        self.0.elapsed().as_secs()
    }
}

/// Beats at most once in so many milliseconds: for what is shown while something is made, never for what is made.
pub struct Ticker {
    every: Duration,
    last: Instant,
}

impl Ticker {
    /// Begins now.
    pub fn of(milliseconds: u64) -> Ticker {
        Ticker { every: Duration::from_millis(milliseconds), last: Instant::now() }
    }

    /// Whether so much time has gone by since it began, or last said so.
    pub fn beats(&mut self) -> bool {
        let beats = self.last.elapsed() >= self.every;
        if beats {
            self.last = Instant::now();
        }
        beats
    }
}
