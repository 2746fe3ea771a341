// AVA's configuration for the tests. A run of netlock has its own: harness/run/ava-config.ts.
import {enlargeYoungGeneration} from './harness/support/young-generation.ts';

enlargeYoungGeneration();

export default {
	extensions: ['ts'],
	files: ['test/**/*.test.ts', '!test/{e2e,detect,page}/**'],
	timeout: '10m',
	utilizeParallelBuilds: false,
	nodeArguments: ['--disable-warning=ExperimentalWarning'],
};
