import { createServer, Server } from 'node:http';
import { connect } from 'node:net';
import { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { UpgradableRequest } from './upgradable-request.js';

describe('a server that listens to upgrades', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer({ IncomingMessage: UpgradableRequest }, (request, response) => {
      request.setEncoding('utf8');
      void request.toArray().then((body) => response.end(`${request.method} ${body.join('')}`));
    });
    server.on('upgrade', (_request, socket) => socket.end('upgraded'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const answerTo = async (method: string, protocol: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(
      [
        `${method} /path HTTP/1.1`,
        'Host: trailmark',
        'Connection: Upgrade',
        `Upgrade: ${protocol}`,
        'Content-Length: 4',
        '',
        'body',
      ].join('\r\n'),
    );
    return Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  };

  it.each(['websocket', 'WebSocket'])('takes %s out of HTTP', async (protocol) => {
    expect(await answerTo('GET', protocol)).toBe('upgraded');
  });

  it.each([
    ['POST', 'h2c'],
    ['GET', 'TLS/1.0'],
    ['POST', 'websocket'],
  ])('answers %s that offers %s in full', async (method, protocol) => {
    const answer = await answerTo(method, protocol);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(answer).toContain(`${method} body`);
  });
});
