/** Ben reads on two devices what Ana sells: each knows what it was told and no more. */
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { ok } from '@shared/result.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { claimNonce, claimText, givenMark } from '@domain/channel/claim.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import type { Terms } from '@domain/channel/terms.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft } from '@domain/wallet/record.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { Buying } from '@services/channels/paid/buying.ts';
import { Claims } from '@services/channels/paid/claims.ts';
import { type Claimed, Gifts } from '@services/channels/paid/gifts.ts';
import { Twice } from '@services/channels/paid/twice.ts';
import { Deeds } from '@services/wallet/trade/deeds.ts';
import type { Dues } from '@services/wallet/trade/dues.ts';
import { giveBack } from '@services/wallet/trade/giveBack.ts';
import { fakeBlobId, fakeEventId } from '../../../../../support/web/fakeIds.ts';
import { deviceOf } from '../../../domain/wallet/support/people.ts';
import { DAY, START } from '../../../domain/wallet/support/records.ts';
import { Scene } from '../../../domain/wallet/support/scene.ts';
import { channelOf } from './readChannel.ts';

const TERM = 2 * DAY;
export const PRICE = 100;
const post = fakeEventId('post');
const KEY = new Uint8Array(32).fill(9);

const bytesOf = (id: string): Uint8Array => {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('no id');
  return bytes.value;
};

type Channel = Awaited<ReturnType<typeof channelOf>>;

/** Records of small things, as a store has them. */
class Keeps {
  readonly rows = new Map<string, FeedKeep>();

  readonly all = async (kind: string) => ok([...this.rows.values()].filter((row) => row.kind === kind));

  readonly put = async (rows: readonly Omit<FeedKeep, 'at'>[]) => {
    for (const row of rows) this.rows.set(`${row.kind} ${row.id}`, { ...row, at: 0 });
    return ok();
  };

  readonly remove = async (kind: string, id: string) => {
    this.rows.delete(`${kind} ${id}`);
    return ok();
  };
}

/** One device of Ben. */
export class Buyer {
  readonly ledger: Ledger;
  readonly keeps = new Keeps();
  private readonly shop: Shop;
  private readonly index: number;
  private readonly random: SeededRandom;
  private readonly keys: ChannelKeys;
  private price = PRICE;
  private buying: Buying;
  private claims: Claims;

  constructor(shop: Shop, index: number) {
    this.shop = shop;
    this.index = index;
    this.random = new SeededRandom(11 + index);
    this.keys = new ChannelKeys({ vault: new MemoryKeyVault({ random: this.random }), random: this.random });
    const { scene } = shop;
    const people = [scene.ana, scene.ben, scene.cleo, scene.dan];
    const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
    this.ledger = reduce([...scene.ledger.records()], certificates);
    this.buying = this.newBuying();
    this.claims = this.newClaims();
  }

  /** What is kept is all that is left of a device that starts again. */
  restart(): void {
    this.buying = this.newBuying();
    this.claims = this.newClaims();
  }

  async press(price: number): Promise<string> {
    this.price = price;
    const { ana } = this.shop.scene;
    const bought = await this.claims.buy(post, {
      payee: ana.account,
      unit: this.shop.scene.unit.id,
      amount: BigInt(price),
    });
    return bought.ok ? bought.value.payment : bought.error.code;
  }

  /** Tells the other device what it lacks. */
  tellRecords(to: Buyer): void {
    for (const record of this.ledger.records()) to.ledger.add(record);
  }

  async tellKeeps(to: Buyer): Promise<void> {
    await to.keeps.put([...this.keeps.rows.values()].filter(({ id, kind }) => !to.keeps.rows.has(`${kind} ${id}`)));
  }

