"""Journeys through the page of `handbill serve`, in Debian's Chromium.

browser.py HANDBILL AXE WORK [JOURNEY...]: runs each journey in a folder of its own below WORK, and says `ok NAME` or
`failed NAME: why` for each. No request leaves the machine: the page asks nobody, and a test listens for it.
"""

import csv, hashlib, io, json, os, re, shutil, signal, struct, subprocess, sys, time, traceback, zipfile, zlib
from pathlib import Path
from playwright.sync_api import sync_playwright

HANDBILL, AXE, WORK = sys.argv[1], Path(sys.argv[2]).read_text(), Path(sys.argv[3])
TODAY = "2026-11-23"
JOURNEYS = []
# Chromium waits for the keyboard of a desktop otherwise, and a closed network has no names.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]

SMALL = {
    "handbill.toml": '[project]\nname = "Reading night"\n\n[defaults]\npurpose = ["office", "press"]\n\n[[make]]\ncontent = "night"\nformats = ["half-letter"]\norgs = "all"\n',
    "content/night.toml": '''# Head of the file.
title    = "Reading night"
language = "en"
audience = "event"

[text.headline]   # what it is
full  = "Read with us"
short = "Read"

[text.lead]
full = """
Bring a book you love.
We bring the *lamps* and the tea."""

[list.bring]
heading = "Bring along"
items = [
  "A book",     # most important
  "A cup",
]

[text.safe]
full = "In danger? Call 911."
lock = true

# So much that the sheet has a back.
[text.more]
full = """
The hall opens at six. There is tea, there are chairs of every kind, and somebody reads to the children next door. Whoever
wants to read aloud says so at the table by the door; nobody has to.

We have read together every winter since the library moved into the old school. Some come for the stories, some for the
company, and some to sleep in a warm room with a book on their knees. All of that is welcome, and none of it costs anything.

If you cannot leave the house, tell us: somebody comes to you with a bag of books and reads as long as you like."""

[list.evening]
heading = "The evening"
items = [
  "Six: the doors open, and the kettle is on",
  "Half past six: the first story, for everybody",
  "Seven: everybody reads, each for oneself",
  "Eight: whoever likes reads aloud",
  "Nine: the last page, and help with the chairs",
]
''',
    "content/orgs/library.toml": 'name  = "Judith Basin Library"\nshort = "Library"\nphone = "(406) 555-0134"   # the desk\n\n[color]\nbrand = "#14505c"\n',
}


class Server:
    """A running `handbill serve`."""

    def __init__(self, folder, *flags):
        self.folder = Path(folder)
        arguments = [HANDBILL, "serve", "-C", str(folder), "--as-of", TODAY, *flags]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.link = self.process.stdout.readline().strip()
        assert self.link.startswith("http://127.0.0.1:"), self.link
        self.base = self.link.split("/?")[0]

    def text(self, path):
        return (self.folder / path).read_text()

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Trip:
    """One journey: a folder, a server, a page."""

    def __init__(self, browser, name, files, flags=(), size=(1280, 860)):
        self.folder = WORK / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for path, text in files.items():
            place = self.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.server = Server(self.folder, *flags)
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, accept_downloads=True)
        self.wrong, self.abroad = [], []
        self.page = self.tab(self.server.link)

    def tab(self, address):
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" and "nowhere" not in m.location.get("url", "") and "409" not in m.text and "422" not in m.text and "403" not in m.text else None)
        page.on("request", lambda r: self.abroad.append(r.url) if not r.url.startswith((self.server.base, "data:", "blob:")) else None)
        page.goto(address)
        return page

    def text(self, path):
        return self.server.text(path)

    def editor(self, page=None, which=0):
        page = page or self.page
        page.goto(self.server.base + "/")
        # A card that is told how its sheet stands is put in place anew, also under a pressed mouse button.
        card = page.locator(".card").nth(which)
        until(lambda: "waiting" not in card.get_attribute("class"), "the card says how its sheet stands", 60)
        card.locator("a").click()
        self.on_sheet(page)
        return page

    def on_sheet(self, page):
        """Waits until a sheet is there and has its size, which the script gives it."""
        page.wait_for_selector("html.scripted #stage .face img")

    def click_word(self, page, row):
        """Clicks on a word where it stands on the picture; the row of `data-words` that is of it."""
        place = page.evaluate("""([x, y, w, h]) => { const over = document.querySelector('.over'), box = over.getBoundingClientRect(),
            view = over.viewBox.baseVal; return [box.x + (x + w / 2) / view.width * box.width, box.y + (y + h / 2) / view.height * box.height]; }""", row[:4])
        page.mouse.click(*place)

    def block(self, name, page=None):
        page = page or self.page
        page.locator(f'.area[data-block="{name}"]').first.click()
        page.wait_for_selector(f'#form .fields[data-block="{name}"]')
        return page

    def field(self, key, page=None):
        return (page or self.page).locator(f'#form .field[data-path$=\'"{key}"]\']')

    def type_into(self, key, words, page=None):
        """Replaces the words of a rich field, as a person does."""
        page = page or self.page
        rich = self.field(key, page).locator(".rich").first
        rich.click()
        page.keyboard.press("Control+A")
        page.keyboard.type(words, delay=4)

    def saved(self, path, words, seconds=20):
        until(lambda: words in self.text(path), f"{path} has {words!r}", seconds)

    def end(self):
        wrong = list(self.wrong)
        self.context.close()
        self.server.end()
        self.wrong = wrong
        assert not self.wrong, f"the page complained: {self.wrong[:3]}"
        assert not self.abroad, f"asked another host: {self.abroad[:3]}"


