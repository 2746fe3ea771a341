// Reads patches. Their identity is their content.
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {UsageError} from '../model/usage-error.ts';
import {nearPathsHelp} from '../support/near-paths.ts';
import {sha256} from '../support/sha256.ts';

/** `name` is for people. */
export type Patch = {name: string; content: Buffer};

/** A size limit, far above patches that people write. */
const largest = 16 * 2 ** 20;

/** @throws UsageError when the file cannot be read or holds no change */
export const readPatch = (file: string): Patch => {
	let content: Buffer;
	try {
		content = readFileSync(file);
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		throw new UsageError(`patch ${file}: cannot be read: ${code}`, nearPathsHelp(file, code));
	}
	if (content.length > largest) throw new UsageError(`patch ${file}: is larger than ${largest / 2 ** 20} MiB`);
	if (!/^(?:diff --git |--- )/m.test(content.toString('latin1'))) {
		throw new UsageError(
			`patch ${file}: holds no change`,
			'Give a unified diff, as `git diff` or `git format-patch` write it',
		);
	}
	return {name: basename(file), content};
};

/**
 * The patch set's identity, or undefined without patches: a sha256 over the newline-terminated sha256 of each patch, in the
 * order in which they apply. The formula is KCIDB's (`patchset_hash`): `sha256sum *.patch | cut -c-64 | sha256sum`.
 */
export const patchsetDigest = (patches: readonly Patch[]): string | undefined =>
	patches.length === 0 ? undefined : sha256(patches.map(({content}) => `${sha256(content)}\n`).join(''));

/** A mailbox has one message for each commit. GitHub's `.patch` of a pull request is a mailbox. */
const messagesIn = (content: string): string[] => content.split(/^(?=From [0-9a-f]{40} )/m);

/** The commit messages: the text before the first change of each commit. */
export const messageOf = ({content}: Patch): string =>
	messagesIn(content.toString('utf8'))
		.map(message => message.split(/^(?:diff --git |--- \S)/m)[0]?.trim() ?? '')
		.filter(message => message !== '')
		.join('\n\n');
