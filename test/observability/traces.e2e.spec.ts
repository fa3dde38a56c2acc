import { execFileSync } from 'node:child_process';
import { anEvent, ApiClient, waitFor } from '@trailmark/testing';
import { PATIENT, startStack, Stack } from '../e2e/stack.js';
import { ROOT } from '../deploy/paths.js';
import { OtlpReceiver, ReceivedSpan } from './otlp-receiver.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const EVENTS = '/analytics/events';
const USER = 'someone_traced';
const KIND = { server: 2, client: 3, producer: 4, consumer: 5 };

/** A span with those that it is within, outermost first, by name. */
const pathOf = (span: ReceivedSpan, spans: ReceivedSpan[]): string[] => {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? pathOf(parent, spans) : []), `${span.service}: ${span.name}`];
};

interface LogLine {
  msg: string;
  req?: { path: string };
  request_id?: string;
  trace_id?: string;
  span_id?: string;
}

const linesOf = (log: string): LogLine[] =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine);

/** What the gateway's log has of the requests to its events. */
const linesAbout = ({ gateway }: Stack): LogLine[] =>
  linesOf(gateway.log).filter(({ req }) => req?.path === EVENTS);

/** What a caller's headers say: of which trace it is, and whether that is kept. */
const traced = (flags: '00' | '01') => ({
  'x-request-id': 'traced-1',
  traceparent: `00-${TRACE}-${CALLER}-${flags}`,
});

const backend = (url: string) => ApiClient.as(url, 'backend', 'service', 'support');

const record = async (url: string, flags: '00' | '01') =>
  (await backend(url).post(EVENTS, anEvent({ user_id: USER }), traced(flags))).status;

const read = async (url: string, flags: '00' | '01') =>
  (await backend(url).get(`${EVENTS}?user_id=${USER}`, traced(flags))).status;

/** Packages of OpenTelemetry that an app has loaded before it reads its configuration. */
const loadedBy = (app: string): string[] => {
  const script = `require('./apps/${app}/dist/app.module.js');
    process.stdout.write(Object.keys(require.cache).join('\\n'));
    process.exit(0);`;
  const files = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  return [...new Set(files.match(/@opentelemetry\/[\w-]+/g))];
};

