// A real registry on loopback: Debian's docker-registry, extracted from its package without installing it.
import {type ChildProcess, execFile, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir, readdir, rename, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';
import {environment} from '../../harness/ava/environment.ts';

const run = promisify(execFile);

/** The program, from the package that apt downloads. It is stored for the next time. */
const program = async (): Promise<string> => {
	if (existsSync('/usr/bin/docker-registry')) return '/usr/bin/docker-registry';
	const folder = join(environment().engine.home, 'docker-registry');
	const file = join(folder, 'usr/bin/docker-registry');
	if (existsSync(file)) return file;
	const scratch = `${folder}.${process.pid}`;
	await mkdir(scratch, {recursive: true});
	// apt's own sandbox user cannot write here, and need not.
	const options = {cwd: scratch, timeout: 120_000};
	await run('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'docker-registry'], options);
	const [deb = ''] = (await readdir(scratch)).filter(name => name.endsWith('.deb'));
	await run('dpkg-deb', ['--extract', deb, '.'], options);
	await rename(scratch, folder);
	return file;
};

export const freePort = async (): Promise<number> => {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise(resolve => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
};

export type Registry = {
	/** `127.0.0.1:port` */
	host: string;
	port: number;
	stop: () => Promise<void>;
};

const ended = (child: ChildProcess): Promise<unknown> => new Promise(resolve => child.once('exit', resolve));

/** `folder`: where it stores pushed images. */
export const startRegistry = async (folder: string): Promise<Registry> => {
	const port = await freePort();
	const config = join(folder, 'config.yml');
	await writeFile(
		config,
		JSON.stringify({
			version: 0.1,
			log: {level: 'error', accesslog: {disabled: true}},
			storage: {filesystem: {rootdirectory: join(folder, 'data')}, delete: {enabled: true}},
			http: {addr: `127.0.0.1:${port}`},
		}),
	);
	const child = spawn(await program(), ['serve', config], {stdio: ['ignore', 'ignore', 'pipe']});
	let errors = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	const host = `127.0.0.1:${port}`;
	for (let waited = 0; waited < 15_000; waited += 100) {
		if (child.exitCode !== null) throw new Error(`docker-registry ended (${child.exitCode}): ${errors}`);
		const answer = await fetch(`http://${host}/v2/`).catch(() => undefined);
		if (answer?.ok) {
			const stop = async (): Promise<void> => {
				const end = ended(child);
				child.kill('SIGTERM');
				await end;
			};
			return {host, port, stop};
		}
		await sleep(100);
	}
	child.kill('SIGKILL');
	throw new Error(`docker-registry did not answer within 15 s: ${errors}`);
};
