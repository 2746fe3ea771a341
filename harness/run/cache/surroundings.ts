// Computes what every cell of a run depends on: netlock itself, the kernel with its network modules, and the engine.
import {existsSync, readFileSync} from 'node:fs';
import {release, version} from 'node:os';
import {join} from 'node:path';
import {infoOf} from '../../engine/info.ts';
import {digestInputs} from '../../images/inputs.ts';
import {project} from '../../model/checkout.ts';
import {limits} from '../../support/limits.ts';
import {sha256} from '../../support/sha256.ts';
import {cgroupLayout} from '../host.ts';
import type {Planned} from '../prepare.ts';

export type Surroundings = {
	/** Digest of harness/. */
	harness: string;
	/** Digest of package-lock.json. */
	packages: string;
	node: string;
	/** Digest of the time limits, which NETLOCK_TIMEOUT_FACTOR stretches. */
	limits: string;
	/** Release and version. */
	kernel: string;
	/** Loaded modules that have a part in a checkpoint. */
	modules: readonly string[];
	cgroups: string;
	/** Version and options. */
	engine: string;
};

const ofNetworks =
	/^(nf_|nft_|nfnetlink|ip_tables|ip6_tables|iptable_|ip6table_|x_tables|xt_|ipt_|ip6t_|ip_set|ebt|br_netfilter|bridge|veth|tun|dummy|macvlan|ipvlan|overlay|sch_|act_|cls_|.*_diag$)/;

/** Reads /proc/modules. The order of its lines has no meaning: it says when each module was loaded. */
export const networkModules = (modules: string): string[] =>
	modules
		.split('\n')
		.map(line => line.split(' ')[0] ?? '')
		.filter(name => ofNetworks.test(name))
		.sort();

/** A kernel without modules has no such file. */
const readModules = (): string => (existsSync('/proc/modules') ? readFileSync('/proc/modules', 'utf8') : '');

/** Undefined when the engine is or may be on another machine, because its kernel's modules are not visible here. */
export const surroundingsOf = async ({plan, engine}: Planned): Promise<Surroundings | undefined> => {
	if (!plan.endpoint.startsWith('unix:') || plan.kernel !== release()) return undefined;
	const {options} = await infoOf(engine.docker);
	return {
		harness: await digestInputs(project.harness),
		packages: sha256(readFileSync(join(project.root, 'package-lock.json'))),
		node: process.version,
		limits: sha256(JSON.stringify(limits)),
		kernel: `${plan.kernel} ${version()}`,
		modules: networkModules(readModules()),
		cgroups: cgroupLayout(readFileSync('/proc/mounts', 'utf8')),
		engine: `${plan.engine} ${options}`,
	};
};
