// Unpacks the data of pack.ts. A value is made only when it is needed.
import type {Packed} from '../pack.ts';

export type Unpack = <Value>(reference: number) => Value;

export const unpacker = ({shapes, values}: Pick<Packed, 'shapes' | 'values'>): Unpack => {
	const unpack = (reference: number): unknown => {
		const entry = values[reference];
		if (!Array.isArray(entry)) return entry;
		const [shape = 0, ...parts] = entry;
		if (shape === 0) return parts.map(unpack);
		return Object.fromEntries((shapes[shape - 1] ?? []).map((key, index) => [key, unpack(parts[index] ?? -1)]));
	};
	return unpack as Unpack;
};
