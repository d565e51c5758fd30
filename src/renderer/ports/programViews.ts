import type { ProgramSelf, ToProgram } from '@shared/mini/bridge.ts';
import type { AccountId, BlobId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { PassedPort } from './realtimeLanes.ts';
import type { Disposer, Snapshot } from './snapshot.ts';

/** The one wire to a page of a program. It is the page's identity: nothing that comes over it names an instance. */
export interface ProgramPort {
  /** Says something to the page; nothing when the port is closed. */
  post(message: ToProgram): void;
  /** Says something together with a port for the page to keep. Absent where ports cannot be passed on. */
  pass?(message: ToProgram, port: PassedPort): void;
  /** Hears what the page says, not parsed. What came before the first listener is kept for it. */
  onMessage(listener: (message: unknown) => void): Disposer;
  /** Calls when the page is over, whether or not another comes: what is shown next need not have the host's script. Absent where that is not seen. */
  onOver?(listener: () => void): void;
  close(): void;
}

/** Where a program is drawn, CSS pixels from the upper left corner of the window's content. */
export interface ProgramBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * How the view of a program is. `unresponsive` may become `ready` again; `crashed` waits for {@link ProgramView.reload}; `incomplete` is seen and
 * may work, and something of its page did not come, twice.
 */
export type ProgramViewState = 'loading' | 'ready' | 'incomplete' | 'crashed' | 'unresponsive' | 'closed';

/** What a program takes of the machine now. */
export interface ProgramFigures {
  readonly memoryKiB: number;
  readonly cpuPercent: number;
}

/** What is put into a view. */
export interface ProgramMount {
  readonly account: AccountId;
  readonly package: BlobId;
  /** The secret name of the program's origin on this device (MIN-12). */
  readonly label: string;
  readonly self: ProgramSelf;
  /** Name of the program, for screen readers. */
  readonly title: string;
}

/** One program on the screen, or hidden and still there. */
export interface ProgramView {
  readonly state: Snapshot<ProgramViewState>;
  /** What {@link setFrozen} stops: the page with all its workers, or the page alone, and only when it does as it is told. */
  readonly stops: 'all' | 'page';
  /** Loads the program, once: at a path with query and hash, cleaned (MIN-9), or with null at its first page. Before that nothing of it runs. */
  begin(href: string | null): void;
  /** Each page of the program that says it is there is given a port of its own; the port of the page before it is closed. */
  onPort(listener: (port: ProgramPort) => void): Disposer;
  /** Moves it; null hides it. */
  place(bounds: ProgramBounds | null): void;
  /** Stops everything that a hidden program does, so that it costs no processor, or lets it go on. What is shown goes on by itself. */
  setFrozen(isFrozen: boolean): void;
  /** Whether a person may have pressed something in it just now: it is seen, and where that can be told, it has the keyboard. */
  isInUse(): boolean;
  /** Puts the keyboard into the program. */
  focus(): void;
  /** Begins anew at the first page, also after a crash. */
  reload(): void;
  /** Something of its page did not come: the first time it is loaded anew, after that it is `incomplete`. */
  missesSomething(): void;
  /** Goes to a place in the program. */
  goTo(href: string): void;
  /** What it takes; null where that is not known, as in a browser, which tells no page about another. */
  figures(): Promise<ProgramFigures | null>;
  /** Ends it; done when its label is free for another. */
  close(): Promise<void>;
}

/** Why a program cannot be shown. `program-views-unsafe`: this browser cannot keep a page from the network, and says so. */
export type ProgramViewError = Failure<'program-views-unsafe' | 'program-package' | 'host-unreachable' | 'internal'>;

/** Shows pages of mini programs, each apart from everything. Adapters: frames (browser edition), views of the desktop host, memory. */
export interface ProgramViews {
  /** Programs may be shown soon: what has to be known before the first one is found out. */
  expect(): void;
  /** Has the host serve a program, for a view that is to {@link ProgramView.begin}. */
  mount(mount: ProgramMount): Promise<Result<ProgramView, ProgramViewError>>;
  /** Bytes that are stored under a label, about; null where that cannot be told. */
  stored(label: string): Promise<number | null>;
  /** Removes everything that was stored under a label. */
  wipe(label: string): Promise<Result<void, ProgramViewError>>;
}
