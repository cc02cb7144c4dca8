// SPDX-License-Identifier: MIT
// The same without JavaScript: sign in, publish by the form, read the pages.
import { base, check, DESK, faultless, file, noOverflow, person, PHONE, same,
    signIn } from './lib.mjs';

async function waitPublished(page, lang) {
	const title = lang === 'fr' ? 'C’est publié' : 'It is published';
	for (let i = 0; i < 60; i++) {
		if ((await page.textContent('h1')).includes(title))
			return true;
		await page.waitForTimeout(500);
		await page.reload();
	}
	return false;
}

async function journey(size, lang) {
	const who = await person({ size, lang, js: false });
	const page = who.page;
	const where = `without a script at ${size.width} px in ${lang}`;

	await signIn(page, `/${lang}/publish`);
	await page.setInputFiles('input[name=file]', file('reseau.zip'));
	await page.fill('input[name=title]', `Sans script ${lang} ${size.width}`);
	await page.selectOption('select[name=organisation]', process.env.ORG);
	await page.click('main form button[type=submit]');
	await page.waitForURL(/\/publish\/[0-9a-f-]{36}$/);
	check(await waitPublished(page, lang), `a file is published ${where}`);
	await page.click('main a.button');
	await page.waitForURL('**/dataset/**');
	check(await page.locator('.map img').first().evaluate(
	    (i) => i.complete && i.naturalWidth > 0).catch(() => null) !== false,
	    'the map is a picture');
	same(await page.locator('button:visible').filter({ hasText:
	    lang === 'fr' ? 'Copier' : 'Copy' }).count(), 0,
	    'no button is shown that would do nothing');
	same(await page.locator('.lines').first().locator(':scope > li').count(),
	    3, 'lines and timetables are there');
	check(await page.locator('#table tbody tr').count() > 0,
	    'the table is there');
	await page.click(`.tabs a:has-text("${lang === 'fr' ? 'Arrêts' : 'Stops'}")`);
	await page.click('#table a[rel=next]');
	check(/Stade/.test(await page.textContent('#table tbody')),
	    'its layers and pages are links');
	await noOverflow(page, `the dataset ${where}`);
	faultless(who, where);
	await who.context.close();
}

export default async function () {
	await journey(PHONE, 'en');
	await journey(DESK, 'fr');
}
