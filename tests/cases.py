#!/usr/bin/env python3
"""Runs the case folders beside the repository (`../shared/cases`) on a handbill binary, and says case by case what is wanted and seen.

usage: cases.py HANDBILL CASES [--table]
`data` and `pictures` are whole inputs, `preflight` finished press files, `newcomer` projects of a first hour and its list of mistakes,
`events-row` rows of a calendar. Wanted is what the case's own README or expected.txt says: a message that must be there, words that
must stand on paper, or both. Prints a row a case that is not as wanted (with --table every row, as Markdown); exits 1 if there is
one, or if a case there is not looked at."""
import pathlib, re, shutil, subprocess, sys, tempfile

AS_OF = ["--as-of", "2026-11-28", "--message-format", "short"]
HANDBILL, CASES = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
MESSAGE = re.compile(r"(?:error|warning|note)\[([a-z-]+)\]")

# Case: a check that must be named ("" for none), and a pattern in the words on paper or in what the program says.
DATA = {
    "address-parts": ("", r"12 Example St, Helena, MT 59601"), "amount-comma": ("bad-value", ""),
    "apostrophes-fr": ("", r"L’«\W*histoire"), "apostrophes": ("", r"\(JBL\)’s[^']*Jos[^']{1,3}’s[^']*author\(s\)’"),
    "cell-line-break": ("", r"A Library East Branch[\s\S]*12 Example St, Helena, MT"), "code-page-1250": ("unreadable-file", ""),
    "code-page": ("unreadable-file", ""), "contact-extension": ("", r"TEL:\+14065550134,12"),
    "digits-of-the-language": ("", r"۱-۸۸۸-۵۵۵-۰۱۳۴"), "dotted-circle-khmer": ("missing-glyph", ""),
    "dotted-circle": ("missing-glyph", ""), "event-midnight": ("", r"Friday,\s+January 1,\s+2027,\s+midnight"),
    "event-offset": ("", r"Monday,\s+January 11,\s+2027,\s+6:30 p\.m\. to 8 p\.m\."), "html-entities": ("web-code", ""),
    "id-of-short": ("", r"North County Library[\s\S]*South County Library|South County Library[\s\S]*North County Library"),
    "line-start-khmer": ("", r"កុមារៗ"), "line-start-thai": ("", r"(?m)\A(?![\s\S]*^\s*ๆ)"), "link-invisible": ("bad-url", ""),
    "link-tail": ("bad-url", r"ends in `,`"), "name-of-other-direction": ("", r"\(406\) 555-0134"),
    "open-quote": ("bad-value", r"swallows 1 row"), "phone-hyphen": ("", r"tel:\+14065550134"), "phone-remark": ("bad-phone", ""),
    "phone-trunk-zero": ("", r"tel:\+442079460958"), "phone-word": ("bad-phone", ""), "wide-row-2": ("bad-value", ""),
    "wide-row": ("bad-value", ""), "xlsx-formula": ("formula", ""), "xlsx-hidden-sheet": ("", r"\A(?![\s\S]*Closed Library)"),
    "xlsx-percent": ("", r"75 percent[\s\S]*25 percent"), "xlsx-x000d": ("", r"12 Example St"),
    "zip-plus-four": ("", r"01001-1234[\s\S]*59601-1234|59601-1234[\s\S]*01001-1234"),
}
PDFS = {
    "check-checkbox-font": ("font-not-embedded", ""), "check-comment-between-operands": ("hairline", "200 % ink"),
    "check-encrypted": ("encrypted", ""), "check-garbage-flate": ("unreadable-file", ""), "check-hex-content": ("not-cmyk", ""),
    "check-jpx-bits": ("", r"\A(?![\s\S]*low-resolution)"), "check-no-trimbox": ("no-bleed", ""),
    "check-nul-in-content": ("not-cmyk", ""), "check-password": ("", "needs a password"), "check-rgb-picture": ("not-cmyk", ""),
    "check-rotated-heavy-ink": ("too-much-ink", ""), "check-see-through": ("", "nothing see-through"),
    "check-spot-two-definitions": ("spot-clash", ""), "check-stray-token": ("hairline", ""), "check-thin-fill": ("hairline", ""),
    "check-trailing-junk": ("", "trim 3.611"), "check-trim-outside-media": ("bad-boxes", ""),
    "check-type3-unit": ("", r"\A(?![\s\S]*type of 1)"), "check-uneven-bleed": ("no-bleed", "bleed 0 to"),
    "check-userunit": ("low-resolution", "trim 14.444"), "check-zero-pages": ("", "no page"),
}
PREFLIGHT = {
    "bad_bad_XML": ("standard", ""), "bad_no_X_version": ("standard", ""), "bad_pale_code": ("qr-does-not-scan", "contrast"),
    "bad_quiet_zone_cut": ("qr-quiet-zone", ""), "bad_tiny_code": ("qr-too-small", ""), "artstops": ("no-bleed", ""),
    "bmbad": ("standard", ""), "control": ("", "nothing to mend"), "dieknock": ("tool-knocks-out", ""),
    "nometadate": ("standard", ""), "qrtamper": ("qr-does-not-scan", ""),
}
LOGO_CONTENT = """title = "Blood drive"
language = "en"
audience = "public"
[text.headline]
full = "Give blood on Monday"
[text.lead]
full = "The library has a room for you, and a nurse."
[contact.desk]
name = "Front desk"
phone = "(406) 555-0141"
"""
NEWCOMER = {
    "add-wider-than-column": ("build", "", "the code of `qr.calendar`"), "bilingual-half-missing": ("build", "missing-translation", ""),
    "event-not-translatable": ("build", "", r"\A(?![\s\S]*unknown-key)"), "event-reaches-no-paper": ("build", "", r"\.ics"),
    "events-beside-orgs": ("build", "", r"\A(?![\s\S]*error\[)"), "help-lists-nothing": ("check", "unknown-name", ""),
    "phone-digit-missing": ("check", "bad-phone", ""), "starter-prints-blank-back": ("build", "left-over", ""),
    "out-dash": ("build flyer-letter --out -", "", "%PDF"),
}
# A blood drive with nothing wrong, and the mistakes of newcomer/mistakes.md planted in it: file, words, what stands there instead (or
# None for a file that is there beside them), the command, and the check and the words of help that must be answered.
FIRST_HOUR = {
    "handbill.toml": '[project]\nname = "Blood drive"\n\n[[make]]\ncontent = "blood-drive"\nformats = ["flyer-letter"]\norgs    = "all"\n',
    "content/blood-drive.toml": '''title    = "Blood drive"
language = "en"
audience = "event"
[text.headline]
full = "Give blood"
[text.lead]
full = "One hour can help. You weigh 110 lb or more."
[list.bring]
items = ["Eat", "Drink"]
[event.drive]
title   = "Blood drive"
start   = 2027-01-16T09:00:00
end     = 15:00:00
venue   = "County Fairgrounds"
address = "98 W Custer Ave, Helena, MT 59602"
[contact.desk]
name  = "Questions"
phone = "{org.phone}"
''',
    "content/orgs/centre.toml": 'name = "Blood Centre"\nphone = "(406) 555-0177"\nweb = "https://centre.example.org/"\n',
}
SPANISH = 'language = "es"\ntitle = "Donación"\n[translation]\nstatus = "draft"\n'
WORDS, CENTRE, ORDER, SPANISH_WORDS = "content/blood-drive.toml", "content/orgs/centre.toml", "handbill.toml", "content/blood-drive.es.toml"
BOTH = (ORDER, '"all"', '"all"\nlanguages = ["en", "es"]')
LEAD, LETTERS = '"One hour can help. You weigh 110 lb or more."', "One hour can help."
MISTAKES = {
    "an event in a translation": ([BOTH, (SPANISH_WORDS, None, SPANISH + '[event.drive]\nvenue = "Feria"\n')], "missing-translation", "`event.drive` is not translated"),
    "an event left out of a translation": ([BOTH, (SPANISH_WORDS, None, SPANISH)], "missing-translation", "`event.drive` is not translated"),
    "a digit short": ([(CENTRE, "555-0177", "555-017")], "bad-phone", "9 digits"),
    "a digit long": ([(CENTRE, "555-0177", "555-01777")], "bad-phone", "11 digits"),
    "an end before the start": ([(WORDS, "end     = 15", "end     = 08")], "event-time", "08:00|8 a.m."),
    "words of a starter": ([(WORDS, LETTERS, "Write the message here, in one line.")], "left-over", "still to come"),
    "quotation marks in quotation marks": ([(WORDS, LEAD, '"One "hour" can help."')], "syntax", r'full = "One \\"hour\\" can help\."'),
    "curly quotation marks": ([(WORDS, LEAD, "“One hour can help.”")], "syntax", "curly"),
    "[text lead]": ([(WORDS, "[text.lead]", "[text lead]")], "syntax", r"write `\[text\.lead\]`"),
    "a path of Windows": ([(CENTRE, "web =", '[logo]\nfile = "C:\\Users\\me\\logo.png"\n#')], "syntax", "assets/logo.png"),
    "a block twice": ([(WORDS, "[list.bring]", '[text.lead]\nfull = "x"\n[list.bring]')], "syntax", "`text.lead` stands twice"),
    "[qrcode.x]": ([(WORDS, "[contact.desk]", '[qrcode.x]\nlink = "https://centre.example.org/"\n[contact.desk]')], "unknown-key", "did you mean `qr`"),
    "{phone}": ([(WORDS, "{org.phone}", "{phone}")], "placeholder", r"did you mean `\{org\.phone\}`"),
    "format flyer": ([(ORDER, "flyer-letter", "flyer")], "unknown-name", "`flyer-letter`"),
    "format walet-card": ([(ORDER, "flyer-letter", "walet-card")], "unknown-name", "did you mean `wallet-card`"),
    "content blooddrive": ([(ORDER, '"blood-drive"', '"blooddrive"')], "unknown-name", "did you mean `blood-drive`"),
    "language spanish": ([(ORDER, '"all"', '"all"\nlanguages = ["spanish"]')], "unknown-name", r"did you mean `es` \(Spanish\)"),
    "org.toml.txt": ([(CENTRE, None, None), ("content/orgs/centre.toml.txt", None, FIRST_HOUR[CENTRE])], "unread-file", "rename it to `centre.toml`"),
    "30 February": ([(WORDS, "2027-01-16T09", "2027-02-30T09")], "", "February 2027 has 28 days"),
    "2027-01-16 9:00": ([(WORDS, "2027-01-16T09:00:00", "2027-01-16 9:00")], "", "write `start = 2027-01-16T09:00:00`"),
    "a quotation mark forgotten": ([(WORDS, LEAD, LEAD[:-1])], "syntax", "not closed"),
    "a logo that is not there": ([(CENTRE, "web =", 'logo.file = "assets/logo.svg"\nweb =')], "missing-file", "put the file there"),
    "text too long": ([(WORDS, LETTERS, "One hour can help a neighbour who waits. " * 400)], "text-overflow", "mm too full|words"),
    "an emoji": ([(WORDS, LETTERS, "One hour 🩸 can help.")], "missing-glyph", "emoji"),
    "a tag of a web page": ([(WORDS, LETTERS, "One <b>hour</b> can help.")], "web-code", r"write `\*\*words\*\*`"),
    "a number of a spreadsheet": ([(CENTRE, '"(406) 555-0177"', '"4.06556E+09"')], "bad-phone", r"4\.06556E\+09"),
    "UTF-16": ([(WORDS, None, FIRST_HOUR[WORDS].encode("utf-16"))], "unreadable-file", "save it as UTF-8"),
    "Windows-1252": ([(WORDS, None, FIRST_HOUR[WORDS].replace("Blood", "Café").encode("cp1252"))], "unreadable-file", "save it as UTF-8"),
    "a colour without quotation marks": ([(CENTRE, "web =", "[color]\nbrand = #a8123a\n#")], "syntax", 'write `brand = "#a8123a"`'),
    "50 kg for 110 lb": ([BOTH, (SPANISH_WORDS, None, SPANISH + '[text.lead]\nfull = "Una hora. Usted pesa 50 kg o más."\n')], "translation-differs", "differs = "),
}
CALENDAR = "Event,Date,Start time,Location\nJazz,2027-06-04,7:30 pm,Town Hall\n"


