import { join } from 'node:path';
import type { HostErrorCode, HostEventPayload, HostInput, HostOutput } from '@shared/ipc/contract.ts';
import type { EventId } from '@shared/ids.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type Backups, createBackups } from '../backup/backups.ts';
import { blobHandlers } from '../blobs/blobHandlers.ts';
import { type Blobs, createBlobs } from '../blobs/blobs.ts';
import type { ServedBlobs } from '../blobs/serveBlob.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import { createDragFolder } from '../dragOut/dragFolder.ts';
import { type FetchFeed, createFeedFetcher } from '../feeds/feedFetcher.ts';
import type { Journal } from '../journal/journal.ts';
import { createJournals } from '../journal/journals.ts';
import { type HostLocks, openLocks } from '../lock/hostLocks.ts';
import type { SystemUnlock } from '../lock/locks.ts';
import type { DerivationCost } from '../lock/passphraseKey.ts';
import type { LogFile } from '../log/logFile.ts';
import { type MiniHandlersOptions, miniHandlers } from '../mini/miniHandlers.ts';
import { netHandlers } from '../mini/net/netHandlers.ts';
import type { ProgramNet } from '../mini/net/programNet.ts';
import { type Programs, type ProgramsOptions, createPrograms } from '../mini/programs.ts';
import { type AskAnswer, createAnswerAsker } from '../answers/answerAsker.ts';
import { type AskMint, createMintAsker } from '../mints/mintAsker.ts';
import type { Nearby } from '../nearby/nearby.ts';
import { nearbyHandlers } from '../nearby/nearbyHandlers.ts';
import { fetchThrough } from '../proxy/fetchThrough.ts';
import { type HostProxy, directly, throughProxy } from '../proxy/hostProxy.ts';
import { proxyHandlers } from '../proxy/proxyHandlers.ts';
import { createPackages } from '../packages/packages.ts';
import { type PreviewFetcher, createPreviewFetcher } from '../previews/previewFetcher.ts';
import type { SecretProtection } from '../vault/protection.ts';
import type { Vault } from '../vault/vault.ts';
import { parseExternalUrl } from './externalUrl.ts';
import { faultReporter } from './faultLog.ts';

/** What a host can do outside its own files. One that is left out is answered `unsupported`. */
export interface HostEffects {
  readonly setBadge?: (count: number) => void | Promise<void>;
  /** Gets addresses of http, https and mailto only. */
  readonly openExternal?: (url: string) => void | Promise<void>;
  readonly focusWindow?: () => void | Promise<void>;
  /** Opens the window of one program. */
  readonly showProgram?: (instance: EventId) => void | Promise<void>;
  /** The window of the page that asks is done with. */
  readonly endWindow?: () => void;
  /** Shows a notification of the system, and takes one away. */
  readonly showNotice?: (notice: HostInput<'notice.show'>) => void;
  readonly clearNotice?: (tag: string) => void;
  /** Asks the person for a folder; null when they want none. */
  readonly chooseFolder?: () => Promise<string | null>;
  /** Lets what is being dragged in the page that asks be a file of the system. */
  readonly startDrag?: (path: string) => void;
  /** Tells the pages of a lock that was opened or closed; what is shown outside of them goes with a closed one. */
  readonly lockChanged?: (change: HostEventPayload<'lock.changed'>) => void;
}

