/** Where SDKs send events, older ones and other languages' included. */
export const EVENT_PATHS = ['batch', 'capture', 'e', 'i/v0/e', 'track'];
export const PERSON_PATH = 'engage';
export const FLAG_PATHS = ['flags', 'decide'];
export const CONFIG_PATH = 'array/:token/config';
export const CONFIG_SCRIPT_PATH = 'array/:token/config.js';
