import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

export const at = (path: string): string => join(ROOT, path);

/** Every app there is, by the names of their folders. */
export const APPS = readdirSync(at('apps')).sort();

/** Those with a schema of their own. */
export const APPS_WITH_SCHEMA = APPS.filter((app) => app !== 'gateway');