/** What a host edition brings to the services they share. */
export interface HostServicesOptions {
  readonly dataDir: string;
  readonly protection: SecretProtection;
  readonly describe: Pick<HostOutput<'host.describe'>, 'edition' | 'version' | 'platform' | 'capabilities'>;
  /** Addresses of signaling services this host runs now. */
  readonly signaling: () => readonly string[];
  readonly effects: HostEffects;
  /** Where backups are put that are made by themselves, unless the person chose a folder; with the data unless given. */
  readonly backupFolder?: string | null;
  readonly mini: MiniSurroundings;
  /** How an endpoint is asked that answers letters; a test's own. */
  readonly askAnswer?: AskAnswer;
  /** How mints are asked; a test's own. */
  readonly askMint?: AskMint;
  /** How feeds of the web are fetched, where that is not from the public internet alone. */
  readonly fetchFeed?: FetchFeed;
  /** The same for what links are shown with. */
  readonly previews?: PreviewFetcher;
  /** How other hosts in the same network are found; without it none are. */
  readonly nearby?: Nearby | undefined;
  /** By which proxy addresses are reached; without it, by none. */
  readonly proxy?: HostProxy | undefined;
  /** How the system says who is there, where it does. */
  readonly system?: SystemUnlock | null;
  /** What deriving a key from a passphrase costs; a test's own. */
  readonly lockCost?: DerivationCost | undefined;
  readonly log: LogFile;
}

/** What an edition tells of how it serves and shows programs. */
export interface MiniSurroundings
  extends Omit<ProgramsOptions, 'packages' | 'ended'>, Omit<MiniHandlersOptions, 'programs'> {
  /** Null: programs reach nothing. */
  readonly net: ProgramNet | null;
}

/** The handlers of every method, and an end that waits for what is being written. */
export interface HostServices {
  readonly handlers: HostHandlers;
  /** What the handlers keep blobs in, for serving their bytes by address. */
  readonly blobs: ServedBlobs;
  /** What the handlers keep backups in, for the same. */
  readonly backups: Pick<Backups, 'folder'>;
  /** The programs that are served now. */
  readonly programs: Programs;
  /** Closes every lock, as when the machine sleeps. */
  readonly lock: () => Promise<void>;
  /** Somebody has a hand on the app where its page does not see it. */
  readonly noteUse: () => void;
  readonly dispose: () => Promise<void>;
}

type Outcome<T> = Promise<Result<T, Failure<HostErrorCode>>>;
const NOTHING = ok({});

/** Joins journal, vault, log and effects into the handlers of the contract. */
export function createHostServices(options: HostServicesOptions): HostServices {
  const { dataDir } = options;
  const locks: HostLocks = openLocks({ ...options, journals: () => journals });
  const journals = createJournals({ directory: join(dataDir, 'journal'), keys: locks.keys });
  const blobs = createBlobs({ directory: join(dataDir, 'blobs') });
  const report = faultReporter(options.log);
  const backups = createBackups({
    directory: join(dataDir, 'backups'),
    journals,
    blobs,
    chooseFolder: options.effects.chooseFolder,
    planFolder: options.backupFolder ?? null,
    onFault: (cause) => report({ method: 'backup.status', reason: 'handler-threw', cause }),
  });
  const programs = createPrograms({
    ...options.mini,
    packages: createPackages(blobs),
    ended: (label) => options.mini.net?.hangUp(label),
  });
  return {
    blobs: { open: (account) => blobs.open(account), isLocked: locks.isAccountLocked },
    backups,
    programs,
    ...{ lock: locks.closeAll, noteUse: locks.noteUse },
    handlers: locks.guard({
      'host.describe': () => Promise.resolve(ok(description(options))),
      ...journalHandlers((account) => journals.open(account)),
      ...vaultHandlers(locks.vault),
      ...locks.handlers,
      ...blobHandlers(blobs),
      ...backups.handlers,
      ...miniHandlers({ ...options.mini, programs }),
      ...netHandlers(programs, options.mini.net),
      ...webHandlers(options),
      'drag.start': dragHandler(options, blobs),
      ...{ ...effectHandlers(options.effects), ...nearbyHandlers(options.nearby), ...proxyHandlers(options.proxy) },
      'log.append': async ({ lines }) => emptied(await options.log.append(lines)),
    }),
    dispose: async () => {
      options.nearby?.close();
      locks.dispose();
      await backups.close();
      await Promise.all([journals.close(), blobs.close()]);
    },
  };
}

