import { RecordUsageDto, UsageDay, UsageView } from '@trailmark/contracts';

/** The figures of a row, as a client submits and reads them. */
export type UsageValues = Pick<
  UsageView,
  | 'session_count'
  | 'total_session_duration'
  | 'average_session_duration'
  | 'page_views'
  | 'unique_pages_visited'
  | 'features_used'
  | 'engagement_score'
  | 'retention_data'
  | 'conversion_data'
  | 'user_flow'
>;

/** Whose day a row is. */
export interface UsageKey {
  userId: string;
  date: string;
}

/** What a client said of a day, and when the gateway took it. */
export interface Submission {
  id: string;
  at: Date;
  values: Partial<UsageValues>;
}

/** What the events say of a day, and when they were asked. */
export interface Derivation {
  at: Date;
  day: UsageDay;
}

/** A row with what it is made of. */
export interface UsageRow extends UsageKey {
  id: string;
  submission: Submission | null;
  derivation: Derivation | null;
  createdAt: Date;
  updatedAt: Date;
}

const KEY = ['user_id', 'date'];

/** The fields that a submission gives: absent and null are to be derived. */
export const submittedValues = (dto: RecordUsageDto): Partial<UsageValues> => {
  const given = Object.entries(dto).filter(
    ([name, value]) => !KEY.includes(name) && value !== undefined && value !== null,
  );
  return Object.fromEntries(given);
};
