#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do vector tiles hold every stop, once, where it is?

	truth_tiles.py URL DATASET [ZOOM]

All tiles of the stops at one zoom, read by GDAL, against OGC API Features;
then the TileJSON. Lines "ok", "not ok", "# ".
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import urllib.request

from truth import box, get, items, say

HALF = math.pi * 6378137


def tile_of(lon, lat, zoom):
    n = 2 ** zoom
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    return (int((lon + 180) / 360 * n), int((1 - y / math.pi) / 2 * n))


def mercator(lon, lat):
    return (math.radians(lon) * 6378137,
            math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * 6378137)


def decode(template, z, x, y, folder):
    """Points of a tile, in metres, by GDAL."""
    where = template.replace("{z}", str(z)).replace("{x}", str(x)).replace(
        "{y}", str(y))
    tile, out = os.path.join(folder, "t.mvt"), os.path.join(folder, "t.json")
    with urllib.request.urlopen(where, timeout=60) as answer:
        data = answer.read()
    with open(tile, "wb") as f:
        f.write(data)
    if os.path.exists(out):
        os.remove(out)
    subprocess.run(["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:3857",
                    "-lco", "COORDINATE_PRECISION=3", out, tile, "-oo",
                    f"X={x}", "-oo", f"Y={y}", "-oo", f"Z={z}"],
                   check=True, stderr=subprocess.DEVNULL)
    with open(out) as f:
        return json.load(f)["features"]


def check_tiles(stops, tiles, dataset, zoom):
    wanted, faults, seen = {}, [], {}
    side = 2 * HALF / 2 ** zoom
    for f in stops:
        if f["geometry"]:
            wanted[f["properties"]["stop_id"]] = f
    with tempfile.TemporaryDirectory() as folder:
        for x, y in sorted({tile_of(*f["geometry"]["coordinates"], zoom)
                            for f in wanted.values()}):
            for got in decode(tiles, zoom, x, y, folder):
                px, py = got["geometry"]["coordinates"][:2]
                stop = got["properties"]["stop_id"]
                inside = 0 <= px + HALF - x * side < side and \
                    0 <= HALF - py - y * side < side
                if inside:
                    seen.setdefault(stop, []).append((px, py))
                mine = wanted[stop]
                at = mercator(*mine["geometry"]["coordinates"])
                # The degrees compared with have seven decimals.
                if math.hypot(px - at[0], py - at[1]) > max(
                        side / 4096, 0.02):
                    faults.append(f"{stop}: at {px, py}, not {at}")
                for k, v in got["properties"].items():
                    if k in ("trips", "stop_name", "routes") and \
                            v != mine["properties"][k]:
                        faults.append(f"{stop} {k}: {v}")
    faults += [f"{s}: {len(seen.get(s, []))} times" for s in wanted
               if len(seen.get(s, [])) != 1]
    say(f"{dataset}: tiles of zoom {zoom} hold {len(wanted)} stops, each "
        "once, where it is", faults)


def check_tilejson(doc, stops, url, dataset):
    faults = []
    places = [f["geometry"]["coordinates"] for f in stops if f["geometry"]]
    if any(abs(a - b) > 1e-6 for a, b in zip(doc["bounds"], box(places))):
        faults.append(f"bounds {doc['bounds']}, not {box(places)}")
    fields = doc["vector_layers"][0]["fields"]
    unknown = set(fields) - set(stops[0]["properties"])
    if unknown or "stop_id" not in fields:
        faults.append(f"fields {sorted(fields)}")
    lon, lat = doc.get("center", places[0])[:2]
    if not (doc["bounds"][0] <= lon <= doc["bounds"][2] and
            doc["bounds"][1] <= lat <= doc["bounds"][3]):
        faults.append(f"center {doc['center']}")
    say(f"{dataset}: TileJSON has the bounds and fields of the data", faults)


def main():
    url, dataset = sys.argv[1:3]
    doc = get(f"{url}/tiles/{dataset}.stops/tilejson.json")
    zoom = int(sys.argv[3]) if len(sys.argv) > 3 else doc["maxzoom"]
    vector = next(t for t in doc["tiles"] if t.endswith(".mvt"))
    stops = items(url, dataset + ".stops")
    check_tiles(stops, vector, dataset, zoom)
    check_tilejson(doc, stops, url, dataset)


if __name__ == "__main__":
    main()
