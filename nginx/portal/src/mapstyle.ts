// SPDX-License-Identifier: MIT
// A layer's style (the JSON the server keeps with it and draws WMS from) as
// OpenLayers styles, and as the small drawing of the legend.
import type { FeatureLike } from 'ol/Feature';
import Circle from 'ol/style/Circle';
import Fill from 'ol/style/Fill';
import Stroke from 'ol/style/Stroke';
import Style from 'ol/style/Style';
import Text from 'ol/style/Text';

export interface LayerStyle {
	kind?: 'point' | 'line' | 'polygon';
	color?: string;
	color_column?: string;
	width?: number;
	outline?: string;
	size?: number;
	fill?: string;
	stroke?: string;
	label?: string;
	label_max_scale?: number;
}

const ACCENT = '#0b5d5e';
const PIXEL_M = 0.00028;	/* of OGC's rendering pixel */
const FONT = '14px "Atkinson Hyperlegible Next", sans-serif';

function colour(style: LayerStyle, feature: FeatureLike | null): string {
	const own = style.color_column && feature?.get(style.color_column);
	return typeof own === 'string' && /^#[0-9a-f]{6}$/i.test(own) ?
	    own : style.color ?? ACCENT;
}

function label(style: LayerStyle, feature: FeatureLike, resolution: number):
    Text | undefined {
	const value = style.label && feature.get(style.label);
	const limit = style.label_max_scale ?? 25000;
	if (!value || resolution / PIXEL_M > limit)
		return undefined;
	return new Text({
		text: String(value),
		font: FONT,
		offsetY: -14,
		fill: new Fill({ color: '#14262b' }),
		stroke: new Stroke({ color: '#ffffff', width: 3 }),
	});
}

/* A pale line needs a dark edge on a pale map, any other a white one. */
function edge(main: string): string {
	const [r, g, b] = [1, 3, 5].map((i) =>
	    parseInt(main.slice(i, i + 2), 16));
	return 0.3 * r + 0.59 * g + 0.11 * b > 170 ? '#4d5f63' : '#ffffff';
}

/* Far away, full-size dots would hide each other and the map. */
function radius(style: LayerStyle, resolution: number): number {
	const full = (style.size ?? 7) / 2;
	if (resolution > 80)
		return Math.min(full, 2);
	return resolution > 20 ? Math.min(full, 3) : full + 1;
}

function point(style: LayerStyle, feature: FeatureLike, resolution: number):
    Style[] {
	return [new Style({
		image: new Circle({
			radius: radius(style, resolution),
			/* Only labels give way to each other. */
			declutterMode: 'none',
			fill: new Fill({ color: colour(style, feature) }),
			stroke: new Stroke({
				color: style.outline ?? '#ffffff',
				width: resolution > 20 ? 0.75 : 1.5,
			}),
		}),
		text: label(style, feature, resolution),
	})];
}

function line(style: LayerStyle, feature: FeatureLike, resolution: number):
    Style[] {
	const width = style.width ?? 2;
	const main = colour(style, feature);
	const own = new Style({
		stroke: new Stroke({ color: main, width,
		    lineCap: 'round', lineJoin: 'round' }),
		text: label(style, feature, resolution),
		zIndex: 1,
	});
	if (resolution > 80)
		return [own];
	return [new Style({
		stroke: new Stroke({ color: edge(main), width: width + 1.5,
		    lineCap: 'round', lineJoin: 'round' }),
		zIndex: 0,
	}), own];
}

function polygon(style: LayerStyle, feature: FeatureLike, resolution: number):
    Style[] {
	return [new Style({
		fill: new Fill({ color: style.fill ?? '#e4efe9' }),
		stroke: new Stroke({ color: style.stroke ?? '#4d5f63',
		    width: style.width ?? 0.8 }),
		text: label(style, feature, resolution),
	})];
}

/* By the feature's own geometry: a layer may hold several types. */
export function styleOf(style: LayerStyle):
    (feature: FeatureLike, resolution: number) => Style[] {
	return (feature, resolution) => {
		const type = feature.getGeometry()?.getType() ?? '';
		if (type.endsWith('Point'))
			return point(style, feature, resolution);
		if (type.endsWith('LineString'))
			return line(style, feature, resolution);
		return polygon(style, feature, resolution);
	};
}

/* 26 × 18 drawing of the style, for the list of layers. */
export function legendOf(style: LayerStyle): SVGSVGElement {
	const ns = 'http://www.w3.org/2000/svg';
	const svg = document.createElementNS(ns, 'svg');
	const add = (name: string, attributes: Record<string, string>): void => {
		const shape = document.createElementNS(ns, name);
		for (const [key, value] of Object.entries(attributes))
			shape.setAttribute(key, value);
		svg.append(shape);
	};
	const main = colour(style, null);

	svg.setAttribute('viewBox', '0 0 26 18');
	svg.setAttribute('aria-hidden', 'true');
	if (style.kind === 'point')
		add('circle', { cx: '13', cy: '9', r: '5', fill: main,
		    stroke: style.outline ?? '#ffffff', 'stroke-width': '1.5' });
	else if (style.kind === 'line' && style.color_column)
		['#b5443a', '#2f6fb0', '#3c8d4d'].forEach((stroke, i) =>
		    add('path', { d: `M3 ${4 + i * 5}h20`, stroke,
			'stroke-width': '2.5' }));
	else if (style.kind === 'line')
		add('path', { d: 'M3 13 L10 6 L16 11 L23 5', stroke: main,
		    fill: 'none', 'stroke-width': String(style.width ?? 2) });
	else
		add('rect', { x: '3', y: '2', width: '20', height: '14',
		    fill: style.fill ?? '#e4efe9',
		    stroke: style.stroke ?? '#4d5f63' });
	return svg;
}
