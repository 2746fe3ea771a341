// Real builds of crun from Debian trixie's source package: each is a different binary, and some have a defect.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {environment} from '../../harness/ava/environment.ts';
import {ensureBuilder} from '../../harness/builds/builder.ts';
import {makeBuild} from '../../harness/builds/make.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import {readImages} from '../../harness/images/definition.ts';
import {project} from '../../harness/model/checkout.ts';
import {buildStore} from '../../harness/run/prepare.ts';
import {prepareImages} from '../../harness/run/prepare-images.ts';
import {engine} from './engine.ts';

export const image = 'debian-trixie';

/** The text in its `--version`. */
const version = (build: string): Patch => ({
	name: `is-${build}.patch`,
	content: Buffer.from(`--- a/src/crun.c
+++ b/src/crun.c
@@ -251,7 +251,7 @@
       exit (EXIT_FAILURE);
     }
 
-  fprintf (stream, "%s version %s\\n", PACKAGE_NAME, PACKAGE_VERSION);
+  fprintf (stream, "%s version %s, ${build}\\n", PACKAGE_NAME, PACKAGE_VERSION);
   fprintf (stream, "commit: %s\\n", GIT_VERSION);
   fprintf (stream, "rundir: %s\\n", rundir);
   fprintf (stream, "spec: 1.0.0\\n");
`),
});

const statements = {
	/** crun leaves the requested lock to CRIU. */
	forgets: 'return 0;',
	/** The defect shows in about half of all calls. */
	'may forget': '{ char random; return getentropy (&random, 1) == 0 && random % 2 == 0 ? CRIU_NETWORK_LOCK_SKIP : 0; }',
};

/** How crun parses `--network-lock nftables`, and `skip`. */
export type Taking = {nftables?: keyof typeof statements; skip?: keyof typeof statements};

const taking = ({nftables, skip}: Taking): Patch => {
	const lines = (lock: string, how: keyof typeof statements | undefined): string =>
		how === undefined
			? `     return CRIU_NETWORK_LOCK_${lock};`
			: `-    return CRIU_NETWORK_LOCK_${lock};\n+    ${statements[how]}`;
	return {
		name: 'lock.patch',
		content: Buffer.from(`--- a/src/checkpoint.c
+++ b/src/checkpoint.c
@@ -81,10 +81,10 @@
   if (strcmp (param, "iptables") == 0)
     return CRIU_NETWORK_LOCK_IPTABLES;
   else if (strcmp (param, "nftables") == 0)
${lines('NFTABLES', nftables)}
 #  if CRIU_NETWORK_LOCK_SKIP_SUPPORT
   else if (strcmp (param, "skip") == 0)
${lines('SKIP', skip)}
 #  endif
   else
     libcrun_fail_with_error (0, "unknown network lock method specified");
`),
	};
};

const readyImage = async () => {
	const supply = await engine();
	const definitions = (await readImages(project.images)).filter(({id}) => id === image);
	const [ready] = await prepareImages(supply, definitions, () => {});
	if (ready?.state !== 'ready') throw new Error(`${image} is unavailable: ${ready?.reason}`);
	return {docker: supply.docker, ready};
};

/** Paths of the binaries, in the order of `builds`. They are compiled once, and stored for later tests. */
export const makeCruns = async (builds: readonly {name: string; takes?: Taking}[]): Promise<string[]> => {
	const {docker, ready} = await readyImage();
	const options = {builders: project.builders, store: buildStore(environment().engine)};
	const binaries: string[] = [];
	for (const {name, takes} of builds) {
		const patches = [version(name), ...(takes ? [taking(takes)] : [])];
		const {path: binary} = await makeBuild(docker, ready, 'crun', {source: 'source package', patches}, options);
		binaries.push(binary);
	}
	return binaries;
};

/** Writes the tree of the source package into a folder, without compiled files. */
export const sourcesOf = async (folder: string): Promise<void> => {
	const {docker, ready} = await readyImage();
	const {ref} = await ensureBuilder(docker, project.builders, ready, 'crun', () => {});
	const container = await docker.createContainer({Image: ref, Cmd: ['none']});
	try {
		await mkdir(folder, {recursive: true});
		const tar = spawn('tar', ['-x', '--no-same-owner', '--strip-components=1', '-C', folder], {
			stdio: ['pipe', 'inherit', 'inherit'],
		});
		await pipeline(await container.getArchive({path: '/opt/netlock/source'}), tar.stdin);
		const [exit] = await once(tar, 'close');
		if (exit !== 0) throw new Error(`tar: ${exit}`);
	} finally {
		await container.remove({force: true});
	}
};
