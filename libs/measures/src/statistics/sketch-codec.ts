/** What a quantile sketch holds: how many zeros, the exact extremes, and how many values in each bin. */
export interface SketchState {
  zeros: number;
  min: number;
  max: number;
  readonly bins: Map<number, number>;
}

/** Bytes that are no quantile sketch: cut short, too long, or of another version. */
export class SketchFormatError extends RangeError {
  override readonly name = 'SketchFormatError';
}

const VERSION = 1;
const HEADER = 17;

/**
 * Version 1: a byte 1; min and max as big-endian doubles; then unsigned LEB128 integers: zeros, the number of bins, and
 * for each bin in rising order its distance from the bin before (the first one from 0, zigzag) and its count.
 */
export function encodeSketch({ zeros, min, max, bins }: SketchState): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(VERSION);
  header.writeDoubleBE(min, 1);
  header.writeDoubleBE(max, 9);
  const body: number[] = [];
  writeInteger(body, zeros);
  writeInteger(body, bins.size);
  let before: number | null = null;
  for (const [bin, size] of [...bins].sort(([a], [b]) => a - b)) {
    writeInteger(body, before === null ? zigzag(bin) : bin - before);
    writeInteger(body, size);
    before = bin;
  }
  return Buffer.concat([header, Buffer.from(body)]);
}

/**
 * Adds to a state what bytes of {@link encodeSketch} hold.
 * @throws SketchFormatError when cut short, too long or of another version; a part of it may be added then.
 */
export function addEncoded(bytes: Uint8Array, into: SketchState): void {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEADER || buffer[0] !== VERSION) {
    throw new SketchFormatError('These bytes are not a quantile sketch of version 1');
  }
  const reader = new IntegerReader(buffer, HEADER);
  into.zeros += reader.next();
  addBins(reader, into.bins);
  if (!reader.done) throw new SketchFormatError('The quantile sketch has bytes after its end');
  into.min = Math.min(into.min, buffer.readDoubleBE(1));
  into.max = Math.max(into.max, buffer.readDoubleBE(9));
}

function addBins(reader: IntegerReader, bins: Map<number, number>): void {
  const count = reader.next();
  let bin = 0;
  for (let index = 0; index < count; index += 1) {
    bin = index === 0 ? unzigzag(reader.next()) : bin + reader.next();
    bins.set(bin, (bins.get(bin) ?? 0) + reader.next());
  }
}

/** Not bitwise: counts may pass 32 bits. */
function writeInteger(into: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    into.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  into.push(rest);
}

class IntegerReader {
  constructor(
    private readonly buffer: Buffer,
    private position: number,
  ) {}

  get done(): boolean {
    return this.position === this.buffer.length;
  }

  next(): number {
    let value = 0;
    for (let scale = 1; scale <= 0x80 ** 7; scale *= 0x80) {
      const byte = this.buffer[this.position];
      if (byte === undefined) throw new SketchFormatError('The quantile sketch is cut short');
      this.position += 1;
      value += (byte % 0x80) * scale;
      if (byte < 0x80) return value;
    }
    throw new SketchFormatError('The quantile sketch holds an impossible number');
  }
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
