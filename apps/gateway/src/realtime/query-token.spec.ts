import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { moveQueryToken } from './query-token.js';

const moved = (url: string, authorization?: string) => {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  if (authorization !== undefined) request.headers.authorization = authorization;
  moveQueryToken(request);
  return [request.url, request.headers.authorization];
};

describe('moveQueryToken', () => {
  it.each([
    ['/a?access_token=t', '/a', 'Bearer t'],
    ['/a?x=1&access_token=t&y=2', '/a?x=1&y=2', 'Bearer t'],
    ['/a?access_token=t&access_token=u', '/a', 'Bearer t'],
    ['/a?access_token=', '/a', 'Bearer '],
    ['/a?z=Asia%2FKolkata&access_token=a%2Eb', '/a?z=Asia%2FKolkata', 'Bearer a.b'],
  ])('leaves nothing of it in %s', (url, left, authorization) => {
    expect(moved(url)).toEqual([left, authorization]);
  });

  it.each(['/a', '/a?', '/a?x=%zz&x=a+b', '/a?Access_token=t', '//?/?', '/a?xaccess_token=t'])(
    'leaves %s as it is',
    (url) => {
      expect(moved(url)).toEqual([url, undefined]);
    },
  );

  it('takes it away beside a header, which wins', () => {
    expect(moved('/a?access_token=t', 'Bearer h')).toEqual(['/a', 'Bearer h']);
  });
});