/** What is asked of the web, by the proxy it is reached by. */
function webHandlers(
  options: HostServicesOptions,
): Pick<HostHandlers, 'mint.ask' | 'answer.ask' | 'feed.fetch' | `preview.${'page' | 'picture'}`> {
  const through = options.proxy === undefined ? directly : throughProxy(options.proxy);
  const ask = fetchThrough(through);
  const { page, picture } = options.previews ?? createPreviewFetcher({ through });
  return {
    'mint.ask': options.askMint ?? createMintAsker({ ask }),
    'answer.ask': options.askAnswer ?? createAnswerAsker({ ask }),
    'feed.fetch': options.fetchFeed ?? createFeedFetcher({ through }),
    ...{ 'preview.page': page, 'preview.picture': picture },
  };
}

function description(options: HostServicesOptions): HostOutput<'host.describe'> {
  const { edition, version, platform, capabilities } = options.describe;
  const signaling = [...options.signaling()];
  return { edition, version, platform, capabilities, vaultProtection: options.protection.kind, signaling };
}

function journalHandlers(
  open: (account: string) => Outcome<Journal>,
): Pick<HostHandlers, 'journal.append' | 'journal.read' | 'journal.compact' | 'journal.describe'> {
  return {
    'journal.append': async ({ account, entries }) => {
      const journal = await open(account);
      return journal.ok ? journal.value.append(entries) : journal;
    },
    'journal.read': async ({ account, from, limit }) => {
      const journal = await open(account);
      return journal.ok ? journal.value.read(from, limit) : journal;
    },
    'journal.compact': async ({ account, drop }) => {
      const journal = await open(account);
      return journal.ok ? journal.value.compact(drop) : journal;
    },
    'journal.describe': async ({ account }) => {
      const journal = await open(account);
      return journal.ok ? journal.value.describe() : journal;
    },
  };
}

function vaultHandlers(vault: Vault): Pick<HostHandlers, 'vault.read' | 'vault.write' | 'vault.remove' | 'vault.list'> {
  return {
    'vault.read': async ({ name }) => {
      const secret = await vault.read(name);
      return secret.ok ? ok({ value: secret.value }) : secret;
    },
    'vault.write': async ({ name, value }) => emptied(await vault.write(name, value)),
    'vault.remove': async ({ name }) => emptied(await vault.remove(name)),
    'vault.list': async () => {
      const names = await vault.list();
      return names.ok ? ok({ names: names.value }) : names;
    },
  };
}

function effectHandlers(
  effects: HostEffects,
): Pick<
  HostHandlers,
  'badge.set' | 'external.open' | `window.${'focus' | 'program' | 'done'}` | `notice.${'show' | 'clear'}`
> {
  return {
    'badge.set': ({ count }: HostInput<'badge.set'>) => run(effects.setBadge, count),
    'external.open': async ({ url }) => {
      const address = parseExternalUrl(url);
      return address.ok ? run(effects.openExternal, address.value) : address;
    },
    'window.focus': () => run(effects.focusWindow, undefined),
    'window.program': ({ instance }) => run(effects.showProgram, instance),
    'window.done': () => run(effects.endWindow, undefined),
    'notice.show': (notice: HostInput<'notice.show'>) => run(effects.showNotice, notice),
    'notice.clear': ({ tag }: HostInput<'notice.clear'>) => run(effects.clearNotice, tag),
  };
}

function dragHandler({ dataDir, effects }: HostServicesOptions, blobs: Blobs): HostHandlers['drag.start'] {
  const folder = createDragFolder({ directory: join(dataDir, 'drag'), blobs });
  return async (input) => {
    if (effects.startDrag === undefined) return run(effects.startDrag, '');
    const copied = await folder.copy(input);
    return copied.ok ? run(effects.startDrag, copied.value) : copied;
  };
}

async function run<T>(
  effect: ((argument: T) => void | Promise<void>) | undefined,
  argument: T,
): Outcome<Record<string, never>> {
  if (effect === undefined) return fail('unsupported', 'this host can not do that');
  await effect(argument);
  return NOTHING;
}

function emptied(outcome: Result<void, Failure<HostErrorCode>>): Result<Record<string, never>, Failure<HostErrorCode>> {
  return outcome.ok ? NOTHING : outcome;
}
