import { DASHBOARD_SOURCES, DashboardSource, DashboardView } from '@trailmark/contracts';
import { TestService } from '@trailmark/testing';
import { ask, someone, startDashboard } from './dashboard-service.js';
import { anOverview, FAKE_ANSWERS, PEER_SUBJECTS, SECTION_SUBJECTS } from './fake-answers.js';
import { FakeError, FakePeers } from './fake-peers.js';

/** What stalls takes as long; all else has to be there by then, also on a busy machine. */
const TIMEOUT_MS = 2000;
const SECTIONS = {
  events: 'overview',
  performance: 'performance',
  usage: 'usage',
  activity: 'activity',
} as const satisfies Record<DashboardSource, keyof DashboardView>;

describe('the dashboard service with others away', () => {
  let service: TestService;
  let peers: FakePeers;

  beforeAll(async () => {
    peers = await FakePeers.start();
    service = await startDashboard({ RPC_TIMEOUT_MS: String(TIMEOUT_MS) });
  });
  beforeEach(() => peers.reset());
  afterAll(async () => {
    await service.stop();
    await peers.stop();
  });

  const get = () => ask(service, 'dashboard.dashboard.find', someone());

  describe.each(DASHBOARD_SOURCES)('when %s', (source) => {
    const others = DASHBOARD_SOURCES.filter((other) => other !== source);
    const expectTheRest = (view: DashboardView) => {
      expect(view[SECTIONS[source]]).toBeNull();
      for (const other of others) expect(view[SECTIONS[other]]).not.toBeNull();
      expect(view.degraded).toEqual([source]);
      expect(view.trends.length).toBeGreaterThan(0);
    };

    it('is not there, has the rest', async () => {
      await peers.removeService(source);
      expectTheRest(await get());
    });

    it('never answers, has the rest when the deadline has passed', async () => {
      await peers.stall(...PEER_SUBJECTS[source]);
      expectTheRest(await get());
    });

    it('says that it is unavailable, has the rest', async () => {
      for (const subject of PEER_SUBJECTS[source]) {
        await peers.answer(subject, () => {
          throw new FakeError({ code: 'UNAVAILABLE', message: 'No database.' });
        });
      }
      expectTheRest(await get());
    });

    it('fails otherwise, passes the error on', async () => {
      await peers.answer(PEER_SUBJECTS[source][0], () => {
        throw new FakeError({ code: 'INTERNAL_ERROR', message: 'A defect.' });
      });
      await expect(get()).rejects.toMatchObject({ code: 'INTERNAL_ERROR' });
    });
  });

  it('asks all at once: each may wait for the others', async () => {
    let release = (): void => undefined;
    const allAsked = new Promise<void>((resolve) => (release = resolve));
    for (const subject of SECTION_SUBJECTS) {
      await peers.answer(subject, async () => {
        if (SECTION_SUBJECTS.every((one) => peers.timesAsked(one) > 0)) release();
        await allAsked;
        return FAKE_ANSWERS[subject];
      });
    }
    expect((await get()).degraded).toEqual([]);
  });

  it('names all that stall, and has answered by the deadline that holds for each', async () => {
    for (const source of DASHBOARD_SOURCES) await peers.stall(...PEER_SUBJECTS[source]);
    expect((await get()).degraded).toEqual(DASHBOARD_SOURCES);
  });

  describe('when all services are away', () => {
    beforeEach(async () => {
      for (const source of DASHBOARD_SOURCES) await peers.removeService(source);
    });

    it('is a page without sections', async () => {
      expect(await get()).toMatchObject({
        overview: null,
        performance: null,
        usage: null,
        activity: null,
        trends: [],
        insights: [],
        degraded: DASHBOARD_SOURCES,
      });
    });

    it.each(['dashboard.overview.find', 'dashboard.insight.find', 'dashboard.trend.find'] as const)(
      'has nothing to answer %s with',
      async (subject) => {
        await expect(ask(service, subject, someone())).rejects.toMatchObject({
          code: 'UNAVAILABLE',
        });
      },
    );
  });

  it('shows the overview alone without waiting for a usage service that stalls', async () => {
    await peers.answer('events.overview.find', () => anOverview({ engagement_score: 3 }));
    await peers.stall('usage.overview.find');
    const overview = await ask(service, 'dashboard.overview.find', someone());
    expect(overview.engagement_score).toBe(3);
  });
});
