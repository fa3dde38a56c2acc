import fc from 'fast-check';
import { format } from 'mysql2';
import { bytesToUuid, isUuid, uuidColumn, uuidToBytes, uuidValue } from './uuid.js';

describe('uuid bytes', () => {
  it('lead back to the text they came from', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(uuidToBytes(uuid)).toHaveLength(16);
        expect(bytesToUuid(uuidToBytes(uuid))).toBe(uuid);
        expect(uuidColumn.from(uuidColumn.to(uuid))).toBe(uuid);
      }),
    );
  });

  it('are any sixteen', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (array) => {
        const bytes = Buffer.from(array);
        expect(isUuid(bytesToUuid(bytes))).toBe(true);
        expect(uuidToBytes(bytesToUuid(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  it('sort as their text does', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        const asText = a < b ? -1 : Number(a > b);
        expect(Buffer.compare(uuidToBytes(a), uuidToBytes(b))).toBe(asText);
      }),
    );
  });
});

describe('isUuid', () => {
  it.each([
    '',
    'event-1',
    '0192d3a0-1234-7abc-8def-0123456789a',
    '0192d3a0-1234-7abc-8def-0123456789abc',
    '0192d3a0123470008def0123456789ab',
    '{0192d3a0-1234-7abc-8def-0123456789ab}',
    '0192d3a0-1234-7abc-8def-0123456789ab\n',
    '0192d3g0-1234-7abc-8def-0123456789ab',
  ])('refuses %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });

  it('takes only the canonical case, so that one id has one spelling', () => {
    expect(isUuid('0192d3a0-1234-7abc-8def-0123456789ab')).toBe(true);
    expect(isUuid('0192D3A0-1234-7ABC-8DEF-0123456789AB')).toBe(false);
  });
});

describe('a UUID as a value for a statement', () => {
  it('is written as its bytes are', () => {
    const text = fc.oneof(
      fc.uuid(),
      fc.uuid().map((uuid) => uuid.toUpperCase()),
      fc.string(),
      fc.constantFrom("'", "X'", "0190a5d0-0000-7000-8000-00000000000'"),
    );
    const written = (value: unknown) => format('VALUES ?', [[[value]]] as string[][][]);
    fc.assert(
      fc.property(text, (uuid) => {
        expect(written(uuidValue(uuid))).toBe(written(uuidToBytes(uuid)));
      }),
    );
  });
});
