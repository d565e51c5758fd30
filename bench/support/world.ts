/** People whom several benchmarks need, made once when first asked for. */
import type { SeedPlan, Seeded } from './pageContract.ts';
import { type Person, openApp, openTools, startNamed, tools, watch } from './profiles.ts';

/** How much a run measures. `quick` is for seeing that nothing rotted, never for judging. */
export interface Extent {
  readonly quick: boolean;
}

/** A person with history. */
export interface Historian {
  readonly person: Person;
  readonly chats: readonly Seeded[];
}

/** Two people who are contacts of each other. */
export interface Couple {
  readonly alice: Person;
  readonly bob: Person;
  readonly space: string;
}

export class World {
  private readonly extent: Extent;
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(extent: Extent) {
    this.extent = extent;
  }

  /** Two people, mutual contacts, each with their own host. */
  couple(): Promise<Couple> {
    return this.once('couple', makeCouple);
  }

  /** Somebody who has nobody yet. */
  newcomer(): Promise<Person> {
    return this.once('newcomer', () => startNamed('Newcomer'));
  }

  /** 50 conversations of 2,000 messages. */
  manyChats(): Promise<Historian> {
    const messages = this.extent.quick ? 40 : 2000;
    const plans = Array.from({ length: 50 }, (_, number) => ({ name: `Contact ${number + 1}`, messages }));
    return this.once('manyChats', () => makeHistorian(plans));
  }

  /** One very long conversation, one of 10,000 with media, and short ones. */
  longChats(): Promise<Historian> {
    const { quick } = this.extent;
    const plans = [
      { name: 'Longest', messages: quick ? 5000 : 100_000 },
      { name: 'Short', messages: 100 },
      { name: 'Neutral', messages: 100 },
      { name: 'Scrolled', messages: quick ? 2000 : 10_000, media: true },
    ] as const;
    return this.once('longChats', () => makeHistorian(plans));
  }

  /** 500 conversations with media. */
  hundreds(): Promise<Historian> {
    const { quick } = this.extent;
    const plans = Array.from({ length: quick ? 60 : 500 }, (_, number) => {
      return { name: `Contact ${number + 1}.`, messages: quick ? 10 : 40, media: true } as const;
    });
    return this.once('hundreds', async () => {
      const made = await makeHistorian(plans);
      await openApp(made.person);
      await settled(made.person);
      return made;
    });
  }

  /** A feed of 20,000 posts. */
  longFeed(): Promise<Person> {
    return this.once('longFeed', () => makeReader(this.extent.quick ? 2000 : 20_000));
  }

  /** A feed of a hundred posts. */
  shortFeed(): Promise<Person> {
    return this.once('shortFeed', () => makeReader(100));
  }

  private once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.made.get(name);
    // Each name is used with one type only, by the methods above.
    if (known !== undefined) return known as Promise<T>;
    const making = make();
    this.made.set(name, making);
    return making;
  }
}

async function makeCouple(): Promise<Couple> {
  const [alice, bob] = await Promise.all([startNamed('Alice'), startNamed('Bob')]);
  await Promise.all([openTools(alice), openTools(bob)]);
  const [cardOfAlice, cardOfBob] = await Promise.all([tools(alice.page, 'ownCard'), tools(bob.page, 'ownCard')]);
  const [space] = await tools(alice.page, 'befriend', [cardOfBob]);
  await tools(bob.page, 'befriend', [cardOfAlice]);
  if (space === undefined) throw new Error('no space was made');
  return { alice, bob, space };
}

async function makeHistorian(plans: readonly SeedPlan[]): Promise<Historian> {
  const person = await startNamed('Historian');
  await openTools(person);
  const total = plans.reduce((sum, { messages }) => sum + messages, 0);
  console.log(`  making ${total} messages …`);
  const chats = await tools(person.page, 'seed', plans);
  await person.page.goto('about:blank');
  return { person, chats };
}

/** What the newest post of a feed that was made says. */
export const NEWEST_POST = 'The newest post of all';

async function makeReader(posts: number): Promise<Person> {
  const person = await startNamed('Reader');
  await openTools(person);
  console.log(`  making ${posts} posts …`);
  await tools(person.page, 'seedFeed', { posts, lastText: NEWEST_POST });
  await openApp(person);
  await settled(person);
  await person.page.goto('about:blank');
  return person;
}

/** Most that is waited until a page rests, ms. */
const MOST_SETTLING = 120_000;
/** A page whose frames are no longer than this has nothing to do, ms. */
const RESTING_FRAME = 40;

/** What the app does once with much that is new, as indexing it for searches, is over: no frame of three seconds was held up. */
export async function settled({ page }: Person): Promise<void> {
  const end = performance.now() + MOST_SETTLING;
  for (let calm = 0; calm < 3 && performance.now() < end;) {
    const frames = await watch(page, 'frames', 60);
    calm = frames.every((time) => time < RESTING_FRAME) ? calm + 1 : 0;
  }
}

/** Most that is waited for a database that is never left alone, ms. */
const MOST_ASKING = 180_000;
/** So many seconds in a row in which nothing is asked of the database. */
const CALM_SECONDS = 5;

/** What the engine does once with much that is new is over: comparing it with the journal, putting it into the index. The page keeps its diary. */
export async function rested({ page }: Person): Promise<void> {
  const end = performance.now() + MOST_ASKING;
  let before = -1;
  for (let calm = 0; calm < CALM_SECONDS && performance.now() < end;) {
    await page.waitForTimeout(1000);
    const begun = await watch(page, 'transactionsBegun');
    calm = begun === before ? calm + 1 : 0;
    before = begun;
  }
}

/** A conversation by the name it was made with. */
export function chatNamed(chats: readonly Seeded[], name: string): Seeded {
  const found = chats.find((chat) => chat.name === name);
  if (found === undefined) throw new Error(`no chat ${name}`);
  return found;
}
