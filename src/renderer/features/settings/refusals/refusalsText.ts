import type { Refusal } from '@domain/preference/refusals.ts';

/** The log as a file for others to read: times as ISO 8601. */
export function refusalsText(log: readonly Refusal[]): string {
  const entries = log.map(({ at, message, ...entry }) => ({
    at: new Date(at).toISOString(),
    ...entry,
    message: message === null ? null : { ...message, at: new Date(message.at).toISOString() },
  }));
  return `${JSON.stringify({ format: 'banyan-refusals', version: 1, entries }, null, 2)}\n`;
}
