// The panel over the page: opens, moves from failure to failure, and closes at the place where the reader was before.
import {make} from './dom.ts';
import {panelView} from './panel.ts';
import {detailOf, frame} from './store.ts';

export type Dialog = {
	show: (index: number, place: {position: number; count: number}) => void;
	close: () => void;
	isOpen: () => boolean;
};

export const cellDialog = (act: {close: () => void; step: (by: 1 | -1) => void}): Dialog => {
	const button = (name: string, text: string, label: string, press: () => void): HTMLButtonElement => {
		const made = make('button', {type: 'button', class: name, 'aria-label': label, title: label}, text);
		made.addEventListener('click', press);
		return made;
	};
	const where = make('span', {class: 'note'});
	const steppers = [
		button('step', '‹', 'Previous failure (p)', () => act.step(-1)),
		button('step', '›', 'Next failure (n)', () => act.step(1)),
	];
	const body = make('div', {class: 'body'});
	const bar = make('div', {class: 'bar'}, steppers, where, button('close', '×', 'Close (Escape)', act.close));
	const dialog = make('dialog', {'aria-labelledby': 'panel-title'}, bar, body);
	document.body.append(dialog);
	dialog.addEventListener('cancel', event => {
		event.preventDefault();
		act.close();
	});
	// A click on the dialog element itself is a click on the shade around the panel.
	dialog.addEventListener('click', event => {
		if (event.target === dialog) act.close();
	});
	dialog.addEventListener('keydown', event => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (event.key === 'n') act.step(1);
		if (event.key === 'p') act.step(-1);
	});
	return {
		show: (index, {position, count}) => {
			const cell = frame.cells[index];
			if (cell === undefined) return;
			body.replaceChildren(panelView(cell, detailOf(index)));
			where.textContent = position < 0 ? '' : `failure ${position + 1} of ${count}`;
			for (const each of steppers) each.disabled = count === 0;
			if (!dialog.open) dialog.showModal();
			dialog.scrollTop = 0;
			dialog.querySelector<HTMLElement>('#panel-title')?.focus();
		},
		close: () => dialog.close(),
		isOpen: () => dialog.open,
	};
};
