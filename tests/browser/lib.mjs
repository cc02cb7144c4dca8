// SPDX-License-Identifier: MIT
// What the scenarios share: the browser, people who use it, assertions.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = process.env.BASE;
export const file = (name) => `${process.env.FILES}/${name}`;
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 860 };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic',
    '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'];

let browser = null;

async function theBrowser() {
	const name = process.env.CHROMIUM ?? 'chromium';
	const folders = (process.env.PATH ?? '').split(':').concat('/usr/bin');
	const program = name.includes('/') ? name : folders
	    .map((d) => `${d}/${name}`).find((p) => fs.existsSync(p));
	browser ??= await chromium.launch({ executablePath: program,
	    headless: true, args: FLAGS });
	return browser;
}

export async function closeBrowser() {
	await browser?.close();
}

export function check(good, sentence, ...details) {
	console.log(`${good ? 'ok' : 'not ok'} ${sentence}`);
	if (!good)
		for (const d of details.flat())
			console.log(`# ${typeof d === 'string' ? d : JSON.stringify(d)}`);
	return good;
}

export function same(got, wanted, sentence) {
	return check(got === wanted, sentence, `got ${got}`, `wanted ${wanted}`);
}

/*
 * A person at a screen of their own: {context, page, faults}. ${faults}
 * gathers what must not happen: errors of a script or of the policy, and
 * requests to another host.
 */
export async function person({ size = DESK, lang = 'fr', js = true,
    state = undefined } = {}) {
	const context = await (await theBrowser()).newContext({
		viewport: size, locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
		javaScriptEnabled: js, storageState: state,
	});
	const faults = [];
	const who = { context, faults, page: null };

	context.setDefaultTimeout(20000);
	context.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith(`${base}/`) && !url.startsWith('data:') &&
		    !url.startsWith('blob:'))
			faults.push(`request to ${url}`);
	});
	context.on('weberror', (error) =>
	    faults.push(`error: ${error.error().message}`));
	context.on('console', (message) => {
		const own = message.location().url === message.page()?.url();
		/* The browser notes a page that answers 404 by itself. */
		if (message.type() === 'error' &&
		    !(own && /status of 404/.test(message.text())))
			faults.push(`console: ${message.text()}`);
	});
	who.page = await context.newPage();
	return who;
}

export async function signIn(page, next = '/account') {
	await page.goto(`${base}/login?next=${encodeURIComponent(next)}`);
	await page.fill('input[name=login]', 'admin');
	await page.fill('input[name=password]', process.env.PASSWORD);
	await page.click('main form button[type=submit]');
	await page.waitForURL((url) => !url.pathname.endsWith('/login'));
}

/* WCAG 2.2 AA and best practices, none left out. */
export async function accessible(page, sentence) {
	await page.evaluate(axeSource);
	const found = await page.evaluate(async () => {
		const result = await window.axe.run(document);
		return result.violations.flatMap((v) => v.nodes.slice(0, 3)
		    .map((n) => `${v.id}: ${n.target.join(' ')}: ` +
			`${n.failureSummary}`));
	});
	check(found.length === 0, `axe finds nothing in ${sentence}`, found);
}

/* axe's script is injected, which the policy rightly refuses to pages: so
 * accessibility has a person of its own, for whom it is off. */
export async function inspector(options = {}) {
	const who = await person(options);
	const relaxed = await (await theBrowser()).newContext({
		viewport: options.size ?? DESK, bypassCSP: true,
		locale: options.lang === 'en' ? 'en-GB' : 'fr-FR',
		storageState: await who.context.storageState(),
	});
	await who.context.close();
	relaxed.setDefaultTimeout(20000);
	return { context: relaxed, page: await relaxed.newPage() };
}

export async function noOverflow(page, sentence) {
	const wide = await page.evaluate(() =>
	    document.documentElement.scrollWidth - window.innerWidth);
	check(wide <= 0, `${sentence} does not scroll sideways`, `${wide} px`);
}

export function faultless(who, sentence) {
	check(who.faults.length === 0, `nothing went wrong ${sentence}`,
	    who.faults);
	who.faults.length = 0;
}
