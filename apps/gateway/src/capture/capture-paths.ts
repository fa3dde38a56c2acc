/** Where SDKs send events, older ones and other languages' included. */
export const EVENT_PATHS = ['batch', 'capture', 'e', 'i/v0/e', 'track'];
export const PERSON_PATH = 'engage';
export const FLAG_PATHS = ['flags', 'decide'];
export const CONFIG_PATH = 'array/:token/config';
export const CONFIG_SCRIPT_PATH = 'array/:token/config.js';

const ROUTES = new Set(
  [...EVENT_PATHS, PERSON_PATH, ...FLAG_PATHS, CONFIG_PATH, CONFIG_SCRIPT_PATH].map(
    (path) => `/${path}`,
  ),
);

/** @param url of a route as it is declared; undefined: there is none. */
export const isCaptureRoute = (url: string | undefined): boolean =>
  url !== undefined && ROUTES.has(url);
