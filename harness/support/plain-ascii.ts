// Replaces typographic characters by ASCII, for a terminal whose locale has only ASCII. Letters of names and paths
// stay.

const plain: Readonly<Record<string, string>> = {
	'\u00A0': ' ',
	'\u202F': ' ',
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'–': '-',
	'—': '-',
	'…': '...',
	'·': '-',
	'•': '*',
	'×': 'x',
	'≤': '<=',
	'≥': '>=',
	'→': '->',
	'←': '<-',
	'↑': '^',
	'↓': 'v',
	'✓': '+',
	'✗': 'X',
	'✅': '+',
	'❌': 'X',
	'❔': '?',
	'❗': '!',
};

/** Replaces box-drawing characters, of any weight. */
const box = (character: string): string => {
	if ('─━═╌╍┄┅┈┉'.includes(character)) return '-';
	return '│┃║╎╏┆┇┊┋'.includes(character) ? '|' : '+';
};

export const plainAscii = (text: string): string =>
	text
		.replaceAll(/[\u2500-\u257F]/g, box)
		.replaceAll(/[\u00A0\u00B7\u00D7\u2000-\u2BFF]/g, character => plain[character] ?? '?');
