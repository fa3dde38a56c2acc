import { ACCOUNT_PATIENCE, CLIENT_PATIENCE, lockTimeMs } from './lock-time.js';

describe('the wait after failures', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 1],
    [6, 2],
    [9, 16],
    [13, 256],
    [14, 300],
    [5000, 300],
  ])('of an account after %i is %i s', (failures, seconds) => {
    expect(lockTimeMs(failures, ACCOUNT_PATIENCE)).toBe(seconds * 1000);
  });

  it.each([
    [29, 0],
    [30, 1],
    [40, 900],
  ])('of a network after %i is %i s', (failures, seconds) => {
    expect(lockTimeMs(failures, CLIENT_PATIENCE)).toBe(seconds * 1000);
  });
});
