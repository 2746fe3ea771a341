// Names of netlock's images on an engine.
import {baseRepository} from './base.ts';

/** The beginnings of all names that netlock gives on an engine. */
export const repositories = ['netlock/', `${baseRepository}:`];

/** `netlock/debian-forky:0123456789ab` */
export const refOf = (id: string, inputs: string): string => `netlock/${id}:${inputs.slice(0, 12)}`;
