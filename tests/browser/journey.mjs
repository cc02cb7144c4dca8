// SPDX-License-Identifier: MIT
// A trip planner from npm reads a GTFS address and finds a journey.
//
//	node journey.mjs URL YYYY-MM-DD FROM TO HH:MM
//
// FROM and TO are stop_ids. Prints {"stops", "departure", "arrival", "legs"};
// exits 1 with a sentence when the feed cannot be read or no journey exists.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GtfsParser } from 'minotor/parser';
import { Query, Router, Time } from 'minotor';

const [url, day, from, to, at] = process.argv.slice(2);
const dir = await mkdtemp(join(tmpdir(), 'journey-'));
try {
	const answer = await fetch(url);
	if (!answer.ok)
		throw new Error(`${url}: ${answer.status}`);
	const file = join(dir, 'latest.zip');
	await writeFile(file, Buffer.from(await answer.arrayBuffer()));
	const { timetable, stopsIndex } = await new GtfsParser(file)
		.parse(new Date(`${day}T12:00:00`));
	const [hours, minutes] = at.split(':').map(Number);
	const query = new Query.Builder().from(from).to(to)
		.departureTime(Time.fromHMS(hours, minutes, 0)).maxTransfers(3).build();
	const route = new Router(timetable, stopsIndex).route(query).bestRoute();
	if (!route)
		throw new Error(`no journey from ${from} to ${to} on ${day}`);
	console.log(JSON.stringify({
		departure: route.departureTime().toString(),
		arrival: route.arrivalTime().toString(),
		legs: route.legs.length,
	}));
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
} finally {
	await rm(dir, { recursive: true });
}
