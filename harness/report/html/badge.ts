// A status as a coloured mark. Each has its own glyph and a word, so colour is never the only sign.
import {appearances, type Status} from '../status.ts';
import {html, type Markup} from './markup.ts';

export const statusClass = (status: Status): string => status.replaceAll(' ', '-');

/** Glyph and word. */
export const badge = (status: Status, text: string = status): Markup =>
	html`<span class="badge ${statusClass(status)}"><span
aria-hidden="true">${appearances[status].glyph}</span> ${text}</span>`;
