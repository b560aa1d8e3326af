//! Contents by chance: blocks of every kind with random words, in one language or several, for any format and theme. Each
//! trial knows every sentence that it says, so that it can be looked for.

use std::fmt::Write as _;

/// Numbers from a seed: the same on every run.
pub struct Dice(pub u64);

impl Dice {
    /// From nought to one less than `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }

    /// One time in so many.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.roll(times) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// A content, the files that belong to it, and what is asked for.
pub struct Trial {
    pub name: String,
    pub format: &'static str,
    pub theme: &'static str,
    /// `en`, or several as `en+es`.
    pub languages: String,
    /// Path and text, the content's own first.
    pub files: Vec<(String, String)>,
    /// Its `[[make]]`.
    pub make: String,
    pub said: Vec<Said>,
}

/// A sentence of a trial.
pub struct Said {
    /// `text.b1`
    pub block: String,
    /// 1 is the first language.
    pub language: usize,
    pub part: &'static str,
    /// One of these is to be found.
    pub any_of: Vec<String>,
    /// Nothing but the content or the order may leave it out.
    pub vital: bool,
}

pub const FORMATS: [&str; 40] = [
    "a5",
    "badge",
    "bookmark",
    "card-cr80",
    "certificate",
    "directory",
    "discreet-card",
    "door-hanger",
    "event-poster-11x17",
    "event-poster-18x24",
    "flyer-a4",
    "flyer-legal",
    "flyer-letter",
    "fold-card",
    "half-letter",
    "handbill-half-letter",
    "large-print",
    "panel-sign",
    "postcard",
    "poster-11x14",
    "poster-11x17",
    "poster-18x24",
    "poster-24x36",
    "poster-a1",
    "poster-a2",
    "poster-a3",
    "pull-tab",
    "rack-card",
    "screen-link",
    "screen-square",
    "screen-story",
    "shoe-card",
    "sticker-3x5",
    "sticker-round",
    "table-tent",
    "ticket",
    "tri-fold-a4",
    "tri-fold-letter",
    "wallet-card",
    "wallet-card-iso",
];

/// What the themes for two languages are made for, those of all three first.
const BILINGUAL: [&str; 8] =
    ["flyer-letter", "flyer-a4", "flyer-legal", "half-letter", "postcard", "rack-card", "wallet-card", "card-cr80"];

pub const THEMES: [&str; 10] =
    ["civic", "bold", "quiet", "plain", "park", "witness", "stacked", "side-by-side", "two-sides", "six-languages"];

const KINDS: [&str; 14] =
    ["text", "text", "text", "list", "list", "steps", "quote", "stat", "contact", "contact", "qr", "note", "event", "image"];

/// Consonants and vowels that words of a language are made of.
fn letters(language: &str) -> (Vec<char>, Vec<char>) {
    let (consonants, vowels) = match language {
        "es" => ("bdfgklmnprstvñ", "aéíoú"),
        "fr" => ("bdfgklmnprstvç", "aéiôû"),
        "vi" => ("bđfgklmnprstvx", "ạeịoụ"),
        "ru" => ("бдфгклмнпрствз", "аеиоу"),
        "ar" => ("بدفكلمنرستزعحق", "اويهغ"),
        _ => ("bdfgklmnprstvz", "aeiou"),
    };
    (consonants.chars().collect(), vowels.chars().collect())
}

/// Words that stand in no other sentence of the trial: each begins with the number of its sentence.
pub fn sentence(language: &str, number: usize, words: usize) -> String {
    let (consonants, vowels) = letters(language);
    let syllable = |n: usize| [consonants[n / vowels.len() % consonants.len()], vowels[n % vowels.len()]];
    let sizes = consonants.len() * vowels.len();
    let word = |i: usize| [number / sizes, number % sizes, i % sizes].into_iter().flat_map(syllable).collect::<String>();
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

/// A content on its way.
struct Writer<'d> {
    dice: &'d mut Dice,
    languages: Vec<&'static str>,
    /// The content, and its words in each further language.
    files: Vec<String>,
    said: Vec<Said>,
    sentences: usize,
}

impl Writer<'_> {
    /// A line of the content in every language.
    fn header(&mut self, block: &str) {
        for file in &mut self.files {
            let _ = writeln!(file, "[{block}]");
        }
    }

    /// A line of the content alone.
    fn line(&mut self, line: impl AsRef<str>) {
        let _ = writeln!(self.files[0], "{}", line.as_ref());
    }

