import { Injectable } from '@nestjs/common';
import { pageOf, SessionPages, SessionPagesDto } from '@trailmark/contracts';
import { Database } from '@trailmark/platform';
import { SessionPagesRepository } from './session-pages.repository.js';

/** Lookups that one statement answers. */
const CHUNK = 100;

@Injectable()
export class SessionPagesService {
  constructor(
    private readonly database: Database,
    private readonly views: SessionPagesRepository,
  ) {}

  /**
   * The page each session was viewing: that of its latest page view at or before the time, else of
   * its earliest one after.
   */
  find({ lookups }: SessionPagesDto): Promise<SessionPages> {
    return this.database.read(async (sql) => {
      const pages: (string | null)[] = [];
      for (let start = 0; start < lookups.length; start += CHUNK) {
        const chunk = lookups.slice(start, start + CHUNK);
        const { before, after } = await this.views.around(sql, chunk);
        pages.push(...chunk.map((_, index) => pageOf(before.get(index) ?? after.get(index))));
      }
      return { pages };
    });
  }
}
