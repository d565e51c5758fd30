import { PING_MESSAGE, PONG_MESSAGE } from '@shared/mini/bridgeLimits.ts';
import type { ToProgram } from '@shared/mini/bridge.ts';
import type { Clock } from '@ports/clock.ts';
import type { ProgramPort } from '@ports/programViews.ts';
import type { PassedPort } from '@ports/realtimeLanes.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** How often a page in sight is asked whether it answers, ms. */
export const PING_INTERVAL = 4000;
/** A page that did not answer for this long is not answering, ms. */
export const ANSWER_DEADLINE = 8000;

/** What is noticed of the page behind a port. */
export interface PortHooks {
  /** Told when the page stops to answer, and when it answers again. */
  readonly onAnswering: (isAnswering: boolean) => void;
  /** The page's end of the port is gone: it went to another page, or its process ended. */
  readonly onGone: () => void;
}

/** The port of one page, and whether the page behind it lives. Asks only between {@link watch} and {@link rest}. */
export class WatchedPort implements ProgramPort {
  private readonly port: MessagePort;
  private readonly clock: Clock;
  private readonly hooks: PortHooks;
  private readonly listeners = new Set<(message: unknown) => void>();
  private readonly kept: unknown[] = [];
  private stopAsking: Disposer | null = null;
  private askedAt: number | null = null;
  private isSilent = false;
  private isClosed = false;
  private over: () => void = () => undefined;

  constructor(port: MessagePort, clock: Clock, hooks: PortHooks) {
    this.port = port;
    this.clock = clock;
    this.hooks = hooks;
    port.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.hear(data));
    port.addEventListener('close', () => {
      if (this.isClosed) return;
      // Nobody is left to answer.
      this.close();
      hooks.onGone();
    });
    port.start();
  }

  post(message: ToProgram): void {
    if (!this.isClosed) this.port.postMessage(message);
  }

  pass(message: ToProgram, { port }: PassedPort): void {
    if (!this.isClosed && port instanceof MessagePort) this.port.postMessage(message, [port]);
  }

  onMessage(listener: (message: unknown) => void): Disposer {
    this.listeners.add(listener);
    for (const message of this.kept.splice(0)) listener(message);
    return () => this.listeners.delete(listener);
  }

  onOver(listener: () => void): void {
    this.over = listener;
  }

  close(): void {
    this.isClosed = true;
    this.rest();
    this.port.close();
    this.over();
  }

  /** Asks now and then whether the page answers, until {@link rest}. */
  watch(): void {
    if (this.stopAsking === null && !this.isClosed) this.ask();
  }

  /** A page out of sight may be slowed by the browser: its silence means nothing. */
  rest(): void {
    this.stopAsking?.();
    this.stopAsking = null;
    this.askedAt = null;
  }

  private ask(): void {
    if (this.askedAt === null) {
      this.askedAt = this.clock.monotonic();
      this.port.postMessage(PING_MESSAGE);
    } else if (this.clock.monotonic() - this.askedAt >= ANSWER_DEADLINE && !this.isSilent) {
      this.isSilent = true;
      this.hooks.onAnswering(false);
    }
    this.stopAsking = this.clock.after(PING_INTERVAL, () => this.ask());
  }

  private hear(message: unknown): void {
    if (message === PONG_MESSAGE) {
      this.askedAt = null;
      if (this.isSilent) {
        this.isSilent = false;
        this.hooks.onAnswering(true);
      }
      return;
    }
    if (this.listeners.size === 0) this.kept.push(message);
    for (const listener of this.listeners) listener(message);
  }
}
