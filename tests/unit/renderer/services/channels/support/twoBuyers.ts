/** Ben reads on two devices what Ana sells: each knows what it was told and no more. */
import { fromBase64url } from '@shared/base64url.ts';
import { fail, ok } from '@shared/result.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import type { Terms } from '@domain/channel/terms.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft } from '@domain/wallet/record.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { Claims } from '@services/channels/paid/claims.ts';
import type { Dues } from '@services/wallet/trade/dues.ts';
import { fakeBlobId, fakeDeviceId, fakeEventId } from '../../../../../support/web/fakeIds.ts';
import { deviceOf } from '../../../domain/wallet/support/people.ts';
import { DAY, START } from '../../../domain/wallet/support/records.ts';
import { Scene } from '../../../domain/wallet/support/scene.ts';
import { channelOf } from './readChannel.ts';

/** How long a payment may be taken. */
export const TERM = 2 * DAY;
const PRICE = 100;
const EACH = 50;
const post = fakeEventId('post');

const bytesOf = (id: string): Uint8Array => {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('no id');
  return bytes.value;
};

/** Records of small things, as a store has them; told to the other device where they are such that are. */
class Keeps {
  readonly rows = new Map<string, FeedKeep>();
  readonly gone: string[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  readonly all = async (kind: string) => ok([...this.rows.values()].filter((row) => row.kind === kind));

  readonly put = async (rows: readonly Omit<FeedKeep, 'at'>[]) => {
    for (const row of rows) this.rows.set(`${row.kind} ${row.id}`, { ...row, at: this.now() });
    return ok();
  };

  readonly remove = async (kind: string, id: string) => {
    if (this.rows.delete(`${kind} ${id}`) && kind === ChannelKeep.claim) this.gone.push(id);
    return ok();
  };
}

/** What a press for the payment comes to before anything is signed. */
type Signing = 'signs' | 'refused' | 'app ends';

/** One device of Ben. */
class Buyer {
  readonly ledger: Ledger;
  readonly keeps: Keeps;
  readonly sent: string[] = [];
  signing: Signing = 'signs';
  private readonly shop: Shop;
  private readonly index: number;
  private readonly random: SeededRandom;
  private readonly keys: ChannelKeys;
  claims: Claims;

  constructor(shop: Shop, index: number) {
    this.shop = shop;
    this.index = index;
    this.keeps = new Keeps(() => shop.scene.now);
    this.random = new SeededRandom(11 + index);
    this.keys = new ChannelKeys({ vault: new MemoryKeyVault({ random: this.random }), random: this.random });
    const { scene } = shop;
    const people = [scene.ana, scene.ben, scene.cleo, scene.dan];
    const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
    this.ledger = reduce([...scene.ledger.records()], certificates);
    this.claims = this.newClaims();
  }

  /** What is kept is all that is left of a device that starts again. */
  async restart(): Promise<void> {
    this.signing = 'signs';
    this.claims = this.newClaims();
    await this.claims.send();
  }

  async press(): Promise<string> {
    const { ana } = this.shop.scene;
    const agreed = { payee: ana.account, unit: this.shop.scene.unit.id, amount: BigInt(PRICE) };
    const bought = await this.claims.buy(post, agreed);
    return bought.ok ? bought.value.payment : bought.error.code;
  }

  async subscribe(): Promise<string> {
    const { ana, unit } = this.shop.scene;
    const agreed = { payee: ana.account, unit: unit.id, amount: BigInt(EACH), period: 'day' as const };
    const begun = await this.claims.subscribe(this.shop.channel.space, agreed);
    return begun.ok ? begun.value.mandate : begun.error.code;
  }

  /** Presses, and the app ends before anything is signed. */
  async pressAndEnd(): Promise<void> {
    this.signing = 'app ends';
    await this.press().catch(() => undefined);
  }

  /** Tells the other device what it lacks of the wallet. */
  tellRecords(to: Buyer): void {
    for (const record of this.ledger.records()) to.ledger.add(record);
  }

  /** The same of claims, as the own space does: what is gone is told as gone. */
  async tellClaims(to: Buyer): Promise<void> {
    const claims = [...this.keeps.rows.values()].filter(({ kind }) => kind === ChannelKeep.claim);
    await to.keeps.put(claims.filter(({ id, kind }) => !to.keeps.rows.has(`${kind} ${id}`)));
    for (const id of this.keeps.gone) await to.claims.takenBack(id);
    await to.claims.send();
  }

