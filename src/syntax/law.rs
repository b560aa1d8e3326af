//! `content/laws/*.toml`.

use super::reader::Reader;
use super::section::Section;
use crate::diag::{At, checks};
use crate::geom::Size;
use crate::model::{BlockName, Clause, Duty, Law, LawRule};

/// The keys of a clause, one of which it has.
const RULES: [&str; 9] =
    ["least_trim", "least_type", "languages", "verbatim", "shows", "without", "least_cover", "code_to", "by_hand"];

pub(super) fn law(reader: &Reader, root: Section<'_, '_>) -> Option<Law> {
    let (name, place) = (root.must_text("name"), root.must_text("in"));
    let kinds = root.must("for", root.texts("for"));
    let duty = root.must("duty", root.choice("duty", &Duty::ALL.map(|d| (d.name(), d))));
    let source = root.must_text("source");
    let (as_of, review_by) = (root.must("as_of", root.date("as_of")), root.must("review_by", root.date("review_by")));
    let complete = root.must("complete", root.flag("complete"));
    let note = root.text("note");
    let clauses = root.table("clause").map(|all| clauses(reader, &all)).unwrap_or_default();
    if clauses.is_empty() {
        reader.error(&checks::BAD_VALUE, root.span, "a law without a clause", "write `[clause.size]` and what it wants");
    }
    let origin = name.as_ref().map_or(root.span, |n| n.span);
    root.done();
    Some(Law {
        name: name?,
        place: place?,
        kinds: kinds?,
        duty: duty?,
        source: source?,
        as_of: as_of?,
        review_by: review_by?,
        complete: complete?.value,
        note,
        clauses,
        origin,
    })
}

fn clauses(reader: &Reader, all: &Section<'_, '_>) -> Vec<Clause> {
    let entries = all.entries().into_iter().filter_map(|(name, span, value)| {
        let section = reader.table(value, span, &format!("[clause.{name}]"))?;
        all.get(name);
        let cite = section.text("cite");
        let rule = rule(reader, &section);
        section.done();
        Some(Clause { name: name.to_string(), cite, rule: rule?, origin: span })
    });
    entries.collect()
}

fn rule(reader: &Reader, clause: &Section<'_, '_>) -> Option<LawRule> {
    let stated: Vec<&str> = RULES.into_iter().filter(|key| clause.any_of(&[key])).collect();
    let [key] = stated.as_slice() else {
        let message = format!("a clause has one rule, and this has {}", stated.len());
        reader.error(&checks::BAD_VALUE, clause.span, message, format!("write one of {}", RULES.join(", ")));
        return None;
    };
    Some(match *key {
        "least_trim" => {
            let (width, height) = clause.pair(key)?.value;
            LawRule::LeastTrim(Size::new(width, height))
        }
        "least_type" => LawRule::LeastType(clause.length(key)?.value),
        "languages" => LawRule::Languages { all: clause.texts(key)?, separate: clause.flag("separate").is_some_and(|f| f.value) },
        "verbatim" => LawRule::Verbatim { language: clause.must_text("language")?, passages: clause.texts(key)? },
        "shows" => LawRule::Shows(clause.texts(key)?),
        "without" => LawRule::Without(clause.texts(key)?.into_iter().filter_map(|name| block(reader, name)).collect()),
        "least_cover" => LawRule::LeastCover(clause.number_in(key, 0.0, 1.0)?.value),
        "code_to" => LawRule::CodeTo(clause.texts(key)?),
        _ => LawRule::ByHand(clause.text(key)?),
    })
}

fn block(reader: &Reader, name: At<String>) -> Option<At<BlockName>> {
    let parsed = BlockName::parse(&name.value);
    if parsed.is_none() {
        let message = format!("`{}` is no block", name.value);
        reader.error(&checks::BAD_VALUE, name.span, message, "blocks are called `kind.name`, such as `org.sponsor`");
    }
    parsed.map(|block| At::new(block, name.span))
}
