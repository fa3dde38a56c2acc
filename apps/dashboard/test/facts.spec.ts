import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FACT_STREAMS, UserPeriodDto } from '@trailmark/contracts';
import { DomainError } from '@trailmark/platform';
import { TestService, waitFor } from '@trailmark/testing';
import { RunningServer, startNats } from '@trailmark/tools';
import { ask, startDashboard } from './dashboard-service.js';
import { anOverview } from './fake-answers.js';
import { FakePeers } from './fake-peers.js';

describe('committed facts', () => {
  let folder: string;
  let nats: RunningServer;
  let service: TestService;
  let peers: FakePeers;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-facts-'));
    nats = await startNats({ storeDir: folder });
    peers = await FakePeers.start(nats.url);
    service = await startDashboard({ NATS_URL: nats.url });
  });
  beforeEach(() => peers.reset());
  afterAll(async () => {
    await service.stop();
    await peers.stop();
    await nats.stop();
    rmSync(folder, { recursive: true });
  });

  const about = (user_id: string) => Object.assign(new UserPeriodDto(), { user_id });
  const total = async (user: string) =>
    (await ask(service, 'dashboard.dashboard.find', about(user))).overview?.total_events;

  it.each(FACT_STREAMS)(
    'of $name drop what is kept of their user, and of nobody else',
    async (stream) => {
      const user = `é ${stream.name}`;
      await total(user);
      await total('bystander');
      const before = peers.timesAsked('events.section.find');
      await peers.commit(user, stream);
      await total('bystander');
      expect(peers.timesAsked('events.section.find')).toBe(before);
      await total(user);
      await total(user);
      expect(peers.timesAsked('events.section.find')).toBe(before + 1);
    },
  );

  it.each(['not JSON', '{}', '{"user_ids":[1]}'])(
    'told as %j, which cannot be read, drop what is kept of everybody',
    async (text) => {
      await total('fay');
      const before = peers.timesAsked('events.section.find');
      await peers.tell(text);
      await total('fay');
      expect(peers.timesAsked('events.section.find')).toBe(before + 1);
    },
  );

  it('are never followed by an answer from before them', async () => {
    let events = 0;
    await peers.answer('events.section.find', () => ({
      overview: anOverview({ total_events: events }),
      figures: [],
    }));
    for (let turn = 0; turn < 100; turn += 1) {
      events += 1;
      await peers.commit('ann');
      const many = await Promise.all(Array.from({ length: 5 }, () => total('ann')));
      expect(new Set(many)).toEqual(new Set([events]));
    }
  });

  it('do not drop an answer that lacked a section: it was not kept', async () => {
    await peers.removeService('activity');
    const missing = await ask(service, 'dashboard.dashboard.find', about('cid'));
    expect(missing.degraded).toEqual(['activity']);
    await peers.reset();
    const whole = await ask(service, 'dashboard.dashboard.find', about('cid'));
    expect(whole.degraded).toEqual([]);
  });

  it('that were not heard while NATS was away are not missed', async () => {
    let events = 1;
    await peers.answer('events.section.find', () => ({
      overview: anOverview({ total_events: events }),
      figures: [],
    }));
    expect(await total('dan')).toBe(1);
    await nats.kill();
    events = 2;
    nats = await startNats({ storeDir: folder, port: nats.port });
    const seen = new Set<unknown>();
    await waitFor(async () => {
      const answer = await total('dan').catch((error: unknown) => (error as DomainError).code);
      seen.add(answer);
      return answer === 2;
    });
    expect(seen).not.toContain(1);
  });

  it('are counted as hits and misses for the operator', async () => {
    await total('eve');
    await total('eve');
    const url = await service.app.getUrl();
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toMatch(/trailmark_dashboard_cache_requests_total\{result="hit"\} \d/);
    expect(text).toMatch(/trailmark_dashboard_cache_requests_total\{result="miss"\} \d/);
  });
});
