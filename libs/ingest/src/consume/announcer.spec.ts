import { CommittedUsers, EVENT_STREAM, MAX_COMMITTED_USERS } from '@trailmark/contracts';
import { NatsConnector } from '@trailmark/platform';
import { Announcer } from './announcer.js';

/** A fake of a connection that only keeps what is published. */
class FakeNats {
  readonly told: [subject: string, payload: unknown][] = [];

  get() {
    return {
      publish: (subject: string, payload: Uint8Array) =>
        this.told.push([subject, JSON.parse(Buffer.from(payload).toString())]),
    };
  }
}

describe('telling of a commit', () => {
  it('names each of many users once, in messages that stay small', () => {
    const nats = new FakeNats();
    const announcer = new Announcer(nats as unknown as NatsConnector, EVENT_STREAM);
    const ids = Array.from({ length: 2 * MAX_COMMITTED_USERS + 1 }, (_, n) => `${n}`.padEnd(128));
    announcer.tell(
      ids.map((user_id) => ({
        user_id,
        count: 1,
        committed_at: '2026-11-26T00:00:00Z',
        items: [],
      })),
    );
    const parts = nats.told.filter(([subject]) => subject === EVENT_STREAM.committed);
    const named = parts.map(([, payload]) => (payload as CommittedUsers).user_ids);
    expect(named.map(({ length }) => length)).toEqual([
      MAX_COMMITTED_USERS,
      MAX_COMMITTED_USERS,
      1,
    ]);
    expect(named.flat()).toEqual(ids);
    expect(nats.told).toHaveLength(ids.length + parts.length);
  });
});
