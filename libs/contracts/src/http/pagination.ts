import { ApiProperty } from '@nestjs/swagger';

/** Totals are exact up to this many rows, and so is the deepest row `page` can reach. */
export const COUNT_LIMIT = 100_000;

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

export const TOTAL_RELATIONS = ['eq', 'gte'] as const;
export type TotalRelation = (typeof TOTAL_RELATIONS)[number];

/** One page as a service answers it. */
export interface Page<T> {
  items: T[];
  total: number;
  /** `gte`: there are at least `total` rows; counting stopped at COUNT_LIMIT. */
  total_relation: TotalRelation;
  next_cursor: string | null;
}

export class Pagination {
  @ApiProperty({ example: 1 })
  page!: number;

  @ApiProperty({ example: 50 })
  per_page!: number;

  @ApiProperty({ example: 1000, description: `Exact up to ${COUNT_LIMIT}.` })
  total!: number;

  @ApiProperty({ enum: TOTAL_RELATIONS, description: '`gte` when there are more than `total`.' })
  total_relation!: TotalRelation;

  @ApiProperty({ example: 20 })
  total_pages!: number;

  @ApiProperty()
  has_next!: boolean;

  @ApiProperty()
  has_previous!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `cursor` to read on, however deep.',
  })
  next_cursor!: string | null;
}
