// SPDX-License-Identifier: MIT
// The map of a dataset: its layers as vector tiles over the base layer, a
// list to show and hide them, and what lies under a click (or under the
// centre, from the keyboard). Loaded on demand: see openmap.ts.
import { Zoom, ScaleLine, ZoomToExtent } from 'ol/control';
import type { Coordinate } from 'ol/coordinate';
import MVT from 'ol/format/MVT';
import TileLayer from 'ol/layer/Tile';
import VectorTileLayer from 'ol/layer/VectorTile';
import OlMap from 'ol/Map';
import type { Pixel } from 'ol/pixel';
import { transformExtent } from 'ol/proj';
import VectorTileSource from 'ol/source/VectorTile';
import XYZ from 'ol/source/XYZ';
import View from 'ol/View';
import { found, type Hit } from './mapinfo';
import { legendOf, styleOf, type LayerStyle } from './mapstyle';

export interface LayerConfig {
	full_name: string;
	layer_title: string;
	url: string;
	style: LayerStyle;
	columns: { name: string; title: string }[];
}

interface MapConfig {
	extent: [number, number, number, number];
	base: string | null;
	layers: LayerConfig[];
}

export interface MapText {
	label: string;
	zoom_in: string;
	zoom_out: string;
	fit: string;
	layers: string;
	info: string;
	hint: string;
	nothing: string;
	more: string;
	tiles_failed: string;
	yes: string;
	no: string;
}

const MAX_TILE_ZOOM = 16;	/* deeper, the same tile is drawn larger */
const SVG = 'http://www.w3.org/2000/svg';
const MAX_HITS = 6;
const TOUCH_PX = 8;

function read<T>(box: HTMLElement, selector: string): T {
	return JSON.parse(box.querySelector(selector)?.textContent ?? '{}') as T;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K,
    className: string, text = ''): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	made.className = className;
	made.textContent = text;
	return made;
}

function dataLayer(layer: LayerConfig): VectorTileLayer {
	const made = new VectorTileLayer({
		declutter: true,
		renderBuffer: 64,
		source: new VectorTileSource({
			format: new MVT({ idProperty: undefined }),
			url: layer.url,
			maxZoom: MAX_TILE_ZOOM,
		}),
		style: styleOf(layer.style),
	});
	made.set('config', layer);
	return made;
}

function drawing(className: string, viewBox: string, d: string):
    SVGSVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	const path = document.createElementNS(SVG, 'path');
	svg.setAttribute('class', className);
	svg.setAttribute('viewBox', viewBox);
	svg.setAttribute('aria-hidden', 'true');
	path.setAttribute('d', d);
	svg.append(path);
	return svg;
}

function controls(text: MapText, extent: number[]) {
	const fit = element('span', '');
	fit.append(drawing('icon', '0 0 24 24',
	    'M8 3H3v5M16 3h5v5M8 21H3v-5M16 21h5v-5'));
	return [
		new Zoom({ zoomInTipLabel: text.zoom_in,
		    zoomOutTipLabel: text.zoom_out }),
		new ZoomToExtent({ extent, label: fit, tipLabel: text.fit,
		    className: 'ol-extent' }),
		new ScaleLine({ minWidth: 60, maxWidth: 110 }),
	];
}

/* Icons of buttons are not read out; their names are. */
function nameButtons(canvas: HTMLElement): void {
	canvas.querySelectorAll<HTMLButtonElement>('.ol-control button')
	    .forEach((b) => b.setAttribute('aria-label', b.title));
}

function layerList(layers: VectorTileLayer[], text: MapText): HTMLElement {
	const list = element('ul', 'legend');
	list.setAttribute('aria-label', text.layers);
	for (const layer of [...layers].reverse()) {
		const config = layer.get('config') as LayerConfig;
		const item = element('li', 'choice');
		const box = element('input', '');
		const name = element('label', '');
		box.type = 'checkbox';
		box.checked = true;
		box.id = `layer-${config.full_name}`;
		box.onchange = () => layer.setVisible(box.checked);
		name.htmlFor = box.id;
		name.append(legendOf(config.style), config.layer_title);
		item.append(box, name);
		list.append(item);
	}
	return list;
}

function hitsAt(map: OlMap, pixel: Pixel): Hit[] {
	const hits = new Map<string, Hit>();
	map.forEachFeatureAtPixel(pixel, (feature, layer) => {
		const config = layer?.get('config') as LayerConfig | undefined;
		if (!config)
			return;
		const key = `${config.full_name} ${feature.getId() ??
		    JSON.stringify(feature.getProperties())}`;
		hits.set(key, { layer: config,
		    properties: feature.getProperties() });
	}, { hitTolerance: TOUCH_PX });
	return [...hits.values()];
}

function baseLayer(url: string | null): TileLayer<XYZ>[] {
	return url ? [new TileLayer({ source: new XYZ({ url,
	    maxZoom: MAX_TILE_ZOOM, transition: 0 }) })] : [];
}

function watchTiles(layers: VectorTileLayer[], say: (t: string) => void,
    text: MapText): void {
	for (const layer of layers)
		layer.getSource()?.once('tileloaderror', () =>
		    say(text.tiles_failed));
}

export async function openMap(box: HTMLElement): Promise<void> {
	const config = read<MapConfig>(box, '[data-map-config]');
	const text = read<MapText>(box, '[data-map-text]');
	const stage = box.querySelector<HTMLElement>('.stage')!;
	const canvas = element('div', 'canvas');
	const side = element('div', 'side');
	const info = element('div', 'info');
	const layers = config.layers.map(dataLayer);
	const extent = transformExtent(config.extent, 'EPSG:4326', 'EPSG:3857');

	canvas.tabIndex = 0;
	canvas.setAttribute('role', 'region');
	canvas.setAttribute('aria-label', text.label);
	info.setAttribute('aria-live', 'polite');
	stage.replaceChildren(canvas);
	side.append(layerList(layers, text), element('h3', '', text.info), info);
	box.append(side);

	const say = (sentence: string): void =>
	    info.replaceChildren(element('p', 'muted small', sentence));
	const map = new OlMap({
		target: canvas,
		controls: controls(text, extent),
		layers: [...baseLayer(config.base), ...layers],
		view: new View({ maxZoom: 20, enableRotation: false }),
	});
	const ask = (pixel: Pixel): void => {
		const hits = hitsAt(map, pixel);
		if (hits.length === 0)
			say(text.nothing);
		else
			info.replaceChildren(found(hits.slice(0, MAX_HITS),
			    hits.length > MAX_HITS, text));
	};

	say(text.hint);
	nameButtons(canvas);
	/* Where Enter asks; seen only when the map has the focus. */
	canvas.append(drawing('cross', '0 0 20 20', 'M10 1v18M1 10h18'));
	map.getView().fit(extent, { size: map.getSize(), padding: [24, 24, 24, 24],
	    maxZoom: 15 });
	watchTiles(layers, say, text);
	map.on('singleclick', (event) => ask(event.pixel));
	canvas.addEventListener('keydown', (event) => {
		const centre = map.getView().getCenter() as Coordinate;
		if (event.key === 'Enter' && event.target === canvas)
			ask(map.getPixelFromCoordinate(centre));
	});
	await new Promise<void>((done) => {
		map.once('rendercomplete', () => done());
	});
	box.dataset.ready = 'true';
	canvas.focus({ preventScroll: true });
}
