import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM, VirtualConsole } from 'jsdom';
import type { PostHog, PostHogConfig } from 'posthog-js';

/** posthog-js as npm has it, and the build of it that loads no scripts. */
export const BUILDS = ['main.js', 'module.no-external.cjs'] as const;
export type Build = (typeof BUILDS)[number];

/** The SDK's main file stands in `dist` of its package, as the builds do. */
const DIST = join(require.resolve('posthog-js'), '..');

interface Answer {
  url: string;
  status: number;
}

/** A page of another origin in a browser that enforces it, with the real SDK in it. */
export class BrowserPage {
  readonly answers: Answer[] = [];
  readonly complaints: string[] = [];
  readonly posthog: PostHog;
  private readonly dom: JSDOM;

  constructor(
    private readonly build: Build,
    path = '/shop?utm_source=test',
  ) {
    const virtualConsole = new VirtualConsole();
    virtualConsole.on('error', (...words: unknown[]) => this.complaints.push(words.join(' ')));
    virtualConsole.on('jsdomError', (error) => this.complaints.push(error.message));
    this.dom = new JSDOM('<!doctype html><title>Shop</title><button id="buy">Buy</button>', {
      url: `http://shop.example${path}`,
      runScripts: 'dangerously',
      resources: 'usable',
      pretendToBeVisual: true,
      virtualConsole,
    });
    this.watchRequests();
    const exports: { default?: PostHog } = {};
    const script = readFileSync(join(DIST, build), 'utf8');
    const run = this.dom.window.eval(`(function (exports, module) {${script}\n})`) as (
      own: object,
      module: object,
    ) => void;
    run(exports, { exports });
    if (!exports.default) throw new Error(`${build} exports nothing`);
    this.posthog = exports.default;
  }

  init(apiHost: string, key: string, config: Partial<PostHogConfig> = {}): void {
    this.posthog.init(key, {
      api_host: apiHost,
      opt_out_useragent_filter: true,
      request_queue_config: { flush_interval_ms: 250 },
      debug: true,
      // This build complains that it cannot load them before it asks whether there are any.
      disable_surveys: this.build === 'module.no-external.cjs',
      ...config,
    });
  }

  click(id: string): void {
    this.dom.window.document.getElementById(id)?.click();
  }

  answersOf(path: string): Answer[] {
    return this.answers.filter(({ url }) => new URL(url).pathname === path);
  }

  close(): void {
    this.dom.window.close();
  }

  private watchRequests(): void {
    const { answers } = this;
    const { prototype } = this.dom.window.XMLHttpRequest;
    const send = Object.getOwnPropertyDescriptor(prototype, 'send')?.value as (
      this: XMLHttpRequest,
      body?: XMLHttpRequestBodyInit,
    ) => void;
    prototype.send = function (this: XMLHttpRequest, body?: XMLHttpRequestBodyInit) {
      this.addEventListener('loadend', () => {
        answers.push({ url: this.responseURL, status: this.status });
      });
      send.call(this, body);
    };
  }
}
