import { AppProcess, testEnv, waitFor } from '@trailmark/testing';

const NOBODY = '127.0.0.1:1';

describe('a service whose servers were never there', () => {
  it('is alive, not ready, and ends when it is told to', async () => {
    const env = testEnv({
      NATS_URL: `nats://${NOBODY}`,
      DATABASE_URL: `mysql://events:x@${NOBODY}/events`,
    });
    const app = await AppProcess.create('apps/events/dist/main.js', env);
    app.launch();
    const statusOf = async (path: string): Promise<number> => {
      try {
        return (await fetch(`${app.url}/health/${path}`)).status;
      } catch (error) {
        if ((error as Error).name !== 'TypeError') throw error;
        return 0;
      }
    };
    await waitFor(async () => (await statusOf('live')) === 200);
    expect(await statusOf('ready')).toBe(503);
    await app.stop();
    expect(app.running).toBe(false);
  });
});
