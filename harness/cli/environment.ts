// The only place in the command line that reads the environment.
import {homedir} from 'node:os';
import {join} from 'node:path';
import {environment as ofProcess} from '../ava/environment.ts';
import type {EngineConfig} from '../engine/connect.ts';
import {parseMirrors} from '../images/mirrors.ts';
import {hasColours, hasUnicode, isInteractive, isOnCi, widthOf} from './terminal.ts';

export const environment = {
	/** `mirrors`: from the command line. They come on top of those of the environment. */
	engine: (mirrors: readonly string[] = []): EngineConfig => {
		const {engine} = ofProcess();
		return {...engine, mirrors: new Map([...engine.mirrors, ...parseMirrors(mirrors)])};
	},
	/** Folder in which `docker login` keeps credentials. */
	dockerConfig: (): string => process.env.DOCKER_CONFIG || join(homedir(), '.docker'),
	/** Whether a CI system reads commands from the output: GitHub Actions, Azure Pipelines. */
	takesCommands: (): boolean => Boolean(process.env.GITHUB_ACTIONS || process.env.TF_BUILD),
	mayInstall: (): boolean => process.env.NETLOCK_NO_INSTALL !== '1',
	/** Whether netlock runs on a CI system, where every run measures anew. */
	isOnCi: (): boolean => isOnCi(process.env),
	/** Whether standard error, where progress is shown, is a terminal for people. */
	isInteractive: (): boolean => isInteractive(process.env, process.stderr.isTTY === true),
	hasUnicode: (): boolean => hasUnicode(process.env),
	/** Properties of standard output. */
	terminal: (): {colour: boolean; unicode: boolean; width: number} => ({
		colour: hasColours(process.env, process.stdout.isTTY === true),
		unicode: hasUnicode(process.env),
		width: environment.width(),
	}),
	width: (): number => widthOf(process.env, process.stdout.columns),
};
