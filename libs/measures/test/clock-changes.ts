/** Stretches of UTC around clock changes, and quiet ones, that day and hour rules must survive. */
export const CLOCK_CHANGES = [
  ['Asia/Kolkata', '2025-01-01', '2025-01-05'],
  ['Asia/Kathmandu', '2025-01-01', '2025-01-05'],
  ['Australia/Lord_Howe', '2025-04-03', '2025-04-08'],
  ['Australia/Lord_Howe', '2025-10-03', '2025-10-08'],
  ['America/New_York', '2025-03-07', '2025-03-11'],
  ['America/New_York', '2025-10-31', '2025-11-05'],
  ['Europe/Berlin', '2025-03-28', '2025-04-01'],
  ['Europe/Berlin', '2025-10-24', '2025-10-28'],
  ['America/Sao_Paulo', '2018-02-15', '2018-02-20'],
  ['America/Sao_Paulo', '2018-11-02', '2018-11-07'],
  ['Africa/Cairo', '2025-04-23', '2025-04-27'],
  ['Africa/Cairo', '2025-10-29', '2025-11-02'],
  ['America/Havana', '2025-03-07', '2025-03-11'],
  ['America/Havana', '2025-10-31', '2025-11-04'],
  ['Pacific/Apia', '2011-12-27', '2012-01-03'],
  ['Pacific/Chatham', '2025-04-04', '2025-04-08'],
  ['UTC', '2024-02-27', '2024-03-02'],
] as const;

/** Zones to draw from: whole, :30 and :45 offsets, with and without clock changes, both sides of the date line. */
export const ZONES = [...new Set(CLOCK_CHANGES.map(([zone]) => zone)), 'Pacific/Kiritimati'];
