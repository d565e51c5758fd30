/** What was published to a topic: the sender's `data`, as it came. */
export interface BusMessage {
  readonly topic: string;
  readonly data: unknown;
}

/** Whether there are other nodes at all, and if so, whether the way to them is open. */
export type BusState = 'alone' | 'connected' | 'away';

/** What a bus has done since it started. Nothing here names a topic. */
export interface BusCounters {
  /** Messages handed to other nodes. */
  readonly sent: number;
  /** Messages that came from other nodes. */
  readonly received: number;
  /** Not sent, or sent late: the way was closed. */
  readonly away: number;
  /** Not sent: the way was open and did not keep up. */
  readonly busy: number;
  /** From other nodes, and not a message. */
  readonly malformed: number;
  /** Times the way was lost. */
  readonly losses: number;
}

/**
 * Carries messages between the nodes of one signaling service. A node hears only topics it asked for, its own
 * messages included, each once, and its own at once. Delivery to other nodes may fail silently: signaling is announced
 * again by its users. Nothing throws.
 */
export interface SignalingBus {
  publish(message: BusMessage): void;
  /** Hears a topic until disposed. */
  subscribe(topic: string, listener: (message: BusMessage) => void): () => void;
  state(): BusState;
  counters(): BusCounters;
  close(): Promise<void>;
}

const NOTHING: BusCounters = Object.freeze({ sent: 0, received: 0, away: 0, busy: 0, malformed: 0, losses: 0 });

/** The bus of a service that runs in one process alone. */
export function createLocalBus(): SignalingBus {
  const topics = new Map<string, Set<(message: BusMessage) => void>>();
  return {
    publish: (message) => {
      for (const listener of topics.get(message.topic) ?? []) listener(message);
    },
    subscribe: (topic, listener) => {
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    state: () => 'alone',
    counters: () => NOTHING,
    close: () => Promise.resolve(),
  };
}
