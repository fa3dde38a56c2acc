import fc from 'fast-check';
import { isPageView, MAX_PAGE, pageOf, pathOf } from './page-view.js';

describe('isPageView', () => {
  it.each(['page_view', '$pageview'])('knows %s', (name) => expect(isPageView(name)).toBe(true));
  it.each(['pageview', 'Page_View', '$pageleave', ''])('is not taken in by “%s”', (name) =>
    expect(isPageView(name)).toBe(false),
  );
});

describe('pathOf', () => {
  it.each([
    ['/a/b?x=1#y', '/a/b'],
    ['https://shop.example/a?b', '/a'],
    ['https://shop.example', '/'],
    ['HTTP://user@shop.example:80?x', '/'],
    ['#section', '/'],
    [' /a ', '/a'],
    ['a/b', 'a/b'],
    ['/Case', '/Case'],
  ])('of “%s” is %s', (address, path) => expect(pathOf(address)).toBe(path));

  it('has no query or fragment, is never empty or too long, and is a path of itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.webPath()), (address) => {
        const path = pathOf(address);
        expect(path).not.toMatch(/[?#]/);
        expect(path.length).toBeGreaterThan(0);
        expect(Array.from(path).length).toBeLessThanOrEqual(MAX_PAGE);
        expect(pathOf(path)).toBe(path);
      }),
    );
  });

  it('is the pathname that a URL parser sees', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const { pathname } = new URL(address);
        fc.pre(!/\/\.{1,2}([/?#]|$)|%2e/i.test(address) && pathname.length <= MAX_PAGE);
        expect(pathOf(address)).toBe(pathname);
      }),
    );
  });
});

describe('pageOf', () => {
  it.each([
    [{ page: '/a', page_path: '/b' }, '/a'],
    [{ page: '', page_path: '/b' }, '/b'],
    [{ page: 3, $pathname: '/c' }, '/c'],
    [{ $current_url: 'https://x.example/d?e' }, '/d'],
    [{ title: 'none' }, null],
    [null, null],
  ])('of %j is %s', (properties, page) => expect(pageOf(properties)).toBe(page));
});
