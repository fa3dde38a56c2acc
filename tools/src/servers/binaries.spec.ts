import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinary, findDatabaseServer } from './binaries.js';

describe('binaries', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trailmark-binaries-'));
    for (const name of ['server-b', 'server-c']) {
      writeFileSync(join(folder, name), '#!/bin/sh\n');
      chmodSync(join(folder, name), 0o755);
    }
    writeFileSync(join(folder, 'server-a'), 'not executable');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are the first name that can be run', () => {
    expect(findBinary(['server-a', 'server-c', 'server-b'], folder)).toBe(join(folder, 'server-c'));
    expect(findBinary(['server-a'], folder)).toBeNull();
  });

  it('of the database are what is named, and nothing else', () => {
    expect(findDatabaseServer('server-that-nobody-has')).toBeNull();
    expect(findDatabaseServer('sh')).toMatch(/\/sh$/);
  });
});
