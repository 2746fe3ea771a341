// Links between the pages lead to a file of the checkout, and to a heading of the page.
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {pagePaths} from './page-paths.ts';

const read = (page: string): string => readFileSync(join(project.root, page), 'utf8');
const withoutCode = (text: string): string => text.replaceAll(/^```.*?^```$/gms, '').replaceAll(/`[^`\n]*`/g, '');

/** Headings as GitHub makes anchors of them, and anchors by hand. */
const anchorsOf = (page: string): Set<string> => {
	const text = read(page);
	const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
			.replaceAll(/\s/g, '-'),
	);
	return new Set([...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)]);
};

const linksOf = (page: string): string[] => {
	const text = withoutCode(read(page));
	const inline = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	const references = [...text.matchAll(/^\[[^\]]+\]: (\S+)$/gm)].map(([, target = '']) => target);
	return [...inline, ...references].filter(target => !/^[a-z]+:/.test(target));
};

const problemOf = (page: string, link: string): string | undefined => {
	const [path = '', anchor] = link.split('#');
	const file = path === '' ? page : join(dirname(page), path);
	if (!existsSync(join(project.root, file))) return `${page}: ${link}: no such file`;
	if (anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor))
		return `${page}: ${link}: no such heading`;
	return undefined;
};

test('every link between pages leads to a file and a heading', t => {
	const links = pagePaths().flatMap(page => linksOf(page).map(link => problemOf(page, link)));
	t.true(links.length > 200);
	t.deepEqual(
		links.filter(problem => problem !== undefined),
		[],
	);
});

test('every reference of a page has its address', t => {
	for (const page of pagePaths()) {
		const text = withoutCode(read(page));
		const defined = new Set([...text.matchAll(/^\[([^\]]+)\]: /gm)].map(([, name]) => name));
		const used = [...text.matchAll(/\[([\w-]+(?:#\d+)?)\](?![(:[])/g)].map(([, name]) => name);
		if (defined.size > 0)
			t.deepEqual(
				[...new Set(used)].filter(name => !defined.has(name)),
				[],
				page,
			);
	}
});
