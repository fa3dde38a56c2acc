import { PostHogError } from './posthog-error.js';
import { Throttle } from './throttle.js';

const throttled = (retryAfterMs?: number): PostHogError =>
  new PostHogError('UNAVAILABLE', 'too many', { trouble: 'throttled', retryAfterMs });

describe('Throttle', () => {
  let throttle: Throttle;

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    throttle = new Throttle();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** What was asked when somebody tries once a second and is always refused; in seconds. */
  const askedAt = async (seconds: number, refuse: () => Promise<string>): Promise<number[]> => {
    const asked: number[] = [];
    for (let second = 0; second < seconds; second += 1) {
      jest.setSystemTime(second * 1000);
      const ask = (): Promise<string> => {
        asked.push(second);
        return refuse();
      };
      await throttle.guard(ask).catch((error: unknown) => {
        expect(error).toMatchObject({ trouble: 'throttled', retryAfterMs: expect.any(Number) });
      });
    }
    return asked;
  };

  it('waits twice as long each time when it is not told how long, a minute at most', async () => {
    const asked = await askedAt(300, () => Promise.reject(throttled()));
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });

  it('begins anew after an answer', async () => {
    await askedAt(4, () => Promise.reject(throttled()));
    jest.setSystemTime(10_000);
    await expect(throttle.guard(() => Promise.resolve('answer'))).resolves.toBe('answer');
    await expect(throttle.guard(() => Promise.reject(throttled()))).rejects.toMatchObject({
      retryAfterMs: 1000,
    });
  });

  it('waits as long as it is told', async () => {
    const asked = await askedAt(50, () => Promise.reject(throttled(20_000)));
    expect(asked).toEqual([0, 20, 40]);
  });

  it('counts those refused together once', async () => {
    const together = [1, 2, 3].map(() => throttle.guard(() => Promise.reject(throttled())));
    for (const { reason } of (await Promise.allSettled(together)) as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ retryAfterMs: 1000 });
    }
  });

  it('lets other failures pass', async () => {
    const down = new PostHogError('UNAVAILABLE', 'down', { trouble: 'down' });
    await expect(throttle.guard(() => Promise.reject(down))).rejects.toBe(down);
    await expect(throttle.guard(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
