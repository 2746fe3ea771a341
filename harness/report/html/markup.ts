// HTML as a tagged template: every value is escaped unless it is markup already, so escaping cannot be forgotten.
import {printableLines} from '../../support/printable.ts';
import {escapeHtml} from '../page/escape.ts';

/** Markup that is safe to insert. Only this file's functions make it. */
export class Markup {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Value = Markup | string | number | undefined | false | readonly Value[];

export const html = (parts: TemplateStringsArray, ...values: Value[]): Markup =>
	new Markup(String.raw({raw: parts}, ...values.map(toText)));

const toText = (value: Value): string => {
	if (value instanceof Markup) return value.text;
	if (value === undefined || value === false) return '';

	return typeof value === 'object' ? value.map(toText).join('') : escapeHtml(printableLines(String(value)));
};
