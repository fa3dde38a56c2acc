import { requestIdOf } from './request-id.js';

const UUID = '82b0da6e-9c9b-422b-b748-9e16ea98f45b';

describe('requestIdOf', () => {
  it.each([UUID, 'r', ' ', 'é'.repeat(64), '𝄞'.repeat(64)])('is %j as it stands', (request_id) => {
    expect(requestIdOf({ request_id, other: 1 })).toBe(request_id);
  });

  it('is the same for a UUID in capitals', () => {
    expect(requestIdOf({ request_id: UUID.toUpperCase() })).toBe(UUID);
    expect(requestIdOf({ request_id: 'Not-A-Uuid' })).toBe('Not-A-Uuid');
  });

  it.each(['', 'a'.repeat(65), '𝄞'.repeat(65), 7, true, null, undefined, [UUID], { id: UUID }])(
    'is null for %j',
    (request_id) => {
      expect(requestIdOf({ request_id })).toBeNull();
    },
  );

  it.each([null, undefined, {}, { 'request-id': UUID }, { requestId: UUID }])(
    'is null in %j',
    (free) => {
      expect(requestIdOf(free)).toBeNull();
    },
  );
});
