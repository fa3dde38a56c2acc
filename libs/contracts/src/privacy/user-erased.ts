/** Told to every replica of the dashboard service under `<this>.<user token>`: forget your answers. */
export const USER_ERASED = 'dashboard.user.erased';