def run(arguments, folder):
    ran = subprocess.run([HANDBILL, *arguments], cwd=folder, capture_output=True, timeout=600)
    return (ran.stdout + b"\n" + ran.stderr).decode("utf-8", "replace")


def on_paper(folder):
    said = ""
    for pdf in sorted(folder.glob("out/**/*.pdf")):
        said += subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True).stdout.decode("utf-8", "replace")
    manifest = folder / "out/manifest.json"
    return said + (manifest.read_text() if manifest.exists() else "")


def judge(said, wanted, pattern):
    named = sorted(set(MESSAGE.findall(said)))
    right = (not wanted or wanted in named) and (not pattern or re.search(pattern, said)) and "panicked" not in said
    return bool(right), ", ".join(named) or "quiet"


def cases(tmp):
    for name, (wanted, pattern) in DATA.items():
        folder = tmp / name
        shutil.copytree(CASES / "data" / name, folder)
        command = (folder / "command.txt").read_text().split()[1:]
        said = run([*command, "--message-format", "short"], folder) + on_paper(folder)
        yield f"data/{name}", wanted, pattern, said
    for name, (wanted, pattern) in PDFS.items():
        files = sorted((CASES / "pictures" / name).glob("*.pdf"))
        for file in files:
            yield f"pictures/{name}", wanted, pattern, run(["check", str(file), "--message-format", "short"], tmp)
    for name, (wanted, pattern) in PREFLIGHT.items():
        file = next(f for f in (CASES / "preflight").glob("*.pdf") if f.stem == name or f.stem.endswith(f"__{name}"))
        yield f"preflight/{name}", wanted, pattern, run(["check", str(file), "--message-format", "short"], tmp)
    for case in sorted([*(CASES / "pictures").glob("logo-*"), *(CASES / "pictures").glob("photo-*")]):
        picture = next(f for f in case.iterdir() if f.name != "expected.txt")
        folder = tmp / case.name
        (folder / "content/orgs").mkdir(parents=True)
        (folder / "assets").mkdir()
        shutil.copy(picture, folder / "assets")
        (folder / "content/drive.toml").write_text(LOGO_CONTENT)
        org = f'name = "Clinic"\nphone = "(406) 555-0141"\nweb = "https://c.example.org/"\n[logo]\nfile = "assets/{picture.name}"\n'
        (folder / "content/orgs/clinic.toml").write_text(org)
        order = '[project]\nname = "Logos"\n[[make]]\ncontent = "drive"\nformats = ["half-letter"]\norgs = "all"\n'
        (folder / "handbill.toml").write_text(order)
        both = ["--for", "office", "--for", "press", "--message-format", "short"]
        yield f"pictures/{case.name}", "", "2 made", run(["build", *both], folder)
    for name, (command, wanted, pattern) in NEWCOMER.items():
        folder = tmp / f"newcomer-{name}"
        shutil.copytree(CASES / "newcomer" / name, folder)
        yield f"newcomer/{name}", wanted, pattern, run([*command.split(), "--message-format", "short"], folder)
    yield from first_hours(tmp)
    yield from rows_of_events(tmp)


