// AVA's configuration for a run: these scenario files and no others, in the order in which they are to begin. Left to itself, AVA
// looks through all folders for files, and takes them by name.
import {resolve} from 'node:path';

const files: string[] = JSON.parse(process.env.NETLOCK_FILES ?? '[]');
const places = new Map(files.map((file, place) => [resolve(file), place]));
const placeOf = (file: string): number => places.get(resolve(file)) ?? files.length;

export default {
	extensions: ['ts'],
	files,
	// Before the scenario: the shared worker loads while the scenario does.
	require: ['./harness/ava/client.ts'],
	sortTestFiles: (one: string, other: string) => placeOf(one) - placeOf(other),
	timeout: '10m',
	nodeArguments: ['--disable-warning=ExperimentalWarning'],
};
