// Connects the parts of the page: the address holds the state, and every part follows it.
import {type Filters, readAddress, writeAddress} from './address.ts';
import {anchor} from './anchor.ts';
import {cellDialog} from './dialog.ts';
import {failures, isFiltered, matching} from './filter.ts';
import {finder} from './finder.ts';
import {focusMark, showMatrix, watchMatrix} from './matrix-view.ts';
import {watchPrint} from './print.ts';
import {frame, idOf, indexOfAnchor} from './store.ts';

let filters: Filters = {};
let fits = matching({});
let open: number | undefined;
let cameFrom: HTMLElement | undefined;
let isWhole = true;

const placeOfCell = (index: number): string => {
	const cell = frame.cells[index];
	return cell === undefined ? '' : anchor('cell', idOf(cell));
};

const show = (): void => {
	const all = failures(fits);
	const position = open === undefined ? -1 : all.indexOf(open);
	finding.show(filters, {left: fits.filter(Boolean).length, all: frame.cells.length, failures: all.length});
	if (open !== undefined) dialog.show(open, {position, count: all.length});
};

const filter = (wanted: Filters): void => {
	filters = wanted;
	fits = matching(filters);
	const filtered = isFiltered(filters);
	showMatrix(fits, filters, !filtered && isWhole);
	isWhole = !filtered;
};

const setAddress = (place: string): void => {
	const address = writeAddress({place, filters});
	history.replaceState(null, '', address === '#' ? location.pathname + location.search : address);
};

const close = (): void => {
	const cell = open;
	open = undefined;
	dialog.close();
	setAddress('');
	if (cameFrom?.isConnected) cameFrom.focus();
	else if (cell !== undefined) focusMark(cell);
	cameFrom = undefined;
};

/** Adds a step to the browser's history and shows it at once, so that the next key press finds it. */
const visit = (address: string): void => {
	history.pushState(null, '', address);
	follow();
};

const openCell = (index: number, from: HTMLElement | undefined): void => {
	if (open === undefined) cameFrom = from;
	visit(writeAddress({place: placeOfCell(index), filters}));
};

const step = (by: 1 | -1, from?: HTMLElement): void => {
	const all = failures(fits);
	const at = open === undefined ? -1 : all.indexOf(open);
	const next = all[(at === -1 ? (by === 1 ? 0 : all.length - 1) : at + by + all.length) % all.length];
	if (next === undefined) return;
	if (open === undefined) {
		openCell(next, from);
		return;
	}
	open = next;
	setAddress(placeOfCell(next));
	show();
};

/** Shows the state of the current address: filters and cell. A link inside the page keeps the active filters. */
const follow = (): void => {
	const address = readAddress(location.hash);
	if (address.hasFilters || isWritten !== true) filter(address.filters);
	const index = indexOfAnchor(address.place);
	if (index === undefined && dialog.isOpen()) dialog.close();
	open = index;
	if (!address.hasFilters && isFiltered(filters)) setAddress(address.place);
	show();
	if (index === undefined && address.place !== '') document.getElementById(address.place)?.scrollIntoView();
	isWritten = true;
};

let isWritten = false;
const dialog = cellDialog({close, step});
const finding = finder({
	filter: wanted => {
		filter(wanted);
		setAddress('');
		show();
	},
	step,
});

document.querySelector('#finder')?.replaceWith(finding.element);
watchMatrix(openCell);
watchPrint(() => ({fits, filters}));
addEventListener('click', event => {
	const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[href^="#"]') : null;
	const address = link?.getAttribute('href') ?? '';
	const isCell = address.startsWith('#cell/');
	const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
	if (link === null || opensElsewhere || !(isCell || address.startsWith('#?'))) return;
	event.preventDefault();
	// Escape returns to the link.
	if (isCell) cameFrom = link;
	visit(address);
});
addEventListener('hashchange', follow);
addEventListener('keydown', event => {
	const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
	if (event.key !== '/' || isTyping || dialog.isOpen() || event.ctrlKey) return;
	event.preventDefault();
	finding.focus();
});
follow();
