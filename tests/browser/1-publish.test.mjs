// SPDX-License-Identifier: MIT
// A producer publishes a network by the page, closes the tab, comes back,
// and sees its stops on the map and in the table.
import { base, check, DESK, faultless, file, noOverflow, person, PHONE, same,
    signIn } from './lib.mjs';

/* Sending slowly enough to be seen. */
async function slow(page) {
	const session = await page.context().newCDPSession(page);
	await session.send('Network.emulateNetworkConditions', {
		offline: false, latency: 20,
		downloadThroughput: 2e6, uploadThroughput: 4e5,
	});
	return session;
}

/* The values the progress bar shows until it is hidden or the page left. */
async function watchBar(page) {
	await page.evaluate(() => {
		window.seen = [];
		const bar = document.querySelector('[data-progress] progress');
		window.setInterval(() => window.seen.push(bar.value), 20);
	});
}

async function sendAndCancel(page) {
	const session = await slow(page);
	await page.setInputFiles('input[name=file]', file('lourd.zip'));
	await watchBar(page);
	await page.click('form[data-upload] button[type=submit]');
	await page.waitForFunction(() => window.seen.some((v) => v > 5));
	await page.click('[data-cancel]');
	await page.waitForSelector('[data-problem]:not([hidden])');
	const seen = await page.evaluate(() => window.seen);
	check(seen.some((v) => v > 0 && v < 100), 'the bar moves while sending',
	    seen.slice(-5));
	check(/annulé/.test(await page.textContent('[data-problem]')),
	    'sending can be cancelled, and says that nothing was published');
	check(await page.isEnabled('form[data-upload] button[type=submit]'),
	    'the form can be sent again');
	await session.detach();
}

/* Drop the file on the zone, as from a file manager. */
async function drop(page) {
	await page.evaluate(() => {
		const data = new DataTransfer();
		data.items.add(new File(['x'], 'depose.zip'));
		document.querySelector('.drop').dispatchEvent(
		    new DragEvent('drop', { dataTransfer: data,
			bubbles: true, cancelable: true }));
	});
	same(await page.$eval('input[name=file]', (i) => i.files[0].name),
	    'depose.zip', 'a file dropped on the zone is chosen');
}

async function publish(who, title) {
	const page = who.page;

	await page.goto(`${base}/fr/publish`);
	await page.click('main a.button');
	await page.fill('input[name=login]', 'admin');
	await page.fill('input[name=password]', process.env.PASSWORD);
	await page.click('main form button[type=submit]');
	await page.waitForURL('**/fr/publish');
	check(true, 'signing in leads back to the form');
	await noOverflow(page, 'the form');
	await drop(page);
	await sendAndCancel(page);
	await page.goto(`${base}/fr/publish`);
	await page.setInputFiles('input[name=file]', file('reseau.zip'));
	await page.fill('input[name=title]', title);
	await page.selectOption('select[name=organisation]', process.env.ORG);
	await page.click('form[data-upload] button[type=submit]');
	await page.waitForURL(/\/fr\/publish\/[0-9a-f-]{36}$/);
	return page.url();
}

/* Pixels of the map's canvases, and one of the colour of the stops. */
function look(page) {
	return page.evaluate(() => {
		const colours = new Set();
		let stop = null;
		for (const c of document.querySelectorAll('.canvas canvas')) {
			const d = c.getContext('2d').getImageData(0, 0,
			    c.width, c.height).data;
			const box = c.getBoundingClientRect();
			for (let i = 0; i < d.length; i += 4) {
				if (d[i + 3] < 200)
					continue;
				colours.add((d[i] << 16) + (d[i + 1] << 8) +
				    d[i + 2]);
				if (d[i] !== 11 || d[i + 1] !== 93 ||
				    d[i + 2] !== 94)
					continue;
				stop = { x: box.x + (i / 4 % c.width) *
				    box.width / c.width,
				    y: box.y + Math.floor(i / 4 / c.width) *
				    box.height / c.height };
			}
		}
		return { colours: colours.size, stop };
	});
}

