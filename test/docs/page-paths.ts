// The Markdown pages that people read: those beside the README, and all below docs/.
import {globSync} from 'node:fs';
import {project} from '../../harness/model/checkout.ts';

export const pagePaths = (): string[] => globSync(['*.md', 'docs/**/*.md'], {cwd: project.root});
