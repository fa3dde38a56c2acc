import { RecordEventDto } from '@trailmark/contracts';
import { GroupCommitter } from '@trailmark/ingest';
import { Database } from '@trailmark/platform';
import { aboutOf, packetsOf, TestService } from '@trailmark/testing';
import { aMessage } from './event-messages.js';
import { startEvents } from './events-service.js';

describe('a commit of events', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startEvents();
    await service.app.get(Database).ready();
  });
  afterAll(() => service.stop());

  const CLAIMED = [
    'SET TRANSACTION',
    'START TRANSACTION',
    'FROM erasure_guard',
    'INTO ingest_messages',
    'FROM ingest_messages',
  ];
  const STORED = [
    'FROM derived_guard',
    'INTO analytics_events',
    'INTO sessions',
    'INTO session_pages',
    'INTO event_days',
    'INTO page_days',
    'INTO event_slots',
    'FROM feature_days',
  ];
  const EVENTS: Partial<RecordEventDto>[] = [
    {
      user_id: 'ann',
      event_type: 'user_action',
      event_name: 'page_view',
      properties: { page: '/' },
    },
    { user_id: 'bob', event_type: 'user_action', event_name: 'save' },
  ];

  const packetsOfCommit = async (...events: Partial<RecordEventDto>[]) => {
    const messages = events.map((event, n) => ({ message: aMessage(event), streamSeq: n + 1 }));
    const commit = () => service.app.get(GroupCommitter).commit(messages);
    return (await packetsOf(commit)).map(aboutOf);
  };

  it('asks three times, whatever it stores; locks are taken in the same order', async () => {
    const END = ['INTO feature_days', 'COMMIT'];
    expect(await packetsOfCommit(...EVENTS)).toEqual([CLAIMED, STORED, END]);
    expect(await packetsOfCommit(...EVENTS)).toEqual([CLAIMED, STORED, ['COMMIT']]);
  });

  it('asks once more for keys, and keeps outcomes with its end', async () => {
    const again = EVENTS.map((event, n) => ({ ...event, event_id: `key-${n}` }));
    const KEYS = ['INTO ingest_keys', 'FROM ingest_keys'];
    expect(await packetsOfCommit(...again)).toEqual([CLAIMED, KEYS, STORED, ['COMMIT']]);
    expect(await packetsOfCommit(...again)).toEqual([
      CLAIMED,
      KEYS,
      ['INTO ingest_outcomes', 'COMMIT'],
    ]);
  });
});
