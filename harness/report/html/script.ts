// The page's only script: filters for the matrix, and Escape to close the evidence. The page works without it.
import {Markup} from './markup.ts';

export const script = new Markup(`<script>
(() => {
	const form = document.querySelector('.filters');
	const all = (selector, root = document) => [...root.querySelectorAll(selector)];
	const chosen = name => form.querySelector('[data-filter=' + name + ']').value;
	const apply = () => {
		const [image, runtime, lock, outcome] = ['image', 'runtime', 'lock', 'outcome'].map(chosen);
		const differs = (wanted, value) => Boolean(wanted && value && value !== wanted);
		const away = data => differs(image, data.image) || differs(lock, data.lock);
		for (const cell of all('.matrix [data-image]')) cell.hidden = away(cell.dataset);
		const columns = lock ? 1 : new Set(all('.matrix th[data-lock]').map(cell => cell.dataset.lock)).size;
		for (const group of all('.matrix th[scope=colgroup]')) group.colSpan = columns;
		for (const body of all('.matrix tbody')) {
			let matches = 0;
			for (const row of all('tr[data-runtime]', body)) {
				// The first row holds the scenario's title, which spans the others: hide its cells, not the row.
				const gone = Boolean(runtime) && row.dataset.runtime !== runtime;
				row.classList.toggle('gone', gone);
				for (const mark of all('.mark', row)) {
					const {status, unexpected} = mark.dataset;
					const fits = !outcome || outcome === status || (outcome === 'unexpected' && unexpected !== undefined);
					mark.classList.toggle('faded', !fits);
					if (fits && !gone && !mark.parentElement.hidden) matches++;
				}
			}
			body.hidden = matches === 0;
		}
	};
	if (form) {
		form.hidden = false;
		form.addEventListener('change', apply);
		form.addEventListener('reset', () => setTimeout(apply));
		apply();
	}
	addEventListener('keydown', event => {
		if (event.key === 'Escape' && location.hash.startsWith('#cell/')) location.hash = '#matrix';
	});
})();
</script>`);
