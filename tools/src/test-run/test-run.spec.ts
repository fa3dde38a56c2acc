import { jestCounts } from './jest-counts.js';
import { type Counts, runStages, type Stage } from './run-stages.js';

describe("jest's report", () => {
  it.each<[string, unknown, boolean, Counts]>([
    ['all passed', { numPassedTests: 7 }, true, { passed: 7, failed: 0 }],
    ['some failed', { numPassedTests: 7, numFailedTests: 2 }, false, { passed: 7, failed: 2 }],
    [
      'a suite that could not run',
      { numPassedTests: 7, numRuntimeErrorTestSuites: 1 },
      false,
      { passed: 7, failed: 1 },
    ],
    ['a bad end without a reason', { numPassedTests: 7 }, false, { passed: 7, failed: 1 }],
    ['no report', null, false, { passed: 0, failed: 1 }],
    ['no report though it claims success', null, true, { passed: 0, failed: 1 }],
  ])('counts %s', (_, report, succeeded, expected) => {
    expect(jestCounts(report, succeeded)).toEqual(expected);
  });
});

describe('the stages', () => {
  const stage = (name: string, passed: number, failed: number, required = false): Stage => ({
    name,
    required,
    run: () => Promise.resolve({ passed, failed }),
  });
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation());
  afterEach(() => jest.restoreAllMocks());

  it('all run and are summed up, also after a failed one', async () => {
    const total = await runStages([[stage('format', 0, 1)], [stage('tests', 40, 2)]]);
    expect(total).toEqual({ passed: 40, failed: 3 });
  });

  it('end at a failed one without which the rest makes no sense', async () => {
    const tests = jest.fn(stage('tests', 40, 0).run);
    const total = await runStages([
      [stage('types', 0, 1, true), stage('format', 1, 0)],
      [{ name: 'tests', run: tests }],
    ]);
    expect(total).toEqual({ passed: 1, failed: 1 });
    expect(tests).not.toHaveBeenCalled();
  });

  it('of one group run side by side', async () => {
    let lint: () => void = () => undefined;
    const linted = new Promise<Counts>((resolve) => {
      lint = () => resolve({ passed: 1, failed: 0 });
    });
    const tests: Stage = {
      name: 'tests',
      run: () => {
        lint();
        return Promise.resolve({ passed: 40, failed: 0 });
      },
    };
    const total = await runStages([[{ name: 'lint', run: () => linted }, tests]]);
    expect(total).toEqual({ passed: 41, failed: 0 });
  });
});
