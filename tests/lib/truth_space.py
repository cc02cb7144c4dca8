#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do questions to OGC API Features get the right features?

	truth_space.py URL DATASET

Boxes, filters and pages against the whole layer searched by hand, crs=
against PROJ (gdaltransform). Lines "ok", "not ok", "# ".
"""
import random
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

from truth import KEYS, get, items, say

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
SYSTEMS = {"CRS84": CRS84, "4326": EPSG + "4326", "3857": EPSG + "3857",
           "2154": EPSG + "2154"}


def proj(points, code):
    """Longitude, latitude to x, y of EPSG:code."""
    if code in ("CRS84", "4326"):
        return list(points)
    out = subprocess.run(
        ["gdaltransform", "-output_xy", "-s_srs", "EPSG:4326", "-t_srs",
         f"EPSG:{code}"], check=True, capture_output=True, text=True,
        input="".join(f"{x!r} {y!r}\n" for x, y in points)).stdout
    return [tuple(map(float, line.split())) for line in out.splitlines()]


def vertices(f):
    g = f["geometry"]
    if g is None:
        return []
    if g["type"] == "Point":
        return [tuple(g["coordinates"])]
    return [tuple(p) for line in g["coordinates"] for p in line]


class Layer:
    def __init__(self, url, name):
        self.url = f"{url}/ogc/features/collections/{name}"
        self.name = name
        self.all = items(url, name)
        self.ids = {f["id"] for f in self.all}

    def ask(self, **query):
        page = get(self.url + "/items?" + urllib.parse.urlencode(query))
        return page

    def status(self, **query):
        try:
            with urllib.request.urlopen(self.url + "/items?" +
                                        urllib.parse.urlencode(query)) as a:
                return a.status
        except urllib.error.HTTPError as e:
            return e.code


def cut(a, b, box):
    """Does the segment touch the box? Liang and Barsky."""
    x0, y0, x1, y1 = box
    lo, hi = 0.0, 1.0
    for p, q in ((a[0] - b[0], a[0] - x0), (b[0] - a[0], x1 - a[0]),
                 (a[1] - b[1], a[1] - y0), (b[1] - a[1], y1 - a[1])):
        if p == 0:
            if q < 0:
                return False
        elif p < 0:
            lo = max(lo, q / p)
        else:
            hi = min(hi, q / p)
    return lo <= hi


def touches(lines, box):
    return any(cut(a, b, box) for line in lines
               for a, b in zip(line, line[1:] or line))


def dense(line):
    """Straight in degrees is curved in a projection: in pieces of 500 m."""
    points = [tuple(line[0])]
    for a, b in zip(line, line[1:]):
        n = int(max(abs(a[0] - b[0]), abs(a[1] - b[1])) / 0.005) + 1
        points += [(a[0] + (b[0] - a[0]) * i / n,
                    a[1] + (b[1] - a[1]) * i / n) for i in range(1, n + 1)]
    return points


def placed(layer, code):
    """Lines of each feature, in the system of the boxes."""
    lines = {}
    for f in layer.all:
        g = f["geometry"]
        lines[f["id"]] = []
        if g is not None:
            lines[f["id"]] = [dense(x) for x in (
                [[g["coordinates"]]] if g["type"] == "Point"
                else g["coordinates"])]
    moved = iter(proj([p for v in lines.values() for x in v for p in x],
                      code))
    return {k: [[next(moved) for _ in x] for x in v]
            for k, v in lines.items()}


def some_boxes(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    w, h = max(xs) - min(xs), max(ys) - min(ys)
    yield (min(xs), min(ys), max(xs), max(ys))
    yield (min(xs) - w, min(ys) - h, max(xs) + w, max(ys) + h)
    yield (max(xs) + w, min(ys), max(xs) + 2 * w, max(ys))
    for size in (0.5, 0.2, 0.05, 0.01):
        for _ in range(2):
            x, y = random.choice(points)
            yield (x - w * size * random.random(),
                   y - h * size * random.random(),
                   x + w * size * random.random(),
                   y + h * size * random.random())


def box_text(box, code):
    x0, y0, x1, y1 = box
    return ",".join(map(repr, (y0, x0, y1, x1) if code == "4326" else box))


def check_boxes(layer, code):
    """Border cases within a millimetre may go either way."""
    at = placed(layer, code)
    moved = [p for v in at.values() for x in v for p in x]
    slack = 1e-8 if code in ("CRS84", "4326") else 1e-3
    faults, asked = [], 0
    for box in some_boxes(moved):
        inner = (box[0] + slack, box[1] + slack, box[2] - slack,
                 box[3] - slack)
        outer = (box[0] - slack, box[1] - slack, box[2] + slack,
                 box[3] + slack)
        must = {k for k, v in at.items() if touches(v, inner)}
        may = {k for k, v in at.items() if touches(v, outer)}
        q = {"bbox": box_text(box, code), "limit": 10000}
        if code != "CRS84":
            q["bbox-crs"] = SYSTEMS[code]
        page = layer.ask(**q)
        got = {f["id"] for f in page["features"]}
        asked += 1
        if not must <= got <= may or page["numberMatched"] != len(got) or \
                len(page["features"]) != len(got):
            faults.append(f"{q['bbox']}: {len(got)} features, matched "
                          f"{page['numberMatched']}, not {len(must)}"
                          f"..{len(may)}")
    say(f"{layer.name}: {asked} boxes in {code} hold what lies in them",
        faults)


def check_crs(layer, code):
    flat = [p for f in layer.all for p in vertices(f)]
    moved = proj(flat, code)
    if code == "4326":
        moved = [(y, x) for x, y in flat]
    got, here = [], (f"{layer.url}/items?limit=1000&crs=" +
                     urllib.parse.quote(SYSTEMS[code], safe=""))
    while here:
        page = get(here)
        got += [p for f in page["features"] for p in vertices(f)]
        here = next((x["href"] for x in page["links"]
                     if x["rel"] == "next"), None)
    faults = []
    for p, a, b in zip(flat, got, moved):
        most = 1e-7 if code in ("CRS84", "4326") else 1e-3
        # Degrees of seven decimals have been rounded, a centimetre.
        if most == 1e-3 and p != (round(p[0], 6), round(p[1], 6)):
            most = 1.5e-2
        if abs(a[0] - b[0]) > most or abs(a[1] - b[1]) > most:
            faults.append(f"{a}, not {b}")
    if len(got) != len(moved):
        faults.append(f"{len(got)} points, not {len(moved)}")
    say(f"{layer.name}: crs {code} is what PROJ says", faults)


def text_of(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_filters(layer):
    faults, asked, kinds = [], 0, set()
    columns = layer.all[0]["properties"] if layer.all else {}
    for c in columns:
        values = [f["properties"][c] for f in layer.all
                  if f["properties"][c] is not None]
        if any(isinstance(v, list) for v in values):
            if layer.status(**{c: "1"}) != 400:
                faults.append(f"{c}=1 of JSON is no 400")
            continue
        wanted = random.sample(sorted(set(values), key=str),
                               min(3, len(set(values))))
        for v in wanted:
            kinds.add(type(v).__name__)
            must = {f["id"] for f in layer.all if f["properties"][c] == v
                    and type(f["properties"][c]) is type(v)
                    or not isinstance(v, (str, bool)) and
                    f["properties"][c] == v}
            page = layer.ask(**{c: text_of(v), "limit": 10000})
            asked += 1
            got = {f["id"] for f in page["features"]}
            if got != must or page["numberMatched"] != len(must):
                faults.append(f"{c}={v}: {len(got)}, not {len(must)}")
        if values and not isinstance(values[0], str) and \
                layer.status(**{c: "abc"}) != 400:
            faults.append(f"{c}=abc is no 400")
    if len(layer.all) and layer.status(no_such_column="1") != 400:
        faults.append("a filter on no column is no 400")
    say(f"{layer.name}: {asked} filters of {'/'.join(sorted(kinds))} find "
        "what is there", faults)


def check_pages(layer, limit):
    """By next and by offset: the whole, in order, each once."""
    most = 60 if limit == 1 else 10 ** 9	# features; not all one by one
    whole = [f["id"] for f in layer.all]
    faults, got = [], []
    here = f"{layer.url}/items?limit={limit}"
    while here and len(got) < most:
        page = get(here)
        got += [f["id"] for f in page["features"]]
        if page["numberMatched"] != len(whole) or \
                page["numberReturned"] != len(page["features"]) or \
                len(page["features"]) > limit:
            faults.append(f"{here}: counts")
        here = next((x["href"] for x in page["links"]
                     if x["rel"] == "next"), None)
    if got != whole[:max(most, 0)][:len(got)] or \
            len(got) < min(len(whole), most):
        faults.append(f"next: {len(got)} of {len(whole)}, "
                      f"{len(set(got))} distinct")
    got, offset = [], 0
    while offset <= min(len(whole), most):
        page = layer.ask(limit=limit, offset=offset)
        got += [f["id"] for f in page["features"]]
        offset += limit
    if got != whole[:len(got)] or len(got) < min(len(whole), most):
        faults.append(f"offset: {len(got)} of {len(whole)}")
    say(f"{layer.name}: pages of {limit} are the whole, each once", faults)


def main():
    url, dataset = sys.argv[1:3]
    random.seed(7)
    for k in KEYS:
        layer = Layer(url, f"{dataset}.{k}")
        for limit in (1, 7, 100, 10000):
            check_pages(layer, limit)
        check_filters(layer)
        if k not in ("stops", "routes"):
            continue
        offered = get(layer.url)["crs"]
        for code, uri in SYSTEMS.items():
            if uri in offered:
                check_boxes(layer, code)
                check_crs(layer, code)
            elif layer.status(crs=uri) != 400:
                say(f"{layer.name}: crs {code} is refused", ["it is not"])


if __name__ == "__main__":
    main()
