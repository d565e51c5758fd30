import type { ProgramPort } from '@ports/programViews.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** The port of the page that a view shows now, and who is told of it. */
export class CurrentPort<Port extends ProgramPort> {
  private readonly listeners = new Set<(port: ProgramPort) => void>();
  private port: Port | null = null;
  /** Whether somebody was told of the port. */
  private isTaken = false;

  /** Null when no page said that it is there, or it is over. */
  get(): Port | null {
    return this.port;
  }

  /** Told of every port from now on, and of the current one if nobody was yet. */
  listen(listener: (port: ProgramPort) => void): Disposer {
    this.listeners.add(listener);
    if (this.port !== null && !this.isTaken) {
      this.isTaken = true;
      listener(this.port);
    }
    return () => this.listeners.delete(listener);
  }

  /** Takes the port of another page; that of the page before it is closed. */
  replace(port: Port): void {
    this.port?.close();
    this.port = port;
    this.isTaken = this.listeners.size > 0;
    for (const listener of this.listeners) listener(port);
  }

  /** The page is over. */
  close(): void {
    this.port?.close();
    this.port = null;
  }
}
