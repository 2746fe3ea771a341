// A part of a page that is generated from the code, between two marks: <!-- NAME: npm run docs --> and <!-- /NAME -->.

const marks = (name: string) => [`<!-- ${name}: made by npm run docs -->`, `<!-- /${name} -->`] as const;

/** The page with that part generated again. @throws Error if the page has no such part */
export const withPart = (page: string, name: string, content: string): string => {
	const [begin, end] = marks(name);
	const from = page.indexOf(begin);
	const to = page.indexOf(end);
	if (from === -1 || to < from) throw new Error(`the page lacks the lines ${begin} and ${end}`);
	return `${page.slice(0, from)}${begin}\n\n${content.trim()}\n\n${page.slice(to)}`;
};
