// The run in the page: axes, a head per cell, and each cell's detail once it is needed.
import type {CellDetail} from '../cell-detail.ts';
import type {Packed} from '../pack.ts';
import type {CellHead, Frame, PageScenario} from '../page-data.ts';
import {anchor} from './anchor.ts';
import {find} from './dom.ts';
import {unpacker} from './unpack.ts';

const packed: Packed = JSON.parse(find('#results').textContent);
const unpack = unpacker(packed);
const [frameReference = 0, ...detailReferences] = packed.roots;

export const frame = unpack<Frame>(frameReference);
export const detailOf = (index: number): CellDetail => unpack<CellDetail>(detailReferences[index] ?? -1);

export const idOf = ({image, runtime, lock, scenario}: CellHead): string => [image, runtime, lock, scenario].join('/');

const indexById = new Map(frame.cells.map((cell, index) => [idOf(cell), index]));
export const indexOf = (image: string, runtime: string, lock: string, scenario: string): number | undefined =>
	indexById.get([image, runtime, lock, scenario].join('/'));

let byAnchor: Map<string, number> | undefined;
export const indexOfAnchor = (wanted: string): number | undefined => {
	byAnchor ??= new Map(frame.cells.map((cell, index) => [anchor('cell', idOf(cell)), index]));
	return byAnchor.get(wanted);
};

const scenarioById = new Map(frame.scenarios.map(each => [each.id, each]));
export const scenarioOf = (id: string): PageScenario | undefined => scenarioById.get(id);

const marks = new Map(frame.marks.map(each => [each.status, each]));
export const glyphOf = ({status}: CellHead): string => marks.get(status)?.glyph ?? '';

/** The same class as in the page that netlock wrote. */
export const classOf = ({status, unexpected}: CellHead): string =>
	status.replaceAll(' ', '-') + (unexpected && (status === 'miss' || status === 'skip') ? ' ring' : '');
