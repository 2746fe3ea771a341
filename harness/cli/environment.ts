// The only place in the command line that reads the environment.
import {defaultHome} from '../ava/environment.ts';
import type {EngineConfig} from '../engine/connect.ts';

export const environment = {
	engine: (): EngineConfig => ({
		dockerHost: process.env.DOCKER_HOST,
		home: process.env.NETLOCK_HOME ?? defaultHome,
	}),
	mayInstall: (): boolean => process.env.NETLOCK_NO_INSTALL !== '1',
	/** GitHub and others set CI: plain lines, no cursor movement. */
	isInteractive: (): boolean => process.stderr.isTTY === true && process.env.CI === undefined,
	colours: (): boolean => process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
	width: (): number => process.stdout.columns ?? 100,
};
