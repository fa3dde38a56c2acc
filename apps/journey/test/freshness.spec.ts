import { Database, UnavailableError } from '@trailmark/platform';
import { TestService } from '@trailmark/testing';
import { EventReader } from '../src/answers/event-reader.js';
import { EventsService } from '../src/answers/events/events.service.js';
import { ReplyRoom } from '../src/answers/reply-room.js';
import { RequestEventsRepository } from '../src/answers/request/request-events.repository.js';
import { RequestService } from '../src/answers/request/request.service.js';
import { TracesClient } from '../src/answers/request/traces.client.js';
import { UserAnswers } from '../src/answers/user-answers.js';
import { PersonDirectory } from '../src/persons/person-directory.js';
import { JourneySource, SourceState } from '../src/source/journey-source.js';
import { aMessage, record } from './journey-messages.js';
import { byEmail, byId, startJourney } from './journey-service.js';

const REQUEST = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';
const UNKNOWN = '22222222-9c9b-422b-b748-9e16ea98f45b';
const SYNCED = '2026-11-01T10:00:00.000Z';
const failure = new UnavailableError('PostHog is at its limits.');

/** Not PostHog: says of everything that it is as the test wants it. */
class SourceDouble extends JourneySource {
  readonly asked: unknown[][] = [];

  constructor(private readonly state: SourceState) {
    super();
  }

  refreshUser(...asked: unknown[]): Promise<SourceState> {
    this.asked.push(asked);
    return Promise.resolve(this.state);
  }

  refreshRequest(...asked: unknown[]): Promise<SourceState> {
    return this.refreshUser(...asked);
  }
}

const FRESH: SourceState = { stale: false, lastSyncedAt: SYNCED, error: null };
const UNDER_WAY: SourceState = { stale: true, lastSyncedAt: null, error: null };
const FAILED: SourceState = { stale: true, lastSyncedAt: SYNCED, error: failure };

describe('an answer tells how complete it is', () => {
  let service: TestService;

  const find = (state: SourceState, address = byId('ann')) => {
    const { app } = service;
    const source = new SourceDouble(state);
    const answers = new UserAnswers(app.get(Database), source, app.get(PersonDirectory));
    return new EventsService(answers, app.get(EventReader)).find({ address, days: 7, limit: 5 });
  };
  const request = (state: SourceState, request_id: string) => {
    const { app } = service;
    return new RequestService(
      app.get(Database),
      new SourceDouble(state),
      app.get(PersonDirectory),
      app.get(RequestEventsRepository),
      app.get(TracesClient),
      app.get(ReplyRoom),
    ).find({ request_id });
  };

  beforeAll(async () => {
    service = await startJourney();
    await record(
      aMessage({
        distinct_id: 'ann',
        properties: { request_id: REQUEST },
        set: { email: 'ann@x.org' },
      }),
    );
    await service.app
      .get(Database)
      .transaction((sql) =>
        service.app.get(PersonDirectory).learn(sql, { distinctIds: ['heard-of'], email: null }),
      );
  });
  afterAll(() => service.stop());

  it('says nothing of it when nothing is missing', async () => {
    const answer = await find(FRESH);
    expect(answer).toMatchObject({ total: 1 });
    expect(answer).not.toHaveProperty('stale');
    expect(answer).not.toHaveProperty('last_synced_at');
  });

  it.each([
    ['on its way', UNDER_WAY, null],
    ['not to be had', FAILED, SYNCED],
  ])('serves what is kept while the rest is %s', async (_case, state, last_synced_at) => {
    for (const address of [byId('ann'), byEmail('ann@x.org')]) {
      expect(await find(state, address)).toMatchObject({ total: 1, stale: true, last_synced_at });
    }
    expect(await request(state, REQUEST)).toMatchObject({
      total_events: 1,
      stale: true,
      last_synced_at,
    });
  });

  it.each([
    ['a stranger', byId('stranger')],
    ['somebody of whom no event is kept', byId('heard-of')],
    ['an own account', { user_id: 'me', email: null, own: true }],
  ])('fails as PostHog failed when that is why nothing is kept of %s', async (_case, address) => {
    await expect(find(FAILED, address)).rejects.toBe(failure);
  });

  it('does not say that somebody is unknown before PostHog has said so', async () => {
    await expect(find(UNDER_WAY, byId('stranger'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(find(FRESH, byId('stranger'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const own = { user_id: 'me', email: null, own: true };
    expect(await find(UNDER_WAY, own)).toMatchObject({ total: 0, stale: true });
  });

  it('does so for requests, too', async () => {
    await expect(request(FAILED, UNKNOWN)).rejects.toBe(failure);
    await expect(request(UNDER_WAY, UNKNOWN)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
