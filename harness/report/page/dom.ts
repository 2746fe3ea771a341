// Makes elements for the page's script. Text is only ever set as text.

type Child = Node | string | undefined | false | readonly Child[];
type Attributes = Record<string, string | number | undefined | false>;

const append = (parent: Element, child: Child): void => {
	if (child === undefined || child === false) return;
	if (typeof child === 'string' || child instanceof Node) parent.append(child);
	else for (const each of child) append(parent, each);
};

const dress = <Kind extends Element>(element: Kind, attributes: Attributes, children: readonly Child[]): Kind => {
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== undefined && value !== false) element.setAttribute(name, String(value));
	}
	for (const child of children) append(element, child);
	return element;
};

export const make = <Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Name] => dress(document.createElement(name), attributes, children);

export const draw = <Name extends keyof SVGElementTagNameMap>(
	name: Name,
	attributes: Attributes = {},
	...children: Child[]
): SVGElementTagNameMap[Name] =>
	dress(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

/** An element that the page always has. */
export const find = (selector: string, root: ParentNode = document): HTMLElement => {
	const found = root.querySelector<HTMLElement>(selector);
	if (found === null) throw new Error(`the page has no ${selector}`);
	return found;
};
