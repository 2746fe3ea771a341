// The known-bad set as columns of the matrix, so that netlock compiles them: the image's own source package, with the
// defect's patches on top. A part without a patch is the image's own package.
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Project} from '../../harness/builds/builder.ts';
import type {Build} from '../../harness/builds/columns.ts';
import type {Part} from '../../harness/builds/part.ts';
import {readPatch} from '../../harness/builds/patches.ts';
import type {RuntimeName} from '../../harness/model/axes.ts';
import type {Defect} from './defect.ts';

const folder = fileURLToPath(new URL('patches/', import.meta.url));

const partOf = ({patches}: Defect, project: Project): Part => {
	const own = patches.filter(each => each.project === project);
	if (own.length === 0) return {source: 'package'};
	return {source: 'source package', patches: own.map(({file}) => readPatch(join(folder, project, file)))};
};

export const buildOf = (defect: Defect): Build => {
	const {id, runtime = 'crun'} = defect;
	return {id: `${runtime}@${id}`, runtime, from: partOf(defect, 'crun'), criu: partOf(defect, 'criu')};
};

/** The control: the same sources, compiled in the same way, without a defect. runc is never compiled. */
export const control = (runtime: RuntimeName): Build => ({
	id: `${runtime}@control`,
	runtime,
	from: {source: runtime === 'crun' ? 'source package' : 'package'},
	criu: {source: 'source package'},
});
