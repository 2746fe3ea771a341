import {Command} from 'commander';
export const cleanCommand = (): Command => new Command('clean');
