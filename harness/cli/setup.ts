import {Command} from 'commander';
export const setupCommand = (): Command => new Command('setup');
