// Parses the output of `nft -j list ruleset`. Only this file knows its format.
import {z} from 'zod';
import {NetlockError} from '../support/errors.ts';

const inTable = {family: z.string(), table: z.string()};
const flags = z.union([z.string(), z.array(z.string())]).optional();
const listed = z.object({
	table: z.object({family: z.string(), name: z.string(), flags}).optional(),
	chain: z
		.object({
			...inTable,
			name: z.string(),
			type: z.string().optional(),
			hook: z.string().optional(),
			prio: z.union([z.number(), z.string()]).optional(),
			policy: z.string().optional(),
		})
		.optional(),
	rule: z.object({...inTable, chain: z.string(), expr: z.array(z.unknown()).default([])}).optional(),
	set: z
		.object({...inTable, name: z.string(), type: z.unknown(), flags, elem: z.array(z.unknown()).default([])})
		.optional(),
	map: z.object({...inTable, name: z.string()}).optional(),
	flowtable: z.object({...inTable, name: z.string()}).optional(),
});
const ruleset = z.object({nftables: z.array(listed)});

/** One line of a listing: a table, a chain, a rule, or another object of a table. */
export type Listed = z.infer<typeof listed>;

export class RulesetInvalid extends NetlockError {
	override name = 'RulesetInvalid';
	constructor(text: string, cause?: unknown) {
		super('harness', 'a ruleset snapshot cannot be read', text.slice(0, 200), cause);
	}
}

/** @throws RulesetInvalid */
export const readListing = (json: string): readonly Listed[] => {
	try {
		return ruleset.parse(JSON.parse(json)).nftables;
	} catch (error) {
		throw new RulesetInvalid(json, error);
	}
};
