import {Command} from 'commander';
export const shellCommand = (): Command => new Command('shell');
