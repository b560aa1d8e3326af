//! Any text in any language and any column: shaped, broken and set without a panic, no line wider than the column unless a
//! piece that cannot be broken is, never more lines than a greedy pass takes, and every character on some line.
#![no_main]

use handbill::color::Color;
use handbill::geom::Length;
use handbill::syntax::{Wanted, read};
use handbill::text::{Balance, Phrase, Style, Typesetter, Words};
use handbill::world::World;
use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;

thread_local! {
    static SETTER: RefCell<Option<(Typesetter, Vec<(String, Vec<String>)>)>> = const { RefCell::new(None) };
}

fuzz_target!(|data: &[u8]| {
    let [language, width, flags, rest @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    SETTER.with_borrow_mut(|setter| {
        let (typesetter, languages) = setter.get_or_insert_with(|| {
            let (project, _) = read(&World::builtin(), &Wanted::Made);
            let families = |tag: &str| project.fonts.stack(tag).iter().map(|f| f.value.clone()).collect();
            let languages = project.fonts.languages.keys().map(|tag| (tag.clone(), families(tag))).collect();
            (Typesetter::new(&project.fonts), languages)
        });
        let (tag, families) = &languages[usize::from(*language) % languages.len()];
        let style = Style {
            families: families.iter().cloned().collect(),
            weight: 400,
            strong: 700,
            tracking: if flags & 64 != 0 { 30 } else { 0 },
            tabular: flags & 1 != 0,
            small_caps: flags & 2 != 0,
        };
        let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        let phrase = |text: &str, keep| Phrase { text: text.to_string(), strong: flags & 32 != 0 && keep, emphasis: false, keep };
        let words = Words {
            spans: vec![phrase(&text[..half], false), phrase(&text[half..], flags & 4 != 0)],
            language: tag.clone(),
            right_to_left: flags & 8 != 0,
        };
        let shaped = typesetter.shape(&words, &style);
        let width = f64::from(*width) / 4.0 + 1.0;
        for balance in [Balance::Copy, Balance::Headline] {
            let breaks = shaped.breaks(width, balance);
            assert!(breaks.widest <= width.max(shaped.longest_piece(balance)) + 1e-4);
            assert_eq!(breaks.lines(), shaped.greedy_breaks(width, balance).lines());
            assert_eq!(shaped.line_characters(&breaks).iter().sum::<usize>(), shaped.characters());
            shaped.set(&breaks, Length::points(10.0), &Color::Gray(0.0), (flags & 16 != 0).then_some(width));
        }
        typesetter.forget(256);
    });
});
