// SPDX-License-Identifier: MIT
// Make templates/icon_*.html from lucide-static (ISC licence): run by hand
// ("npm run icons") when the list changes; the results are committed, so
// that building the programs needs no npm.
import fs from 'node:fs';

const icons = {
	account: 'user', add: 'plus', archive: 'file-archive',
	back: 'chevron-left', calendar: 'calendar-days', cancel: 'x',
	clock: 'clock', copy: 'copy', data: 'database', done: 'circle-check',
	download: 'download', error: 'circle-x', file: 'file',
	forward: 'chevron-right', history: 'history', home: 'house',
	info: 'info', key: 'key-round', language: 'languages',
	layers: 'layers', lock: 'lock', login: 'log-in', logout: 'log-out',
	map: 'map', question: 'circle-question-mark', refresh: 'refresh-cw',
	report: 'clipboard-check', route: 'route', services: 'plug',
	stop: 'map-pin', table: 'table-2', transit: 'bus-front',
	upload: 'upload', wait: 'hourglass', warning: 'triangle-alert',
	tool: 'square-terminal', pick: 'mouse-pointer-click', remove: 'trash-2',
};

for (const [name, lucide] of Object.entries(icons)) {
	const svg = fs.readFileSync(
	    `node_modules/lucide-static/icons/${lucide}.svg`, 'utf8');
	const shapes = svg.replace(/<!--[^]*?-->/, '')
	    .match(/<svg[^>]*>([^]*)<\/svg>/)[1]
	    .replace(/\s+/g, ' ').replace(/> </g, '><').replace(/ \/>/g, '/>')
	    .trim();
	fs.writeFileSync(`templates/icon_${name}.html`,
	    '{{! SPDX-License-Identifier: ISC }}\n' +
	    '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">' +
	    `${shapes}</svg>\n`);
}
