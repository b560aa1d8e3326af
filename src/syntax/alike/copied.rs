//! Rows with the short name, the logo or all three of number, mail and site of another one, and a town that is that of the others but
//! for a letter.

use super::{Row, warning};
use crate::diag::{At, Diagnostic, checks};
use std::collections::BTreeMap;

pub(super) fn check(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let mut found = same_short(rows);
    found.extend(same_logo(rows));
    found.extend(same_lines(rows));
    found.extend(odd_town(rows));
    found
}

/// A short name that is made of the words of another row's name, and not of its own.
fn same_short(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, (&Row<'_>, &At<String>)> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        let Some(short) = row.org.short.as_ref().filter(|short| !short.value.eq_ignore_ascii_case(row.name())) else { continue };
        match first.get(&short.value.to_lowercase()) {
            Some((other, there)) if is_of(other.name(), &short.value) && !is_of(row.name(), &short.value) => {
                let message = format!("`{}` has the short name of `{}`: {}", row.name(), other.name(), short.value);
                found.push(warning(short, message).also(there.span, "the other"));
            }
            Some(_) => {}
            None => drop(first.insert(short.value.to_lowercase(), (row, short))),
        }
    }
    found
}

fn is_of(name: &str, short: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase).collect()
    };
    let whole = parts(name);
    parts(short).iter().all(|word| whole.contains(word))
}

/// A logo that two rows have, and whose file is called after one of them.
fn same_logo(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 4).map(str::to_lowercase).collect()
    };
    let file = |row: &Row<'_>| row.org.logo.as_ref().map(|logo| logo.file.clone());
    let mut found = Vec::new();
    for row in rows {
        let Some(own) = file(row) else { continue };
        let called = words(own.value.rsplit('/').next().unwrap_or_default());
        let is_after = |row: &Row<'_>| words(row.name()).iter().any(|word| called.contains(word));
        let other = rows.iter().find(|other| file(other).is_some_and(|file| file.value == own.value) && is_after(other));
        if let Some(other) = other.filter(|other| !is_after(row) && other.name() != row.name()) {
            let message = format!("`{}` has the logo of `{}`: {}", row.name(), other.name(), own.value);
            found.push(warning(&own, message).also(other.org.name.span, "the other"));
        }
    }
    found
}

/// Number, mail and site of one row, all the same in one other, where each of the others has its own.
fn same_lines(rows: &[Row<'_>]) -> Option<Diagnostic> {
    let lines = |row: &Row<'_>| {
        let org = row.org;
        let (phone, email, web) = (org.phone.as_ref()?, org.email.as_ref()?, org.web.as_ref()?);
        let digits: String = phone.value.chars().filter(char::is_ascii_digit).collect();
        Some((digits, email.value.to_lowercase(), web.value.trim_end_matches('/').to_lowercase()))
    };
    let mut all: BTreeMap<_, Vec<&Row<'_>>> = BTreeMap::new();
    rows.iter().filter_map(|row| Some((lines(row)?, row))).for_each(|(key, row)| all.entry(key).or_default().push(row));
    // Branches of one house have one desk for all of them, or for several.
    let mut shared = all.values().filter(|same| same.len() > 1);
    let [first, second] = shared.next().filter(|_| all.len() > 1)?.as_slice() else { return None };
    let email = second.org.email.as_ref().filter(|_| shared.next().is_none())?;
    // Of a branch the site is that of the house; a page of its own is one row's.
    let is_page = second.org.web.as_ref()?.value.split_once("://")?.1.trim_end_matches('/').contains('/');
    let extension = first.org.phone_ext.is_some() || second.org.phone_ext.is_some();
    (is_page && !extension && !first.name().eq_ignore_ascii_case(second.name())).then(|| {
        let message = format!("number, mail and page of `{}` are all three those of `{}`", second.name(), first.name());
        warning(email, message).also(first.org.name.span, "the other")
    })
}

/// Towns of one table that are held against each other.
const MOST_TOWNS: usize = 100;

/// A town of one row that two others at least spell otherwise, by one slip.
fn odd_town(rows: &[Row<'_>]) -> Vec<Diagnostic> {
    let towns: Vec<(&At<String>, &str)> = rows
        .iter()
        .filter_map(|row| row.org.address.as_ref())
        .filter_map(|address| Some((address, town(&address.value)?)))
        .collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    towns.iter().for_each(|(_, town)| *times.entry(town).or_default() += 1);
    // All over a country there are many, and some of them are alike.
    if times.len() > MOST_TOWNS {
        return Vec::new();
    }
    let is_slip = |one: &str, other: &str| {
        let may_be = one.chars().count() > 4 && one.len().abs_diff(other.len()) < 3 && one.as_bytes()[0] == other.as_bytes()[0];
        may_be && strsim::osa_distance(one, other) == 1
    };
    let odd = towns.iter().filter(|(_, town)| times[town] == 1);
    odd.filter_map(|(address, town)| {
        let (right, many) = times.iter().find(|(other, many)| **many > 1 && is_slip(town, other))?;
        let message = format!("`{town}` stands here, and `{right}` in {many} other rows");
        let help = "look it up, and write the name of the town the same in all rows";
        Some(Diagnostic::warning(&checks::NEAR_PLACE, address.span, message).help(help))
    })
    .collect()
}

/// `Phoenix` of `4420 N 51st Avenue, Phoenix, AZ 85031`.
fn town(address: &str) -> Option<&str> {
    let parts: Vec<&str> = address.split(',').map(str::trim).collect();
    let [.., town, last] = parts.as_slice() else { return None };
    let (state, zip) = last.split_once(' ')?;
    let is_state = state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase());
    (is_state && zip.len() >= 5 && !town.bytes().any(|b| b.is_ascii_digit()) && parts.len() > 2).then_some(*town)
}
