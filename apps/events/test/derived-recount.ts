import { RecordEventDto } from '@trailmark/contracts';
import { TestSchema } from '@trailmark/testing';

export const DERIVED_TABLES = [
  'sessions',
  'session_pages',
  'event_days',
  'page_days',
  'event_slots',
  'feature_days',
] as const;

export interface RawEvent {
  user_id: string;
  session_id: string;
  event_type: string;
  event_category: string;
  event_name: string;
  properties: string | Record<string, unknown> | null;
  timestamp: Date;
}

const PAGES = [
  { page: '/a?x=1' },
  { page: 'https://shop.example' },
  { page: '  /spaced ' },
  { page: '', page_path: '/second#part' },
  { page: 7, $pathname: '/third' },
  { $current_url: 'HTTPS://user@shop.example:8080/Four/é😀?q=/not#n' },
  { page: '/A' },
  { page: '   ', page_path: '/not' },
  { title: 'none' },
];

/** Hour and minute: the last of the day, or any. */
const timeOf = (n: number): [number, number] =>
  n % 4 < 2 ? [23, 59] : [(n * 5) % 24, (n * 13) % 60];

/** Events of every shape that the counters look at, on three days of three users. */
export const someEvents = (): Partial<RecordEventDto>[] =>
  Array.from({ length: 240 }, (_, n) => ({
    user_id: `user_${n % 3}`,
    session_id: `s${n % 7}`,
    event_name: ['page_view', '$pageview', 'save', 'Save'][n % 4],
    event_type: n % 5 === 0 ? ('error_event' as const) : ('user_action' as const),
    event_category: n % 9 === 0 ? ('errors' as const) : ('interaction' as const),
    properties: {
      ...PAGES[n % PAGES.length],
      ...(n % 6 === 2 && { duration_ms: 100.5 + n }),
      ...(n % 6 === 3 && { time_spent: n / 8 }),
      ...(n % 24 === 6 && { duration_ms: -5 }),
      ...(n % 24 === 10 && { duration_ms: 1e12 }),
      ...(n % 24 === 14 && { duration_ms: 'long', time_spent: 3 }),
    },
    timestamp: new Date(
      Date.UTC(2026, 9, 1 + (n % 3), ...timeOf(n), (n * 37) % 60, n),
    ).toISOString(),
  }));

export const rawEvents = (schema: TestSchema): Promise<RawEvent[]> =>
  schema.query<RawEvent>('SELECT * FROM analytics_events');

const KEYS = {
  sessions: 'user_id, session_id',
  event_days: 'user_id, day, event_type, event_category, event_name',
  session_pages: 'user_id, session_id, page',
  page_days: 'user_id, day, page',
  event_slots: 'user_id, slot',
  feature_days: 'day, event_category, event_name',
};

type Tables = Record<(typeof DERIVED_TABLES)[number], Map<string, unknown[]>>;

/** The derived tables as they are: key → values. */
export const derivedTables = async (schema: TestSchema): Promise<Tables> => {
  const read = async (table: keyof typeof KEYS, values: string) => {
    const keys = KEYS[table].replace(/\b(day|slot)\b/, 'CAST($1 AS CHAR)');
    const rows = await schema.query<{ k: string }>(
      `SELECT CONCAT_WS('|', ${keys}) AS k, ${values} FROM ${table} ORDER BY k`,
    );
    return new Map(
      rows.map(({ k, ...rest }): [string, unknown[]] => [k, Object.values(rest)]).sort(byKey),
    );
  };
  return {
    sessions: await read('sessions', 'started_at, last_at, page_views, events'),
    event_days: await read('event_days', 'count, time_spent_ms, last_at'),
    session_pages: await read('session_pages', 'first_at'),
    page_days: await read('page_days', 'views'),
    event_slots: await read('event_slots', 'events, page_views, errors'),
    feature_days: await read('feature_days', '1'),
  };
};

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

const group = (
  events: RawEvent[],
  keyOf: (event: RawEvent) => unknown[],
  valuesOf: (group: RawEvent[]) => unknown[],
): Map<string, unknown[]> => {
  const groups = new Map<string, RawEvent[]>();
  for (const event of events) {
    const key = keyOf(event).join('|');
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return new Map(
    [...groups].map(([key, all]): [string, unknown[]] => [key, valuesOf(all)]).sort(byKey),
  );
};

export const isView = ({ event_name: name }: RawEvent) => ['page_view', '$pageview'].includes(name);
const dayOf = ({ timestamp }: RawEvent) => timestamp.toISOString().slice(0, 10);
const first = (events: RawEvent[]) => new Date(Math.min(...events.map((e) => +e.timestamp)));
const last = (events: RawEvent[]) => new Date(Math.max(...events.map((e) => +e.timestamp)));
const propertiesOf = ({ properties }: RawEvent): Record<string, unknown> =>
  (typeof properties === 'string'
    ? (JSON.parse(properties) as Record<string, unknown>)
    : properties) ?? {};

const slotOf = ({ timestamp }: RawEvent): string => {
  const [day, time = ''] = timestamp.toISOString().split('T');
  const quarter = Math.trunc(Number(time.slice(3, 5)) / 15) * 15;
  return `${day} ${time.slice(0, 2)}:${String(quarter).padStart(2, '0')}:00`;
};
const isError = ({ event_type: type, event_category: category }: RawEvent) =>
  type === 'error_event' || category === 'errors';
const isFeature = (event: RawEvent) =>
  !isView(event) &&
  ['user_action', 'business_event', 'engagement_event'].includes(event.event_type);

export const pageOf = (event: RawEvent): string | null => {
  const { page, page_path, $pathname, $current_url } = propertiesOf(event);
  const text = [page, page_path, $pathname, $current_url].find(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return text ? decodeURI(new URL(text.trim(), 'http://any').pathname) : null;
};

const spentOf = (event: RawEvent): number => {
  const { duration_ms: ms, time_spent: s } = propertiesOf(event);
  const given = [ms, Number(s) * 1000].find((value) => typeof value === 'number' && value >= 0);
  return Math.min(Math.round(Number(given ?? 0)), 24 * 3600 * 1000);
};

/** The derived tables as they should be, from raw rows, apart from the product's code. */
export const recountDerived = (events: RawEvent[]): Tables => ({
  sessions: group(
    events,
    (event) => [event.user_id, event.session_id],
    (all) => [first(all), last(all), all.filter(isView).length, all.length],
  ),
  event_days: group(
    events,
    (e) => [e.user_id, dayOf(e), e.event_type, e.event_category, e.event_name],
    (all) => [all.length, all.reduce((sum, event) => sum + spentOf(event), 0), last(all)],
  ),
  page_days: group(
    events.filter((event) => isView(event) && pageOf(event) !== null),
    (event) => [event.user_id, dayOf(event), pageOf(event)],
    (all) => [all.length],
  ),
  session_pages: group(
    events.filter((event) => isView(event) && pageOf(event) !== null),
    (event) => [event.user_id, event.session_id, pageOf(event)],
    (all) => [first(all)],
  ),
  event_slots: group(
    events,
    (event) => [event.user_id, slotOf(event)],
    (all) => [all.length, all.filter(isView).length, all.filter(isError).length],
  ),
  feature_days: group(
    events.filter(isFeature),
    (event) => [dayOf(event), event.event_category, event.event_name],
    () => [1],
  ),
});
