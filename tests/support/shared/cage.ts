/** What probes, the page around them and the specs that drive both say to each other. */
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';

/** Where the probes aim: each has a port of its own, so that a connection that carries nothing tells whose it was. */
export interface ProbeGround {
  /** This machine's address that is not loopback; null where it has none. */
  readonly own: string | null;
  readonly ports: Readonly<Record<string, number>>;
}

/** What a probe said of itself. `began` alone: it went off, and has not come back. */
export interface ProbeReport {
  readonly probe: string;
  readonly outcome: string;
}

/** A program to be shown as the app does it. */
export interface CagedProgram {
  /** Names it in the harness, and is its instance. */
  readonly name: string;
  readonly account: AccountId;
  readonly package: BlobId;
  readonly label: string;
  readonly self: ProgramSelf;
  readonly href: string | null;
}

/** What the harness knows of a program. */
export interface CagedFacts {
  readonly state: string;
  /** Pages that asked for a port so far. */
  readonly ports: number;
  /** Payloads of all updates, as they came into the log. */
  readonly said: readonly unknown[];
  /** What each of them notifies, and the rest of it. */
  readonly lines: readonly { readonly info: string | null; readonly href: string | null; readonly notified: number }[];
  /** What the host asked the person, now. */
  readonly prompt: string | null;
  /** Chats that something was put into. */
  readonly sent: number;
  readonly orders: readonly unknown[];
}

/** The page around the programs, driven by the specs: the adapter and the host of the product, and a log in memory. */
export interface CageHarness {
  /** Shows a program; answers `ok`, or the code of the failure. */
  mount(program: CagedProgram): Promise<string>;
  place(
    name: string,
    bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null,
  ): void;
  facts(name: string): CagedFacts;
  reload(name: string): void;
  close(name: string): void;
  wipe(label: string): Promise<string>;
  /** Answers the prompt that is shown with yes. */
  accept(name: string): void;
  /** Messages that reached the window from elsewhere than by a port. */
  strays(): readonly string[];
}
