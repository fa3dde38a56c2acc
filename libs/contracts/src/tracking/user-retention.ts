/** A user of whom less is kept than the installation keeps. */
export interface UserRetention {
  user_id: string;
  data_retention_days: number;
}

/** Some of these users, in the order of their ids. */
export interface UserRetentions {
  users: UserRetention[];
  /** Null: these were the last. */
  next_cursor: string | null;
}

/** How long one user's facts are kept; null: as long as the installation keeps any. */
export interface RetentionAnswer {
  data_retention_days: number | null;
}
