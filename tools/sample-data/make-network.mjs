// SPDX-License-Identifier: MIT
// "Réseau Ancre", an invented bus network round Amiens, as a GTFS.
//
//	node make-network.mjs OUT.zip [YYYY-MM-DD]
//
// The same date (default: today) gives the same bytes. Timetables are valid
// from two weeks before it, for half a year.
import { writeFileSync } from 'node:fs'
import { between, lines, places } from './network-plan.mjs'
import { zip } from './zip.mjs'

const DAY = 86400000
const [out, given] = process.argv.slice(2)
if (!out) {
	console.error('usage: make-network.mjs OUT.zip [YYYY-MM-DD]')
	process.exit(64)
}
const today = given ? Date.parse(`${given}T00:00:00Z`) :
    Math.floor(Date.now() / DAY) * DAY
if (Number.isNaN(today)) {
	console.error(`make-network.mjs: ${given} is not a date`)
	process.exit(64)
}

// Small numbers that look random and never change (mulberry32).
function random(seed) {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
}

const METRE = 1 / 111200
const shrink = Math.cos(49.89 * Math.PI / 180)
const metres = (a, b) => Math.hypot((a[0] - b[0]) / METRE,
    (a[1] - b[1]) / METRE * shrink)
const csv = (rows) => rows.map((r) => r.map((v) => {
	const s = String(v ?? '')
	return /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s
}).join(',')).join('\n') + '\n'
const date = (ms) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '')
const clock = (s) => [s / 3600, s / 60 % 60, s % 60]
    .map((n) => String(Math.floor(n)).padStart(2, '0')).join(':')

// ---- roads: a curve through places, with the bends of a street

function curve(points, seed) {
	const rnd = random(seed)
	const bends = [points[0]]
	for (let i = 1; i < points.length; i++) {
		const [a, b] = [points[i - 1], points[i]]
		const n = Math.max(1, Math.round(metres(a, b) / 350))
		for (let k = 1; k <= n; k++) {
			const f = k / n
			const sway = k === n ? 0 : (rnd() - 0.5) * 130 * METRE
			bends.push([a[0] + (b[0] - a[0]) * f + sway,
			    a[1] + (b[1] - a[1]) * f - sway / shrink])
		}
	}
	// Catmull-Rom between the bends.
	const road = [bends[0]]
	for (let i = 0; i + 1 < bends.length; i++) {
		const p = [-1, 0, 1, 2].map((d) =>
		    bends[Math.min(Math.max(i + d, 0), bends.length - 1)])
		for (let k = 1; k <= 5; k++) {
			const t = k / 5
			road.push([0, 1].map((c) => 0.5 * (2 * p[1][c] +
			    (p[2][c] - p[0][c]) * t +
			    (2 * p[0][c] - 5 * p[1][c] + 4 * p[2][c] - p[3][c]) *
			    t * t + (3 * p[1][c] - p[0][c] - 3 * p[2][c] +
			    p[3][c]) * t * t * t)))
		}
	}
	return road
}

// Where along the road each point lies, in metres.
function measure(road) {
	const at = [0]
	for (let i = 1; i < road.length; i++)
		at.push(at[i - 1] + metres(road[i - 1], road[i]))
	return at
}

function pointAt(road, at, m) {
	let i = at.findIndex((d) => d >= m)
	if (i < 0) i = road.length - 1
	if (i === 0) return road[0]
	const f = (m - at[i - 1]) / (at[i] - at[i - 1] || 1)
	return [0, 1].map((c) => road[i - 1][c] + (road[i][c] - road[i - 1][c]) * f)
}

// ---- stops: a station with its quays at each place

const stops = []
const stations = new Map()		// id -> { lat, lon, quays: [ids] }
let nextName = 0

function addStation(id, name, lat, lon, opt = {}) {
	if (stations.has(id)) return stations.get(id)
	const station = `ANC:StopPlace:${id}`
	const chair = opt.stairs ? 2 : 1
	const zone = metres([lat, lon], [49.894, 2.2958]) < 4000 ? '1' : '2'
	stops.push([station, '', name, lat.toFixed(5), lon.toFixed(5), '', 1, '',
	    chair, ''])
	const s = { lat, lon, quays: [] }
	for (let q = 0; q < (opt.quays ?? 2); q++) {
		const quay = `ANC:Quay:${id}-${q + 1}`
		// Quays on each side of the street, one behind the other.
		const away = 9 * METRE * (q % 2 ? -1 : 1)
		const along = Math.floor(q / 2) * 28 * METRE
		stops.push([quay, String(1000 + stops.length), name,
		    (lat + away).toFixed(5), (lon + away + along).toFixed(5), zone, 0,
		    station, chair, 'ABCD'[q]])
		s.quays.push(quay)
	}
	stations.set(id, s)
	return s
}

