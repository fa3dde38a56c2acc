import { createServer, type Server } from 'node:net';
import { chooseApiPort, freePort, isPortFree } from './ports.js';

const listen = (): Promise<{ server: Server; port: number }> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address !== 'object' || !address) reject(new Error('no address'));
      else resolve({ server, port: address.port });
    });
  });

describe('ports', () => {
  describe('when a port is held by another program', () => {
    let server: Server;
    let port: number;
    beforeEach(async () => ({ server, port } = await listen()));
    afterEach(() => server.close());

    it('is seen as taken', async () => {
      expect(await isPortFree(port)).toBe(false);
    });

    it('leads to another port when it was merely preferred', async () => {
      expect(await freePort(port)).not.toBe(port);
    });

    it('is an error that names it when it was asked for', async () => {
      const choice = chooseApiPort({ explicit: String(port), host: '127.0.0.1' });
      await expect(choice).rejects.toThrow(new RegExp(`Port ${port} .*is in use`));
    });
  });

  it('does not take a port that is promised to somebody who has not started yet', async () => {
    const port = await freePort();
    expect(await freePort(port, port)).not.toBe(port);
  });

  it('never names a port twice, although nobody listens on it yet', async () => {
    const ports = await Promise.all(Array.from({ length: 1000 }, () => freePort()));
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('takes the preferred port when it is free', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
  });

  it.each([
    ['8080 when it is free', [], 8080],
    ['the next free one', [8080, 8081], 8082],
  ])('chooses for the API %s', async (_, taken, expected) => {
    const isFree = (port: number) => Promise.resolve(!taken.some((held) => held === port));
    expect(await chooseApiPort({ host: '127.0.0.1', isFree })).toBe(expected);
  });

  it.each(['0', '65536', 'http', '80a', '-1', '8080.5'])('refuses PORT=%s', async (explicit) => {
    const choice = chooseApiPort({ explicit, host: '127.0.0.1' });
    await expect(choice).rejects.toThrow('must be a number from 1 to 65535');
  });
});
