//! Telephone numbers as they are heard: digit by digit, with a pause between the groups. Without it a screen reader says
//! `888` as eight hundred eighty-eight.

/// The words of a link for who listens, where they differ from what is written: those of a number to call or to text.
pub(super) fn digits(words: &str, target: &str) -> Option<String> {
    let spelled = match target.split_once(':')?.0 {
        "tel" => number(words),
        "sms" => spread(words),
        _ => return None,
    };
    (spelled != words).then_some(spelled)
}

/// Signs between the groups of a number, in any script.
fn parts_groups(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}' | '.' | '(' | ')' | '/')
}

/// A number as a whole: each group of digits spread, whatever stands between them a pause.
fn number(words: &str) -> String {
    let groups: Vec<&str> = words.split(parts_groups).filter(|group| !group.is_empty()).collect();
    let mut out = String::new();
    for (i, group) in groups.iter().enumerate() {
        let has_digit = |group: &str| group.chars().any(char::is_numeric);
        if i > 0 {
            out += if has_digit(group) || has_digit(groups[i - 1]) { ", " } else { " " };
        }
        out += &spread(group);
    }
    out
}

/// Every digit for itself; the rest as it is.
fn spread(words: &str) -> String {
    let mut out = String::with_capacity(words.len() * 2);
    let mut after_digit = false;
    for c in words.chars() {
        if after_digit && c.is_numeric() {
            out.push(' ');
        }
        after_digit = c.is_numeric();
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_said_digit_by_digit() {
        let heard = |words: &str, target: &str| digits(words, target).unwrap_or_else(|| "as written".to_string());
        for (words, target, wanted) in [
            ("1-888-373-7888", "tel:+18883737888", "1, 8 8 8, 3 7 3, 7 8 8 8"),
            ("(406) 444-1776", "tel:+14064441776", "4 0 6, 4 4 4, 1 7 7 6"),
            ("833-406-STOP (7867)", "tel:+18334067867", "8 3 3, 4 0 6, STOP, 7 8 6 7"),
            ("+44 20 7946 0018", "tel:+442079460018", "+4 4, 2 0, 7 9 4 6, 0 0 1 8"),
            ("988", "tel:988", "9 8 8"),
            ("٩٨٨", "tel:988", "٩ ٨ ٨"),
            ("Text HELP to 233733", "sms:233733?body=HELP", "Text HELP to 2 3 3 7 3 3"),
            ("our line", "tel:988", "as written"),
            ("the 106 cases", "https://example.org/106", "as written"),
        ] {
            assert_eq!(heard(words, target), wanted, "{words}");
        }
    }
}
