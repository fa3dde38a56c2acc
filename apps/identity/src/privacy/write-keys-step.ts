import { Injectable } from '@nestjs/common';
import { ErasureStep } from '@trailmark/ingest';
import { Sql } from '@trailmark/platform';
import { WriteKeyMakersRepository } from './write-key-makers.repository.js';

/** A write key is the product's: it goes on working, and nobody has made it. */
@Injectable()
export class WriteKeysStep implements ErasureStep {
  constructor(private readonly makers: WriteKeyMakersRepository) {}

  erase(sql: Sql, subjects: string[], limit: number): Promise<number> {
    return this.makers.forget(sql, subjects, limit);
  }
}
