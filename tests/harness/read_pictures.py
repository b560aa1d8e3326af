"""Reads one QR code from each picture of a folder with two decoders. One JSON object a picture, by name."""

import json
import sys
from pathlib import Path

import zxingcpp
from PIL import Image
from pyzbar import pyzbar

for path in sorted(Path(sys.argv[1]).glob("*.png")):
    picture = Image.open(path).convert("L")
    zxing = [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]
    symbols = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    zbar = [symbol.data.decode("utf-8", "replace") for symbol in symbols]
    print(json.dumps({"name": path.stem, "zxing": zxing, "zbar": zbar}))
