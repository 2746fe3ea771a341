// Reads credentials for a registry from the file of `docker login` or `podman login`.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import type {Credentials} from '../engine/transport.ts';
import {UsageError} from '../model/usage-error.ts';
import {registryHost} from './mirrors.ts';

const config = z.looseObject({auths: z.record(z.string(), z.looseObject({auth: z.string().optional()})).optional()});

const parse = (file: string, text: string): z.infer<typeof config> => {
	try {
		return config.parse(JSON.parse(text));
	} catch (error) {
		throw new UsageError(`${file} is not what \`docker login\` writes`, String((error as Error).message));
	}
};

/**
 * `docker login` stores Docker Hub under the address of its first API, and other registries by host, or with a scheme
 * in older files.
 */
const keysOf = (host: string): string[] =>
	host === 'docker.io' ? ['https://index.docker.io/v1/', host] : [host, `https://${host}`];

/**
 * `folder`: has config.json. Undefined when there are no credentials: then the registry is asked without any.
 * @throws UsageError when the file is not Docker's
 */
export const credentialsFor = async (folder: string, reference: string): Promise<Credentials | undefined> => {
	const file = join(folder, 'config.json');
	const {auths = {}} = parse(file, await readFile(file, 'utf8').catch(() => '{}'));
	const auth = keysOf(registryHost(reference))
		.map(key => auths[key]?.auth)
		.find(each => each !== undefined);
	if (auth === undefined) return undefined;
	const [username = '', ...password] = Buffer.from(auth, 'base64').toString('utf8').split(':');
	return {username, password: password.join(':')};
};
