import { RetentionDataDto, UsageView } from '@trailmark/contracts';

/** A raw event as a test reads it from the table. */
export interface RawEvent {
  session_id: string;
  event_type: string;
  event_category: string;
  event_name: string;
  properties: string | Record<string, unknown> | null;
  timestamp: Date;
}

type Expected = Pick<
  UsageView,
  | 'date'
  | 'session_count'
  | 'total_session_duration'
  | 'average_session_duration'
  | 'page_views'
  | 'unique_pages_visited'
  | 'features_used'
  | 'user_flow'
> & { retention_data: Partial<RetentionDataDto> };

const FEATURES = ['user_action', 'business_event', 'engagement_event'];

const dayOf = ({ timestamp }: RawEvent): string => timestamp.toISOString().slice(0, 10);
const isView = ({ event_name: name }: RawEvent) => name === 'page_view' || name === '$pageview';
const propertiesOf = ({ properties }: RawEvent): Record<string, unknown> =>
  (typeof properties === 'string'
    ? (JSON.parse(properties) as Record<string, unknown>)
    : properties) ?? {};
const seconds = (ms: number): number => Math.round(ms / 1000);

const pageOf = (event: RawEvent): string => {
  const { page, page_path, $pathname, $current_url } = propertiesOf(event);
  const text = String(page ?? page_path ?? $pathname ?? $current_url);
  return new URL(text, 'http://any').pathname;
};

const spentOf = (event: RawEvent): number => {
  const { duration_ms, time_spent } = propertiesOf(event);
  return Number(duration_ms ?? Number(time_spent ?? 0) * 1000);
};

const sessionsOf = (events: RawEvent[]) =>
  [...new Set(events.map(({ session_id }) => session_id))].map((id) => {
    const times = events
      .filter(({ session_id }) => session_id === id)
      .map(({ timestamp }) => timestamp.getTime());
    const [first, last] = [Math.min(...times), Math.max(...times)];
    return { day: new Date(first).toISOString().slice(0, 10), length: last - first };
  });

const featuresOf = (events: RawEvent[]): UsageView['features_used'] => {
  const used = events.filter((event) => FEATURES.includes(event.event_type) && !isView(event));
  const names = [...new Set(used.map(({ event_name }) => event_name))];
  return names
    .map((name) => used.filter(({ event_name }) => event_name === name))
    .map((uses) => ({
      feature_name: String(uses[0]?.event_name),
      category: String(uses[0]?.event_category),
      usage_count: uses.length,
      total_time_spent: seconds(uses.reduce((sum, event) => sum + spentOf(event), 0)),
      last_used: String(uses.at(-1)?.timestamp.toISOString()),
      proficiency_score: Number((1 - Math.pow(0.5, uses.length / 5)).toFixed(2)),
    }));
};

const flowOf = (events: RawEvent[]): UsageView['user_flow'] => {
  const views = events.filter(isView);
  const nextOf = (view: RawEvent, at: number) =>
    views.slice(at + 1).find(({ session_id }) => session_id === view.session_id);
  return views.map((view, at) => {
    const next = nextOf(view, at);
    const same = views
      .map((other, index) => ({ other, index }))
      .filter(({ other }) => pageOf(other) === pageOf(view));
    const exits = same.filter(({ other, index }) => !nextOf(other, index)).length;
    return {
      step_number: at + 1,
      page_path: pageOf(view),
      action: view.event_name,
      timestamp: view.timestamp.toISOString(),
      duration_on_step: next ? seconds(next.timestamp.getTime() - view.timestamp.getTime()) : null,
      exit_rate: Number((exits / same.length).toFixed(4)),
    };
  });
};

const daysApart = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / 86_400_000;

/** One user's days recounted from raw events in order of time, newest first: apart from the product's SQL. */
export const recount = (events: RawEvent[]): Expected[] => {
  const sessions = sessionsOf(events);
  const days = [...new Set(events.map(dayOf))].sort();
  return days
    .map((date, index): Expected => {
      const today = events.filter((event) => dayOf(event) === date);
      const begun = sessions.filter(({ day }) => day === date);
      const length = begun.reduce((sum, session) => sum + session.length, 0);
      return {
        date,
        session_count: begun.length,
        total_session_duration: seconds(length),
        average_session_duration: begun.length ? seconds(length / begun.length) : 0,
        page_views: today.filter(isView).length,
        unique_pages_visited: new Set(today.filter(isView).map(pageOf)).size,
        features_used: featuresOf(today),
        user_flow: flowOf(today),
        retention_data: expect.objectContaining({
          days_since_signup: daysApart(String(days[0]), date),
          days_since_last_visit: index === 0 ? 0 : daysApart(String(days[index - 1]), date),
          total_visits: sessions.filter(({ day }) => day <= date).length,
        }),
      };
    })
    .reverse();
};
