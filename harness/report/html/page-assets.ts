// The style and the script of index.html as text, and the policy that allows only these two.
import {browserScript, textOf} from '../../support/browser-script.ts';
import {beside, common, hash, type PageStyle} from './page-style.ts';

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

type Assets = PageStyle & {script: string};

const styleOfAll = textOf(sheets.map(name => beside(`${name}.css`)));
/** Made when this module is loaded: a run loads it while AVA starts, since removing types takes a tenth of a second. */
const script = browserScript(modules.map(name => beside(`${name}.ts`)));

/** `lines`: names of the lines that each scenario has in the matrix. */
export const pageAssets = (lines: readonly string[]): Assets => {
	const letters = Math.min(24, Math.max(6, ...lines.map(({length}) => length)));
	const style = `${styleOfAll}:root { --lines: ${lines.length}; --head: calc(${letters}ch + 1rem) }\n`;
	const policy = [
		"default-src 'none'",
		`style-src ${hash(style)}`,
		`script-src ${hash(script)}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');
	return {style, script, policy};
};
