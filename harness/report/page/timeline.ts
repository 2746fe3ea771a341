// Draws the timeline of a cycle: each operation with its stages, the lock in the kernel, and the peer's silences below.
import type {CycleTimes} from '../cycle-times.ts';
import {draw, make} from './dom.ts';

const width = 800;
const left = 86;
const right = 14;

type Segment = {name: string; from: number; to: number; className?: string};
type Operation = CycleTimes['operations'][number];

const milliseconds = (value: number): string =>
	value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;

/** The phase that begins with the operation, and with each stage. */
const phases: Record<string, Record<string, string>> = {
	checkpoint: {begin: 'freeze', 'network-lock': 'lock and dump', 'network-unlock': 'unlock', 'post-dump': 'dumped'},
	restore: {
		begin: 'restore',
		'post-restore': 'restored',
		'network-unlock': 'unlock',
		'pre-resume': 'resume',
	},
};

const segmentsOf = ({name, from, to, stages}: Operation): Segment[] => {
	const names = phases[name] ?? {};
	const points = [{stage: 'begin', at: from}, ...stages.filter(({stage}) => stage in names)];
	return points.map(({stage, at}, index) => ({name: names[stage] ?? stage, from: at, to: points[index + 1]?.at ?? to}));
};

/** The lock in the kernel between two snapshots: what both show, or that it changed between them. */
const locksOf = ({operations}: CycleTimes): Segment[] => {
	const points = operations.flatMap(({stages}) => stages).toSorted((a, b) => a.at - b.at);
	const end = Math.max(...operations.map(({to}) => to));
	const word = (lock: string | undefined): string => lock || 'no lock';
	const between = points.map(({lock, at}, index): Segment => {
		const next = points[index + 1] ?? {lock, at: end};
		const changes = next.lock !== lock;
		const name = changes ? `${word(lock)} → ${word(next.lock)}` : word(lock);
		return {name, className: changes ? 'changes' : lock ? 'locked' : 'free', from: at, to: next.at};
	});
	const merged: Segment[] = [];
	for (const segment of between) {
		const last = merged.at(-1);
		if (last?.name === segment.name) last.to = segment.to;
		else merged.push(segment);
	}
	return merged;
};

export const timeline = (times: CycleTimes): HTMLElement => {
	const {operations, peer} = times;
	const end = Math.max(1, ...operations.map(({to}) => to), ...(peer?.silences ?? []).map(({to}) => to));
	const x = (time: number): number => left + (Math.max(0, time) / end) * (width - left - right);
	const value = make(
		'output',
		{class: 'note', 'aria-live': 'polite'},
		'Point at a part, or reach it with Tab, for its times.',
	);
	const part = (row: number, className: string, {name, from, to}: Segment, prefix = ''): SVGElement => {
		// An error replaces the label.
		const isBare = className === 'alive' || (className === 'silent' && peer?.end !== undefined);
		const words = `${prefix}${name}: ${milliseconds(from)} to ${milliseconds(to)}, ${milliseconds(to - from)}`;
		const [start, length] = [x(from), Math.max(2, x(to) - x(from))];
		const group = draw(
			'g',
			{tabindex: 0, role: 'img', 'aria-label': words, class: `part ${className}`},
			draw('rect', {x: start, y: row, width: length, height: 24, rx: 3}),
			!isBare &&
				length > name.length * 6.8 + 6 &&
				draw('text', {x: start + length / 2, y: row + 16, 'text-anchor': 'middle'}, name),
			draw('title', {}, words),
		);
		const tell = (): void => {
			value.textContent = words;
		};
		group.addEventListener('mouseenter', tell);
		group.addEventListener('focus', tell);
		return group;
	};
	const label = (row: number, text: string): SVGElement => draw('text', {x: 0, y: row + 16, class: 'label'}, text);
	const gaps = operations.slice(1).flatMap((next, index): Segment[] => {
		const before = operations[index];
		return before && next.from > before.to ? [{name: 'gap', from: before.to, to: next.from}] : [];
	});
	const [top, kernel, below] = [22, 58, 94];
	const height = (peer ? below : kernel) + 48;
	const axis = height - 8;
	const titles = operations.map(({name, from, to}) =>
		draw('text', {x: x((from + to) / 2), y: 14, 'text-anchor': 'middle', class: 'label'}, name),
	);
	const ticks = Array.from({length: 5}, (_, index) => (end * index) / 4).map((time, index) =>
		draw(
			'text',
			{x: x(time), y: axis, class: 'label', 'text-anchor': index === 0 ? 'start' : index === 4 ? 'end' : 'middle'},
			milliseconds(time),
		),
	);
	// A connection that ended has no traffic after its last silence.
	const lastHeard = peer?.end === undefined ? end : (peer.silences.at(-1)?.to ?? end);
	const alive = {name: `traffic, ${peer?.bytes}`, from: 0, to: lastHeard};
	const picture = draw(
		'svg',
		{viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'The cycle in time', class: 'timeline'},
		titles,
		label(top, 'cycle'),
		operations.flatMap(operation => segmentsOf(operation).map(each => part(top, 'phase', each, `${operation.name}, `))),
		gaps.map(each => part(top, 'gone', each)),
		label(kernel, 'kernel'),
		locksOf(times).map(each => part(kernel, each.className ?? '', each, 'kernel: ')),
		peer && [
			label(below, 'peer'),
			part(below, 'alive', alive, 'peer, '),
			peer.silences.map(each => part(below, 'silent', {...each, name: 'silence'}, 'peer: ')),
			peer.end !== undefined &&
				draw(
					'text',
					{
						x: x(lastHeard) + 6,
						y: below + 16,
						'text-anchor': lastHeard > end * 0.85 ? 'end' : 'start',
						dx: lastHeard > end * 0.85 ? -14 : 0,
						class: 'wrong',
					},
					`✗ ${peer.end}`,
				),
		],
		ticks,
	);
	return make('figure', {}, make('div', {class: 'scroll'}, picture), make('figcaption', {}, value));
};
