import { Principal } from '@trailmark/contracts';
import { Access } from './access.js';

const ann: Principal = { sub: 'ann', email: null, roles: ['user'] };

describe('Access', () => {
  it.each([
    ['ann', true],
    ['bob', false],
    ['Ann', false],
    ['ann ', false],
    ['', false],
  ])('of one’s own data reaches %j: %s', (userId, reached) => {
    expect(new Access(ann, 'own').reaches(userId)).toBe(reached);
  });

  it('of any data reaches everyone', () => {
    const access = new Access(ann, 'any');
    expect(['ann', 'bob', ''].every((userId) => access.reaches(userId))).toBe(true);
  });
});
