import * as v from 'valibot';
import type { Host } from '@ports/host.ts';
import {
  type HostErrorCode,
  type HostEvent,
  type HostEventPayload,
  type HostInput,
  type HostMethod,
  type HostOutput,
  hostContract,
  hostEvents,
} from '@shared/ipc/contract.ts';
import { readHostAnswer } from '@shared/ipc/answer.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { type MemoryBlobs, createMemoryBlobs } from './memoryBlobs.ts';
import { type MemoryPrograms, createMemoryPrograms } from './memoryPrograms.ts';
import { type MemoryJournal, createMemoryJournal } from './memoryJournal.ts';

type Handlers = {
  readonly [M in HostMethod]: (input: HostInput<M>) => Result<HostOutput<M>, Failure<HostErrorCode>>;
};

/** A host without a process: for tests and for pages that have none. Keeps everything in memory. */
export interface MemoryHost extends Host {
  /** Makes a method fail from now on; null ends that. */
  setFailure(method: HostMethod, code: HostErrorCode | null): void;
  /** Tells the listeners. */
  emit<E extends HostEvent>(event: E, payload: HostEventPayload<E>): void;
  /** Damages a chunk of a blob behind the host's back. */
  readonly damageBlob: MemoryBlobs['damage'];
  /** Who answers as which endpoint; one that is not here can not be reached. */
  readonly answers: Map<string, (question: HostInput<'answer.ask'>) => string>;
  /** Who answers at which address of a feed; one that is not here can not be reached. */
  readonly feeds: Map<string, (question: HostInput<'feed.fetch'>) => ReturnType<Handlers['feed.fetch']>>;
  /** The pages, and the pictures, that links are shown with; what is not here can not be reached. */
  readonly pages: Map<string, HostOutput<'preview.page'> | HostOutput<'preview.picture'>>;
  /** Who answers as which mint; one that is not here can not be reached. */
  readonly mints: Map<string, (question: HostInput<'mint.ask'>) => HostOutput<'mint.ask'> | null>;
  /** What is mounted, and what packages are taken for. */
  readonly programs: Omit<MemoryPrograms, 'handlers'>;
  /** What the host was asked to show or keep beside journal and vault. */
  readonly effects: {
    readonly badge: number | null;
    readonly focused: number;
    readonly opened: readonly string[];
    readonly log: readonly string[];
  };
}

/** Creates an empty host. Its vault says `memory`, and so it is. */
export function createMemoryHost(options: { readonly signaling?: readonly string[] } = {}): MemoryHost {
  const failures = new Map<HostMethod, HostErrorCode>();
  const listeners = new Map<HostEvent, Set<(payload: unknown) => void>>();
  const effects: Effects = { badge: null, focused: 0, opened: [], log: [] };
  const blobs = createMemoryBlobs();
  const programs = createMemoryPrograms(blobs);
  const mints: MemoryHost['mints'] = new Map();
  const feeds: MemoryHost['feeds'] = new Map();
  const answers: MemoryHost['answers'] = new Map();
  const pages: MemoryHost['pages'] = new Map();
  const handlers: Handlers = {
    'host.describe': () => ok(description(options.signaling ?? [])),
    ...journalHandlers(),
    ...vaultHandlers(),
    ...blobs.handlers,
    ...programs.handlers,
    ...UNABLE,
    ...webHandlers({ mints, answers, feeds }),
    ...previewHandlers(pages),
    ...effectHandlers(effects),
  };
  return {
    effects,
    damageBlob: blobs.damage,
    mints,
    feeds,
    answers,
    pages,
    programs,
    // A turn of its own, as every real host takes: nothing may lean on an answer within the same turn.
    call: (method, input) => Promise.resolve().then(() => answer(method, input, { handlers, failures })),
    on: (event, listener) => {
      const own = listeners.get(event) ?? new Set();
      const heard = (payload: unknown) => {
        const parsed = v.safeParse(hostEvents[event], payload);
        if (parsed.success) listener(parsed.output);
      };
      listeners.set(event, own.add(heard));
      return () => void own.delete(heard);
    },
    setFailure: (method, code) => void (code === null ? failures.delete(method) : failures.set(method, code)),
    emit: (event, payload) => {
      for (const listener of listeners.get(event) ?? []) listener(payload);
    },
  };
}

const unable = () =>
  fail('unsupported', 'this host has no windows, keeps no backups and no locks, and reaches no network for programs');
const UNABLE = {
  'net.fetch': unable,
  'net.hangUp': unable,
  'window.program': unable,
  'backup.write': unable,
  'backup.status': unable,
  'backup.cancel': unable,
  'backup.list': unable,
  'backup.remove': unable,
  'backup.draft': unable,
  'backup.append': unable,
  'backup.discard': unable,
  'backup.open': unable,
  'backup.verify': unable,
  'backup.restore': unable,
  'backup.now': unable,
  'backup.plan': unable,
  'backup.arrange': unable,
  'backup.folder': unable,
  'backup.run': unable,
  'window.done': unable,
  'notice.show': unable,
  'notice.clear': unable,
  'drag.start': unable,
  'nearby.set': unable,
  'nearby.look': unable,
  'nearby.invite': unable,
  'proxy.set': unable,
  'lock.describe': unable,
  'lock.set': unable,
  'lock.change': unable,
  'lock.remove': unable,
  'lock.open': unable,
  'lock.close': unable,
  'lock.setIdle': unable,
  'lock.keep': unable,
  'lock.allowSystem': unable,
  'lock.openBySystem': unable,
  'lock.setAside': unable,
};

