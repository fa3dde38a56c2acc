import { Injectable } from '@nestjs/common';
import { Database, Sql } from '../database/database.js';
import { impatiently } from '../database/impatient.js';
import { PartitionRepository } from '../database/partition.repository.js';
import { ArchiveRepository } from './archive.repository.js';
import { archiveName } from './archive-name.js';

const CHUNK_ROWS = 500;

/** Moves months out of a table into tables of their own. */
@Injectable()
export class Archivist {
  private readonly partitions = new PartitionRepository();
  private readonly archives = new ArchiveRepository();

  constructor(private readonly database: Database) {}

  /**
   * Empties a month's partition into its archive. It looks at each step what is done already, so that
   * after a crash it goes on from there; no row is ever in neither place.
   */
  async archive(table: string, partition: string): Promise<void> {
    const archive = archiveName(table, partition.slice(1));
    await impatiently(this.database.dataSource, (sql) =>
      this.exchange(sql, table, partition, archive),
    );
    await this.moveLate(table, partition, archive);
  }

  /** Only an empty archive may be exchanged: a full one would come back. */
  private async exchange(
    sql: Sql,
    table: string,
    partition: string,
    archive: string,
  ): Promise<void> {
    if (await this.partitions.isEmpty(sql, table, partition)) return;
    await this.archives.make(sql, table, archive);
    if (!(await this.archives.isEmpty(sql, archive))) return;
    await this.archives.exchange(sql, table, partition, archive);
  }

  /** What came after the exchange, or what an unfinished restoring had put back. */
  private async moveLate(table: string, partition: string, archive: string): Promise<void> {
    const chunk = () =>
      this.database.transaction((sql) =>
        this.archives.move(sql, { table, partition }, archive, CHUNK_ROWS),
      );
    while (!(await this.isEmpty(table, partition))) await chunk();
  }

  private isEmpty(table: string, partition: string): Promise<boolean> {
    return this.database.read((sql) => this.partitions.isEmpty(sql, table, partition));
  }
}
