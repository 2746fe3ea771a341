// Completion in real shells: the values that each one offers after some words.
import {execFile} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {completionScript} from '../../../harness/cli/completion/command.ts';
import {createProgram} from '../../../harness/cli/program.ts';
import {quote} from '../../../harness/support/quote.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {isInstalled, type Shell, shells} from './shells.ts';

const load = async () => (await createProgram()).program;

/** The values that are offered for the last word. */
const ask: Record<Shell, (script: string, words: readonly string[]) => string> = {
	bash: (script, words) => `
		source ${quote(script)}
		COMP_WORDS=(${words.map(quote).join(' ')}); COMP_CWORD=${words.length - 1}
		_netlock; printf '%s\\n' "\${COMPREPLY[@]}"`,
	// The functions that offer values work in the line editor only. The test replaces them, and records their
	// arguments.
	zsh: (script, words) => `
		_values() { shift 3; print -l -- "$@" }
		_describe() { print -l -- "\${(@)\${(@P)2}%%:*}" }
		_files() { print -l -- * }
		words=(${words.map(quote).join(' ')}); CURRENT=${words.length}; PREFIX=\${words[-1]}
		source ${quote(script)}
		_netlock`,
	fish: (script, words) => `
		source ${quote(script)}
		complete -C ${quote(words.join(' '))} | string replace -r "\\t.*" ""; true`,
};

const offered = async (t: ExecutionContext, shell: Shell, words: readonly string[]): Promise<string[]> => {
	const folder = await folderWith(t, {'a-file': ''});
	const script = join(folder, 'script');
	writeFileSync(script, await completionScript(shell, load));
	const argv = {bash: ['--norc', '-c'], zsh: ['-f', '-c'], fish: ['--no-config', '-c']}[shell];
	const env = {...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder};
	const {stdout, stderr} = await promisify(execFile)(shell, [...argv, ask[shell](script, words)], {cwd: folder, env});
	t.is(stderr, '');
	// zsh receives all values, and its line editor picks those with the typed beginning.
	const typed = words.at(-1)?.split(',').at(-1) ?? '';
	return stdout.split('\n').filter(word => word !== '' && (shell !== 'zsh' || word.startsWith(typed)));
};

for (const shell of shells) {
	// `npm test` installs the shells before, as root. `npm run unit` needs no root, so the shells may be missing. bash
	// is on every machine that netlock runs on.
	if (shell !== 'bash' && !isInstalled(shell)) {
		test.skip(`${shell} is not installed, so its completion is not tested`, () => {});
		continue;
	}
	const has = (words: readonly string[], some: readonly string[], none: readonly string[] = []) =>
		test(`${shell}: netlock ${words.join(' ')}`, async t => {
			const all = await offered(t, shell, ['netlock', ...words]);
			t.deepEqual(
				some.filter(word => !all.includes(word)),
				[],
				all.join(' '),
			);
			t.deepEqual(
				none.filter(word => all.includes(word)),
				[],
				all.join(' '),
			);
		});

	has([''], ['run', 'images', 'completion'], ['build', '--image', 'a-file']);
	has(['ru'], ['run'], ['report']);
	has(['images', ''], ['build', 'list', 'save'], ['run']);
	has(['images', 'build', ''], ['debian-forky', 'fedora-44'], ['run', 'a-file']);
	has(['run', '--'], ['--image', '--verbose', '--help'], ['--map']);
	has(['compare', '--'], ['--map', '--format'], ['--image']);
	has(['run', '--lock', ''], ['unset', 'nftables'], ['--image', 'a-file']);
	has(['run', '--verbose', '--scenario', 'tcp-l'], ['tcp-loopback'], ['tcp-veth']);
	has(['run', '--image', 'debian-f'], ['debian-forky'], ['debian-trixie']);
	has(['compare', 'a', 'b', '--format', ''], ['text', 'json', 'markdown'], ['html']);
	has(['validate', '--project', ''], ['crun', 'criu', 'runc']);
	has(['completion', ''], ['bash', 'zsh', 'fish'], ['run']);
	has(['report', ''], ['a-file'], ['run']);
	has(['run', '--out', ''], ['a-file'], ['unset']);
}

test('bash: a value after = and after a comma', async t => {
	t.deepEqual(await offered(t, 'bash', ['netlock', 'run', '--lock', '=', 'n']), ['nftables']);
	t.deepEqual(await offered(t, 'bash', ['netlock', 'run', '--lock', '=']), ['unset', 'iptables', 'nftables', 'skip']);
	t.deepEqual(await offered(t, 'bash', ['netlock', 'run', '--lock', 'skip,n']), ['skip,nftables']);
});
