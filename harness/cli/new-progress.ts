// Progress as commands show it: on standard error, as that is.
import {environment} from './environment.ts';
import {Progress} from './progress.ts';

export const newProgress = (): Progress => new Progress(process.stderr, environment.isInteractive());
