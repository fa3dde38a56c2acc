import { DataSource } from 'typeorm';
import { assertEscaping } from './assert-escaping.js';

const serverOf = (mode: string): Pick<DataSource, 'query'> => ({
  query: <T>() => Promise.resolve([{ mode }] as T),
});

describe('assertEscaping', () => {
  it.each(['', 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO'])('accepts the mode "%s"', (mode) =>
    expect(assertEscaping(serverOf(mode))).resolves.toBeUndefined(),
  );

  it('refuses a server that values could not be escaped for', () =>
    expect(assertEscaping(serverOf('ANSI,NO_BACKSLASH_ESCAPES'))).rejects.toThrow(
      'NO_BACKSLASH_ESCAPES',
    ));
});
