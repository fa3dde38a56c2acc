import { dirname, join, resolve } from 'node:path';

/** The tools folder, whether this runs from `src` or from `dist`. */
export const toolsRoot = dirname(__dirname);
export const workspaceRoot = dirname(toolsRoot);

/** Everything the local stack keeps. `TRAILMARK_HOME` moves it, so that two stacks can share a clone. */
export function stackHome(env: NodeJS.ProcessEnv = process.env): string {
  return env.TRAILMARK_HOME ? resolve(env.TRAILMARK_HOME) : join(workspaceRoot, '.trailmark');
}
