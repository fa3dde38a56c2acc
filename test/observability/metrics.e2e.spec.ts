import { aMeasurement, anEvent, ApiClient, FakePostHog, waitFor } from '@trailmark/testing';
import { PATIENT, startStack, Stack } from '../e2e/stack.js';
import { Subscriber } from '../e2e/subscriber.js';
import { APPS, APPS_WITH_SCHEMA } from '../deploy/paths.js';
import { metricsIn } from './promql.js';
import { alertRules, alertSections, dashboards, expressions } from './watched.js';

/** What Prometheus makes itself. */
const OWN = ['up'];

const scrape = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** Samples by name, without comments: a metric that is only declared is not there. */
const samplesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

const nameOf = (sample: string): string => /^\w+/.exec(sample)?.[0] ?? '';

describe('what is watched', () => {
  let stack: Stack;
  let fake: FakePostHog;
  let exposed: Map<string, string[]>;

  const urlOf = (app: string) => (app === 'gateway' ? stack.url : stack.service(app).app.url);
  const scrapeAll = async () =>
    new Map(
      await Promise.all(
        APPS.map(async (app): Promise<[string, string[]]> => [
          app,
          samplesOf(await scrape(urlOf(app))),
        ]),
      ),
    );

  beforeAll(async () => {
    fake = await FakePostHog.start();
    fake.remainingBytes = 5 * 1024 ** 3;
    stack = await startStack({
      services: APPS_WITH_SCHEMA,
      env: {
        ...PATIENT,
        HONOUR_DO_NOT_TRACK: 'true',
        POSTHOG_HOST: fake.url,
        POSTHOG_PROJECT_ID: fake.projectId,
        POSTHOG_SECRET_KEY: fake.key,
      },
    });
    const service = ApiClient.as(stack.url, 'backend', 'service', 'support', 'admin');
    const token = service.authorization.replace('Bearer ', '');
    const subscriber = await Subscriber.open(stack.url, 'watched', token);
    await service.post('/analytics/events', anEvent({ user_id: 'watched' }));
    await service.post('/analytics/events', anEvent({ user_id: 'watched' }), { dnt: '1' });
    await service.post('/analytics/performance', aMeasurement({ user_id: 'watched' }));
    await service.get('/analytics/dashboard/watched');
    await service.get('/api/analytics/user/journey?user_id=watched');
    await service.get('/no/such/route/of/watched');
    await subscriber.close();
    // The lag is looked at every ten seconds; PostHog is asked in the background.
    await waitFor(async () => {
      const [events, journey] = [await scrape(urlOf('events')), await scrape(urlOf('journey'))];
      return (
        events.includes('trailmark_ingest_lag_messages{stream="EVENTS",state="pending"} 0') &&
        /^trailmark_posthog_budget_remaining_bytes \d/m.test(journey)
      );
    });
    exposed = await scrapeAll();
  });
  afterAll(async () => {
    await stack.stop();
    await fake.stop();
  });

  it('is exposed by the apps: every metric that an alert or a dashboard reads', () => {
    const names = new Set([...exposed.values()].flat().map(nameOf));
    const missing = expressions().flatMap(({ place, expr }) =>
      metricsIn(expr)
        .filter((name) => !names.has(name) && !OWN.includes(name))
        .map((name) => `${place}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names routes by their templates, never by what clients send', () => {
    const samples = [...exposed.values()].flat();
    expect(samples.filter((sample) => sample.includes('watched'))).toEqual([]);
    const count = 'http_server_request_duration_seconds_count';
    expect(exposed.get('gateway')).toEqual(
      expect.arrayContaining([
        `${count}{method="POST",route="/analytics/events",status="201"} 2`,
        `${count}{method="GET",route="unmatched",status="404"} 1`,
      ]),
    );
  });

  it('counts requests between services on both sides', () => {
    const counted = (app: string, side: string, subject: string) =>
      exposed
        .get(app)
        ?.filter((sample) =>
          sample.startsWith(`rpc_${side}_call_duration_seconds_count{subject="${subject}",`),
        );
    const subject = 'dashboard.dashboard.find';
    expect(counted('gateway', 'client', subject)).toEqual(
      counted('dashboard', 'server', subject)?.map((one) => one.replace('server', 'client')),
    );
    expect(counted('dashboard', 'server', subject)).toHaveLength(1);
  });

  it('counts a fact from the intake to its commit', () => {
    expect(exposed.get('gateway')).toContain(
      'trailmark_intake_facts_total{stream="EVENTS",result="accepted"} 1',
    );
    expect(exposed.get('events')).toEqual(
      expect.arrayContaining([
        'trailmark_ingest_facts_total{stream="EVENTS",outcome="stored",reason=""} 1',
        'trailmark_ingest_dead_letters_total{stream="EVENTS"} 0',
        'trailmark_ingest_commit_facts_count{stream="EVENTS"} 1',
        'trailmark_ingest_lag_messages{stream="EVENTS",state="pending"} 0',
      ]),
    );
  });

  it.each(APPS_WITH_SCHEMA)('has the pool of %s', (app) => {
    expect(exposed.get(app)).toEqual(
      expect.arrayContaining([
        'db_client_connections_pending_requests 0',
        'db_client_connections_max 10',
      ]),
    );
  });

  it('bounds the samples of each app', () => {
    const counts = [...exposed].map(([app, { length }]) => ({ app, length }));
    expect(counts.filter(({ length }) => length > 1500)).toEqual([]);
  });
});

describe('the alerts', () => {
  it.each(alertRules())('$alert says what to do', ({ alert, annotations }) => {
    expect(annotations.summary).not.toBe('');
    expect(alertSections().get(alert)?.length).toBeGreaterThan(60);
  });

  it('have no section of one that is gone', () => {
    const names = alertRules().map(({ alert }) => alert);
    expect([...alertSections().keys()]).toEqual(names);
  });
});

describe('the dashboards', () => {
  it.each(dashboards())('%s asks the Prometheus that Grafana is given', (_name, dashboard) => {
    const targets = dashboard.panels.flatMap((panel) => panel.targets);
    expect(targets.length).toBeGreaterThan(0);
    expect(new Set(targets.map(({ datasource }) => datasource.uid))).toEqual(
      new Set(['prometheus']),
    );
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('have names of their own', () => {
    const uids = dashboards().map(([, { uid }]) => uid);
    expect(uids.sort()).toEqual(['trailmark-product', 'trailmark-services']);
  });
});

describe('metricsIn', () => {
  it('finds names and neither functions nor labels', () => {
    const expr = 'sum by (job) (rate(a_total{b="c"}[$__rate_interval])) / on (job) d_e';
    expect(metricsIn(expr)).toEqual(['a_total', 'd_e']);
  });

  it('refuses what is no PromQL', () => {
    expect(() => metricsIn('sum(rate(a_total[5m])')).toThrow('no PromQL');
  });
});
