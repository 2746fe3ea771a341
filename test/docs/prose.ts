// Finds prose in a Markdown page that is not one sentence a line, or whose sentence is too long.

type Problem = {line: number; problem: string};

const longest = 45;

/** The text that a reader sees: without inline code, link targets and marks. */
const plain = (line: string): string =>
	line
		.replaceAll(/`[^`]*`/g, 'code')
		.replaceAll(/\]\([^)]*\)/g, '')
		.replace(/^\s*\*\*[^*]*[.:]\*\* /, '')
		.replaceAll(/[*_[\]]/g, '');

const isFrame = (line: string): boolean => /^\s*$|^#|^\s*\||^\[[^\]]+\]: |^<|^!\[/.test(line);
const isItem = (line: string): boolean => /^\s*(?:[-*]|\d+\.) /.test(line);
const endsSentence = (line: string): boolean => /[.:?!…][*)"]*$/.test(line.trimEnd());
export const proseProblems = (page: string): Problem[] => {
	const problems: Problem[] = [];
	let fence = false;
	let before = '';
	for (const [index, line] of page.split('\n').entries()) {
		const isMark = line.trimStart().startsWith('```');
		if (isMark) fence = !fence;
		if (
			isMark ||
			fence ||
			isFrame(line) ||
			(/^ {4}/.test(line) && (before === '' || before.startsWith('    ')) && !isItem(line))
		) {
			before = /^ {4}/.test(line) ? line : '';
			continue;
		}
		const text = plain(line)
			.trim()
			.replace(/^(?:[-*]|\d+\.) (?:\[ \] )?/, '');
		const say = (problem: string): void => void problems.push({line: index + 1, problem});
		if (/[.?!][)"]? +[A-Z]/.test(text.replaceAll(/\be\.g\. /g, ''))) say(`two sentences in a line: ${text}`);
		if (before !== '' && !isItem(line) && !endsSentence(before)) say(`goes on from the line before: ${text}`);
		const words = text.split(/\s+/).length;
		if (words > longest) say(`${words} words in a sentence, ${longest} are the most`);
		before = line;
	}
	return problems;
};
