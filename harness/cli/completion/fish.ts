// Completion for fish.
import type {CommandWords, Value} from './words.ts';

/** Quotes a word for fish, which knows two escapes in single quotes. */
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const at = (name: string): string => `complete -c netlock -n ${quote(`__netlock_at ${quote(name)}`)}`;

const offer = (value: Value): string =>
	value === 'files' ? '-r -F' : `-x -a ${quote(`(__fish_append , ${value.values.join(' ')})`)}`;

const lines = ({name, options, commands, argument}: CommandWords): string[] => [
	...commands.map(each => `${at(name)} -f -a ${quote(each.name)} -d ${quote(each.description)}`),
	...options.map(
		({flag, description, value}) =>
			`${at(name)} -l ${quote(flag.replace(/^--/, ''))} -d ${quote(description)}${value === undefined ? '' : ` ${offer(value)}`}`,
	),
	...(argument === undefined
		? [`${at(name)} -f`]
		: [argument === 'files' ? `${at(name)} -F` : `${at(name)} -f -a ${quote(argument.values.join(' '))}`]),
];

export const fishCompletion = (commands: readonly CommandWords[]): string => `# netlock: completion for fish
function __netlock_at
	set -l command netlock
	for word in (commandline -opc)[2..]
		switch "$command $word"
			case ${commands
				.slice(1)
				.map(({name}) => quote(name))
				.join(' ')}
				set command "$command $word"
		end
	end
	test "$command" = "$argv[1]"
end
${commands.flatMap(lines).join('\n')}
`;
