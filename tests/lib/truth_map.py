#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Is each stop drawn where it is, and told by whom one clicks on it?

	truth_map.py URL DATASET STOP_ID...

GetMap and GetFeatureInfo of the stops, in both versions of WMS and the four
reference systems; stops must lie apart from each other. The place of a stop
is computed with PROJ (gdaltransform), its drawing is the middle of the
opaque pixels round it. Lines "ok", "not ok", "# ".
"""
import json
import os
import sys
import tempfile
import urllib.parse
import urllib.request

import png
from truth import items, say
from truth_space import proj

W, H, NEAR = 480, 360, 6
CASES = [("1.1.1", "EPSG:4326"), ("1.1.1", "EPSG:3857"),
         ("1.1.1", "EPSG:2154"), ("1.3.0", "EPSG:4326"),
         ("1.3.0", "CRS:84"), ("1.3.0", "EPSG:3857"),
         ("1.3.0", "EPSG:2154")]


def address(url, version, crs, box, **more):
    """BBOX in the order of axes that the version wants."""
    x0, y0, x1, y1 = box
    if version == "1.3.0" and crs == "EPSG:4326":
        box = (y0, x0, y1, x1)
    query = {"SERVICE": "WMS", "VERSION": version, "STYLES": "",
             "BBOX": ",".join(map(repr, box)), "WIDTH": W, "HEIGHT": H,
             "FORMAT": "image/png", "CRS" if version == "1.3.0" else "SRS":
             crs, **more}
    return url + "/wms?" + urllib.parse.urlencode(query)


def fetch(where):
    with urllib.request.urlopen(where, timeout=60) as answer:
        return answer.read()


def draw(url, version, crs, box, layers):
    data = fetch(address(url, version, crs, box, REQUEST="GetMap",
                         LAYERS=layers, TRANSPARENT="TRUE"))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "map.png")
        with open(path, "wb") as f:
            f.write(data)
        return png.read(path)


def middle(image, x, y):
    """Of what is drawn within NEAR of a place, by weight; None: nothing."""
    w, h, pixels = image
    found = [(i + 0.5, j + 0.5, pixels[j * w + i][3])
             for j in range(max(0, int(y) - NEAR), min(h, int(y) + NEAR + 1))
             for i in range(max(0, int(x) - NEAR), min(w, int(x) + NEAR + 1))]
    all = sum(p[2] for p in found)
    return all and (sum(p[0] * p[2] for p in found) / all,
                    sum(p[1] * p[2] for p in found) / all) or None


def info(url, version, crs, box, x, y, layers, kind="application/json"):
    at = ("I", "J") if version == "1.3.0" else ("X", "Y")
    return fetch(address(url, version, crs, box, REQUEST="GetFeatureInfo",
                         LAYERS=layers, QUERY_LAYERS=layers,
                         INFO_FORMAT=kind, FEATURE_COUNT=10,
                         **{at[0]: int(x), at[1]: int(y)}))


def check(url, dataset, stops, version, crs, square):
    """Pixels are square, as most clients ask for them, or oblong."""
    code = crs.split(":")[1].replace("84", "CRS84") if crs == "CRS:84" \
        else crs.split(":")[1]
    places = dict(zip(stops, proj(stops.values(), code)))
    xs, ys = zip(*places.values())
    w, h = max(xs) - min(xs), max(ys) - min(ys)
    box = (min(xs) - w / 7, min(ys) - h / 5, max(xs) + w / 9,
           max(ys) + h / 6)
    if square:
        r = max((box[2] - box[0]) / W, (box[3] - box[1]) / H)
        box = (box[0], box[1], box[0] + r * W, box[1] + r * H)
    layer = dataset + ".stops"
    image = draw(url, version, crs, box, layer)
    faults = []
    for stop, (x, y) in places.items():
        px = (x - box[0]) / (box[2] - box[0]) * W
        py = (box[3] - y) / (box[3] - box[1]) * H
        at = middle(image, px, py)
        if at is None or abs(at[0] - px) > 0.25 or abs(at[1] - py) > 0.25:
            faults.append(f"{stop}: drawn at {at}, not {px, py}")
        got = json.loads(info(url, version, crs, box, px, py, layer))
        if stop not in [f["properties"]["stop_id"] for f in got["features"]]:
            faults.append(f"{stop}: not told at {px, py}")
        both = json.loads(info(url, version, crs, box, px, py,
                               f"{layer},{dataset}.routes"))
        if stop not in [f["properties"].get("stop_id")
                        for f in both["features"]]:
            faults.append(f"{stop}: not told with two layers")
        if stop.encode() not in info(url, version, crs, box, px, py, layer,
                                     "text/plain"):
            faults.append(f"{stop}: not told as text")
    far = json.loads(info(url, version, crs, box, 2, 2, layer))
    if far["features"]:
        faults.append("a stop is told where there is none")
    say(f"{dataset}: {len(places)} stops are drawn and told where they are: "
        f"{version} {crs}, {'square' if square else 'oblong'} pixels", faults)


def check_edges(url, dataset, places):
    """In the outermost pixels, too: a map in pieces would lose it."""
    x, y = proj(places[:1], "3857")[0]
    faults = []
    for px, py in ((0.2, H / 2), (W - 0.2, H / 2), (W / 2, 0.2),
                   (W / 2, H - 0.2)):
        box = (x - px, y - (H - py), x + W - px, y + py)
        image = draw(url, "1.3.0", "EPSG:3857", box, dataset + ".stops")
        if middle(image, px, py) is None:
            faults.append(f"nothing at {px, py}")
    say(f"{dataset}: a stop at the edge of a map is drawn", faults)


def main():
    url, dataset, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
    stops = {f["properties"]["stop_id"]: tuple(f["geometry"]["coordinates"])
             for f in items(url, dataset + ".stops")
             if f["properties"]["stop_id"] in wanted}
    for version, crs in CASES:
        for square in (True, False):
            check(url, dataset, stops, version, crs, square)
    check_edges(url, dataset, list(stops.values()))


if __name__ == "__main__":
    main()
