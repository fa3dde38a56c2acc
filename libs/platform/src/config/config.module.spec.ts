import { Test } from '@nestjs/testing';
import { ConfigModule } from './config.module.js';
import { DatabaseConfig } from './database.config.js';
import { ConfigError } from './env.js';
import { PlatformConfig } from './platform.config.js';

class AppConfig extends DatabaseConfig {}

describe('ConfigModule', () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  const build = () =>
    Test.createTestingModule({ imports: [ConfigModule.for(AppConfig)] }).compile();

  it('gives one config under its own class and each it extends', async () => {
    process.env.NATS_URL = 'nats://localhost';
    process.env.DATABASE_URL = 'mysql://localhost/events';
    const app = await build();
    const config = app.get(AppConfig);
    expect(config.natsUrl).toBe('nats://localhost');
    expect(app.get(DatabaseConfig)).toBe(config);
    expect(app.get(PlatformConfig)).toBe(config);
  });

  it('does not start on a wrong environment', async () => {
    delete process.env.NATS_URL;
    process.env.DATABASE_URL = 'redis://localhost';
    await expect(build()).rejects.toThrow(ConfigError);
    await expect(build()).rejects.toThrow(/NATS_URL[^]*DATABASE_URL/);
  });
});
