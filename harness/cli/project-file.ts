// netlock.yaml of the current folder. It is read once, and its options are defaults. The command line wins.
import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Command, Option} from 'commander';
import {FileInvalid, lineOf, readYaml} from '../model/read-yaml.ts';
import type {ProjectSettings} from '../model/results.ts';
import {UsageError} from '../model/usage-error.ts';
import {projectFile} from '../results/project-file.ts';

const projectFileName = 'netlock.yaml';

const help = 'Its format is described in docs/netlock-yaml.md';

/** The value that the option would have if it had been typed. */
const parsed = (option: Option, value: string | number | boolean | readonly string[]): unknown => {
	if (typeof value === 'boolean') return value;
	const {parseArg} = option;
	const typed = typeof value === 'object' ? value : [String(value)];
	return typed.reduce<unknown>(
		(before, each) => (parseArg ? parseArg(each, before) : each),
		typeof value === 'object' ? [] : undefined,
	);
};

const asWords = (name: string, value: unknown): string[] => {
	if (typeof value === 'boolean') return value ? [`--${name}`] : [];
	return [value].flat().map(each => `--${name} ${String(each)}`);
};

const takeOption = (command: Command, file: string, name: string, value: number | boolean | string[]): string[] => {
	const option = command.options.find(({long}) => long === `--${name}`);
	if (option === undefined) return [];
	const key = option.attributeName();
	const source = command.getOptionValueSource(key);
	if (source !== undefined && source !== 'default') return [];
	try {
		command.setOptionValueWithSource(key, parsed(option, value), 'config');
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		const line = lineOf(readFileSync(file, 'utf8'), ['options', name]);
		throw new FileInvalid(file, [{at: line, what: `options.${name}: ${error.message}`}], help);
	}
	return asWords(name, value);
};

/** A judgement needs its builds on the command line, and has its own number of rounds. */
export const notForJudging = ['runtime', 'criu', 'libcriu', 'podman', 'repeat'];

/** Lines for the user, printed first. */
export const describeSettings = ({file, settings}: ProjectSettings): string =>
	`from ${file}: ${settings.join(' ') || 'nothing'}`;

/** What the file adds to a run. `settings`: those that count, as they would be typed. */
export type Project = {knownIssues?: string; scenarios?: string; settings?: ProjectSettings};

/**
 * Sets the options that the command line did not give. `except`: options that are ignored. @throws FileInvalid with
 * file, line and key
 */
export const takeProjectFile = async (
	command: Command,
	{folder = process.cwd(), except = []}: {folder?: string; except?: readonly string[]} = {},
): Promise<Project> => {
	const path = join(folder, projectFileName);
	if (!existsSync(path)) return {};
	const {'known-issues': knownIssues, scenarios, options = {}} = await readYaml(path, projectFile, help);
	const taken = Object.entries(options).flatMap(([name, value]) =>
		value === undefined || except.includes(name) ? [] : takeOption(command, path, name, value),
	);
	return {
		...(knownIssues !== undefined && {knownIssues: resolve(folder, knownIssues)}),
		...(scenarios !== undefined && {scenarios: resolve(folder, scenarios)}),
		settings: {
			file: projectFileName,
			settings: [
				...(knownIssues === undefined ? [] : [`known-issues: ${knownIssues}`]),
				...(scenarios === undefined ? [] : [`scenarios: ${scenarios}`]),
				...taken,
			],
		},
	};
};
