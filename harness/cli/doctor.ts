// `netlock doctor`: says what this machine can run, what is missing, and how to mend it.
import {Command} from 'commander';
import {examine} from '../doctor/examine.ts';
import {renderDoctor} from '../doctor/render.ts';
import {documentText} from '../results/documents.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode} from './exit-codes.ts';
import {imageOption, mirrorOption} from './options.ts';

const doctor = async ({
	image,
	json,
	registryMirror,
}: {
	image: string[];
	json?: boolean;
	registryMirror: string[];
}): Promise<void> => {
	const {groups, ...verdict} = await examine(environment.engine(registryMirror), image);
	const output = json
		? documentText('doctor', {schema: 1, ...verdict, groups}).trimEnd()
		: renderDoctor(groups, verdict, environment.terminal());
	process.stdout.write(`${output}\n`);
	process.exitCode = verdict.canRun ? exitCode.asExpected : exitCode.cannotWork;
};

export const doctorCommand = (): Command =>
	withExamples(
		new Command('doctor')
			.description('say what this machine can run, what is missing, and how to mend it')
			.addOption(imageOption())
			.option('--json', 'as one JSON document (docs/schema/doctor.json)')
			.addOption(mirrorOption()),
		{
			doctor: 'The whole machine and every image.',
			"doctor --image 'debian-*' --json": 'Some images, for a program.',
			'doctor --registry-mirror docker.io=mirror.example.org/docker': 'Would the mirror have the bases?',
		},
	).action(doctor);
