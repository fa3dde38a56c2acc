import { Injectable } from '@nestjs/common';
import {
  FindConfigDto,
  ListRetentionsDto,
  RetentionAnswer,
  UserRetentions,
} from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { ConfigRepository } from './config.repository.js';

/** Tells the services of whom they keep less than of others. */
@Injectable()
export class RetentionsService {
  constructor(
    private readonly database: Database,
    private readonly configs: ConfigRepository,
  ) {}

  async list({ cursor, limit }: ListRetentionsDto): Promise<UserRetentions> {
    const found = await this.database.read((sql) =>
      this.configs.withRetention(sql, cursor ?? null, limit),
    );
    const users = found.flatMap(({ userId, settings: { data_retention_days: days } }) =>
      days === undefined ? [] : [{ user_id: userId, data_retention_days: days }],
    );
    return { users, next_cursor: found.length < limit ? null : (found.at(-1)?.userId ?? null) };
  }

  async find({ user_id }: FindConfigDto): Promise<RetentionAnswer> {
    const stored = await this.database.read((sql) => this.configs.find(sql, user_id));
    return { data_retention_days: stored?.settings.data_retention_days ?? null };
  }
}
