/** Control characters, as Unicode's category Cc has them, but for tab, line feed and carriage return. */
const CONTROLS = ['\\0-\\x08', '\\x0b\\x0c', '\\x0e-\\x1f', '\\x7f-\\x9f'].join('');

const CONTROL = new RegExp(`[${CONTROLS}]`);
const EVERY_CONTROL = new RegExp(CONTROL, 'g');

/** Whether `cleanText` would leave a text as it is. */
export const isCleanText = (text: string): boolean => !CONTROL.test(text) && text.isWellFormed();

/** Text without control characters (line breaks and tabs stay) and without half characters. */
export const cleanText = (text: string): string =>
  isCleanText(text) ? text : text.toWellFormed().replace(EVERY_CONTROL, '');
