//! `content/*.toml`: what is said. No size, colour or position.

use super::{BlockName, Event, Logos};
use crate::diag::{At, Span};
use jiff::civil::{Date, DateTime};

/// A content: `content/NAME.toml`, with its translations.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Says what it is to people who choose, and becomes the PDF's title. No layout prints it.
    pub title: At<String>,
    /// BCP 47 language of the words.
    pub language: At<String>,
    /// Whom the sheet speaks to, and so by which policy it is judged.
    pub audience: At<Audience>,
    /// `policy = "hotel"`: whom of the audience it is for; the policy of the audience itself if left out.
    pub policy: Option<At<String>>,
    /// Links may carry parameters that tell who came from where; a note must say so on the sheet.
    pub allow_tracking: bool,
    /// The organization whose brand it carries: it alone changes blocks that are locked for the brand.
    pub owner: Option<At<String>>,
    /// What no organization may add.
    pub forbid: Vec<At<Addition>>,
    /// The starter it began with: words that are still those of the starter are told.
    pub starter: Option<At<String>>,
    /// `art = "books"`: which of a theme's scenes goes with it.
    pub art: Option<At<String>>,
    /// The scene that its titles speak of, of an event or a sheet for the public that names none.
    pub subject: Option<&'static str>,
    /// In file order, which is the reading order where a theme does not say otherwise.
    pub blocks: Vec<Block>,
    /// The file's head, for messages about the content as a whole.
    pub origin: Span,
}

/// Whom it speaks to: selects the policy for codes, logos, sizes and tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Anybody, on a wall or in the hand.
    Public,
    /// People at work, who are told what to do.
    Staff,
    /// Somebody who may be in danger: the sheet must not give its holder away.
    Victim,
    /// Whoever a law wants it shown to.
    Statutory,
    /// People who are invited.
    Event,
}

/// How fast the words of a block stand, from what anybody may change to what the law wants word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// Organizations and single events may change it.
    Free,
    /// Organizations may.
    Organization,
    /// The owner of the brand may.
    Brand,
    /// Nobody: what is said here keeps people safe. `lock = true` means this.
    Safety,
    /// Nobody: the law has worded it.
    Statutory,
}

/// What an organization adds to a sheet, beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addition {
    /// The line of a sponsor, `sponsor`.
    Sponsor,
    /// Who pays and how much, `[funding]`.
    Funding,
    /// A sentence that it has to state, `disclaimer`.
    Disclaimer,
    /// Its mark, `[logo]`; its name is set in type in its place.
    Logo,
    /// Words of its own, `[say]`.
    Say,
    /// Links of its own, `[qr]`.
    Links,
}

/// `[text.headline]`, `[list.points]`, ...
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// `text.headline` of the header `[text.headline]`. No other block of the content is called so.
    pub name: BlockName,
    /// Its words, numbers and files, by the kind that the header names.
    pub body: Body,
    /// Who may change it. What is `safety` or `statutory` is locked at least as fast.
    pub lock: Lock,
    /// How much hangs on its words; `safety` and `statutory` want more of a translation.
    pub class: Class,
    /// What it does, and where it may stand.
    pub placing: super::Placing,
    /// The header `[kind.name]`.
    pub origin: Span,
}

/// What a block holds, by its kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// `[text.NAME]`: `heading`, `full`, `short`.
    Text(Text),
    /// `[list.NAME]`: `heading`, `items`, `icons`, `note`.
    List(List),
    /// `[steps.NAME]`: as a list, in order.
    Steps(List),
    /// `[quote.NAME]`: `says`, `by`, `source`, `as_of`.
    Quote(Quote),
    /// `[stat.NAME]`: `label`, `values`, and where they come from.
    Stat(Stat),
    /// `[contact.NAME]`: `name`, and the ways to reach it.
    Contact(Contact),
    /// `[qr.NAME]`: `label`, and what it carries.
    Qr(Qr),
    /// `[image.NAME]`: `file`, `alt`, `focus`, `credit`.
    Image(Image),
    /// `[logos.NAME]`: `heading`, `items`.
    Logos(Logos),
    /// `[note.NAME]`: small print; `full`, `short`.
    Note(Text),
    /// `[event.NAME]`: `title`, `start`, and what else is known of it.
    Event(Box<Event>),
}

/// Words under a heading, long and short.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// A line over the words. `None`: they begin by themselves.
    pub heading: Option<At<String>>,
    /// The words where there is room for them, with markup and placeholders as they were written.
    pub full: At<String>,
    /// Fewer words, for where the full ones do not fit at the smallest size. `None`: the sheet is refused there.
    pub short: Option<At<String>>,
}

/// Items under a heading, with a note.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// A line over the items. `None`: they begin by themselves.
    pub heading: Option<At<String>>,
    /// Most important first.
    pub items: Vec<At<String>>,
    /// A picture for each item: names of `assets/icons/`. Empty, or as many as items.
    pub icons: Vec<At<String>>,
    /// Goes wherever the list goes.
    pub note: Option<At<String>>,
}

