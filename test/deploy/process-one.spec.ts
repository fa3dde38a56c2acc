import { spawnSync } from 'node:child_process';
import { freePort, testEnv, testNatsUrl, waitFor } from '@trailmark/testing';
import { at } from './paths.js';
import { ProcessOne } from './process-one.js';

/** What the image's health check says: its exit code and words. */
const health = (path: string, port: string) => {
  const env = { PATH: process.env.PATH, PORT: port };
  const { status, stderr } = spawnSync(process.execPath, [at('docker/healthcheck.mjs'), path], {
    env,
    encoding: 'utf8',
  });
  return { status, stderr };
};

describe('an app as process 1 of its container', () => {
  let app: ProcessOne;
  let port: string;

  beforeAll(async () => {
    port = String(await freePort());
    app = new ProcessOne('gateway', testEnv({ PORT: port, NATS_URL: testNatsUrl() }));
    await waitFor(
      () => app.log.includes('listening on') || health('/health/live', port).status === 0,
    );
  });
  afterAll(() => app.kill());

  it('is found alive by the image’s health check', () => {
    expect(health('/health/live', port)).toEqual({ status: 0, stderr: '' });
  });

  it('is found unwell by it when it answers something else, or not at all', async () => {
    expect(health('/health/none', port)).toEqual({
      status: 1,
      stderr: '/health/none: answered 404\n',
    });
    const { status, stderr } = health('/health/live', String(await freePort()));
    expect(status).toBe(1);
    expect(stderr).toContain('ECONNREFUSED');
  });

  it('ends in order at SIGTERM', async () => {
    expect(await app.terminate()).toEqual({ code: 0, signal: null });
  });
});
