// `npm run releases -- --crun REPO[@REFS] --criu REPO[@REFS] --libcriu REPO[@REFS]`: runs releases of crun against releases of CRIU,
// or of its library with the image's CRIU, and writes a table for each to docs/releases.md. Without refs: the usual ones.
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';

const crius = 'v3.19,v4.0,v4.1,v4.2';
const usual = {crun: '1.18.2,1.19,1.19.1,1.20,1.21,1.23.1,1.24,1.26,1.27.1', criu: crius, libcriu: crius};

const options = {
	crun: {type: 'string'},
	criu: {type: 'string'},
	libcriu: {type: 'string'},
	image: {type: 'string', default: 'debian-forky'},
	scenario: {
		type: 'string',
		multiple: true,
		default: ['unset-leaves-choice', 'explicit-is-honoured', 'nothing-left-behind'],
	},
} as const;

const refuse = (problem: string): never => {
	process.stderr.write(
		`${problem}\nValid: npm run releases -- --crun REPO[@REF,REF…] --criu REPO[@FIRST..LAST] --libcriu REPO[@REFS] [--image IMAGE] [--scenario SCENARIO]\n`,
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
const {crun = refuse('--crun: no repository'), image, scenario} = given;
const parts = (['criu', 'libcriu'] as const).flatMap(part => {
	const repository = given[part];
	return repository === undefined ? [] : [{part, repository}];
});
if (parts.length === 0) refuse('--criu, --libcriu: no repository');
const named = (value: string, refs: string): string => `git:${value.includes('@') ? value : `${value}@${refs}`}`;

const titles = {criu: 'With each CRIU and its library', libcriu: 'With the image’s CRIU and each library'};

/** The table is written unless netlock itself had trouble: unexpected failures belong in it. */
const tableOf = (part: 'criu' | 'libcriu', repository: string): {page?: string; status: number} => {
	const other = part === 'criu' ? ['--libcriu', 'package'] : ['--criu', 'package'];
	const words = [
		...['run', '--fresh', '--image', image, '--runtime', `crun=${named(crun, usual.crun)}`],
		...[`--${part}`, 'package', `--${part}`, named(repository, usual[part]), ...other],
		...scenario.flatMap(each => ['--scenario', each]),
	];
	const {status} = spawnSync('sh', ['bin/netlock', ...words], {stdio: 'inherit'});
	if (status !== 0 && status !== 1) return {status: status ?? 3};
	const [, ...rest] = readFileSync('reports/latest/releases.md', 'utf8').split('\n');
	return {status, page: [`## ${titles[part]}`, ...rest].join('\n').replaceAll(/^## (?!With )/gm, '### ')};
};

const tables = parts.map(({part, repository}) => tableOf(part, repository));
if (tables.every(({page}) => page !== undefined)) {
	writeFileSync('docs/releases.md', ['# Releases against releases', ...tables.map(({page}) => page)].join('\n\n'));
}
process.exitCode = Math.max(...tables.map(({status}) => status));
