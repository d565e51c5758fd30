/** Figures for Settings → Diagnostics. Never holds message text, keys or tokens. */
export interface Diagnostics {
  readonly version: string;
  readonly edition: string;
  readonly platform: string;
  readonly vaultProtection: string;
  readonly signaling: readonly { readonly url: string; readonly connected: boolean }[];
  readonly links: readonly {
    readonly contact: string;
    readonly roundTrip: number | null;
    readonly bytesSent: number;
    readonly bytesReceived: number;
    /** Number of spaces whose digests are equal, of those shared. */
    readonly synced: number;
    readonly spaces: number;
    readonly refused: number;
  }[];
  readonly store: {
    readonly events: number;
    readonly buckets: number;
    /** Logs whose heads are in memory. */
    readonly hotDocuments: number;
    readonly usedBytes: number | null;
    readonly quotaBytes: number | null;
    readonly persisted: boolean;
  };
  readonly journal: { readonly entries: number; readonly bytes: number } | null;
  readonly lastErrors: readonly LogLine[];
}

/** One line of the log, already redacted. */
export interface LogLine {
  readonly at: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly source: string;
  readonly text: string;
}
