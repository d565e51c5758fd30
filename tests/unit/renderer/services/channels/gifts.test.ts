import { describe, expect, it } from 'vitest';
import { fromBase64url } from '@shared/base64url.ts';
import { ok } from '@shared/result.ts';
import { claimNonce, claimText } from '@domain/channel/claim.ts';
import { dayKey, dayOf } from '@domain/channel/dayKeys.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { ChannelKeep, type LetterRecord } from '@domain/channel/records.ts';
import type { Terms } from '@domain/channel/terms.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { payMandate } from '@domain/wallet/drafts/payments.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import type { BodyOf, VerifiedOf } from '@domain/wallet/record.ts';
import { claimedPayment } from '@services/channels/paid/claimedPayment.ts';
import { type Claimed, Gifts } from '@services/channels/paid/gifts.ts';
import { daysOf } from '@services/channels/paid/keyring.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { fakeBlobId, fakeDeviceId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';

const space = fakeSpaceId('channel');
const post = fakeEventId('post');
const thread = new Uint8Array(32).fill(5);
const salt = new Uint8Array(16).fill(6);
const KEY = new Uint8Array(32).fill(9);
const root = { seed: new Uint8Array(32).fill(1), key: new Uint8Array(32).fill(2) };

const bytesOf = (id: string): Uint8Array => {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('no id');
  return bytes.value;
};

/** Ana sells: a post for 100, a day for 50. Ben pays. What the store has is given as it is. */
async function shop(as: 'ana' | 'dan' = 'ana') {
  const scene = await Scene.begin();
  const { ana, ben, ledger, unit } = scene;
  const target = { payee: bytesOf(ana.account), unit: idBytes(unit.id), code: 'C', decimals: 2, currency: null };
  const terms: Terms = { ...target, subscription: { amount: 50, period: 'day' } };
  const paid: PaidFace = {
    ...{ day: 3, isForSubscribers: false, inbox: root.key, nonce: new Uint8Array(24), box: new Uint8Array(40) },
    price: { ...target, amount: 100 },
  };
  const article = { title: 'T', summary: '', cover: null, document: fakeBlobId('d'), size: 9, words: 1, series: '' };
  const row: PostRecord = {
    ...{ id: post, space, lane: 'channels', author: channelAuthor(space), device: fakeDeviceId('pen'), seq: 0 },
    ...{ at: START, expires: null, story: null },
    body: { ...textPost(''), article: { ...article, blobs: [], paid } },
  };
  const word: WordRecord = {
    ...{ id: fakeEventId('terms'), space, kind: feedKind('channels', ChannelWord.terms), at: START },
    ...{ author: channelAuthor(space), device: fakeDeviceId('pen'), seq: 0, body: { terms } },
  };
  const keeps: FeedKeep[] = [];
  const gifts = new Gifts({
    keeps: {
      all: async (kind) => ok(keeps.filter((keep) => keep.kind === kind)),
      put: async (rows) => {
        keeps.push(...rows.map((keep) => ({ ...keep, at: 0 })));
        return ok();
      },
    },
    book: { get: (asked) => (asked === space ? { space, charter: null } : null) },
    keyring: { keyOf: async () => KEY },
    feed: { post: async () => ok(row), notes: async () => ok(new Map()), words: async () => ok([word]) },
    dues: { account: scene[as].account, view: ledger },
    clock: { now: () => START + 3 * DAY },
  });
  const claimed = (record: RecordId, about: LetterRecord['post'] = post): Claimed => ({
    at: START,
    letter: {
      ...{ v: 1, channel: space, kind: 'claim', post: about, name: '-', at: START, thread },
      text: claimText({ record, salt }),
      ...{ state: 'open', stateAt: 0, assigned: null, auto: false, answers: [] },
    },
  });
  const nonceFor = (about: LetterRecord['post']) => claimNonce({ space, post: about, thread }, salt);
  const pay = async (more: Partial<BodyOf<'transfer'>> = {}, nonce = nonceFor(post)) => {
    const sides = { from: holderOf(ben.account), to: holderOf(ana.account), unit: unit.id };
    const body = { ...sides, amount: 100n, until: START + 9 * DAY, mode: 'now' as const, ...more };
    const transfer = await sealRecord({ type: 'transfer', nonce, body }, deviceOf(ben));
    ledger.add(transfer);
    return transfer;
  };
  const subscribe = async (more: Partial<BodyOf<'mandate'>> = {}) => {
    const sides = { payer: holderOf(ben.account), payee: holderOf(ana.account), unit: unit.id };
    const sums = { perPayment: 50n, perPeriod: 50n, period: 'day' as const, start: START };
    const body = { ...sides, ...sums, scope: { kind: 'channel' as const, id: space }, ...more };
    const mandate = await sealRecord({ type: 'mandate', nonce: nonceFor(null), body }, deviceOf(ben));
    ledger.add(mandate);
    return mandate;
  };
  const payFor = async (mandate: VerifiedOf<'mandate'>, period: number, amount?: bigint) => {
    const draft = payMandate(mandate, { period, index: 0, ...(amount === undefined ? {} : { amount }) });
    const transfer = await sealRecord(draft, deviceOf(ben));
    ledger.add(transfer);
    scene.now = START + period * DAY;
    return scene.clerk(transfer);
  };
  return { scene, gifts, keeps, claimed, pay, subscribe, payFor };
}

