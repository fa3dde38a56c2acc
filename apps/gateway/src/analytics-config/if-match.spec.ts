import { ValidationFailedError } from '@trailmark/platform';
import { versionsIn } from './if-match.js';

describe('If-Match', () => {
  it.each([
    [undefined, null],
    ['*', null],
    ['"3"', [3]],
    ['"0"', [0]],
    ['"3", "4"', [3, 4]],
    ['W/"3"', []],
    ['W/"3", "4"', [4]],
    ['"latest"', []],
    ['"03"', []],
    ['"-1"', []],
    ['"1e3"', []],
    ['"99999999999999999999"', []],
  ])('%s names the versions %j', (header, versions) => {
    expect(versionsIn(header)).toEqual(versions);
  });

  it.each(['3', '', '"3" "4"'])('%j is refused', (header) => {
    expect(() => versionsIn(header)).toThrow(ValidationFailedError);
  });
});
