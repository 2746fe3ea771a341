// minimal-intervention.md: the options that each runtime sends CRIU although nobody asked, by version, from the
// requests in a run.
import {askedOptions} from '../evidence/asked-options.ts';
import {isChoice, isDefault, isNeeded, optionOf} from '../evidence/criu-defaults.ts';
import type {OperationEvidence, SentField} from '../model/evidence.ts';
import type {Results} from '../model/results.ts';
import {code, escapeMarkdown, table} from './markdown-text.ts';

type Seen = {operation: OperationEvidence['operation']; runtime: string; field: SentField; asked: boolean};

const seenIn = ({cells, images, builds}: Results): Seen[] =>
	cells.flatMap(({runtime, image, evidence}) => {
		const name = builds.find(({id}) => id === runtime)?.runtime;
		// Packaged runtimes only: the verdicts cover builds under test.
		if (name === undefined || runtime !== name) return [];
		return (evidence?.operations ?? []).flatMap(({operation, command, place = image, fields = []}) => {
			const version = images.find(({id}) => id === place)?.facts?.runtimes[name]?.version ?? 'of unknown version';
			const asked = askedOptions(command.split(' '));
			return fields.map(field => ({
				operation,
				runtime: `${name} ${version}`,
				field,
				asked: asked.includes(optionOf(field) ?? ''),
			}));
		});
	});

/** The effect of sending the field unasked. */
const effect = (field: SentField): string => {
	if (!isChoice(field)) return 'harmless: CRIU passes over `false`';
	const option = optionOf(field);
	const line = option === undefined ? 'default.conf' : `${code(option)} in default.conf`;
	return isDefault(field) ? `CRIU’s default, but beats ${line}` : `**not** CRIU’s default, and beats ${line}`;
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

const rowsOf = (seen: readonly Seen[], runtimes: readonly string[]): string[][] => {
	const inOrder = seen.toSorted((a, b) => a.operation.localeCompare(b.operation) || a.field.number - b.field.number);
	const fields = distinct(inOrder.map(({operation, field}) => `${operation} ${field.number}`));
	const rows = fields.map(key => {
		const these = seen.filter(({operation, field}) => `${operation} ${field.number}` === key);
		const unasked = these.filter(({asked}) => !asked);
		return {first: unasked[0] ?? these[0], these, unasked};
	});
	return rows.flatMap(({first, these, unasked}) => {
		if (first === undefined) return [];
		const {operation, field} = first;
		const cells = runtimes.map(runtime => {
			const own = these.filter(each => each.runtime === runtime);
			if (own.length === 0) return '';
			const values = distinct(own.filter(({asked}) => !asked).map(each => each.field.value));
			return values.length === 0 ? 'when asked' : `${values.map(code).join(', ')} unasked`;
		});
		const what = unasked.length === 0 ? 'as it must be' : effect(field);
		return [[escapeMarkdown(operation), `${code(field.name)} (${field.number})`, ...cells, what]];
	});
};

/** Undefined unless the run had the scenarios for it. */
export const renderMinimalIntervention = (results: Results): string | undefined => {
	if (!results.scenarios.some(({id}) => id === 'options-at-checkpoint')) return undefined;
	const all = seenIn(results);
	const seen = all.filter(({field}) => !isNeeded(field));
	if (seen.length === 0) return undefined;
	const runtimes = distinct(seen.map(({runtime}) => runtime)).sort();
	const needed = distinct(all.filter(({field}) => isNeeded(field)).map(({field}) => code(field.name)));
	return `# Minimal intervention

A value is passed to CRIU only when somebody asked for it: that is the rule, for every field of a request.
CRIU reads \`/etc/criu/default.conf\` and the file that \`CRIU_CONFIG_FILE\` names, then the request, then the file that the request names; a later one wins.
So a field that is sent unasked undoes an operator's line, also where its value is CRIU's default.
What that costs is in [the finding](findings/unasked-fields-beat-default-conf.md).

This table was measured: it is what the packaged runtimes sent in one run (kernel ${escapeMarkdown(results.host.kernel)}).
\`npm run minimal-intervention\` writes this page.
An empty cell: not sent, asked or not.

${table(['operation', 'field', ...runtimes.map(escapeMarkdown), 'sent unasked it is'], rowsOf(seen, runtimes))}

Left out is what the work itself needs, and no operator chooses: ${needed.join(', ')}.

What is in this table passes in every cell, unless it undoes a line of that cell's default.conf; whatever else is sent unasked is a failure at layer request (\`sendsUnasked\` in the [records of the runtimes](../harness/runtimes/)).
`;
};
