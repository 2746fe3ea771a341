// Whether the matrix can run here, in one line.
import {counted} from '../support/counted.ts';
import type {Check, Group} from './check.ts';
import type {Availability} from './images.ts';

export type Verdict = {canRun: boolean; summary: string};

const count = (images: readonly Availability[], wanted: Availability): number =>
	images.filter(each => each === wanted).length;

const describeImages = (images: readonly Availability[]): string => {
	const parts = [
		{number: count(images, 'ready'), rest: 'ready'},
		{number: count(images, 'pending'), rest: 'to be built by the next run'},
		{number: count(images, 'missing'), rest: 'unavailable'},
	];
	return parts.flatMap(({number, rest}) => (number === 0 ? [] : [`${counted(number, 'image')} ${rest}`])).join(', ');
};

const instruct = (fix: string): string => {
	const command = /^`([^`]+)`$/.exec(fix)?.[1];
	return command === undefined ? fix : `run: ${command}`;
};

/** Names the `gaps`. The first one's fix is the next step. */
export const judge = (groups: readonly Group[], images: readonly Availability[]): Verdict => {
	const gaps: Check[] = groups.flatMap(({checks}) => checks).filter(({state}) => state === 'gap');
	const [first] = gaps;
	if (first === undefined) return {canRun: true, summary: `netlock can run here: ${describeImages(images)}`};
	const names = [...new Set(gaps.map(({name}) => name))].join(', ');
	return {canRun: false, summary: `netlock cannot run here yet: ${names}; ${instruct(first.fix ?? first.detail)}`};
};
