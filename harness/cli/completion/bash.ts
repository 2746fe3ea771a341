// Completion for bash.
import {quote} from '../../support/quote.ts';
import type {CommandWords, Value} from './words.ts';

const offer = (value: Value | undefined): string => {
	if (value === undefined) return '';
	return value === 'files' ? 'files=yes' : `words=${quote(value.values.join(' '))}`;
};

const valueCases = ({name, options}: CommandWords): string[] =>
	options.flatMap(({flag, value}) =>
		value === undefined ? [] : [`\t${quote(`${name} ${flag}`)}) ${offer(value)} ;;`],
	);

const wordCase = ({name, options, commands, argument}: CommandWords): string => {
	const flags = options.map(({flag}) => flag).join(' ');
	const others = commands.length > 0 ? `words=${quote(commands.map(each => each.name).join(' '))}` : offer(argument);
	return `\t${quote(name)}) flags=${quote(flags)} ${others} ;;`;
};

export const bashCompletion = (commands: readonly CommandWords[]): string => `# netlock: completion for bash
_netlock() {
	local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=netlock words= flags= files= word head=
	for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case "$command $word" in
		${commands
			.slice(1)
			.map(({name}) => quote(name))
			.join('|')}) command="$command $word" ;;
		esac
	done
	# bash takes --lock=skip for three words.
	[ "$cur" = = ] && cur=
	[ "$prev" = = ] && prev=\${COMP_WORDS[COMP_CWORD-2]}
	case "$command $prev" in
${commands.flatMap(valueCases).join('\n')}
	*)
		case "$command" in
${commands.map(wordCase).join('\n')}
		esac
		;;
	esac
	[ -z "\${cur##-*}" ] && [ -n "$cur" ] && words=$flags files=
	# The last of several, as in a,b.
	case "$words$cur" in *,*) [ -n "$words" ] && [ "\${cur#*,}" != "$cur" ] && head=\${cur%,*}, cur=\${cur##*,} ;; esac
	COMPREPLY=($(compgen -P "$head" -W "$words" -- "$cur"))
	[ -n "$files" ] && COMPREPLY+=($(compgen -f -- "$cur"))
	return 0
}
complete -o filenames -F _netlock netlock
`;
