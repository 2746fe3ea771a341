// The only place in the command line that reads the environment.
import {environment as ofProcess} from '../ava/environment.ts';
import type {EngineConfig} from '../engine/connect.ts';

export const environment = {
	engine: (): EngineConfig => ofProcess().engine,
	mayInstall: (): boolean => process.env.NETLOCK_NO_INSTALL !== '1',
	/** GitHub and others set CI: plain lines, no cursor movement. */
	isInteractive: (): boolean => process.stderr.isTTY === true && process.env.CI === undefined,
	colours: (): boolean => process.stdout.isTTY === true && process.env.NO_COLOR === undefined,
	width: (): number => process.stdout.columns ?? 100,
};
