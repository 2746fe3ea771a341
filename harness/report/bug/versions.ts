// Lists the parts that a cell ran with: version, and digest of the executable.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';

export type PartVersion = {part: string; version: string; digest?: string | undefined};

export const versionsOf = (
	{image: id, runtime: column}: CellResult,
	{images, builds, host}: Results,
): PartVersion[] => {
	const image = images.find(each => each.id === id);
	const build = builds.find(each => each.id === column);
	const {facts} = image ?? {};
	const name = build?.runtime ?? column;
	const own = facts?.runtimes[name as keyof typeof facts.runtimes];
	const criu = build?.criu?.facts[id] ?? facts?.criu;
	const packages = ['nftables', 'iptables', 'iproute2'].flatMap(each => {
		const version = facts?.packages[each];
		return version === undefined ? [] : [{part: each, version}];
	});
	return [
		{
			part: name,
			version: `${build?.versions[id] ?? own?.version ?? 'unknown'}${build && build.source !== 'package' ? ` (${build.source})` : ''}`,
			digest: build?.made?.[id]?.digest ?? build?.digest ?? own?.digest,
		},
		{
			part: 'CRIU',
			version: `${criu?.version ?? 'unknown'}${build?.criu ? ` (${build.criu.source})` : ''}`,
			digest: build?.criu?.made?.[id]?.digest ?? build?.criu?.digest ?? criu?.digest,
		},
		...packages,
		{part: 'kernel', version: host.kernel},
		{part: 'image', version: `${facts?.os ?? id}, ${image?.base ?? 'base unknown'}`, digest: image?.digest},
	];
};
