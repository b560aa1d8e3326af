//! The report on a posting law as a page to file with the order: a letter page for each notice, black on white.

use super::canvas::{Anchor, Canvas};
use super::law::NoticeReport;
use crate::check::law::Measured;
use crate::color::Color;
use crate::display::Meta;
use crate::export::ExportError;
use crate::geom::{Length, Point, Rect, Size};
use crate::model::{Law, Project};
use crate::product::slug::Letters;
use crate::text::Typesetter;

const EDGE: Length = Length::emu(54 * 12_700);
const COPY: Length = Length::emu(9 * 12_700);
const TITLE: Length = Length::emu(18 * 12_700);
/// From line to line.
const LEADING: Length = Length::emu(13 * 12_700);
/// A report of the program, as a job ticket is; no sheet for readers carries it.
const ADVICE: &str = "Measured on the laid-out sheet by handbill. Not legal advice.";
/// Characters of a cell before it goes on in the next line.
const LINE: usize = 104;

/// The report as a PDF. `date`: of the day it is made for, as the request says.
///
/// # Errors
/// What the back end refuses.
pub fn pdf(project: &Project, law: &Law, reports: &[NoticeReport], date: &str) -> Result<Vec<u8>, ExportError> {
    let mut typesetter = Typesetter::new(&project.fonts);
    let paper = Size::new(Length::inches(8.5), Length::inches(11.0));
    let mut canvas = Canvas::new(project, &mut typesetter);
    for (index, report) in reports.iter().enumerate() {
        Column { canvas: &mut canvas, y: EDGE + TITLE }.report(law, report, date, paper.width);
        canvas.page(paper, &format!("page {}", index + 1));
    }
    canvas.pdf(Meta { title: law.name.value.clone(), language: "en".into(), date: date.into(), ..Meta::default() })
}

/// Line under line on a page.
struct Column<'c, 'a> {
    canvas: &'c mut Canvas<'a>,
    /// Baseline of the next line.
    y: Length,
}

impl Column<'_, '_> {
    fn report(&mut self, law: &Law, notice: &NoticeReport, date: &str, width: Length) {
        self.line(&law.name.value, TITLE, 0.0);
        self.y += LEADING;
        let about = format!("{}, {}, {} ({})", notice.content, notice.format, notice.org, notice.languages.join(", "));
        self.line(&about, COPY, 0.0);
        self.line(&format!("{date}: {}", notice.report.verdict.name()), COPY.scale(1.4), 0.0);
        let source = format!("{}, as of {}, to be looked at again by {}", law.source.value, law.as_of.value, law.review_by.value);
        self.wrapped("", &source, 0.35);
        for clause in &notice.report.clauses {
            self.clause(clause, width);
        }
        self.y += LEADING;
        let note = law.note.as_ref().map(|note| note.value.as_str());
        note.into_iter().chain([ADVICE]).for_each(|words| self.wrapped("", words, 0.35));
    }

    fn clause(&mut self, clause: &Measured, width: Length) {
        let rule = Rect::new(EDGE, self.y - COPY.scale(0.4), width - EDGE * 2, Length::points(0.5));
        self.canvas.fill(rule, Color::Gray(0.75));
        self.y += LEADING;
        let state = match clause.met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "by hand",
        };
        self.line(&format!("{state}   {} {}", clause.clause, clause.cite), COPY.scale(1.15), 0.0);
        self.wrapped("wanted: ", &clause.wanted, 0.0);
        let place = clause.place.as_ref().map(|(face, [x, y, ..])| format!(" ({face}, {x:.0} pt across, {y:.0} pt down)"));
        self.wrapped("found: ", &format!("{}{}", clause.found, place.unwrap_or_default()), 0.0);
    }

    fn wrapped(&mut self, head: &str, words: &str, gray: f32) {
        let mut line = head.to_string();
        for word in words.split_whitespace() {
            if line.chars().count() + word.chars().count() > LINE {
                self.line(&line, COPY, gray);
                line.clear();
            }
            line.push_str(word);
            line.push(' ');
        }
        self.line(line.trim_end(), COPY, gray);
    }

    fn line(&mut self, words: &str, size: Length, gray: f32) {
        let letters = Letters::plain(size, Color::Gray(gray));
        self.canvas.words(words, Point::new(EDGE, self.y), &letters, Anchor::Start);
        self.y += LEADING.max(size.scale(1.3));
    }
}
