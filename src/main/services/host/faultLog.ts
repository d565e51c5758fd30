import type { DispatchFault } from '../dispatcher/dispatcher.ts';
import type { LogFile } from '../log/logFile.ts';
import { systemCode } from '../files/files.ts';

/** Reports a dispatcher's faults to the log: which method, what kind, which class of error. Never a message or a value. */
export function faultReporter(log: LogFile, now: () => number = Date.now): (fault: DispatchFault) => void {
  return ({ method, reason, cause }) => {
    const name = cause instanceof Error ? `${cause.name.replaceAll(/\W/g, '')} ${systemCode(cause)}` : typeof cause;
    // A log that can't be written has nowhere to say so; its append never rejects.
    void log.append([`${new Date(now()).toISOString()} error host ${method} ${reason} ${name}`]);
  };
}
