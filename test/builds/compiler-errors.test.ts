// The one line that says why a build failed, from all output of compilers, linkers and make.
import {readFileSync} from 'node:fs';
import test from 'ava';
import {compilerErrors} from '../../harness/builds/compiler-errors.ts';

const log = (name: string): string =>
	readFileSync(new URL(`../fixtures/evidence/builds/${name}.txt`, import.meta.url), 'utf8');

const firsts: [string, string][] = [
	['werror', "src/ps.c:30:12: error: 'unused' defined but not used [-Werror=unused-variable]"],
	['no-header', 'src/ps.c:1:10: fatal error: none.h: No such file or directory'],
	['undefined', "/usr/bin/ld: src/crun-crun.o:(.data.rel+0x58): undefined reference to `crun_command_list'"],
	['no-library', '/usr/bin/ld: cannot find -lnone: No such file or directory'],
	['no-rule', "make[2]: *** No rule to make target 'src/list.c', needed by 'src/crun-list.o'.  Stop."],
	['configure', 'configure: error: The pkg-config script could not be found or is too old.  Make sure it'],
	['command', "ModuleNotFoundError: No module named 'none'"],
	['script', "ModuleNotFoundError: No module named 'none'"],
];
for (const [name, first] of firsts) {
	test(`of ${name}.txt, the relevant lines come first`, t => t.is(compilerErrors(log(name)).first, first));
}

test('of Go, the first line about a file or a module counts', t => {
	const version = 'go: go.mod requires go >= 1.25.0 (running go 1.24.4; GOTOOLCHAIN=local)';
	t.is(compilerErrors(`${version}\nmake: *** [Makefile:90: runc-bin] Error 1\n`).first, version);
	const undefinedName = './main.go:12:2: undefined: nothing';
	t.is(
		compilerErrors(`# github.com/opencontainers/runc\n${undefinedName}\nmake: *** [Makefile:9: runc] Error 1\n`).first,
		undefinedName,
	);
	t.is(compilerErrors('go: downloading x v1.0.0\nmake: *** [runc] Error 1\n').first, 'go: downloading x v1.0.0');
});

test('the lines around an error are shown, for the first few errors', t => {
	const {first, all} = compilerErrors(log('syntax'));
	t.regex(first, /^src\/list\.c:\d+:\d+: error: /);
	t.regex(all, /^ +\d+ \| .*\n +\| +\^/m, 'the line of the source, and where in it');
	t.true(all.split('\n').length <= 5 * 7);
	t.true(log('syntax').includes(all.split('\n').at(-1) ?? '?'));
});

test('warnings and names of files are no errors', t => {
	const text =
		"  CC       src/libcrun/error.o\nsrc/error.c:1:1: warning: 'error' unused\nmake: *** [Makefile:3: all] Error 1\n";
	t.is(compilerErrors(text).first, "src/error.c:1:1: warning: 'error' unused");
});

test('for a failed command without output, make’s own line is shown', t => {
	t.is(compilerErrors('make: *** [Makefile:2: all] Killed\n').first, 'make: *** [Makefile:2: all] Killed');
});

test('the error of a build without output says so', t => {
	for (const text of ['', '\n\n']) t.is(compilerErrors(text).first, 'it said nothing');
});

test('of a long log without an error line, the end is shown', t => {
	const lines = Array.from({length: 1000}, (_, index) => `line ${index}`);
	const {first, all} = compilerErrors(lines.join('\n'));
	t.is(first, 'line 999');
	t.deepEqual(all.split('\n'), lines.slice(-15));
});
