import { signRequest } from '@trailmark/auth';
import { curlConfig } from '../signing/curl-config.js';
import { readKeyFile } from '../signing/key-file.js';
import { UsageError, UserError } from '../user-error.js';
import { parseOptions } from './parse-options.js';

const USAGE =
  "npm run --silent sign -- --key key.json --token $TOKEN --method DELETE --url $URL [--data '{…}'] | curl -sS -K -";

const OPTIONS = {
  key: 'string',
  token: 'string',
  method: 'string',
  url: 'string',
  data: 'string',
} as const;

/** Prints a signed request as curl reads it, and nothing else; it is good once, for five minutes. */
export async function sign(args: readonly string[]): Promise<number> {
  const { key, token, method = 'GET', url, data } = parseOptions(args, OPTIONS, USAGE);
  if (!key || !token || !url) throw new UsageError(`Usage: ${USAGE}`);
  if (!URL.canParse(url)) throw new UserError(`This is no URL: ${url}`);
  const request = { method: method.toUpperCase(), url: new URL(url).href, body: data };
  const headers = await signRequest(
    {
      ...request,
      headers: {
        authorization: `Bearer ${token}`,
        ...(data !== undefined && { 'content-type': 'application/json' }),
      },
    },
    readKeyFile(key),
  );
  console.log(curlConfig({ ...request, headers }));
  return 0;
}
