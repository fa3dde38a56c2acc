import { KV, NatsError } from 'nats';

/** JetStream's word for a key that is there already. */
const WRONG_LAST_SEQUENCE = 10_071;

/** Puts a key without a value into a bucket. @returns whether it is new: of several who claim it, one's is. */
export const claimKey = async (bucket: KV, key: string): Promise<boolean> => {
  try {
    await bucket.create(key, '');
    return true;
  } catch (error) {
    const isTaken = error instanceof NatsError && error.api_error?.err_code === WRONG_LAST_SEQUENCE;
    if (!isTaken) throw error;
    return false;
  }
};
