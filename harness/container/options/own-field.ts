// A request is a set of fields: an option changes its own and nothing else, alone and beside every other option.
import {optionInCriusWords} from '../../evidence/asked-options.ts';
import {criuOptions} from '../../evidence/criu-options.ts';
import {asText} from '../../evidence/sent-fields.ts';
import type {SentField} from '../../model/evidence.ts';
import type {Option} from './help-options.ts';

/** Numbers of files, processes and namespaces, and paths with the container's id: other ones each time. */
const volatile = new Set([1, 2, 13, 17, 25, 27, 37, 44, 49, 62]);

type Values = ReadonlyMap<number, string>;

/** A field that is sent several times is one with several values. */
const valuesOf = (fields: readonly SentField[]): Values => {
	const values = new Map<number, string>();
	for (const field of fields) {
		if (volatile.has(field.number)) continue;
		const before = values.get(field.number);
		values.set(field.number, before === undefined ? asText(field) : `${before}, ${asText(field)}`);
	}
	return values;
};

const changed = (before: Values, after: Values): number[] =>
	[...new Set([...before.keys(), ...after.keys()])].filter(number => before.get(number) !== after.get(number));

const ownFields = ({name}: Option): number[] =>
	[...criuOptions].flatMap(([number, {option}]) => (option === optionInCriusWords(name) ? [number] : []));

const spelled = (options: readonly Option[]): string => options.flatMap(({words}) => words).join(' ');

const absent = 'not there';

/** What one option changes that is not its own, or does not change although it should; undefined when all is well. */
const alone = (plain: Values, option: Option, sent: Values): string | undefined => {
	const own = ownFields(option);
	const foreign = changed(plain, sent).find(number => !own.includes(number));
	if (foreign !== undefined) {
		return `\`${spelled([option])}\` changes a field that is not its own: ${plain.get(foreign) ?? absent} → ${sent.get(foreign) ?? absent}`;
	}
	if (own.length === 0 || changed(plain, sent).length > 0) return undefined;
	return `\`${spelled([option])}\` is accepted, but changes nothing in the request`;
};

/** Two options together send what each of them sends alone. */
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
	const wrong = changed(wanted, sent)[0];
	if (wrong === undefined) return undefined;
	return `\`${spelled(options)}\` sends ${sent.get(wrong) ?? `no field ${wrong}`}, where each alone makes it ${wanted.get(wrong) ?? absent}`;
};

export type Sent = {options: readonly Option[]; fields: readonly SentField[] | undefined};

/** `plain`: what is sent without any option. An option that is refused alone says nothing. */
export const requestProblems = (plain: readonly SentField[], sets: readonly Sent[]): string[] => {
	const base = valuesOf(plain);
	const singles = new Map<string, Values>();
	const problems: (string | undefined)[] = [];
	for (const {options, fields} of sets) {
		const [first] = options;
		const each = options.flatMap(({name}) => singles.get(name) ?? []);
		if (options.length === 1 && first !== undefined && fields !== undefined) {
			singles.set(first.name, valuesOf(fields));
			problems.push(alone(base, first, valuesOf(fields)));
		} else if (options.length > 1 && each.length === options.length) {
			problems.push(
				fields === undefined
					? `\`${spelled(options)}\` sends CRIU nothing, and each of them alone does`
					: together(base, options, each, valuesOf(fields)),
			);
		}
	}
	return problems.filter(problem => problem !== undefined);
};
