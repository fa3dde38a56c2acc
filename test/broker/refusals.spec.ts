import { Logger } from '@nestjs/common';
import { loadConfig, NatsConnector, PlatformConfig } from '@trailmark/platform';
import { asService, brokerLogEnd, expectNoRefusals, testEnv, waitFor } from '@trailmark/testing';

describe('what the broker refuses', () => {
  let connector: NatsConnector;
  let logged: jest.SpyInstance;

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    connector = new NatsConnector(loadConfig(PlatformConfig, asService('usage', testEnv())));
    await connector.ready();
  });
  afterEach(async () => {
    await connector.onApplicationShutdown();
    jest.restoreAllMocks();
  });

  const logs = (text: string) =>
    waitFor(() => logged.mock.calls.some(([line]) => String(line).includes(text)));

  it('is logged with its subject', async () => {
    connector.get().publish('events.event.record.x');
    await logs('NATS does not allow the publish to events.event.record.x');
    connector.get().subscribe('identity.session.open');
    await logs('NATS does not allow the subscription to identity.session.open');
  });

  it('fails the request at once', async () => {
    const asked = connector.get().request('activity.user.erase', '', { timeout: 30_000 });
    await expect(asked).rejects.toThrow(/Permissions Violation/);
  });

  it('fails the test that it happened in', async () => {
    const from = brokerLogEnd();
    expectNoRefusals(from);
    connector.get().publish('events.event.record.x');
    await logs('NATS does not allow');
    expect(() => expectNoRefusals(from)).toThrow(/Publish Violation.*events\.event\.record\.x/);
  });
});

describe('an inbox', () => {
  it("is the user's own", () => {
    const config = loadConfig(PlatformConfig, asService('usage', testEnv()));
    expect(new NatsConnector(config).newInbox()).toMatch(/^_INBOX_t\d+-usage\.\w+$/);
  });
});
