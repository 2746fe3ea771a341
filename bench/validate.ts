// Measures the time to a verdict: `netlock validate` of a one-file crun patch that was never built before, against a
// plain `make -j2` of the same change plus the time of the cells themselves, in one run. Prints the ratio.
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {environment} from '../harness/ava/environment.ts';
import {ensureBuilder} from '../harness/builds/builder.ts';
import {connect} from '../harness/engine/connect.ts';
import {readImages} from '../harness/images/definition.ts';
import {project} from '../harness/model/checkout.ts';
import {readEvents} from '../harness/results/events.ts';
import {prepareImages} from '../harness/run/prepare-images.ts';
import {netlock, readResults} from '../test/e2e/netlock.ts';

const image = 'debian-trixie';
const limit = 1.5;

/** A different patch each time, so that neither the store of builds nor the compiler cache has it. */
const patch = `Say when this was built

--- a/src/libcrun/criu.c
+++ b/src/libcrun/criu.c
@@ -1,3 +1,4 @@
+const char netlock_bench[] = "${new Date().toISOString()}";
 /*
  * crun - OCI runtime written in C
  *
`;

/**
 * Milliseconds of `make -j2` alone, on a tree that was compiled before and then patched, as a developer would wait for
 * it.
 */
const plainMake = async (): Promise<number> => {
	const supply = await connect(environment().engine);
	const {docker} = supply;
	const [ready] = await prepareImages(
		supply,
		(await readImages(project.images)).filter(({id}) => id === image),
		() => {},
	);
	if (ready?.state !== 'ready') throw new Error(`${image} is unavailable: ${ready?.reason}`);
	const {ref} = await ensureBuilder(docker, project.builders, ready, 'crun', () => {});
	const script = `cd /build && tar -xf /opt/netlock/builder/crun.tar && cd tree && git apply - <<'END' || exit
${patch}END
		began=$(date +%s%N); make -s -j2 >/tmp/make.log 2>&1 || exit; took=$((($(date +%s%N) - began) / 1000000))
		grep -q 'CC .*criu' /tmp/make.log || { echo 'nothing was compiled'; exit 1; }; echo "$took"`;
	const container = await docker.createContainer({
		Image: ref,
		Cmd: ['sh', '-c', script],
		HostConfig: {NetworkMode: 'none', Tmpfs: {'/build': 'rw,exec,size=2g,uid=2000'}},
	});
	try {
		const ended = container.wait({condition: 'next-exit'});
		await container.start();
		const {StatusCode: exit} = (await ended) as {StatusCode: number};
		const said = (await container.logs({stdout: true, stderr: true})).toString();
		if (exit !== 0) throw new Error(`make failed (exit ${exit}): ${said}`);
		return Number(/(\d+)\s*$/.exec(said)?.[1]);
	} finally {
		await container.remove({force: true});
	}
};

const validate = async (): Promise<{whole: number; cells: number; count: number}> => {
	const folder = await mkdtemp(join(tmpdir(), 'netlock-bench-'));
	try {
		const file = join(folder, 'bench.patch');
		await writeFile(file, patch);
		const out = join(folder, 'out');
		const started = performance.now();
		const {exit, stderr} = await netlock('validate', file, '--image', image, '--out', out);
		const whole = performance.now() - started;
		if (exit !== 3) throw new Error(`a patch that changes nothing was judged with ${exit}: ${stderr}`);
		const {runs} = JSON.parse(await readFile(join(out, 'verdict.json'), 'utf8')) as {runs: string[]};
		const results = runs.map(run => readResults(join(out, run)));
		// From the start of the first cell to the end of the last one, without images, builds and reports.
		const took = runs.map((folder, index) => {
			const {events} = readEvents(join(out, folder, 'events.jsonl'), results[index]?.run.id ?? '');
			const times = events.map(({time}) => Date.parse(time));
			return Math.max(...times) - Math.min(...times);
		});
		return {
			whole,
			cells: took.reduce((sum, each) => sum + each, 0),
			count: results.flatMap(({cells}) => cells.filter(({evidence}) => evidence !== undefined)).length,
		};
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
};

const make = await plainMake();
const {whole, cells, count} = await validate();
const ratio = whole / (make + cells);
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
process.stdout.write(`make -j2 of a one-file change of crun: ${seconds(make)}\n`);
process.stdout.write(`the cells of the verdict (${count}): ${seconds(cells)}\n`);
process.stdout.write(`netlock validate, from the patch to the verdict: ${seconds(whole)}\n`);
process.stdout.write(`ratio: ${ratio.toFixed(2)} (limit ${limit})\n`);
process.exitCode = ratio <= limit ? 0 : 1;