    /// `key = "..."` in every language. A further key says the same, shorter.
    fn words(&mut self, (block, key, part): (&str, &str, &'static str), most: usize, vital: bool, shorter: Option<&str>) {
        let count = 1 + self.dice.roll(most);
        for (i, language) in self.languages.clone().into_iter().enumerate() {
            self.sentences += 1;
            let long = sentence(language, self.sentences, count);
            let _ = writeln!(self.files[i], "{key} = \"{long}\"");
            let mut any_of = vec![long];
            if let Some(shorter) = shorter {
                self.sentences += 1;
                let short = sentence(language, self.sentences, 1 + count / 2);
                let _ = writeln!(self.files[i], "{shorter} = \"{short}\"");
                any_of.push(short);
            }
            self.said.push(Said { block: block.to_string(), language: i + 1, part, any_of, vital });
        }
    }

    /// What is written once, and printed in each language.
    fn fact(&mut self, block: &str, part: &'static str, text: &str, vital: bool) {
        for language in 1..=self.languages.len() {
            let any_of = vec![text.to_string()];
            self.said.push(Said { block: block.to_string(), language, part, any_of, vital });
        }
    }

    fn items(&mut self, block: &str, vital: bool) {
        let count = 1 + self.dice.roll(9);
        let lengths: Vec<usize> = (0..count).map(|_| 1 + self.dice.roll(9)).collect();
        for (i, language) in self.languages.clone().into_iter().enumerate() {
            let mut items = Vec::new();
            for words in &lengths {
                self.sentences += 1;
                let item = sentence(language, self.sentences, *words);
                items.push(format!("\"{item}\""));
                self.said.push(Said { block: block.to_string(), language: i + 1, part: "item", any_of: vec![item], vital });
            }
            let _ = writeln!(self.files[i], "items = [{}]", items.join(", "));
        }
    }

    /// Keys that every block may have; whether its words are locked, or it is an event, and the content wants it in any case.
    fn placing(&mut self, kind: &str, format: &str) -> bool {
        if self.dice.once_in(14) {
            let place = if self.dice.once_in(2) { format } else { "poster" };
            let key = if self.dice.once_in(2) { "on" } else { "not_on" };
            self.line(format!("{key} = [\"{place}\"]"));
        }
        let if_room = self.dice.once_in(10);
        if if_room {
            self.line("if_room = true");
        }
        if self.dice.once_in(8) {
            let n = 1 + self.dice.roll(9);
            self.line(format!("priority = {n}"));
        }
        if kind == "text" && self.dice.once_in(10) {
            let role = *self.dice.pick(&["headline", "lead", "act", "copy", "small-print"]);
            self.line(format!("role = \"{role}\""));
        }
        let locked = self.dice.once_in(16);
        if locked {
            let lock = *self.dice.pick(&["lock = true", "class = \"safety\"", "lock = \"brand\""]);
            self.line(lock);
        }
        (locked || kind == "event") && !if_room
    }

    fn block(&mut self, n: usize, kind: &'static str, format: &str) {
        let block = match kind {
            "text" if n == 0 => "text.headline".to_string(),
            "text" if self.dice.once_in(9) && !self.files[0].contains("[text.act]") => "text.act".to_string(),
            _ => format!("{kind}.b{n}"),
        };
        self.header(&block);
        let vital = self.placing(kind, format);
        match kind {
            "text" | "note" => {
                if self.dice.once_in(3) {
                    self.words((&block, "heading", "heading"), 5, vital, None);
                }
                let most = if block == "text.headline" { 8 } else { 60 };
                let shorter = self.dice.once_in(4).then_some("short");
                self.words((&block, "full", "text"), most, vital, shorter);
            }
            "list" | "steps" => {
                if self.dice.once_in(2) {
                    self.words((&block, "heading", "heading"), 5, false, None);
                }
                self.items(&block, vital);
                if self.dice.once_in(4) {
                    self.words((&block, "note", "note"), 9, vital, None);
                }
            }
            "quote" => {
                self.words((&block, "says", "says"), 30, vital, None);
                self.words((&block, "by", "by"), 4, vital, None);
            }
            "stat" => {
                self.words((&block, "label", "label"), 8, vital, None);
                self.line(format!("values = {{ 2024 = {}, 2025 = {} }}", 4000 + n * 3, 7000 + n * 3));
                self.line("source = \"Count\"\nas_of = 2025-12-31\nreview_by = 2031-01-01");
                if self.dice.once_in(4) {
                    self.words((&block, "caveat", "caveat"), 9, vital, None);
                }
            }
            "contact" => self.contact(&block, n, vital),
            "qr" => self.code(&block, n),
            "image" => {
                self.line("file = \"assets/lamp.svg\"");
                self.words((&block, "alt", "alt"), 6, vital, None);
            }
            _ => self.event(&block, n, vital),
        }
    }

    fn contact(&mut self, block: &str, n: usize, vital: bool) {
        self.words((block, "name", "name"), 4, vital, None);
        let phone = format!("(406) 555-01{n:02}");
        self.line(format!("phone = \"{phone}\""));
        self.fact(block, "phone", &phone, vital);
        if self.dice.once_in(3) {
            self.line(format!("email = \"desk{n}@example.org\""));
            self.fact(block, "email", &format!("desk{n}@example.org"), false);
        }
        if self.dice.once_in(3) {
            self.line(format!("web = \"https://www{n}.example.org/\""));
            self.fact(block, "web", &format!("www{n}.example.org"), false);
        }
        if self.dice.once_in(2) {
            self.words((block, "hours", "hours"), 4, false, None);
        }
        if self.dice.once_in(4) {
            self.words((block, "note", "note"), 8, false, None);
        }
    }

    fn code(&mut self, block: &str, n: usize) {
        let (line, payload) = match self.dice.roll(4) {
            0 => (format!("call = \"(406) 555-01{n:02}\""), format!("tel:+1406555 01{n:02}")),
            1 => (format!("email = \"code{n}@example.org\""), format!("mailto:code{n}@example.org")),
            2 => (format!("map = \"{n} Oak St, Helena, MT 59601\""), format!("{n} Oak St")),
            _ => (format!("link = \"https://example.org/{n}\""), format!("https://example.org/{n}")),
        };
        self.line(line);
        self.words((block, "label", "label"), 3, false, None);
        self.fact(block, "code", &payload, false);
    }

    fn event(&mut self, block: &str, n: usize, vital: bool) {
        self.words((block, "title", "title"), 4, vital, None);
        self.line(format!("start = 2031-{:02}-{:02}T18:30:00", 1 + n % 12, 1 + n % 28));
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let mut days = vec![(n % 12, 1 + n % 28, 2031)];
        if self.dice.once_in(4) {
            self.line("also = [2032-04-11T18:30:00, 2032-04-18T18:30:00]");
            days.extend([(3, 11, 2032), (3, 18, 2032)]);
        }
        if self.dice.once_in(3) {
            self.line("end = 20:00:00");
        }
        for (month, day, year) in days.into_iter().filter(|_| self.languages[0] == "en") {
            let text = format!("{} {day}, {year}", months[month]);
            self.said.push(Said { block: block.to_string(), language: 1, part: "when", any_of: vec![text], vital });
        }
        self.words((block, "venue", "venue"), 4, vital, None);
        if self.dice.once_in(2) {
            self.line(format!("address = \"{} Elm St, Helena, MT 59601\"", 500 + n));
            self.fact(block, "address", &format!("{} Elm St, Helena, MT 59601", 500 + n), vital);
        }
        for (key, part) in [
            ("subtitle", "subtitle"),
            ("room", "room"),
            ("speaker", "speakers"),
            ("cost", "cost"),
            ("access", "access"),
            ("food", "food"),
        ] {
            if self.dice.once_in(4) {
                self.words((block, key, part), 5, false, None);
            }
        }
    }
}

impl Writer<'_> {
    /// Rows of a table that the content speaks of: guests with a sentence each, or a season of events in place of its own.
    fn table(&mut self, name: &str) -> (String, String, String) {
        let path = format!("{name}.csv");
        let count = 1 + self.dice.roll(4);
        if self.dice.once_in(2) {
            let mut text = "name,about\n".to_string();
            self.header("text.row");
            self.line("full = \"{row.name} {row.about}\"");
            for _ in 0..count {
                self.sentences += 2;
                let (who, about) = (sentence("en", self.sentences - 1, 2), sentence("en", self.sentences, 3));
                let _ = writeln!(text, "{who},{about}");
                let any_of = vec![format!("{who} {about}")];
                self.said.push(Said { block: "text.row".to_string(), language: 1, part: "text", any_of, vital: false });
            }
            return (path.clone(), text, format!("rows = {{ table = \"{path}\" }}"));
        }
        // The first event of the content gives way to the rows.
        let first = self.said.iter().find(|said| said.block.starts_with("event.")).map(|said| said.block.clone());
        self.said.retain(|said| Some(&said.block) != first.as_ref());
        let mut text = "id,title,start,venue\n".to_string();
        for n in 0..count {
            self.sentences += 2;
            let (title, venue) = (sentence("en", self.sentences - 1, 3), sentence("en", self.sentences, 2));
            let _ = writeln!(text, "{name}-{n},{title},2033-05-{:02}T19:00,{venue}", n + 1);
            for (part, words) in [("title", title), ("venue", venue), ("when", format!("May {}, 2033", n + 1))] {
                let block = format!("event.{name}-{n}");
                self.said.push(Said { block, language: 1, part, any_of: vec![words], vital: true });
            }
        }
        (path.clone(), text, format!("events = {{ table = \"{path}\", together = true }}"))
    }
}

