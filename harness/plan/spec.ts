// Checks a scenario's declaration when it runs, for files that no type checker has read.
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

/** `key`: the wrong key of the declaration, if there is one. */
type Problem = {key?: string; what: string};

/** Describes what is wrong with a declaration. Undefined when it is right. */
export const problemOf = ({title, spec: given, body}: Declaration): Problem | undefined => {
	if (typeof title !== 'string' || title === '') return {what: 'scenario(title, spec, body): the title is no text'};
	if (typeof body !== 'function') return {what: 'scenario(title, spec, body): the body is no function'};
	const issues = spec.safeParse(given, {reportInput: true}).error?.issues ?? [];
	// A mistyped key is also a missing key. The first message helps more.
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
