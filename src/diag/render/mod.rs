//! Diagnostics as words for a person, an editor or a machine. The same facts in each format; only their dress differs.
//!
//! Never panics, whatever a span says: places are cut down to what the file has. Control characters of the files
//! people write never reach the terminal as such.

mod human;
mod machine;
#[cfg(test)]
mod tests;

use super::{About, Diagnostic, Sources};

/// How to print diagnostics: `--message-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// With the line and what to type.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[check] message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The text to print for one diagnostic, with a line end; a blank line follows where it is for people.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, format: Format, color: bool) -> String {
    match format {
        Format::Human => human::human(diagnostic, sources, color),
        Format::Short => short(diagnostic, sources),
        Format::Json => machine::json(diagnostic, sources),
        Format::Github => machine::github(diagnostic, sources, ""),
    }
}

/// The same as a workflow command whose paths begin at the root of the repository: `base` leads from there to the project, with a
/// slash at its end, or nothing.
pub fn render_github(diagnostic: &Diagnostic, sources: &Sources, base: &str) -> String {
    machine::github(diagnostic, sources, base)
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match (sources.path(diagnostic.span.file), sources.position(diagnostic.span)) {
        (Some(path), Some(at)) => format!("{}:{}:{}: ", one_line(path), at.line, at.column),
        _ => String::new(),
    };
    let cell = sources.cell(diagnostic.span).map_or(String::new(), |cell| format!(" ({})", one_line(&cell.words())));
    let product = diagnostic.about.as_ref().map_or(String::new(), |about| format!(" (in {})", product(about)));
    let (severity, check) = (diagnostic.severity.name(), diagnostic.check.name);
    format!("{place}{severity}[{check}] {}{cell}{product}\n", one_line(&diagnostic.message))
}

/// `reading-night, wallet-card, es, for no-logo-library (press), on the back 30 x 12 mm at 5, 10.5 mm`
fn product(about: &About) -> String {
    let names = [&about.content, &about.format, &about.language].into_iter().filter(|n| !n.is_empty()).cloned();
    let mut words = names.collect::<Vec<_>>().join(", ");
    if !about.org.is_empty() {
        words += &format!(", for {}", about.org);
    }
    match words.is_empty() {
        _ if about.purpose.is_empty() => {}
        // Of a file as such, and no mistake for other purposes.
        true => words = format!("products for {}", about.purpose),
        false => words += &format!(" ({})", about.purpose),
    }
    if let Some((face, rect)) = &about.place {
        let [width, height, x, y] = [rect.width, rect.height, rect.x, rect.y].map(|l| (l.to_mm() * 10.0).round() / 10.0);
        words += &format!(", on the {face} {width} x {height} mm, {x} mm from the left, {y} mm from the top");
    }
    one_line(words.trim_start_matches([',', ' ']))
}

/// A text on one line, with nothing in it that a terminal obeys.
fn one_line(text: &str) -> String {
    let obeyed = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    text.trim_end()
        .chars()
        .map(|c| {
            if c == '\n' || c == '\t' {
                ' '
            } else if obeyed(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
