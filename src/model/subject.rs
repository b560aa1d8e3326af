//! The subject of a content that names no `art`, from the words of its title, or of its first sentence.

use crate::registry;

const SUBJECTS: &str = include_str!("../../assets/registries/subjects.txt");

/// A word or a phrase that tells a subject, of `assets/registries/subjects.txt`.
struct Cue {
    scene: &'static str,
    words: &'static str,
    /// Of a place or a kind of event: counts where nothing else is found.
    is_weak: bool,
}

/// The scene that goes with titles in this language (BCP 47), the most telling first, or else with the first sentence of the
/// `lead` under them; `None` where they speak of nothing that there is a scene for.
pub fn subject_of(titles: &[&str], lead: Option<&str>, language: &str) -> Option<&'static str> {
    let cues: Vec<Cue> = cues(language).collect();
    let told = |titles: &[&str], weak: bool| {
        titles.iter().find_map(|title| {
            let title = plain(title);
            let at = |cue: &Cue| registry::find_word(&title, cue.words).map(|at| (at, usize::MAX - cue.words.len()));
            let found = cues.iter().filter(|cue| cue.is_weak == weak).filter_map(|cue| Some((at(cue)?, cue.scene)));
            found.min_by_key(|(at, _)| *at).map(|(_, scene)| scene)
        })
    };
    let first_sentence = || lead.and_then(|lead| lead.split_inclusive(['.', '!', '?', '\n']).next());
    told(titles, false).or_else(|| told(titles, true)).or_else(|| told(&[first_sentence()?], false))
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    registry::rows(SUBJECTS).filter_map(|row| row.split_once(": "))
}

/// Those of a language, or of the one it is a variety of.
fn cues(language: &str) -> impl Iterator<Item = Cue> {
    let tag = registry::primary(language);
    let theirs = rows().filter_map(move |(head, words)| {
        let (scene, of) = head.split_once(' ')?;
        let is_weak = of.ends_with('?');
        (of.trim_end_matches('?') == tag).then_some((scene, words, is_weak))
    });
    theirs.flat_map(|(scene, words, is_weak)| words.split(", ").map(move |words| Cue { scene, words, is_weak }))
}

/// Small letters without the marks of bold and emphasis.
fn plain(title: &str) -> String {
    title.chars().filter(|c| !matches!(c, '*' | '_')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lead_to_scenes() {
        for (title, language, scene) in [
            ("Give **blood** this Friday", "en", Some("blood")),
            ("Friends of the Library book sale", "en", Some("books")),
            ("Open house at the library", "en", Some("books")),
            ("Summer concert at the library", "en", Some("concert")),
            ("Banco de alimentos del valle", "es-US", Some("food")),
            ("Bloody Mary brunch", "en", Some("food")),
            ("Annual meeting", "en", None),
            ("Repair Café at the library", "en", Some("tools")),
            ("Repair your bike night", "en", Some("bike")),
            ("Community repair", "en", Some("tools")),
            ("Reparación de bicicletas", "es", Some("bike")),
            ("Family movie night", "en", Some("film")),
            ("Family picnic", "en", Some("festival")),
            ("Free tax help", "en", Some("papers")),
            ("Seeds of change", "en", Some("garden")),
            ("Feria de bicicletas", "es", Some("bike")),
            ("Jornada de vacunación", "es", Some("clinic")),
            ("Give blood", "fr", None),
            ("Farmers market on the square", "en", Some("market")),
            ("Free legal clinic", "en", Some("papers")),
            ("Film festival", "en", Some("film")),
            ("Extreme heat: drink water", "en", Some("heat")),
            ("Hora del cuento", "es", Some("cradle")),
            ("Spring musical: The Lantern Boat", "en", Some("stage")),
            ("Play it safe this summer", "en", None),
            ("Turkey Trot 5K", "en", Some("run")),
            ("Run for office: a workshop", "en", Some("ballot")),
            ("How to run a meeting", "en", None),
            ("Volunteers for the food bank", "en", Some("hands")),
            ("Volunteer fire department breakfast", "en", Some("fire")),
            ("Boil water notice", "en", Some("water")),
            ("Coffee with the mayor", "en", Some("cup")),
            ("Middle school science fair", "en", Some("science")),
            ("River cleanup day", "en", Some("clean")),
            ("Wellness walk", "en", Some("fitness")),
            ("Wellness fair", "en", Some("clinic")),
            ("Stretching your food dollar", "en", Some("food")),
            ("Pool rules", "en", Some("swim")),
            ("Pool tournament", "en", Some("games")),
            ("Drink more water", "en", None),
            ("Elm Street closed for repairs", "en", Some("road")),
            ("Trunk or treat", "en", Some("pumpkin")),
            ("Little League sign-up", "en", Some("baseball")),
            ("Hierva el agua", "es", Some("water")),
            ("Actividad física", "es", None),
        ] {
            assert_eq!(subject_of(&[title], None, language), scene, "{title}");
        }
    }

    #[test]
    fn the_most_telling_title_is_asked_first() {
        assert_eq!(subject_of(&["An evening of songs", "Food and talk"], None, "en"), Some("concert"));
        assert_eq!(subject_of(&["An evening together", "Food and talk"], None, "en"), Some("food"));
    }

    #[test]
    fn the_first_sentence_is_asked_last() {
        let scene = |title, lead| subject_of(&[title], Some(lead), "en");
        assert_eq!(scene("The Cherry Thief", "A comedy in two acts. Coffee is served."), Some("stage"));
        assert_eq!(scene("Annual meeting", "Bring a chair. The band plays at six."), None, "a second sentence says less");
        assert_eq!(scene("Annual meeting", "In the school on Elm Street."), None, "a place is no subject");
        assert_eq!(scene("Summer concert", "A comedy in two acts."), Some("concert"));
    }

    #[test]
    fn no_word_leads_to_two_scenes() {
        let mut seen = std::collections::BTreeMap::new();
        for tag in ["en", "es"] {
            for cue in cues(tag) {
                let other = seen.insert((tag, cue.words), cue.scene);
                assert!(other.is_none_or(|other| other == cue.scene), "{}: {other:?} and {}", cue.words, cue.scene);
            }
        }
    }
}
