// Says whether a value in a request overrides a configuration file. CRIU reads the files first and the request after
// them (CRIU criu/cr-service.c, setup_opts_from_req). So a value in the request beats default.conf, even if it is the
// default value.
import type {SentField} from '../model/evidence.ts';
import {criuOptions} from './criu-options.ts';

/** Fields that the operation itself or netlock needs. No operator sets them. */
const task = new Set([1, 2, 10, 11, 12, 13, 14, 17, 19, 22, 23, 25, 26, 27, 33, 37, 38, 39, 44, 49, 50, 51, 62, 68]);

/** CRIU checks these only for true: `false` has no effect. */
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

/** Whether an operator could set the field, and the value has an effect. */
export const isChoice = ({number, value}: SentField): boolean =>
	!task.has(number) && !(onlyWhenTrue.has(number) && value === 'false');

export const isDefault = ({number, value}: SentField): boolean => (defaults[number] ?? ['false']).includes(value);

export const optionOf = ({number}: SentField): string | undefined => criuOptions.get(number)?.option;
