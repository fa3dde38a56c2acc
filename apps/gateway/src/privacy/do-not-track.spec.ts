import { asksNotToBeTracked } from './do-not-track.js';

describe('asksNotToBeTracked', () => {
  it.each([
    [{ dnt: '1' }, true],
    [{ 'sec-gpc': '1' }, true],
    [{ dnt: '0', 'sec-gpc': '1' }, true],
    [{ dnt: '0' }, false],
    [{ dnt: 'null' }, false],
    [{}, false],
  ])('reads %j as %s', (headers, asked) => {
    expect(asksNotToBeTracked(headers)).toBe(asked);
  });
});
