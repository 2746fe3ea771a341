// Plans the cells of a run, as far as possible without building, pulling, measuring or starting anything.
import type Docker from 'dockerode';
import type {Build} from '../builds/columns.ts';
import {describeBuild} from '../builds/describe-build.ts';
import {type ImageDefinition, toolsDefinition} from '../images/definition.ts';
import {driftOf} from '../images/expect.ts';
import {newSupply} from '../images/supply.ts';
import {viewImage} from '../images/view.ts';
import {project} from '../model/checkout.ts';
import type {PlannedCell, PlannedImage} from '../model/planned.ts';
import type {ReadyBuild} from '../model/ready-build.ts';
import {planCells} from '../plan/cells.ts';
import {runtimes} from '../runtimes/runtime.ts';
import {dateOf} from '../support/date-of.ts';
import {readAllIssues} from './own-files.ts';
import {chosen, requireCells, type Selection} from './prepare.ts';
import {isInSample} from './samples.ts';

/** `unknown`: why it is not known yet whether the cell would run. */
export type ForeseenCell = PlannedCell & {unknown?: string};

const notMeasured = 'not measured yet';

const foreseeImage = async (docker: Docker | undefined, definition: ImageDefinition): Promise<PlannedImage> => {
	const {id, title, lacks, expect} = definition;
	const unknown = {id, title, state: 'miss', reason: `${id} is not built, or ${notMeasured}`} as const;
	if (docker === undefined) return unknown;
	const supply = newSupply({docker, mirrors: new Map()});
	const {ref, kernel, image, facts} = await viewImage(supply, definition, await toolsDefinition(project.images));
	// Facts are valid only for the kernel on which they were measured.
	if (image === undefined || facts?.kernel !== kernel) return unknown;
	const known = {id, title, state: 'ready', ref, digest: image.id, base: ''} as const;
	return {...known, passedOver: [], facts, lacks, drift: driftOf(expect, facts)};
};

/** Packages were measured with their image. Other builds are measured only by a run. */
const foreseeBuild = (build: Build, images: readonly PlannedImage[]): ReadyBuild => {
	const parts = [build.from, build.criu, build.libcriu, build.podman];
	const isPackaged = parts.every(part => part === undefined || part.source === 'package');
	const unknown = {state: 'miss', reason: `${build.id} is ${notMeasured}`, help: ''} as const;
	return {
		id: build.id,
		runtime: build.runtime,
		in: isPackaged ? {} : Object.fromEntries(images.map(({id}) => [id, unknown])),
		result: describeBuild(build, []),
	};
};

/** Ids of images, and of builds that are no packages. What stops a cell there may be gone once they are measured. */
type NotMeasured = ReadonlySet<string>;

const asForeseen = (
	{settled, ...cell}: PlannedCell,
	destination: string | undefined,
	unmeasured: NotMeasured,
): ForeseenCell => {
	const isOpen = [cell.image, cell.runtime, destination ?? ''].some(id => unmeasured.has(id));
	if (settled?.outcome === 'miss' && isOpen) return {...cell, expected: 'pass', unknown: settled.reason};
	return {...cell, ...(settled && {settled})};
};

/** `docker`: the engine, if one answers. @throws UsageError, FileInvalid */
export const foreseeCells = async (selection: Selection, docker: Docker | undefined): Promise<ForeseenCell[]> => {
	const {images: definitions, scenarios} = await chosen(selection);
	const images = await Promise.all(definitions.map(each => foreseeImage(docker, each)));
	const builds = selection.builds.map(build => foreseeBuild(build, images));
	const cells = planCells({
		runtimes,
		images,
		builds,
		locks: selection.locks,
		scenarios,
		knownIssues: await readAllIssues(selection.own),
		today: dateOf(new Date()),
	});
	requireCells(cells, selection, scenarios);
	const unmeasured = new Set([
		...images.filter(({state}) => state === 'miss').map(({id}) => id),
		...builds.filter(each => Object.keys(each.in).length > 0).map(({id}) => id),
	]);
	const destinations = new Map(scenarios.map(({id, destination}) => [id, destination]));
	return cells
		.filter(isInSample(selection.builds, scenarios))
		.map(cell => asForeseen(cell, destinations.get(cell.scenario), unmeasured));
};
