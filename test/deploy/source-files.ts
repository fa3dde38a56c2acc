import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './paths.js';

/** The TypeScript files below a folder that a build compiles, as paths from the root. */
export const sourcesBelow = (folder: string): string[] =>
  readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => join(folder, path));
