// Tables in Markdown of the packets that passed: a row for each kind, a column for each mark. A table's cell says
// whether the packet passed before the lock, under it and after it. Cells of the matrix with the same results share a
// table.
import type {CellResult} from '../model/cell-result.ts';
import type {ProbedFlow} from '../model/packets.ts';
import {code, escapeMarkdown, table} from './markdown-text.ts';

const sign = (passed: boolean | undefined): string => (passed === undefined ? '·' : passed ? '✓' : '✗');
const signs = ({before, held, after}: ProbedFlow): string => [before, held, after].map(sign).join(' ');

const markName = (mark: number): string => (mark === 0 ? 'no mark' : `0x${mark.toString(16)}`);

const kindOf = ({protocol, direction, state}: ProbedFlow): string[] => [protocol, state, direction];

/** IPv4 and IPv6 share a row if they have the same results. */
const rowsOf = (flows: readonly ProbedFlow[], marks: readonly number[]): string[][] => {
	const kinds = Map.groupBy(flows, flow => kindOf(flow).join());
	return [...kinds.values()].flatMap(kind => {
		const families = Map.groupBy(kind, ({family}) => family);
		const answers = [...families].map(([family, own]) => {
			const cells = marks.map(mark => own.find(each => each.mark === mark)).map(each => (each ? signs(each) : ''));
			return {family, cells};
		});
		return [...Map.groupBy(answers, ({cells}) => cells.join()).values()].flatMap(same => {
			const [first] = same;
			const [flow] = kind;
			if (first === undefined || flow === undefined) return [];
			return [[...kindOf(flow), same.map(({family}) => family).join(', '), ...first.cells].map(escapeMarkdown)];
		});
	});
};

const explanation =
	'✓ came through, ✗ did not: before the lock, while it was held, after it. A mark stays in its network namespace: what comes in has none. CRIU hooks no forwarded packets.';

/** Empty when no cell sent packets. */
export const packetsTables = (cells: readonly CellResult[]): string => {
	const probed = cells.filter(({evidence}) => evidence?.packets !== undefined);
	const groups = Map.groupBy(probed, ({evidence}) => JSON.stringify(evidence?.packets));
	const tables = [...groups.values()].map(group => {
		const flows = group[0]?.evidence?.packets ?? [];
		const marks = [...new Set(flows.map(({mark}) => mark))];
		const header = ['protocol', 'state', 'direction', 'family', ...marks.map(markName)];
		return [group.map(({id}) => code(id)).join(', '), table(header, rowsOf(flows, marks))].join('\n\n');
	});
	return tables.length === 0 ? '' : [explanation, ...tables].join('\n\n');
};
