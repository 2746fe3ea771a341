// The style of a page as text, and the policy that allows only what the page has.
import {createHash} from 'node:crypto';
import {textOf} from '../../support/browser-script.ts';

/** A file of the page's own style or script. */
export const beside = (name: string): URL => new URL(`../page/${name}`, import.meta.url);

/** Style sheets of every page. */
export const common = ['colours', 'frame', 'tables'];

export const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

export type PageStyle = {style: string; policy: string};

/** The style of pages without a script: history, and the published matrix. `more`: sheets that only this page needs. */
export const pageStyle = (more: readonly string[] = []): PageStyle => {
	const style = textOf([...common, ...more].map(name => beside(`${name}.css`)));
	return {style, policy: `default-src 'none'; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`};
};
