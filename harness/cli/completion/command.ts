// `netlock completion SHELL`: a script that completes commands, options and the names that they take.
import {basename} from 'node:path';
import {Argument, Command} from 'commander';
import {readImages} from '../../images/definition.ts';
import {project} from '../../model/checkout.ts';
import {notAmong} from '../../model/usage-error.ts';
import {scenarioFiles} from '../../plan/scenario-files.ts';
import {withExamples} from '../examples.ts';
import {withNames} from '../names.ts';
import {bashCompletion} from './bash.ts';
import {fishCompletion} from './fish.ts';
import {completionWords} from './words.ts';
import {zshCompletion} from './zsh.ts';

const shells = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion} as const;
type Shell = keyof typeof shells;
const shellNames = Object.keys(shells) as Shell[];

/** `load`: loads all commands. */
export const completionScript = async (shell: Shell, load: () => Promise<Command>): Promise<string> => {
	const images = (await readImages(project.images)).map(({id}) => id);
	const scenarios = scenarioFiles(project.scenarios).map(name => basename(name, '.ts'));
	return shells[shell](completionWords(await load(), {images, scenarios}));
};

export const completionCommand = (load: () => Promise<Command>): Command =>
	withExamples(
		new Command('completion')
			.description('print a script with which a shell completes commands, options and names')
			.addArgument(withNames(new Argument('<shell>', `which shell: ${shellNames.join(', ')}`), shellNames)),
		{
			'completion bash': 'Into ~/.bashrc: eval "$(netlock completion bash)".',
			'completion zsh': 'Into a folder of $fpath, as _netlock; or, after compinit: source <(netlock completion zsh).',
			'completion fish': 'Into ~/.config/fish/completions/netlock.fish.',
		},
	).action(async (given: string) => {
		const shell = shellNames.find(each => each === given);
		if (shell === undefined) throw notAmong('completion', given, shellNames);
		process.stdout.write(await completionScript(shell, load));
	});
