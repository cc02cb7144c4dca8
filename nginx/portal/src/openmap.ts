// SPDX-License-Identifier: MIT
// Loads the map (OpenLayers, its own chunk) when somebody asks for it.

export function mapButtons(): void {
	const box = document.querySelector<HTMLElement>('[data-map]');
	if (!box)
		return;
	let opening: Promise<void> | null = null;

	const open = (): Promise<void> => {
		opening ??= import('./map').then((m) => m.openMap(box))
		    .catch((error) => {
			fail(box);
			throw error;
		});
		return opening;
	};
	document.querySelectorAll<HTMLElement>('[data-map-open]')
	    .forEach((button) => {
		button.hidden = false;
		button.addEventListener('click', () => {
			button.setAttribute('aria-busy', 'true');
			void open().finally(() =>
			    button.removeAttribute('aria-busy'));
		});
	});
}

/* Text in place of the map: the table of the page holds the same data. */
function fail(box: HTMLElement): void {
	const said = document.createElement('p');
	said.className = 'side';
	said.setAttribute('role', 'alert');
	const text = box.querySelector('[data-map-text]')?.textContent ?? '{}';
	said.textContent = (JSON.parse(text) as { failed?: string }).failed ?? '';
	box.append(said);
}
