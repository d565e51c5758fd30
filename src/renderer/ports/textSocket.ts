/** A text socket to a service for meeting or for mail. `send` and `close` never throw. */
export interface TextSocket {
  send(text: string): void;
  close(): void;
}

/** What a socket tells. */
export interface TextSocketEvents {
  readonly opened: () => void;
  readonly received: (text: unknown) => void;
  /** Called at most once, also when it never opened; not after `close()`. */
  readonly closed: () => void;
}

/** Opens a socket; null when the address cannot be one. */
export type TextSocketFactory = (url: string, events: TextSocketEvents) => TextSocket | null;
