// Paths in this checkout.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const project = {
	root: at(''),
	harness: at('harness'),
	images: at('images'),
	builders: at('images/builders'),
	scenarios: at('scenarios'),
	knownIssues: at('scenarios/known-issues.yaml'),
	/** Copies of scenarios of users' own projects. */
	ownScenarios: at('reports/scenarios'),
	runs: at('reports/runs'),
	validations: at('reports/validations'),
	bisections: at('reports/bisections'),
	history: at('reports/history'),
	compatibility: at('reports/compatibility.yaml'),
	latest: at('reports/latest'),
};

export const netlockVersion = (): string => JSON.parse(readFileSync(at('package.json'), 'utf8')).version;
