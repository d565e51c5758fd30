import type { Clock } from '@ports/clock.ts';
import type { Host } from '@ports/host.ts';
import type { LogLine } from '../workspace/workspace.ts';

/** How loud a line is. */
export type LogLevel = LogLine['level'];

/** Writes lines that are safe to show to anyone: callers pass codes and counts, never text of a person, keys or tokens. */
export interface Log {
  readonly write: (level: LogLevel, source: string, text: string) => void;
}

const KEPT = 500;
const FLUSH_DELAY = 2000;
// What a careless caller could let slip: links and ids (43 characters of base64url), long hex.
const SECRETS = /[A-Za-z0-9_-]{40,}|[0-9a-f]{32,}/gi;

/** Shortens anything that looks like an id, key, token or link, and cuts the line (DGN-1). */
export function redact(text: string): string {
  return (
    text
      // A control character would make the host refuse the whole call.
      .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .replace(SECRETS, (secret) => `${secret.slice(0, 4)}…`)
      .slice(0, 500)
  );
}

/** A ring of the last lines, also written to the host's log file, a few at a time. */
export class RingLog implements Log {
  private readonly lines: LogLine[] = [];
  private unsent: string[] = [];
  private flushing = false;
  private readonly clock: Clock;
  private readonly host: Host;

  constructor(clock: Clock, host: Host) {
    this.clock = clock;
    this.host = host;
  }

  readonly write = (level: LogLevel, source: string, text: string): void => {
    const line = { at: this.clock.now(), level, source, text: redact(text) };
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.shift();
    if (level === 'debug') return;
    this.unsent.push(`${new Date(line.at).toISOString()} ${level} ${source}: ${line.text}`);
    if (this.unsent.length > KEPT) this.unsent.shift();
    this.scheduleFlush();
  };

  /** Newest last; only those at least as loud as `level`. */
  recent(level: LogLevel): readonly LogLine[] {
    const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
    return this.lines.filter((line) => order.indexOf(line.level) >= order.indexOf(level));
  }

  private scheduleFlush(): void {
    if (this.flushing) return;
    this.flushing = true;
    this.clock.after(FLUSH_DELAY, () => {
      this.flushing = false;
      const lines = this.unsent.splice(0, 200);
      // The log must never be the reason for more log: a host that is away is already told by the connection state.
      void this.host.call('log.append', { lines });
      if (this.unsent.length > 0) this.scheduleFlush();
    });
  }
}
