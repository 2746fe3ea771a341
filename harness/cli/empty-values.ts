// Refuses an empty value of any option or argument: `--scenario "$UNSET"` would select all scenarios.
import type {Argument, Command, Option} from 'commander';
import {UsageError} from '../model/usage-error.ts';
import {collect} from './options.ts';

type Parse = (value: string, before: unknown) => unknown;

const isEmpty = (value: string): boolean => /^[\s,]*$/.test(value);

const refusing = (name: string, {parseArg, variadic}: Option | Argument): Parse => {
	const otherwise: Parse = variadic
		? (value, before) => collect(value, Array.isArray(before) ? before : [])
		: value => value;
	const parse: Parse = parseArg ?? otherwise;
	return (value, before) => {
		if (!isEmpty(value)) return parse(value, before);
		throw new UsageError(`${name}: the value is empty`, 'Give a value, or leave it out; is a variable unset?');
	};
};

/** The argument of `netlock shell`. Its words belong to another program, so any of them may be empty. */
export const commandArgument = 'command';

/** `except`: an argument whose words belong to another program. */
export const refuseEmptyValues = (command: Command, except: string): void => {
	for (const option of command.options) {
		if (option.required || option.optional) option.argParser(refusing(option.long ?? option.flags, option));
	}
	for (const argument of command.registeredArguments) {
		if (argument.name() !== except) argument.argParser(refusing(`<${argument.name()}>`, argument));
	}
};