def first_hour(folder):
    for path, words in FIRST_HOUR.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words)


def first_hours(tmp):
    for table in ("p.csv", "p2.csv"):
        folder = tmp / f"header-{table}"
        first_hour(folder)
        shutil.copy(CASES / "newcomer/csv-e-mail" / table, folder)
        (folder / WORDS).write_text(FIRST_HOUR[WORDS] + 'email = "{org.email}"\n')
        said = run(["build", "--orgs", table, *AS_OF], folder) + on_paper(folder)
        yield f"newcomer/csv-e-mail/{table}", "", r"\A(?![\s\S]*unknown-column)[\s\S]*a@b\.example\.org", said
    folder = tmp / "of-subfolder"
    shutil.copytree(CASES / "newcomer/github-path-of-subfolder", folder)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    said = run(["-C", "flyers", "check", "--message-format", "github"], folder)
    yield "newcomer/github-path-of-subfolder", "", r"file=flyers/content/", said
    for name, (edits, wanted, pattern) in MISTAKES.items():
        folder = tmp / f"mistake-{len(list(tmp.iterdir()))}"
        first_hour(folder)
        for path, old, new in edits:
            planted(folder / path, old, new)
        yield f"newcomer/mistakes.md: {name}", wanted, pattern, run(["-C", ".", "check", *AS_OF[:2]], folder)
    folder = tmp / "calendar"
    first_hour(folder)
    planted(folder / ORDER, "orgs    =", 'events = { table = "e.csv" }\norgs    =')
    (folder / "e.csv").write_text(CALENDAR)
    said = run(["build", *AS_OF], folder) + on_paper(folder)
    yield "newcomer/mistakes.md: headers of a calendar", "", r"Friday,\s+June\s+4,\s+2027,\s+7:30\s+p\.m\.[\s\S]*Town Hall", said


