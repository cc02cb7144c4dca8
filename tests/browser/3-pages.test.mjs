// SPDX-License-Identifier: MIT
// Every page, in both languages: accessible, within its width down to 320
// pixels, within its budgets, without a fault.
import { accessible, base, check, DESK, faultless, inspector, noOverflow,
    person, PHONE, signIn } from './lib.mjs';

const KB = 1024;
const BUDGETS = { script: 12 * KB, style: 22 * KB, font: 30 * KB };
const CLS = 0.05;

/* Path, whether it is opened signed in, and what to do before looking. */
function pages() {
	const dataset = '/dataset/reserve';
	const items = '/ogc/features/collections/reserve.stops/items';
	return [
		['/', false], ['/', true], ['/login', false],
		['/publish', false], ['/publish', true],
		['/publish?name=reserve', true],
		[`/publish/${process.env.REFUSED}`, true],
		[`/publish/${process.env.ASKED}`, true],
		['/account', true], [dataset, true],
		[`${dataset}?layer=stops`, true], [`${dataset}/report`, true],
		[dataset, true, openMap], ['/nothing/here', false],
		['/ogc/features', false], ['/ogc/features/collections', true],
		['/ogc/features/conformance', false],
		['/ogc/features/collections/reserve.stops', true],
		[items, true], [`${items}/1`, true],
	];
}

async function openMap(page) {
	await page.click('.map [data-map-open]');
	await page.waitForSelector('[data-map][data-ready]');
	await page.keyboard.press('Enter');
}

async function transferred(page) {
	return page.evaluate(() => {
		const sum = { script: 0, style: 0, font: 0 };
		for (const r of performance.getEntriesByType('resource')) {
			const kind = /\.js$/.test(r.name) ? 'script' :
			    /\.css$/.test(r.name) ? 'style' :
			    /\.woff2$/.test(r.name) ? 'font' : null;
			if (kind)
				sum[kind] += r.transferSize;
		}
		return sum;
	});
}

function layoutShift(page) {
	return page.evaluate(() => new Promise((done) => {
		let sum = 0;
		new PerformanceObserver((list) => {
			for (const e of list.getEntries())
				if (!e.hadRecentInput)
					sum += e.value;
		}).observe({ type: 'layout-shift', buffered: true });
		window.setTimeout(() => done(sum), 300);
	}));
}

async function visit(page, lang, path, act) {
	await page.goto(`${base}/${lang}${path}`, { waitUntil: 'load' });
	if (act)
		await act(page);
}

async function looks(size, lang, state) {
	const out = await person({ size, lang });
	const inside = await person({ size, lang, state });
	for (const [path, signed, act] of pages()) {
		const who = signed ? inside : out;
		const name = `/${lang}${path} at ${size.width} px`;
		await visit(who.page, lang, path, act);
		await noOverflow(who.page, name);
		faultless(who, `in ${name}`);
	}
	await out.context.close();
	await inside.context.close();
}

async function accessibility(size, lang, state) {
	const out = await inspector({ size, lang });
	const inside = await inspector({ size, lang, state });
	for (const [path, signed, act] of pages()) {
		const { page } = signed ? inside : out;
		await visit(page, lang, path, act);
		await accessible(page, `/${lang}${path} at ${size.width} px` +
		    (act ? ', map open' : ''));
	}
	await out.context.close();
	await inside.context.close();
}

async function budgets(state) {
	for (const path of ['/', '/dataset/reserve', '/publish']) {
		const who = await person({ size: PHONE, state });
		await who.page.goto(`${base}${path}`, { waitUntil: 'networkidle' });
		const sum = await transferred(who.page);
		for (const [kind, most] of Object.entries(BUDGETS))
			check(sum[kind] > 0 && sum[kind] <= most,
			    `${path}: ${kind} within ${most / KB} KB`,
			    `${sum[kind]} bytes`);
		const shift = await layoutShift(who.page);
		check(shift <= CLS, `${path}: nothing jumps while it loads`,
		    `${shift}`);
		await who.context.close();
	}
}

async function keyboard() {
	const who = await person({});
	await who.page.goto(`${base}/fr/`);
	await who.page.keyboard.press('Tab');
	check(await who.page.evaluate(() =>
	    document.activeElement.matches('.skip')),
	    'the first key press reaches the skip link');
	await who.page.keyboard.press('Enter');
	check(await who.page.evaluate(() => location.hash === '#content'),
	    'which leads to the content');
	await who.context.close();
}

export default async function () {
	const first = await person({});
	await signIn(first.page);
	const state = await first.context.storageState();
	await first.context.close();

	for (const lang of ['fr', 'en']) {
		for (const size of [PHONE, DESK])
			await accessibility(size, lang, state);
		for (const size of [{ width: 320, height: 640 }, PHONE, DESK])
			await looks(size, lang, state);
	}
	await budgets(state);
	await keyboard();
}
