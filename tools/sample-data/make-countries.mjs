// SPDX-License-Identifier: MIT
// Countries of the world from the npm package world-atlas (Natural Earth,
// public domain), as GeoJSON, for the background of maps.
//
//	node make-countries.mjs OUT.geojson
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoEquirectangular } from 'd3-geo'
import { geoProject } from 'd3-geo-projection'
import { feature } from 'topojson-client'

const [out] = process.argv.slice(2)
if (!out) {
	console.error('usage: make-countries.mjs OUT.geojson')
	process.exit(64)
}
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url)
    .resolve('world-atlas/countries-50m.json')))
const french = new Intl.DisplayNames(['fr'], { type: 'region' })

// (A column called nom or name would be written on every map they lie under.)
// ISO 3166 numbers become letters by the canonical form of locale names.
function names(id, english) {
	if (!id) return { code: null, pays: english }
	const code = new Intl.Locale(`und-${id}`).region
	return /^[A-Z]{2}$/.test(code) ? { code, pays: french.of(code) } :
	    { code: null, pays: english }
}

// The atlas is drawn on the sphere: a plane needs it cut along the 180th
// meridian and, for web maps, at 85 degrees, where Mercator would not end.
// (y points down in d3: turned only afterwards, or holes become islands.)
const degrees = geoEquirectangular().scale(180 / Math.PI).translate([0, 0])
    .precision(0).clipExtent([[-180, -85], [180, 85]])
const point = ([x, y]) => [Number(x.toFixed(5)), Number((-y).toFixed(5))]
// Along the cut only its ends are kept: the way there and back would touch.
const ring = (r) => {
	const open = r.slice(1).map(point)
	const kept = open.filter((p, i) => !(Math.abs(p[0]) === 180 &&
	    open.at(i - 1)[0] === p[0] &&
	    open[(i + 1) % open.length][0] === p[0]))
	return [kept.at(-1), ...kept]
}
const turned = (c) => typeof c[0][0] === 'number' ? ring(c) : c.map(turned)
function plane(geometry) {
	const g = geoProject(geometry, degrees)
	return g && { type: g.type, coordinates: turned(g.coordinates) }
}

const features = feature(atlas, atlas.objects.countries).features
    .map((f) => ({ ...f, geometry: f.geometry && plane(f.geometry) }))
    .filter((f) => f.geometry !== null)
    .map((f) => ({
	type: 'Feature',
	geometry: f.geometry,
	properties: { ...names(f.id, f.properties.name),
	    country: f.properties.name, iso_n3: f.id ?? null },
    }))
writeFileSync(out, JSON.stringify({ type: 'FeatureCollection', name: 'pays',
    features }))
