//! The degrees of a code against the address beside it: a place in another state, two numbers exchanged, a sign that is missing.

use super::Sheet;
use super::words::rows;
use crate::diag::{At, Diagnostic, Span, checks};
use crate::model::{Body, Org, Payload};
use crate::plan::state_of;

/// Where states and provinces lie.
const BOUNDS: &str = include_str!("../../assets/registries/state-bounds.txt");
/// In degrees: an address near the border may lie over it.
const SLACK: f64 = 0.1;

/// Codes of a content against the address of its event, and against what no place can be.
pub(super) fn on_one_sheet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let address = event_address(sheet);
    for place in places(sheet) {
        let told = nowhere(place.value).or_else(|| elsewhere(place.value, address?));
        found.extend(told.map(|(message, help)| tell(message, help, place.span, address)));
    }
}

/// Codes of a content without an event against the address of an organization.
pub(super) fn beside(org: &Org, sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let Some(address) = org.address.as_ref().filter(|_| event_address(sheet).is_none()) else { return };
    for place in places(sheet).filter(|place| nowhere(place.value).is_none()) {
        let told = elsewhere(place.value, address);
        found.extend(told.map(|(message, help)| tell(message, help, place.span, Some(address))));
    }
}

fn tell(message: String, help: String, span: Span, address: Option<&At<String>>) -> Diagnostic {
    let told = Diagnostic::error(&checks::BAD_VALUE, span, message).help(help);
    match address {
        Some(address) => told.also(address.span, "the address"),
        None => told,
    }
}

fn places<'a>(sheet: &'a Sheet<'a>) -> impl Iterator<Item = &'a At<(f64, f64)>> {
    sheet.content.blocks.iter().filter_map(|block| match &block.body {
        Body::Qr(code) => match &code.payload {
            Payload::Place(place) => Some(place),
            _ => None,
        },
        _ => None,
    })
}

/// The address of the first event that has one.
fn event_address<'a>(sheet: &Sheet<'a>) -> Option<&'a At<String>> {
    sheet.content.blocks.iter().find_map(|block| match &block.body {
        Body::Event(event) => event.address.as_ref(),
        _ => None,
    })
}

/// Nought and nought, and whole degrees, which are a hundred kilometres apart.
fn nowhere((latitude, longitude): (f64, f64)) -> Option<(String, String)> {
    let help = "copy latitude and longitude from a map, with four digits behind the point".to_string();
    if latitude == 0.0 && longitude == 0.0 {
        return Some(("0, 0 lies in the sea off Africa, and is what programs write where they know no place".to_string(), help));
    }
    let is_whole = latitude.fract() == 0.0 && longitude.fract() == 0.0;
    is_whole.then(|| (format!("{latitude}, {longitude} are whole degrees, which lie a hundred kilometres apart"), help))
}

/// Out of the state of an address.
fn elsewhere((latitude, longitude): (f64, f64), address: &At<String>) -> Option<(String, String)> {
    let state = state_of(&address.value)?;
    let bounds = bounds_of(state)?;
    if is_within(bounds, latitude, longitude) {
        return None;
    }
    let turns = [(latitude, -longitude), (-latitude, longitude), (-latitude, -longitude), (longitude, latitude)];
    let help = match turns.into_iter().find(|(y, x)| is_within(bounds, *y, *x)) {
        Some((y, x)) => format!("did you mean `{y}, {x}`? Latitude comes first, and west of Greenwich is negative"),
        None => "copy latitude and longitude of the address from a map".to_string(),
    };
    Some((format!("{latitude}, {longitude} does not lie in `{state}`, and the address does"), help))
}

fn bounds_of(state: &str) -> Option<[f64; 4]> {
    let row = rows(BOUNDS).find_map(|row| row.split_once(' ').filter(|(name, _)| *name == state))?.1;
    let mut degrees = row.split(' ').map(str::parse::<f64>);
    let mut next = || degrees.next()?.ok();
    Some([next()?, next()?, next()?, next()?])
}

fn is_within([south, north, west, east]: [f64; 4], latitude: f64, longitude: f64) -> bool {
    (south - SLACK..=north + SLACK).contains(&latitude) && (west - SLACK..=east + SLACK).contains(&longitude)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_where_the_address_is() {
        let address = At::new("12 Main Street, Helena, MT 59601".to_string(), Span::NONE);
        assert!(elsewhere((46.58936, -112.0391), &address).is_none());
        for (place, hint) in [((46.58936, 112.0391), true), ((39.7392, -104.9903), false), ((-46.58936, -112.0391), true)] {
            let (_, help) = elsewhere(place, &address).unwrap_or_default();
            assert_eq!(help.contains("46.58936, -112.0391"), hint, "{help}");
        }
        assert!(elsewhere((1.0, 1.0), &At::new("Town Hall".to_string(), Span::NONE)).is_none());
        assert!(nowhere((0.0, 0.0)).is_some() && nowhere((46.0, -112.0)).is_some() && nowhere((46.5, -112.0)).is_none());
    }

    #[test]
    fn every_row_is_a_box_with_its_state() {
        for row in rows(BOUNDS) {
            let [south, north, west, east] = bounds_of(&row[..2]).unwrap_or_default();
            assert!(south < north && west < east && east < 0.0, "{row}");
            assert_eq!(state_of(&format!("1 Main Street, Town, {} 12345", &row[..2])), Some(&row[..2]), "{row}");
        }
    }
}
