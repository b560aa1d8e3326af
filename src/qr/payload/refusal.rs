//! Why a payload is refused, in words that say what to type instead.

use crate::diag::{Check, checks, quoted};
use crate::qr::phone::PhoneError;
use jiff::civil::DateTime;
use std::fmt;

/// Why a payload is refused. Says what was found and what to type instead.
#[derive(Clone, Debug, PartialEq)]
pub enum PayloadError {
    /// Plain `http`, or a scheme that is not the web's.
    Scheme {
        /// The address as it was typed.
        written: String,
        /// What stands before the colon.
        scheme: String,
    },
    /// An address without `https://`, or one of mail.
    NoScheme {
        /// The address as it was typed.
        written: String,
    },
    /// One slash behind the colon, or three: programs mend it, each in its own way.
    Slashes {
        /// The address as it was typed.
        written: String,
        /// What stands behind them.
        rest: String,
    },
    /// A user name or password before the host.
    Credentials {
        /// The address as it was typed.
        written: String,
    },
    /// A blank, control character or backslash, which programs drop or turn in silence.
    UrlSign {
        /// The address as it was typed.
        written: String,
        /// The first that may not be there.
        sign: char,
    },
    /// Not an address at all, or one of a machine that the public cannot reach.
    Host {
        /// The address as it was typed.
        written: String,
    },
    /// A label of the host has letters of two scripts that look alike.
    MixedHost {
        /// The address as it was typed.
        written: String,
        /// As computers read it.
        host: String,
    },
    /// The host forwards to somewhere else.
    Shortener {
        /// The address as it was typed.
        written: String,
        /// The host that forwards: `bit.ly`.
        host: String,
    },
    /// A number that cannot be dialled, in a code or a message.
    Phone(PhoneError),
    /// No address of mail.
    Email {
        /// As it was typed.
        written: String,
    },
    /// What a web page shows to programs in place of an address.
    EmailPlaceholder,
    /// A field that must say something is empty.
    Empty {
        /// The key that it is written under.
        field: &'static str,
    },
    /// A line break or control character where the format has no way to write one.
    Control {
        /// The key that it is written under.
        field: &'static str,
    },
    /// The name of a network has 1 to 32 bytes (IEEE 802.11, 9.4.2.2).
    NetworkName {
        /// Length in UTF-8.
        bytes: usize,
    },
    /// A WPA passphrase has 8 to 63 printable ASCII characters, or 64 hexadecimal digits (IEEE 802.11, J.4.1).
    Password {
        /// How many it has.
        characters: usize,
    },
    /// Degrees outside the globe.
    Place {
        /// As it was typed, in degrees.
        latitude: f64,
        /// As it was typed, in degrees.
        longitude: f64,
    },
    /// An event that ends before it begins.
    Times {
        /// As it was typed.
        start: DateTime,
        /// As it was typed; before `start`.
        end: DateTime,
    },
}

impl From<PhoneError> for PayloadError {
    fn from(e: PhoneError) -> PayloadError {
        PayloadError::Phone(e)
    }
}

impl PayloadError {
    /// The check it is reported under.
    pub fn check(&self) -> &'static Check {
        match self {
            PayloadError::Scheme { .. }
            | PayloadError::NoScheme { .. }
            | PayloadError::Slashes { .. }
            | PayloadError::Credentials { .. }
            | PayloadError::UrlSign { .. }
            | PayloadError::MixedHost { .. }
            | PayloadError::Host { .. } => &checks::BAD_URL,
            PayloadError::Shortener { .. } => &checks::TRACKING,
            PayloadError::Phone(_) => &checks::BAD_PHONE,
            PayloadError::Email { .. } => &checks::BAD_EMAIL,
            PayloadError::EmailPlaceholder => &checks::PLACEHOLDER_EMAIL,
            PayloadError::Control { .. } => &checks::CONTROL_CHARACTER,
            PayloadError::Empty { .. }
            | PayloadError::NetworkName { .. }
            | PayloadError::Password { .. }
            | PayloadError::Place { .. }
            | PayloadError::Times { .. } => &checks::BAD_VALUE,
        }
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PayloadError::Scheme { written, scheme } if scheme.eq_ignore_ascii_case("http") => {
                write!(f, "`{written}` is plain http, which can be altered on the way; type `https:{}`", &written[5..])
            }
            PayloadError::Scheme { written, scheme } => {
                write!(f, "`{written}` begins with `{scheme}:`; a link begins with `https://`")
            }
            PayloadError::NoScheme { written } if is_mail(written) => {
                write!(
                    f,
                    "`{written}` is a mail address, not one of the web; type it as `email`, and a page that begins with `https://` here"
                )
            }
            PayloadError::Slashes { written, rest } => {
                write!(f, "`{written}` has not two slashes behind `https:`; type `https://{rest}`")
            }
            PayloadError::NoScheme { written } => write!(f, "`{written}` has no scheme; type `https://{written}`"),
            PayloadError::Credentials { written } => {
                write!(
                    f,
                    "`{written}` holds a user name or password, which everybody could read; take out what stands before `@`"
                )
            }
            PayloadError::UrlSign { written, sign } => {
                write!(f, "`{written}` has {}, which no address may have; take it out", quoted(&sign.to_string()))
            }
            PayloadError::Host { written } => {
                write!(
                    f,
                    "`{written}` names no host that the public can reach; type an address such as `https://example.org/help`"
                )
            }
            PayloadError::MixedHost { written, host } => {
                write!(
                    f,
                    "`{written}` has letters of two scripts that look alike in one name, and leads to `{host}`; type it anew in Latin letters"
                )
            }
            PayloadError::Shortener { written, host } => {
                write!(f, "`{written}` goes through `{host}`, which sees every reader; type the address it leads to")
            }
            PayloadError::Phone(e) => e.fmt(f),
            PayloadError::Email { written } => write!(f, "`{written}` is no e-mail address; type `name@host.org`"),
            PayloadError::EmailPlaceholder => {
                f.write_str("`[email protected]` is a web page's placeholder; ask for the real address")
            }
            PayloadError::Empty { field } => write!(f, "`{field}` is empty; type it"),
            PayloadError::Control { field } => write!(f, "`{field}` has a line break or control character; type it on one line"),
            PayloadError::NetworkName { bytes } => {
                write!(f, "the name of the network has {bytes} bytes; it can have 1 to 32")
            }
            PayloadError::Password { characters } => write!(
                f,
                "the password of the network has {characters} characters; type 8 to 63 ASCII characters, or take the key out for an open network"
            ),
            PayloadError::Place { latitude, longitude } => {
                write!(f, "{latitude}, {longitude} is not on the globe; type latitude (-90 to 90) and longitude (-180 to 180)")
            }
            PayloadError::Times { start, end } => write!(f, "the event ends at {end}, before it begins at {start}"),
        }
    }
}

/// `info@example.org`: what stands in the wrong column.
fn is_mail(written: &str) -> bool {
    written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !name.contains('/') && host.contains('.'))
}

impl std::error::Error for PayloadError {}
