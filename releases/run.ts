// `npm run releases -- --crun REPO[@REFS] --criu REPO[@REFS] --libcriu REPO[@REFS]`: runs releases of crun against releases of CRIU,
// or of its library with the image's CRIU, and writes a table for each to docs/releases.md. Without refs: the usual ones.
// `npm run releases -- --from RUN --from RUN` makes the page of runs that are there.
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {type ParseArgsConfig, parseArgs} from 'node:util';
import {gitSync, said} from '../harness/builds/git.ts';
import {readResultsAt} from '../harness/results/read.ts';
import {pageOf} from './page.ts';
import {refsAmong, usual} from './refs.ts';

const options = {
	crun: {type: 'string'},
	criu: {type: 'string'},
	libcriu: {type: 'string'},
	// The newest image whose compiler still takes CRIU 3.19.
	image: {type: 'string', multiple: true, default: ['debian-trixie']},
	jobs: {type: 'string'},
	lock: {type: 'string', multiple: true, default: []},
	from: {type: 'string', multiple: true, default: []},
	scenario: {
		type: 'string',
		multiple: true,
		default: ['unset-leaves-choice', 'explicit-is-honoured', 'nothing-left-behind'],
	},
} satisfies ParseArgsConfig['options'];

const refuse = (problem: string): never => {
	process.stderr.write(
		`${problem}\nValid: npm run releases -- --crun REPO[@REF,REF…] --criu REPO[@FIRST..LAST] --libcriu REPO[@REFS] [--image IMAGE] [--lock LOCK] [--scenario SCENARIO] [--jobs N]\nor npm run releases -- --from RUN --from RUN\n`,
	);
	process.exit(2);
};

const given = (() => {
	try {
		return parseArgs({options}).values;
	} catch (error) {
		return refuse((error as Error).message);
	}
})();

/** The value with refs: those given, or the usual ones that the repository has. */
const withRefs = (option: keyof typeof usual | 'libcriu', value: string): string => {
	if (value.includes('@')) return `git:${value}`;
	const wanted = usual[option === 'crun' ? 'crun' : 'criu'];
	try {
		const refs = refsAmong(gitSync('-C', value, 'tag').split('\n'), wanted);
		const absent = wanted.filter(ref => !refs.includes(ref));
		if (refs.length === 0) return refuse(`--${option}: ${value} has no tag of a release: git -C ${value} fetch --tags`);
		if (absent.length > 0) process.stderr.write(`--${option}: ${value} has no tag ${absent.join(', ')}\n`);
		return `git:${value}@${refs.join(',')}`;
	} catch (error) {
		return refuse(`--${option}: ${said(error)}`);
	}
};

/** Unexpected failures belong in the table. Only where netlock itself has trouble is there none. */
const run = async ({crun, part, builds}: {crun: string; part: 'criu' | 'libcriu'; builds: string}) => {
	const other = part === 'criu' ? ['--libcriu', 'package'] : ['--criu', 'package'];
	const words = [
		...['run', '--fresh', ...given.image.flatMap(image => ['--image', image])],
		...['--runtime', 'crun', '--runtime', `crun=${crun}`],
		...[`--${part}`, 'package', `--${part}`, builds, ...other],
		...given.scenario.flatMap(each => ['--scenario', each]),
		...given.lock.flatMap(lock => ['--lock', lock]),
		...(given.jobs === undefined ? [] : ['--jobs', given.jobs]),
	];
	const {status} = spawnSync('sh', ['bin/netlock', ...words], {stdio: 'inherit'});
	if (status === 0 || status === 1) return {status, results: await readResultsAt('reports/latest')};
	process.stderr.write('docs/releases.md is not written: netlock could not run\n');
	return process.exit(status ?? 3);
};

const runAll = async () => {
	const crun = withRefs('crun', given.crun ?? refuse('--crun: no repository'));
	const parts = (['libcriu', 'criu'] as const).flatMap(part => {
		const value = given[part];
		return value === undefined ? [] : [{part, builds: withRefs(part, value)}];
	});
	if (parts.length === 0) refuse('--criu, --libcriu: no repository');
	const runs = [];
	for (const each of parts) runs.push(await run({crun, ...each}));
	return runs;
};

const read = async (folder: string) => {
	const results = await readResultsAt(folder).catch((error: Error) => refuse(error.message));
	return {status: results.cells.some(({unexpected}) => unexpected) ? 1 : 0, results};
};

const named = (['crun', 'criu', 'libcriu'] as const).find(option => given[option] !== undefined);
if (given.from.length > 0 && named !== undefined) refuse(`--${named}: --from makes the page of runs, and runs nothing`);
const runs = given.from.length > 0 ? await Promise.all(given.from.map(read)) : await runAll();
writeFileSync('docs/releases.md', pageOf(runs.map(({results}) => results)));
process.exitCode = Math.max(...runs.map(({status}) => status));
