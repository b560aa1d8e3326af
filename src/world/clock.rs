//! The date. Used for review dates only; no byte of a file depends on it.

use jiff::civil::Date;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Today in UTC.
pub fn today() -> Date {
    day_of(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO))
}

/// The day of `SOURCE_DATE_EPOCH` (reproducible-builds.org), where it is set to a number of seconds.
pub fn source_date() -> Option<Date> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok()?;
    Some(day_of(Duration::from_secs(seconds)))
}

fn day_of(since_epoch: Duration) -> Date {
    let days = i32::try_from(since_epoch.as_secs() / 86_400).unwrap_or(i32::MAX);
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().try_days(days).unwrap_or_default()).unwrap_or(Date::MAX)
}
