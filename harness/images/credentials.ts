// Credentials for a registry, as `docker login` and `podman login` leave them in a file.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import type {Credentials} from '../engine/transport.ts';
import {registryHost} from './mirrors.ts';

const config = z.looseObject({auths: z.record(z.string(), z.looseObject({auth: z.string().optional()})).optional()});

/** `folder`: with config.json. Undefined when there are none: then the registry is asked without. */
export const credentialsFor = async (folder: string, reference: string): Promise<Credentials | undefined> => {
	const text = await readFile(join(folder, 'config.json'), 'utf8').catch(() => '{}');
	const parsed = config.safeParse(JSON.parse(text));
	const auth = parsed.data?.auths?.[registryHost(reference)]?.auth;
	if (auth === undefined) return undefined;
	const [username = '', ...password] = Buffer.from(auth, 'base64').toString('utf8').split(':');
	return {username, password: password.join(':')};
};
