// SPDX-License-Identifier: MIT
// Run the scenarios one after another: suite.mjs [NAME...]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { closeBrowser } from './lib.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = fs.readdirSync(here).filter((f) => f.endsWith('.test.mjs'))
    .filter((f) => wanted.length === 0 ||
	wanted.some((w) => f.includes(w))).sort();
let failed = false;

for (const file of files) {
	const { default: scenario } =
	    await import(pathToFileURL(path.join(here, file)).href);
	console.log(`# ${file}`);
	try {
		await scenario();
	} catch (error) {
		failed = true;
		console.log(`not ok ${file} ran to its end`);
		for (const line of String(error.stack).split('\n').slice(0, 12))
			console.log(`# ${line}`);
	}
}
await closeBrowser();
process.exit(failed ? 1 : 0);