describe('what a payment for a post opens', () => {
  it('CHN-34 gives the key once the payment is final, and not before', async () => {
    const { scene, gifts, claimed, pay } = await shop();
    const transfer = await pay();
    expect(await gifts.forClaim(space, claimed(transfer.id))).toEqual([]);
    expect(await scene.clerk(transfer)).toBe('clear');
    expect(await gifts.forClaim(space, claimed(transfer.id))).toEqual([
      { place: { post }, thread, key: { t: 'post', post: idBytes(post), key: KEY } },
    ]);
  });

  it('CHN-35 gives nothing for less, or for what went to somebody else', async () => {
    const { scene, gifts, claimed, pay } = await shop();
    const less = await pay({ amount: 99n });
    expect(await scene.clerk(less)).toBe('clear');
    expect(await gifts.forClaim(space, claimed(less.id))).toEqual([]);
    const elsewhere = await pay({ to: holderOf(scene.cleo.account) });
    await scene.deposit(elsewhere, scene.cleo);
    expect(await scene.clerk(elsewhere)).toBe('clear');
    expect(await gifts.forClaim(space, claimed(elsewhere.id))).toEqual([]);
  });

  it('CHN-33 gives nothing for a payment with another nonce: of another post, or of another reader', async () => {
    const { scene, gifts, claimed, pay } = await shop();
    const other = await pay({}, claimNonce({ space, post: fakeEventId('other'), thread }, salt));
    const others = await pay({}, claimNonce({ space, post, thread: new Uint8Array(32) }, salt));
    for (const transfer of [other, others]) {
      expect(await scene.clerk(transfer)).toBe('clear');
      expect(await gifts.forClaim(space, claimed(transfer.id))).toEqual([]);
    }
  });
});

describe('which claims rest on a payment that is here', () => {
  it('CHN-12 are those of a payment to this person that is bound to the letter, before it is final', async () => {
    const { scene, claimed, pay, subscribe } = await shop();
    const own = { account: scene.ana.account, view: scene.ledger };
    const payment = (record: RecordId, about?: null) => claimedPayment(own, space, claimed(record, about).letter);
    const transfer = await pay();
    const mandate = await subscribe();
    expect([payment(transfer.id), payment(mandate.id, null)]).toEqual([transfer.id, mandate.id]);
    const other = await pay({}, claimNonce({ space, post: fakeEventId('other'), thread }, salt));
    const elsewhere = await pay({ to: holderOf(scene.cleo.account) });
    expect([payment(other.id), payment(elsewhere.id), payment(transfer.id, null)]).toEqual([null, null, null]);
    const { letter } = claimed(transfer.id);
    for (const changed of [{ kind: 'message' as const }, { text: 'Hello' }, { thread: new Uint8Array(32) }])
      expect(claimedPayment(own, space, { ...letter, ...changed })).toBeNull();
    expect(claimedPayment({ ...own, account: scene.dan.account }, space, letter)).toBeNull();
  });
});

