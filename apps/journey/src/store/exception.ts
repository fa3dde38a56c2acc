import { isObject, toldList, toldNumber, toldText } from './told.js';

type Json = Record<string, unknown>;

const MAX_FRAMES = 50;

/** What an event tells of the error it reports. */
export interface ToldError {
  message: string | null;
  exceptionType: string | null;
  traceback: string | null;
}

/** The exception that was thrown, of a `$exception`'s list of it and its causes. */
const firstException = (properties: Json): Json => {
  const [first] = toldList(properties.$exception_list);
  return isObject(first) ? first : {};
};

const placeOf = (frame: Json): string => {
  const file = toldText(frame.source) ?? toldText(frame.filename) ?? toldText(frame.abs_path);
  const line = toldNumber(frame.line) ?? toldNumber(frame.lineno);
  const column = toldNumber(frame.column) ?? toldNumber(frame.colno);
  return [file ?? '?', line, column].filter((part) => part !== null).join(':');
};

const lineOf = (frame: Json): string => {
  const name = toldText(frame.resolved_name) ?? toldText(frame.function) ?? '?';
  return `    at ${name} (${placeOf(frame)})`;
};

/** Frames come with the innermost call last; a trace reads from it outwards. */
const rendered = (exception: Json): string | null => {
  const { stacktrace } = exception;
  const frames = toldList(isObject(stacktrace) ? stacktrace.frames : null).filter(isObject);
  if (frames.length === 0) return null;
  const head = [toldText(exception.type), toldText(exception.value)].filter(Boolean).join(': ');
  return [head || 'exception', ...frames.toReversed().slice(0, MAX_FRAMES).map(lineOf)].join('\n');
};

/** Type of a `$exception`, as PostHog's SDKs tell it now and told it before. */
export const exceptionType = (properties: Json): string | null =>
  toldText(firstException(properties).type) ?? toldText(properties.$exception_type);

/** The event's own words, else what a `$exception` says. */
export const toldError = (properties: Json): ToldError => {
  const exception = firstException(properties);
  return {
    message:
      toldText(properties.error_message) ??
      toldText(exception.value) ??
      toldText(properties.$exception_message),
    exceptionType: toldText(properties.exception_type) ?? exceptionType(properties),
    traceback: toldText(properties.traceback) ?? rendered(exception),
  };
};