async function mapShows(page) {
	await page.click('.map [data-map-open]');
	await page.waitForSelector('[data-map][data-ready]');
	const all = await look(page);
	check(all.colours > 3, 'the map is drawn, in several colours',
	    `${all.colours} colours`);
	await page.getByLabel('Lignes', { exact: true }).uncheck();
	await page.waitForTimeout(500);
	const { stop } = await look(page);
	check(stop !== null, 'without the lines its stops are still there');
	if (stop === null)
		return;
	await page.mouse.click(stop.x, stop.y);
	await page.waitForSelector('.found li');
	const told = await page.textContent('.found li');
	check(/(Gare|Hôtel de Ville|Marché|École|Musée|Les Prés|Pont Neuf|Stade)/
	    .test(told), 'a click on a stop tells its name', told);
	check(/Arrêts/.test(told), 'and its layer');
	await page.focus('.canvas');
	await page.keyboard.press('+');
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.querySelector('.info')
	    .textContent.length > 0);
	check(true, 'the map answers the keyboard');
}

async function tableShows(page, url) {
	await page.goto(`${url}?layer=stops#table`);
	same(await page.locator('#table tbody tr').count(), 20,
	    'the table has a page of stops');
	await page.click('#table a[rel=next]');
	same(await page.locator('#table tbody tr').count(), 4,
	    'and the rest on the next one');
	check(/Stade/.test(await page.textContent('#table tbody')),
	    'with their names');
}

async function comeBack(who, address, size) {
	who.page = await who.context.newPage();
	await who.page.goto(address);
	await who.page.waitForSelector('h1:has-text("C’est publié")');
	check(true, 'the tab was closed: on coming back it is published');
	await noOverflow(who.page, `the publication at ${size.width} px`);
	await who.page.click('main a.button');
	await who.page.waitForURL('**/fr/dataset/**');
	return who.page.url();
}

/* A file that leaves a question open is published once it is answered. */
async function question() {
	const who = await person({ size: PHONE });
	const page = who.page;

	await signIn(page, '/fr/publish');
	await page.setInputFiles('input[name=file]', file('lieux.csv'));
	await page.fill('input[name=title]', 'Lieux');
	await page.selectOption('select[name=organisation]', process.env.ORG);
	await page.click('form[data-upload] button[type=submit]');
	await page.waitForSelector('h1:has-text("Nous avons une question")');
	check(await page.getByLabel('Lambert-93').isChecked(),
	    'the most likely coordinate system is chosen already');
	await page.click('main form button[type=submit]');
	await page.waitForSelector('h1:has-text("C’est publié")');
	check(true, 'with the answer the file is published');
	await page.click('main a.button');
	await page.waitForURL('**/dataset/**');
	check(/École/.test(await page.textContent('#table tbody')),
	    'and its rows are there');
	faultless(who, 'while answering');
	await who.context.close();
}

/* A connection that is lost while sending. */
async function cut() {
	const who = await person({});

	await signIn(who.page, '/fr/publish');
	await who.page.setInputFiles('input[name=file]', file('reseau.zip'));
	await who.context.setOffline(true);
	await who.page.click('form[data-upload] button[type=submit]');
	await who.page.waitForSelector('[data-problem]:not([hidden])');
	check(/connexion/.test(await who.page.textContent('[data-problem]')),
	    'a connection that is cut is told, with what to do');
	await who.context.close();
}

export default async function () {
	for (const size of [DESK, PHONE]) {
		const who = await person({ size });
		const address = await publish(who, `Réseau ${size.width}`);
		await who.page.close();
		const url = await comeBack(who, address, size);
		await noOverflow(who.page, `the dataset at ${size.width} px`);
		await mapShows(who.page);
		await noOverflow(who.page, `the open map at ${size.width} px`);
		await tableShows(who.page, url);
		await who.page.click('.tools form button');
		await who.page.waitForURL(/\/(fr\/?)?$/);
		await who.page.goto(`${base}/fr/publish`);
		check(await who.page.locator('input[type=file]').count() === 0,
		    'signing out takes the form away');
		faultless(who, `while publishing at ${size.width} px`);
		await who.context.close();
	}
	await question();
	await cut();
}
