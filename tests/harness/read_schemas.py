"""Holds TOML files against their JSON schemas: `read_schemas.py FOLDER LIST`, a list of lines `KIND<tab>FILE`.

Prints `FILE<tab>PLACE<tab>WHAT` for each mistake. Dates are texts, as editors hand them to a schema.
"""

import datetime
import json
import pathlib
import sys
import tomllib

import jsonschema


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


folder = pathlib.Path(sys.argv[1])
validators = {}
for line in open(sys.argv[2], encoding="utf-8"):
    kind, file = line.rstrip("\n").split("\t")
    if kind not in validators:
        schema = json.loads((folder / f"{kind}.json").read_text("utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
        validators[kind] = jsonschema.Draft7Validator(schema)
    with open(file, "rb") as opened:
        value = plain(tomllib.load(opened))
    for error in validators[kind].iter_errors(value):
        place = ".".join(str(part) for part in error.absolute_path)
        print(file, place, error.message[:300].replace("\n", " "), sep="\t")
