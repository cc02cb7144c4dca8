#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Do the pages of a dataset show what its data say?

	truth_pages.py URL DATASET

The tables of all layers, page by page, cell by cell, and the lines with
their hours, in French and English, against OGC API Features. Lines "ok",
"not ok", "# ".
"""
import html
import re
import sys
import urllib.request

from truth import KEYS, get, items, say

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre "
          "octobre novembre décembre".split(),
    "en": "January February March April May June July August September "
          "October November December".split()}
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")


def page(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def plain(markup):
    """Text of markup; a picture is what it says of itself."""
    markup = re.sub(r'<svg class="strip"[^>]*aria-label="([^"]*)".*?</svg>',
                    r"\1", markup, flags=re.S)
    text = html.unescape(re.sub(r"<[^>]*>", " ", markup))
    return " ".join(text.translate(SPACES).split())


def number(value, lang):
    whole, _, rest = ("%.10g" % value).partition(".")
    whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", " " if lang == "fr" else ",",
                   whole)
    return whole + (("," if lang == "fr" else ".") + rest if rest else "")


def date(text, lang):
    y, m, d = map(int, text.split("-"))
    day = "1er" if lang == "fr" and d == 1 else str(d)
    return f"{day} {MONTHS[lang][m - 1]} {y}"


def shown(value, lang):
    if value is None:
        return ""
    if isinstance(value, bool):
        return {"fr": ("non", "oui"), "en": ("no", "yes")}[lang][value]
    if isinstance(value, list):
        hours = [f"{h} h : {n}" if lang == "fr" else f"{h} h: {n}"
                 for h, n in enumerate(value) if n]
        return ", ".join(hours)
    if isinstance(value, (int, float)):	# not grouped: may be codes
        return re.sub(r"[ ,](?=\d{3})", "", number(value, lang)) \
            if isinstance(value, int) else number(value, lang)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date(value, lang)
    return " ".join(value.translate(SPACES).split())


def alike(cell, value, lang):
    wanted = shown(value, lang)
    if isinstance(value, list):
        return wanted in cell
    if cell.endswith("…"):
        return len(cell) > 40 and wanted.startswith(cell[:-1].rstrip())
    return cell == wanted


def table_rows(url, dataset, lang, layer):
    """Rows of all pages: lists of cells; and what the caption counts."""
    rows, n, last = [], 1, 1
    while n <= last:
        text = page(f"{url}/{lang}/dataset/{dataset}?layer={layer}&page={n}")
        part = text[text.index('id="table"'):]
        body = part[part.index("<tbody>"):part.index("</tbody>")]
        rows += [[plain(c) for c in re.findall(
            r"<t[dh][^>]*>(.*?)</t[dh]>", r, flags=re.S)]
            for r in re.findall(r"<tr[^>]*>(.*?)</tr>", body, flags=re.S)]
        links = re.findall(r"page=(\d+)", part)
        last = max([last] + [int(x) for x in links])
        n += 1
    return rows, plain(re.search("<caption>(.*?)</caption>", part,
                                 flags=re.S)[1])


def check_table(url, dataset, lang, layer, features):
    rows, caption = table_rows(url, dataset, lang, layer)
    faults = []
    if len(rows) != len(features):
        faults.append(f"{len(rows)} rows, not {len(features)}")
    if not caption.endswith(" " + number(len(features), lang)):
        faults.append(f"caption: {caption}")
    for cells, f in zip(rows, features):
        left = list(cells)
        for k, v in f["properties"].items():
            twin = next((c for c in left if alike(c, v, lang)), None)
            if twin is None:
                faults.append(f"{f['id']} {k} {shown(v, lang)!r} not in "
                              f"{cells}")
            else:
                left.remove(twin)
        if left:
            faults.append(f"{f['id']}: {left} besides")
    say(f"{dataset}.{layer}: table in {lang} shows {len(rows)} rows, each "
        "cell", faults)


def hour(text, lang):
    h, m = map(int, text.split(":")[:2])
    late = {"fr": " (le lendemain)", "en": " (next day)"}[lang]
    return "%02d:%02d%s" % (h % 24, m, late if h > 23 else "")


def check_lines(url, dataset, lang, routes, summary):
    text = page(f"{url}/{lang}/dataset/{dataset}")
    part = text[text.index('id="timetable"'):text.index('id="table"')]
    shown_lines = [plain(x) for x in re.findall(
        r'<div class="times">(.*?)</div>', part, flags=re.S)]
    faults, words = [], []
    for r in (f["properties"] for f in routes):
        days = {"fr": ("jours de service", "jour de service"),
                "en": ("days of service", "day of service")}[lang]
        w = []
        if r["first_departure"]:
            w.append(f"{hour(r['first_departure'], lang)} – "
                     f"{hour(r['last_departure'], lang)}")
        if r["trips"]:
            w.append(number(r["trips"], lang))
        n = r["service_days"]
        w.append(f"{number(n, lang)} "
                 f"{days[n == 1 or n == 0 and lang == 'fr']}")
        words.append(w)
    if len(routes) <= 200 and len(shown_lines) != len(routes):
        faults.append(f"{len(shown_lines)} lines, not {len(routes)}")
    for line in shown_lines:
        twin = next((w for w in words if all(x in line for x in w)), None)
        if twin is None:
            faults.append(f"no route is: {line}")
        else:
            words.remove(twin)
    whole = plain(text)
    for k in ("valid_from", "valid_to", "reference_date"):
        if summary[k] and date(summary[k], lang) not in whole:
            faults.append(f"{k}: {date(summary[k], lang)} is not told")
    say(f"{dataset}: {len(shown_lines)} lines and the dates in {lang}",
        faults)


def main():
    url, dataset = sys.argv[1:3]
    facts = get(f"{url}/api/v1/datasets/{dataset}")
    for layer in KEYS:
        features = items(url, f"{dataset}.{layer}")
        if len(features) > 2000:	# 100 pages are enough
            continue
        for lang in ("fr", "en"):
            check_table(url, dataset, lang, layer, features)
            if layer == "routes":
                check_lines(url, dataset, lang, features, facts["summary"])


if __name__ == "__main__":
    main()
