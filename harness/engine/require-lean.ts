// Loads a package without those of its dependencies that netlock never uses. They take two thirds of the time that it
// takes to load dockerode and testcontainers.
import {createRequire, registerHooks} from 'node:module';

/** Dependency → its use, which netlock has no part in. Each is used only inside functions, so none is missed. */
const unused: Readonly<Record<string, string>> = {
	'@grpc/grpc-js': 'dockerode: credentials for BuildKit',
	'@grpc/proto-loader': 'dockerode: credentials for BuildKit',
	ssh2: 'docker-modem: engines behind ssh, which client.ts refuses',
	archiver: 'testcontainers: copying files into a container',
	'docker-compose': 'testcontainers: compose files',
	'ssh-remote-port-forward': 'testcontainers: ports of the host in a container',
	undici: 'testcontainers: waiting for a web server',
};

const nothing = {url: new URL('nothing.cjs', import.meta.url).href, format: 'commonjs', shortCircuit: true};
const require = createRequire(import.meta.url);

/** Other modules that load one of these dependencies, before or after, get the real one. */
export const requireLean = (name: string): unknown => {
	const hooks = registerHooks({
		resolve: (specifier, context, next) => (Object.hasOwn(unused, specifier) ? nothing : next(specifier, context)),
	});
	try {
		return require(name);
	} finally {
		hooks.deregister();
	}
};