for (const [id, [name, lat, lon, opt]] of Object.entries(places))
	if (lines.some((l) => l.through.includes(id)))
		addStation(id, name, lat, lon, opt)

// The stops of a line: its places, and others every 450 m between them. A
// stretch that two lines share has the same stops.
function stopsOf(line) {
	const list = []
	for (let i = 0; i < line.through.length; i++) {
		const id = line.through[i]
		if (i > 0) {
			const back = line.through[i - 1] > id
			const [from, to] = back ? [id, line.through[i - 1]] :
			    [line.through[i - 1], id]
			const [a, b] = [from, to].map((p) => places[p].slice(1, 3))
			const road = curve([a, b], [...from + to]
			    .reduce((n, c) => n * 31 + c.charCodeAt(0) | 0, 7))
			const at = measure(road)
			const n = Math.round(at.at(-1) / 450)
			const middle = []
			for (let k = 1; k < n; k++) {
				const p = pointAt(road, at, at.at(-1) * k / n)
				const key = `${from}-${to}-${k}`
				if (!stations.has(key))
					addStation(key, between[nextName++ %
					    between.length], ...p)
				middle.push(key)
			}
			list.push(...back ? middle.reverse() : middle)
		}
		list.push(id)
	}
	return list
}

// ---- days of service

const start = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY - 14 * DAY
const end = start + 26 * 7 * DAY - DAY

function easter(y) {			// Gauss, Gregorian
	const a = y % 19, b = Math.floor(y / 100), c = y % 100
	const d = (19 * a + b - Math.floor(b / 4) -
	    Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
	const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - c % 4) % 7
	const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
	return Date.UTC(y, Math.floor(f / 31) - 1, f % 31 + 1)
}

function holidays(y) {			// of France
	const fixed = [[1, 1], [5, 1], [5, 8], [7, 14], [8, 15], [11, 1],
	    [11, 11], [12, 25]].map(([m, d]) => Date.UTC(y, m - 1, d))
	return [...fixed, ...[1, 39, 50].map((n) => easter(y) + n * DAY)]
}

const years = [...new Set([start, end].map((d) => new Date(d).getUTCFullYear()))]
const off = years.flatMap(holidays).filter((d) => d >= start && d <= end)
    .sort((a, b) => a - b)
const services = {
	SEMAINE: [1, 1, 1, 1, 1, 0, 0], SAMEDI: [0, 0, 0, 0, 0, 1, 0],
	DIMANCHE: [0, 0, 0, 0, 0, 0, 1], NUIT: [0, 0, 0, 0, 1, 1, 0],
}
const exceptions = off.flatMap((d) => {
	const day = (new Date(d).getUTCDay() + 6) % 7
	const rows = Object.keys(services).filter((s) => s !== 'DIMANCHE' &&
	    services[s][day]).map((s) => [s, date(d), 2])
	if (day !== 6) rows.push(['DIMANCHE', date(d), 1])
	return rows
})

// ---- trips: intervals by the hour, the same all day long on Sundays

function interval(line, service, hour) {
	if (service === 'SAMEDI') return hour >= 21 ? line.evening : line.saturday
	if (service === 'DIMANCHE') return line.sunday
	if (hour < 6.5 || hour >= 20.5) return line.evening || line.day
	if ((hour >= 7 && hour < 9) || (hour >= 16 && hour < 18.75))
		return line.peak
	return line.day
}

function departures(line, service) {
	const list = []
	const first = service === 'DIMANCHE' ? Math.max(line.from, 7.5) : line.from
	const last = service === 'DIMANCHE' ? Math.min(line.to, 22) : line.to
	for (let h = first; h <= last;) {
		const every = service === 'NUIT' ? line.evening :
		    interval(line, service, h)
		if (!every) {
			// Nothing at this hour: look again a little later.
			h += 0.25
			continue
		}
		list.push(Math.round(h * 60) * 60)
		h += every / 60
	}
	return list
}

const routes = []
const trips = []
const stopTimes = []
const shapes = []

