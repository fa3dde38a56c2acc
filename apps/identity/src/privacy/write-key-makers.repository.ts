import { Injectable } from '@nestjs/common';
import { Sql } from '@trailmark/platform';

/** Who made which write key. */
@Injectable()
export class WriteKeyMakersRepository {
  /** Forgets it for at most `limit` keys; returns for how many. */
  async forget(sql: Sql, userIds: string[], limit: number): Promise<number> {
    const { affectedRows }: { affectedRows: number } = await sql.query(
      `UPDATE write_keys SET created_by = '' WHERE created_by IN (?) LIMIT ?`,
      [userIds, limit],
    );
    return affectedRows;
  }
}
