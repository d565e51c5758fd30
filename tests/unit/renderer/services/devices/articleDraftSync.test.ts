import { expect, it } from 'vitest';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { encodeArticle } from '@domain/article/codec.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import { articleText } from '@domain/article/words.ts';
import type { Choice } from '@domain/device/choices.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { ChannelKeeps } from '@services/channels/channelKeeps.ts';
import { Drafts } from '@services/channels/drafts.ts';
import { type ArticleDraftParts, ArticleDraftSync } from '@services/devices/articleDraftSync.ts';
import { Turn } from '@services/turn.ts';
import type { DeviceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { blobOf } from '../../../../support/shared/feedEvents.ts';
import { alice, idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const NOW = 1_000_000;
const channel = channelSpace(new Uint8Array(32).fill(9));
const saying = (text: string): ArticleDocument => ({ v: 1, blocks: [{ block: 'paragraph', spans: [{ text }] }] });
const around = { id: 'draft', channel, post: null, title: 'See', summary: '', series: '', publishAt: null };

/** Drafts of this device, what was chosen about them, and what a sync of them works with: `hear` is what the log was given. */
async function setUp() {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const keeps = new ChannelKeeps({ store, clock: { now: () => NOW }, journal: { append: async () => ok() } });
  const device = idOf<DeviceId>('mine');
  const drafts = new Drafts({ keeps, device, random: new SeededRandom(3), now: () => NOW });
  const choices = new Map<string, Choice>();
  const heard = { by: async (_choice: Choice): Promise<void> => undefined };
  const on = (_section: string, act: typeof heard.by) => void (heard.by = act);
  // Of each only what is used here is there.
  const parts = (special: Special) =>
    ({
      log: { on, choices, everSaid: async () => [], ...special.log },
      ...{ device, keeps: store.feed.keeps, random: new SeededRandom(4), drafts: special.drafts },
      clock: { after: () => () => undefined },
      wanted: { want: special.want ?? (async () => undefined) },
      files: {
        fetch: () => ({ get: () => ({ state: 'here' }), subscribe: () => () => undefined }),
        letGo: async () => undefined,
        blobs: { read: special.read ?? (async () => ok(null)) },
        library: { put: special.put ?? (async () => ok({ id: blobOf('x'), size: 1 })), setKeep: async () => undefined },
      },
      giveWay: async () => undefined,
      hasOthers: () => true,
    }) as unknown as ArticleDraftParts;
  return { drafts, choices, hear: (choice: Choice) => heard.by(choice), parts };
}

/** What of the parts is a test's own. */
interface Special {
  readonly drafts: object;
  readonly log?: object;
  readonly want?: () => Promise<void>;
  readonly read?: () => Promise<unknown>;
  readonly put?: () => Promise<unknown>;
}

it('DEV-75 what is written while another device’s change is being kept is neither overwritten nor lost', async () => {
  const { drafts, choices, hear, parts } = await setUp();
  value(await drafts.save({ ...around, document: saying('begun') }));
  const theirs = encodeArticle(saying('theirs')) ?? new Uint8Array();
  let end = () => undefined as void;
  const kept = new Promise<void>((resolve) => (end = resolve));
  let reads = 0;
  const sync = new ArticleDraftSync(
    parts({
      drafts: {
        record: (id: string) => drafts.record(id),
        get: async (id: string) => {
          const read = await drafts.get(id);
          reads += 1;
          // The person writes on, just as what is here was read.
          if (reads === 1) value(await drafts.save({ ...around, document: saying('begun, and went on') }));
          return read;
        },
        put: (...told: Parameters<Drafts['put']>) => drafts.put(...told),
        putOver: (...told: Parameters<Drafts['putOver']>) => drafts.putOver(...told),
        agree: (...told: Parameters<Drafts['agree']>) => drafts.agree(...told),
        remove: (...told: Parameters<Drafts['remove']>) => drafts.remove(...told),
        postOf: (id: string) => drafts.postOf(id),
      },
      want: async () => end(),
      read: async () => ok(theirs),
    }),
  );
  const { id: _id, ...told } = around;
  const document = { document: blobOf('theirs'), size: theirs.length };
  const said = { ...told, changedAt: NOW + 500, by: null, was: null, ...document };
  const choice = { key: 'article/draft', value: said, at: NOW, device: idOf<DeviceId>('laptop'), seq: 0 } as Choice;
  choices.set(choice.key, choice);
  await hear(choice);
  await kept;
  const texts = await Promise.all((await drafts.all()).map(async ({ id }) => (await drafts.get(id))?.document));
  expect(texts.map((text) => (text === undefined ? '' : articleText(text))).toSorted()).toEqual([
    'begun, and went on',
    'theirs',
  ]);
  sync.dispose();
});

it('DEV-75 what is heard while a draft is being told neither waits for that for good nor is told over', async () => {
  const { drafts, choices, hear, parts } = await setUp();
  const said: unknown[] = [];
  // As the log does: what is heard and what is said have one turn.
  const turn = new Turn();
  const say = (_key: string, valueNow: () => unknown) => turn.take(async () => void said.push(valueNow()));
  let go = () => undefined as void;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const put = async () => {
    await gate;
    return ok({ id: blobOf('x'), size: 1 });
  };
  const sync = new ArticleDraftSync(parts({ drafts, log: { say }, put }));
  sync.start();
  await settle();
  value(await drafts.save({ ...around, publishAt: NOW + 9, document: saying('begun') }));
  await settle();
  const choice: Choice = {
    key: 'article/draft',
    value: { gone: NOW },
    at: NOW,
    device: idOf<DeviceId>('laptop'),
    seq: 0,
  };
  let isDone = false;
  void turn.take(async () => {
    choices.set(choice.key, choice);
    await hear(choice);
    isDone = true;
  });
  await settle();
  go();
  await settle();
  expect(isDone).toBe(true);
  expect(said.filter((one) => one !== undefined)).toEqual([]);
  sync.dispose();
});

it('DEV-75 what was handed in goes where another device is done with it, unless it was written at here', async () => {
  const { drafts, choices, parts } = await setUp();
  const told: string[] = [];
  const say = async (key: string, valueNow: () => unknown) => void (valueNow() !== undefined && told.push(key));
  const sync = new ArticleDraftSync(parts({ drafts, log: { say } }));
  const ids = ['left', 'written'];
  for (const id of ids) {
    const { changedAt } = value(await drafts.save({ ...around, id, document: saying('as it came') }));
    if (id === 'written')
      value(await drafts.save({ ...around, id, document: saying('and written at'), base: changedAt }));
    const device = idOf<DeviceId>('laptop');
    choices.set(`article/${id}`, { key: `article/${id}`, value: { gone: NOW }, at: NOW, device, seq: 0 });
  }
  await sync.tellAll(() => true);
  expect(await drafts.record('left')).toBeNull();
  expect(articleText((await drafts.get('written'))?.document ?? saying(''))).toBe('and written at');
  expect(told).toEqual(['article/written']);
  sync.dispose();
});
