// SPDX-License-Identifier: MIT
// Towns of Hauts-de-France: prefectures, sub-prefectures and others that one
// looks for on a map, as GeoJSON. Populations are rounded to the hundred,
// positions are those of the town halls, to some hundred metres.
//
//	node make-communes.mjs OUT.geojson
import { writeFileSync } from 'node:fs'

const departments = { '02': 'Aisne', 59: 'Nord', 60: 'Oise',
    62: 'Pas-de-Calais', 80: 'Somme' }
const R = 'préfecture de région'
const P = 'préfecture'
const S = 'sous-préfecture'
const towns = [
	['02408', 'Laon', 24300, 49.564, 3.62, P],
	['02691', 'Saint-Quentin', 52900, 49.847, 3.287, S],
	['02722', 'Soissons', 28700, 49.381, 3.324, S],
	['02168', 'Château-Thierry', 15300, 49.046, 3.403, S],
	['02789', 'Vervins', 2500, 49.835, 3.909, S],
	['02173', 'Chauny', 11700, 49.615, 3.219],
	['02738', 'Tergnier', 13200, 49.656, 3.301],
	['02381', 'Hirson', 8700, 49.921, 4.084],
	['02810', 'Villers-Cotterêts', 10500, 49.253, 3.09],
	['59350', 'Lille', 236700, 50.637, 3.063, R],
	['59183', 'Dunkerque', 86300, 51.034, 2.377, S],
	['59606', 'Valenciennes', 42900, 50.357, 3.523, S],
	['59178', 'Douai', 39600, 50.371, 3.08, S],
	['59122', 'Cambrai', 31700, 50.176, 3.235, S],
	['59036', 'Avesnes-sur-Helpe', 4000, 50.122, 3.93, S],
	['59512', 'Roubaix', 98800, 50.69, 3.182],
	['59599', 'Tourcoing', 98700, 50.724, 3.161],
	['59009', "Villeneuve-d'Ascq", 62400, 50.619, 3.131],
	['59392', 'Maubeuge', 28900, 50.278, 3.973],
	['59295', 'Hazebrouck', 21700, 50.724, 2.538],
	['59017', 'Armentières', 27000, 50.687, 2.881],
	['60057', 'Beauvais', 55900, 49.43, 2.081, P],
	['60159', 'Compiègne', 40500, 49.418, 2.826, S],
	['60612', 'Senlis', 14900, 49.207, 2.586, S],
	['60157', 'Clermont', 10400, 49.379, 2.413, S],
	['60175', 'Creil', 35800, 49.26, 2.474],
	['60471', 'Noyon', 13200, 49.581, 2.999],
	['60176', 'Crépy-en-Valois', 14500, 49.236, 2.889],
	['60141', 'Chantilly', 10800, 49.194, 2.471],
	['62041', 'Arras', 42600, 50.291, 2.777, P],
	['62193', 'Calais', 67500, 50.951, 1.858, S],
	['62160', 'Boulogne-sur-Mer', 40700, 50.726, 1.614, S],
	['62119', 'Béthune', 25000, 50.53, 2.641, S],
	['62498', 'Lens', 32600, 50.429, 2.832, S],
	['62765', 'Saint-Omer', 14400, 50.748, 2.261, S],
	['62588', 'Montreuil-sur-Mer', 1900, 50.464, 1.763, S],
	['62510', 'Liévin', 30400, 50.422, 2.781],
	['62427', 'Hénin-Beaumont', 26000, 50.421, 2.95],
	['62108', 'Berck', 13000, 50.407, 1.593],
	['80021', 'Amiens', 133800, 49.894, 2.296, P],
	['80001', 'Abbeville', 22400, 50.106, 1.836, S],
	['80620', 'Péronne', 7100, 49.93, 2.936, S],
	['80561', 'Montdidier', 6000, 49.648, 2.57, S],
	['80016', 'Albert', 9800, 50.001, 2.651],
	['80253', 'Doullens', 5700, 50.157, 2.341],
	['80212', 'Corbie', 6000, 49.909, 2.511],
	['80685', 'Roye', 5700, 49.7, 2.791],
]

const [out] = process.argv.slice(2)
if (!out) {
	console.error('usage: make-communes.mjs OUT.geojson')
	process.exit(64)
}
writeFileSync(out, `${JSON.stringify({
	type: 'FeatureCollection',
	name: 'communes',
	features: towns.map(([code, nom, population, lat, lon, rang]) => ({
		type: 'Feature',
		geometry: { type: 'Point', coordinates: [lon, lat] },
		properties: {
			code_insee: code,
			nom,
			departement: departments[code.slice(0, 2)],
			population,
			rang: rang ?? 'commune',
		},
	})),
}, null, '\t')}\n`)
