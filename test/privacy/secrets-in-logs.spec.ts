import { AppProcess, testDatabaseUrl, testEnv, testNatsUrl, waitFor } from '@trailmark/testing';
import { MARK } from './raw-values.js';

/** Ports that nothing listens to. */
const NOWHERE = '127.0.0.1:1';
const NOWHERE_EITHER = '127.0.0.1:2';

const withPassword = (text: string): string => {
  const url = new URL(text);
  url.password = MARK;
  return url.href;
};

const EVENTS = 'apps/events/dist/main.js';
const GATEWAY = 'apps/gateway/dist/main.js';

describe('what a process says when it cannot reach', () => {
  const away = {
    NATS_URL: `nats://user:${MARK}@${NOWHERE},nats://user:${MARK}@${NOWHERE_EITHER}`,
    DATABASE_URL: `mysql://user:${MARK}@${NOWHERE}/events`,
    REDIS_URL: `redis://user:${MARK}@${NOWHERE}`,
  };
  const locked = {
    NATS_URL: withPassword(testNatsUrl()),
    DATABASE_URL: withPassword(`${testDatabaseUrl()}events`),
  };

  it.each([
    ['any of its servers', EVENTS, away, /ECONNREFUSED|connect/i],
    ['any of its servers', GATEWAY, away, /Redis is away.*|NATS is away/],
    ['servers that do not know its password', EVENTS, locked, /NATS refuses the user or password/],
    [
      'a broker that does not know its password',
      GATEWAY,
      locked,
      /NATS refuses the user or password/,
    ],
  ])('%s (%s) holds no password', async (_what, script, servers, says) => {
    const app = await AppProcess.create(script, testEnv({ ...servers, LOG_LEVEL: 'trace' }));
    app.launch();
    try {
      await waitFor(() => says.test(app.log));
    } finally {
      await app.kill();
    }
    expect(app.log).not.toContain(MARK);
  });

  it('a configuration holds no value of it', async () => {
    const env = {
      NATS_URL: MARK,
      JWT_SECRET: MARK,
      REDIS_URL: MARK,
      WRITE_KEYS: MARK,
      CORS_ORIGINS: MARK,
    };
    const app = await AppProcess.create(
      GATEWAY,
      testEnv({ ...env, IP_HASH_KEY: MARK, PORT: MARK }),
    );
    app.launch();
    await app.ended();
    expect(app.log).toMatch(/configuration is not valid/);
    expect(app.log).not.toContain(MARK);
  });
});
