//! The bar of a run: how many of how many, how fast, and how long it still takes. On a terminal only, and only where
//! somebody waits.

use super::stderr::Stderr;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::time::Duration;

/// Shorter work than this needs no bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// The bar, and whether it may be drawn.
pub struct Progress {
    bar: ProgressBar,
    /// Somebody may be looking.
    wanted: bool,
}

impl Progress {
    /// Hidden until work has taken a while; for ever where stderr is no terminal, with `--quiet` and with `--json`.
    pub fn new(stderr: &Stderr) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Progress { bar, wanted: !stderr.quiet && !stderr.json && io::stderr().is_terminal() }
    }

    /// So many products are to be made from now on.
    pub fn begin(&self, products: usize) {
        self.bar.set_length(products as u64);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {pace}  {msg}") {
            let pace = |state: &ProgressState, out: &mut dyn Write| {
                // Nothing to be done where a line cannot be drawn.
                let _ = out.write_str(&pace(state.per_sec(), state.eta()));
            };
            self.bar.set_style(style.with_key("pace", pace));
        }
        self.bar.reset_elapsed();
        self.bar.reset_eta();
    }

    /// So many of so many looks at a file are done.
    pub fn at(&self, done: usize, all: usize, file: &str) {
        if self.bar.length() != Some(all as u64) {
            self.begin(all);
        }
        self.bar.set_position(done.saturating_sub(1) as u64);
        self.step(file);
    }

    /// One more is done; `org` is whose.
    pub fn step(&self, org: &str) {
        self.bar.set_message(org.to_string());
        self.bar.inc(1);
        if self.wanted && self.bar.is_hidden() && self.bar.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away while something else is said.
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    /// Takes the bar off the terminal.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// `212 a second, 4 s left`
fn pace(per_second: f64, left: Duration) -> String {
    let seconds = left.as_secs();
    let left = match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    };
    match per_second {
        // Before the first ones are done nobody can tell.
        n if !n.is_finite() || n <= 0.0 => String::new(),
        n if n < 10.0 => format!("{n:.1} a second, {left} left"),
        n => format!("{n:.0} a second, {left} left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_said_in_words() {
        assert_eq!(pace(211.7, Duration::from_secs(4)), "212 a second, 4 s left");
        assert_eq!(pace(2.44, Duration::from_secs(200)), "2.4 a second, 3 min 20 s left");
        assert_eq!(pace(30.0, Duration::from_secs(7_500)), "30 a second, 2 h 5 min left");
        assert_eq!(pace(0.0, Duration::ZERO), "");
    }
}