  /** The letters of this device, as an editor reads them. */
  async letters(): Promise<readonly Claimed[]> {
    const { space } = this.shop.channel;
    const threads = await this.buying.threads(space);
    return (await this.claims.own(space)).flatMap(({ record, salt }): readonly Claimed[] => {
      const paid = this.ledger.find('transfer', record);
      const thread = threads.find(
        ({ key }) =>
          paid !== undefined && toBase64url(claimNonce({ space, post, thread: key }, salt)) === toBase64url(paid.nonce),
      );
      if (thread === undefined) return [];
      const text = claimText({ record, salt });
      const said = {
        v: 1,
        channel: space,
        kind: 'claim',
        post,
        name: '-',
        at: START,
        thread: thread.key,
        text,
      } as const;
      const desk = { state: 'open', stateAt: 0, assigned: null, auto: false, answers: [] } as const;
      return [{ letter: { ...said, ...desk }, at: this.shop.scene.now }];
    });
  }

  /** Whether this device finds and opens what was given under these marks. */
  async opens(marks: ReadonlySet<string>): Promise<boolean> {
    const { space } = this.shop.channel;
    const awaited = await this.claims.awaited(space);
    return [...awaited.keys()].some((mark) => marks.has(mark));
  }

  private newBuying(): Buying {
    const { keys, keeps, random } = this;
    return new Buying({ keys, keeps, dues: this.dues(), clock: this.shop.clock, random });
  }

  private newClaims(): Claims {
    const { buying, keys, keeps, random, shop } = this;
    return new Claims({
      ...{ buying, keys, keeps, random, clock: shop.clock, dues: this.dues(), book: shop.channel.book },
      feed: {
        post: async () => ok(shop.row(this.price)),
        notes: async () => ok(new Map()),
        words: async () => ok([shop.word()]),
      },
      keyring: { keyOf: () => Promise.resolve(null) },
      isContact: () => true,
      flood: { begin: () => undefined },
    });
  }

  private dues(): Dues {
    const { ledger, shop } = this;
    const { ben } = shop.scene;
    const device = ben.devices[this.index] ?? deviceOf(ben);
    return {
      account: ben.account,
      view: ledger,
      ready: async () => ok(),
      listen: () => () => undefined,
      prepare: async ({ to, unit, amount, nonce }) => {
        const until = (Math.floor(shop.scene.now / TERM) + 2) * TERM;
        const sides = { from: holderOf(ben.account), to: holderOf(to), unit };
        return ok({ type: 'transfer', nonce, body: { ...sides, amount, until, mode: 'now' } });
      },
      prepareMandate: () => Promise.reject(new Error('not sold so')),
      idOf: (draft) => draftId(draft),
      waiting: async () => ok(new Set()),
      holdBack: () => undefined,
      stop: async () => ok(),
      giveBack: async () => ok(),
      sign: async (draft) => {
        const record = await sealRecord(draft as Draft<'transfer'>, device);
        ledger.add(record);
        return ok({ record: record.id });
      },
    };
  }
}

/** Ana's side: the clerk, who is paid, and what editors heard. */
export class Shop {
  readonly scene: Scene;
  readonly channel: Channel;
  readonly clock = { now: () => this.scene.now };
  readonly buyers: readonly [Buyer, Buyer];
  private readonly heard = new Map<string, Claimed>();
  private readonly keeps = new Keeps();

  private constructor(scene: Scene, channel: Channel) {
    this.scene = scene;
    this.channel = channel;
    this.buyers = [new Buyer(this, 0), new Buyer(this, 1)];
  }

  static async open(): Promise<Shop> {
    return new Shop(await Scene.begin(), await channelOf());
  }

  row(price: number): PostRecord {
    const { space, device } = this.channel;
    const article = { title: 'T', summary: '', cover: null, document: fakeBlobId('d'), size: 9, words: 1, series: '' };
    return {
      ...{ id: post, space, lane: 'channels', author: channelAuthor(space), device, seq: 0 },
      ...{ at: START, expires: null, story: null },
      body: { ...textPost(''), article: { ...article, blobs: [], paid: this.face(price) } },
    };
  }