def planted(file, old, new):
    """Words exchanged; without `old` a whole file written, without `new` as well one taken away."""
    if old is not None:
        text = file.read_text()
        assert old in text, f"{old!r} is not in {file}"
        file.write_text(text.replace(old, new, 1))
    elif new is None:
        file.unlink()
    else:
        file.write_bytes(new if isinstance(new, bytes) else new.encode())


def rows_of_events(tmp):
    """In a project of `handbill init`, as the README of `events-row` says."""
    rows = {
        "min": ("", r"Webinar for County Partners[\s\S]*Tuesday,\s+February\s+9,\s+2027,\s+10\s+a\.m\.\s+to\s+11\s+a\.m\.[\s\S]*Town Hall[\s\S]*Helena, MT"),
        "arabic-row": ("missing-translation", "is not translated into `ar`"),
    }
    for name, (wanted, pattern) in rows.items():
        folder = tmp / f"row-{name}"
        run(["init", folder.name], tmp)
        shutil.copy(CASES / "events-row" / f"{name}.csv", folder)
        said = run(["build", "--events", f"{name}.csv", "--for", "press", *AS_OF], folder) + on_paper(folder)
        yield f"events-row/{name}", wanted, pattern, said


def not_looked_at():
    """Cases that somebody has added and nobody has named here."""
    there = {f"{kind}/{case.name}" for kind in ("data", "pictures", "newcomer") for case in (CASES / kind).iterdir() if case.is_dir()}
    named = {f"data/{name}" for name in DATA} | {f"pictures/{name}" for name in PDFS} | {f"newcomer/{name}" for name in NEWCOMER}
    drawn = ("pictures/logo-", "pictures/photo-", "newcomer/csv-e-mail", "newcomer/github-path-of-subfolder")
    return sorted(name for name in there - named if not name.startswith(drawn))

table = "--table" in sys.argv
good = wrong = 0
if table:
    print("| case | wanted | seen | |\n|---|---|---|---|")
with tempfile.TemporaryDirectory() as folder:
    for name, wanted, pattern, said in cases(pathlib.Path(folder)):
        right, seen = judge(said, wanted, pattern)
        good, wrong = good + right, wrong + (not right)
        shown = " and ".join(filter(None, [f"`{wanted}`" if wanted else "", f"`{pattern}`".replace("|", "\\|") if pattern else ""]))
        if table:
            print(f"| {name} | {shown} | {seen} | {'right' if right else '**other**'} |")
        elif not right:
            print(f"other   {name}: wanted {shown}, seen {seen}")
for name in not_looked_at():
    print(f"other   {name}: nothing here says what is wanted")
    wrong += 1
print(f"{good} cases as wanted, {wrong} other")
sys.exit(bool(wrong))
