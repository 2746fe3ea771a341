// Shows expected beside seen: a row per observation, layer by layer. The first wrong layer is the cause.

import type {CellDetail} from '../cell-detail.ts';
import type {Observation} from '../expected.ts';
import {make} from './dom.ts';

const explanations: Record<string, string> = {
	request: 'what the runtime sent to CRIU',
	exit: 'what the runtime returned',
	record: 'what CRIU wrote to inventory.img',
	kernel: "rules in the container's network namespace",
	behaviour: 'what a peer and the workload saw',
};

const observationRow = (
	where: string,
	{at, expected, seen, more = [], fine = [], wrong}: Observation,
): HTMLElement[] => [
	make('td', {'data-label': 'where'}, where, at !== undefined && [make('br'), make('small', {}, at)]),
	make('td', {'data-label': 'expected', class: 'note'}, expected ?? ''),
	make(
		'td',
		{'data-label': 'seen'},
		wrong && make('strong', {class: 'wrong'}, '✗ '),
		make('span', {class: wrong ? 'wrong' : false}, seen),
		more.map(each => [make('br'), make('code', {}, each)]),
		fine.length > 0 && make('details', {}, make('summary', {}, 'every option'), make('small', {}, fine.join(', '))),
	),
];

export const layersView = ({layers, operations}: CellDetail): HTMLElement => {
	if (layers.length === 0) return make('p', {class: 'note'}, 'No evidence: it was not run.');
	const cause = layers.find(({wrong}) => wrong)?.layer;
	const bodies = layers.map(({layer, wrong, columns}) => {
		const observed = columns.flatMap((observations, column) =>
			observations.map(each => observationRow(layer === 'behaviour' ? '' : (operations[column]?.title ?? ''), each)),
		);
		const rows = observed.length > 0 ? observed : [[make('td', {class: 'note', colspan: 3}, 'not observed')]];
		const heading = make(
			'th',
			{scope: 'rowgroup', rowspan: rows.length},
			layer,
			wrong && [' ', make('span', {class: 'badge fail'}, layer === cause ? '✗ cause' : '✗ wrong')],
			make('small', {}, explanations[layer] ?? ''),
		);
		return make(
			'tbody',
			{class: wrong ? 'disagrees' : false},
			rows.map((row, index) => make('tr', {}, index === 0 && heading, row)),
		);
	});
	return make(
		'div',
		{class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Evidence, layer by layer'},
		make(
			'table',
			{class: 'plain layers'},
			make(
				'thead',
				{},
				make(
					'tr',
					{},
					['Layer', 'Where', 'Expected', 'Seen'].map(name => make('th', {scope: 'col'}, name)),
				),
			),
			bodies,
		),
	);
};
