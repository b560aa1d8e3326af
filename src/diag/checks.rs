//! Every check by name, in the order `explain` lists them, each with its manual page.
//!
//! A new check is one constant and one row of [`ALL`].

/// A named rule. The name never changes once released: people write it into CI filters and waivers.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    pub name: &'static str,
    /// One sentence: what is wrong.
    pub title: &'static str,
    /// The manual page: why it matters and what to do. Markdown.
    pub page: &'static str,
}

macro_rules! checks {
    ($($id:ident $name:literal $title:literal $page:literal)*) => {
        $(pub const $id: Check = Check { name: $name, title: $title, page: $page };)*
        /// All checks, in the order of this file.
        pub const ALL: &[&Check] = &[$(&$id),*];
    };
}

checks! {
    // Reading files
    SYNTAX "syntax" "The file is not TOML"
        "A TOML file that cannot be parsed. Only the first mistake of a file is shown, because the later ones are mostly its echo."
    UNREADABLE_FILE "unreadable-file" "A file cannot be read"
        "The file does not exist, is not UTF-8, or the system refuses it."
    UNKNOWN_KEY "unknown-key" "A key that this table does not have"
        "A misspelt key would be ignored in silence and its words would never reach paper, so it is an error. The help line names the nearest key there is."
    MISSING_KEY "missing-key" "A key that this table needs"
        "The table cannot be understood without this key."
    WRONG_TYPE "wrong-type" "A value of the wrong type"
        "For example a number where a text in quotes is wanted."
    BAD_LENGTH "bad-length" "A length that cannot be read"
        "Lengths are texts with a unit: `\"3.5in\"`, `\"85mm\"`, `\"9pt\"`, `\"2cm\"`, `\"1.5m\"`."
    BAD_COLOR "bad-color" "A colour that cannot be read"
        "Colours are `\"#0b3d6b\"`, `\"cmyk 100 70 20 20\"` (percents of ink) or `'spot \"PANTONE 294 C\" cmyk 100 70 20 20'`."
    BAD_DATE "bad-date" "A date that cannot be read"
        "Dates are TOML dates without quotes: `2026-11-23`."
    BAD_VALUE "bad-value" "A value outside what is allowed"
        "The help line lists what is allowed."
    BROKEN_TEXT "broken-text" "Words broken by a wrong character set"
        "A text of UTF-8 was read as another character set, or the other way round: `SeÃ±ales` or `Se?ales` for `Señales`. Agencies have printed such notices. Type the word anew and save the file as UTF-8."
    CONTROL_CHARACTER "control-character" "A control character in a text"
        "Invisible control characters come from copying out of other programs. They print as boxes or not at all, so they are refused. Line breaks in multi-line texts are fine."

    // Tables
    TABLE_READ "table-read" "How a table was understood"
        "The encoding, the sign between cells, the sheet, the row of headers and the column map were recognised, not told. Name them with `sheet` and `columns` where that was wrong. It is a note: nothing is wrong."
    UNKNOWN_COLUMN "unknown-column" "A column that fills no key"
        "What stands under such a column reaches no paper. A column map in `assets/tables/` says which key each column of a table fills, and which columns are passed over (`ignore`)."
    SAME_ID "same-id" "Two rows or files are called the same"
        "The id of a row names its files and is what `--org` asks for. None of the rows with the same id is made."
    FORMULA "formula" "A cell holds a formula or its error"
        "`=...` was saved as words, or a formula has failed (`#REF!`). What it was meant to say is not known, so it is not printed."

    // Organizations
    LONG_NAME "long-name" "A name that fills a sheet by itself"
        "Names of over 100 characters are set smaller, on more lines, and where they do not fit `short` takes their place."
    EMOJI "emoji" "A name holds an emoji"
        "Emoji are coloured pictures of a screen. They are left out of names, on paper and in the data of the file; the rest of the name is printed."
    LONG_LINK "long-link" "A link too long to be typed"
        "Its code is dense and large, and nobody types it: only its host is printed beside the code. A short address on your own site that leads there serves better."
    CONFIDENTIAL_ADDRESS "confidential-address" "A confidential address would be printed"
        "`address_confidential = true` bars street, town and postal code from every output: words, codes, file names, metadata and reports. They were found in a text, a link or a name."
    EVENT_TIME "event-time" "A time that does not exist, comes twice, or contradicts itself"
        "Clocks jump an hour in spring and repeat one in autumn; a stated weekday must be that of the date; an event ends after it begins; who joins from afar needs the time zone."
    EVENT_PAST "event-past" "An event is over"
        "Its last day lies before today, or before `--as-of`. Nothing is printed for it: give it its new date, or leave it out."
    FORBIDDEN_PART "forbidden-part" "Something that this sheet must not carry"
        "Some sheets are worded by law and may carry nothing else. `forbid` in the content names what an organization may not add: `sponsor`, `funding`, `disclaimer`, `logo`, `say` or `links`."

    // Planning
    UNKNOWN_NAME "unknown-name" "A name that nothing has"
        "A content, organization, format, theme, scheme or language that is neither in the project nor built in."
    SAME_OUTPUT "same-output" "Two products would be written to one file"
        "Put what tells them apart into the `output` pattern: `{content}`, `{org}`, `{format}`, `{lang}`, `{purpose}`, `{condition}`, `{standard}`."
    EXPIRED "expired" "Something is past its review date"
        "A statistic, contact or permission past its `review_by` or `expires` date must be looked at again before it is printed. Dates are compared with `--as-of`, or with today."
    DUE_SOON "due-soon" "Something is due for review within 30 days"
        "It will become `expired` soon."
    SHARDS "shards" "The parts of a build do not fit together"
        "`handbill merge-manifests` joins what `build --shard 1/3`, `2/3` and `3/3` have made. All parts must be there, finished, and made from the same project by the same program. The help line says which to build again."
    WORST_CASE "worst-case" "The theme cannot carry these organizations"
        "Before a batch the hardest organizations are laid out: the longest name and address, the darkest and lightest colour, the widest and tallest logo. Where half of them or more do not fit, the batch of that product is not begun. Give the theme more room, or write `short` forms. `handbill build --proof-worst` shows them."
    BUILT_DIFFERS "built-differs" "A made file is not what the manifest says"
        "`handbill check --built` opens every file that was made again: its hash, its boxes and its codes. One that differs was changed, cut off or replaced after it was made: do not print it, build it again."
    NOTHING_TO_MAKE "nothing-to-make" "The request matches no product"
        "The names or flags given leave nothing of what `handbill.toml` asks for."

    // Meaning
    MARKUP "markup" "A stray or unsupported markup sign"
        "Texts may hold `**bold**`, `*emphasis*`, `[text](url)` and blank lines between paragraphs; nothing else. To print a sign itself, put a backslash before it."
    PLACEHOLDER "placeholder" "A placeholder that cannot be filled"
        "`{org.phone}` takes a value of the organization, `{cases.2022}` or `{cases.change}` a value of a statistic. Give an alternative with `{org.phone | (406) 444-1776}`, or leave the line out when it is absent with `{org.email?}`."
    PLACEHOLDER_EMAIL "placeholder-email" "An e-mail address that is a scraper's placeholder"
        "`[email protected]` is what a web page shows to programs instead of the address. Printed on paper it helps nobody. Ask for the real address, or leave the line out."
    BAD_EMAIL "bad-email" "An e-mail address that cannot work"
        "An address is `name@host.tld`, without spaces."
    BAD_PHONE "bad-phone" "A phone number that cannot be dialled"
        "Numbers hold 3 to 15 digits; letters of a vanity number must agree with the digits given in brackets beside them: `833-406-STOP (7867)`."
    BAD_URL "bad-url" "An address that must not be printed"
        "Addresses are `https://` with a host, without user names, passwords or spaces. Plain `http` can be altered on the way."
    LOCKED_TEXT "locked-text" "Locked text was changed"
        "A block with `lock = true` is word for word as its author, the law or the safety policy wants it. No organization may replace it; change the content file itself if you may."
    ARITHMETIC "arithmetic" "A stated number does not follow from the values"
        "Changes are computed as (new - old) / old. What is stated must agree when rounded to as many figures as it states."
    SMALL_BASE "small-base" "A percentage on a small base misleads"
        "When the first value is under 20, say `from 7 to 106` and leave the percentage out."
    MISSING_CAVEAT "missing-caveat" "A list of signs without its caveat"
        "One sign alone proves nothing. A list named `signs` needs a `note` that says so."
    MISSING_TRANSLATION "missing-translation" "Words without translation"
        "A content is made in a language only where it has a translation file. Words that the file lacks stand in the source's language: string by string in general blocks; a block of the class `safety` or `statutory` is never half translated, it stands in the source's language as a whole. `handbill lang` lists what is missing."
    TRANSLATION_DIFFERS "translation-differs" "A translation says something else than its source"
        "Every placeholder, every number of three digits and more and every item of a list stands in a translation as often as in the source. A digit that was lost on the way would send somebody to a wrong number."
    UNOFFICIAL_TRANSLATION "unofficial-translation" "Statutory text that was not translated by its office"
        "Words of a law are printed as the office issues them, or not in that language at all: `origin = \"official\"` with `source_url`. Without a translation the block stands in the source's language."
    UNSPOKEN_LANGUAGE "unspoken-language" "A language of a product reaches no paper"
        "A product of several languages, such as `en+es`, wants a theme with areas for each: `text.lead@2` is the block in the second language, and `language = 2` under a face makes the whole face speak it."
    BORROWED_WORDS "borrowed-words" "A sentence of the program in another language"
        "The language's file in `content/languages/` lacks words that the program itself puts on paper, such as `source`, and names the language that lends them in `fallback`. Nobody who speaks it has written them yet, and no machine may."
    DRAFT_TRANSLATION "draft-translation" "A translation that nobody has reviewed"
        "The sheet carries a visible draft band until `status` is `reviewed` or `approved` and `reviewed_by` names a person."
    STALE_TRANSLATION "stale-translation" "The text has changed since it was translated"
        "The `source` hash of the translation is not the hash of today's text. Look at what has changed, then write the hash shown."
    NO_PERMISSION "no-permission" "A mark without a valid permission"
        "A logo that belongs to somebody else may be placed only with `permission = { ref = ..., expires = ... }` that has not run out."
    TRACKING "tracking" "A code that tracks its reader"
        "Shorteners and campaign parameters tell a third party who scanned a help line's code."

    QR_POLICY "qr-policy" "A code that this audience must not be given"
        "People in danger get plain addresses, numbers and nothing that stays on their phone; sheets that the law words get what the law names; no code leads to a place that must stay unknown. `audience` in the content says who reads it."
    QR_OTHER_ORGANIZATION "qr-other-organization" "A code leads to another organization"
        "The link under `[qr]` has the host of another organization's `web`: two rows were probably exchanged. Where it is meant so, give both the same `web`, or put the link into the content."
    QR_SAME_LINK "qr-same-link" "Two organizations have the same link in their codes"
        "A link that was copied from one organization to the next is mostly a mistake."

    // Composing
    AREA_WITHOUT_BLOCK "area-without-block" "The theme has an area for a block that the content does not have"
        "The area is left out and the others take its room."
    BLOCK_WITHOUT_AREA "block-without-area" "A block reaches no paper"
        "No format that is made shows this block. Give it an area in the theme, make another format, or take the block out."
    NO_LAYOUT "no-layout" "The theme has no layout for this format"
        "Add `[layout.FORMAT.FACE]` with `areas` to the theme."
    DERIVED_LAYOUT "derived-layout" "A layout was drawn for another format"
        "The theme has no layout for this format, so the one drawn for the most similar paper is scaled to it. Look at the page. If it is good, let the layout serve by name: `serves = [\"FORMAT\"]` under `[layout.OTHER]`. If not, write `[layout.FORMAT.FACE]` with `areas`."
    BAD_AREAS "bad-areas" "The picture of areas is not a grid"
        "Every line has the same number of cells, and cells of one name make a rectangle."

    // Layout
    TEXT_OVERFLOW "text-overflow" "A text does not fit"
        "The full text, smaller type down to the theme's minimum, and the short text were tried in this order; none fits. Nothing is ever clipped, so the product is not made. Shorten the text, give a `short` form, or give its area more room in the theme."
    UNBREAKABLE_WORD "unbreakable-word" "A word is wider than its column"
        "At the smallest size allowed the word still does not fit, and words are never cut."
    MISSING_GLYPH "missing-glyph" "No font has this character"
        "None of the fonts for this language has a glyph, and a box or a blank would be printed. Add a font to the project's `fonts/`, or write the text without the character."
    NO_SMALL_CAPS "no-small-caps" "Small capitals that the font does not have"
        "`caps = \"small\"` takes the small capitals of the font (OpenType `smcp`). Large capitals set smaller look too thin, so none are made up."
    INK_OUTSIDE "ink-outside" "Ink of a letter lies outside its place"
        "A mark over or under a letter reaches out of the trim, where it is cut off, or so far out of its box that it meets what stands beside it. Give the style a larger `line`, or the area more padding."
    FONT_CHANGED "font-changed" "A font file is not the one that was added"
        "`handbill fonts add` records the hash of each file. Another version of a font may break lines elsewhere or lack a glyph, so nothing is printed with it unseen. Put the old file back, or add the new one again."
    FONT_LICENCE "font-licence" "A font that may not be embedded"
        "The font's own `fsType` (OpenType `OS/2` table) forbids embedding, or it is a variable font, which a PDF cannot carry cut down. A PDF carries the fonts it shows; one that may not be carried cannot be printed with."
    TOO_SMALL "too-small" "Type under the smallest size allowed"
        "Formats state the smallest size that can be read from where they are read."
    LOW_CONTRAST "low-contrast" "Text that hardly stands out from its ground"
        "Copy needs 4.5 : 1, display type 3 : 1 (WCAG 2.1, 1.4.3)."
    MISSING_FILE "missing-file" "A picture file is missing"
        "The file is named but is not there. A sheet is never printed without a picture it asks for."
    BAD_PICTURE "bad-picture" "A picture that cannot be used"
        "Pictures are SVG, PNG or JPEG. Text in an SVG must be converted to outlines, because its font may not be here."
    LOW_RESOLUTION "low-resolution" "A picture has too few pixels for its size"
        "Under 225 ppi at the printed size it looks soft, under 150 ppi it looks broken."
    QR_TOO_SMALL "qr-too-small" "A QR code is too small to scan"
        "Modules under the minimum are not resolved by phone cameras from the format's reading distance. Shorten the payload or give the code more room."
    QR_TOO_LONG "qr-too-long" "The payload is too long for a QR code on paper"
        "Over 300 bytes a code needs so many modules that phones fail. Print a shorter address."
    QR_DOES_NOT_SCAN "qr-does-not-scan" "A QR code does not scan in the finished artwork"
        "The finished page was rendered and the code read back; nothing, or something else, was found."

    QR_STRAY "qr-stray" "A code that the content does not have"
        "A picture or a logo holds a QR code of its own. A phone reads whichever it sees first."
    QR_QUIET_ZONE "qr-quiet-zone" "Something is drawn over a QR code or its quiet zone"
        "Four modules of white round a code let a reader find it (ISO/IEC 18004). Nothing else may stand there."
    UNSAFE_AREA "unsafe-area" "Something that must be read comes too near to the cut"
        "Knives wander by up to 1/16 of an inch. Text and codes keep the format's safe area from the trim."
    HAIRLINE "hairline" "A line is finer than the press holds"
        "Lines under 0.25 pt break up or vanish on press."

    // Imposition
    DOES_NOT_FIT_SHEET "does-not-fit-sheet" "The faces do not fit the sheet"
        "The scheme's cells are not the size of the format, or they leave the sheet."
    NO_ROOM_FOR_MARK "no-room-for-mark" "The sheet has no room for a mark"
        "Marks stand outside the bleed. Where the margin of the stock is too narrow for one of `marks`, it is left out and said so."

    UNPRINTABLE_EDGE "unprintable-edge" "Words or a code where an office printer does not print"
        "Most printers leave a quarter of an inch white on each side. Art that runs out there is cut evenly; words and codes are never cut, so such a sheet is left as it is and may come out with its edge missing. Set `borderless = true` if yours prints to the edge, `printer_margin` if it knows a smaller margin, or put the format on a larger sheet with `scheme`."
    SEAM "seam" "A seam between tiles goes through a code"
        "Sheets glued by hand are off by a millimetre, and a code with a step in it may not scan. Choose another sheet or another `overlap`."

    // Preflight
    NOT_CMYK "not-cmyk" "A colour that is not ink in a press file"
        "Press files hold CMYK and declared spot colours only."
    NO_BLEED "no-bleed" "An area stops at the trim instead of running into the bleed"
        "Knives are off by up to a millimetre. What touches the trim runs on to the edge of the bleed, or a white hair shows along the cut."
    SPOT_CLASH "spot-clash" "A spot ink's name is used for two inks, or two names for one"
        "Each spelling of a name makes a plate of its own, and a press has only so many. Names of process inks cannot name a spot ink."
    SMALL_TYPE_IN_MANY_INKS "small-type-in-many-inks" "Small type made of three inks or more"
        "Type under 9 pt in three or four inks fringes when the plates are off by a hair. Black or one spot ink stays sharp."
    TOOL_LINE "tool-line" "A knife, a crease or a perforation goes through words or a code"
        "Lines of a format for cutting, creasing and perforating keep 1 mm away from codes and words. A crease through words is a warning: they can still be read."
    STANDARD "standard" "A clause of the press standard does not hold"
        "PDF/X-4 and PDF/X-1a are promises to a press, clause by clause: docs/standards/ has the tables. A file that breaks one is not written; a stranger's file is told apart by `handbill check FILE.pdf`."
    FONT_NOT_EMBEDDED "font-not-embedded" "A font is not in the file"
        "The press has other fonts than you, or none: letters would change or go."
    RICH_BLACK_TYPE "rich-black-type" "Black type made of four inks"
        "Copy in four inks fringes when the plates are off by a hair. Black type is black ink alone."
    WHITE_OVERPRINT "white-overprint" "Something white overprints"
        "Overprinting means leaving what is under it. White that overprints is not there."
    TRANSPARENT "transparent" "Something see-through where the standard allows nothing transparent"
        "PDF/X-1a knows full ink and no ink only. Pictures with a mask are mixed with the flat colour they lie on; over two colours at once that cannot be done."
    TOO_MUCH_INK "too-much-ink" "More ink than the paper can take"
        "The four inks together exceed the printing condition's limit; the sheets would set off and not dry."

    // Export and delivery
    OUTPUT_PATTERN "output-pattern" "The `output` pattern cannot be used"
        "Products stay inside the project's folder, so `output` is a relative path without `..`; an absolute one may be given on the command line with `--out`. It may name `{content}`, `{org}`, `{format}`, `{lang}`, `{purpose}`, `{condition}` and `{standard}`."
    BACK_END "back-end" "The PDF cannot be written"
        "A limit of the PDF back end was met."
    DISK "disk" "The disk refuses"
        "The file cannot be read or written where it was asked for, or it is there already and `handbill` has not made it: such a file is replaced only with `--force`."
}