function addDirection(line, direction, list, road) {
	const quays = list.map((id) => {
		const s = stations.get(id)
		// Two lines at a large stop do not share its quays.
		const pair = s.quays.length > 2 && lines.indexOf(line) % 2 ? 2 : 0
		return s.quays[pair + direction]
	})
	const at = measure(road)
	const marks = list.map((id) => {
		const s = [stations.get(id).lat, stations.get(id).lon]
		let best = 0
		road.forEach((p, i) => {
			if (metres(p, s) < metres(road[best], s)) best = i
		})
		return at[best]
	})
	const shape = `ANC:Shape:${line.id}-${direction}`
	road.forEach((p, i) => shapes.push([shape, p[0].toFixed(6),
	    p[1].toFixed(6), i, Math.round(at[i])]))
	// 19 km/h between stops, 20 seconds at each; a little slower at peaks.
	const seconds = (m, i, hour) => Math.round((m / 5.3 + i * 20) *
	    ((hour >= 7 && hour < 9) || (hour >= 16 && hour < 19) ? 1.15 : 1) / 30) *
	    30
	for (const service of line.night ? ['NUIT'] :
	    ['SEMAINE', 'SAMEDI', 'DIMANCHE'])
		departures(line, service).forEach((t, k) => {
			const id = `ANC:Trip:${line.id}-${direction}-${service}-${k + 1}`
			trips.push([`ANC:Line:${line.id}`, service, id,
			    line.name.split(' – ').at(direction ? 0 : -1), direction,
			    shape, 1])
			quays.forEach((q, i) => {
				const s = clock(t + seconds(marks[i] - marks[0], i,
				    t / 3600))
				stopTimes.push([id, s, s, q, i + 1, i === quays.length - 1 ?
				    1 : 0, i === 0 ? 1 : 0, Math.round(marks[i])])
			})
		})
}

lines.forEach((line, i) => {
	const list = stopsOf(line)
	routes.push([`ANC:Line:${line.id}`, 'ANC', line.id, line.name, 3,
	    line.color, line.text, i + 1])
	const road = curve(list.map((id) => [stations.get(id).lat,
	    stations.get(id).lon]), line.id.charCodeAt(0))
	addDirection(line, 0, list, road)
	addDirection(line, 1, [...list].reverse(), [...road].reverse())
})

writeFileSync(out, zip({
	'agency.txt': csv([['agency_id', 'agency_name', 'agency_url',
	    'agency_timezone', 'agency_lang', 'agency_phone', 'agency_email'],
	    ['ANC', 'Réseau Ancre', 'https://ancre.example/', 'Europe/Paris', 'fr',
	    '+33 3 00 00 00 00', 'contact@ancre.example']]),
	'feed_info.txt': csv([['feed_publisher_name', 'feed_publisher_url',
	    'feed_lang', 'feed_start_date', 'feed_end_date', 'feed_version'],
	    ['Réseau Ancre (données inventées)', 'https://ancre.example/', 'fr',
	    date(start), date(end), date(today)]]),
	'stops.txt': csv([['stop_id', 'stop_code', 'stop_name', 'stop_lat',
	    'stop_lon', 'zone_id', 'location_type', 'parent_station',
	    'wheelchair_boarding', 'platform_code'], ...stops]),
	'routes.txt': csv([['route_id', 'agency_id', 'route_short_name',
	    'route_long_name', 'route_type', 'route_color', 'route_text_color',
	    'route_sort_order'], ...routes]),
	'calendar.txt': csv([['service_id', 'monday', 'tuesday', 'wednesday',
	    'thursday', 'friday', 'saturday', 'sunday', 'start_date', 'end_date'],
	    ...Object.entries(services).map(([s, days]) =>
	    [s, ...days, date(start), date(end)])]),
	'calendar_dates.txt': csv([['service_id', 'date', 'exception_type'],
	    ...exceptions]),
	'trips.txt': csv([['route_id', 'service_id', 'trip_id', 'trip_headsign',
	    'direction_id', 'shape_id', 'wheelchair_accessible'], ...trips]),
	'stop_times.txt': csv([['trip_id', 'arrival_time', 'departure_time',
	    'stop_id', 'stop_sequence', 'pickup_type', 'drop_off_type',
	    'shape_dist_traveled'], ...stopTimes]),
	'shapes.txt': csv([['shape_id', 'shape_pt_lat', 'shape_pt_lon',
	    'shape_pt_sequence', 'shape_dist_traveled'], ...shapes]),
}))
