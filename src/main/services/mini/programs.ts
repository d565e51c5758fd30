import { randomUUID } from 'node:crypto';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { BLANK_ADDRESS, STORED_ADDRESS } from '@shared/mini/hostPages.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import type { KeptPackage, PackagePlace, Packages } from '../packages/packages.ts';
import { readHostScript } from './hostScript.ts';
import { sendPage, storedPage, wipePage } from './hostPage.ts';
import { Holds, isHoldRequest } from './holds.ts';
import { type ProgramHandler, createProgramHandler, refuser } from './programHandler.ts';
import { programHeaders } from './programHeaders.ts';
import { isSpeakingPage } from './speakingPage.ts';

/** Most times that the page which measures a label can be loaded without being asked for again. */
const MOST_MEASURED = 8;

/** What a host tells of its surroundings. */
export interface ProgramsOptions {
  readonly packages: Packages;
  /** The folder of the built scripts that programs load from the host. */
  readonly clientDirectory: string;
  /** Origins of the app's own pages, which may frame programs; none where programs are not framed. */
  readonly ancestors: () => readonly string[];
  /** Told when nothing of a program is served at a label any more. */
  readonly ended?: (label: string) => void;
}

/** What is to be served at a label. */
export interface Mount extends PackagePlace {
  readonly label: string;
  readonly self: ProgramSelf;
}

/** The programs that are served now, each at its label. Labels are secrets of 128 bits: whoever asks for another gets nothing. */
export interface Programs {
  inspect(place: PackagePlace): Promise<Result<PackageFacts, Failure<HostErrorCode>>>;
  /** Keeps a copy of a package with this signature in it. */
  sign(place: PackagePlace, signature: string): Promise<Result<KeptPackage, Failure<HostErrorCode>>>;
  /** Serves a package at a label, in place of what was served there, and says which mounting that is. Fails when the package does not open. */
  mount(mount: Mount): Promise<Result<string, Failure<HostErrorCode>>>;
  /** False when another mounting took the place of this one, or it ended. */
  isMounted(label: string, mounting: string): boolean;
  unmount(label: string): void;
  /** Serves at a label the page that clears it, until something is mounted there again. */
  wipe(label: string): void;
  /** Once a page at a label tells how much is kept there (`STORED_ADDRESS`), for each time this is said. */
  measure(label: string): void;
  isServed(label: string): boolean;
  /** From now on pages at a label that ask to be held are not answered; or all that are held go on. */
  freeze(label: string, isFrozen: boolean): void;
  /** Whether the page at a path of what is mounted at a label names the host's script. */
  speaks(label: string, path: string): Promise<boolean>;
  /** The hosts that the package at a label asks to reach, by its own manifest; null where nothing is mounted. */
  hostsOf(label: string): readonly string[] | null;
  /** A request whose signal fires is held no longer. */
  serve(label: string, request: Request): Promise<Response>;
}

/** Creates an empty set of programs. */
export function createPrograms(options: ProgramsOptions): Programs {
  const handlers = new Map<string, ProgramHandler>();
  const holds = new Holds();
  const hosts = new Map<string, readonly string[]>();
  const mountings = new Map<string, string>();
  const measured = createMeasured();
  const { packages, ancestors } = options;
  const end = (label: string) => {
    handlers.delete(label);
    holds.thaw(label);
    hosts.delete(label);
    mountings.delete(label);
    options.ended?.(label);
  };
  return {
    inspect: async (place) => {
      const opened = await packages.open(place);
      return opened.ok ? ok({ package: place.package, ...opened.value.contents }) : opened;
    },
    sign: (place, signature) => packages.sign(place, signature),
    mount: async (mount) => {
      const opened = await packages.open(mount);
      if (!opened.ok) return opened;
      handlers.set(mount.label, handlerOf(mount, options));
      hosts.set(mount.label, opened.value.contents.manifest.banyan?.net ?? []);
      const mounting = randomUUID();
      mountings.set(mount.label, mounting);
      return ok(mounting);
    },
    isMounted: (label, mounting) => mountings.get(label) === mounting,
    unmount: end,
    wipe: (label) => {
      end(label);
      handlers.set(label, () => Promise.resolve(sendPage(wipePage(ancestors()))));
    },
    measure: (label) => measured.ask(label),
    isServed: (label) => handlers.has(label),
    freeze: (label, isFrozen) => (isFrozen && handlers.has(label) ? holds.freeze(label) : holds.thaw(label)),
    speaks: (label, path) => isSpeakingPage(handlers.get(label), path),
    hostsOf: (label) => hosts.get(label) ?? null,
    serve: async (label, request) => {
      if (isHoldRequest(request)) await holds.wait(label, request.signal);
      if (asksFor(STORED_ADDRESS, request) && measured.take(label)) return sendPage(storedPage(ancestors()));
      const handler = handlers.get(label);
      if (handler !== undefined && asksFor(BLANK_ADDRESS, request)) return blank(programHeaders(ancestors()));
      return handler === undefined ? refuser(programHeaders(ancestors()))(404) : handler(request);
    },
  };
}

/** The labels that are to be measured, and how many times. */
function createMeasured() {
  const measured = new Map<string, number>();
  return {
    ask: (label: string) => void measured.set(label, Math.min((measured.get(label) ?? 0) + 1, MOST_MEASURED)),
    /** False where nobody asked for it. */
    take: (label: string): boolean => {
      const times = measured.get(label) ?? 0;
      if (times > 1) measured.set(label, times - 1);
      else measured.delete(label);
      return times > 0;
    },
  };
}

function asksFor(address: string, { method, url }: Request): boolean {
  const { pathname, search } = new URL(url);
  return method === 'GET' && pathname + search === address;
}

function blank(headers: Readonly<Record<string, string>>): Response {
  return new Response('', { headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } });
}

/** Asks for the package anew each time: it is found open, or opened again from its blob where that is still here. */
function handlerOf(mount: Mount, { packages, clientDirectory, ancestors }: ProgramsOptions): ProgramHandler {
  // Every page asks for it, and before it has it nothing of the program runs.
  const webxdc = readHostScript('webxdc.js', mount.self, clientDirectory);
  // Whoever asks for it hears of a failure.
  webxdc.catch(() => undefined);
  return createProgramHandler({
    open: async () => {
      const opened = await packages.open(mount);
      return opened.ok ? opened.value : null;
    },
    script: (name) => (name === 'webxdc.js' ? webxdc : readHostScript(name, mount.self, clientDirectory)),
    headers: programHeaders(ancestors()),
  });
}
