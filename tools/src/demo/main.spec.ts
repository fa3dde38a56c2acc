import { main } from '../cli.js';
import { feedSample } from './main.js';
import { FakeGateway } from './testing/fake-gateway.js';

const ARGS = ['--users', '5', '--days', '3', '--end', '2026-01-30', '--token', 't'];

const figures = (report: string): Record<string, number> => {
  const lines = report.matchAll(/^(\S+) +([\d,.]+)/gm);
  return Object.fromEntries(
    [...lines].map(([, name = '', value = '']) => [name, Number(value.replaceAll(',', ''))]),
  );
};

describe('the demo (against a fake gateway)', () => {
  let gateway: FakeGateway;
  let out: jest.SpyInstance;
  let err: jest.SpyInstance;

  const demo = async (...args: string[]) => {
    out.mockClear();
    const code = await main('demo', [...ARGS, ...args]);
    return { code, report: String(out.mock.calls[0]?.[0]) };
  };

  beforeEach(() => {
    gateway = new FakeGateway();
    out = jest.spyOn(console, 'log').mockImplementation();
    err = jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await gateway.close();
  });

  it('reports what was sent, and stores nothing twice', async () => {
    const url = await gateway.listen();
    const first = figures((await demo('--url', url)).report);
    expect(first.stored).toBe(gateway.stored.size);
    expect(first.sent).toBe(Number(first.stored) + Number(first.duplicates));
    const second = await demo('--url', url);
    expect(second.code).toBe(0);
    expect(figures(second.report)).toMatchObject({
      sent: first.sent,
      stored: 0,
      queued: 0,
      duplicates: first.sent,
      dropped: 0,
      failed: 0,
    });
  });

  it('exits 1 when anything failed', async () => {
    gateway = new FakeGateway((_, request) => (request > 1 ? null : { status: 500, body: {} }));
    const { code, report } = await demo('--url', await gateway.listen(), '--batch-size', '10');
    expect(code).toBe(1);
    expect(figures(report).failed).toBe(10);
    expect(report).toContain('10 × failed: 500');
  });

  it('exits 1 with its report when the gateway refuses it', async () => {
    gateway = new FakeGateway(() => ({ status: 401, body: {} }));
    const { code, report } = await demo('--url', await gateway.listen());
    expect(code).toBe(1);
    expect(figures(report).sent).toBe(0);
    expect(err).toHaveBeenCalledWith(expect.stringContaining('refuses the token (401)'));
  });

  it('exits 2 for a wrong option, and sends nothing', async () => {
    expect((await demo('--url', await gateway.listen(), '--days', '0')).code).toBe(2);
    expect(gateway.requests).toBe(0);
  });

  it('prints its options', async () => {
    const { code, report } = await demo('--help');
    expect(code).toBe(0);
    expect(report).toContain('--concurrency N');
  });
});

describe('the sample of a new stack (a fake one)', () => {
  it('is small, quiet, and of the last days', async () => {
    const out = jest.spyOn(console, 'log').mockImplementation();
    const err = jest.spyOn(process.stderr, 'write').mockImplementation();
    const gateway = new FakeGateway();
    const apiUrl = await gateway.listen();
    const { sent, stored } = await feedSample({ apiUrl, jwtSecret: 'x'.repeat(32) });
    expect(stored).toBe(sent);
    expect(sent).toBeGreaterThan(20);
    expect(sent).toBeLessThan(2000);
    expect(out).not.toHaveBeenCalled();
    expect(err).not.toHaveBeenCalled();
    jest.restoreAllMocks();
    await gateway.close();
  });

  it('says why it was refused', async () => {
    const gateway = new FakeGateway(() => ({ status: 500, body: {} }));
    const target = { apiUrl: await gateway.listen(), jwtSecret: 'x'.repeat(32) };
    await expect(feedSample(target)).rejects.toThrow('failed: 500');
    await gateway.close();
  });
});
