// SPDX-License-Identifier: MIT
// Build the assets of the pages:   node build.mjs WWW
//
// WWW/assets gets the style sheet, the islands and the font under names that
// hold a hash of their content (nginx lets browsers keep them for ever), each
// with a .gz beside it, and manifest.json: {"app": "/assets/app-HASH.js", …},
// which gs_page() reads. The new folder takes the place of the old one at the
// end, so that a failed build leaves the last good one. Files of the last days
// stay: pages already sent, and workers not yet reloaded, still name them.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import esbuild from 'esbuild';
import subsetFont from 'subset-font';

const here = path.dirname(fileURLToPath(import.meta.url));
const www = path.resolve(process.argv[2] ?? path.join(here, '../../build/www'));
const out = path.join(www, 'assets.new');
const KEEP_MS = 7 * 86400 * 1000;
const fontSource = path.join(here, 'node_modules/@fontsource-variable',
    'atkinson-hyperlegible-next/files',
    'atkinson-hyperlegible-next-latin-wght-normal.woff2');

/* Latin-1, what French adds to it, and the signs our texts use. */
function alphabet() {
	const range = (from, to) => Array.from({ length: to - from + 1 },
	    (_, i) => String.fromCodePoint(from + i)).join('');
	return range(0x20, 0x7e) + range(0xa0, 0xff) +
	    'œŒŸ–—’‘“”…•›‹×≤≥−→←€\u2011\u202f';
}

async function font() {
	return subsetFont(fs.readFileSync(fontSource), alphabet(), {
		targetFormat: 'woff2',
		variationAxes: { wght: { min: 400, max: 700 } },
	});
}

/* url("font:atkinson") in the style sheet is the subset made here. */
function fontPlugin(bytes) {
	return {
		name: 'font',
		setup(build) {
			build.onResolve({ filter: /^font:atkinson$/ }, () =>
			    ({ path: 'atkinson.woff2', namespace: 'font' }));
			build.onLoad({ filter: /.*/, namespace: 'font' }, () =>
			    ({ contents: bytes, loader: 'file' }));
		},
	};
}

async function bundle(bytes) {
	return esbuild.build({
		absWorkingDir: here,
		entryPoints: { app: 'src/app.ts', style: 'css/style.css' },
		outdir: out,
		publicPath: '/assets',
		bundle: true,
		splitting: true,
		format: 'esm',
		target: ['es2021', 'chrome100', 'firefox100', 'safari15'],
		minify: true,
		metafile: true,
		entryNames: '[name]-[hash]',
		chunkNames: 'chunk-[name]-[hash]',
		assetNames: '[name]-[hash]',
		legalComments: 'none',
		banner: { js: '/*! MIT; parts BSD-2-Clause and others: /assets/licences.txt */' },
		plugins: [fontPlugin(bytes)],
		logLevel: 'warning',
	});
}

/* Name of each entry: "app", "style", and the font. */
function manifest(meta) {
	const names = {};
	for (const [file, made] of Object.entries(meta.outputs)) {
		const url = '/assets/' + path.basename(file);
		if (made.entryPoint === 'src/app.ts')
			names.app = url;
		else if (made.entryPoint === 'css/style.css')
			names.style = url;
		else if (file.endsWith('.woff2'))
			names.font = url;
		else if (path.basename(file).startsWith('chunk-map-'))
			names.map = url;
	}
	return names;
}

function icon() {
	const svg = fs.readFileSync(path.join(here, 'templates/logo.html'), 'utf8')
	    .replace(/\{\{!.*?\}\}\s*/, '')
	    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
	const hash = createHash('sha256').update(svg).digest('hex').slice(0, 8);
	fs.writeFileSync(path.join(out, `icon-${hash}.svg`), svg);
	return `/assets/icon-${hash}.svg`;
}

function compress() {
	for (const name of fs.readdirSync(out)) {
		if (!/\.(js|css|svg|json|txt)$/.test(name))
			continue;
		const file = path.join(out, name);
		fs.writeFileSync(file + '.gz',
		    zlib.gzipSync(fs.readFileSync(file), { level: 9 }));
	}
}

function keepOlder(from) {
	if (!fs.existsSync(from))
		return;
	for (const name of fs.readdirSync(from)) {
		const file = path.join(from, name);
		const { mtime, mtimeMs } = fs.statSync(file);
		const copy = path.join(out, name);
		if (fs.existsSync(copy) || Date.now() - mtimeMs > KEEP_MS)
			continue;
		fs.copyFileSync(file, copy);
		fs.utimesSync(copy, mtime, mtime);
	}
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
const result = await bundle(await font());
const names = manifest(result.metafile);
names.icon = icon();
fs.copyFileSync(path.join(here, 'licences.txt'), path.join(out, 'licences.txt'));
fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(names, null, '\t') + '\n');
compress();
const final = path.join(www, 'assets');
keepOlder(final);
const old = path.join(www, 'assets.old');
fs.rmSync(old, { recursive: true, force: true });
if (fs.existsSync(final))
	fs.renameSync(final, old);
fs.renameSync(out, final);
fs.rmSync(old, { recursive: true, force: true });
