// `scenario(title, spec, body)`: what a scenario file calls, once.
import type {ScenarioBody} from './container/scenario-context.ts';
import type {ScenarioSpec} from './model/declaration.ts';
import {collecting, declare} from './plan/collector.ts';

// While the planner reads scenario files there is no AVA; under AVA there is no planner.
const register = collecting() ? declare : (await import('./ava/register.ts')).register;

/** Declares one behaviour; AVA runs `body` once for each planned cell. */
export const scenario = (title: string, spec: ScenarioSpec, body: ScenarioBody): void => register({title, spec, body});
