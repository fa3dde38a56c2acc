import { CapturedEvent } from '@trailmark/contracts';
import { waitFor } from '@trailmark/testing';
import { BrowserPage, BUILDS } from '@trailmark/testing/browser';
import { CaptureGateway, WRITE_KEY } from './capture-gateway.js';

describe.each(BUILDS)('posthog-js (%s) on a page of another origin', (build) => {
  let gateway: CaptureGateway;
  let page: BrowserPage;

  beforeAll(async () => {
    gateway = await CaptureGateway.startBesideIdentity();
  });
  beforeEach(() => {
    page = new BrowserPage(build);
  });
  afterEach(async () => {
    page.close();
    await gateway.forget();
  });
  afterAll(() => gateway.stop());

  const named = async (name: string): Promise<CapturedEvent[]> =>
    (await gateway.events()).filter(({ event }) => event === name);
  const arrived = (name: string) => waitFor(async () => (await named(name)).length > 0);
  const expectContent = () => {
    expect(page.complaints).toEqual([]);
    expect(page.answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(page.answers.filter(({ url }) => url.includes('retry_count'))).toEqual([]);
  };

  it('tells what a visitor does, and who it turns out to be', async () => {
    page.init(gateway.url, WRITE_KEY);
    const anonymous = page.posthog.get_distinct_id();
    await arrived('$pageview');
    page.posthog.capture('added to cart', { request_id: 'req_7' });
    page.click('buy');
    page.posthog.identify('ann', { email: 'ann@example.org' }, { plan: 'free' });
    page.posthog.captureException(new TypeError('it broke'));
    page.posthog.alias('ann-2');
    page.posthog.capture('last');
    await arrived('last');

    const [pageview] = await named('$pageview');
    expect(pageview).toMatchObject({
      distinct_id: anonymous,
      properties: { $current_url: 'http://shop.example/shop?utm_source=test', $lib: 'web' },
    });
    const [added] = await named('added to cart');
    expect(added).toMatchObject({ distinct_id: anonymous, properties: { request_id: 'req_7' } });
    expect(added?.properties.$session_id).toMatch(/^[\da-f-]{36}$/);
    const [clicked] = await named('$autocapture');
    expect(clicked?.properties).toMatchObject({ $event_type: 'click' });
    expect(clicked?.properties.$elements_chain).toMatch(/^button/);
    const [identified] = await named('$identify');
    expect(identified).toMatchObject({
      distinct_id: 'ann',
      set: { email: 'ann@example.org' },
      link: { kind: 'identify', distinct_id: anonymous },
    });
    expect(identified?.set_once).toMatchObject({ plan: 'free' });
    const [alias] = await named('$create_alias');
    expect(alias?.link).toEqual({ kind: 'alias', distinct_id: 'ann-2' });
    const [exception] = await named('$exception');
    expect(exception).toMatchObject({
      distinct_id: 'ann',
      properties: { $exception_list: [{ type: 'TypeError', value: 'it broke' }] },
    });
    expect(JSON.stringify(await gateway.events())).not.toContain(WRITE_KEY);
    expectContent();
  });

  it('counts each event once', async () => {
    page.init(gateway.url, WRITE_KEY, { autocapture: false, capture_pageview: false });
    for (let n = 0; n < 50; n += 1) page.posthog.capture('counted', { n });
    await waitFor(async () => (await named('counted')).length >= 50);
    const facts = (await gateway.facts()).filter(({ body }) => body.event === 'counted');
    expect(facts.map(({ body }) => body.properties.n)).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
    expect(new Set(facts.map(({ key }) => key)).size).toBe(50);
    expectContent();
  });

  it.each<[string, object]>([
    ['in batches', { disable_compression: true }],
    ['one by one', { disable_compression: true, request_batching: false }],
  ])('sends plain JSON, too, %s', async (_what, config) => {
    page.init(gateway.url, WRITE_KEY, { ...config, capture_pageview: false });
    page.posthog.capture('bare');
    await arrived('bare');
    expectContent();
  });

  it('asks for its settings once, and for no feature flags', async () => {
    page.init(gateway.url, WRITE_KEY);
    await arrived('$pageview');
    const token = `/array/${WRITE_KEY}/config`;
    const asked = page.answersOf(token).length;
    expect(asked).toBe(build === 'main.js' ? 0 : 1);
    expect(page.answersOf('/flags/')).toEqual([]);
    expectContent();
  });

  it('reads that there are no flags when it is made to ask', async () => {
    page.init(gateway.url, WRITE_KEY);
    const read = new Promise<string[]>((done) => page.posthog.onFeatureFlags(done));
    page.posthog.reloadFeatureFlags();
    expect(await read).toEqual([]);
    await arrived('$pageview');
    expectContent();
  });

  it('is silent for a visitor who opted out', async () => {
    page.init(gateway.url, WRITE_KEY, { opt_out_capturing_by_default: true });
    page.posthog.capture('secret');
    page.posthog.opt_in_capturing();
    page.posthog.capture('open');
    await arrived('open');
    page.posthog.opt_out_capturing();
    page.posthog.capture('secret');
    await new Promise((done) => setTimeout(done, 600));
    expect(await named('secret')).toEqual([]);
    expectContent();
  });

  it('does not try again with a key that is not known', async () => {
    page.init(gateway.url, 'tm_this_key_is_not_known', { advanced_disable_flags: true });
    page.posthog.capture('lost');
    await waitFor(() => page.answersOf('/e/').length > 0);
    await new Promise((done) => setTimeout(done, 600));
    expect(page.answersOf('/e/').every(({ status }) => status === 401)).toBe(true);
    expect(page.answers.filter(({ url }) => url.includes('retry_count'))).toEqual([]);
  });
});