  word(): WordRecord {
    const { space, device } = this.channel;
    const terms: Terms = { ...this.target(), subscription: null };
    return {
      ...{ id: fakeEventId('terms'), space, kind: feedKind('channels', ChannelWord.terms), at: START },
      ...{ author: channelAuthor(space), device, seq: 0, body: { terms } },
    };
  }

  /** Hears what a device ordered. */
  hearRecords(buyer: Buyer): void {
    for (const record of buyer.ledger.records()) this.scene.ledger.add(record);
  }

  /** Hears by what it claims. */
  async hearLetters(buyer: Buyer): Promise<void> {
    for (const claimed of await buyer.letters()) {
      const key = claimed.letter.text + toBase64url(claimed.letter.thread);
      if (!this.heard.has(key)) this.heard.set(key, claimed);
    }
  }

  /** Judges what there is. */
  async clerk(): Promise<void> {
    for (const { id } of this.orders()) await this.scene.clerk({ id });
  }

  /** Gives back what was paid twice, on two devices at once. */
  async giveBack(): Promise<void> {
    const { ledger: view, ana } = this.scene;
    const twice = new Twice({
      gifts: this.gifts(),
      keeps: this.keeps,
      dues: { account: ana.account, view },
      clock: this.clock,
    });
    const found = await twice.find(this.channel.space, [...this.heard.values()]);
    for (const payment of found) await Promise.all([0, 1].map((index) => giveBack(this.deeds(index), payment)));
  }

  /** Marks of what was given so far. */
  async given(): Promise<ReadonlySet<string>> {
    const { space } = this.channel;
    const marks = new Set<string>();
    for (const claimed of this.heard.values())
      for (const { thread, place } of await this.gifts().forClaim(space, claimed))
        marks.add(toBase64url(givenMark(space, thread, place)));
    return marks;
  }

  /** All that Ben ordered. */
  orders() {
    const { ledger, ben } = this.scene;
    return [...ledger.records()].flatMap((record) =>
      record.type === 'transfer' && record.body.from === holderOf(ben.account) ? [record] : [],
    );
  }

  statusOf(id: RecordId) {
    return this.scene.book.transfer(id)?.status;
  }

  private gifts(): Gifts {
    const { ledger: view, ana } = this.scene;
    return new Gifts({
      keeps: this.keeps,
      book: this.channel.book,
      keyring: { keyOf: async () => KEY },
      feed: {
        post: async () => ok(this.row(PRICE)),
        notes: async () => ok(new Map()),
        words: async () => ok([this.word()]),
      },
      dues: { account: ana.account, view },
      clock: this.clock,
    });
  }

  private deeds(index: number): Deeds {
    const { scene } = this;
    const device = scene.ana.devices[index] ?? deviceOf(scene.ana);
    const never = () => Promise.reject(new Error('asked about'));
    return new Deeds({
      book: { view: scene.ledger },
      signer: {
        self: { account: scene.ana.account, device: device.key },
        sign: never,
        keep: never,
        seal: (draft) => sealRecord(draft, device),
        release: async (record) => {
          scene.ledger.add(record);
          return ok();
        },
      },
      clock: { ...this.clock, monotonic: () => scene.now, after: () => () => undefined },
      random: new SeededRandom(3),
      ready: async () => ok(),
    });
  }

  private target() {
    const { ana, unit } = this.scene;
    const { code, decimals, currency = null } = unit.unit.body;
    return { payee: bytesOf(ana.account), unit: idBytes(unit.id), code, decimals, currency };
  }

  private face(amount: number): PaidFace {
    return {
      ...{ day: 3, isForSubscribers: false, inbox: new Uint8Array(32), nonce: new Uint8Array(24) },
      ...{ box: new Uint8Array(40), price: { ...this.target(), amount } },
    };
  }
}

/** Whether the secrets of a device are those of another. */
export function secretsOf(buyer: Buyer): readonly string[] {
  return [...buyer.keeps.rows.values()].filter(({ kind }) => kind === ChannelKeep.buying).map(({ id }) => id);
}
