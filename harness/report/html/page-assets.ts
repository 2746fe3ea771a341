// The page's style and script as text, and the policy that allows only these two.
import {createHash} from 'node:crypto';
import {browserScript, textOf} from '../../support/browser-script.ts';

const beside = (name: string): URL => new URL(`../page/${name}`, import.meta.url);

/** Style sheets of every page. */
const common = ['colours', 'frame', 'tables'];
const sheets = [...common, 'layout', 'finder', 'matrix', 'panel', 'narrow', 'print'];

/** A module comes after those that its top-level statements need. */
const modules = [
	'escape',
	'anchor',
	'dom',
	'unpack',
	'store',
	'address',
	'filter',
	'matrix-grid',
	'matrix-view',
	'finder',
	'../cell-files',
	'layers-view',
	'timeline',
	'panel',
	'dialog',
	'print',
	'main',
];

export type Assets = {style: string; script: string; policy: string};

let read: {style: string; script: string} | undefined;

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The style of pages without a script: history, and the published matrix. `more`: sheets that only this page needs. */
export const pageStyle = (more: readonly string[] = []): Pick<Assets, 'style' | 'policy'> => {
	const style = textOf([...common, ...more].map(name => beside(`${name}.css`)));
	return {style, policy: `default-src 'none'; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`};
};

/** `lines`: names of the lines that each scenario has in the matrix. */
export const pageAssets = (lines: readonly string[]): Assets => {
	read ??= {
		style: textOf(sheets.map(name => beside(`${name}.css`))),
		script: browserScript(modules.map(name => beside(`${name}.ts`))),
	};
	const letters = Math.min(24, Math.max(6, ...lines.map(({length}) => length)));
	const style = `${read.style}:root { --lines: ${lines.length}; --head: calc(${letters}ch + 1rem) }\n`;
	const policy = [
		"default-src 'none'",
		`style-src ${hash(style)}`,
		`script-src ${hash(read.script)}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return {style, script: read.script, policy};
};
