// SPDX-License-Identifier: MIT
// What the map found under a click, as text.
import type { LayerConfig, MapText } from './map';

export interface Hit {
	layer: LayerConfig;
	properties: Record<string, unknown>;
}

const NAMES = ['stop_name', 'route_long_name', 'nom', 'name', 'libelle'];

function titleOf(hit: Hit): string {
	const label = hit.layer.style.label;
	for (const key of label ? [label, ...NAMES] : NAMES) {
		const value = hit.properties[key];
		if (value !== undefined && value !== null && value !== '')
			return String(value);
	}
	return hit.layer.layer_title;
}

function valueOf(value: unknown, text: MapText): Node {
	if (typeof value === 'boolean')
		return document.createTextNode(value ? text.yes : text.no);
	const shown = typeof value === 'number' ?
	    value.toLocaleString(document.documentElement.lang) : String(value);
	if (!/^https?:\/\/\S+$/.test(shown))
		return document.createTextNode(shown);
	const link = document.createElement('a');
	link.href = shown;
	link.rel = 'noopener nofollow';
	link.textContent = shown;
	return link;
}

/* Identifiers say little to a reader: they stand after the rest. */
function ordered(columns: LayerConfig['columns']): LayerConfig['columns'] {
	const last = (name: string): boolean => /(^|_)id$/.test(name);
	return [...columns.filter((c) => !last(c.name)),
	    ...columns.filter((c) => last(c.name))];
}

/* Rows under the titles of the layer's columns. */
function facts(hit: Hit, text: MapText): HTMLDListElement {
	const list = document.createElement('dl');
	list.className = 'facts';
	for (const { name, title } of ordered(hit.layer.columns)) {
		const value = hit.properties[name];
		if (value === undefined || value === null || value === '')
			continue;
		const term = document.createElement('dt');
		const said = document.createElement('dd');
		term.textContent = title || name;
		said.append(valueOf(value, text));
		list.append(term, said);
	}
	return list;
}

function item(hit: Hit, text: MapText): HTMLLIElement {
	const made = document.createElement('li');
	const title = document.createElement('h4');
	const layer = document.createElement('span');
	title.textContent = titleOf(hit);
	layer.className = 'badge';
	layer.textContent = hit.layer.layer_title;
	title.append(' ', layer);
	made.append(title, facts(hit, text));
	return made;
}

export function found(hits: Hit[], more: boolean, text: MapText):
    DocumentFragment {
	const all = document.createDocumentFragment();
	const list = document.createElement('ul');
	list.className = 'found';
	list.append(...hits.map((hit) => item(hit, text)));
	all.append(list);
	if (more) {
		const rest = document.createElement('p');
		rest.className = 'muted small';
		rest.textContent = text.more;
		all.append(rest);
	}
	return all;
}
