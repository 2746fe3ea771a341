// Runs all checks of this machine. It starts, installs and builds nothing.
import {readFileSync} from 'node:fs';
import {release} from 'node:os';
import {join} from 'node:path';
import type {EngineConfig} from '../engine/connect.ts';
import {cgroupRoot, limitsOfParent} from '../engine/parent-cgroup.ts';
import {project} from '../model/checkout.ts';
import {readKnownIssues} from '../plan/known-issues.ts';
import {hostFacts} from '../run/host.ts';
import {dateOf} from '../support/date-of.ts';
import {sourceChecks} from './base-availability.ts';
import {capabilityChecks, readLimits} from './capabilities.ts';
import {cgroupChecks} from './cgroups.ts';
import {type Check, type Group, gap} from './check.ts';
import {criuCheckChecks, kernelIssueChecks, type Measured} from './criu.ts';
import {diskCheck, freeAt} from './disk.ts';
import {engineChecks} from './engine.ts';
import {type EngineView, viewEngine} from './engine-view.ts';
import {examineImages} from './examine-images.ts';
import type {ImageReport} from './images.ts';
import {kernelChecks} from './kernel.ts';
import {viewKernel} from './kernel-view.ts';
import {machineChecks} from './machine.ts';
import {machineFiles} from './machine-files.ts';
import {parentCgroupChecks} from './parent-cgroup.ts';
import {judge, type Verdict} from './verdict.ts';

export type Examination = Verdict & {groups: Group[]};

const text = (path: string): string => machineFiles.text(path) ?? '';

const wantedNode = (): string => JSON.parse(readFileSync(join(project.root, 'package.json'), 'utf8')).engines.node;

const imageChecks = (images: readonly ImageReport[]): Check[] => {
	const checks = images.map(({check}) => check);
	if (images.some(({availability}) => availability !== 'missing')) return checks;
	return [...checks, gap('images', 'all are unavailable', 'make one of the sources above available')];
};

/** The folder of images and its free space. The space is unknown for an engine on another machine. */
const dataRoom = (
	view: EngineView,
	home: string,
	kernel: string,
): {folder: string; own: boolean; free: number | undefined} => {
	if (view.state !== 'answers' || view.facts.kind === 'private') return {folder: home, own: true, free: freeAt(home)};
	const {dataFolder: folder, kernel: its} = view.facts;
	return {folder, own: false, free: its === kernel ? freeAt(folder) : undefined};
};

/** `globs` select images; empty: all. @throws UsageError, FileInvalid */
export const examine = async (config: EngineConfig, globs: readonly string[]): Promise<Examination> => {
	const kernel = release();
	const view = await viewEngine(config);
	const {sources, images} = await examineImages(view, config.mirrors, globs);
	const needed = images.some(({availability}) => availability === 'pending');
	const measured: Measured[] = images.flatMap(({id, facts}) => (facts ? [{id, facts}] : []));
	const issues = await readKnownIssues(project.knownIssues);
	const today = dateOf(new Date());
	const groups: Group[] = [
		{
			title: 'Machine',
			checks: [
				...machineChecks({
					node: process.versions.node,
					wantedNode: wantedNode(),
					user: process.getuid?.(),
					host: hostFacts(kernel, text),
					meminfo: text('/proc/meminfo'),
				}),
				diskCheck({...dataRoom(view, config.home, kernel), needed}),
			],
		},
		{title: 'Engine', checks: engineChecks(view, kernel)},
		{
			title: 'What sandboxes may do',
			checks: [
				...capabilityChecks(readLimits(machineFiles, view.state === 'answers' ? view.facts.endpoint : undefined)),
				...cgroupChecks(text('/proc/mounts'), text('/proc/filesystems')),
				...parentCgroupChecks(limitsOfParent(cgroupRoot)),
			],
		},
		{
			title: 'Kernel',
			checks: [
				...kernelChecks(viewKernel(machineFiles, kernel)),
				...criuCheckChecks(measured),
				...kernelIssueChecks(issues, kernel, measured, today),
			],
		},
		{title: 'Where images come from', checks: sourceChecks(sources, needed)},
		{title: 'Images', checks: imageChecks(images)},
	];
	return {
		...judge(
			groups,
			images.map(({availability}) => availability),
		),
		groups,
	};
};
