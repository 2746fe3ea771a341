// Links inside the page and to bug trackers.
import {type Coordinates, cellId} from '../../model/axes.ts';
import {printable} from '../../support/printable.ts';
import {bugUrl} from '../bug-link.ts';
import {anchor} from '../page/anchor.ts';
import {html, type Markup} from './markup.ts';

/** The page's script finds a cell by its coordinates, as the page shows them. */
export const cellAnchor = (cell: Coordinates): string => anchor('cell', printable(cellId(cell)));
export const imageAnchor = (id: string): string => anchor('image', id);

export const webLink = (text: string, address: string): Markup => {
	const url = bugUrl(address);
	return url === undefined ? html`${text}` : html`<a href="${url}" rel="noreferrer">${text}</a>`;
};

export const bugLink = (bug: string): Markup => webLink(bug, bug);

export const cellLink = (cell: Coordinates & {id: string}, text: string = cell.id): Markup =>
	html`<a href="#${cellAnchor(cell)}">${text}</a>`;