describe('a device of an editor who is not paid', () => {
  it('CHN-34 gives nothing, though it knows of the payments', async () => {
    const { scene, gifts, keeps, claimed, pay, subscribe } = await shop('dan');
    const transfer = await pay();
    expect(await scene.clerk(transfer)).toBe('clear');
    expect(await gifts.forClaim(space, claimed(transfer.id))).toEqual([]);
    await gifts.forClaim(space, claimed((await subscribe()).id, null));
    expect(keeps).toEqual([]);
  });
});

describe('what a subscription opens', () => {
  it('CHN-33 is nothing for who claims by the mandate of somebody else', async () => {
    const { gifts, keeps, claimed, subscribe } = await shop();
    const { at, letter } = claimed((await subscribe()).id, null);
    await gifts.forClaim(space, { at, letter: { ...letter, thread: new Uint8Array(32).fill(1) } });
    expect(keeps).toEqual([]);
  });

  it('CHN-34 gives the days of each period that is paid and final, for the newest inboxes', async () => {
    const { gifts, claimed, subscribe, payFor } = await shop();
    const mandate = await subscribe();
    await gifts.forClaim(space, claimed(mandate.id, null));
    expect(await gifts.forSubscribers(space, [root])).toEqual([]);
    expect(await payFor(mandate, 0)).toBe('clear');
    const [gift, ...others] = await gifts.forSubscribers(space, [root]);
    expect(others).toEqual([]);
    const first = dayOf(START);
    const last = dayOf(START + DAY - 1);
    expect(gift).toMatchObject({ place: { first, last }, thread, key: { t: 'days', inbox: root.key } });
    const nodes = gift?.key.t === 'days' ? gift.key.nodes : [];
    expect(dayKey(nodes, first)).toEqual(dayKey([daysOf(root)], first));
    expect(dayKey(nodes, last + 1)).toBeNull();
    expect(dayKey(nodes, first - 1)).toBeNull();
    const other = { seed: new Uint8Array(32).fill(8), key: new Uint8Array(32).fill(7) };
    expect(await gifts.forSubscribers(space, [root, other])).toHaveLength(2);
  });

  it('CHN-34 gives nothing for a payment nobody confirmed, and nothing for less than was agreed to', async () => {
    const { scene, gifts, claimed, subscribe, payFor } = await shop();
    const mandate = await subscribe();
    await gifts.forClaim(space, claimed(mandate.id, null));
    const ordered = await sealRecord(payMandate(mandate, { period: 1, index: 0 }), deviceOf(scene.ben));
    scene.ledger.add(ordered);
    expect(await gifts.forSubscribers(space, [root])).toEqual([]);
    expect(await payFor(mandate, 0, 49n)).toBe('clear');
    expect(await gifts.forSubscribers(space, [root])).toEqual([]);
  });

  it('CHN-35 notes nobody who agreed to less than it costs, by another period, or to pay somebody else', async () => {
    const short = await shop();
    const cheap = await short.subscribe({ perPayment: 49n });
    await short.gifts.forClaim(space, short.claimed(cheap.id, null));
    const weekly = await shop();
    const rare = await weekly.subscribe({ period: 'week' });
    await weekly.gifts.forClaim(space, weekly.claimed(rare.id, null));
    const other = await shop();
    const elsewhere = await other.subscribe({ payee: holderOf(other.scene.cleo.account) });
    await other.gifts.forClaim(space, other.claimed(elsewhere.id, null));
    expect([...short.keeps, ...weekly.keeps, ...other.keeps]).toEqual([]);
    const good = await shop();
    const mandate = await good.subscribe();
    await good.gifts.forClaim(space, good.claimed(mandate.id, null));
    await good.gifts.forClaim(space, good.claimed(mandate.id, null));
    expect(good.keeps.map(({ kind, id }) => [kind, id])).toEqual([[ChannelKeep.subscriber, mandate.id]]);
  });
});