/// The trial of a number: always the same.
pub fn trial(number: u64) -> Trial {
    let mut dice = Dice(number.wrapping_mul(7919).wrapping_add(17));
    for _ in 0..3 {
        dice.roll(2);
    }
    let name = format!("t{number}");
    let languages: Vec<&'static str> = match dice.roll(10) {
        0..=4 => vec!["en"],
        5 => vec![*dice.pick(&["es", "ar", "ru", "vi", "fr"])],
        6 | 7 => vec!["en", "es"],
        8 => vec!["en", *dice.pick(&["ar", "ru", "vi", "fr"])],
        _ => vec!["en", "es", "vi", "ru", "ar", "fr"],
    };
    let (theme, format) = match languages.len() {
        1 => (*dice.pick(&THEMES[..9]), *dice.pick(&FORMATS)),
        2 if dice.once_in(2) => (*dice.pick(&["stacked", "side-by-side"]), *dice.pick(&BILINGUAL[..3])),
        2 if !dice.once_in(4) => ("two-sides", *dice.pick(&BILINGUAL)),
        2 => (*dice.pick(&THEMES), *dice.pick(&FORMATS)),
        _ => ("six-languages", if dice.once_in(6) { *dice.pick(&FORMATS) } else { "panel-sign" }),
    };
    let audience = *dice.pick(&["public", "public", "event", "staff"]);
    // A language other than the content's own needs a content to be translated from.
    let spoken = if languages.len() == 1 && languages[0] != "en" { vec!["en", languages[0]] } else { languages.clone() };
    let files = spoken.iter().enumerate().map(|(i, language)| match i {
        0 => format!("title = \"Trial\"\nlanguage = \"{language}\"\naudience = \"{audience}\"\n"),
        _ => format!(
            "title = \"Trial\"\nlanguage = \"{language}\"\n[translation]\nstatus = \"approved\"\nby = \"Ana\"\n\
             reviewed_by = \"Rosa\"\nqualification = \"sworn\"\nreviewed_on = 2026-11-20\norigin = \"human\"\n"
        ),
    });
    let files = files.collect();
    let mut writer = Writer { dice: &mut dice, languages: spoken.clone(), files, said: Vec::new(), sentences: 0 };
    // Short contents as often as long ones.
    let most = *writer.dice.pick(&[4, 8, 30]);
    for n in 0..1 + writer.dice.roll(most) {
        let kind = if n == 0 && !writer.dice.once_in(5) { "text" } else { *writer.dice.pick(&KINDS) };
        writer.block(n, kind, format);
    }
    let table = if languages == ["en"] && writer.dice.once_in(6) { Some(writer.table(&name)) } else { None };
    let Writer { files, mut said, .. } = writer;
    if spoken.len() != languages.len() {
        // The second language alone is printed.
        said.retain(|said| said.language == 2);
        said.iter_mut().for_each(|said| said.language = 1);
    }
    let paths = spoken.iter().enumerate().map(|(i, language)| match i {
        0 => format!("content/{name}.toml"),
        _ => format!("content/{name}.{language}.toml"),
    });
    let mut files: Vec<(String, String)> = paths.zip(files).collect();
    let purpose = *dice.pick(&["office", "office", "office", "press", "screen"]);
    let without = if dice.once_in(20) { "without = [\"points\", \"copy\"]\n" } else { "" };
    let languages = languages.join("+");
    let rows = table.map(|(path, text, line)| {
        files.push((path, text));
        line
    });
    let rows = rows.unwrap_or_else(|| "orgs = \"all\"".to_string());
    let make = format!(
        "[[make]]\ncontent = \"{name}\"\nformats = [\"{format}\"]\n{rows}\ntheme = \"{theme}\"\n\
         languages = [\"{languages}\"]\npurpose = \"{purpose}\"\n{without}"
    );
    Trial { name, format, theme, languages, files, make, said }
}