def picture(trip, name):
    """A picture for docs/serve.md: every run makes them anew below the folder of the journeys."""
    (WORK / "pictures").mkdir(exist_ok=True)
    trip.page.wait_for_load_state("networkidle") if not trip.page.locator("[sse-connect]").count() else trip.page.wait_for_timeout(1500)
    trip.page.screenshot(path=str(WORK / "pictures" / f"{name}.png"))


def until(true, what, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for: {what}")


def journey(files=None, flags=(), size=(1280, 860)):
    def add(run):
        JOURNEYS.append((run.__name__, run, SMALL if files is None else files, flags, size))
        return run
    return add


def png(width, height, color=(20, 80, 92)):
    rows = b"".join(b"\0" + bytes(color) * width for _ in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def changed_lines(before, after):
    a, b = before.splitlines(), after.splitlines()
    return [(x, y) for x, y in zip(a, b) if x != y] + [(x, None) for x in a[len(b):]] + [(None, y) for y in b[len(a):]]


@journey()
def change_the_headline_and_see_it(trip):
    page = trip.editor()
    before, picture = trip.text("content/night.toml"), page.locator("#stage img").get_attribute("src")
    trip.block("text.headline")
    trip.type_into("full", "Read with all of us")
    trip.saved("content/night.toml", 'full  = "Read with all of us"')
    page.wait_for_function("src => document.querySelector('#stage img').getAttribute('src') !== src", arg=picture)
    assert len(changed_lines(before, trip.text("content/night.toml"))) == 1
    words = page.locator("#stage .face").get_attribute("data-words")
    until(lambda: "all" in page.locator("#stage .face").get_attribute("data-words"), "the sheet says so")
    assert words


MANY = {f"content/orgs/org-{n:03}.toml": f'name = "Organization {n}"\nphone = "(406) 555-01{n % 100:02}"\n' for n in range(160)}


@journey({**SMALL, **MANY})
def many_organizations_open_at_once_and_are_all_there(trip):
    page = trip.page
    page.goto(trip.server.base + "/")
    until(lambda: "for 16" in page.locator(".headline").inner_text(), "all of them are counted")
    menu = page.locator("select[name=org]")
    assert menu.locator("option").count() > 160, menu.locator("option").count()
    menu.select_option("org-159")
    page.wait_for_url("**org=org-159*")
    assert page.locator(".card").count() == 1 and "Organization 159" in page.locator(".card").inner_text()
    # Also what was looked at before the page began to listen comes to rest.
    until(lambda: page.locator(".card.waiting").count() == 0, "the card says how its sheet stands", seconds=60)


@journey({**SMALL, **MANY})
def news_while_a_card_is_asked_for(trip):
    page = trip.page
    held = []

    # An answer that was right when it was given, and comes when its sheet has been looked at.
    def late(route):
        answer = route.fetch()
        nothing_new = answer.status == 204 or "card waiting" in answer.text()
        if nothing_new and not held:
            held.append(route.request.url)
            until(lambda: "badge" in (text := page.request.get(held[0]).text()) and "card waiting" not in text, "it has been looked at", 60)
        route.fulfill(response=answer)
    page.route("**/card/*", late)
    page.goto(trip.server.base + "/?state=")
    until(lambda: page.locator(".card").count() == 48 and page.locator(".card.waiting").count() == 0, "all cards say how their sheets stand", 60)
    assert held, "the last cards wait for their turn"


@journey()
def overflow_typed_in_and_pointed_at(trip):
    page = trip.block("text.headline", trip.editor())
    trip.type_into("full", "word " * 300)
    trip.field("short").locator(".rich").fill("short " * 300)
    page.wait_for_selector("#found li.refused")
    page.wait_for_selector(".finding.refused", state="attached")
    page.wait_for_selector("p.gauge.refused")
    assert "too many" in page.locator("p.gauge.refused").first.inner_text()
    page.locator("#found [data-act=go]").first.click()
    page.wait_for_selector("#form .fields")


@journey()
def click_on_a_word(trip):
    page = trip.editor()
    words = json.loads(page.locator("#stage .face").get_attribute("data-words"))
    row = next(row for row in words if row[5].startswith("lamps"))
    trip.click_word(page, row)
    page.wait_for_selector(f'#form .fields[data-block="{row[4]}"]')
    until(lambda: "lamps" in page.evaluate("getSelection().toString()"), "the cursor is in the word")


@journey()
def a_lock_refuses(trip):
    trip.editor().locator(".faces a").nth(1).click()
    trip.page.wait_for_selector('.area[data-block="text.safe"]', state="attached")
    page = trip.block("text.safe")
    assert "safe" in page.locator(".notice.locked").inner_text().lower()
    assert page.locator("#form [contenteditable=true]").count() == 0
    status = page.evaluate("""async () => (await fetch('/edit', { method: 'POST', body: new URLSearchParams({
        file: 'content/night.toml', path: '["text","safe","full"]', value: 'x', was: 'In danger? Call 911.' }) })).status""")
    assert status == 403, status
    assert "In danger? Call 911." in trip.text("content/night.toml")


@journey()
def a_logo_dropped_in(trip):
    page = trip.page
    page.goto(trip.server.base + "/organizations/library")
    before = trip.text("content/orgs/library.toml")
    field = page.locator("""[data-path='["logo","file"]']""")
    data = page.evaluate_handle("""bytes => { const held = new DataTransfer();
        held.items.add(new File([new Uint8Array(bytes)], '../My Logo.PNG', { type: 'image/png' })); return held; }""", list(png(300, 120)))
    field.locator(".drop").dispatch_event("drop", {"dataTransfer": data})
    trip.saved("content/orgs/library.toml", 'file = "assets/logos/my-logo.png"')
    assert (trip.folder / "assets/logos/my-logo.png").read_bytes() == png(300, 120)
    assert before in trip.text("content/orgs/library.toml"), "everything else is as it was"
    assert not (trip.folder / "assets/My Logo.PNG").exists()


@journey({**SMALL, "content/night.es.toml": 'language = "es"\n\n[translation]\nby = ""\nstatus = "draft"\n\n[text.headline]\nfull = "Lea con nosotros"\n'})
def spanish_beside_english(trip):
    page = trip.page
    page.goto(trip.server.base + "/translations/night/es")
    field = page.locator("""[data-path='["text","headline","full"]']""")
    assert "Read with us" in field.locator(".source").inner_text()
    field.locator(".rich").fill("Lea con todos")
    trip.saved("content/night.es.toml", 'full = "Lea con todos"')
    page.locator("""[data-path='["translation","reviewed_by"]'] input""").fill("Ana Peña")
    trip.saved("content/night.es.toml", 'reviewed_by = "Ana Peña"')


@journey()
def a_language_is_added_and_made(trip):
    page = trip.page
    page.goto(trip.server.base + "/translations")
    page.locator("select[name=language]").select_option("es")
    page.locator("form[action='/translations'] button").click()
    page.wait_for_selector("h1:has-text('Spanish')")
    page.locator(".pair .rich").first.fill("Lea con nosotros")
    trip.saved("content/night.es.toml", "Lea con nosotros")
    page.goto(page.url)
    page.locator("form[action='/translations/night/es/make'] button").click()
    page.wait_for_selector(".card.draft, .card.refused, .card.waiting")
    assert 'languages = ["en", "es"]' in trip.text("handbill.toml"), trip.text("handbill.toml")
    assert len(changed_lines(SMALL["handbill.toml"], trip.text("handbill.toml"))) <= 1
    assert "Spanish" in page.locator(".card").first.inner_text()


@journey({**SMALL, "content/night.ar.toml": 'language = "ar"\n\n[translation]\nby = ""\nstatus = "draft"\n\n[text.headline]\nfull = "اقرأ معنا"\n'})
def an_arabic_field(trip):
    page = trip.page
    page.goto(trip.server.base + "/translations/night/ar")
    rich = page.locator("""[data-path='["text","headline","full"]'] > .rich""")
    if rich.get_attribute("dir") != "rtl":
        # The language is read with the first sheet that speaks it.
        raise AssertionError(rich.get_attribute("dir"))
    rich.fill("تعال واقرأ معنا")
    trip.saved("content/night.ar.toml", "تعال واقرأ معنا")


@journey()
def undo_and_redo(trip):
    page = trip.block("text.headline", trip.editor())
    before = trip.text("content/night.toml")
    trip.type_into("full", "Other words")
    trip.saved("content/night.toml", "Other words")
    page.wait_for_selector("[data-act=undo]:not([disabled])")
    page.locator("[data-act=undo]").click()
    until(lambda: trip.text("content/night.toml") == before, "all of it is taken back")
    page.wait_for_selector("[data-act=redo]:not([disabled])")
    page.locator("[data-act=redo]").click()
    trip.saved("content/night.toml", "Other words")
    page.goto(trip.server.base + "/changes")
    assert "Other words" in page.locator("ins").inner_text() and "Read with us" in page.locator("del").inner_text()


@journey()
def an_outside_edit_while_a_field_is_open(trip):
    page = trip.block("text.headline", trip.editor())
    place = trip.folder / "content/night.toml"
    place.write_text(place.read_text().replace('"Read with us"', '"Theirs"').replace("A cup", "A mug"))
    time.sleep(0.6)
    trip.type_into("full", "Mine")
    page.wait_for_selector(".field.changed .problem .button")
    assert "Theirs" in page.locator(".field.changed .problem").inner_text()
    assert '"Theirs"' in trip.text("content/night.toml"), "nothing is chosen for the person"
    page.locator(".problem .button", has_text="See both").click()
    assert page.locator(".both mark").all_inner_texts() == ["Mine", "Theirs"]
    page.locator(".problem .button").first.click()
    trip.saved("content/night.toml", '"Mine"')
    assert "A mug" in trip.text("content/night.toml"), "what else somebody has changed stays"


@journey()
def broken_toml_and_back(trip):
    page = trip.editor()
    place = trip.folder / "content/night.toml"
    good = place.read_text()
    place.write_text(good.replace('short = "Read"', 'short = "Read'))
    page.wait_for_selector("#banner .notice.refused")
    assert "content/night.toml" in page.locator("#banner").inner_text()
    assert page.locator("#stage img").count() == 1, "the last good page stays"
    broken = place.read_text()
    trip.block("text.headline")
    assert page.locator("#form [contenteditable=true]").count() == 0, "fields are read only"
    assert place.read_text() == broken, "the page never repairs a file"
    place.write_text(good)
    page.wait_for_selector("#banner .notice", state="detached")


@journey()
def two_tabs(trip):
    one = trip.block("text.headline", trip.editor())
    two = trip.tab(trip.server.base + "/")
    trip.editor(two)
    picture = two.locator("#stage img").get_attribute("src")
    trip.type_into("full", "From the first tab", one)
    trip.saved("content/night.toml", "From the first tab")
    two.wait_for_function("src => { const i = document.querySelector('#stage img'); return i && i.getAttribute('src') !== src; }", arg=picture)


@journey()
def make_and_download_the_bytes_of_build(trip):
    page = trip.page
    page.goto(trip.server.base + "/make")
    page.locator("main form button.main").click()
    page.wait_for_selector("a[download]:has-text('PDF')")
    until(lambda: page.locator("form[action='/make/stop']").count() == 0, "it is done")
    got = {}
    for link in page.locator("a[download]:has-text('PDF')").all():
        with page.expect_download() as download:
            link.click()
        got[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    twin = WORK / "make_twin"
    shutil.rmtree(twin, ignore_errors=True)
    shutil.copytree(trip.folder, twin, ignore=shutil.ignore_patterns("out"))
    subprocess.run([HANDBILL, "build", "-C", str(twin), "--as-of", TODAY], check=True, capture_output=True)
    built = sorted((twin / "out").rglob("*.pdf"))
    assert len(built) == 2
    served = {hashlib.sha256((trip.folder / "out" / p.relative_to(twin / "out")).read_bytes()).hexdigest() for p in built}
    assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in built} == served
    assert all(hashlib.sha256(bytes).hexdigest() in served for bytes in got.values()) and got


TWO_CONTENTS = {
    **SMALL,
    "content/day.toml": SMALL["content/night.toml"].replace("Reading night", "Reading day"),
    "handbill.toml": SMALL["handbill.toml"] + '\n[[make]]\ncontent = "day"\nformats = ["half-letter", "poster-11x17"]\norgs = "all"\n',
}


@journey(TWO_CONTENTS)
def one_sheet_and_those_that_are_shown(trip):
    page = trip.editor()
    page.locator("a.button.main[data-key=m]").click()
    page.locator("main form button.main").click()
    page.wait_for_selector("a[download]:has-text('PDF')")
    until(lambda: page.locator("form[action='/make/stop']").count() == 0, "it is done", 90)
    made = sorted(p.name for p in (trip.folder / "out").rglob("*.pdf"))
    assert len(made) == 2 and page.locator("#progress tbody tr").count() == 2, made
    page.goto(trip.server.base + "/?format=poster-11x17")
    assert "Make this one" in page.locator("a[data-key=m]").inner_text()
    page.locator("a[data-key=m]").click()
    page.locator("main form button.main").click()
    until(lambda: len(list((trip.folder / "out").rglob("*.pdf"))) == 4, "the poster for both purposes", 90)


@journey()
def the_printers_package(trip):
    page = trip.page
    page.goto(trip.server.base + "/make")
    page.locator("main form button.main").click()
    with page.expect_download(timeout=60_000) as download:
        page.locator("a[href='/package']").click(timeout=60_000)
    names = zipfile.ZipFile(download.value.path()).namelist()
    assert any(n.endswith(".pdf") and n.startswith("print/") for n in names) and "ticket.pdf" in names, names


@journey(flags=("--read-only",))
def read_only(trip):
    page = trip.block("text.headline", trip.editor())
    assert page.locator("[contenteditable=true]").count() == 0
    for path in ("/edit", "/undo"):
        status = page.evaluate("""async path => (await fetch(path, { method: 'POST', body: new URLSearchParams({
            file: 'content/night.toml', path: '["text","headline","full"]', value: 'x', was: 'Read with us' }) })).status""", path)
        assert status == 403, (path, status)
    assert trip.text("content/night.toml") == SMALL["content/night.toml"]


def axe(page):
    page.evaluate(AXE)
    found = page.evaluate("""async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations
        .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + (n.any[0] || n.all[0] || n.none[0] || {}).message).join(' | '))""")
    assert not found, f"{page.url}: {found}"


SPANISH = {**SMALL, "content/night.es.toml": 'language = "es"\n\n[translation]\nby = ""\nstatus = "draft"\n\n[text.headline]\nfull = "Lea con nosotros"\n'}
PICTURED = {**SPANISH, "content/night.toml": SMALL["content/night.toml"] + '\n[image.lamp]\nfile = "assets/pictures/lamp.png"\nalt = "A lamp"\n'}


def pages_of(trip):
    """Every screen that there is."""
    page = trip.page
    for path in ("/", "/organizations", "/organizations/library", "/translations", "/translations/night/es", "/make", "/changes",
                 "/find?q=read", "/sheet/nowhere"):
        page.goto(trip.server.base + path)
        yield page
    trip.editor()
    yield page
    sheet = page.url.split("?")[0]
    for query in ("?sheets=true", "?eyes=gray", "?eyes=far", "?for=press&eyes=ink-3"):
        page.goto(sheet + query)
        yield page
    for name in ("text.lead", "list.bring"):
        yield trip.block(name, trip.editor())
    for name in ("trim", "safe", "bleed", "folds", "cuts", "areas"):
        page.locator(f"[data-show={name}]").check()
    yield page
    page.keyboard.press("Control+k")
    page.wait_for_selector("#find[open]")
    page.keyboard.type("lamps")
    page.wait_for_selector("#find .hits a")
    yield page
    page.goto(trip.server.base + "/organizations")
    page.locator("input[name=file]").set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": b"Name,Phone\nLake,12\n,x\n"})
    page.locator("form[data-act=table] button").click()
    page.wait_for_selector("select#key-0")
    yield page
    page.goto(trip.server.base + "/make")
    page.locator("main form button.main").click()
    page.wait_for_selector("a[href='/package']", timeout=90_000)
    yield page
    good = trip.text("content/night.toml")
    (trip.folder / "content/night.toml").write_text(good.replace('title    = "', 'title    = '))
    trip.editor()
    page.wait_for_selector("#banner .notice.refused")
    yield page
    (trip.folder / "content/night.toml").write_text(good)
    page.wait_for_selector("#banner .notice", state="detached")


@journey(SPANISH)
def axe_on_every_page(trip):
    # The page's own policy lets no other script run: the checker comes in through the debugger.
    for page in pages_of(trip):
        page.wait_for_timeout(300)
        axe(page)


@journey(SPANISH, size=(380, 760))
def at_380_pixels(trip):
    for page in pages_of(trip):
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 380, f"{page.url} is {wide} px wide"
    page = trip.block("text.headline", trip.editor())
    trip.type_into("full", "On a phone")
    trip.saved("content/night.toml", "On a phone")


@journey(SPANISH, size=(640, 430))
def at_twice_the_size(trip):
    for page in pages_of(trip):
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, page.url


@journey({})
def axe_before_there_is_a_project(trip):
    axe(trip.page)
    trip.page.goto(trip.server.base + "/nowhere")
    axe(trip.page)


@journey(SPANISH)
def axe_in_the_dark(trip):
    trip.page.emulate_media(color_scheme="dark")
    for path in ("/", "/organizations", "/translations/night/es", "/make"):
        trip.page.goto(trip.server.base + path)
        trip.page.wait_for_timeout(300)
        axe(trip.page)
    axe(trip.block("list.bring", trip.editor()))


@journey(SPANISH)
def keys_from_one_translation_to_the_next(trip):
    page = trip.page
    page.goto(trip.server.base + "/translations/night/es")
    page.locator(".pair .rich").first.focus()
    path = "document.activeElement.closest('.field').dataset.path"
    page.keyboard.press("Control+Enter")
    assert page.evaluate(path) == '["text","headline","short"]', page.evaluate(path)
    page.keyboard.press("Control+m")
    missing = page.evaluate(path)
    assert missing == '["text","lead","full"]', missing
    page.keyboard.type("Traiga un libro.")
    trip.saved("content/night.es.toml", "Traiga un libro.")


@journey()
def find_words_and_organizations(trip):
    page = trip.page
    page.keyboard.press("Control+k")
    page.keyboard.type("most lamps")
    page.wait_for_selector("#find .empty")
    page.locator("#find input").fill("lamps tea")
    page.wait_for_selector("#find .hits a")
    page.keyboard.press("Enter")
    page.wait_for_selector('#form .fields[data-block="text.lead"]')
    page.goto(trip.server.base + "/find?q=judith")
    page.locator(".hits a[href^='/organizations/']").click()
    page.wait_for_selector("h1:has-text('Judith Basin Library')")


@journey()
def what_is_found_stands_beside_its_field(trip):
    page = trip.page
    page.goto(trip.server.base + "/")
    trip.block("org.name" if page.locator('.area[data-block="org.name"]').count() else "text.headline", trip.editor())
    trip.block("text.headline")
    trip.type_into("full", "Read with {org.nobody}")
    page.wait_for_selector("#form .field .advice:not([hidden])")
    assert "org.nobody" in trip.field("full").locator(".advice").inner_text()
    page.wait_for_selector("#badge .badge.refused")
    trip.type_into("full", "Read with us all")
    page.wait_for_selector("#form .field .advice:not([hidden])", state="detached")


@journey({**PICTURED, "assets/pictures/lamp.png": png(600, 400)})
def a_picture_and_what_each_format_shows_of_it(trip):
    page = trip.editor()
    if page.locator('.area[data-block="image.lamp"]').count() == 0:
        page.goto(page.url.split("?")[0] + "?block=image.lamp")
    else:
        trip.block("image.lamp")
        page.wait_for_selector(".crops svg image", state="attached")
    box = page.locator(".point img").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    trip.saved("content/night.toml", 'focus = "25% 75%"')


@journey()
def lines_plates_and_the_sheet_as_printed(trip):
    page = trip.editor()
    for name, line in (("trim", "rect.trim"), ("safe", "rect.safe"), ("cuts", "rect.cuts")):
        page.locator(f"[data-show={name}]").check()
        assert page.locator(f".lines {line}").first.evaluate("e => getComputedStyle(e).display") != "none", name
    sheet = page.url.split("?")[0]
    page.goto(sheet + "?for=press")
    inks = page.locator("select[name=eyes] option").evaluate_all("all => all.map(o => o.value).filter(v => v.startsWith('ink-'))")
    assert inks[:4] == ["ink-0", "ink-1", "ink-2", "ink-3"], inks
    seen = set()
    for eyes in ("usual", "gray", "deutan", *inks):
        page.goto(f"{sheet}?for=press&eyes={eyes}")
        address = page.locator("#stage img").get_attribute("src")
        seen.add(hashlib.sha256(page.request.get(trip.server.base + address).body()).hexdigest())
    assert len(seen) >= 4, "what is seen differs"
    page.goto(sheet + "?for=press&sheets=true")
    assert page.locator(".printed rect.cuts").count() > 0


@journey()
def keyboard_only(trip):
    page = trip.page
    page.goto(trip.server.base + "/")
    page.wait_for_selector(".card a")
    def tab_to(selector):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"no way to {selector}")
    tab_to(".card a")
    page.keyboard.press("Enter")
    trip.on_sheet(page)
    tab_to(".area")
    for _ in range(10):
        if page.evaluate("document.activeElement.dataset.block") == "list.bring":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector('#form .fields[data-block="list.bring"]')
    page.locator(".items .rich").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    until(lambda: trip.text("content/night.toml").index("A cup") < trip.text("content/night.toml").index("A book"), "the line has moved")
    assert "# most important" in trip.text("content/night.toml")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.area')")
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.wait_for_url("**/make**")


@journey()
def killed_in_the_middle_of_a_save(trip):
    page = trip.block("text.headline", trip.editor())
    rich = trip.field("full").locator(".rich").first
    rich.click()
    page.keyboard.type("and more words than before ", delay=1)
    trip.server.process.send_signal(signal.SIGKILL)
    trip.server.process.wait()
    page.close()
    text = trip.text("content/night.toml")
    assert text.startswith("# Head of the file.") and text.endswith('the chairs",\n]\n'), "a whole file"
    ran = subprocess.run([HANDBILL, "check", "-C", str(trip.folder), "--as-of", TODAY], capture_output=True, text=True)
    assert "syntax" not in ran.stderr, ran.stderr
    trip.server = Server(trip.folder)
    trip.wrong.clear()
    trip.abroad.clear()


@journey()
def lists_keep_their_comments(trip):
    page = trip.block("list.bring", trip.editor())
    page.locator("[data-act=add-line]").click()
    page.keyboard.type("A warm <b>scarf</b>")
    trip.saved("content/night.toml", "A warm <b>scarf</b>")
    assert '  "A book",     # most important\n' in trip.text("content/night.toml")
    page.locator(".items [data-act=remove-line]").last.click()
    until(lambda: "scarf" not in trip.text("content/night.toml"), "the line is gone")


@journey()
def a_list_dragged_into_another_order(trip):
    page = trip.block("list.bring", trip.editor())
    page.wait_for_timeout(300)
    page.locator(".items li .grip").nth(1).drag_to(page.locator(".items li").first)
    until(lambda: trip.text("content/night.toml").index("A cup") < trip.text("content/night.toml").index("A book"), "the line has moved")
    assert "# most important" in trip.text("content/night.toml")


@journey({**SMALL, "content/night.toml": SMALL["content/night.toml"].replace("and the tea.", "and the tea. Ask {org.phone}, **{org.short | org.name}**.")})
def words_that_come_from_the_organization(trip):
    page = trip.editor()
    words = json.loads(page.locator("#stage .face").get_attribute("data-words"))
    row = next(row for row in words if "555" in row[5])
    assert row[4] == "text.lead", row
    trip.click_word(page, row)
    page.wait_for_selector('#form .fields[data-block="text.lead"]')
    assert trip.field("full").locator(".slot").all_inner_texts() == ["Phone", "Short"]
    focused = "document.activeElement.closest('.field') ? document.activeElement.closest('.field').dataset.path : ''"
    until(lambda: page.evaluate(focused) == '["phone"]', "the cursor is where the word comes from")
    page.locator(".filled [data-path='[\"phone\"]'] input").fill("(406) 555-0177")
    trip.saved("content/orgs/library.toml", "(406) 555-0177")
    until(lambda: "555-0177" in page.locator("#stage .face").get_attribute("data-words"), "the sheet says so")
    # Words around a place are changed, and the place stays as it is written.
    trip.field("full").locator(".rich").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Do ")
    trip.saved("content/night.toml", "Do Bring a book")
    assert "Ask {org.phone}, **{org.short | org.name}**." in trip.text("content/night.toml"), trip.text("content/night.toml")


@journey()
def another_side_and_another_size(trip):
    page = trip.editor()
    assert page.locator("#stage .face").get_attribute("data-face") == "0"
    page.locator('#form button[data-block="text.safe"]').click()
    page.wait_for_selector('#stage .face[data-face="1"] .area.open')
    assert page.locator(".pictured a[aria-current]").get_attribute("data-face") == "1"
    assert page.locator(".tip").inner_text() == "Safe"
    before = page.locator("#stage .face").bounding_box()["width"]
    for _ in range(4):
        page.locator("[data-act=larger]").click()
    assert page.locator("#stage .face").bounding_box()["width"] > before * 1.4
    page.wait_for_selector("#stage img[src*='size=fine']")
    page.locator("[data-act=whole]").click()
    assert abs(page.locator("#stage .face").bounding_box()["width"] - before) < 2


@journey()
def a_table_dropped_in_with_one_bad_row(trip):
    page = trip.page
    page.goto(trip.server.base + "/organizations")
    table = "Partner name,Main phone,Fax,Hex\nHope House,(406) 555-0143,(406) 555-0144,#245c3a\n,(406) 555-0145,,#245c3a\nLake Library,(406) 555-0146,,#14505c\n"
    table = table.replace("Partner name", "Name")
    data = page.evaluate_handle("""text => { const held = new DataTransfer();
        held.items.add(new File([text], 'Partners 2026.csv', { type: 'text/csv' })); return held; }""", table)
    page.locator("form[data-act=table]").dispatch_event("drop", {"dataTransfer": data})
    page.wait_for_selector("select#key-0")
    assert page.locator("select#key-0").input_value() == "name"
    assert page.locator("select#key-2").input_value() == "", "a fax is left out"
    page.locator("select#key-1").select_option("phone")
    page.locator("select#key-3").select_option("color.brand")
    page.locator("button[formaction='/table/columns']").click()
    page.wait_for_selector("select#key-3")
    assert page.locator("select#key-3").input_value() == "color.brand"
    assert "3" in page.locator("section.panel:has(h2:has-text('need')) tbody td").first.inner_text(), "the third row has no name"
    page.locator(".cells label:has-text('Name') input").fill("Mill School")
    page.locator("button[formaction='/table/correct']").click()
    page.wait_for_selector("h2:has-text('3 rows are good')")
    table = table.replace("\n,(406)", "\nMill School,(406)")
    assert page.locator("select#key-3").input_value() == "color.brand", "the choice of columns stays"
    page.locator("button.main").click()
    page.wait_for_url("**/organizations")
    assert "Mill School" in page.locator("table").inner_text()
    assert "Lake Library" in page.locator("table").inner_text() and "Hope House" in page.locator("table").inner_text()
    assert (trip.folder / "partners-2026.csv").read_text() == table
    assert '"Hex" = "color.brand"' in trip.text("assets/tables/partners-2026.toml")
    assert trip.text("handbill.toml").startswith(SMALL["handbill.toml"]), "the order is only added to"
    page.locator("a", has_text="Hope House").click()
    page.wait_for_selector(".cards.small .card")


@journey()
def bold_without_knowing_markup(trip):
    page = trip.block("text.lead", trip.editor())
    before = trip.text("content/night.toml")
    rich = trip.field("full").locator(".rich")
    assert rich.locator("i").inner_text() == "lamps"
    page.evaluate("""() => { const t = document.querySelector('#form .rich p').firstChild; const r = document.createRange();
        document.querySelector('#form .field.holds-words .rich').focus(); r.setStart(t, 0); r.setEnd(t, 5); getSelection().removeAllRanges(); getSelection().addRange(r); }""")
    rich_field = trip.field("full")
    rich_field.locator("[data-act=bold]").click()
    trip.saved("content/night.toml", "**Bring** a book you love.\nWe bring the *lamps* and the tea.")
    assert len(changed_lines(before, trip.text("content/night.toml"))) == 1, "the other line keeps its place"


@journey({})
def from_an_empty_folder_to_a_press_pdf(trip):
    page = trip.page
    page.locator("input[value=event]").check()
    page.locator("input[name=name]").fill("Prairie Neighbors")
    page.locator("input[name=phone]").fill("(406) 555-0126")
    page.locator("input[name=web]").fill("https://prairie.example.org/fair")
    page.locator("input[name=logo]").set_input_files({"name": "logo.png", "mimeType": "image/png", "buffer": png(400, 160, (122, 32, 60))})
    until(lambda: page.locator("#color").input_value() == "#7a203c", "the colour of the mark")
    page.locator(".starter img").last.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    picture(trip, "serve-start")
    page.locator("button.main").click()
    page.wait_for_selector(".card a")
    page.wait_for_selector(".card.draft", timeout=90_000)
    assert page.locator("#summary .notice.good").count() == 0, "words of a starter are not ready to print"
    page = trip.editor()
    page.locator(".area[data-block^='event.']").first.click()
    page.wait_for_selector("#form .fields")
    trip.type_into("title", "Spring fair")
    trip.field("start").locator("input").fill("2027-04-17T10:00")
    trip.type_into("venue", "Town hall")
    trip.field("address").locator("input").fill("1 Main St, Bozeman, MT 59715")
    content = next((trip.folder / "content").glob("*.toml")).relative_to(trip.folder).as_posix()
    for words in ("Spring fair", "2027-04-17T10:00:00", "Town hall", "1 Main St"):
        trip.saved(content, words)
    page.goto(page.url.split("?")[0])
    page.locator("#form [data-path='[\"title\"]'] .rich").fill("Spring fair of Bozeman")
    trip.saved(content, 'title    = "Spring fair of Bozeman"')
    trip.block("text.lead", trip.editor())
    trip.type_into("full", "Stalls, seedlings and music for the whole valley.")
    trip.saved(content, "seedlings")
    page.wait_for_selector("p.gauge")
    until(lambda: "seedlings" in page.locator("#stage .face").get_attribute("data-words"), "the sheet says so", 60)
    picture(trip, "serve-sheet")
    page.goto(trip.server.base + "/make")
    for name in ("office", "screen"):
        page.locator(f"input[name={name}]").uncheck()
    page.locator("input[name=press]").check()
    page.locator("main form button.main").click()
    until(lambda: page.locator("a[download]:has-text('PDF')").count() > 0 and page.locator("form[action='/make/stop']").count() == 0, "it is made", 90)
    with page.expect_download() as download:
        page.locator("a[download]:has-text('PDF')").first.click()
    bytes = Path(download.value.path()).read_bytes()
    assert bytes.startswith(b"%PDF-")
    (WORK / "pressed").mkdir(exist_ok=True)
    (WORK / "pressed" / "sheet.pdf").write_bytes(bytes)


def attempt(browser, name, run, files, flags, size, said):
    """Goes on a journey; where it fails that is printed behind `said`."""
    trip = None
    try:
        trip = Trip(browser, name, files, flags, size)
        run(trip)
        trip.end()
        return True
    except Exception as error:
        words = str(error).split("\n=====")[0]
        where = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == __file__][-1:]
        print(f"{said} {name} (line {where}): {words[:1500]}", flush=True)
        if trip:
            try:
                trip.page.screenshot(path=str(WORK / f"{name}.png"))
            except Exception:
                pass
            trip.server.process.kill()
            trip.context.close()
        return False


def main():
    wanted = sys.argv[4:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        failed = 0
        for name, run, files, flags, size in JOURNEYS:
            if wanted and name not in wanted:
                continue
            # A browser on a busy machine may stumble once: what it said is shown, and the journey begins anew.
            if any(attempt(browser, name, run, files, flags, size, said) for said in ("again", "failed")):
                print(f"ok {name}", flush=True)
            else:
                failed += 1
        browser.close()
    sys.exit(1 if failed else 0)


main()
