// What netlock's images are called on an engine.
import {baseRepository} from './base.ts';

/** Beginnings of the names of all that netlock keeps on an engine. */
export const repositories = ['netlock/', `${baseRepository}:`];

/** `netlock/debian-forky:0123456789ab` */
export const refOf = (id: string, inputs: string): string => `netlock/${id}:${inputs.slice(0, 12)}`;
