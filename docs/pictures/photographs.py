#!/usr/bin/env python3
"""Makes photographs.png: one picture as four themes print it. `docs/pictures/photographs.py target/release/handbill`. Wants poppler
and pillow. The picture is drawn here, so that nobody's photograph has to be kept."""
import math, os, random, subprocess, sys, tempfile
from PIL import Image, ImageDraw, ImageFilter

program, out = os.path.realpath(sys.argv[1]), os.path.join(os.path.dirname(os.path.realpath(__file__)), 'photographs.png')


def valley(path, width=3600, height=2700):
    picture = Image.new('RGB', (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        part = y / height
        draw.line([(0, y), (width, y)], (round(150 + 90 * part), round(175 + 50 * part), round(215 - 30 * part)))
    ridges = [(1260, 410, 1, (120, 135, 165)), (1620, 360, 2, (88, 104, 128)), (1980, 300, 3, (55, 72, 80)), (2340, 270, 7, (30, 42, 38))]
    for base, rise, seed, colour in ridges:
        chance = random.Random(seed)
        waves = [(chance.uniform(.0006, .0022) * k, chance.uniform(0, 6), rise / k) for k in (1, 2, 4, 8, 16)]
        line = [(x, base - sum(a * abs(math.sin(f * x + p)) for f, p, a in waves)) for x in range(0, width + 8, 8)]
        draw.polygon(line + [(width, height), (0, height)], fill=colour)
    picture.filter(ImageFilter.GaussianBlur(2)).save(path, quality=88)


THEME = '''name = "Photographs"
extends = "plain"
[color]
night = "#2a1030"
rose  = "#c8547a"
cream = "#fff1dc"
[type]
display = { font = "League Gothic", weight = 400, caps = "all", line = 0.9 }
[look."image.*"]
crop   = true
extend = true
%s
[layout.flyer-letter.front]
margin = "0.6in"
fill   = "night"
rows   = "auto 1fr"
gap    = "0.3in"
areas  = """
  headline
  picture
"""
look.headline = { face = "display", ink = "cream", fit = { from = "60pt", to = "300pt", lines = 2, lockup = true } }
'''
LOOKS = [
    '',
    'duotone = ["night", "rose", "cream"]',
    'multiply = "rose"',
    'duotone = ["night", "rose", "cream"]\nbehind = ["headline"]\nscrim = { side = "top", fill = "night", strength = 0.9, depth = 0.5 }',
]

with tempfile.TemporaryDirectory() as folder:
    def write(path, text):
        os.makedirs(os.path.dirname(f'{folder}/{path}'), exist_ok=True)
        open(f'{folder}/{path}', 'w').write(text)

    write('content/hike.toml', 'title = "Hike"\nlanguage = "en"\naudience = "public"\n[text.headline]\nfull = "Walk up before the sun"\n'
          '[image.valley]\nfile = "assets/valley.jpg"\nalt = "A valley at dawn"\nfocus = "50% 60%"\n')
    write('content/orgs/club.toml', 'name = "Walking Club"\n')
    os.makedirs(f'{folder}/assets')
    valley(f'{folder}/assets/valley.jpg')
    sheets = []
    for number, look in enumerate(LOOKS):
        write(f'assets/themes/t{number}.toml', THEME % look)
        write('handbill.toml', f'[project]\nname = "Photographs"\n[defaults]\ntheme = "t{number}"\noutput = "out/{number}.pdf"\n'
              '[[make]]\ncontent = "hike"\nformats = ["flyer-letter"]\norgs = ["club"]\n')
        subprocess.run([program, 'build', '--quiet', '--as-of', '2026-11-23'], cwd=folder, check=True)
        subprocess.run(['pdftoppm', '-r', '40', '-png', '-singlefile', f'{folder}/out/{number}.pdf', f'{folder}/{number}'], check=True)
        sheets.append(Image.open(f'{folder}/{number}.png').convert('RGB'))
    gap = 16
    wall = Image.new('RGB', (sum(s.width + gap for s in sheets) + gap, sheets[0].height + 2 * gap), (238, 238, 236))
    for number, sheet in enumerate(sheets):
        wall.paste(sheet, (gap + number * (sheet.width + gap), gap))
    wall.quantize(160, dither=Image.Dither.NONE).save(out, optimize=True)