describe('traces', () => {
  let receiver: OtlpReceiver;

  beforeEach(async () => {
    receiver = await OtlpReceiver.start();
  });
  afterEach(() => receiver.stop());

  const startTraced = (env: Record<string, string>): Promise<Stack> =>
    startStack({ env: { ...PATIENT, LOG_LEVEL: 'info', ...env }, keptCharacters: 1_000_000 });

  describe('with a collector', () => {
    it('go from a request through stream and broker to the statements, and into the logs', async () => {
      const stack = await startTraced({
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_TRACES_SAMPLER_ARG: '0',
      });
      let logs: LogLine[];
      try {
        expect(await record(stack.url, '01')).toBe(201);
        expect(await read(stack.url, '01')).toBe(200);
        await waitFor(() => Promise.resolve(linesAbout(stack).length === 2));
        logs = linesAbout(stack);
      } finally {
        // What waits to be sent goes as the processes end.
        await stack.stop();
      }

      const { spans } = receiver;
      expect(new Set(receiver.paths)).toEqual(new Set(['/v1/traces']));
      // The share of traces of its own is none: all that came is the caller's.
      expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));

      const paths = spans.map((span) => pathOf(span, spans));
      const posted = 'gateway: POST /analytics/events';
      const sent = [posted, 'gateway: send events.event.record'];
      const committed = [...sent, 'events: commit events.event.record'];
      expect(paths).toEqual(
        expect.arrayContaining([
          [posted],
          sent,
          committed,
          // Statements that go together are one span, named after all of them.
          [...committed, expect.stringMatching(/^events: .*; INSERT analytics_events; /)],
          [...committed, expect.stringMatching(/^events: .*COMMIT$/)],
        ]),
      );
      const asked = ['gateway: GET /analytics/events', 'gateway: events.event.find'];
      const answered = [...asked, 'events: events.event.find'];
      expect(paths).toEqual(
        expect.arrayContaining([asked, answered, [...answered, 'events: SELECT analytics_events']]),
      );

      const spanOf = (path: string[]) =>
        spans.find((span) => pathOf(span, spans).join() === path.join());
      expect(spanOf([posted])).toMatchObject({
        parentSpanId: CALLER,
        kind: KIND.server,
        attributes: {
          'http.request.method': 'POST',
          'http.route': '/analytics/events',
          'http.response.status_code': 201,
          'trailmark.request.id': 'traced-1',
        },
      });
      expect(spanOf(sent)).toMatchObject({
        kind: KIND.producer,
        attributes: { 'messaging.system': 'nats', 'messaging.destination.name': 'EVENTS' },
      });
      expect(spanOf(committed)).toMatchObject({ kind: KIND.consumer });
      expect(spanOf(asked)).toMatchObject({ kind: KIND.client });
      expect(spanOf(answered)).toMatchObject({
        kind: KIND.server,
        attributes: { 'rpc.method': 'events.event.find' },
      });
      expect(spanOf([...answered, 'events: SELECT analytics_events'])).toMatchObject({
        kind: KIND.client,
        attributes: { 'db.operation.name': 'SELECT', 'db.collection.name': 'analytics_events' },
      });
      const stored = spans.find(({ name }) => name.includes('INSERT analytics_events'));
      expect(stored).toMatchObject({
        kind: KIND.client,
        attributes: { 'db.operation.name': 'BATCH', 'db.query.summary': stored?.name },
      });
      expect(stored?.attributes['db.operation.batch.size']).toBe(stored?.name.split('; ').length);
      // Names of routes, subjects and tables alone; nothing that was sent.
      expect(JSON.stringify(spans)).not.toContain(USER);

      expect(logs.map(({ trace_id }) => trace_id)).toEqual([TRACE, TRACE]);
      expect(logs.map(({ request_id }) => request_id)).toEqual(['traced-1', 'traced-1']);
      const [made] = logs.map(({ span_id }) => span_id);
      expect(made).toBe(spanOf([posted])?.spanId);
    });

    it('are not made of what the caller does not keep, and of the share that is its own', async () => {
      const stack = await startTraced({
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_TRACES_SAMPLER_ARG: '1',
      });
      try {
        expect(await record(stack.url, '00')).toBe(201);
        expect((await backend(stack.url).get(`${EVENTS}?user_id=other`)).status).toBe(200);
      } finally {
        await stack.stop();
      }
      const { spans } = receiver;
      expect(spans.map(({ traceId }) => traceId)).not.toContain(TRACE);
      const names = spans.filter((span) => !span.parentSpanId).map((span) => span.name);
      expect(names).toEqual(['GET /analytics/events']);
    });
  });

  it('do not hold up the end of a process when the collector is away', async () => {
    const { url } = receiver;
    const stack = await startTraced({
      OTEL_EXPORTER_OTLP_ENDPOINT: url.replace(/\d+$/, '9'),
      OTEL_TRACES_SAMPLER_ARG: '1',
    });
    try {
      expect(await record(stack.url, '01')).toBe(201);
    } finally {
      await stack.stop();
    }
    expect(stack.gateway.running).toBe(false);
    expect(receiver.spans).toEqual([]);
  });

  it('are not made without a collector', async () => {
    const stack = await startTraced({});
    try {
      expect(await record(stack.url, '01')).toBe(201);
      expect(await read(stack.url, '01')).toBe(200);
      expect(linesOf(stack.gateway.log).filter((line) => 'trace_id' in line)).toEqual([]);
    } finally {
      await stack.stop();
    }
    expect(receiver.paths).toEqual([]);
  });

  it.each(['gateway', 'events'])('cost %s the API’s few files alone until they start', (app) => {
    expect(loadedBy(app)).toEqual(['@opentelemetry/api']);
  });
});
