//! Straight signs and what they become, language by language, with the marks of the languages that are built in.

use super::*;
use crate::diag::Span;

/// The marks of a built-in language.
fn words(tag: &str) -> Words {
    let file = format!("{}/content/languages/{tag}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).expect("the language is built in");
    let table: toml::Table = text.parse().expect("it is TOML");
    let at = |text: &str| At::new(text.to_string(), Span::NONE);
    let text = |key: &str| table["words"].get(key)?.as_str().map(at);
    let texts = |key: &str| -> Vec<At<String>> {
        table["words"].get(key).and_then(|v| v.as_array()).into_iter().flatten().filter_map(|v| v.as_str().map(at)).collect()
    };
    let pair = |key: &str| <[At<String>; 2]>::try_from(texts(key)).ok().map(|[open, close]| (open, close));
    Words {
        quotes: pair("quotes"),
        inner_quotes: pair("inner_quotes"),
        apostrophe: text("apostrophe"),
        abbreviation: text("abbreviation"),
        elisions: texts("elisions"),
        ..Words::default()
    }
}

#[track_caller]
fn table(tag: &str, cases: &[(&str, &str)]) {
    let words = words(tag);
    let signs = Signs::of(&words).expect("the language has marks");
    let wrong: Vec<String> = cases
        .iter()
        .map(|(from, to)| (from, to, typographic(from, &signs, false)))
        .filter(|(_, to, got)| **to != got)
        .map(|(from, to, got)| format!("{from}\n  wanted {to}\n  got    {got}"))
        .collect();
    assert!(wrong.is_empty(), "{tag}:\n{}", wrong.join("\n"));
}

#[test]
fn english() {
    table(
        "en",
        &[
            (r#"She said "come in." Then she left."#, "She said “come in.” Then she left."),
            (r#"(see "What to do") "#, "(see “What to do”) "),
            (r#"He asked, "Did she say 'no'?""#, "He asked, “Did she say ‘no’?”"),
            (r#""'No,' she said.""#, "“‘No,’ she said.”"),
            (r#""He said "no" to us," they told"#, "“He said ‘no’ to us,” they told"),
            ("don't, it's, O'Malley, the workers' rights", "don’t, it’s, O’Malley, the workers’ rights"),
            ("the '90s, '24 and the 1990's; rock 'n' roll", "the ’90s, ’24 and the 1990’s; rock ’n’ roll"),
            ("'Tis so; get 'em; 'cept us", "’Tis so; get ’em; ’cept us"),
            ("the 'good' boss and 'the workers' rights' here", "the ‘good’ boss and ‘the workers’ rights’ here"),
            (r#"5'10" tall, 8.5" x 11", 6' of rope, 30' at 40""#, r#"5'10" tall, 8.5" x 11", 6' of rope, 30' at 40""#),
            (r#""in 2019" and "in 2020""#, "“in 2019” and “in 2020”"),
            (r#""the 8.5" x 11" sheet" and 5""#, r#"“the 8.5" x 11" sheet” and 5""#),
            ("'in 2019' it was 6' high", "‘in 2019’ it was 6' high"),
            (r#"**"Bold"** and *"it's"*, "**both**""#, "**“Bold”** and *“it’s”*, “**both**”"),
            (r#"ways—"like this"—of it; a/"b""#, "ways—“like this”—of it; a/“b”"),
            (r#"[the "page"](https://example.org/o'brien) it's"#, "[the “page”](https://example.org/o'brien) it’s"),
            ("see https://example.org/it's/here, don't", "see https://example.org/it's/here, don’t"),
            ("'see 406stop.com'", "‘see 406stop.com’"),
            (r#"{org.name}'s "{org.short | the "office"}" is"#, r#"{org.name}’s “{org.short | the "office"}” is"#),
            (r#"a \"straight\" one, a "curly" one"#, r#"a \"straight\" one, a “curly” one"#),
            ("“It's 'so'”, he said", "“It’s ‘so’”, he said"),
            (r#"“outer "inner" outer”"#, "“outer ‘inner’ outer”"),
            (r#""…and then": "¿qué?" "why?" "#, "“…and then”: “¿qué?” “why?” "),
            ("a\"b, 12 \" 3, ' alone", "a\"b, 12 \" 3, ' alone"),
            ("\"one paragraph\n\n\"and the next\"", "“one paragraph\n\n“and the next”"),
            (r#"call "911""#, "call “911”"),
            (
                "The (JBL)'s lamps, Jose\u{301}'s book, the author(s)' reply",
                "The (JBL)’s lamps, Jose\u{301}’s book, the author(s)’ reply",
            ),
            ("St. John's and the Co.'s; Yahoo!'s; the [new] one's", "St. John’s and the Co.’s; Yahoo!’s; the [new] one’s"),
            (r#"{{"a"}}"#, "{{“a”}}"),
        ],
    );
}

#[test]
fn low_marks_and_guillemets() {
    table("de", &[(r#"Sie sagte: "Er rief 'Halt'." Geht's?"#, "Sie sagte: „Er rief ‚Halt‘.“ Geht’s?")]);
    table("pl", &[(r#""Tak", odparł"#, "„Tak”, odparł")]);
    table("ru", &[(r#"Он сказал: "Это "важно"""#, "Он сказал: «Это „важно“»")]);
    table("el", &[(r#"Είπε "ναι""#, "Είπε «ναι»")]);
    table(
        "fr",
        &[
            (r#"Elle dit : "Venez !" à l'accueil"#, "Elle dit : «\u{202f}Venez !\u{202f}» à l’accueil"),
            (
                r#"L'"histoire" et d'"Artagnan" ; "Bonjour"."#,
                "L’«\u{202f}histoire\u{202f}» et d’«\u{202f}Artagnan\u{202f}» ; «\u{202f}Bonjour\u{202f}».",
            ),
            ("l’\"été\" qu'\"on\" aime", "l’«\u{202f}été\u{202f}» qu’«\u{202f}on\u{202f}» aime"),
            ("aujourd'hui, l'été 1990, à 5' d'ici", "aujourd’hui, l’été 1990, à 5' d’ici"),
        ],
    );
    table("it", &[(r#"all'inizio, "l'altro", l'"altro""#, "all’inizio, «l’altro», l’«altro»")]);
    table("es", &[(r#"¿"Quién"? ("nadie")"#, "¿“Quién”? (“nadie”)")]);
}

#[test]
fn scripts_without_spaces() {
    table(
        "ja",
        &[(r#"彼は"はい、'そう'です"と言った。"#, "彼は「はい、『そう』です」と言った。"), (r#""はい。""#, "「はい。」")],
    );
    table("zh-Hans", &[(r#"他说："好"，然后"走"了。don't"#, "他说：“好”，然后“走”了。don’t")]);
    table("zh-Hant", &[(r#"他說："好。""#, "他說：「好。」")]);
    table("ko", &[(r#""안녕"이라고 '네'라고"#, "“안녕”이라고 ‘네’라고")]);
    table("th", &[(r#"เขาพูดว่า"ไป"แล้ว"#, "เขาพูดว่า“ไป”แล้ว")]);
}

#[test]
fn signs_that_are_letters() {
    table(
        "he",
        &[
            (r#"ארה"ב, ח"כ, יו"רית, צה"ל"#, "ארה״ב, ח״כ, יו״רית, צה״ל"),
            (r#"הוא אמר "שלום" וג'ורג' בא"#, "הוא אמר ”שלום” וג׳ורג׳ בא"),
            (r#""צה"ל כאן""#, "”צה״ל כאן”"),
            (r#"ב"הארץ" נכתב; don't"#, "ב”הארץ” נכתב; don’t"),
        ],
    );
    table("haw", &[("Hānau kū'oko'a 'ia nā kānaka", "Hānau kūʻokoʻa ʻia nā kānaka")]);
    table("fil", &[("Ang lahat ng tao'y, 'yun at 'di", "Ang lahat ng tao’y, ’yun at ’di")]);
    table("so", &[("go'aan 'waa'", "go’aan ’waa’")]);
    table("uk", &[(r#"м'ята, "об'єкт""#, "м’ята, «об’єкт»")]);
    table("ar", &[(r#"قال "نعم" ثم"#, "قال ”نعم“ ثم")]);
}

#[test]
fn a_quotation_begins_inside() {
    let words = words("en");
    let signs = Signs::of(&words).expect("English has marks");
    assert_eq!(typographic(r#"She said "no" and didn't go"#, &signs, true), "She said ‘no’ and didn’t go");
    assert!(Signs::of(&Words::default()).is_none(), "without marks of its own nothing changes");
}
