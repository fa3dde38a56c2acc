import { spawnSync } from 'node:child_process';
import { curlLines, shortJson } from './summary.js';

/** What a shell makes of a line: the arguments that curl would get. */
function argumentsOf(line: string): string[] {
  const script = `curl() { printf '%s\\n' "$@"; }\n${line}`;
  return spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.trimEnd().split('\n');
}

describe('the printed curl lines', () => {
  const [post, dashboard, filtered] = curlLines('http://127.0.0.1:8080', 'the.token').map(
    argumentsOf,
  );

  it('post one event as JSON with the token', () => {
    expect(post).toEqual(
      expect.arrayContaining([
        'http://127.0.0.1:8080/analytics/events',
        'Authorization: Bearer the.token',
        'Content-Type: application/json',
      ]),
    );
    const body: unknown = JSON.parse(post?.at(-1) ?? '');
    expect(body).toMatchObject({ user_id: 'demo', event_name: 'first_request' });
  });

  it('keep the whole query of a list, which an unquoted & would cut', () => {
    expect(dashboard).toContain('http://127.0.0.1:8080/analytics/dashboard/demo');
    expect(filtered).toContain(
      'http://127.0.0.1:8080/analytics/events?user_id=demo&event_name=first_request',
    );
  });
});

describe('a shortened answer', () => {
  it('says how much is left out', () => {
    expect(shortJson([1, 2, 3, 4], 3)).toBe('[\n  1,\n  2,\n… and 3 more lines');
    expect(shortJson([1], 3)).toBe('[\n  1\n]');
  });
});