const OPENED = new Set(['http:', 'https:', 'mailto:']);

function openableAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && OPENED.has(url.protocol) && url.username === '' && url.password === '' ? url.href : null;
}

interface Effects {
  badge: number | null;
  focused: number;
  readonly opened: string[];
  readonly log: string[];
}

function effectHandlers(
  effects: Effects,
): Pick<Handlers, 'badge.set' | 'external.open' | 'window.focus' | 'log.append'> {
  return {
    'badge.set': ({ count }) => done(() => (effects.badge = count)),
    'external.open': ({ url }) => {
      const address = openableAddress(url);
      return address === null
        ? fail('invalid-input', 'not a web or mail address')
        : done(() => effects.opened.push(address));
    },
    'window.focus': () => done(() => (effects.focused += 1)),
    'log.append': ({ lines }) => {
      if (lines.some(hasControl)) return fail('invalid-input', 'a log line holds a control character');
      return done(() => effects.log.push(...lines));
    },
  };
}

/** What a host reaches for the app, as a test has it. */
function webHandlers({
  mints,
  answers,
  feeds,
}: Pick<MemoryHost, 'mints' | 'answers' | 'feeds'>): Pick<Handlers, 'mint.ask' | 'answer.ask' | 'feed.fetch'> {
  return {
    'mint.ask': (question) => {
      const said = mints.get(question.mint)?.(question) ?? null;
      return said === null ? fail('unreachable', 'the mint does not answer') : ok(said);
    },
    'answer.ask': (question) => {
      const said = answers.get(question.url)?.(question);
      return said === undefined ? fail('unreachable', 'the endpoint does not answer') : ok({ text: said });
    },
    'feed.fetch': (question) => feeds.get(question.url)?.(question) ?? NO_SITE,
  };
}

const NO_SITE = fail('unreachable', 'the site can not be reached');

function previewHandlers(pages: MemoryHost['pages']): Pick<Handlers, 'preview.page' | 'preview.picture'> {
  return {
    'preview.page': ({ url }) => {
      const found = pages.get(url);
      return found !== undefined && 'text' in found ? ok(found) : NO_SITE;
    },
    'preview.picture': ({ url }) => {
      const found = pages.get(url);
      return found !== undefined && 'bytes' in found ? ok(found) : NO_SITE;
    },
  };
}

interface Answering {
  readonly handlers: Handlers;
  readonly failures: ReadonlyMap<HostMethod, HostErrorCode>;
}

function answer<M extends HostMethod>(method: M, input: unknown, { handlers, failures }: Answering) {
  const failure = failures.get(method);
  if (failure !== undefined) return fail(failure, 'set to fail');
  if (!Object.hasOwn(hostContract, method)) return fail('unknown-method', 'the host has no such method');
  const parsed = v.safeParse(hostContract[method].input, input);
  if (!parsed.success) return fail('invalid-input', `${method}: not valid`);
  // `input` was parsed by the schema that this handler's parameter type comes from.
  const handler = handlers[method] as (parsed: unknown) => unknown;
  return readHostAnswer(method, handler(parsed.output));
}

function description(signaling: readonly string[]): HostOutput<'host.describe'> {
  return {
    edition: 'memory',
    version: '0.0.0',
    platform: 'memory',
    capabilities: ['badge', 'openExternal'],
    vaultProtection: 'memory',
    signaling: [...signaling],
  };
}

function journalHandlers(): Pick<Handlers, 'journal.append' | 'journal.read' | 'journal.compact' | 'journal.describe'> {
  const journals = new Map<string, MemoryJournal>();
  const journalOf = (account: string) => {
    const journal = journals.get(account) ?? createMemoryJournal();
    journals.set(account, journal);
    return journal;
  };
  return {
    'journal.append': ({ account, entries }) => ok(journalOf(account).append(entries)),
    'journal.read': ({ account, from, limit }) => ok(journalOf(account).read(from, limit)),
    'journal.compact': ({ account, drop }) => ok(journalOf(account).compact(drop)),
    'journal.describe': ({ account }) => ok(journalOf(account).describe()),
  };
}

function vaultHandlers(): Pick<Handlers, 'vault.read' | 'vault.write' | 'vault.remove' | 'vault.list'> {
  const secrets = new Map<string, Uint8Array>();
  return {
    'vault.read': ({ name }) => ok({ value: secrets.get(name)?.slice() ?? null }),
    'vault.write': ({ name, value }) => done(() => secrets.set(name, value.slice())),
    'vault.remove': ({ name }) => done(() => secrets.delete(name)),
    'vault.list': () => ok({ names: [...secrets.keys()].toSorted() }),
  };
}

function hasControl(line: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line);
}

function done(effect: () => unknown): Result<Record<string, never>, never> {
  effect();
  return ok({});
}
