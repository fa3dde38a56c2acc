import fc from 'fast-check';
import { percentile } from './percentile.js';
import { QuantileSketch, SKETCH_ACCURACY } from './quantile-sketch.js';
import { SketchFormatError } from './sketch-codec.js';

const milliseconds = fc.oneof(
  fc.integer({ min: 0, max: 60_000 }),
  fc.double({ min: 0, max: 6e4, noNaN: true }),
);
const shifts = fc.double({ min: 0, max: 2, noNaN: true });
const extremes = fc.double({ min: 1e-8, max: Number.MAX_VALUE, noNaN: true });
const values = fc.oneof(
  fc.array(milliseconds, { minLength: 1, maxLength: 300 }),
  fc.array(shifts, { minLength: 1 }),
  fc.array(extremes, { minLength: 1 }),
);
const quantiles = fc.oneof(fc.constant(0.75), fc.double({ min: 0, max: 1, noNaN: true }));
const merged = (...sketches: QuantileSketch[]) => {
  const all = QuantileSketch.empty();
  for (const sketch of sketches) all.merge(sketch);
  return all;
};

describe('QuantileSketch', () => {
  it('after taking some away is that of the rest, once told the extremes', () => {
    fc.assert(
      fc.property(values, values, (some, rest) => {
        const sketch = QuantileSketch.of([...some, ...rest]);
        const expected = QuantileSketch.of(rest);
        sketch.subtract(QuantileSketch.of(some));
        sketch.setExtremes(expected.min ?? NaN, expected.max ?? NaN);
        expect(sketch.toBytes()).toEqual(expected.toBytes());
      }),
    );
  });

  it('after taking all away is empty', () => {
    fc.assert(
      fc.property(values, (all) => {
        const sketch = QuantileSketch.of(all);
        sketch.subtract(QuantileSketch.of(all));
        expect(sketch.toBytes()).toEqual(QuantileSketch.empty().toBytes());
      }),
    );
  });

  it('answers within its accuracy of the exact percentile, for few and many, small and large', () => {
    fc.assert(
      fc.property(values, quantiles, (all, q) => {
        const exact = percentile(all, q) ?? NaN;
        const estimate = QuantileSketch.of(all).quantile(q) ?? NaN;
        const slack = SKETCH_ACCURACY * (1 + 1e-6) * exact + 1e-9;
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(slack);
      }),
      { numRuns: 500 },
    );
  });

  it('loses exactly what is subtracted, once its extremes are told', () => {
    fc.assert(
      fc.property(values, values, (kept, removed) => {
        const sketch = QuantileSketch.of([...kept, ...removed]);
        sketch.subtract(QuantileSketch.of(removed));
        sketch.setExtremes(Math.min(...kept), Math.max(...kept));
        expect(sketch.toBytes()).toEqual(QuantileSketch.of(kept).toBytes());
        sketch.subtract(QuantileSketch.of(kept));
        expect(sketch.toBytes()).toEqual(QuantileSketch.empty().toBytes());
      }),
    );
  });

  it.each([[[1]], [[0]], [[1, 5, 5]]])('refuses to lose what it does not hold: %j', (other) => {
    const sketch = QuantileSketch.of([5, 7]);
    expect(() => sketch.subtract(QuantileSketch.of(other))).toThrow(RangeError);
  });

  it.each([
    ['skewed load times', (i: number) => 300 + 20_000 * (i / 10_000) ** 6],
    ['layout shifts, half of them none', (i: number) => Math.max(0, i / 10_000 - 0.5)],
    ['seven decades', (i: number) => 10 ** (i % 7)],
  ])('p75 of ten thousand %s is within 1 %%', (_, valueOf) => {
    const all = Array.from({ length: 10_000 }, (_value, index) =>
      valueOf((index * 7_919) % 10_000),
    );
    const exact = percentile(all, 0.75) ?? NaN;
    expect((QuantileSketch.of(all).quantile(0.75) ?? NaN) / exact).toBeCloseTo(1, 2);
  });

  it('when empty has no quantile, no extremes and no count', () => {
    const sketch = QuantileSketch.of([null, undefined]);
    expect([sketch.quantile(0.75), sketch.min, sketch.max, sketch.count]).toEqual([
      null,
      null,
      null,
      0,
    ]);
  });

  it('of one value is exactly that value', () => {
    for (const value of [0, 0.0001, 0.1, 1, 2_345.678, 1e-12, 5e-324, Number.MAX_VALUE]) {
      expect(QuantileSketch.of([value]).quantile(0.75)).toBe(value);
    }
  });

  it('counts zeros as values and missing ones not at all', () => {
    const sketch = QuantileSketch.of([0, null, 0, undefined, 0, 0.25]);
    expect([sketch.count, sketch.quantile(0.75), sketch.quantile(1)]).toEqual([4, 0, 0.25]);
    expect([sketch.min, sketch.max]).toEqual([0, 0.25]);
    expect(Object.is(QuantileSketch.of([-0]).quantile(0.5), 0)).toBe(true);
  });

  it.each([-1, -1e-12, NaN, Infinity])('refuses %d and stays as it was', (value) => {
    const sketch = QuantileSketch.of([1]);
    expect(() => sketch.add(value)).toThrow(RangeError);
    expect(sketch.toBytes()).toEqual(QuantileSketch.of([1]).toBytes());
  });

  it.each([-0.1, 1.1, NaN])('refuses the quantile %d, also when empty', (q) => {
    expect(() => QuantileSketch.empty().quantile(q)).toThrow(RangeError);
  });
});

