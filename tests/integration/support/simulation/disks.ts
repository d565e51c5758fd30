import type { AccountId } from '@shared/ids.ts';
import type { Host } from '@ports/host.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import type { SimulatedProcess } from './process.ts';

/** Reading methods of a store that tests reach without taking a step. */
const STEPLESS: ReadonlySet<string> = new Set(['open', 'close', 'failNext']);

/** What outlives a process: the database and the host's journal, and what a power cut leaves of them. */
export class SimulatedDisks {
  database = new MemoryDisk();
  readonly host: MemoryHost = createMemoryHost();
  private readonly account: AccountId;
  /** Everything admitted since the database began, and how much of it a strict write made safe. */
  private admitted: (readonly AdmittedEvent[])[] = [];
  private safe = 0;

  constructor(account: AccountId) {
    this.account = account;
  }

  /** The database as a process sees it: every call is a step of that process. */
  store(process: SimulatedProcess): MemoryDocumentStore {
    const store = new MemoryDocumentStore({ disk: this.database });
    return inSteps(store, process, (name, parameters, answer) => this.note(name, parameters, answer));
  }

  /** The host as a process sees it. */
  hostOf(process: SimulatedProcess): Host {
    const { host } = this;
    return {
      call: (method, input) =>
        method === 'log.append'
          ? host.call(method, input)
          : process.step(
              () => host.call(method, input),
              () => this.tear(method, input),
            ),
      on: (event, listener) => host.on(event, (payload) => (process.isAlive ? listener(payload) : undefined)),
    };
  }

  /** The power goes: of the database only what a strict write made safe is left, with all that came before it. */
  async cutPower(): Promise<void> {
    const { values } = this.database.tables(this.account).records;
    const kept = this.admitted.slice(0, this.safe);
    this.database = new MemoryDisk();
    for (const [name, value] of values) this.database.tables(this.account).records.values.set(name, value);
    const store = new MemoryDocumentStore({ disk: this.database });
    await store.open(this.account);
    for (const events of kept) await store.admit(events, 'strict');
    this.admitted = kept;
  }

  /** The database is gone, as after a full disk or a damaged file. */
  loseDatabase(): void {
    this.database = new MemoryDisk();
    this.admitted = [];
    this.safe = 0;
  }

  private note(name: string, parameters: readonly unknown[], answer: unknown): void {
    const isOk = typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
    if (name !== 'admit' || !isOk) return;
    this.admitted.push(parameters[0] as readonly AdmittedEvent[]);
    if (parameters[1] === 'strict') this.safe = this.admitted.length;
  }

  /** The host keeps a part of what it was handed. */
  private tear(method: string, input: unknown): void {
    if (method !== 'journal.append') return;
    const { account, entries } = input as { readonly account: string; readonly entries: readonly Uint8Array[] };
    const half = entries.slice(0, Math.floor(entries.length / 2));
    if (half.length > 0) void this.host.call('journal.append', { account, entries: [...half] });
  }
}

type Noted = (name: string, parameters: readonly unknown[], answer: unknown) => void;

/** Every method that answers with a promise becomes a step, those of the record tables too. */
function inSteps<T extends object>(target: T, process: SimulatedProcess, noted: Noted): T {
  return new Proxy(target, {
    get: (from, name) => {
      const value: unknown = Reflect.get(from, name, from);
      if (typeof value === 'object' && value !== null && isTable(value)) return inSteps(value, process, noted);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      const method = value as (...parameters: readonly unknown[]) => unknown;
      if (STEPLESS.has(name) || name.startsWith('watch')) return method.bind(from);
      return (...parameters: readonly unknown[]) =>
        process.step(async () => {
          const answer = await method.apply(from, [...parameters]);
          noted(name, parameters, answer);
          return answer;
        });
    },
  });
}

function isTable(value: object): boolean {
  return 'put' in value && 'all' in value;
}
