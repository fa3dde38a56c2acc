import { QuietUsers } from './quiet-users.js';

describe('quiet users', () => {
  it('are those of whom nothing was heard for so long, each once', () => {
    const users = new QuietUsers(100, 10);
    users.hear('ann', 0);
    users.hear('bob', 50);
    expect(users.take(99, 9)).toEqual([]);
    expect(users.take(100, 9)).toEqual(['ann']);
    expect(users.take(150, 9)).toEqual(['bob']);
    expect(users.take(1000, 9)).toEqual([]);
  });

  it('who goes on is not one', () => {
    const users = new QuietUsers(100, 10);
    users.hear('ann', 0);
    users.hear('bob', 10);
    users.hear('ann', 90);
    expect(users.take(150, 9)).toEqual(['bob']);
    expect(users.take(190, 9)).toEqual(['ann']);
  });

  it('come in the order in which they fell quiet, as many as are wanted', () => {
    const users = new QuietUsers(100, 10);
    for (const [n, user] of ['c', 'a', 'b'].entries()) users.hear(user, n);
    expect(users.take(500, 2)).toEqual(['c', 'a']);
    expect(users.take(500, 2)).toEqual(['b']);
  });

  it('are no more than can be remembered; those who are known stay', () => {
    const users = new QuietUsers(100, 2);
    for (const user of ['ann', 'bob', 'eve', 'ann']) users.hear(user, 0);
    expect(users.take(500, 9)).toEqual(['bob', 'ann']);
  });
});
