# SPDX-License-Identifier: MIT
"""What a GTFS says, computed from its files a second time.

Plain and slow on purpose: no code, no order of work in common with the
reader, so that both are unlikely to be wrong in the same way.

	feed = Feed("feed.zip")
	feed.layers		{"stops": [row, ...], ...} as the API gives them
	feed.lines		{route_id: [[(lon, lat), ...], ...]}
	feed.places		{stop_id: (lon, lat) or None}
	feed.summary		facts of the whole
"""
import csv
import datetime
import io
import re
import statistics
import zipfile

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday")
HOURS = 28


def seconds(text):
    if not text.strip():
        return None
    h, m, s = text.strip().split(":")
    return int(h) * 3600 + int(m) * 60 + int(s)


def clock(t):
    if t is None:
        return None
    return "%02d:%02d:%02d" % (t // 3600, t // 60 % 60, t % 60)


def day(text):
    return datetime.datetime.strptime(text, "%Y%m%d").date()


def colour(text):
    return "#" + text.upper() if re.fullmatch("[0-9A-Fa-f]{6}",
                                              text) else None


def integer(text, default=None):
    return int(text) if text else default


def natural(name):
    """2 before 10: how riders sort lines."""
    return [(0, int(p), "") if p.isdigit() else (1, 0, p.encode())
            for p in re.findall(r"[0-9]+|[^0-9]", name)]


def median_minutes(gaps):
    if not gaps:
        return None
    return int(statistics.median(gaps) / 6 + 0.5) / 10


def statistics_of(times, gaps=None):
    """Columns that stops and routes have in common."""
    times = sorted(times)
    hours = [0] * HOURS
    for t in times:
        if t // 3600 < HOURS:
            hours[t // 3600] += 1
    if gaps is None:
        gaps = [b - a for a, b in zip(times, times[1:])]
    return {"trips": len(times),
            "first_departure": clock(times[0] if times else None),
            "last_departure": clock(times[-1] if times else None),
            "headway_min": median_minutes(gaps),
            "frequency": hours if times else None}


class Feed:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.agencies = self.table("agency.txt")
        self.stops = self.table("stops.txt")
        self.routes = self.table("routes.txt")
        self.read_services()
        self.read_trips()
        self.choose_day()
        self.count()
        self.draw()
        self.layers = {"stops": self.stop_rows(),
                       "routes": self.route_rows(),
                       "stop_routes": self.pair_rows(),
                       "services": self.service_rows(),
                       "agencies": self.agency_rows()}

    def table(self, name):
        names = [n for n in self.zip.namelist() if n.split("/")[-1] == name]
        if not names:
            return []
        text = self.zip.read(names[0]).decode("utf-8-sig")
        return [{k: (v or "").strip() for k, v in row.items() if k}
                for row in csv.DictReader(io.StringIO(text, newline=""))]

    def read_services(self):
        """Days on which each service runs."""
        self.calendar = self.table("calendar.txt")
        self.services = {}
        for c in self.calendar:
            a, b = day(c["start_date"]), day(c["end_date"])
            self.services[c["service_id"]] = {
                a + datetime.timedelta(n) for n in range((b - a).days + 1)
                if c[DAYS[(a + datetime.timedelta(n)).weekday()]] == "1"}
        for e in self.table("calendar_dates.txt"):
            days = self.services.setdefault(e["service_id"], set())
            if e["exception_type"] == "1":
                days.add(day(e["date"]))
            else:
                days.discard(day(e["date"]))

    def read_trips(self):
        calls = {}
        known = {s["stop_id"] for s in self.stops}
        routes = {r["route_id"] for r in self.routes}
        for c in self.table("stop_times.txt"):
            if c["stop_id"] in known:
                calls.setdefault(c["trip_id"], []).append(
                    [int(c["stop_sequence"]), c["stop_id"],
                     seconds(c.get("arrival_time", "")),
                     seconds(c.get("departure_time", ""))])
        self.stop_times = sum(len(c) for c in calls.values())
        repeats = {}
        for q in self.table("frequencies.txt"):
            repeats.setdefault(q["trip_id"], []).extend(
                range(seconds(q["start_time"]), seconds(q["end_time"]),
                      int(q["headway_secs"])))
        self.trips = self.table("trips.txt")
        self.running = []
        for t in self.trips:
            c = sorted(calls.get(t["trip_id"], []), key=lambda x: x[0])
            if len(c) < 2 or t["service_id"] not in self.services or \
                    t["route_id"] not in routes:
                continue
            at = self.departures(c)
            starts = repeats.get(t["trip_id"], [at[0]])
            self.running.append({
                "row": t, "stops": [x[1] for x in c], "starts": starts,
                "offsets": [x - at[0] for x in at],
                "days": self.services[t["service_id"]]})

    @staticmethod
    def departures(calls):
        """Times that are not given lie evenly between those that are."""
        arrive = [d if a is None else a for _, _, a, d in calls]
        leave = [a if d is None else d for _, _, a, d in calls]
        given = [i for i, t in enumerate(leave) if t is not None]
        for i, j in zip(given, given[1:]):
            for k in range(i + 1, j):
                leave[k] = leave[i] + (arrive[j] - leave[i]) * (k - i) \
                    // (j - i)
        return leave

    def choose_day(self):
        count = {}
        for t in self.running:
            for d in t["days"]:
                count[d] = count.get(d, 0) + len(t["starts"])
        self.days = count
        info = (self.table("feed_info.txt") or [{}])[0]
        begin = day(info["feed_start_date"]) if info.get(
            "feed_start_date") else min(count, default=None)
        end = day(info["feed_end_date"]) if info.get(
            "feed_end_date") else max(count, default=None)
        inside = {d: n for d, n in count.items() if begin <= d <= end}
        self.reference = min(inside or count, default=None,
                             key=lambda d: (-count[d], d))
        lang = info.get("feed_lang") or self.agencies[0].get("agency_lang")
        self.summary = {
            "valid_from": begin and begin.isoformat(),
            "valid_to": end and end.isoformat(),
            "reference_date": self.reference and self.reference.isoformat(),
            "publisher": info.get("feed_publisher_name") or None,
            "feed_version": info.get("feed_version") or None,
            "lang": lang or None, "stops": len(self.stops),
            "routes": len(self.routes), "trips": len(self.trips),
            "stop_times": self.stop_times,
            "agencies": [{"id": a.get("agency_id", ""),
                          "name": a["agency_name"], "url": a["agency_url"],
                          "timezone": a["agency_timezone"]}
                         for a in self.agencies]}

    def count(self):
        """Departures of the day of reference; days of service."""
        self.pair_times, self.pair_days = {}, {}
        self.route_times, self.route_days = {}, {}
        for t in self.running:
            route = t["row"]["route_id"]
            way = (route, t["row"].get("direction_id") or "0")
            today = self.reference in t["days"]
            self.route_days.setdefault(route, set()).update(t["days"])
            if today:
                self.route_times.setdefault(way, []).extend(t["starts"])
            for i, stop in enumerate(t["stops"]):
                pair = (stop, route)
                times = self.pair_times.setdefault(pair, [])
                self.pair_days.setdefault(pair, set()).update(t["days"])
                if today and i + 1 < len(t["stops"]):
                    times.extend(s + t["offsets"][i] for s in t["starts"])

    def route_name(self, route):
        r = next(r for r in self.routes if r["route_id"] == route)
        return r.get("route_short_name") or r.get("route_long_name") or route

    def stop_rows(self):
        family, pairs, names, rows = {}, {}, {}, []
        for s in self.stops:
            family.setdefault(s["stop_id"], []).append(s)
            if s.get("parent_station"):
                family.setdefault(s["parent_station"], []).append(s)
        for stop, route in self.pair_times:
            pairs.setdefault(stop, []).append(route)
            names[route] = names.get(route) or self.route_name(route)
        for s in self.stops:
            mine = [(m["stop_id"], r) for m in family[s["stop_id"]]
                    for r in pairs.get(m["stop_id"], [])]
            times = [t for p in mine for t in self.pair_times[p]]
            served = {names[r] for _, r in mine}
            rows.append({
                **{k: s.get(k) or None for k in (
                    "stop_id", "stop_code", "stop_name", "stop_desc",
                    "parent_station", "platform_code", "zone_id",
                    "stop_url")},
                "location_type": integer(s.get("location_type"), 0),
                "wheelchair_boarding": integer(s.get("wheelchair_boarding")),
                "routes": ", ".join(sorted(served, key=natural)) or None,
                "service_days": len(set().union(
                    *(self.pair_days[p] for p in mine))),
                **statistics_of(times)})
        return rows

    def route_rows(self):
        agencies = {a.get("agency_id", ""): a for a in self.agencies}
        served, rows = {}, []
        for stop, route in self.pair_times:
            served[route] = served.get(route, 0) + 1
        for r in self.routes:
            route = r["route_id"]
            both = [sorted(self.route_times.get((route, w), []))
                    for w in "01"]
            gaps = [b - a for v in both for a, b in zip(v, v[1:])]
            agency = agencies.get(r.get("agency_id", ""), {})
            if not r.get("agency_id") and len(self.agencies) == 1:
                agency = self.agencies[0]
            rows.append({
                **{k: r.get(k) or None for k in (
                    "route_id", "route_short_name", "route_long_name",
                    "route_desc", "route_url")},
                "agency_id": agency.get("agency_id") or None,
                "agency_name": agency.get("agency_name") or None,
                "route_type": int(r["route_type"]),
                "route_color": colour(r.get("route_color", "")),
                "route_text_color": colour(r.get("route_text_color", "")),
                "stops": served.get(route, 0),
                "service_days": len(self.route_days.get(route, ())),
                **statistics_of(both[0] + both[1], gaps)})
        return rows

    def pair_rows(self):
        stops = {s["stop_id"]: s for s in self.stops}
        rows = []
        for (stop, route), times in self.pair_times.items():
            st = statistics_of(times)
            rows.append({
                "stop_id": stop, "route_id": route,
                "route_short_name": self.route_name(route),
                "stop_name": stops[stop].get("stop_name") or None,
                "trips": st["trips"],
                "service_days": len(self.pair_days[stop, route]),
                "first_departure": st["first_departure"],
                "last_departure": st["last_departure"]})
        return rows

    def service_rows(self):
        calendar = {c["service_id"]: c for c in self.calendar}
        rows = []
        for service, days in self.services.items():
            c = calendar.get(service)
            first = day(c["start_date"]) if c else min(days, default=None)
            last = day(c["end_date"]) if c else max(days, default=None)
            rows.append({
                "service_id": service,
                **{d: bool(c) and c[d] == "1" for d in DAYS},
                "start_date": first and first.isoformat(),
                "end_date": last and last.isoformat(), "days": len(days),
                "trips": sum(t["service_id"] == service
                             for t in self.trips)})
        return rows

    def agency_rows(self):
        return [{k: a.get(k) or None for k in (
            "agency_id", "agency_name", "agency_url", "agency_timezone",
            "agency_lang", "agency_phone", "agency_email")}
            for a in self.agencies]

    def draw(self):
        """Shapes of the route's trips, else its sequences of stops."""
        points, self.lines = {}, {}
        for p in self.table("shapes.txt"):
            points.setdefault(p["shape_id"], []).append(
                (int(p["shape_pt_sequence"]), float(p["shape_pt_lon"]),
                 float(p["shape_pt_lat"])))
        shapes = {k: [x[1:] for x in sorted(v)] for k, v in points.items()
                  if len(v) > 1}
        self.places = {s["stop_id"]: (float(s["stop_lon"]),
                                      float(s["stop_lat"]))
                       if s.get("stop_lat") and s.get("stop_lon") else None
                       for s in self.stops}
        used, runs = {}, {}
        for t in self.running:
            route, shape = t["row"]["route_id"], t["row"].get("shape_id")
            if shape in shapes:
                used.setdefault(route, set()).add(shape)
            way = runs.setdefault(route, {})
            way[tuple(t["stops"])] = way.get(tuple(t["stops"]), 0) + 1
        self.sequences = runs
        self.summary["shapes"] = len(
            {t.get("shape_id") for t in self.trips} & set(points))
        for r in self.routes:
            route = r["route_id"]
            self.lines[route] = [shapes[s] for s in used.get(route, ())]
            if not self.lines[route]:
                self.lines[route] = self.stop_lines(runs.get(route, {}))

    def stop_lines(self, runs):
        """The most common sequences, until they make 95 % of the trips."""
        lines, done, total = [], 0, sum(runs.values())
        for stops, n in sorted(runs.items(), key=lambda x: -x[1]):
            if done >= 0.95 * total or len(lines) == 20:
                break
            done += n
            lines.append([p for p in map(self.places.get, stops) if p])
        return [line for line in lines if len(line) > 1]
