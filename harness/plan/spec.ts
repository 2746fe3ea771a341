// What a scenario file must declare: the type checker says so where it runs, and this where it does not.
import {z} from 'zod';
import {locks} from '../model/axes.ts';
import {behaviours} from '../model/behaviours.ts';
import {type Declaration, extraCapabilities} from '../model/declaration.ts';
import {plainIssue} from '../model/plain-issue.ts';
import {noSuchKey} from '../support/nearest.ts';

const callback = z.custom(value => typeof value === 'function', 'must be a function');

const spec = z.strictObject({
	locks: z.array(z.enum(locks)).min(1),
	core: z.literal(true).optional(),
	smoke: z.literal(true).optional(),
	reports: z.record(z.string(), z.string()),
	runtimes: callback.optional(),
	destinations: z.literal('every image').optional(),
	told: z.literal('nothing').optional(),
	has: z.array(z.enum(behaviours)).optional(),
	capabilities: z.array(z.enum(extraCapabilities)).optional(),
	skip: callback.optional(),
});

/** `key`: of the declaration, where one is to blame. */
type Problem = {key?: string; what: string};

/** What is wrong with a declaration; undefined where nothing is. */
export const problemOf = ({title, spec: given, body}: Declaration): Problem | undefined => {
	if (typeof title !== 'string' || title === '') return {what: 'scenario(title, spec, body): the title is no text'};
	if (typeof body !== 'function') return {what: 'scenario(title, spec, body): the body is no function'};
	const issues = spec.safeParse(given, {reportInput: true}).error?.issues ?? [];
	// A key that is mistyped is also missing: the first is what helps.
	const issue = issues.find(({code}) => code === 'unrecognized_keys') ?? issues[0];
	if (issue === undefined) return undefined;
	if (issue.code === 'unrecognized_keys') {
		const [key = ''] = issue.keys;
		return {key, what: `${key}: ${noSuchKey(key, Object.keys(spec.shape))}`};
	}
	const [key] = issue.path;
	if (key === undefined) return {what: `scenario(title, spec, body): the spec is no object`};
	return {key: String(key), what: `${z.core.toDotPath(issue.path)}: ${plainIssue(issue, issue.input)}`};
};
