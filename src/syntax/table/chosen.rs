//! Which column map a table is read by: the one that is named, or the one that knows the most columns.

use super::columns::ColumnMap;
use super::rows::Records;
use super::{Order, RowOf};
use crate::diag::{Diagnostic, checks, near};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;

/// A column map, by what decides which it is.
#[derive(Clone, PartialEq)]
pub(super) struct Chosen {
    of: RowOf,
    used: BTreeSet<String>,
    languages: Vec<String>,
    maps: Vec<String>,
    name: Option<String>,
}

/// The column map that a table is read by. Where none is named, all are tried once, however many chunks of its rows are read.
pub(super) fn map(
    maps: &BTreeMap<String, (RowOf, ColumnMap)>,
    order: &Order<'_>,
    records: &Records<'_>,
) -> Result<(Option<String>, ColumnMap), Box<Diagnostic>> {
    if order.columns.is_some() {
        return best(maps, order, records);
    }
    let mut known = order.opened.chosen.lock().unwrap_or_else(PoisonError::into_inner);
    let mut now = Chosen {
        of: order.of,
        used: order.used.clone(),
        languages: order.languages.to_vec(),
        maps: maps.keys().cloned().collect(),
        name: known.as_ref().and_then(|known| known.name.clone()),
    };
    if known.as_ref() == Some(&now) {
        let map = now.name.as_ref().and_then(|name| maps.get(name)).map(|(_, map)| map.clone());
        return Ok((now.name, map.unwrap_or_default()));
    }
    let (name, map) = best(maps, order, records)?;
    now.name.clone_from(&name);
    *known = Some(now);
    Ok((name, map))
}

/// The column map that is named, or the one that knows the most columns; none of them, where the columns are called
/// as the keys are.
fn best(
    maps: &BTreeMap<String, (RowOf, ColumnMap)>,
    order: &Order<'_>,
    records: &Records<'_>,
) -> Result<(Option<String>, ColumnMap), Box<Diagnostic>> {
    let fitting = maps.iter().filter(|(_, (of, _))| *of == order.of);
    if let Some(name) = order.columns {
        if let Some((_, map)) = maps.get(&name.value).filter(|(of, _)| *of == order.of) {
            return Ok((Some(name.value.clone()), map.clone()));
        }
        let names: Vec<&str> = fitting.map(|(name, _)| name.as_str()).collect();
        let message = format!("there is no column map `{}` for these rows", name.value);
        let diagnostic = Diagnostic::error(&checks::UNKNOWN_NAME, name.span, message);
        return Err(Box::new(match near(&name.value, names.iter().copied()) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("there is: {}; or write `assets/tables/{}.toml`", names.join(", "), name.value)),
        }));
    }
    let own = ColumnMap::default();
    let score = |map: &ColumnMap| records.header(&order.meaning(map)).map_or(0, |(_, known)| known);
    let best = fitting.map(|(name, (_, map))| (score(map), name, map)).rev().max_by_key(|(known, ..)| *known);
    Ok(match best.filter(|(known, ..)| *known > score(&own)) {
        Some((_, name, map)) => (Some(name.clone()), map.clone()),
        None => (None, own),
    })
}
