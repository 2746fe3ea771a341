// `npm run docs`: writes the pages that are generated from the code.
import {writeFileSync} from 'node:fs';
import {pages, pathOf} from './pages.ts';

for (const [page, make] of Object.entries(pages)) {
	writeFileSync(pathOf(page), await make());
	process.stdout.write(`docs/${page}\n`);
}
