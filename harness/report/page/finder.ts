// The search box, the filters, and the number of cells that match.
import {type FilterName, type Filters, filterNames} from './address.ts';
import {make} from './dom.ts';
import {frame} from './store.ts';

const distinct = (values: readonly (string | undefined)[]): string[] =>
	[...new Set(values)].filter(value => value !== undefined);

type Choice = {name: FilterName; label: string; values: readonly (string | [value: string, text: string])[]};

const choices = (): Choice[] => {
	const present = new Set(frame.cells.map(({status}) => status));
	const unexpected = frame.cells.some(cell => cell.unexpected) ? ['unexpected'] : [];
	return [
		{name: 'image', label: 'Image', values: frame.images.map(({id}) => id)},
		{name: 'runtime', label: 'Build', values: frame.runtimes.map(({id}) => id)},
		{name: 'lock', label: 'Lock', values: frame.locks},
		{name: 'scenario', label: 'Scenario', values: frame.scenarios.map(({id}) => id)},
		{name: 'layer', label: 'Layer', values: distinct(frame.cells.map(({layer}) => layer))},
		{name: 'party', label: 'To blame', values: distinct(frame.causes.map(({party}) => party))},
		{
			name: 'outcome',
			label: 'Outcome',
			values: [...unexpected, ...frame.marks.map(({status}) => status).filter(status => present.has(status))],
		},
		{name: 'issue', label: 'Known issue', values: distinct(frame.cells.map(({issue}) => issue))},
		{
			name: 'cause',
			label: 'Cause',
			values: frame.causes.map(({title}, index) => [
				String(index + 1),
				`${index + 1}: ${title.length > 60 ? `${title.slice(0, 60)}…` : title}`,
			]),
		},
	];
};

const field = ({name, label, values}: Choice): HTMLElement =>
	make(
		'span',
		{class: 'field'},
		make('label', {for: `filter-${name}`}, label),
		make(
			'select',
			{name, id: `filter-${name}`},
			make('option', {value: ''}, 'all'),
			values.map(each =>
				typeof each === 'string' ? make('option', {value: each}, each) : make('option', {value: each[0]}, each[1]),
			),
		),
	);

export type Finder = {
	element: HTMLFormElement;
	show: (filters: Filters, count: {left: number; all: number; failures: number}) => void;
	focus: () => void;
};

export const finder = (act: {
	filter: (filters: Filters) => void;
	step: (by: 1 | -1, from: HTMLElement) => void;
}): Finder => {
	const search = make('input', {
		type: 'search',
		name: 'q',
		placeholder: 'id, scenario, cause, text',
		'aria-label': 'Search cells',
	});
	const differs = make('input', {type: 'checkbox', name: 'differs', value: '1'});
	const count = make('output', {class: 'count', 'aria-live': 'polite'});
	const stepper = (by: 1 | -1, text: string): HTMLButtonElement => {
		const button = make('button', {type: 'button'}, text);
		button.addEventListener('click', () => act.step(by, button));
		return button;
	};
	const steppers = [stepper(-1, '‹ Previous failure'), stepper(1, 'Next failure ›')];
	const reset = make('button', {type: 'reset'}, 'Show all');
	// A phone shows the filters only on request.
	const more = make(
		'details',
		{class: 'more', open: matchMedia('(min-width: 761px)').matches && ''},
		make('summary', {}, 'Filters'),
	);
	const form = make(
		'form',
		{class: 'finder', role: 'search', 'aria-label': 'Cells'},
		make('div', {class: 'row'}, search, count, steppers, reset),
		more,
	);
	more.append(
		make(
			'div',
			{class: 'row'},
			choices()
				.filter(({name, values}) => values.length > (name === 'issue' || name === 'layer' ? 0 : 1))
				.map(field),
			frame.runtimes.length > 1 && make('label', {class: 'field'}, differs, ' differs between builds'),
		),
	);
	const read = (): Filters => {
		const data = new FormData(form);
		return Object.fromEntries(
			filterNames.flatMap(name => {
				const value = data.get(name);
				return typeof value === 'string' && value !== '' ? [[name, value]] : [];
			}),
		);
	};
	form.addEventListener('input', () => act.filter(read()));
	form.addEventListener('submit', event => event.preventDefault());
	form.addEventListener('reset', event => {
		event.preventDefault();
		act.filter({});
	});
	return {
		element: form,
		focus: () => search.focus(),
		show: (filters, {left, all, failures: failing}) => {
			for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')) {
				const value = filters[control.name as FilterName] ?? '';
				if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = value !== '';
				else if (control.value !== value) control.value = value;
			}
			const some = `${left.toLocaleString('en')} of ${all.toLocaleString('en')} cells`;
			count.textContent =
				left === 0 ? `No cell fits: 0 of ${all.toLocaleString('en')}. Take a filter away, or show all.` : some;
			for (const button of steppers) button.disabled = failing === 0;
			reset.hidden = left === all;
			if (left !== all) more.open = true;
		},
	};
};
