import {
  MAX_USAGE_DAYS,
  UsageDay,
  UsageDays,
  UsageDaysDto,
  UsageFigures,
} from '@trailmark/contracts';
import { daysBetween } from '@trailmark/measures';
import { connectNats } from '@trailmark/testing';
import { Msg, NatsConnection, Subscription } from 'nats';

/** A day of one user's events; name only what the test is about. */
export const aDay = (
  date: string,
  figures: Partial<UsageDay> & { features?: Record<string, number> } = {},
): UsageDay => {
  const { features = {}, ...rest } = figures;
  return {
    date,
    events: 1,
    session_count: 1,
    total_session_duration: 600,
    average_session_duration: 600,
    page_views: 0,
    unique_pages_visited: 0,
    retention_data: {
      is_new_user: false,
      days_since_signup: 1,
      days_since_last_visit: 1,
      total_visits: 1,
      retention_period: null,
      churn_risk_score: 0,
    },
    features_used: Object.entries(features).map(([feature_name, usage_count]) => ({
      feature_name,
      category: 'content',
      usage_count,
      total_time_spent: 0,
      last_used: `${date}T12:00:00.000Z`,
      proficiency_score: 0.5,
    })),
    user_flow: [],
    ...rest,
  };
};

const figuresOf = (day: UsageDay): UsageFigures => {
  const figures = { ...day };
  delete figures.features_used;
  delete figures.user_flow;
  return figures;
};

type Mood = 'answering' | 'silent' | 'away';

/** A fake of the events service over real NATS: it knows days, and answers from them. */
export class FakeEvents {
  /** By user. */
  readonly days = new Map<string, UsageDay[]>();
  /** The subjects it was asked, in order. */
  asked: string[] = [];
  /** Called for each question about days with details. */
  onDetails: () => void = () => undefined;
  private mood: Mood = 'away';
  private subscriptions: Subscription[] = [];

  private constructor(private readonly nats: NatsConnection) {}

  static async start(): Promise<FakeEvents> {
    const events = new FakeEvents(await connectNats());
    await events.become('answering');
    return events;
  }

  /** `silent` takes questions and never answers; `away` has no responder at all. */
  async become(mood: Mood): Promise<void> {
    if (mood === 'away') {
      for (const subscription of this.subscriptions.splice(0)) subscription.unsubscribe();
    } else if (this.mood === 'away') {
      this.serve('events.usage.days', (question: UsageDaysDto) => this.usageDays(question));
    }
    this.mood = mood;
    await this.nats.flush();
  }

  stop(): Promise<void> {
    return this.nats.close();
  }

  private serve<T>(subject: string, answer: (question: T) => unknown): void {
    const callback = (_error: unknown, message: Msg) => {
      this.asked.push(subject);
      if (this.mood === 'silent') return;
      const { data } = message.json<{ data: T }>();
      const reply = JSON.stringify({ response: answer(data), isDisposed: true });
      if ((data as Partial<UsageDaysDto>).details_from) this.onDetails();
      message.respond(reply);
    };
    this.subscriptions.push(this.nats.subscribe(subject, { callback }));
  }

  private usageDays({ user_id, from, to, details_from, features_from }: UsageDaysDto): UsageDays {
    if (daysBetween(from, to) >= MAX_USAGE_DAYS) throw new RangeError('Too many days at once.');
    const all = (this.days.get(user_id) ?? []).toSorted((a, b) => (a.date < b.date ? -1 : 1));
    const asked = all.filter(({ date }) => date >= from && date <= to);
    return {
      as_of: new Date().toISOString(),
      days: asked.map((day) => (details_from && day.date >= details_from ? day : figuresOf(day))),
      first_day: all[0]?.date ?? null,
      last_day: all.filter(({ date }) => date <= to).at(-1)?.date ?? null,
      features: features_from ? this.features(features_from, to) : null,
    };
  }

  private features(from: string, to: string): string[] {
    const days = [...this.days.values()].flat();
    const asked = days.filter(({ date }) => date >= from && date <= to);
    const used = asked.flatMap((day) => day.features_used ?? []);
    return [...new Set(used.map(({ feature_name }) => feature_name))].sort();
  }
}
