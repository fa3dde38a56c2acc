import { Access } from '@trailmark/auth';
import { JourneyAddressDto, JourneyUserQuery, Principal } from '@trailmark/contracts';
import { ForbiddenError, ValidationFailedError } from '@trailmark/platform';

/** Addresses differ in case without being different ones. */
const isOwnEmail = (email: string, principal: Principal): boolean =>
  email.toLowerCase() === principal.email?.toLowerCase();

const isOwn = ({ user_id, email }: JourneyUserQuery, principal: Principal): boolean =>
  email === undefined ? user_id === principal.sub : isOwnEmail(email, principal);

/**
 * Who a question is about: the user it names, else who asks. One's own address is always one's own id:
 * anybody who can capture can give somebody else one's e-mail address.
 * @throws ValidationFailedError when it names two.
 * @throws ForbiddenError when it names somebody out of reach.
 */
export const addressOf = (
  { user_id, email }: JourneyUserQuery,
  { principal, reach }: Access,
): JourneyAddressDto => {
  if (user_id !== undefined && email !== undefined) {
    const message = 'give user_id or email, not both';
    throw new ValidationFailedError([{ field: 'email', message }]);
  }
  const named = user_id !== undefined || email !== undefined;
  if (!named || isOwn({ user_id, email }, principal)) {
    return { user_id: principal.sub, email: null, own: true };
  }
  if (reach === 'own') throw new ForbiddenError('You may only see your own data.');
  return { user_id: user_id ?? null, email: email ?? null, own: false };
};
