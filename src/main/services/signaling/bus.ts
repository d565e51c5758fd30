/** What was published to a topic: the sender's `data`, as it came. */
export interface BusMessage {
  readonly topic: string;
  readonly data: unknown;
}

/**
 * Carries messages between the nodes of one signaling service. A node hears only topics it asked for, its own
 * messages included, each once. Delivery may fail silently: signaling is announced again by its users.
 */
export interface SignalingBus {
  publish(message: BusMessage): void;
  /** Hears a topic until disposed. */
  subscribe(topic: string, listener: (message: BusMessage) => void): () => void;
}

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
  };
}
