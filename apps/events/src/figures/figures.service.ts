import { Injectable } from '@nestjs/common';
import { Figure, UserPeriodDto } from '@trailmark/contracts';
import { MAX_SERIES_DAYS, resolvePeriod } from '@trailmark/measures';
import { Database, namingFields } from '@trailmark/platform';
import { MaterialReader } from '../counts/material-reader.js';
import { figuresOf } from './figures.js';

@Injectable()
export class FiguresService {
  constructor(
    private readonly database: Database,
    private readonly material: MaterialReader,
  ) {}

  /** @throws ValidationFailedError naming what of the period cannot be used. */
  async find(query: UserPeriodDto): Promise<Figure[]> {
    const period = namingFields(() => resolvePeriod(query, new Date(), MAX_SERIES_DAYS));
    const compared = await this.database.glance((sql) =>
      this.material.compared(sql, query.user_id, period),
    );
    return figuresOf(period, compared);
  }
}
