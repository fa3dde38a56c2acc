import { existsSync, writeFileSync } from 'node:fs';
import { feedSample } from '../demo/main.js';
import { UserError } from '../user-error.js';
import { localUrl } from './service-spec.js';
import { isLongEnough, secret } from './secrets.js';
import { type StackContext, startServers } from './start-servers.js';
import { apiAddress, startServices } from './start-services.js';

function checkEnvironment({ env, secrets }: StackContext): void {
  if (isLongEnough(secret(secrets, 'JWT_SECRET', env))) return;
  throw new UserError(
    'JWT_SECRET has fewer than 32 bytes. Use a longer one, or unset it to have one made.',
  );
}

/** Once for each set of data: a restart finds the first sample still there. */
async function feedOnce({ files, progress, env, secrets }: StackContext, apiUrl: string) {
  if (existsSync(files.sampleFed)) return;
  const jwtSecret = secret(secrets, 'JWT_SECRET', env);
  await progress.step(
    'sending sample events',
    () => feedSample({ apiUrl, jwtSecret }),
    ({ sent, stored }) => `sample events: ${sent} sent, ${stored} stored`,
  );
  writeFileSync(files.sampleFed, '');
}

/** Brings the whole stack up and answers the API's URL. */
export async function startStack(context: StackContext, withSample: boolean): Promise<string> {
  checkEnvironment(context);
  const api = await apiAddress(context);
  const urls = await startServers(context, api.port);
  await startServices(context, urls, api);
  const apiUrl = localUrl(api.host, api.port);
  if (withSample) await feedOnce(context, apiUrl);
  context.supervisor.markReady(apiUrl);
  return apiUrl;
}
