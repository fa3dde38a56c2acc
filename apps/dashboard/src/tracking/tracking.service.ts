import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  AnalyticsConfigDto,
  AnalyticsConfigView,
  ChangeConfigDto,
  FindConfigDto,
} from '@trailmark/contracts';
import { ErasedUsers } from '@trailmark/ingest';
import {
  Database,
  DomainError,
  PreconditionFailedError,
  Sql,
  ValidationFailedError,
} from '@trailmark/platform';
import { DashboardConfig } from '../config.js';
import { ConfigRepository } from './config.repository.js';
import { RulesPublisher } from './rules-publisher.js';
import { settingsAfter, StoredConfig, viewOf } from './stored-config.js';

/** What may be recorded of each user. */
@Injectable()
export class TrackingService {
  constructor(
    private readonly database: Database,
    private readonly configs: ConfigRepository,
    private readonly publisher: RulesPublisher,
    private readonly config: DashboardConfig,
    private readonly erased: ErasedUsers,
  ) {}

  async find({ user_id }: FindConfigDto): Promise<AnalyticsConfigView> {
    const stored = await this.database.read((sql) => this.configs.find(sql, user_id));
    return viewOf(user_id, stored, this.config.retentionDays);
  }

  /**
   * Changes what the request names and tells the gateways.
   * @throws PreconditionFailedError when it is meant for another version than there is.
   * @throws ValidationFailedError when more is to be kept than the installation keeps.
   * @throws DomainError CONFLICT when the user was erased: nothing is kept of it any more.
   */
  async change(request: ChangeConfigDto): Promise<AnalyticsConfigView> {
    this.assertKeepable(request.changes);
    const stored = await this.database.transaction((sql) => this.changeIn(sql, request));
    if (stored.unpublished) await this.publisher.publish(request.user_id);
    return viewOf(request.user_id, stored, this.config.retentionDays);
  }

  private async changeIn(
    sql: Sql,
    { user_id, changes, if_version }: ChangeConfigDto,
  ): Promise<StoredConfig> {
    if ((await this.erased.among(sql, [user_id])).size > 0) {
      throw new DomainError('CONFLICT', 'This user was erased.');
    }
    const now = new Date();
    const held = await this.lockOrMake(sql, user_id, now);
    if (typeof if_version === 'number' && if_version !== held.version) {
      throw new PreconditionFailedError(`The version is ${held.version}, not ${if_version}.`);
    }
    const settings = settingsAfter(held.settings, changes);
    if (isDeepStrictEqual(settings, held.settings)) return held;
    const next = {
      ...held,
      settings,
      version: held.version + 1,
      unpublished: true,
      updatedAt: now,
    };
    await this.configs.save(sql, next);
    return next;
  }

  private async lockOrMake(sql: Sql, userId: string, now: Date): Promise<StoredConfig> {
    const held = await this.configs.lock(sql, userId);
    if (held) return held;
    await this.configs.make(sql, userId, now);
    const made = await this.configs.lock(sql, userId);
    if (!made) throw new Error('a configuration just made is not there');
    return made;
  }

  private assertKeepable({ data_retention_days: days }: AnalyticsConfigDto): void {
    const { retentionDays } = this.config;
    if (typeof days !== 'number' || days <= retentionDays) return;
    const field = 'data_retention_days';
    const message = `${field} must not be greater than ${retentionDays}, for which data is kept here`;
    throw new ValidationFailedError([{ field, message }]);
  }
}
