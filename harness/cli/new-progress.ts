// Progress for commands, in the form that standard error can show.
import {environment} from './environment.ts';
import {Progress} from './progress.ts';

export const newProgress = (): Progress => new Progress(process.stderr, environment.isInteractive());
