// Checks that each option changes its own field of the request and nothing else, alone and together with every other
// option.
import {optionsInCriusWords} from '../../evidence/asked-options.ts';
import {criuOptions} from '../../evidence/criu-options.ts';
import {asText} from '../../evidence/sent-fields.ts';
import type {SentField} from '../../model/evidence.ts';
import {type Option, spelled} from './help-options.ts';

/**
 * Fields whose values differ in every request: numbers of files, processes and namespaces, and paths with the container's
 * id. They only count as sent or not sent.
 */
const volatile = new Set([1, 2, 13, 17, 25, 27, 37, 44, 49, 62, 68]);

type Values = ReadonlyMap<number, string>;

const written = (field: SentField): string =>
	volatile.has(field.number) ? `${field.name} (${field.number})` : asText(field);

/** A repeated field has several values. */
const valuesOf = (fields: readonly SentField[]): Values => {
	const values = new Map<number, string>();
	for (const field of fields) {
		const before = values.get(field.number);
		values.set(field.number, before === undefined ? written(field) : `${before}, ${written(field)}`);
	}
	return values;
};

const changed = (before: Values, after: Values): number[] =>
	[...new Set([...before.keys(), ...after.keys()])].filter(number => before.get(number) !== after.get(number));

const ownFields = ({name}: Option): number[] => {
	const words = optionsInCriusWords(name);
	return [...criuOptions].flatMap(([number, {option = ''}]) => (words.includes(option) ? [number] : []));
};

const absent = 'not there';

/** How an option value that is also the value of a field counts: `--network-lock nftables`. */
const wrongValue = ({words: [, asked = '']}: Option, own: readonly number[], sent: Values): string | undefined => {
	for (const number of own) {
		const kind = criuOptions.get(number)?.kind;
		const isNamed = typeof kind === 'object' && 'names' in kind && kind.names.includes(asked);
		const value = sent.get(number);
		if (isNamed && value !== undefined && !value.endsWith(` = ${asked}`)) return value;
	}
	return undefined;
};

/** Describes what an option wrongly changes, or wrongly does not change. Undefined when all is right. */
const alone = (plain: Values, option: Option, sent: Values): string | undefined => {
	const own = ownFields(option);
	const words = `\`${spelled([option])}\``;
	const foreign = changed(plain, sent).find(number => !own.includes(number));
	if (foreign !== undefined) {
		return `${words} changes a field that is not its own: ${plain.get(foreign) ?? absent} → ${sent.get(foreign) ?? absent}`;
	}
	if (own.every(number => volatile.has(number))) return undefined;
	if (changed(plain, sent).length === 0) return `${words} is accepted, but changes nothing in the request`;
	const value = wrongValue(option, own, sent);
	return value === undefined ? undefined : `${words} sends ${value}`;
};

/** Two options together must send what each sends alone. */
const together = (
	plain: Values,
	options: readonly Option[],
	each: readonly Values[],
	sent: Values,
): string | undefined => {
	const wanted = new Map(plain);
	for (const one of each) {
		for (const number of changed(plain, one)) {
			const value = one.get(number);
			if (value === undefined) wanted.delete(number);
			else wanted.set(number, value);
		}
	}
	const [wrong] = changed(wanted, sent).sort((a, b) => b - a);
	if (wrong === undefined) return undefined;
	return `\`${spelled(options)}\` sends ${sent.get(wrong) ?? `no field ${wrong}`}, where each alone makes it ${wanted.get(wrong) ?? absent}`;
};

export type Sent = {options: readonly Option[]; fields: readonly SentField[] | undefined};

/** Each option alone. `plain`: the request without options. A refused option shows nothing. */
export const aloneProblems = (plain: readonly SentField[], singles: readonly Sent[]): string[] =>
	singles.flatMap(({options: [option], fields}) =>
		option === undefined || fields === undefined ? [] : (alone(valuesOf(plain), option, valuesOf(fields)) ?? []),
	);

/**
 * Sets whose request differs from what their options send alone, each with the reason. `singles`: options that were not
 * refused alone.
 */
export const setProblems = (
	plain: readonly SentField[],
	singles: readonly Sent[],
	sets: readonly Sent[],
): {options: readonly Option[]; problem: string}[] => {
	const ofOption = new Map(singles.map(({options, fields = []}) => [spelled(options), valuesOf(fields)]));
	return sets.flatMap(({options, fields}) => {
		const each = options.flatMap(option => ofOption.get(spelled([option])) ?? []);
		const problem =
			fields === undefined
				? `\`${spelled(options)}\` sends CRIU nothing, and each of them alone does`
				: together(valuesOf(plain), options, each, valuesOf(fields));
		return problem === undefined ? [] : [{options, problem}];
	});
};
