import {Command} from 'commander';
export const imagesCommand = (): Command => new Command('images');
