// Completion for zsh: a file `_netlock` in $fpath, or sourced after compinit.
import {quote} from '../../support/quote.ts';
import type {CommandWords, Value} from './words.ts';

const described = (items: readonly {name: string; description: string}[]): string =>
	items.map(({name, description}) => quote(`${name.replaceAll(':', '\\:')}:${description}`)).join(' ');

const offer = (value: Value | undefined): string => {
	if (value === undefined) return '';
	return value === 'files' ? '_files' : `_values -s , name ${value.values.map(quote).join(' ')}`;
};

const valueCases = ({name, options}: CommandWords): string[] =>
	options.flatMap(({flag, value}) =>
		value === undefined ? [] : [`\t(${quote(`${name} ${flag}`)}) ${offer(value)}; return ;;`],
	);

const wordCase = ({name, options, commands, argument}: CommandWords): string => {
	const flags = described(options.map(({flag, description}) => ({name: flag, description})));
	const others = commands.length > 0 ? `offered=(${described(commands)}); _describe command offered` : offer(argument);
	return `\t(${quote(name)}) if [[ $PREFIX == -* ]]; then offered=(${flags}); _describe option offered; else ${others || ':'}; fi ;;`;
};

export const zshCompletion = (commands: readonly CommandWords[]): string => `#compdef netlock
# netlock: completion for zsh
_netlock() {
	local command=netlock word
	local -a offered
	for word in "\${(@)words[2,CURRENT-1]}"; do
		case "$command $word" in
		(${commands
			.slice(1)
			.map(({name}) => quote(name))
			.join('|')}) command="$command $word" ;;
		esac
	done
	case "$command \${words[CURRENT-1]}" in
${commands.flatMap(valueCases).join('\n')}
	esac
	case "$command" in
${commands.map(wordCase).join('\n')}
	esac
}
if [[ $funcstack[1] == _netlock ]]; then
	_netlock "$@"
elif (( $+functions[compdef] )); then
	compdef _netlock netlock
fi
`;
