import { initSql } from './database-sql.js';
import { socketPath } from './database-server.js';

describe('a private database server', () => {
  it('has its socket beside its data', () => {
    expect(socketPath('/srv/trailmark')).toBe('/srv/trailmark/server.sock');
  });

  it('has a short socket path in a deep folder, a different one for each', () => {
    const [first, second] = ['a', 'b'].map((name) => socketPath(`/${'deep/'.repeat(30)}${name}`));
    expect(Buffer.byteLength(first ?? '')).toBeLessThan(108);
    expect(first).not.toBe(second);
  });

  it('gives a user rights on its own schema only, not on those its name matches as a pattern', () => {
    const sql = initSql('root-pw', [{ schema: 'app_one', user: 'app_one', password: 'pw' }]);
    expect(sql.split('\n').filter((line) => line.includes("TO 'app_one'"))).toEqual([
      "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON `app\\_one`.* TO 'app_one'@'%';",
    ]);
  });
});
