import 'reflect-metadata';
import { DatabaseConfig } from './database.config.js';
import {
  ConfigError,
  describeEnv,
  EnvChoice,
  EnvFlag,
  EnvInt,
  EnvList,
  EnvRate,
  EnvRatio,
  EnvText,
  EnvUrl,
  loadConfig,
  type Rate,
} from './env.js';
import { PlatformConfig } from './platform.config.js';

class Sample {
  @EnvText('NAME', { description: 'A name.', minLength: 4, secret: true })
  name!: string;

  @EnvInt('SIZE', { description: 'A size.', min: 1, max: 10, default: 5 })
  size!: number;

  @EnvFlag('ACTIVE', { description: 'A flag.', default: false })
  active!: boolean;

  @EnvChoice('COLOUR', ['red', 'blue'], { description: 'A colour.', default: 'red' })
  colour!: string;

  @EnvList('TAGS', { description: 'Tags.', default: 'a,b' })
  tags!: string[];

  @EnvList('CODES', {
    description: 'Codes.',
    default: '',
    each: { pattern: /^c\d+$/, words: 'a c with digits' },
  })
  codes!: string[];

  @EnvUrl('STORE', {
    description: 'A store.',
    schemes: ['mysql', 'mariadb'],
    many: true,
    default: 'mysql://x',
  })
  store!: string;
}

