// SPDX-License-Identifier: MIT
// Follows a publication. The server writes the page of each state; this only
// moves the bar and asks for the page again when the state changes.

interface Job {
	state: string;
	step: string;
	progress: number;
	message: string;
}

const STEPS = ['verify', 'read', 'index', 'publish', 'finish'];
const FAST_MS = 600;
const SLOW_MS = 5000;

function show(box: HTMLElement, job: Job): void {
	const bar = box.querySelector<HTMLProgressElement>('[data-bar]');
	const message = box.querySelector<HTMLElement>('[data-message]');
	const current = STEPS.indexOf(job.step) + 1;

	if (bar)
		bar.value = Math.round(job.progress * 100);
	if (message && message.textContent !== job.message)
		message.textContent = job.message;
	box.querySelectorAll<HTMLElement>('[data-step]').forEach((item, i) => {
		item.classList.toggle('done', i < current);
		item.classList.toggle('now', i === current);
	});
}

async function ask(id: string): Promise<Job | null> {
	const answer = await fetch(`/api/v1/jobs/${id}`, {
		headers: { Accept: 'application/json',
		    'Accept-Language': document.documentElement.lang },
		cache: 'no-cache',
	});
	return answer.ok ? answer.json() as Promise<Job> : null;
}

export function followJob(): void {
	const box = document.querySelector<HTMLElement>('[data-job]');
	const id = box?.dataset.job;
	const state = box?.dataset.state ?? '';
	if (!box || !id || !['queued', 'running'].includes(state))
		return;
	let wait = FAST_MS;

	const turn = async (): Promise<void> => {
		try {
			const job = await ask(id);
			if (job && job.state !== state) {
				location.reload();
				return;
			}
			if (job)
				show(box, job);
			wait = document.hidden ? SLOW_MS : FAST_MS;
		} catch {
			wait = Math.min(wait * 2, SLOW_MS);
		}
		window.setTimeout(turn, wait);
	};
	window.setTimeout(turn, wait);
}
