// A name of an image, a build or a scenario, in results that anybody may have written. Names are keys of objects, and what
// every object has (`constructor`, `__proto__`) would be found there without having been put there.
import {z} from 'zod';

export const name = z.string().refine(each => !(each in Object.prototype), 'is what every object has, and no name');
