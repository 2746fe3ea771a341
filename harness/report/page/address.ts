// The page's state in its address: `#cell/…?q=…&lock=…`. A reload keeps the state, and a link can carry it.

export const filterNames = [
	'q',
	'image',
	'runtime',
	'lock',
	'scenario',
	'layer',
	'party',
	'outcome',
	'issue',
	'cause',
	'differs',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

export type Address = {place: string; filters: Filters};

export const readAddress = (hash: string): Address & {hasFilters: boolean} => {
	const [place = '', query] = hash.replace(/^#/, '').split('?', 2);
	const given = new URLSearchParams(query);
	const filters = Object.fromEntries(
		filterNames.flatMap(name => (given.get(name) ? [[name, given.get(name) ?? '']] : [])),
	) as Filters;
	return {place, filters, hasFilters: query !== undefined};
};

export const writeAddress = ({place, filters}: Address): string => {
	const query = new URLSearchParams(filters).toString();
	return `#${place}${query === '' ? '' : `?${query}`}`;
};