const load = (env: Record<string, string>): Sample => loadConfig(Sample, { NAME: 'anna', ...env });

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(Sample, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('EnvRatio', () => {
  class Sampled {
    @EnvRatio('SHARE', { description: 'A share.', default: 0.1 })
    share!: number;
  }
  const shareOf = (SHARE: string) => loadConfig(Sampled, { SHARE }).share;

  it.each([
    ['', 0.1],
    ['0', 0],
    ['1', 1],
    ['1.0', 1],
    ['0.05', 0.05],
  ])('reads %j as %d', (text, share) => {
    expect(shareOf(text)).toBe(share);
  });

  it.each(['1.1', '-0.1', '.5', '50%', '1e-3', 'NaN', '0x1'])('refuses %j', (text) => {
    expect(() => shareOf(text)).toThrow('SHARE must be a number from 0 to 1');
  });
});

describe('loadConfig', () => {
  it('fills in defaults, as values and not as text', () => {
    expect({ ...load({}) }).toEqual({
      name: 'anna',
      size: 5,
      active: false,
      colour: 'red',
      tags: ['a', 'b'],
      codes: [],
      store: 'mysql://x',
    });
  });

  it('makes an instance of the class', () => {
    expect(load({})).toBeInstanceOf(Sample);
  });

  it('takes an empty variable for an absent one', () => {
    expect(load({ SIZE: '', TAGS: '', ACTIVE: '' })).toEqual(load({}));
    expect(problemsOf({ NAME: '' })).toEqual(['NAME is required: A name.']);
  });

  it('names every wrong and missing variable in one message', () => {
    const env = { SIZE: '11', ACTIVE: 'yes', COLOUR: 'green', STORE: 'redis://x' };
    expect(problemsOf(env).map((line) => line.split(' ', 1)[0])).toEqual([
      'NAME',
      'SIZE',
      'ACTIVE',
      'COLOUR',
      'STORE',
    ]);
    expect(() => loadConfig(Sample, env)).toThrow(/NAME[^]*SIZE[^]*ACTIVE[^]*COLOUR[^]*STORE/);
  });

  it('never repeats a value', () => {
    const env = {
      NAME: 'Qz7',
      SIZE: 'Qz7',
      ACTIVE: 'Qz7',
      COLOUR: 'Qz7',
      STORE: 'postgres://ann:Qz7@host/db',
    };
    expect(problemsOf(env)).toHaveLength(5);
    expect(problemsOf(env).join()).not.toContain('Qz7');
  });

  it('does not read what is not declared', () => {
    expect(Object.keys(load({ OTHER: 'x' }))).not.toContain('OTHER');
  });
});

describe('the kinds of variables', () => {
  it.each<[string, string, keyof Sample, unknown]>([
    ['EnvText', 'NAME', 'name', 'four'],
    ['EnvInt at its least', 'SIZE', 'size', '1'],
    ['EnvInt at its most', 'SIZE', 'size', '10'],
    ['EnvChoice', 'COLOUR', 'colour', 'blue'],
    ['EnvUrl', 'STORE', 'store', 'mysql://ann:pa%2Css@db:3306/events'],
    ['EnvUrl of another scheme', 'STORE', 'store', 'mariadb://db/events'],
    ['EnvUrl with several', 'STORE', 'store', 'mysql://a/x,mysql://b/x'],
  ])('%s takes %s', (_kind, variable, property, text) => {
    expect(`${String(load({ [variable]: String(text) })[property])}`).toBe(text);
  });

  it.each([
    ['true', true],
    ['false', false],
  ])('EnvFlag reads %s', (text, expected) => {
    expect(load({ ACTIVE: text }).active).toBe(expected);
  });

  it.each([
    ['a', ['a']],
    [' a , b,,c ', ['a', 'b', 'c']],
    [',', []],
  ])('EnvList reads %j', (text, expected) => {
    expect(load({ TAGS: text }).tags).toEqual(expected);
  });

  it.each([
    ['', []],
    ['c1, c22', ['c1', 'c22']],
  ])('EnvList of a shape reads %j', (text, expected) => {
    expect(load({ CODES: text }).codes).toEqual(expected);
  });

  it.each([
    ['NAME', 'abc', 'must be at least 4 characters long'],
    ['SIZE', '0', 'must be a whole number from 1 to 10'],
    ['SIZE', '11', 'must be a whole number from 1 to 10'],
    ['SIZE', '1.5', 'must be a whole number from 1 to 10'],
    ['SIZE', 'many', 'must be a whole number from 1 to 10'],
    ['SIZE', 'Infinity', 'must be a whole number from 1 to 10'],
    ['ACTIVE', '1', 'must be true or false'],
    ['ACTIVE', 'TRUE', 'must be true or false'],
    ['COLOUR', 'RED', 'must be one of red, blue'],
    ['CODES', 'c1,d2', 'must be a list of which each is a c with digits'],
    ['STORE', 'db:3306', 'must be a URL beginning with mysql:// or mariadb://'],
    ['STORE', 'not a url', 'must be a URL beginning with mysql:// or mariadb://'],
    ['STORE', 'mysql://a/x,redis://b', 'must be a URL beginning with mysql:// or mariadb://'],
  ])('%s=%s: %s', (name, text, message) => {
    expect(problemsOf({ NAME: 'anna', [name]: text })).toEqual([`${name} ${message}`]);
  });
});

describe('describeEnv', () => {
  it("lists the ancestors' variables first", () => {
    const names = describeEnv(DatabaseConfig).map(({ name }) => name);
    const inherited = describeEnv(PlatformConfig).map(({ name }) => name);
    expect(names.slice(0, inherited.length)).toEqual(inherited);
    expect(names.slice(inherited.length)).toEqual([
      'DATABASE_URL',
      'DB_MIGRATE',
      'DB_POOL_SIZE',
      'RETENTION_DAYS',
      'ARCHIVE_DROPPED_PARTITIONS',
    ]);
  });

  it('does not add a subclass’s variables to its parent', () => {
    expect(describeEnv(PlatformConfig).map(({ name }) => name)).not.toContain('DATABASE_URL');
  });

  it('marks what carries credentials as secret', () => {
    const secrets = describeEnv(DatabaseConfig).filter(({ secret }) => secret);
    expect(secrets.map(({ name }) => name)).toEqual(['NATS_URL', 'DATABASE_URL']);
  });

  it('has defaults that are valid themselves', () => {
    const config = loadConfig(DatabaseConfig, {
      NATS_URL: 'nats://a:4222,nats://b:4222',
      DATABASE_URL: 'mysql://db/events',
    });
    expect(config).toMatchObject({ port: 8080, migrate: false, poolSize: 10, retentionDays: 730 });
  });

  it('knows nothing of a class without variables', () => {
    expect(describeEnv(class {})).toEqual([]);
  });
});

describe('EnvRate', () => {
  class Paced {
    @EnvRate('PACE', { description: 'A pace.', default: '10/60' })
    pace!: Rate | null;
  }
  const paceOf = (env: Record<string, string>) => loadConfig(Paced, env).pace;

  it('is so many requests in so many seconds, or no bound', () => {
    expect(paceOf({})).toEqual({ requests: 10, windowMs: 60_000 });
    expect(paceOf({ PACE: '600000/1' })).toEqual({ requests: 600_000, windowMs: 1000 });
    expect(paceOf({ PACE: '0' })).toBeNull();
  });

  it.each(['10', '10/0', '0/60', '-1/60', '1.5/60', '10/60s', '10/60/1', '/60', 'none'])(
    'cannot be %j',
    (PACE) => {
      expect(() => paceOf({ PACE })).toThrow(
        'PACE must be <requests>/<seconds>, or 0 for no limit',
      );
    },
  );
});
