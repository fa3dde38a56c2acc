import { asService, testAppsUrl } from './environment.js';

/**
 * Asks for apps that the files of tests of one run share: each starts when it is first asked for, with
 * this environment, as in production, and ends with the run.
 * @returns their addresses by name.
 * @throws Error with the log of one that does not start.
 */
export const sharedApps = async (
  envs: ReadonlyMap<string, Record<string, string>>,
): Promise<Record<string, string>> => {
  const wanted = [...envs].map(([name, env]) => ({
    name,
    script: `apps/${name}/dist/main.js`,
    env: asService(name, env),
  }));
  const response = await fetch(testAppsUrl(), { method: 'POST', body: JSON.stringify(wanted) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Record<string, string>;
};
