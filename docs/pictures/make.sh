#!/usr/bin/env bash
# Makes the pictures of README.md and docs/themes.md with a built program: `docs/pictures/make.sh target/release/handbill`. Wants poppler and a
# Python with pillow (HANDBILL_PYTHON).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "$1")
T=$(mktemp -d)
trap 'rm -r "$T"' EXIT

# make PROJECT THEME ARGUMENT...: some office products of a project, in a theme, named `{content}-{format}-{theme}`.
make() {
  local project=$1 theme=$2
  shift 2
  (cd "$project" && "$program" build "$@" --theme "$theme" --lang en --for office --as-of 2026-11-23 \
    --out "$T/{content}-{format}-{theme}.pdf" --message-format short >/dev/null)
}
for theme in almanac park signal witness grid civic bold quiet; do
  make examples/topics "$theme" poster-11x17 blood-drive lifeline job-fair pets-day
  make . "$theme" poster-11x17 flyer-letter --org montana-doj
done
"$program" build know-the-signs wallet-card --org montana-doj --for press --lang en --as-of 2026-11-23 --out "$T/cards-{org}.pdf" >/dev/null

# The means that draw grounds, each on a field that names it: `name|keys of the look`.
means() {
  local fields=(
    'slant|fill = "sky", edge = { side = "bottom", shape = "slant", depth = "0.4in" }'
    'arc|fill = "mid", edge = { side = "top", shape = "arc", depth = "0.35in" }'
    'wave|fill = "near", edge = { side = "bottom", shape = "wave", depth = "0.3in" }'
    'peak|fill = "sky", edge = { side = "right", shape = "peak", depth = "0.4in" }'
    'zigzag|fill = "mid", edge = { side = "bottom", shape = "zigzag", depth = "0.12in" }'
    'scallop|fill = "near", edge = { side = "all", shape = "scallop", depth = "0.09in" }'
    'notch|fill = "sky", edge = { side = "sides", shape = "notch", depth = "0.2in" }'
    'gradient|fill = "near", gradient = { to = "far", angle = 0 }, ink = "light"'
    'round|fill = "light", border = { width = "4pt", color = "sky", corner = "round", radius = "0.3in" }'
    'cut|fill = "mid", border = { width = "1.5pt", color = "light", inset = "0.08in", corner = "cut", radius = "0.2in" }'
    'scoop, double|fill = "near", border = { width = "1.5pt", color = "glow", inset = "0.08in", corner = "scoop", radius = "0.2in", double = true }'
    'repeat|'
  )
  local at=$T/means i=0 row="" rows="" look="" words=""
  mkdir -p "$at"/assets/{themes,formats,art} "$at/content/orgs"
  for field in "${fields[@]}"; do
    i=$((i + 1))
    row="$row text.f$i"
    if [ $((i % 4)) = 0 ]; then rows="$rows$row"$'\n'; row=""; fi
    look="$look"$'\n'"look.\"text.f$i\" = { padding = \"0.2in\", align = \"center\", place = \"center\", face = \"strong\", ${field#*|} }"
    words="$words"$'\n'"[text.f$i]"$'\n'"full = \"${field%%|*}\""
  done
  cat >"$at/assets/themes/means.toml" <<T
name = "Means"
extends = "scenic"
[art]
dots = "assets/art/dots.svg"
[layout.means]
margin = "0.25in"
fill = "paper"
columns = "1fr 1fr 1fr 1fr"
rows = "1fr 1fr 1fr"
gap = ["0.2in", "0.2in"]
areas = """
$rows"""
type = { body = { size = "15pt" } }
panels = [{ behind = ["text.f12"], fill = "sky", art = "dots", repeat = "0.28in" }]
$look
T
  cat >"$at/assets/art/dots.svg" <<T
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20" height="20"><g class="near" fill="#102030"><circle cx="5" cy="5" r="2.6"/><circle cx="15" cy="15" r="2.6"/></g></svg>
T
  cat >"$at/assets/formats/means.toml" <<T
name = "Means"
kind = "card"
trim = ["8in", "4.4in"]
bleed = "0in"
safe = "0.1in"
read_distance = "40cm"
minimum_copy = "9pt"
minimum_note = "9pt"
faces = ["front"]
T
  printf '[project]\nname = "Means"\n[defaults]\ntheme = "means"\npurpose = "screen"\noutput = "{format}.pdf"\n[[make]]\ncontent = "means"\nformats = ["means"]\norgs = ["desk"]\n' >"$at/handbill.toml"
  printf 'name = "Desk"\n[color]\nbrand = "#0b5d75"\n' >"$at/content/orgs/desk.toml"
  printf 'title = "Means"\nlanguage = "en"\naudience = "public"\n%s\n' "$words" >"$at/content/means.toml"
  "$program" -C "$at" build --as-of 2026-11-23 --message-format short >/dev/null
  mv "$at/means.pdf" "$T/means.pdf"
}
means

picture() { pdftoppm -r 60 -png -f "$2" -l "$2" -singlefile "$T/$1.pdf" "$T/$3"; }
for file in "$T"/*-poster-11x17-*.pdf; do name=$(basename "$file" .pdf); picture "$name" 1 "$name"; done
picture know-the-signs-flyer-letter-civic 1 flyer-front
picture know-the-signs-flyer-letter-civic 2 flyer-back
picture cards-montana-doj 1 cards-press
pdftoppm -r 110 -png -singlefile "$T/means.pdf" "$T/means-layers"

"${HANDBILL_PYTHON:-python3}" - "$T" docs/pictures <<'P'
import sys
from PIL import Image
folder, out = sys.argv[1:]
WALL = (238, 238, 236)

def sheet(name, height=None):
    """A picture with a hairline round it, at a height in pixels."""
    image = Image.open(f'{folder}/{name}.png').convert('RGB')
    if height: image = image.resize((round(image.width * height / image.height), height), Image.LANCZOS)
    framed = Image.new('RGB', (image.width + 2, image.height + 2), (200, 200, 200))
    framed.paste(image, (1, 1))
    return framed

def wall(rows, gap):
    """Rows of sheets beside each other."""
    width = max(sum(s.width + gap for s in row) for row in rows) + gap
    height = sum(max(s.height for s in row) + gap for row in rows) + gap
    image, y = Image.new('RGB', (width, height), WALL), gap
    for row in rows:
        x = (width - sum(s.width + gap for s in row) + gap) // 2
        for s in row: image.paste(s, (x, y)); x += s.width + gap
        y += max(s.height for s in row) + gap
    return image

def save(image, name): image.quantize(160, dither=Image.Dither.NONE).save(f'{out}/{name}.png', optimize=True)

poster = lambda content, theme, height: sheet(f'{content}-poster-11x17-{theme}', height)
save(wall([[poster('blood-drive', 'almanac', 480), poster('job-fair', 'park', 480), poster('lifeline', 'signal', 480),
            poster('know-the-signs', 'witness', 480)]], 20), 'overview')
themes = ('almanac', 'park', 'signal', 'witness', 'grid', 'civic', 'bold', 'quiet')
save(wall([[poster(c, t, 230) for t in themes] for c in ('pets-day', 'know-the-signs')], 10), 'themes')
for name in ('flyer-front', 'flyer-back', 'cards-press'): save(sheet(name), name)
save(poster('know-the-signs', 'civic', 760), 'poster')
save(sheet('means-layers'), 'means-layers')
P
ls -l docs/pictures
