// Says whether an image's base is available here, and from where.
import type {Base} from '../images/bases.ts';
import {registryHost} from '../images/mirrors.ts';
import {type Check, gap, note, ok} from './check.ts';
import type {Sources} from './sources.ts';

const obstacle = (base: Base, {registries, mmdebstrap, mirror, suites}: Sources): string | undefined => {
	if ('registry' in base) {
		const host = registryHost(base.registry);
		return registries.get(host) ? undefined : `${host} does not answer`;
	}
	const {suite} = base.bootstrap;
	if (!mmdebstrap) return 'mmdebstrap is not installed';
	if (mirror === undefined) return "no Debian mirror in apt's sources";
	return suites.get(suite) ? undefined : `${mirror} does not have ${suite}, or does not answer`;
};

export type BaseAvailability = {from: string} | {obstacles: string[]};

/** The first base that is available, as far as netlock can tell without fetching it. */
export const baseAvailability = (bases: readonly Base[], sources: Sources): BaseAvailability => {
	const tried = bases.map(base => ({base, why: obstacle(base, sources)}));
	const base = tried.find(({why}) => why === undefined)?.base;
	if (base === undefined) return {obstacles: tried.map(({why = ''}) => why)};
	return {from: 'registry' in base ? base.registry : `bootstrap of ${base.bootstrap.suite}`};
};

const bootstraps = ({mmdebstrap, mirror, suites}: Sources): boolean =>
	mmdebstrap && mirror !== undefined && [...suites.values()].every(has => has);

const mirrorCheck = ({mirror, suites}: Sources): Check => {
	const name = 'Debian mirror';
	if (mirror === undefined) {
		return note(
			name,
			"none in apt's sources, so nothing can be bootstrapped",
			"add one to apt's sources, with a path that ends in /debian",
		);
	}
	const list = (wanted: boolean): string =>
		[...suites].flatMap(([suite, has]) => (has === wanted ? [suite] : [])).join(', ');
	const lacking = list(false);
	return lacking === ''
		? ok(name, `${mirror} has ${list(true)}`)
		: note(
				name,
				`${mirror} does not have ${lacking}, or does not answer`,
				"name a mirror that has it in apt's sources",
			);
};

/** `needed`: some image is not built yet. Then the matrix cannot run if no source answers. */
export const sourceChecks = (sources: Sources, needed: boolean): Check[] => {
	const registry = ([host, answers]: [string, boolean]): Check => {
		if (answers) return ok('registry', `${host} answers`);
		if (bootstraps(sources)) return note('registry', `${host} does not answer; images are bootstrapped instead`);
		const detail = `${host} does not answer, and images cannot be bootstrapped`;
		const fix = `make ${host} reachable from here, or see to mmdebstrap and a Debian mirror`;
		return needed ? gap('registry', detail, fix) : note('registry', detail, fix);
	};
	return [
		sources.mmdebstrap
			? ok('mmdebstrap', 'installed: makes Debian bases from packages')
			: note('mmdebstrap', 'not installed, so nothing can be bootstrapped', '`apt-get install mmdebstrap`'),
		mirrorCheck(sources),
		...[...sources.registries].map(registry),
	];
};
