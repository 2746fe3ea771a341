// Variables for make behind a source tree, as `src:TREE,NAME=VALUE` has them.
import {existsSync} from 'node:fs';
import {UsageError} from '../model/usage-error.ts';

/** make expands the value, and then a shell reads it. So only plain characters are allowed. */
const variable = /^[A-Za-z_][A-Za-z0-9_]*=[\w+./:@%= -]*$/;

/**
 * Splits `../criu,NETWORK_LOCK_DEFAULT=NETWORK_LOCK_NFTABLES` into a tree and variables for make. @throws UsageError
 */
export const splitVariables = (option: string, value: string): {source: string; variables: string[]} => {
	// The name of a folder may hold a comma.
	if (existsSync(value)) return {source: value, variables: []};
	const [source = '', ...variables] = value.split(',');
	const malformed = variables.find(each => !variable.test(each));
	if (malformed === undefined) return {source, variables};
	throw new UsageError(
		`${option}: "${malformed}" is no variable for make`,
		'Valid: src:TREE,NAME=VALUE,… with letters, digits, spaces and _ + - . / : @ % = in the value',
	);
};
