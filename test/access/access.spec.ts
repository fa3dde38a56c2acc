import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { signRequest, UnsignedRequest } from '@trailmark/auth';
import { signingKeyOf, waitFor } from '@trailmark/testing';
import { WebSocket } from 'ws';
import { startStack, Stack } from '../e2e/stack.js';
import { Caller, CALLERS, SIGNERS, SUBJECT, Verdict, WRITE_KEY } from './callers.js';
import { EXPECTED } from './expected.js';
import { requestOf } from './requests.js';

interface Document {
  paths: Record<string, Record<string, unknown>>;
}

const callers = Object.keys(CALLERS) as Caller[];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

const verdictOf = (status: number): Verdict => (status === 401 || status === 403 ? status : 'yes');

describe('who may call what', () => {
  let stack: Stack;
  let routes: string[];

  beforeAll(async () => {
    // Most services are not needed: what they would answer is not looked at.
    stack = await startStack({
      services: ['identity', 'dashboard'],
      env: { WRITE_KEYS: WRITE_KEY, INGEST_WAIT_MS: '0' },
    });
    const document = (await (await fetch(`${stack.url}/openapi.json`)).json()) as Document;
    routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => METHODS.includes(method))
        .map((method) => `${method.toUpperCase()} ${path}`),
    );
    const { gateway } = stack;
    await waitFor(async () => (await fetch(`${gateway.url}/health/ready`)).ok);
  });
  afterAll(() => stack.stop());

  /** Signed wherever that can be, so that only who sends it is judged. */
  const headersOf = async (request: UnsignedRequest, caller: Caller) => {
    const signer = SIGNERS[caller];
    if (signer === undefined) return request.headers;
    return signRequest(request, await signingKeyOf(stack.service('identity').schema, signer));
  };

  const ask = async (route: string, caller: Caller): Promise<Verdict> => {
    const [method = ''] = route.split(' ');
    const { path, body } = requestOf(route, caller);
    const token = CALLERS[caller];
    const request = {
      method,
      url: `${stack.url}${path}`,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    const headers = await headersOf(request, caller);
    const { status } = await fetch(request.url, { ...request, headers });
    return verdictOf(status);
  };

  it('is said of every route that there is, and of no other', () => {
    const open = ['GET /health/live', 'GET /health/ready', 'GET /metrics'];
    const told = routes.filter((route) => !open.includes(route));
    expect(told.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it.each(Object.entries(EXPECTED))('%s', async (route, row) => {
    const found: Partial<Record<Caller, Verdict>> = {};
    for (const caller of callers) found[caller] = await ask(route, caller);
    expect(found).toEqual(row);
  });

  it.each(callers)('opens a WebSocket to %s as it answers a read', async (caller) => {
    const token = CALLERS[caller];
    const url = `${stack.url.replace('http', 'ws')}/analytics/realtime/${SUBJECT}`;
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const inHeader = new WebSocket(url, { headers });
    const inQuery = new WebSocket(token === null ? url : `${url}?access_token=${token}`);
    for (const socket of [inHeader, inQuery]) {
      const status = await Promise.race([
        once(socket, 'open').then(() => 101),
        once(socket, 'unexpected-response').then(
          ([, response]) => (response as IncomingMessage).statusCode ?? 0,
        ),
      ]);
      expect(verdictOf(status)).toBe(EXPECTED['GET /analytics/realtime/{user_id}']?.[caller]);
      socket.terminate();
    }
  });

  it.each(['/health/live', '/health/ready', '/openapi.json', '/docs'])(
    '%s is open to anybody, whatever they send',
    async (path) => {
      for (const token of Object.values(CALLERS)) {
        const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
        expect((await fetch(`${stack.url}${path}`, { headers })).status).toBe(200);
      }
    },
  );
});
