import { PacedWork } from './paced-work.js';

const PAUSE_MS = 1000;

describe('PacedWork', () => {
  let began: number[];
  let finish: () => void;
  let work: PacedWork;

  /** Work that ends when the test says so. */
  const begin = () => {
    began.push(performance.now());
    return new Promise<number>((resolve) => (finish = () => resolve(PAUSE_MS)));
  };
  const passed = (ms: number) => jest.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    began = [];
    work = new PacedWork(begin);
  });
  afterEach(() => jest.useRealTimers());

  it('is done at once when first asked for, once for all who ask together', async () => {
    work.request();
    work.request();
    await passed(0);
    expect(began).toHaveLength(1);
  });

  it('is not done unasked', async () => {
    work.request();
    await passed(0);
    finish();
    await passed(10 * PAUSE_MS);
    expect(began).toHaveLength(1);
  });

  it('is never done twice at a time', async () => {
    work.request();
    await passed(0);
    work.request();
    await passed(10 * PAUSE_MS);
    expect(began).toHaveLength(1);
  });

  it('asked for meanwhile is done once, a pause after it ended', async () => {
    const start = performance.now();
    work.request();
    await passed(300);
    work.request();
    finish();
    await passed(500);
    work.request();
    await passed(499);
    expect(began).toHaveLength(1);
    await passed(2);
    expect(began.map((at) => at - start)).toEqual([0, 300 + PAUSE_MS]);
  });

  it('asked for long after is done at once again', async () => {
    work.request();
    await passed(0);
    finish();
    await passed(PAUSE_MS + 1);
    work.request();
    await passed(0);
    expect(began).toHaveLength(2);
  });

  it('is not begun once stopped, whether it waits or is under way', async () => {
    work.request();
    await passed(0);
    work.request();
    work.stop();
    finish();
    await passed(10 * PAUSE_MS);
    work.request();
    await passed(10 * PAUSE_MS);
    expect(began).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
