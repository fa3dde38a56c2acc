import { Random } from './random.js';
import { xoshiro128 } from './xoshiro.js';

describe('the random numbers', () => {
  it('are those of the reference implementation', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    // what the reference implementation gives for this state
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ];
    expect(expected.map(next)).toEqual(expected);
  });

  it('are the same for a label, and others for another', () => {
    const draw = (...label: (string | number)[]) => {
      const random = Random.of(...label);
      return [random.fraction(), random.int(1, 1e6), random.pick(['a', 'b', 'c', 'd'])];
    };
    expect(draw(1, 'person', 12)).toEqual(draw(1, 'person', 12));
    expect(draw(1, 'person', 12)).not.toEqual(draw(1, 'person', 1, 2));
  });

  it('have the means that are asked for', () => {
    const random = Random.of('means');
    const mean = (draw: () => number) =>
      Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean(() => random.poisson(3))).toBeCloseTo(3, 1);
    expect(mean(() => random.exponential(1))).toBeCloseTo(1, 1);
    expect(mean(() => random.int(1, 3))).toBeCloseTo(2, 1);
    const coin = [
      { weight: 3, value: 1 },
      { weight: 1, value: 0 },
    ] as const;
    expect(mean(() => random.weighted<number>(coin))).toBeCloseTo(0.75, 1);
  });
});
