// summary.md: matrix.md, cut to the size that GitHub allows for a step's summary. A note says what was cut.
import type {Results} from '../../model/results.ts';
import {markdownSections} from '../markdown.ts';

/** GitHub refuses a longer summary as a whole. Each step has its own limit. */
const mostBytes = 1024 * 1024;

/** Bytes for the notes, and for the line feeds between sections. */
const reserve = 1000;

/** The first lines that together need at most `room` bytes. */
const fitting = (lines: readonly string[], room: number): string[] => {
	const some: string[] = [];
	let size = 0;
	for (const line of lines) {
		size += Buffer.byteLength(line) + 1;
		if (size > room) break;
		some.push(line);
	}
	return some;
};

/** `limit`: in bytes. */
export const renderStepSummary = (results: Results, limit = mostBytes): string => {
	const sections = markdownSections(results);
	const whole = `${sections.join('\n\n')}\n`;
	if (Buffer.byteLength(whole) <= limit) return whole;
	const taken: string[] = [];
	const notes: string[] = [];
	let room = limit - reserve;
	for (const section of sections) {
		const size = Buffer.byteLength(section) + 2;
		const name = /^#+ (.*)$/m.exec(section)?.[1] ?? '';
		if (size <= room) {
			taken.push(section);
			room -= size;
			continue;
		}
		const lines = section.split('\n');
		const some = fitting(lines, room);
		// A table without rows says nothing.
		const isTable = some.filter(line => line.startsWith('|')).length > 2;
		if (isTable) taken.push(some.join('\n'));
		room = isTable ? 0 : room;
		notes.push(isTable ? `${name}: the last ${lines.length - some.length} of its lines` : name);
	}
	const note = `**Cut**: GitHub takes ${limit} bytes. Left out, and in matrix.md: ${notes.join('; ')}.`;
	return `${[...taken, note].join('\n\n')}\n`;
};