/// What somebody said, and who.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words said, without quotation marks: the language has its own.
    pub says: At<String>,
    /// Who said it, as readers are to know them: `A guest of last year`.
    pub by: At<String>,
    /// Where it was read, and when.
    pub source: Option<At<String>>,
    /// The day that the source was read, printed after it.
    pub as_of: Option<At<Date>>,
}

/// A number with a claim, as a record: changes and ratios are computed from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stat {
    /// What the values are values of, as a part of a sentence: `readers came`.
    pub label: At<String>,
    /// By year or other key, in file order.
    pub values: Vec<(At<String>, At<f64>)>,
    /// Who counted; printed with `as_of`.
    pub source: At<String>,
    /// The day up to which it was counted.
    pub as_of: At<Date>,
    /// After this day somebody must look at it again before it is printed.
    pub review_by: At<Date>,
    /// A change that is stated in words: the percentage, checked against first and last value.
    pub stated: Option<At<f64>>,
    /// What the number does not say.
    pub caveat: Option<At<String>>,
    /// What is counted, in a word: numbers of two metrics are never compared.
    pub metric: Option<At<String>>,
    /// What one of it is: `cases`.
    pub unit: Option<At<String>>,
    /// Of whom or what: `callers of one state`.
    pub population: Option<At<String>>,
    /// The day that somebody looked the number up.
    pub verified: Option<At<Date>>,
    /// The record that has taken its place.
    pub superseded_by: Option<At<String>>,
}

/// Whom to reach, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Who answers, set over the numbers.
    pub name: At<String>,
    /// As it is printed: digits, blanks, brackets and hyphens of the author. Often `{org.phone}`.
    pub phone: Option<At<String>>,
    /// Where messages go, and what to write.
    pub text: Option<TextMessage>,
    /// Printed as it stands.
    pub email: Option<At<String>>,
    /// Address of a page, `https://...`.
    pub web: Option<At<String>>,
    /// Where one writes to somebody on a page.
    pub chat: Option<At<String>>,
    /// A number for a text telephone, or that of the relay service.
    pub tty: Option<At<String>>,
    /// When somebody answers, in words: `Monday to Friday, 9 to 5`.
    pub hours: Option<At<String>>,
    /// BCP 47 tags that are spoken; empty: any, or nobody has said.
    pub voice_languages: Vec<At<String>>,
    /// The same of the chat.
    pub chat_languages: Vec<At<String>>,
    /// In words: which languages each channel speaks.
    pub languages: Option<At<String>>,
    /// A sentence after the numbers.
    pub note: Option<At<String>>,
    /// After this day somebody must look at it again before it is printed.
    pub review_by: Option<At<Date>>,
    /// The day that somebody called.
    pub verified: Option<At<Date>>,
}

/// `text = { to = "233733", say = "HELP", languages = ["en", "es"] }`.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMessage {
    /// The number that messages go to: a short code or a full number.
    pub to: At<String>,
    /// The word to write. `None`: whatever one has to say.
    pub say: Option<At<String>>,
    /// BCP 47 tags that are answered; empty: nobody has said.
    pub languages: Vec<At<String>>,
}

/// A code, what it does, and the address in letters.
#[derive(Clone, Debug, PartialEq)]
pub struct Qr {
    /// What a phone does that reads it.
    pub payload: Payload,
    /// What it is for, in words: printed above it.
    pub label: At<String>,
    /// Printed under it, in place of what the payload gives.
    pub readable: Option<At<String>>,
    /// Where this has words, something else does what the code would do, and the sheet does without it.
    pub unless: Option<At<String>>,
}

/// What a code carries. Texts may hold placeholders.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// `link`: an address that opens in a browser.
    Link(At<String>),
    /// `call`: a number to dial.
    Call(At<String>),
    /// `text`: a message that the phone prepares.
    Text(TextMessage),
    /// `email`: a letter that the phone prepares.
    Email {
        /// Whom it goes to.
        to: At<String>,
        /// Filled in for whoever scans. `None`: empty.
        subject: Option<At<String>>,
        /// Filled in for whoever scans. `None`: empty.
        body: Option<At<String>>,
    },
    /// A card for an address book.
    Card {
        /// Whose name and numbers it holds.
        of: CardOf,
        /// As a MECARD: a third shorter, and one name only.
        short: bool,
    },
    /// `wifi`: a network that the phone joins.
    Wifi(Wifi),
    /// Latitude and longitude in degrees.
    Place(At<(f64, f64)>),
    /// A map with an address: that of an event of this content by its name, of the organization (`org`), or written out.
    Map(At<String>),
    /// `event = { ... }`: an entry for a calendar, written out.
    Event(CalendarEvent),
    /// An event of this content, by its name, for a calendar.
    Calendar(At<String>),
}

/// Whose card.
#[derive(Clone, Debug, PartialEq)]
pub enum CardOf {
    /// The organization's own.
    Org(Span),
    /// A contact block of this content.
    Contact(At<String>),
    /// Written out: `contact = { name = "...", phone = "..." }`.
    Written(Box<CardWords>),
}

