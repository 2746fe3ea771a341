// What a value in a request does to a configuration file: CRIU takes the files first and the request after them (CRIU
// criu/cr-service.c, setup_opts_from_req), so a value that is sent beats default.conf, also where it is the default.
import type {SentField} from '../model/evidence.ts';
import {criuOptions} from './criu-options.ts';

/** Needed for the work itself, or to find its files and logs again: no operator chooses them. */
const task = new Set([1, 2, 10, 11, 12, 13, 14, 17, 19, 22, 23, 25, 26, 27, 33, 37, 38, 39, 44, 49, 50, 51, 62, 68]);

/** CRIU looks at these only when they are true: `false` is the same as nothing. */
const onlyWhenTrue = new Set([3, 50, 58, 59, 65, 69, 71]);

/** Defaults that are not `false` (CRIU criu/config.c, init_opts). */
const defaults: Record<number, readonly string[]> = {
	9: ['2'],
	24: ['true'],
	34: ['soft', 'default'],
	35: ['1048576'],
	45: ['10'],
	61: ['splice'],
};

export const isNeeded = ({number}: SentField): boolean => task.has(number);

/** A field that an operator has a say in, and that changes something. */
export const isChoice = ({number, value}: SentField): boolean =>
	!task.has(number) && !(onlyWhenTrue.has(number) && value === 'false');

export const isDefault = ({number, value}: SentField): boolean => (defaults[number] ?? ['false']).includes(value);

export const optionOf = ({number}: SentField): string | undefined => criuOptions.get(number)?.option;
