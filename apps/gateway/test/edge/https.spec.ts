import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect, TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { ConfigError, loadConfig } from '@trailmark/platform';
import { testEnv } from '@trailmark/testing';
import { WebSocket } from 'ws';
import { GatewayConfig } from '../../src/config.js';
import { Certificate, makeCertificate } from './certificate.js';
import { EdgeGateway, READ } from './edge-gateway.js';

describe('HTTPS', () => {
  let certificate: Certificate;
  beforeAll(() => {
    certificate = makeCertificate();
  });
  afterAll(() => certificate.remove());

  const files = () => ({
    TLS_CERT_FILE: certificate.certFile,
    TLS_KEY_FILE: certificate.keyFile,
  });

  describe('with a certificate and its key', () => {
    let gateway: EdgeGateway;
    let ca: Buffer;
    beforeAll(async () => {
      gateway = await EdgeGateway.start(files());
      ca = readFileSync(certificate.certFile);
    });
    afterAll(() => gateway.stop());

    const get = async (path: string, headers = {}): Promise<IncomingMessage> => {
      const asked = request(`${gateway.url}${path}`, { ca, headers, agent: false }).end();
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      return answer;
    };

    it('is spoken, and promised for a year', async () => {
      const answer = await get('/health/live');
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['strict-transport-security']).toBe(
        'max-age=31536000; includeSubDomains',
      );
      expect(await text(answer)).toBe('{"status":"ok"}');
    });

    it('carries WebSockets', async () => {
      const { authorization } = gateway.as('ann');
      const url = `${gateway.url.replace('https', 'wss')}/analytics/realtime/ann`;
      const socket = new WebSocket(url, { ca, headers: { authorization } });
      const [message] = (await once(socket, 'message')) as [Buffer];
      socket.terminate();
      expect(JSON.parse(String(message))).toMatchObject({ type: 'ready', user_id: 'ann' });
    });

    it('ignores an offer to become anything else', async () => {
      const answer = await get(READ, { connection: 'upgrade', upgrade: 'h2c' });
      expect(answer.statusCode).toBe(401);
    });

    const handshake = async (maxVersion: 'TLSv1.1' | 'TLSv1.2'): Promise<string | null> => {
      const { port } = new URL(gateway.url);
      const ciphers = 'DEFAULT@SECLEVEL=0';
      const socket: TLSSocket = connect({
        port: Number(port),
        host: '127.0.0.1',
        ca,
        minVersion: 'TLSv1',
        maxVersion,
        ciphers,
      });
      try {
        await once(socket, 'secureConnect');
        return socket.getProtocol();
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? null;
      } finally {
        socket.destroy();
      }
    };

    it('is TLS 1.2 at least', async () => {
      expect(await handshake('TLSv1.2')).toBe('TLSv1.2');
      expect(await handshake('TLSv1.1')).toMatch(/^ERR_SSL_/);
    });
  });

  it('is not promised by a gateway that does not speak it', async () => {
    const gateway = await EdgeGateway.start();
    const { headers } = await fetch(`${gateway.url}/health/live`);
    await gateway.stop();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  describe('is refused at start', () => {
    const problems = (env: Record<string, string>): string[] => {
      try {
        loadConfig(GatewayConfig, testEnv(env));
        return [];
      } catch (error) {
        if (error instanceof ConfigError) return error.problems;
        throw error;
      }
    };

    it('with one file alone', () => {
      const both = ['TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither'];
      expect(problems({ TLS_CERT_FILE: certificate.certFile })).toEqual(both);
      expect(problems({ TLS_KEY_FILE: certificate.keyFile })).toEqual(both);
      expect(problems(files())).toEqual([]);
    });

    it('with a file that is not there', () => {
      expect(problems({ ...files(), TLS_KEY_FILE: '/nowhere/key.pem' })).toEqual([
        'TLS_KEY_FILE cannot be read: ENOENT',
      ]);
    });

    it("with a file that is none, or with another certificate's key", () => {
      const other = makeCertificate();
      const pair = problems({ ...files(), TLS_KEY_FILE: other.keyFile });
      writeFileSync(other.keyFile, 'no key');
      const none = problems({ ...files(), TLS_KEY_FILE: other.keyFile });
      other.remove();
      for (const told of [pair, none]) {
        expect(told).toEqual([
          expect.stringMatching(/^TLS_CERT_FILE and TLS_KEY_FILE are no pair: /),
        ]);
      }
    });
  });
});
