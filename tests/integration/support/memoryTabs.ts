import type { EngineSeat, TabChannel } from '@ports/tabs.ts';

/** The tabs of one profile, in memory: one seat, one channel that does not echo. */
export class MemoryTabs {
  private readonly line: { onSeated: () => void; seated: boolean }[] = [];
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

  channel(): TabChannel {
    const listeners = new Set<(message: unknown) => void>();
    const end = { hear: (message: unknown) => listeners.forEach((listener) => listener(message)) };
    this.ends.add(end);
    return {
      post: (message) => {
        const copy: unknown = structuredClone(message);
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
