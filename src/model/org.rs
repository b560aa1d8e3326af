//! `content/orgs/*.toml`: who says it.

use super::{BlockName, RowWords};
use crate::color::Swatch;
use crate::diag::{At, Span};
use crate::geom::Length;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};

/// Who hands the sheets out: `content/orgs/NAME.toml`, or a row of a table.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Org {
    /// As it is set in type where there is no mark, and in `{org.name}`.
    pub name: At<String>,
    /// For where the name does not fit.
    pub short: Option<At<String>>,
    /// The name in English, where the name is not.
    pub name_en: Option<At<String>>,
    /// BCP 47 language of the name.
    pub language: Option<At<String>>,
    /// Of its office, as it is printed, without `phone_ext`.
    pub phone: Option<At<String>>,
    /// Digits to dial after the office's number.
    pub phone_ext: Option<At<String>>,
    /// Of its office.
    pub email: Option<At<String>>,
    /// Address of its pages; codes lead there where `link` says nothing else.
    pub web: Option<At<String>>,
    /// Where codes of its own lead, in place of `web`.
    pub link: Option<At<String>>,
    /// One line: street, city.
    pub address: Option<At<String>>,
    /// The address must reach no output byte. It is not kept, only its words, to look for.
    pub address_confidential: bool,
    /// What is left of a confidential address; empty without one.
    pub confidential_terms: ConfidentialTerms,
    /// Help lines of its own, the first one first: at most two.
    pub hotlines: Vec<Hotline>,
    /// Where messages go, the word to send, and the languages that are answered.
    pub text_number: Option<At<String>>,
    /// The word to send there. `None`: any.
    pub text_keyword: Option<At<String>>,
    /// BCP 47 tags that are answered there; empty: nobody has said.
    pub text_languages: Vec<At<String>>,
    /// Text telephone.
    pub tty: Option<At<String>>,
    /// A line such as "Printed with support from ...".
    pub sponsor: Option<At<String>>,
    /// Stated on every sheet that shows `org.credits`, in a sentence of the language. `None`: it need not be.
    pub funding: Option<Funding>,
    /// A sentence that stands on every sheet for it, as it is written.
    pub disclaimer: Option<At<String>>,
    /// What is made for it, by presets; empty: what the order says.
    pub presets: Vec<At<String>>,
    /// How many are ordered for it, in place of `quantity` of the make; `quantities` of the make go before it.
    pub quantity: Option<At<u32>>,
    /// Languages to make for it; empty: those of the project.
    pub languages: Vec<At<String>>,
    /// `[qr]`: its own targets for codes of the content, by block name without `qr.`.
    pub links: BTreeMap<String, At<String>>,
    /// `None`: the name is set in type.
    pub logo: Option<Logo>,
    /// `[color]`: by role (`brand`, `accent`), with what `[color.press]` adds.
    pub colors: BTreeMap<String, At<Swatch>>,
    /// `[say]`: its words for open places.
    pub say: BTreeMap<BlockName, At<String>>,
    /// What other columns of its row say, by their folded names.
    pub row: RowWords,
    /// Its name, or its row in a table.
    pub origin: Span,
}

/// A help line.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Hotline {
    /// As it is printed.
    pub phone: At<String>,
    /// What the line is called. `None`: its number stands alone.
    pub name: Option<At<String>>,
    /// When somebody answers it, in words.
    pub hours: Option<At<String>>,
    /// BCP 47 languages that are spoken on it.
    pub languages: Vec<At<String>>,
}

/// Who pays, how much, and which part of it is the federal government's: the sentence is built from these.
#[derive(Clone, Debug, PartialEq)]
pub struct Funding {
    /// Who pays, as the sentence names it.
    pub agency: At<String>,
    /// In whole US dollars.
    pub amount: At<f64>,
    /// 0 to 100.
    pub federal_percent: At<f64>,
}

impl Hash for Funding {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.agency.hash(state);
        [self.amount.value, self.federal_percent.value].map(f64::to_bits).hash(state);
    }
}

impl Org {
    /// The pictures of its mark, as paths inside the project.
    pub fn logo_files(&self) -> impl Iterator<Item = &str> {
        let logo = self.logo.iter();
        logo.flat_map(|logo| std::iter::once(&logo.file).chain(&logo.on_dark)).map(|file| file.value.as_str())
    }
}

/// Words of a confidential address. They are never printed, also not by `dump`.
#[derive(Clone, Default, PartialEq, Hash)]
pub struct ConfidentialTerms(pub Vec<String>);

impl fmt::Debug for ConfidentialTerms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} words", self.0.len())
    }
}

/// The sign of an organization, in its versions.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Logo {
    /// Path inside the project.
    pub file: At<String>,
    /// The version for dark grounds.
    pub on_dark: Option<At<String>>,
    /// What the mark says to who cannot see it: the name of the organization if left out.
    pub alt: At<String>,
    /// Whose mark it is, where it is somebody else's.
    pub owner: Option<At<String>>,
    /// `None`: its own mark, which needs none.
    pub permission: Option<Permission>,
    /// Nothing else stands within this of the mark.
    pub clear: Option<At<Length>>,
    /// Narrower than this the mark is not shown: the name is set in type.
    pub minimum: Option<At<Length>>,
}

/// Leave to print somebody else's mark.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Permission {
    /// Letter or contract that gives leave: where to look when it is reviewed.
    pub reference: At<String>,
    /// Last day that it holds; after it nothing is printed with the mark (`no-permission`).
    pub expires: At<Date>,
}
