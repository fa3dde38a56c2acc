import { toldError } from './exception.js';

const frame = (name: string, lineno: number) => ({
  function: name,
  filename: 'app.js',
  lineno,
  colno: 7,
});

describe('toldError', () => {
  it('takes the words of the event itself first', () => {
    const $exception_list = [{ type: 'T', value: 'v', stacktrace: { frames: [frame('f', 1)] } }];
    expect(
      toldError({
        error_message: 'm',
        exception_type: 'E',
        traceback: 'trace',
        $exception_list,
        $exception_message: 'old',
      }),
    ).toEqual({ message: 'm', exceptionType: 'E', traceback: 'trace' });
  });

  it('renders the frames of an exception, innermost first', () => {
    const frames = [frame('outer', 1), { resolved_name: 'inner', source: 'b.ts', line: 2 }, {}];
    const exception = { type: 'TypeError', value: 'x is undefined', stacktrace: { frames } };
    expect(toldError({ $exception_list: [exception, { type: 'Cause' }] })).toEqual({
      message: 'x is undefined',
      exceptionType: 'TypeError',
      traceback: [
        'TypeError: x is undefined',
        '    at ? (?)',
        '    at inner (b.ts:2)',
        '    at outer (app.js:1:7)',
      ].join('\n'),
    });
  });

  it('reads what SDKs told before', () => {
    expect(toldError({ $exception_type: 'Old', $exception_message: 'went wrong' })).toEqual({
      message: 'went wrong',
      exceptionType: 'Old',
      traceback: null,
    });
  });

  it('says nothing of what is not told', () => {
    const nothing = { message: null, exceptionType: null, traceback: null };
    expect(toldError({})).toEqual(nothing);
    expect(toldError({ $exception_list: [{ stacktrace: { frames: 'no' } }] })).toEqual(nothing);
  });
});
