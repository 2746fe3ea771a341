// The panel of one cell: the verdict, the timeline, expected beside seen, the commands with their results, the files.
import type {CellDetail, OperationDetail} from '../cell-detail.ts';
import {fileHref} from '../cell-files.ts';
import type {CellHead} from '../page-data.ts';
import {make} from './dom.ts';
import {layersView} from './layers-view.ts';
import {classOf, glyphOf, idOf, scenarioOf} from './store.ts';
import {timeline} from './timeline.ts';

const external = (text: string, url: string | undefined): HTMLElement =>
	url === undefined ? make('bdi', {}, text) : make('a', {href: url, rel: 'noreferrer'}, text);

const statusBadge = (cell: CellHead): HTMLElement =>
	make(
		'span',
		{class: `badge ${classOf(cell)}`},
		make('span', {'aria-hidden': 'true'}, glyphOf(cell)),
		` ${cell.status}`,
	);

const knownIssue = ({issue}: CellDetail): HTMLElement | undefined =>
	issue &&
	make(
		'aside',
		{'aria-label': 'Known issue'},
		make('strong', {}, `Known issue ${issue.id}`),
		' (',
		external(issue.bug, issue.url),
		`), until ${issue.expires}`,
		make('br'),
		issue.reason,
	);

const lines = (title: string, texts: readonly string[] | undefined): HTMLElement[] =>
	texts === undefined || texts.length === 0
		? []
		: [make('h4', {}, title), make('pre', {class: 'cause'}, texts.join('\n'))];

const operationView = ({title, command, ended, said, log}: OperationDetail): HTMLElement[] => [
	make('pre', {}, make('span', {class: 'prompt'}, '$ '), command),
	make('p', {class: 'note'}, `${title}: ${ended}`),
	...lines('The runtime says', said),
	...lines('CRIU names the cause', log),
];

const section = (title: string, ...content: (HTMLElement | HTMLElement[] | undefined)[]): HTMLElement[] => {
	const present = content.flat().filter(each => each !== undefined);
	return present.length === 0 ? [] : [make('h3', {}, title), ...present];
};

const copyButton = (text: string): HTMLButtonElement => {
	const button = make('button', {type: 'button', class: 'copy'}, 'Copy');
	button.addEventListener('click', async () => {
		await navigator.clipboard.writeText(text);
		button.textContent = 'Copied';
	});
	return button;
};

const fileList = ({files}: CellDetail): HTMLElement[] => {
	if (files === undefined) return [];
	const link = (name: string): HTMLElement => {
		const path = name.startsWith('/') ? name.slice(1) : files.folder + name;
		const href = fileHref(path);
		return make('li', {}, href === undefined ? make('code', {}, path) : make('a', {href}, name.replace(/^\//, '')));
	};
	return files.groups.flatMap(({what, names}) => [make('h4', {}, what), make('ul', {class: 'files'}, names.map(link))]);
};

const facts = (cell: CellHead, {facts: own}: CellDetail): HTMLElement => {
	const scenario = scenarioOf(cell.scenario);
	const fact = (name: string, ...value: (HTMLElement | string)[]): HTMLElement =>
		make('div', {}, make('dt', {}, name), make('dd', {}, value));
	return make(
		'dl',
		{class: 'facts'},
		own.map(([name, value]) => fact(name, value)),
		scenario !== undefined && scenario.file !== '' && fact('Scenario', make('code', {}, scenario.file)),
		scenario !== undefined &&
			scenario.reports.length > 0 &&
			fact(
				'Guards',
				...scenario.reports.flatMap(({text, url, guards}, index) => [
					index > 0 ? '; ' : '',
					external(text, url),
					guards === undefined ? '' : ` (${guards})`,
				]),
			),
	);
};

export const panelView = (cell: CellHead, detail: CellDetail): HTMLElement => {
	const {times, operations, reproduce} = detail;
	return make(
		'article',
		{class: 'cell'},
		make('p', {class: 'kicker'}, scenarioOf(cell.scenario)?.title ?? cell.scenario),
		make('h2', {id: 'panel-title', tabindex: -1}, idOf(cell)),
		make(
			'p',
			{},
			statusBadge(cell),
			cell.unexpected && [' ', make('span', {class: 'badge fail'}, 'unexpected')],
			cell.flaky && [' ', make('span', {class: 'badge known-failure'}, 'flaky')],
		),
		make('p', {class: 'verdict'}, cell.verdict ?? 'all layers of evidence agree'),
		knownIssue(detail),
		section('Evidence', layersView(detail)),
		times && section('The cycle in time', timeline(times)),
		section('Commands', operations.flatMap(operationView)),
		reproduce !== undefined && section('Reproduce', make('pre', {}, reproduce), copyButton(reproduce)),
		section('Files', fileList(detail)),
		section('Circumstances', facts(cell, detail)),
	);
};
