"""axe_pages.py AXE FILE...: opens pages in chromium, light and dark and on a phone; prints what axe-core finds."""
import sys, pathlib
from playwright.sync_api import sync_playwright
axe = pathlib.Path(sys.argv[1]).read_text()
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 320)):
        page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
        for name in sys.argv[2:]:
            page.goto(pathlib.Path(name).resolve().as_uri())
            page.evaluate(axe)
            found = page.evaluate("async () => (await axe.run(document)).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))")
            if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"): found.append("wider than the window")
            for one in found: print(f"{scheme} {width} {name}: {one}")
    browser.close()
