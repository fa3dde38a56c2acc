import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { httpbis, createVerifier } from 'http-message-signatures';
import { main } from '../cli.js';

describe('the sign command', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  let folder: string;
  let key: string;
  let out: jest.SpyInstance<void, unknown[]>;
  let err: jest.SpyInstance<void, unknown[]>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-sign-'));
    key = join(folder, 'key.json');
    writeFileSync(key, JSON.stringify({ id: 'key-1', algorithm: 'ed25519', key: pem }));
    out = jest.spyOn(console, 'log').mockImplementation();
    err = jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const run = (options: Record<string, string>) =>
    main(
      'sign',
      Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    );
  const said = (spy: jest.SpyInstance<void, unknown[]>) => String(spy.mock.calls[0]?.[0]);

  describe('with a server', () => {
    let server: Server;
    let got: { request: IncomingMessage; body: string };

    beforeEach(async () => {
      server = createServer((request, response) => {
        void text(request).then((body) => {
          got = { request, body };
          response.end('done');
        });
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
    });
    afterEach(() => server.close());

    it('prints what curl sends, signed, whatever is in it', async () => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys?a=1&b="c"`;
      const data = '{ "label": "back\\\\slash, \\"quotes\\"\tand 😀" }\n';
      expect(await run({ key, token: 't.o.k', method: 'post', url, data })).toBe(0);
      const config = join(folder, 'request');
      writeFileSync(config, said(out));
      const { stdout } = await promisify(execFile)('curl', ['-sS', '-K', config]);
      expect(stdout).toBe('done');
      expect(got.body).toBe(data);
      const { method = '', url: path = '', headers } = got.request;
      expect([method, headers.authorization]).toEqual(['POST', 'Bearer t.o.k']);
      const isGood = await httpbis.verifyMessage(
        {
          keyLookup: () =>
            Promise.resolve({
              verify: createVerifier(publicKey.export({ type: 'spki', format: 'pem' }), 'ed25519'),
            }),
          requiredFields: ['@method', '@path', '@query', 'authorization', 'content-digest'],
        },
        { method, url: new URL(path, url), headers: headers as Record<string, string> },
      );
      expect(isGood).toBe(true);
    });
  });

  const url = 'http://127.0.0.1:1/x';

  it.each<[string, (file: string) => Record<string, string>, number, RegExp]>([
    ['nothing is said', () => ({}), 2, /Usage:/],
    ['there is no token', (file) => ({ key: file, url }), 2, /Usage:/],
    ['the URL is none', (file) => ({ key: file, token: 't', url: 'x' }), 1, /no URL: x/],
    ['there is no such file', () => ({ key: '/none', token: 't', url }), 1, /cannot be read/],
  ])('says what to do when %s', async (_case, options, code, message) => {
    expect(await run(options(key))).toBe(code);
    expect(said(err)).toMatch(message);
    expect(out).not.toHaveBeenCalled();
  });

  it.each(['{}', '[]', 'null', '{"id": 1, "algorithm": "ed25519", "key": "x"}'])(
    'says when the file holds %s',
    async (content) => {
      writeFileSync(key, content);
      expect(await run({ key, token: 't', url })).toBe(1);
      expect(said(err)).toMatch(/is no signing key/);
    },
  );
});