describe('merging sketches', () => {
  it('gives the very sketch of all the values, in any order and grouping', () => {
    fc.assert(
      fc.property(values, values, values, (first, second, third) => {
        const [a, b, c] = [first, second, third].map((part) => QuantileSketch.of(part).toBytes());
        const read = (bytes: Buffer | undefined) => QuantileSketch.fromBytes(bytes ?? Buffer.of());
        const whole = QuantileSketch.of([...first, ...second, ...third]).toBytes();
        expect(merged(read(a), read(b), read(c)).toBytes()).toEqual(whole);
        expect(merged(read(c), merged(read(b), read(a))).toBytes()).toEqual(whole);
      }),
    );
  });

  it('gives the same from their bytes', () => {
    fc.assert(
      fc.property(values, values, (first, second) => {
        const sketch = QuantileSketch.of(first);
        sketch.mergeBytes(QuantileSketch.of(second).toBytes());
        expect(sketch.toBytes()).toEqual(QuantileSketch.of([...first, ...second]).toBytes());
      }),
    );
  });

  it('with an empty one changes nothing, and with itself doubles', () => {
    const sketch = QuantileSketch.of([0, 1, 2]);
    const before = sketch.toBytes();
    sketch.merge(QuantileSketch.empty());
    expect(sketch.toBytes()).toEqual(before);
    sketch.merge(sketch);
    expect(sketch.toBytes()).toEqual(QuantileSketch.of([0, 0, 1, 1, 2, 2]).toBytes());
  });

  it('leaves the other one as it was', () => {
    const other = QuantileSketch.of([5, 6]);
    const before = other.toBytes();
    const sketch = QuantileSketch.of([1]);
    sketch.merge(other);
    sketch.add(5);
    expect(other.toBytes()).toEqual(before);
  });
});

describe('the stored form', () => {
  // Written by version 1. A change that breaks these breaks every row in every database.
  const EMPTY = '017ff0000000000000fff00000000000000000';
  // min 0, max 1500, two zeros, three bins: ln 1 / ln γ = 0, ⌈ln 636.5 / ln γ⌉ = 646, ⌈ln 1500 / ln γ⌉ = 646 + 86.
  const FEW = '0100000000000000004097700000000000020300018605015601';

  it('of version 1 stays as it is', () => {
    expect(QuantileSketch.empty().toBytes().toString('hex')).toBe(EMPTY);
    expect(QuantileSketch.of([0, 0, 1, 636.5, 1500]).toBytes().toString('hex')).toBe(FEW);
    const read = QuantileSketch.fromBytes(Buffer.from(FEW, 'hex'));
    expect([read.count, read.min, read.max, read.quantile(0.2)]).toEqual([5, 0, 1500, 0]);
  });

  it('reads back equal, and is compact', () => {
    fc.assert(
      fc.property(values, (all) => {
        const bytes = QuantileSketch.of(all).toBytes();
        expect(QuantileSketch.fromBytes(new Uint8Array(bytes)).toBytes()).toEqual(bytes);
      }),
    );
    const many = Array.from({ length: 100_000 }, (_, index) => 100 + (index % 9_900));
    expect(QuantileSketch.of(many).toBytes().length).toBeLessThan(1_600);
  });

  it('holds counts beyond 32 bits', () => {
    const sketch = QuantileSketch.of([1, 0]);
    for (let doubling = 0; doubling < 40; doubling += 1) sketch.merge(sketch);
    expect(QuantileSketch.fromBytes(sketch.toBytes()).count).toBe(2 ** 41);
  });

  it.each([
    ['nothing', ''],
    ['another version', EMPTY.replace(/^01/, '02')],
    ['one cut short', FEW.slice(0, -2)],
    ['one with a tail', `${FEW}00`],
    ['an endless number', `${EMPTY.slice(0, -4)}${'ff'.repeat(12)}`],
    ['text', Buffer.from('{"zeros":0,"bins":[]}').toString('hex')],
  ])('refuses %s', (_, hex) => {
    expect(() => QuantileSketch.fromBytes(Buffer.from(hex, 'hex'))).toThrow(SketchFormatError);
  });
});
