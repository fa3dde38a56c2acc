import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { currentContext, requestIdFrom, runInContext } from './request-context.js';

const FRESH = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe('requestIdFrom', () => {
  it.each(['req_123', 'a', 'Root:1-67891233.abc', 'x'.repeat(128)])('keeps %s', (header) => {
    expect(requestIdFrom(header)).toBe(header);
  });

  it.each([
    '',
    ' ',
    'two words',
    'x'.repeat(129),
    'line\nbreak',
    'req_123\n',
    '<script>',
    '"quoted"',
    'ünïcode',
    '😀',
  ])('replaces %j', (header) => {
    expect(requestIdFrom(header)).toMatch(FRESH);
  });

  it.each([[undefined], [['a', 'b']]])('makes a new one for %p', (header) => {
    expect(requestIdFrom(header)).toMatch(FRESH);
  });

  it('makes a different one each time', () => {
    expect(requestIdFrom(undefined)).not.toBe(requestIdFrom(undefined));
  });

  it('is harmless in a header and in a log whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(requestIdFrom(header)).toMatch(/^[\w.:-]{1,128}$/);
      }),
    );
  });
});

describe('runInContext', () => {
  const context = (requestId: string) => ({ requestId, principal: null });

  it('gives its context to all that it starts, later too', async () => {
    const seen = await runInContext(context('r1'), async () => {
      await sleep(1);
      return currentContext()?.requestId;
    });
    expect(seen).toBe('r1');
  });

  it('keeps requests that run at once apart', async () => {
    const ids = ['a', 'b', 'c'];
    const seen = await Promise.all(
      ids.map((id) =>
        runInContext(context(id), async () => {
          await sleep(1);
          return currentContext()?.requestId;
        }),
      ),
    );
    expect(seen).toEqual(ids);
  });

  it('leaves nothing behind', () => {
    runInContext(context('r1'), () => undefined);
    expect(currentContext()).toBeUndefined();
  });
});
