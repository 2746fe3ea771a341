// Addresses inside the page, to the files beside it, and to bug trackers.
import {bugUrl} from '../bug-link.ts';
import {html, type Markup} from './markup.ts';

/** An anchor: readable, unique, and without a character that HTML or a URL would change. */
const anchor = (kind: string, id: string): string =>
	`${kind}/${id.replaceAll(/[^\w/.@-]/gu, char => `~${char.codePointAt(0)?.toString(16)}~`)}`;

export const cellAnchor = (id: string): string => anchor('cell', id);
export const imageAnchor = (id: string): string => anchor('image', id);

/** `file` is relative to the run's folder, where the page lies too; never another scheme or host. */
export const fileLink = (file: string): Markup => {
	const path = file.split('/').filter(Boolean).map(encodeURIComponent).join('/');
	return html`<a href="./${path}">${file}</a>`;
};

export const bugLink = (bug: string): Markup => {
	const url = bugUrl(bug);
	return url === undefined ? html`${bug}` : html`<a href="${url}" rel="noreferrer">${bug}</a>`;
};
