// SPDX-License-Identifier: MIT
// Pictures of the pages for the README, from a running platform with its
// sample data:
//
//	screenshots.mjs URL FOLDER [DATASET]
//
// DATASET is the slug of a network (default: the first one on the home page).
import path from 'node:path';
import { closeBrowser } from './lib.mjs';

const [url, folder, asked] = process.argv.slice(2);
process.env.BASE = url;
const { person } = await import('./lib.mjs');
const DESK = { width: 1120, height: 720 };
const PHONE = { width: 360, height: 720 };

async function firstNetwork(page) {
	await page.goto(`${url}/en/`);
	const card = page.locator('.card', { hasText: 'Transport' }).first();
	const href = await card.locator('h3 a').getAttribute('href');
	return href.split('/').pop();
}

async function shoot(page, name) {
	await page.waitForLoadState('networkidle');
	await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

async function map(page) {
	await page.click('.map [data-map-open]');
	await page.waitForSelector('[data-map][data-ready]');
	await page.evaluate(() => document.querySelector('#map').scrollIntoView());
	/* What is in the middle, seen from nearer. */
	for (let i = 0; i < 2; i++) {
		await page.keyboard.press('+');
		await page.waitForTimeout(600);
	}
	const box = await page.locator('.canvas').boundingBox();
	for (let r = 0; r < 200; r += 6) {
		await page.mouse.click(box.x + box.width / 2 + r * Math.cos(r),
		    box.y + box.height / 2 + r * Math.sin(r));
		await page.waitForTimeout(350);
		if (await page.locator('.found li').count() > 0)
			return;
	}
}

const desk = await person({ size: DESK, lang: 'en' });
const dataset = asked ?? await firstNetwork(desk.page);
await desk.page.goto(`${url}/en/`);
await shoot(desk.page, 'home');
await desk.page.goto(`${url}/en/dataset/${dataset}`);
await shoot(desk.page, 'dataset');
await map(desk.page);
await shoot(desk.page, 'map');
await desk.page.goto(`${url}/en/dataset/${dataset}#timetable`);
await desk.page.reload();
await shoot(desk.page, 'timetable');

const phone = await person({ size: PHONE, lang: 'fr' });
await phone.page.goto(`${url}/fr/dataset/${dataset}`);
await shoot(phone.page, 'phone');
await closeBrowser();
