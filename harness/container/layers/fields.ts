// Checks every field of a request except the lock. An option of the command line must be sent. An option that nobody
// asked for must not be sent, because it overrides the operator's configuration file.
import {askedOptions} from '../../evidence/asked-options.ts';
import {isChoice, isDefault, optionOf} from '../../evidence/criu-defaults.ts';
import {criuOptions} from '../../evidence/criu-options.ts';
import type {SentField} from '../../model/evidence.ts';
import {runtimes} from '../../runtimes/runtime.ts';
import {isKnownToBeSent} from '../../runtimes/sent-unasked.ts';
import type {CellContext} from '../cell-context.ts';
import {beforeRequest, type Line, linesOf} from '../configured.ts';
import type {Operation} from '../operation.ts';

const describe = ({number, name, value}: SentField): string => `${name} = ${value} (field ${number})`;

const asksFor = ({value}: Line, sent: SentField): boolean => (value === '' ? 'true' : value) === sent.value;

const notSent = (context: CellContext, operation: Operation, fields: readonly SentField[]): string | undefined => {
	for (const option of askedOptions(operation.argv)) {
		const [number, field] = [...criuOptions].find(([, each]) => each.option === option && each.kind === 'bool') ?? [];
		if (field === undefined) continue;
		const sent = fields.findLast(each => each.number === number);
		if (sent?.value === 'true') continue;
		const what = sent === undefined ? `no ${field.name}` : describe(sent);
		return `--${option} was asked of ${operation.operation}, but ${context.runtime.name} sent ${what}`;
	}
	return undefined;
};

const unasked = (context: CellContext, operation: Operation, sent: SentField): string | undefined => {
	const option = optionOf(sent);
	const {name} = context.runtime;
	const same = (line: Line): boolean => line.option === option;
	const beaten = beforeRequest(context).findLast(same);
	const isHeeded = linesOf(context, operation.configFile).some(same);
	if (beaten !== undefined && !isHeeded && !asksFor(beaten, sent)) {
		const line = [beaten.option, beaten.value].join(' ').trim();
		return `${beaten.file} asks for ${line}, but ${name} sent ${describe(sent)}, which beats it`;
	}
	const version = context.facts.runtimes[name]?.version ?? '';
	if (isKnownToBeSent(runtimes[name], version, operation.operation, sent)) return undefined;
	const harm = isDefault(sent) ? 'which is CRIU’s default, but beats default.conf' : 'which is not CRIU’s default';
	return `nothing was asked of ${operation.operation}, but ${name} sent ${describe(sent)}, ${harm}`;
};

/** Describes the wrong fields of a request. Undefined when all are right. */
export const fieldsProblem = (context: CellContext, operation: Operation): string | undefined => {
	const {fields} = operation;
	if (fields === undefined) return undefined;
	const asked = askedOptions(operation.argv);
	return (
		notSent(context, operation, fields) ??
		fields
			.filter(each => each.number !== 64 && isChoice(each) && !asked.includes(optionOf(each) ?? ''))
			.map(each => unasked(context, operation, each))
			.find(problem => problem !== undefined)
	);
};
