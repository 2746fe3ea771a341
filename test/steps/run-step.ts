// One step of `npm test`: shown while it runs, and counted after its end.
import pMap from 'p-map';
import {addCounts, type Counts, countTests, countWhole} from './counts.ts';
import {describeFailure} from './describe-failure.ts';
import {type Ended, type Show, start} from './start.ts';
import {coverageData, type Step} from './steps.ts';

const secondsSince = (started: number): number => Math.round((performance.now() - started) / 1000);

// Code from the compile cache is not counted precisely.
const covering = (covers: keyof typeof coverageData) => ({
	NODE_V8_COVERAGE: coverageData[covers],
	NODE_DISABLE_COMPILE_CACHE: '1',
});

/** Files side by side: each one is shown whole after its end. */
const startFiles = (files: readonly string[], {words, lanes = 1}: Step, env: Record<string, string>, print: Show) =>
	pMap(
		files,
		async file => {
			const started = performance.now();
			let shown = '';
			const ended = await start([...words, file], env, text => {
				shown += text;
			});
			print(`\n${file}, ${secondsSince(started)} s\n${shown}`);
			return ended;
		},
		{concurrency: lanes},
	);

const startStep = async (step: Step, print: Show): Promise<Ended[]> => {
	const env = step.covers === undefined ? {} : covering(step.covers);
	return step.files === undefined ? [await start(step.words, env, print)] : startFiles(step.files, step, env, print);
};

/** `failures`: for each failed process, the text to repeat at the end. */
export const runStep = async (step: Step, print: Show): Promise<Counts & {failures: string[]}> => {
	const {name, words, isAva = false} = step;
	print(`\n── ${name}: ${words.join(' ')}\n`);
	const started = performance.now();
	const processes = (await startStep(step, print)).map(({printed, exit}) => ({
		printed,
		...(isAva ? countTests(printed, exit) : countWhole(exit)),
	}));
	const counts = addCounts(processes);
	print(`── ${name}: ${counts.passed} passed, ${counts.failed} failed, in ${secondsSince(started)} s\n`);
	const bad = processes.filter(({failed}) => failed > 0);
	return {...counts, failures: bad.map(({printed}) => describeFailure(name, printed, isAva))};
};
