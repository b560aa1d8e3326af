//! "Did you mean": the nearest name there is.

/// The name nearest to a mistyped one, when it is near enough to be meant.
pub fn near<'a>(typed: &str, there_are: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let far_enough = 1 + typed.chars().count() / 3;
    let typed = typed.to_lowercase();
    let scored = there_are.map(|name| (strsim::damerau_levenshtein(&typed, &name.to_lowercase()), name));
    scored.filter(|(distance, _)| *distance <= far_enough).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_a_stranger_is_not() {
        let names = ["heading", "items", "note"];
        assert_eq!(near("headng", names.into_iter()), Some("heading"));
        assert_eq!(near("itmes", names.into_iter()), Some("items"));
        assert_eq!(near("colour", names.into_iter()), None);
    }
}
