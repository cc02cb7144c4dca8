// SPDX-License-Identifier: MIT
// Countries of the world from the npm package world-atlas (Natural Earth,
// public domain), as GeoJSON, for the background of maps.
//
//	node make-countries.mjs OUT.geojson
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { feature } from 'topojson-client'

const [out] = process.argv.slice(2)
if (!out) {
	console.error('usage: make-countries.mjs OUT.geojson')
	process.exit(64)
}
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url)
    .resolve('world-atlas/countries-50m.json')))
const french = new Intl.DisplayNames(['fr'], { type: 'region' })

// ISO 3166 numbers become letters by the canonical form of locale names.
function names(id, english) {
	if (!id) return { code: null, nom: english }
	const code = new Intl.Locale(`und-${id}`).region
	return /^[A-Z]{2}$/.test(code) ? { code, nom: french.of(code) } :
	    { code: null, nom: english }
}

// Web maps end at 85 degrees, where Mercator would not: of what a ring has
// beyond, the first and last point stay, on that parallel.
const beyond = (p) => p !== undefined && Math.abs(p[1]) > 85
const point = ([x, y]) => [x, Math.min(Math.max(y, -85), 85)]
    .map((v) => Number(v.toFixed(5)))
const ring = (r) => r.filter((p, i) => !(beyond(p) && beyond(r[i - 1]) &&
    beyond(r[i + 1]))).map(point)
const polygon = (rings) => rings.map(ring).filter((r) => r.length >= 4)
const clip = (g) => g.type === 'Polygon' ? polygon(g.coordinates) :
    g.coordinates.map(polygon).filter((p) => p.length > 0)

const features = feature(atlas, atlas.objects.countries).features
    .filter((f) => f.geometry !== null)
    .map((f) => ({
	type: 'Feature',
	geometry: { type: f.geometry.type, coordinates: clip(f.geometry) },
	properties: { ...names(f.id, f.properties.name),
	    name: f.properties.name, iso_n3: f.id ?? null },
    }))
writeFileSync(out, JSON.stringify({ type: 'FeatureCollection', name: 'pays',
    features }))
