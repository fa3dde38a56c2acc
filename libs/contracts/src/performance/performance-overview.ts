import { ApiProperty } from '@nestjs/swagger';

const ApiFigure = (description: string) =>
  ApiProperty({ type: Number, nullable: true, description });

const P75 = 'p75 in milliseconds, within 1 %; null: not measured.';

/** 75th percentiles: three of four measurements were this good or better. */
export class CoreWebVitals {
  @ApiFigure(P75)
  lcp!: number | null;

  @ApiFigure(P75)
  fid!: number | null;

  @ApiFigure('p75 without unit, within 1 %; null: not measured.')
  cls!: number | null;

  @ApiFigure(P75)
  fcp!: number | null;

  @ApiFigure(P75)
  ttfb!: number | null;

  @ApiFigure(P75)
  inp!: number | null;

  @ApiFigure(P75)
  tbt!: number | null;
}

export class SlowPage {
  @ApiProperty({ example: '/dashboard' })
  page!: string;

  @ApiProperty({ description: 'Milliseconds.' })
  average_load_time!: number;

  @ApiProperty({ description: 'Measurements of this page.' })
  visits!: number;
}

export class PerformanceDay {
  @ApiProperty({ format: 'date', description: 'A day in the time zone asked for.' })
  date!: string;

  @ApiFigure('Milliseconds; null: nothing was measured.')
  average_load_time!: number | null;

  @ApiFigure('0 to 100; null: nothing was measured that has a score.')
  performance_score!: number | null;
}

export const PERFORMANCE_ISSUE_TYPES = [
  'slow_page',
  'poor_lcp',
  'poor_fid',
  'poor_cls',
  'poor_fcp',
  'poor_ttfb',
  'poor_inp',
  'poor_tbt',
  'regression',
] as const;
export type PerformanceIssueType = (typeof PERFORMANCE_ISSUE_TYPES)[number];

export const ISSUE_SEVERITIES = ['warning', 'critical'] as const;
export type PerformanceIssueSeverity = (typeof ISSUE_SEVERITIES)[number];

/** What is wrong with a page this user measured, judged over everybody's measurements of it. */
export class PerformanceIssue {
  @ApiProperty({ enum: PERFORMANCE_ISSUE_TYPES, enumName: 'PerformanceIssueType' })
  type!: PerformanceIssueType;

  @ApiProperty({ enum: ISSUE_SEVERITIES, enumName: 'PerformanceIssueSeverity' })
  severity!: PerformanceIssueSeverity;

  @ApiProperty({ example: '/dashboard' })
  page!: string;

  @ApiProperty({ example: '/dashboard loads in 5210 ms at p75, beyond 3800 ms.' })
  description!: string;

  @ApiProperty({ description: 'Users who measured the page on the days of the period.' })
  affected_users!: number;
}

export class PerformanceOverview {
  @ApiFigure('Milliseconds; null: nothing was measured.')
  average_load_time!: number | null;

  @ApiFigure('Mean of the measurements’ scores, 0 to 100; null: none has one.')
  performance_score!: number | null;

  @ApiProperty()
  core_web_vitals!: CoreWebVitals;

  @ApiProperty({ type: [SlowPage], description: 'The ten slowest, slowest first.' })
  slowest_pages!: SlowPage[];

  @ApiProperty({ type: [PerformanceDay], description: 'Every day of the period.' })
  performance_trends!: PerformanceDay[];

  @ApiProperty({
    type: [PerformanceIssue],
    description: 'Judged over the whole UTC days that the period touches, worst first.',
  })
  issues!: PerformanceIssue[];
}
