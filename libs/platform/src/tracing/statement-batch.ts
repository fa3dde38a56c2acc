let batch: readonly string[] = [];

/** Calls `send`, which sends these statements as one text: who hears of it meanwhile learns what it is made of. */
export const sendingAll = (statements: readonly string[], send: () => unknown): void => {
  batch = statements;
  try {
    send();
  } finally {
    batch = [];
  }
};

/** The statements of the text that is being sent; none if that is one statement. */
export const sentBatch = (): readonly string[] => batch;
