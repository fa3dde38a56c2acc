import { FieldError } from '@trailmark/contracts';
import { Acceptor, compileAcceptor, fieldErrors, VALIDATOR_OPTIONS } from '@trailmark/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

type Dto = new () => object;

/** The DTOs of a kind of items. */
interface ItemShape<T extends object = object> {
  dto: new () => T;
  knownKeys?: Partial<Record<string, Dto>>;
}

/** The kind's DTO and the DTOs of what it knows in its free JSON, by field. */
interface Compiled {
  item: Acceptor;
  known: [field: string, accepts: Acceptor][];
}

const knownOf = ({ knownKeys = {} }: ItemShape): [string, Dto][] =>
  Object.entries(knownKeys).flatMap(([field, dto]): [string, Dto][] => (dto ? [[field, dto]] : []));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Validates items of a kind: a compiled check lets good ones pass, class-validator names what is wrong with others. */
export class ItemValidation {
  private readonly compiled = new WeakMap<Dto, Compiled>();

  /** @returns whether the item is valid as it stands; false asks for `read`. */
  accepts(kind: ItemShape, value: object): boolean {
    const { item, known } = this.compiledFor(kind);
    const fields = value as Record<string, unknown>;
    return item(value) && known.every(([field, accepts]) => isAccepted(fields[field], accepts));
  }

  /** The item as its DTO reads it, and all that is wrong with it. @param prefix before every field. */
  read<T extends object>(
    kind: ItemShape<T>,
    value: object,
    prefix: string,
  ): { item: T; wrong: FieldError[] } {
    const item = plainToInstance(kind.dto, value);
    const wrong = [
      ...fieldErrors(validateSync(item, VALIDATOR_OPTIONS), prefix),
      ...knownOf(kind).flatMap(([field, known]) =>
        wrongKeys(known, Reflect.get(item, field), `${prefix}${field}.`),
      ),
    ];
    return { item, wrong };
  }

  private compiledFor(kind: ItemShape): Compiled {
    const found = this.compiled.get(kind.dto);
    if (found) return found;
    const compiled: Compiled = {
      item: compileAcceptor(kind.dto),
      known: knownOf(kind).map(([field, known]) => [
        field,
        compileAcceptor(known, { unknownKeys: true }),
      ]),
    };
    this.compiled.set(kind.dto, compiled);
    return compiled;
  }
}

const isAccepted = (value: unknown, accepts: Acceptor): boolean =>
  !isObject(value) || accepts(value);

const KNOWN_KEYS_ONLY = { ...VALIDATOR_OPTIONS, whitelist: false, forbidNonWhitelisted: false };

/** What is wrong with the keys that a kind knows in its free JSON, by dotted path. */
const wrongKeys = (known: Dto, value: unknown, prefix: string): FieldError[] =>
  isObject(value)
    ? fieldErrors(validateSync(Object.assign(new known(), value), KNOWN_KEYS_ONLY), prefix)
    : [];
