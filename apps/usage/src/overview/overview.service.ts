import { Injectable } from '@nestjs/common';
import {
  MAX_PRODUCT_FEATURES,
  UsageDay,
  UsageOverview,
  UsageOverviewAnswer,
  UserPeriodDto,
} from '@trailmark/contracts';
import { addDays, Day } from '@trailmark/measures';
import { Database, Sql } from '@trailmark/platform';
import { UsageConfig } from '../config.js';
import { DerivationService } from '../derivation/derivation.service.js';
import { Refresher } from '../derivation/refresher.js';
import { daysOf, Known } from '../usage/known-days.js';
import { KnownDaysService } from '../usage/known-days.service.js';
import { UsagePeriod, usagePeriod } from '../usage/usage-period.js';
import { SubmittedFeaturesRepository } from '../usage/submitted-features.repository.js';
import { UsedFeature, usedOf } from '../usage/used-features.js';
import { OverviewRepository, StoredFeatures } from './overview.repository.js';
import { segmentsOf, windowStart } from './presence.js';
import {
  adoptionRate,
  isActive,
  mostUsed,
  sessionFrequency,
  submittedScore,
  usesOf,
} from './usage-overview.js';

/** Days are derived for half of a request's deadline: with the last of the answers it stays within it. */
const REFRESH = 0.5;

/** What an overview is made from. */
export interface Material {
  /** The period's days, oldest first. */
  days: Day[];
  /** These days and, at least, those that the segment is told from. */
  known: Known;
  /** What was used; days without any are left out. */
  features: Map<Day, UsedFeature[]>;
  /** Features that anybody used on the period's days; null: the events do not answer. */
  everybodys: string[] | null;
  /** An active day before all of those, if there is one. */
  seenBefore: Day | null;
}

@Injectable()
export class OverviewService {
  constructor(
    private readonly database: Database,
    private readonly days: KnownDaysService,
    private readonly derivation: DerivationService,
    private readonly refresher: Refresher,
    private readonly rows: OverviewRepository,
    private readonly submitted: SubmittedFeaturesRepository,
    private readonly config: UsageConfig,
  ) {}

  /** How one user used the product on the days of a period. */
  async find(query: UserPeriodDto): Promise<UsageOverviewAnswer> {
    return overviewOf(await this.read(query.user_id, usagePeriod(query, new Date())));
  }

  /**
   * As many statements and questions for any number of days, if rows older than today's are up to date. Today's is
   * left to be stored when the user has fallen quiet: nobody waits for that.
   * @param since the first day of which anything is to be known, if that is before the period's.
   */
  async read(userId: string, { days }: UsagePeriod, since?: Day): Promise<Material> {
    const until = Date.now() + this.config.rpcTimeoutMs * REFRESH;
    const [first = '', last = first] = [days[0], days.at(-1)];
    const from = [first, windowStart(last), since ?? first].toSorted()[0] ?? first;
    const known = await this.days.find(userId, from, last, {
      features_from: first,
      details_from: recentFrom(last, new Date().toISOString().slice(0, 10)),
    });
    const stale = staleDays(known, first);
    const older = stale.filter((day) => !isDetailed(day));
    if (older.length < stale.length) this.refresher.request(userId);
    await this.derivation.refresh(userId, older, known.stored, until);
    return this.database.glance(async (sql) => {
      const [stored, seenBefore, submitted] = await Promise.all([
        this.rows.features(sql, userId, from, last),
        this.seenBefore(sql, userId, from, known),
        this.submitted.names(sql, first, last, MAX_PRODUCT_FEATURES),
      ]);
      const used = known.events?.features;
      return {
        days,
        known,
        everybodys: used ? [...used, ...submitted] : null,
        features: featuresOf(stored, known),
        seenBefore,
      };
    });
  }

  /** Whether is all that matters so long ago: if the events know of a day, no row is asked for another. */
  private seenBefore(
    sql: Sql,
    userId: string,
    from: Day,
    { events }: Known,
  ): Promise<Day | null> | Day {
    const first = events?.first_day ?? null;
    return first !== null && first < from ? first : this.rows.firstActiveDay(sql, userId, from);
  }
}

/** From when on the days up to `last` are still changing: in another zone it may be the day before or after today. */
const recentFrom = (last: Day, today: Day): Day | null => {
  if (last < addDays(today, -1) || last > addDays(today, 1)) return null;
  return last < today ? last : today;
};

const isDetailed = (day: UsageDay): boolean => day.features_used !== undefined;

/** Of days that the events told of in detail what these say, unless a client submitted it; of others what is stored. */
const featuresOf = (
  stored: Map<Day, StoredFeatures>,
  { events }: Known,
): Map<Day, UsedFeature[]> => {
  const told = (events?.days ?? [])
    .filter((day) => isDetailed(day) && !stored.get(day.date)?.submitted)
    .map((day): [Day, UsedFeature[]] => [day.date, usedOf(day.features_used)]);
  const days = [...stored].map(([date, { used }]): [Day, UsedFeature[]] => [date, used]);
  return new Map([...new Map([...days, ...told])].filter(([, used]) => used.length > 0));
};

/** Days from `first` on whose stored features are not those of all their events. */
const staleDays = ({ stored, events }: Known, first: Day): UsageDay[] => {
  const counted = new Map(stored.map(({ date, derivation }) => [date, derivation?.day.events]));
  return (events?.days ?? []).filter(
    (day) => day.date >= first && counted.get(day.date) !== day.events,
  );
};

export const overviewOf = (material: Material): UsageOverviewAnswer => {
  const { days, known, features, everybodys, seenBefore } = material;
  const byDay = daysOf(known);
  const counted = [...byDay].filter(([, day]) => isActive(day)).map(([date]) => date);
  const active = new Set([...counted, ...features.keys()]);
  const seen = [seenBefore, known.events?.first_day ?? null, known.events?.last_day ?? null];
  const uses = usesOf(days.map((day) => features.get(day) ?? []));
  const overview: UsageOverview = {
    daily_active_users: Number(days.some((day) => active.has(day))),
    session_frequency: sessionFrequency(days, byDay),
    feature_adoption_rate: everybodys && adoptionRate([...uses.keys()], everybodys),
    most_used_features: mostUsed(uses),
    user_segments: segmentsOf(days.at(-1) ?? '', [...active], seen),
  };
  const rows = known.stored.filter(({ date }) => days.includes(date));
  return { overview, submitted_engagement_score: submittedScore(rows) };
};
