import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import {
  TRACKING_BUCKET,
  TRACKING_COMPLETE_KEY,
  TrackingRules,
  userToken,
} from '@trailmark/contracts';
import {
  bindBucket,
  type KV,
  type KvStatus,
  NatsConnector,
  NatsError,
  UnavailableError,
} from '@trailmark/platform';

/** By then whoever watches has heard of a deletion. */
const HEARD_MS = 500;

const NOT_FOUND = 404;

/** The bucket as it is right now. */
export interface BucketState {
  /** When it was made, by which it is told from another one of its name. */
  made: string;
  /** Every configured user is in it. */
  complete: boolean;
}

/** What the gateways make and watch. */
@Injectable()
export class RulesBucket {
  constructor(private readonly nats: NatsConnector) {}

  /**
   * Puts the rules of a user in the place of what is there, but not in that of something that comes
   * there meanwhile: a message that was on its way for long changes nothing back.
   * @throws Error when the bucket does not take it, UnavailableError when NATS is away.
   */
  async put(rules: TrackingRules): Promise<void> {
    const bucket = await this.open();
    const key = userToken(rules.user_id);
    const held = await bucket.get(key);
    await bucket.put(key, JSON.stringify(rules), { previousSeq: held?.revision ?? 0 });
  }

  /**
   * Removes the rules of a user: first told to the gateways, then without a trace, since even the mark
   * of a deletion has the user's key.
   * @returns whether there were any.
   */
  async erase(userId: string): Promise<boolean> {
    const bucket = await this.open();
    const key = userToken(userId);
    const held = await bucket.get(key);
    if (held?.operation === 'PUT') {
      await bucket.purge(key);
      await sleep(HEARD_MS);
    }
    const manager = await this.nats.get().jetstreamManager({ checkAPI: false });
    const { streamInfo } = await bucket.status();
    await manager.streams.purge(streamInfo.config.name, {
      filter: `$KV.${TRACKING_BUCKET}.${key}`,
    });
    return held?.operation === 'PUT';
  }

  /** @throws UnavailableError when NATS is away or no gateway has made the bucket yet. */
  async state(): Promise<BucketState> {
    const bucket = await this.open();
    const made = String((await statusOf(bucket)).streamInfo.created);
    const mark = await bucket.get(TRACKING_COMPLETE_KEY);
    return { made, complete: mark?.string() === made };
  }

  /** Tells that every configured user is in the bucket that was made at `made`. */
  async markComplete(made: string): Promise<void> {
    await (await this.open()).put(TRACKING_COMPLETE_KEY, made);
  }

  private open(): Promise<KV> {
    return bindBucket(this.nats.get(), TRACKING_BUCKET);
  }
}

const statusOf = async (bucket: KV): Promise<KvStatus> => {
  try {
    return await bucket.status();
  } catch (error) {
    const isMissing = error instanceof NatsError && error.api_error?.code === NOT_FOUND;
    if (!isMissing) throw error;
    throw new UnavailableError('No gateway has made the bucket of rules yet.', { cause: error });
  }
};
