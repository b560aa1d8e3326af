#!/usr/bin/env bash
# Makes the pictures of README.md with a built program: `docs/pictures/make.sh target/release/handbill`. Wants poppler and a
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

picture() { pdftoppm -r 60 -png -f "$2" -l "$2" -singlefile "$T/$1.pdf" "$T/$3"; }
for file in "$T"/*-poster-11x17-*.pdf; do name=$(basename "$file" .pdf); picture "$name" 1 "$name"; done
picture know-the-signs-flyer-letter-civic 1 flyer-front
picture know-the-signs-flyer-letter-civic 2 flyer-back
picture cards-montana-doj 1 cards-press

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
P
ls -l docs/pictures
