/** The product without screens, written to as fast as it takes it: what it acknowledged is told outside at once. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { readCard } from '@domain/contact/card.ts';
import { OwnSelf } from '@services/engine/ownSelf.ts';
import { createIdentity } from '@services/identity/createIdentity.ts';
import type { Application, Startup, Workspace } from '@services/workspace/workspace.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { SpaceId } from '@shared/ids.ts';
import type { Durability } from '../../shared/durability.ts';
import { befriend, must, openProfile } from '../../../../bench/page/profile.ts';
import { startApplication } from '../../../../src/renderer/shell/startApplication.ts';

/** How often what was acknowledged is told, ms. */
const TELL = 10;

declare global {
  /** Given by the test: hears what was acknowledged. */
  var acknowledged: ((texts: readonly string[]) => Promise<void>) | undefined;
}

let application: Application | null = null;
let lastRefusal: string | null = null;

function startup(): Startup {
  application ??= startApplication().application;
  return application.startup.get();
}

function workspace(): Workspace {
  const state = startup();
  if (state.status !== 'ready') throw new Error(`not ready: ${state.status}`);
  return state.workspace;
}

/** What a live query says first. */
function first<T>(query: LiveQuery<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    query.subscribe((state) => {
      if (state.status === 'ready') resolve(state.value);
      if (state.status === 'failed') reject(new Error(state.error.message));
    });
  });
}

async function spaces(): Promise<readonly SpaceId[]> {
  return (await first(workspace().conversations())).map(({ space }) => space);
}

/** Someone to write to, who is never there. */
async function befriendSomeone(name: string): Promise<void> {
  const vault = new MemoryKeyVault({ random: systemRandom });
  const parts = { vault, verify: verifySignature, clock: systemClock, random: systemRandom };
  const identity = must(await createIdentity(parts, { name, avatar: { kind: 'generated' } }));
  const { card } = await OwnSelf.open(parts, identity);
  await befriend(await openProfile(), must(await readCard(card, verifySignature)));
}

async function writeTo(space: SpaceId, tag: string, count: number): Promise<number> {
  let refused = 0;
  let told: string[] = [];
  const tell = () => {
    if (told.length > 0) void globalThis.acknowledged?.(told);
    told = [];
  };
  const timer = setInterval(tell, TELL);
  for (let number = 0; number < count; number += 1) {
    const text = `${tag} ${number}`;
    const state = startup();
    const sent = state.status === 'ready' ? await state.workspace.sendText(space, text) : null;
    if (sent?.ok === true) {
      told.push(text);
      continue;
    }
    refused += 1;
    lastRefusal = sent === null ? state.status : `${sent.error.code}: ${sent.error.message}`;
    // Nobody presses Enter faster than this.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  clearInterval(timer);
  tell();
  return refused;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not done')));
  });
}

async function openDatabase(): Promise<IDBDatabase> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const name = names.find((each) => /^banyan-[A-Za-z0-9_-]{43}$/.test(each));
  if (name === undefined) throw new Error('there is no database');
  return done(indexedDB.open(name));
}

/** Scrolls through a conversation from its end to its beginning, as a person would who looks for something. */
async function scrollThrough(space: SpaceId): Promise<void> {
  const window = workspace().openMessages(space);
  for (let page = 0; page < 200; page += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (page > 10 && !window.state.get().hasOlder) break;
    window.older();
  }
  window.dispose();
}

/** Every text in the database, as it stands there. */
async function texts(): Promise<readonly string[]> {
  const database = await openDatabase();
  const rows = (await done(database.transaction('messages').objectStore('messages').getAll())) as readonly {
    readonly body: { readonly text: string };
  }[];
  database.close();
  return rows.map(({ body }) => body.text);
}

const durability: Durability = {
  status: () => startup().status,
  notice: () => {
    const state = startup();
    return state.status === 'ready' ? (state.notice?.kind ?? null) : null;
  },
  failure: () => {
    const state = startup();
    return state.status === 'failed' ? state.error.code : null;
  },
  createProfile: async (name: string) => {
    startup();
    must(await (application as Application).createProfile({ name, avatar: { kind: 'generated' } }));
  },
  befriend: async (count: number) => {
    for (let number = 0; number < count; number += 1) await befriendSomeone(`Someone ${number}`);
  },
  lastRefusal: () => lastRefusal,
  isReadOnly: () => workspace().connection.get().readOnly,
  invite: async () => must(await workspace().createInvite()).link,
  ask: async (link) => {
    must(await workspace().acceptInvite(link));
  },
  sayYes: async () => {
    const requests = await first(workspace().requests());
    for (const { account } of requests) must(await workspace().acceptRequest(account));
    return requests.length;
  },
  linked: () => workspace().connection.get().devices,
  untilHeld: async (count) => {
    const database = await openDatabase();
    while ((await done(database.transaction('messages').objectStore('messages').count())) < count) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    database.close();
  },
  write: async (tag: string, count: number) => {
    const refused = (await spaces()).map((space, index) => writeTo(space, `${tag}/${index}`, count));
    return (await Promise.all(refused)).reduce((sum, each) => sum + each, 0);
  },
  compare: async (expected: readonly string[]) => {
    const held = await texts().catch(async () => {
      // Something cannot be read. The app has to find that out for itself, and may be about to.
      if (startup().status === 'ready') await Promise.allSettled((await spaces().catch(() => [])).map(scrollThrough));
      return [];
    });
    const known = new Set(held);
    return {
      missing: expected.filter((text) => !known.has(text)),
      doubled: held.length - known.size,
      held: held.length,
    };
  },
};
Object.assign(globalThis, { durability });
