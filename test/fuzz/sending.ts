import { issueToken } from '@trailmark/auth';
import { TEST_JWT_SECRET } from '@trailmark/testing';
import { markedIdsIn } from './marked-ids.js';
import { FuzzedRequest, Sender } from './request-maker.js';

const TOKENS: Record<Sender, string | null> = {
  admin: issueToken(TEST_JWT_SECRET, { sub: 'root', roles: ['admin'] }),
  user: issueToken(TEST_JWT_SECRET, { sub: 'fuzzed', roles: ['user'] }),
  garbage: 'a.b.c',
  none: null,
};

const TIMEOUT_MS = 120_000;

export interface FuzzedAnswer {
  request: FuzzedRequest;
  status: number;
  body: string;
}

export const send = async (url: string, request: FuzzedRequest): Promise<FuzzedAnswer> => {
  const token = TOKENS[request.sender];
  const response = await fetch(`${url}${request.url}`, {
    method: request.method,
    headers: { ...request.headers, ...(token && { authorization: `Bearer ${token}` }) },
    ...(request.body !== undefined && { body: request.body }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { request, status: response.status, body: await response.text() };
};

/** Sends all of them, so many at a time. */
export const sendAll = async (
  url: string,
  requests: Iterable<FuzzedRequest>,
  atOnce: number,
): Promise<FuzzedAnswer[]> => {
  const left = requests[Symbol.iterator]();
  const answers: FuzzedAnswer[] = [];
  const worker = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) {
      answers.push(await send(url, next.value));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
};

interface Result {
  status: string;
}

/** What became of each marked id of a request: of one that was said to be stored, and of others. */
export interface Fate {
  stored: string[];
  rejected: string[];
}

const itemsOf = (body: string): unknown[] => {
  const json = JSON.parse(body) as Record<string, unknown>;
  const list = Object.values(json).find(Array.isArray);
  return Array.isArray(list) ? list : [json];
};

/** Null where nothing was to be stored. */
export const fateOf = ({ request, status, body }: FuzzedAnswer): Fate | null => {
  const ids = markedIdsIn(request.body ?? '');
  if (request.method !== 'POST' || ids.length === 0) return null;
  if (!request.path.startsWith('/analytics')) {
    // SDKs are told of nothing but the whole: a 400 keeps the good events.
    return status === 200 || status === 400 ? null : { stored: [], rejected: ids };
  }
  if (status >= 400) return { stored: [], rejected: ids };
  const { data } = JSON.parse(body) as { data: Result & { results?: Result[] } };
  const fate: Fate = { stored: [], rejected: [] };
  itemsOf(request.body ?? '').forEach((item, index) => {
    const result = data.results?.[index] ?? data;
    const told = markedIdsIn(JSON.stringify(item) ?? '').slice(0, 1);
    if (['stored', 'queued'].includes(result.status)) fate.stored.push(...told);
    if (['failed', 'dropped'].includes(result.status)) fate.rejected.push(...told);
  });
  return fate;
};
