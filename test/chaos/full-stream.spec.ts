import { EventResult } from '@trailmark/contracts';
import { anEvent, ApiClient, waitFor } from '@trailmark/testing';
import { startStack, Stack } from '../e2e/stack.js';

const EVENTS = '/analytics/events';

describe('a full stream', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack({
      env: { STREAM_MAX_BYTES: String(1024 * 1024), INGEST_WAIT_MS: '0' },
    });
  });
  afterAll(() => stack.stop());

  it('refuses what is new with 503, forgets nothing, and takes again once there is room', async () => {
    const api = ApiClient.as(stack.url, 'ann', 'user');
    const properties = { text: 'x'.repeat(30_000) };
    const post = () => api.post<EventResult>(EVENTS, anEvent({ user_id: 'ann', properties }));
    await stack.service('events').app.stop();
    const accepted: string[] = [];
    let refused: Awaited<ReturnType<typeof post>> | null = null;
    for (let n = 0; n < 100 && !refused; n += 1) {
      const answer = await post();
      if (answer.status === 202) accepted.push(answer.body.data.event_id ?? '');
      else refused = answer;
    }
    expect(accepted.length).toBeGreaterThan(10);
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused?.body.error.code).toBe('UNAVAILABLE');

    stack.service('events').app.launch();
    const stored = async () => {
      const rows = await stack
        .service('events')
        .schema.query<{ n: number }>('SELECT COUNT(*) AS n FROM analytics_events');
      return rows[0]?.n;
    };
    await waitFor(async () => (await stored()) === accepted.length);
    expect((await post()).status).toBe(202);
    await waitFor(async () => (await stored()) === accepted.length + 1);
  });
});
