import { healthOf } from './system-health.js';

describe('healthOf', () => {
  it.each([
    ['healthy', { total: 0, critical: 0, errors: 0, warnings: 0 }],
    ['healthy', { total: 1000, critical: 0, errors: 9, warnings: 99 }],
    ['degraded', { total: 1000, critical: 0, errors: 10, warnings: 0 }],
    ['degraded', { total: 1000, critical: 0, errors: 0, warnings: 100 }],
    ['degraded', { total: 1000, critical: 0, errors: 99, warnings: 900 }],
    ['critical', { total: 1000, critical: 0, errors: 100, warnings: 0 }],
    ['critical', { total: 1000, critical: 1, errors: 0, warnings: 0 }],
    ['critical', { total: 1, critical: 0, errors: 1, warnings: 0 }],
  ])('is %s at %j', (status, counts) => {
    expect(healthOf(counts)).toEqual({
      status,
      critical_count: counts.critical,
      error_count: counts.errors,
      warning_count: counts.warnings,
    });
  });
});
