// `netlock validate` on real builds of crun: the bug containers/crun#1627 added, removed, and never there.
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {dir} from 'tmp-promise';
import {environment} from '../../harness/ava/environment.ts';
import type {Project} from '../../harness/builds/builder.ts';
import {makeBuild} from '../../harness/builds/make.ts';
import {readPatch} from '../../harness/builds/patches.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {buildStore} from '../../harness/run/prepare.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {engine} from './engine.ts';
import {type Ended, netlock, root} from './netlock.ts';

const patches = join(root, 'test/known-bad/patches');
/**
 * crun asks for a lock that nobody named. With a libcriu that sends a lock which crun has just refused, CRIU gets
 * iptables.
 */
const unasked = join(patches, 'crun/forces-iptables-when-unset.patch');
const oldLibcriu = join(patches, 'criu/libcriu-has-bit-before-validation.patch');

/** The reverse change is the fix. */
const reverse = (patch: string): string => {
	const hunks = patch.slice(patch.indexOf('--- a/')).split('\n');
	const swapped = hunks.map(line => {
		if (line.startsWith('--- ') || line.startsWith('+++ ')) return line;
		const [, a, b] = /^@@ -(\S+) \+(\S+) @@/.exec(line) ?? [];
		if (a !== undefined && b !== undefined) return `@@ -${b} +${a} @@`;
		if (line.startsWith('-')) return `+${line.slice(1)}`;
		return line.startsWith('+') ? `-${line.slice(1)}` : line;
	});
	// Within a change, removed lines come before added lines.
	const sorted: string[] = [];
	const added: string[] = [];
	for (const line of swapped) {
		if (line.startsWith('+') && !line.startsWith('+++ ')) added.push(line);
		else {
			if (!line.startsWith('-') || line.startsWith('--- ')) sorted.push(...added.splice(0));
			sorted.push(line);
		}
	}
	return [...sorted, ...added].join('\n');
};

let libcriu: string;
let builds: Record<'good' | 'broken', string>;
let folder: string;

test.before('an old libcriu, and the fix', async t => {
	t.timeout(900_000);
	folder = (await dir({unsafeCleanup: true, prefix: 'netlock-validate-'})).path;
	const supply = await engine();
	const definitions = (await readImages(project.images)).filter(({id}) => id === 'debian-trixie');
	const [image] = await prepareImages(supply, definitions, () => {});
	if (image?.state !== 'ready') throw new Error(`debian-trixie is unavailable: ${image?.reason}`);
	const options = {builders: project.builders, store: buildStore(environment().engine)};
	const make = (of: Project, ...files: string[]) =>
		makeBuild(supply.docker, image, of, {source: 'source package', patches: files.map(readPatch)}, options);
	libcriu = dirname((await make('criu', oldLibcriu)).path);
	builds = {good: (await make('crun')).path, broken: (await make('crun', unasked)).path};
	const fix = `Ask for a network lock only when the user named one\n\nFixes: #1627\n\n${reverse(await readFile(unasked, 'utf8'))}`;
	await writeFile(join(folder, 'fix.patch'), fix);
});

type Validated = Ended & {json: Record<string, unknown> & {cells: {cell: string; kind: string}[]}; markdown: string};

const few = [
	'--scenario',
	'unset-*',
	'--scenario',
	'explicit-*',
	'--scenario',
	'cli-help-*',
	'--scenario',
	'config-default-conf',
];

const validateWithSamples = async (t: ExecutionContext, ...words: string[]): Promise<Validated> => {
	t.timeout(600_000);
	const out = join(folder, t.title.replaceAll(/\W+/g, '-'));
	await mkdir(out);
	const ended = await netlock(
		'validate',
		...words,
		'--image',
		'debian-trixie',
		'--lock',
		'unset,nftables',
		'--repeat',
		'2',
		...few,
		'--out',
		out,
	);
	const read = (name: string): Promise<string> => readFile(join(out, name), 'utf8');
	try {
		return {...ended, json: JSON.parse(await read('verdict.json')), markdown: await read('verdict.md')};
	} catch (error) {
		throw new Error(`exit ${ended.exit}: ${ended.stderr}`, {cause: error});
	}
};

const validate = (t: ExecutionContext, ...words: string[]): Promise<Validated> =>
	validateWithSamples(t, ...words, '--libcriu', 'package');

const kindOf = ({json}: Validated, cell: string): string | undefined =>
	json.cells.find(each => each.cell === cell)?.kind;
const founding = 'debian-trixie/unset/unset-leaves-choice';

test.serial('the reverse of the fix for crun#1627 regresses', async t => {
	const validated = await validate(t, unasked, '--criu', `old@${libcriu}`);
	t.is(validated.exit, 1, validated.stderr);
	t.regex(validated.stdout, /^REGRESSES: \d+ cells? passed without the patch and failed with it/m);
	t.is(validated.json.verdict, 'regresses');
	t.is(kindOf(validated, founding), 'regressed');
	t.regex(validated.markdown, /^\*\*❌ regresses\*\*/);
	t.regex(validated.markdown, /nothing was asked of checkpoint, but crun sent network\\_lock = iptables/);
});

test.serial('with packages only, crun#1627 shows with the libcriu of Debian bookworm, and with no other', async t => {
	const validated = await validateWithSamples(t, unasked);
	t.is(validated.exit, 1, validated.stderr);
	t.is(kindOf(validated, founding), 'passes');
	t.is(kindOf(validated, 'debian-trixie+libcriu@debian-bookworm/unset/unset-leaves-choice'), 'regressed');
	t.regex(validated.markdown, /libcriu 3\.17\.1\S* \(sha256 [0-9a-f]{12}\)/);
});

test.serial('the fix on top of the broken tree is validated', async t => {
	const fix = join(folder, 'fix.patch');
	const validated = await validate(t, fix, '--base-patch', unasked, '--criu', `old@${libcriu}`);
	t.is(validated.exit, 0, validated.stderr);
	t.regex(validated.stdout, /^VALIDATED: .* at least 2 rounds without it and 2 with it/m);
	t.is(kindOf(validated, founding), 'fixed');
	t.regex(validated.markdown, /^\*\*✅ validated\*\*/);
	t.regex(
		validated.markdown,
		/\| fixed \| `debian-trixie\/unset\/unset-leaves-choice` \| failed 2 of 2 \| passed 2 of 2 \|.*named by the patch/,
	);
	t.regex(String(validated.json.patchset), /^[0-9a-f]{64}$/);
});

test.serial('a fix for a tree without the bug is inconclusive', async t => {
	const patch = join(folder, 'harmless.patch');
	await writeFile(
		patch,
		`Take care not to ask for a lock that nobody named\n\nFixes: #1627\n\n--- a/src/libcrun/criu.c\n+++ b/src/libcrun/criu.c\n@@ -1,3 +1,4 @@\n+/* Nobody is asked for a lock here. */\n /*\n  * crun - OCI runtime written in C\n  *\n`,
	);
	const validated = await validate(t, patch);
	t.is(validated.exit, 3, validated.stderr);
	t.regex(
		validated.stdout,
		/^INCONCLUSIVE: the bug does not show without the patch: \d+ cells passed before, and after/m,
	);
	t.is(kindOf(validated, founding), 'passes');
});

test.serial('two builds are compared like two sides of a patch', async t => {
	const validated = await validate(
		t,
		'--before',
		builds.broken,
		'--after',
		`good@${builds.good}`,
		'--criu',
		`old@${libcriu}`,
	);
	t.is(validated.exit, 0, validated.stderr);
	t.is(kindOf(validated, founding), 'fixed');
});
