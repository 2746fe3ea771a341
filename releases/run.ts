// `npm run releases -- --crun REPO[@REFS] --criu REPO[@REFS]`: runs releases of crun against releases of CRIU, and writes the table
// to docs/releases.md. Without refs: releases from before the defect of crun 1.19 until 1.27.1, and of CRIU from 3.19 on.
import {spawnSync} from 'node:child_process';
import {copyFileSync} from 'node:fs';
import {parseArgs} from 'node:util';

const usual = {
	crun: '1.18.2,1.19,1.19.1,1.20,1.21,1.23.1,1.24,1.26,1.27.1',
	criu: 'v3.19,v4.0,v4.1,v4.2',
};

const options = {
	crun: {type: 'string'},
	criu: {type: 'string'},
	image: {type: 'string', default: 'debian-forky'},
	scenario: {
		type: 'string',
		multiple: true,
		default: ['unset-leaves-choice', 'explicit-is-honoured', 'nothing-left-behind'],
	},
} as const;

const refuse = (problem: string): never => {
	process.stderr.write(
		`${problem}\nValid: npm run releases -- --crun REPO[@REF,REF…] --criu REPO[@FIRST..LAST] [--image IMAGE] [--scenario SCENARIO]\n`,
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
const {crun = refuse('--crun: no repository'), criu = refuse('--criu: no repository'), image, scenario} = given;
const named = (value: string, refs: string): string => (value.includes('@') ? value : `${value}@${refs}`);
const words = [
	...['run', '--image', image, '--runtime', `crun=git:${named(crun, usual.crun)}`],
	...['--criu', 'package', '--criu', `git:${named(criu, usual.criu)}`],
	...scenario.flatMap(each => ['--scenario', each]),
];
const {status} = spawnSync('sh', ['bin/netlock', ...words], {stdio: 'inherit'});
// What failed without a known issue is what the table is for: it is written then, too.
if (status === 0 || status === 1) copyFileSync('reports/latest/releases.md', 'docs/releases.md');
process.exitCode = status ?? 3;
