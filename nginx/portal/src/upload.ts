// SPDX-License-Identifier: MIT
// The publish form with a drop zone, a progress bar and a way to cancel. The
// same form posts by itself where there is no script.

interface Parts {
	form: HTMLFormElement;
	file: HTMLInputElement;
	submit: HTMLButtonElement;
	cancel: HTMLButtonElement;
	progress: HTMLElement;
	bar: HTMLProgressElement;
	text: HTMLElement;
	problem: HTMLElement;
}

function parts(form: HTMLFormElement): Parts {
	const get = <T extends Element>(selector: string): T =>
	    form.querySelector<T>(selector) as T;
	return {
		form,
		file: get('input[type=file]'),
		submit: get('button[type=submit]'),
		cancel: get('[data-cancel]'),
		progress: get('[data-progress]'),
		bar: get('progress'),
		text: get('[data-progress-text]'),
		problem: get('[data-problem]'),
	};
}

function dropZone(p: Parts): void {
	const zone = p.form.querySelector<HTMLElement>('.drop');
	if (!zone)
		return;
	zone.querySelector<HTMLElement>('.wide-drop')!.hidden = false;
	const over = (on: boolean) => (event: DragEvent): void => {
		event.preventDefault();
		zone.classList.toggle('over', on);
	};
	zone.addEventListener('dragenter', over(true));
	zone.addEventListener('dragover', over(true));
	zone.addEventListener('dragleave', over(false));
	zone.addEventListener('drop', (event) => {
		over(false)(event);
		const files = event.dataTransfer?.files;
		if (!files?.length)
			return;
		p.file.files = files;
		p.file.dispatchEvent(new Event('change'));
	});
}

function fail(p: Parts, sentence: string): void {
	p.problem.querySelector('p')!.textContent = sentence;
	p.problem.hidden = false;
	p.progress.hidden = true;
	p.cancel.hidden = true;
	p.submit.disabled = false;
}

/* What is wrong before anything is sent, or "". */
function refusal(p: Parts): string {
	const file = p.file.files?.[0];
	const max = Number(p.form.dataset.max);
	if (!file)
		return p.form.dataset.noFile ?? '';
	if (max > 0 && file.size > max)
		return p.form.dataset.tooLarge ?? '';
	return '';
}

function problemOf(request: XMLHttpRequest, p: Parts): string {
	try {
		const body = JSON.parse(request.responseText) as { detail?: string };
		if (body.detail)
			return `${p.form.dataset.failed} ${body.detail}`;
	} catch {
		/* Not JSON: a proxy in between answered. */
	}
	return `${p.form.dataset.failed} (${request.status})`;
}

function pageOf(request: XMLHttpRequest): string | null {
	try {
		const body = JSON.parse(request.responseText) as { job?: string };
		if (!body.job)
			return null;
		const prefix = /^\/(fr|en)\//.exec(location.pathname)?.[0] ?? '/';
		return `${prefix}publish/${encodeURIComponent(body.job)}`;
	} catch {
		return null;
	}
}

function send(p: Parts): void {
	const request = new XMLHttpRequest();
	const data = p.form.dataset;

	p.problem.hidden = true;
	p.submit.disabled = true;
	p.bar.value = 0;
	p.text.textContent = data.sending ?? '';
	p.progress.hidden = false;
	p.cancel.hidden = false;
	p.cancel.onclick = () => request.abort();

	request.upload.onprogress = (event) => {
		if (event.lengthComputable)
			p.bar.value = 100 * event.loaded / event.total;
	};
	request.upload.onload = () => {
		p.text.textContent = data.sent ?? '';
		p.cancel.hidden = true;
	};
	request.onerror = () => fail(p, data.network ?? '');
	request.onabort = () => fail(p, data.cancelled ?? '');
	request.onload = () => {
		const page = request.status === 202 ? pageOf(request) : null;
		if (page)
			location.assign(page);
		else
			fail(p, problemOf(request, p));
	};
	request.open('POST', p.form.action);
	request.setRequestHeader('Accept', 'application/json');
	request.setRequestHeader('Accept-Language',
	    document.documentElement.lang);
	request.send(new FormData(p.form));
}

export function uploadForm(): void {
	const form = document.querySelector<HTMLFormElement>('[data-upload]');
	if (!form)
		return;
	const p = parts(form);

	dropZone(p);
	p.file.addEventListener('change', () => {
		const why = refusal(p);
		p.problem.hidden = why === '';
		p.problem.querySelector('p')!.textContent = why;
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const why = refusal(p);
		if (why)
			fail(p, why);
		else
			send(p);
	});
}
