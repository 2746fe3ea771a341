// Draws the good and bad spells over the runs of history as one narrow picture.
import type {Spell} from '../../results/history/spells.ts';
import {html, type Markup} from './markup.ts';

const width = 240;
const height = 14;

/** `count`: number of runs in history. */
export const spellStrip = (spells: readonly Spell[], count: number, label: string): Markup => {
	const step = width / Math.max(1, count);
	const bars = spells.map(({bad, from, to}) => {
		const wide = Math.max(1.5, (to - from + 1) * step);
		return html`<rect class="${bad ? 'bad-run' : 'good-run'}" x="${(from * step).toFixed(1)}" y="${bad ? 0 : 8}" width="${wide.toFixed(1)}" height="${bad ? 14 : 6}"/>`;
	});
	return html`<svg class="strip" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${bars}</svg>`;
};
