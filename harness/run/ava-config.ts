// AVA's configuration for a run: only these scenario files, in the order in which they begin. By default AVA searches
// all folders for test files and sorts them by name.
import {resolve} from 'node:path';
import {enlargeYoungGeneration} from '../support/young-generation.ts';

enlargeYoungGeneration();

const files: string[] = JSON.parse(process.env.NETLOCK_FILES ?? '[]');
const places = new Map(files.map((file, place) => [resolve(file), place]));
const placeOf = (file: string): number => places.get(resolve(file)) ?? files.length;

export default {
	extensions: ['ts'],
	files,
	// Loaded before the scenario, so that the shared worker loads at the same time.
	require: ['./harness/ava/client.ts'],
	sortTestFiles: (one: string, other: string) => placeOf(one) - placeOf(other),
	timeout: '10m',
	nodeArguments: ['--disable-warning=ExperimentalWarning'],
};
