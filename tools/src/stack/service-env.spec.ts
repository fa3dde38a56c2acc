import { serviceEnv, type ServiceEnvOptions } from './service-env.js';

const options = (more: Partial<ServiceEnvOptions>): ServiceEnvOptions => ({
  service: 'events',
  port: 4100,
  host: '127.0.0.1',
  natsUrl: 'nats://u:p@127.0.0.1:4222',
  databaseUrl: 'mysql://u:p@127.0.0.1:3306/trailmark_events',
  secrets: {
    JWT_SECRET: 'kept jwt secret',
    IP_HASH_KEY: 'kept hash key',
    IDENTITY_ENCRYPTION_KEY: 'kept encryption key',
    WRITE_KEYS: 'tm_kept',
  },
  env: { PATH: '/bin' },
  ...more,
});

describe('the environment of a service', () => {
  it('tells a service its port, servers and schema, and no secret', () => {
    expect(serviceEnv(options({}))).toEqual({
      PATH: '/bin',
      NODE_ENV: 'production',
      PORT: '4100',
      HOST: '127.0.0.1',
      NATS_URL: 'nats://u:p@127.0.0.1:4222',
      DATABASE_URL: 'mysql://u:p@127.0.0.1:3306/trailmark_events',
      DB_MIGRATE: 'true',
    });
  });

  it('gives the gateway the secrets and no database', () => {
    const env = { DATABASE_URL: 'mysql://admin@db/' };
    const gateway = serviceEnv(options({ service: 'gateway', databaseUrl: undefined, env }));
    expect(gateway).toMatchObject({
      JWT_SECRET: 'kept jwt secret',
      IP_HASH_KEY: 'kept hash key',
      WRITE_KEYS: 'tm_kept',
    });
    expect(gateway).not.toHaveProperty('DATABASE_URL');
    expect(gateway.DRAIN_MS).toBe('0');
  });

  it('gives the identity service what it signs and encrypts with, and nothing else', () => {
    const identity = serviceEnv(options({ service: 'identity' }));
    expect(identity).toMatchObject({
      JWT_SECRET: 'kept jwt secret',
      IDENTITY_ENCRYPTION_KEY: 'kept encryption key',
    });
    expect(identity).not.toHaveProperty('IP_HASH_KEY');
    expect(identity).not.toHaveProperty('WRITE_KEYS');
  });

  it("lets the caller's secret win, at the gateway only", () => {
    const env = { JWT_SECRET: 'mine', WRITE_KEYS: 'tm_mine', LOG_LEVEL: 'debug' };
    expect(serviceEnv(options({ service: 'gateway', env })).JWT_SECRET).toBe('mine');
    expect(serviceEnv(options({ service: 'gateway', env })).WRITE_KEYS).toBe('tm_mine');
    expect(serviceEnv(options({ env }))).not.toHaveProperty('JWT_SECRET');
    expect(serviceEnv(options({ env }))).not.toHaveProperty('WRITE_KEYS');
    expect(serviceEnv(options({ env })).LOG_LEVEL).toBe('debug');
  });
});
