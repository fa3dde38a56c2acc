import { Injectable } from '@nestjs/common';
import { JourneyAddressDto } from '@trailmark/contracts';
import { DAY_MS } from '@trailmark/measures';
import {
  currentContext,
  Database,
  NotFoundError,
  Sql,
  UnavailableError,
} from '@trailmark/platform';
import { KnownUser, PersonDirectory } from '../persons/person-directory.js';
import { JourneySource, SourceState } from '../source/journey-source.js';
import { Freshness, freshnessOf } from './freshness.js';
import { Selection } from './selection.js';

interface Question {
  address: JourneyAddressDto;
  days: number;
}

/** Reads what is said of a user. */
type Read<T> = (sql: Sql, selection: Selection, userId: string) => Promise<T>;

/** What every answer about a user has in common. */
@Injectable()
export class UserAnswers {
  constructor(
    private readonly database: Database,
    private readonly source: JourneySource,
    private readonly directory: PersonDirectory,
  ) {}

  /**
   * Answers about the addressed user's last `days` times 24 hours; all reads see one moment.
   * @throws NotFoundError when the address is nobody's, unless it is the caller's own; what the source
   * failed with, or UnavailableError, when that is why nothing is kept.
   */
  async about<T>(question: Question, read: Read<T>): Promise<T & Freshness> {
    const state = await this.refreshed(question);
    const answer = await this.database.snapshot((sql) => this.answer(sql, question, state, read));
    return { ...answer, ...freshnessOf(state) };
  }

  /**
   * The same for a list of events alone, with which no figure has to agree: events stay those of their distinct
   * ids whoever these are merged with, so that it takes no transaction, half of what a short answer costs.
   */
  async listAbout<T>(question: Question, read: Read<T>): Promise<T & Freshness> {
    const state = await this.refreshed(question);
    const answer = await this.database.read((sql) => this.answer(sql, question, state, read));
    return { ...answer, ...freshnessOf(state) };
  }

  private refreshed({ address, days }: Question): Promise<SourceState> {
    return this.source.refreshUser(address, days);
  }

  private async answer<T>(
    sql: Sql,
    { address, days }: Question,
    state: SourceState,
    read: Read<T>,
  ): Promise<T> {
    const to = new Date();
    const period = { from: new Date(to.getTime() - days * DAY_MS), to };
    const user = address.own
      ? await this.directory.resolveOwn(sql, ownIdOf(address))
      : await this.directory.resolve(sql, address);
    assertAnswerable(user, address, state);
    const distinctIds = user?.distinctIds ?? [];
    return read(sql, { distinctIds, period }, user?.userId ?? ownIdOf(address));
  }
}

const ownIdOf = ({ user_id }: JourneyAddressDto): string =>
  user_id ?? currentContext()?.principal?.sub ?? '';

const assertAnswerable = (
  user: KnownUser | null,
  address: JourneyAddressDto,
  { stale, error }: SourceState,
): void => {
  if (error && !user?.seen) throw error;
  if (user || address.own) return;
  if (stale) throw new UnavailableError('What PostHog knows of this user is still on its way.');
  throw new NotFoundError('Nobody is known by this address.');
};