  /** Seed of the key that answers to other letters of this device to the channel are sealed to. */
  async deviceThread(): Promise<Uint8Array> {
    const thread = await this.keys.thread(this.shop.channel.space);
    if (!thread.ok) throw new Error(thread.error.code);
    return thread.value.seed;
  }

  /** How many payments, or subscriptions, are here. */
  count(type: 'transfer' | 'mandate'): number {
    const { ben } = this.shop.scene;
    const own = holderOf(ben.account);
    return [...this.ledger.records()].filter((record) =>
      record.type === 'transfer'
        ? type === 'transfer' && record.body.from === own
        : record.type === 'mandate' && type === 'mandate' && record.body.payer === own,
    ).length;
  }

  private newClaims(): Claims {
    const { keys, keeps, random, shop } = this;
    return new Claims({
      device: fakeDeviceId(`buyer ${this.index}`),
      ...{ keys, keeps, random, clock: { now: () => shop.scene.now }, dues: this.dues(), book: shop.channel.book },
      feed: {
        post: async () => ok(shop.row()),
        notes: async () => ok(new Map()),
        words: async () => ok([shop.word()]),
      },
      keyring: { keyOf: () => Promise.resolve(null) },
      isContact: () => true,
      flood: { begin: (space) => void this.sent.push(space) },
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
        const sides = { from: holderOf(ben.account), to: holderOf(to), unit };
        return ok({ type: 'transfer', nonce, body: { ...sides, amount, until: shop.scene.now + TERM, mode: 'now' } });
      },
      prepareMandate: async ({ payee, unit, perPayment, period, scope }, nonce) => {
        const sides = { payer: holderOf(ben.account), payee: holderOf(payee), unit };
        const sums = { perPayment, perPeriod: perPayment, period, start: shop.scene.now, scope };
        return ok({ type: 'mandate', nonce, body: { ...sides, ...sums } });
      },
      idOf: (draft) => draftId(draft),
      waiting: async () => ok(new Set()),
      holdBack: () => undefined,
      stop: async () => ok(),
      sign: async (draft) => {
        if (this.signing === 'app ends') throw new Error('the app ends');
        if (this.signing === 'refused') return fail('payment-day-limit', 'too much for a day');
        const record = await sealOf(draft, device);
        ledger.add(record);
        return ok({ record: record.id });
      },
    };
  }
}

function sealOf(draft: Draft<'transfer'> | Draft<'mandate'>, device: ReturnType<typeof deviceOf>) {
  return draft.type === 'transfer' ? sealRecord(draft, device) : sealRecord(draft, device);
}

/** Ana's side. */
export class Shop {
  readonly scene: Scene;
  readonly channel: Awaited<ReturnType<typeof channelOf>>;
  readonly buyers: readonly [Buyer, Buyer];

  private constructor(scene: Scene, channel: Awaited<ReturnType<typeof channelOf>>) {
    this.scene = scene;
    this.channel = channel;
    this.buyers = [new Buyer(this, 0), new Buyer(this, 1)];
  }

  static async open(): Promise<Shop> {
    return new Shop(await Scene.begin(), await channelOf());
  }

  row(): PostRecord {
    const { space, device } = this.channel;
    const article = { title: 'T', summary: '', cover: null, document: fakeBlobId('d'), size: 9, words: 1, series: '' };
    const paid = {
      ...{ day: 3, isForSubscribers: false, inbox: new Uint8Array(32), nonce: new Uint8Array(24) },
      ...{ box: new Uint8Array(40), price: { ...this.target(), amount: PRICE } },
    };
    return {
      ...{ id: post, space, lane: 'channels', author: channelAuthor(space), device, seq: 0 },
      ...{ at: START, expires: null, story: null, body: { ...textPost(''), article: { ...article, blobs: [], paid } } },
    };
  }

  word(): WordRecord {
    const { space, device } = this.channel;
    const terms: Terms = { ...this.target(), subscription: { amount: EACH, period: 'day' } };
    return {
      ...{ id: fakeEventId('terms'), space, kind: feedKind('channels', ChannelWord.terms), at: START },
      ...{ author: channelAuthor(space), device, seq: 0, body: { terms } },
    };
  }

  private target() {
    const { ana, unit } = this.scene;
    const { code, decimals, currency = null } = unit.unit.body;
    return { payee: bytesOf(ana.account), unit: idBytes(unit.id), code, decimals, currency };
  }
}
