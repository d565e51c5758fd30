import type { BusMessage, SignalingBus } from './bus.ts';
import { writePublish } from './frames.ts';

/** Someone who may listen to topics. Identity is the object. */
export interface Listener {
  /** Takes a frame as text in UTF-8, which is shared and must not be changed. */
  deliver(frame: Buffer): void;
  /** Takes room for one more topic; false when there is none. */
  takeRoom(): boolean;
  /** Gives the room of one topic back. */
  giveRoom(): void;
}

/** Who listens to what on this node. */
export interface Hub {
  /** False when the listener already has as many topics as it may. */
  subscribe(listener: Listener, topic: string): boolean;
  unsubscribe(listener: Listener, topic: string): void;
  /** False when the listener is not itself subscribed to the topic. */
  publish(listener: Listener, message: BusMessage): boolean;
  /** How many here hear a topic. */
  audience(topic: string): number;
  /** Forgets a listener. */
  drop(listener: Listener): void;
  /** Topics with at least one listener. */
  topicCount(): number;
}

interface Topic {
  readonly listeners: Set<Listener>;
  readonly leave: () => void;
}

/** Creates a hub that reaches other nodes over `bus`. */
export function createHub(bus: SignalingBus, topicsPerListener: number): Hub {
  const topics = new Map<string, Topic>();
  const subscriptions = new Map<Listener, Set<string>>();

  const join = (name: string): Topic => {
    const listeners = new Set<Listener>();
    const topic = { listeners, leave: bus.subscribe(name, (message) => deliver(listeners, message)) };
    topics.set(name, topic);
    return topic;
  };

  const leave = (listener: Listener, name: string) => {
    const topic = topics.get(name);
    if (topic === undefined || !topic.listeners.delete(listener)) return;
    listener.giveRoom();
    if (topic.listeners.size > 0) return;
    topics.delete(name);
    topic.leave();
  };

  return {
    subscribe: (listener, name) => {
      const own = subscriptions.get(listener) ?? new Set();
      if (!own.has(name) && (own.size >= topicsPerListener || !listener.takeRoom())) return false;
      subscriptions.set(listener, own.add(name));
      (topics.get(name) ?? join(name)).listeners.add(listener);
      return true;
    },
    unsubscribe: (listener, name) => {
      subscriptions.get(listener)?.delete(name);
      leave(listener, name);
    },
    publish: (listener, message) => {
      if (subscriptions.get(listener)?.has(message.topic) !== true) return false;
      bus.publish(message);
      return true;
    },
    drop: (listener) => {
      for (const name of subscriptions.get(listener) ?? []) leave(listener, name);
      subscriptions.delete(listener);
    },
    audience: (name) => topics.get(name)?.listeners.size ?? 0,
    topicCount: () => topics.size,
  };
}

function deliver(listeners: ReadonlySet<Listener>, message: BusMessage): void {
  const frame = writePublish({ ...message, clients: listeners.size });
  if (frame === null) return;
  // A copy: delivering may cut a slow listener off and so change the set.
  for (const listener of [...listeners]) listener.deliver(frame);
}
