// Chains of steps side by side. The first one is shown while it runs, a step of the others after its end.
import {runStep} from './run-step.ts';
import type {Show} from './start.ts';
import type {Step} from './steps.ts';

type EndedStep = Awaited<ReturnType<typeof runStep>>;

const runHeld = async (step: Step, show: Show): Promise<EndedStep> => {
	let held = '';
	const ended = await runStep(step, text => {
		held += text;
	});
	show(held);
	return ended;
};

const runChain = async (steps: readonly Step[], run: (step: Step) => Promise<EndedStep>): Promise<EndedStep[]> => {
	const all: EndedStep[] = [];
	for (const step of steps) all.push(await run(step));
	return all;
};

export const runChains = async (chains: readonly (readonly Step[])[], show: Show): Promise<EndedStep[]> => {
	const running = chains.map((steps, index) =>
		runChain(steps, step => (index === 0 ? runStep(step, show) : runHeld(step, show))),
	);
	return (await Promise.all(running)).flat();
};
