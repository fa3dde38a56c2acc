import { type RecordEventDto } from '@trailmark/contracts';
import { Random } from '@trailmark/tools';

/** Users that one run's events are of. */
export const USERS = 1000;

const PAGES = [
  '/home',
  '/projects',
  '/projects/42',
  '/assets',
  '/marketplace',
  '/settings',
] as const;
const BUTTONS = [
  'create_project',
  'invite',
  'export',
  'upgrade',
  'search',
  'filter',
  'save',
] as const;
const AGENT =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** One user's event of a session, at most `agoMs` old. */
const eventOf = (random: Random, user: string, session: number, agoMs: number): RecordEventDto => {
  const isView = random.fraction() < 0.4;
  const page = random.pick(PAGES);
  return {
    user_id: user,
    session_id: `session_${user}_${session}`,
    event_type: 'user_action',
    event_name: isView ? 'page_view' : 'button_click',
    event_category: isView ? 'navigation' : 'interaction',
    properties: isView
      ? { page, referrer: random.pick(PAGES), load_ms: random.int(50, 3000) }
      : { page, button_id: random.pick(BUTTONS), x: random.int(0, 1900), y: random.int(0, 1000) },
    timestamp: new Date(Date.now() - random.int(0, agoMs)).toISOString(),
    source: 'web_app',
    platform: 'web',
    user_agent: AGENT,
    ip_address: `203.0.113.${random.int(1, 250)}`,
  };
};

/**
 * A request's events as a browser sends them: all are of one user's session, within the last hour. The
 * same for the same seed, but for the time.
 */
export function eventsOfRequest(seed: number, request: number, count: number): RecordEventDto[] {
  const random = Random.of('events', seed, request);
  const user = `user_${random.int(0, USERS - 1)}`;
  const session = random.int(0, 9);
  return Array.from({ length: count }, () => eventOf(random, user, session, HOUR_MS));
}

/** What one user did in the last 30 days, in sessions of ten events. */
export function monthOf(user: string, count: number): RecordEventDto[] {
  const random = Random.of('month', user);
  return Array.from({ length: Math.ceil(count / 10) }, (_, session) => {
    const begun = random.int(HOUR_MS, 30 * DAY_MS);
    return Array.from({ length: 10 }, () => {
      const event = eventOf(random, user, session, HOUR_MS);
      const at = Date.parse(event.timestamp ?? '') - begun;
      return { ...event, timestamp: new Date(at).toISOString() };
    });
  })
    .flat()
    .slice(0, count);
}
