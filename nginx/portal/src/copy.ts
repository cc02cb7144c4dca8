// SPDX-License-Identifier: MIT
// Buttons that copy an address. They are hidden in the page as it comes,
// because without a script they would do nothing.

async function copy(text: string): Promise<void> {
	if (navigator.clipboard) {
		await navigator.clipboard.writeText(text);
		return;
	}
	/* An http address other than localhost has no clipboard API. */
	const area = document.createElement('textarea');
	area.value = text;
	area.setAttribute('readonly', '');
	document.body.append(area);
	area.select();
	document.execCommand('copy');
	area.remove();
}

function arm(button: HTMLElement): void {
	const label = button.querySelector('span');
	if (!label)
		return;
	const before = label.textContent;
	button.hidden = false;
	button.addEventListener('click', async () => {
		await copy(button.dataset.copy ?? '');
		label.textContent = button.dataset.done ?? before;
		label.setAttribute('role', 'status');
		window.setTimeout(() => {
			label.textContent = before;
		}, 2500);
	});
}

export function copyButtons(): void {
	document.querySelectorAll<HTMLElement>('[data-copy]').forEach(arm);
}
