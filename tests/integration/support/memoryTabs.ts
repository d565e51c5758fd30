import type { EngineSeat, SoleSeats, TabChannel } from '@ports/tabs.ts';

/** The tabs of one profile, in memory: one seat, one channel that does not echo. */
export class MemoryTabs {
  private readonly line: { onSeated: () => void; seated: boolean }[] = [];
  private readonly taken = new Map<
    string,
    { readonly onAsked: () => void; readonly isFree: Promise<void>; readonly free: () => void }
  >();
  private readonly ends = new Set<{ hear: (message: unknown) => void }>();

  seat(): EngineSeat {
    return {
      claim: (onSeated) => {
        const place = { onSeated, seated: false };
        this.line.push(place);
        queueMicrotask(() => this.seatFirst());
        return () => {
          const index = this.line.indexOf(place);
          if (index >= 0) this.line.splice(index, 1);
          queueMicrotask(() => this.seatFirst());
        };
      },
    };
  }

  /** Everyone lets go when they are asked to. */
  programSeats(): SoleSeats {
    return {
      take: async (name, onAsked) => {
        const before = this.taken.get(name);
        let free = () => undefined as void;
        const isFree = new Promise<void>((resolve) => {
          free = resolve;
        });
        this.taken.set(name, { onAsked, isFree, free });
        before?.onAsked();
        await before?.isFree;
        return () => this.leave(name, free);
      },
      takeFree: async (name, onAsked) => {
        if (this.taken.has(name)) return null;
        let free = () => undefined as void;
        const isFree = new Promise<void>((resolve) => {
          free = resolve;
        });
        this.taken.set(name, { onAsked, isFree, free });
        return () => this.leave(name, free);
      },
    };
  }

  private leave(name: string, free: () => void): void {
    if (this.taken.get(name)?.free === free) this.taken.delete(name);
    free();
  }

  channel(): TabChannel {
    const listeners = new Set<(message: unknown) => void>();
    const end = { hear: (message: unknown) => listeners.forEach((listener) => listener(message)) };
    this.ends.add(end);
    return {
      post: (message) => {
        const copy = clone(message);
        queueMicrotask(() => {
          for (const other of this.ends) if (other !== end) other.hear(copy);
        });
      },
      onMessage: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close: () => this.ends.delete(end),
    };
  }

  private seatFirst(): void {
    const first = this.line[0];
    if (first === undefined || first.seated) return;
    first.seated = true;
    first.onSeated();
  }
}

/** As a browser clones: Node's own clone loses that a `File` is one. */
function clone(value: unknown): unknown {
  if (value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return structuredClone(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clone(part)]));
}