/// What a contact card says, where it is not an organization's own.
#[derive(Clone, Debug, PartialEq)]
pub struct CardWords {
    /// Of the person or office; the only key that a card must have.
    pub name: At<String>,
    /// To be called from the address book.
    pub phone: Option<At<String>>,
    /// To be written to from the address book.
    pub email: Option<At<String>>,
    /// Address of a page, `https://...`.
    pub web: Option<At<String>>,
    /// Postal address in one line.
    pub address: Option<At<String>>,
    /// Anything else that the address book keeps beside the name.
    pub note: Option<At<String>>,
}

/// `event = { title = "...", start = 2027-01-11T18:30:00 }`, in the local time of the place.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarEvent {
    /// What the calendar calls the entry.
    pub title: At<String>,
    /// When it begins, on the clock of the place.
    pub start: At<DateTime>,
    /// When it ends. `None`: the entry has no end.
    pub end: Option<At<DateTime>>,
    /// Name or address of the place, as the entry shows it.
    pub place: Option<At<String>>,
}

/// A network to join.
#[derive(Clone, Debug, PartialEq)]
pub struct Wifi {
    /// The name that phones list (SSID).
    pub network: At<String>,
    /// `None`: an open network.
    pub password: Option<At<String>>,
    /// The network does not send its name: phones must ask for it.
    pub hidden: bool,
}

/// A picture, what it shows, and where it is cropped.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Path inside the project.
    pub file: At<String>,
    /// Empty for decoration.
    pub alt: At<String>,
    /// Kept in view when a format crops, in parts of 1 from the left and from the top.
    pub focus: (f64, f64),
    /// Who made it, printed under it. `None`: nobody has to be named.
    pub credit: Option<At<String>>,
}

impl Image {
    /// Kept in view where nobody says what: faces and roofs are above the middle, and are cut off last.
    pub const FOCUS: (f64, f64) = (0.5, 0.3);
}

impl Content {
    /// The policy it goes by.
    pub fn policy_name(&self) -> &str {
        self.policy.as_ref().map_or(self.audience.value.name(), |policy| policy.value.as_str())
    }
}

impl Body {
    /// The pictures that a block names, each where it is named. Icons are none of them.
    pub fn pictures(&self) -> Vec<&At<String>> {
        match self {
            Body::Image(image) => vec![&image.file],
            Body::Logos(logos) => {
                logos.items.iter().flat_map(|item| [Some(&item.file), item.on_dark.as_ref()]).flatten().collect()
            }
            Body::Text(_)
            | Body::List(_)
            | Body::Steps(_)
            | Body::Quote(_)
            | Body::Stat(_)
            | Body::Contact(_)
            | Body::Qr(_)
            | Body::Note(_)
            | Body::Event(_) => Vec::new(),
        }
    }
}

impl Block {
    /// Files of the icons of a list, each where it is named.
    pub fn icons(&self) -> Vec<At<String>> {
        match &self.body {
            Body::List(list) | Body::Steps(list) => {
                list.icons.iter().map(|name| name.clone().map(|n| List::icon_file(&n))).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl List {
    /// The file of an icon.
    pub fn icon_file(name: &str) -> String {
        format!("assets/icons/{name}.svg")
    }
}

/// How much hangs on the words of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Class {
    /// A string without translation may stand in the source's language.
    #[default]
    General,
    /// Whom to call, what to do, rights: all in one language, and read by somebody before it is printed.
    Safety,
    /// Words of a law: as the office issues them.
    Statutory,
}

impl Class {
    /// From the freest to the strictest.
    pub const ALL: [Class; 3] = [Class::General, Class::Safety, Class::Statutory];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Class::General => "general",
            Class::Safety => "safety",
            Class::Statutory => "statutory",
        }
    }
}

impl Lock {
    /// From the freest to the strictest.
    pub const ALL: [Lock; 5] = [Lock::Free, Lock::Organization, Lock::Brand, Lock::Safety, Lock::Statutory];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Lock::Free => "free",
            Lock::Organization => "organization",
            Lock::Brand => "brand",
            Lock::Safety => "safety",
            Lock::Statutory => "statutory",
        }
    }
}

impl Addition {
    /// As files may say it.
    pub const ALL: [Addition; 6] =
        [Addition::Sponsor, Addition::Funding, Addition::Disclaimer, Addition::Logo, Addition::Say, Addition::Links];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Addition::Sponsor => "sponsor",
            Addition::Funding => "funding",
            Addition::Disclaimer => "disclaimer",
            Addition::Logo => "logo",
            Addition::Say => "say",
            Addition::Links => "links",
        }
    }
}

impl Audience {
    /// As files may say it.
    pub const ALL: [Audience; 5] = [Audience::Public, Audience::Staff, Audience::Victim, Audience::Statutory, Audience::Event];

    /// As files have it.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Public => "public",
            Audience::Staff => "staff",
            Audience::Victim => "victim",
            Audience::Statutory => "statutory",
            Audience::Event => "event",
        }
    }
    /// The audience of that name.
    pub fn from_name(name: &str) -> Option<Audience> {
        Audience::ALL.into_iter().find(|a| a.name() == name)
    }
}
