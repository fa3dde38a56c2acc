import { KnownDaysService } from '../usage/known-days.service.js';
import { DerivationService } from './derivation.service.js';
import { Refresher } from './refresher.js';

const QUIET_MS = 5_000;

describe('bringing quiet users up to date', () => {
  let asked: string[];
  let refresher: Refresher;

  beforeEach(() => {
    jest.useFakeTimers();
    asked = [];
    const days = {
      find: async (userId: string) => {
        asked.push(userId);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        return { stored: [], events: null };
      },
    };
    refresher = new Refresher(days as unknown as KnownDaysService, {} as DerivationService);
    for (const user of ['a', 'b', 'c']) refresher.request(user);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const turnAfter = async (ms: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(ms);
    void refresher.turn();
  };

  it('leaves users alone who were just heard of', async () => {
    await turnAfter(QUIET_MS - 1);
    expect(asked).toEqual([]);
  });

  it('takes some at a time, and rests for nine times as long as they took', async () => {
    await turnAfter(QUIET_MS);
    expect(asked).toEqual(['a', 'b']);
    await turnAfter(1_000);
    await turnAfter(8_999);
    expect(asked).toEqual(['a', 'b']);
    await turnAfter(1);
    expect(asked).toEqual(['a', 'b', 'c']);
  });
});
