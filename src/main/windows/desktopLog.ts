import type { LogFile } from '../services/log/logFile.ts';

/** Notes what happened: a name, and the kind of error, never its words, which may hold what is private. */
export type Report = (what: string, cause?: unknown) => void;

const plain = (text: string): string => text.replaceAll(/[^\w-]/g, '');

function kindOf(cause: unknown): string {
  if (!(cause instanceof Error)) return cause === undefined ? '' : typeof cause;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return `${plain(cause.name)} ${plain(code)}`;
}

/** Writes reports into the host's log. */
export function createReport(log: LogFile, now: () => Date = () => new Date()): Report {
  return (what, cause) => {
    // A log that can't be written has nowhere to say so; its append never rejects.
    void log.append([`${now().toISOString()} warn desktop ${plain(what)} ${kindOf(cause)}`.trim()]);
  };
}
