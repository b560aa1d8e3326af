#!/usr/bin/env python3
"""Runs the case folders beside the repository (`../shared/cases`) on a handbill binary, and says case by case what is wanted and seen.

usage: cases.py HANDBILL CASES [--table]
`data` and `pictures` are whole inputs, `preflight` finished press files, `newcomer` projects of a first hour. Wanted is what the
case's own README or expected.txt says: a message that must be there, words that must stand on paper, or both. Prints a row a
case that is not as wanted (with --table every row, as Markdown); exits 1 if there is one."""
import pathlib, re, shutil, subprocess, sys, tempfile

HANDBILL, CASES = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
MESSAGE = re.compile(r"(?:error|warning|note)\[([a-z-]+)\]")

# Case: a check that must be named ("" for none), and a pattern in the words on paper or in what the program says.
DATA = {
    "address-parts": ("", r"12 Example St, Helena, MT 59601"), "amount-comma": ("bad-value", ""),
    "apostrophes-fr": ("", r"L’«\W*histoire"), "apostrophes": ("", r"\(JBL\)’s[^']*Jos[^']{1,3}’s[^']*author\(s\)’"),
    "cell-line-break": ("", r"A Library East Branch[\s\S]*12 Example St, Helena, MT"), "code-page-1250": ("unreadable-file", ""),
    "code-page": ("unreadable-file", ""), "contact-extension": ("", r"TEL:\+14065550134,12"),
    "digits-of-the-language": ("", r"۱-۸۸۸-۵۵۵-۰۱۳۴"), "dotted-circle-khmer": ("missing-glyph", ""),
    "dotted-circle": ("missing-glyph", ""), "event-midnight": ("", r"Friday, January 1,\s+2027, midnight"),
    "event-offset": ("", r"Monday, January 11,\s+2027, 6:30 p\.m\. to 8 p\.m\."), "html-entities": ("web-code", ""),
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
    "csv-e-mail": (None, "", ""), "github-path-of-subfolder": (None, "", ""), "out-dash": ("build flyer-letter --out -", "", "%PDF"),
}


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
        if command is None:
            continue
        folder = tmp / f"newcomer-{name}"
        shutil.copytree(CASES / "newcomer" / name, folder)
        yield f"newcomer/{name}", wanted, pattern, run([*command.split(), "--message-format", "short"], folder)


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
print(f"{good} cases as wanted, {wrong} other")
sys.exit(bool(wrong))
