// Gives threads that start later a young generation that need not grow. A test file lives for a second, and while it
// loads its modules, each step of the growth is a collection in which nearly everything survives.
import {setFlagsFromString} from 'node:v8';

export const enlargeYoungGeneration = (): void => setFlagsFromString('--min-semi-space-size=16');
