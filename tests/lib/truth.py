#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Is what the platform serves what the file says?

	truth.py URL DATASET FEED.zip

Every row and column of the five layers of a GTFS, its lines and its places,
its facts: those served against those of truth_feed.py. One line each,
"ok" or "not ok", then "# " and the first differences.
"""
import json
import sys
import urllib.request

from truth_feed import Feed

KEYS = {"stops": ("stop_id",), "routes": ("route_id",),
        "stop_routes": ("stop_id", "route_id"),
        "services": ("service_id",), "agencies": ("agency_id",)}


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def say(what, faults):
    print("not ok" if faults else "ok", what)
    for fault in faults[:5]:
        print("#", str(fault)[:400])
    if len(faults) > 5:
        print("# and", len(faults) - 5, "more")
    return not faults


def items(url, layer):
    """All features of a layer, by following next."""
    here, found = f"{url}/ogc/features/collections/{layer}/items?limit=1000", []
    while here:
        page = get(here)
        found += page["features"]
        here = next((x["href"] for x in page["links"]
                     if x["rel"] == "next"), None)
    if len(found) != page["numberMatched"]:
        raise SystemExit(f"{layer}: {len(found)} features of "
                         f"{page['numberMatched']}")
    return found


def differences(key, got, expected):
    got = {k: v for k, v in got.items()}
    if set(got) != set(expected):
        return [f"{key}: columns {sorted(set(got) ^ set(expected))}"]
    return [f"{key} {k}: {got[k]!r}, not {expected[k]!r}"
            for k in expected if got[k] != expected[k]]


def check_rows(served, feed):
    for layer, rows in feed.layers.items():
        key = lambda r: tuple(r[k] for k in KEYS[layer])
        got = {key(f["properties"]): f["properties"] for f in served[layer]}
        faults = []
        if len(got) != len(rows) or len(served[layer]) != len(rows):
            faults.append(f"{len(served[layer])} rows, not {len(rows)}")
        for row in rows:
            faults += differences(key(row), got.get(key(row), {}), row)
        say(f"{layer}: {len(rows)} rows say what the file says", faults)


def same_line(a, b):
    """Point for point, to the seventh decimal."""
    return len(a) == len(b) and all(
        abs(p[0] - q[0]) < 5.1e-8 and abs(p[1] - q[1]) < 5.1e-8
        for p, q in zip(a, b))


def same_lines(got, expected):
    left = list(expected)
    for line in got:
        twin = next((x for x in left if same_line(line, x)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def check_lines(served, feed):
    faults, points = [], 0
    for f in served["routes"]:
        route = f["properties"]["route_id"]
        got = f["geometry"]["coordinates"] if f["geometry"] else []
        points += sum(map(len, got))
        if not same_lines(got, feed.lines[route]):
            faults.append(f"{route}: {len(got)} lines, "
                          f"not {len(feed.lines[route])}, or other points")
    say("routes: lines are those of the file, point for point" if points else
        "routes: no lines", faults or ([] if points else ["no point"]))
    faults = []
    for f in served["stops"]:
        got = f["geometry"] and [f["geometry"]["coordinates"]]
        place = feed.places[f["properties"]["stop_id"]]
        if not same_line(got or [], [place] if place else []):
            faults.append(f"{f['properties']['stop_id']}: {got}, not {place}")
    say("stops: are where the file puts them", faults)


def box(points):
    x, y = [p[0] for p in points], [p[1] for p in points]
    return [min(x), min(y), max(x), max(y)] if points else None


def check_facts(url, dataset, feed):
    got = get(f"{url}/api/v1/datasets/{dataset}")
    faults = differences("summary", {k: v for k, v in got["summary"].items()
                                     if k not in ("days", "files")},
                         feed.summary)
    for d in got["summary"]["days"]:
        n = sum(n for k, n in feed.days.items()
                if k.isoformat() == d["date"])
        if d["trips"] != n:
            faults.append(f"{d['date']}: {d['trips']} trips, not {n}")
    say("the summary and its days are those of the file", faults)
    faults = []
    places = {"stops": [p for p in feed.places.values() if p],
              "routes": [p for v in feed.lines.values() for l in v
                         for p in l]}
    for layer, points in places.items():
        extent = get(f"{url}/ogc/features/collections/{dataset}.{layer}")
        found = extent["extent"]["spatial"]["bbox"][0]
        if any(abs(a - b) > 1e-7 for a, b in zip(found, box(points))):
            faults.append(f"{layer}: {found}, not {box(points)}")
    say("extents hold exactly what is drawn", faults)


def main():
    url, dataset, path = sys.argv[1:4]
    feed = Feed(path)
    served = {k: items(url, f"{dataset}.{k}") for k in KEYS}
    check_rows(served, feed)
    check_lines(served, feed)
    check_facts(url, dataset, feed)


if __name__ == "__main__":
    main()
