import { describe, expect, it } from 'vitest';
import { fromBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import type { Terms } from '@domain/channel/terms.ts';
import { idBytes } from '@domain/event/codec.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PaidFace } from '@domain/feed/paid.ts';
import { type PostRecord, textPost } from '@domain/feed/post.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import { draftId, sealRecord } from '@domain/wallet/envelope.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import type { Draft, VerifiedRecord } from '@domain/wallet/record.ts';
import { Claims } from '@services/channels/paid/claims.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import type { Dues } from '@services/wallet/trade/dues.ts';
import { fakeBlobId, fakeDeviceId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { deviceOf } from '../../domain/wallet/support/people.ts';
import { DAY, START } from '../../domain/wallet/support/records.ts';
import { Scene } from '../../domain/wallet/support/scene.ts';
import { channelOf } from './support/readChannel.ts';

const post = fakeEventId('post');

const bytesOf = (id: string): Uint8Array => {
  const bytes = fromBase64url(id);
  if (!bytes.ok) throw new Error('no id');
  return bytes.value;
};

const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? 'ok' : outcome.error?.code);

/** Ben reads what Ana sells: a post for 100, a day for 50. What the channel calls the unit can be given. */
async function reader(said: Partial<Pick<Terms, 'code' | 'decimals' | 'currency'>> = {}, by?: DeviceId) {
  const scene = await Scene.begin();
  const { ana, ben, ledger, unit } = scene;
  const { book, keys, space, device: pen } = await channelOf();
  const device = by ?? pen;
  const { code, decimals, currency = null } = unit.unit.body;
  const target = { payee: bytesOf(ana.account), unit: idBytes(unit.id), code, decimals, currency, ...said };
  const terms: Terms = { ...target, subscription: { amount: 50, period: 'day' } };
  const paid: PaidFace = {
    ...{ day: 3, isForSubscribers: false, inbox: new Uint8Array(32), nonce: new Uint8Array(24) },
    ...{ box: new Uint8Array(40), price: { ...target, amount: 100 } },
  };
  const article = { title: 'T', summary: '', cover: null, document: fakeBlobId('d'), size: 9, words: 1, series: '' };
  const row: PostRecord = {
    ...{ id: post, space, lane: 'channels', author: channelAuthor(space), device: device, seq: 0 },
    ...{ at: START, expires: null, story: null, body: { ...textPost(''), article: { ...article, blobs: [], paid } } },
  };
  const word: WordRecord = {
    ...{ id: fakeEventId('terms'), space, kind: feedKind('channels', ChannelWord.terms), at: START },
    ...{ author: channelAuthor(space), device: device, seq: 0, body: { terms } },
  };
  const keeps: FeedKeep[] = [];
  const signed: VerifiedRecord[] = [];
  const sign = async (draft: Draft<'transfer'> | Draft<'mandate'>) => {
    const record =
      draft.type === 'transfer' ? await sealRecord(draft, deviceOf(ben)) : await sealRecord(draft, deviceOf(ben));
    ledger.add(record);
    signed.push(record);
    return ok({ record: record.id });
  };
  const dues: Dues = {
    account: ben.account,
    view: ledger,
    ready: async () => ok(),
    listen: () => () => undefined,
    prepare: async ({ to, unit: in_, amount, nonce }) => {
      const sides = { from: holderOf(ben.account), to: holderOf(to), unit: in_ };
      return ok({ type: 'transfer', nonce, body: { ...sides, amount, until: START + DAY, mode: 'now' } });
    },
    prepareMandate: async ({ payee, unit: in_, perPayment, period, scope }, nonce) => {
      const sides = { payer: holderOf(ben.account), payee: holderOf(payee), unit: in_ };
      const sums = { perPayment, perPeriod: perPayment, period, start: START, scope };
      return ok({ type: 'mandate', nonce, body: { ...sides, ...sums } });
    },
    idOf: (draft) => draftId(draft),
    waiting: async () => ok(new Set()),
    holdBack: () => undefined,
    stop: async () => ok(),
    sign,
  };
  const random = new SeededRandom(5);
  const claims = new Claims({
    device: fakeDeviceId('ben'),
    keyring: { keyOf: () => Promise.resolve(null) },
    ...{ book, keys, dues, random, isContact: () => true, clock: { now: () => START } },
    feed: { post: async () => ok(row), notes: async () => ok(new Map()), words: async () => ok([word]) },
    flood: { begin: () => undefined },
    keeps: {
      all: async (kind) => ok(keeps.filter((keep) => keep.kind === kind)),
      put: async (rows) => {
        keeps.push(...rows.map((keep) => ({ ...keep, at: 0 })));
        return ok();
      },
      remove: async (kind, id) => {
        const place = keeps.findIndex((keep) => keep.kind === kind && keep.id === id);
        if (place >= 0) keeps.splice(place, 1);
        return ok();
      },
    },
  });
  const agreed = { payee: ana.account, unit: unit.id, amount: 100n };
  const agreedEach = { ...agreed, amount: 50n, period: 'day' as const };
  return { scene, claims, space, keeps, signed, agreed, agreedEach };
}

describe('a channel that calls what it is paid in something else than the wallet', () => {
  it.each([{ code: 'CHEAP' }, { decimals: 8 }, { currency: 'JPY' }])(
    'CHN-30 is paid nothing (%o), neither for a post nor by subscription',
    async (said) => {
      const { claims, space, keeps, signed, agreed, agreedEach } = await reader(said);
      expect(codeOf(await claims.buy(post, agreed))).toBe('channel-price-differs');
      expect(codeOf(await claims.subscribe(space, agreedEach))).toBe('channel-price-differs');
      expect([...signed, ...keeps]).toEqual([]);
    },
  );

  it('CHN-30 is paid where it calls it what it is', async () => {
    const { claims, space, signed, agreed, agreedEach } = await reader();
    expect(codeOf(await claims.buy(post, agreed))).toBe('ok');
    expect(codeOf(await claims.subscribe(space, agreedEach))).toBe('ok');
    expect(signed.map(({ type }) => type)).toEqual(['transfer', 'mandate']);
  });
});

describe('a price that is another than what was agreed to', () => {
  it('CHN-30 is not paid, be it the sum, who is paid, the unit or how often', async () => {
    const { scene, claims, space, keeps, signed, agreed, agreedEach } = await reader();
    const others = [
      { amount: 49n },
      { amount: 99n },
      { payee: scene.cleo.account },
      { unit: fakeEventId('other') as string as typeof agreed.unit },
    ];
    for (const other of others) {
      expect(codeOf(await claims.buy(post, { ...agreed, ...other }))).toBe('channel-price-differs');
      expect(codeOf(await claims.subscribe(space, { ...agreedEach, ...other }))).toBe('channel-price-differs');
    }
    const monthly = { ...agreedEach, period: 'month' as const };
    expect(codeOf(await claims.subscribe(space, monthly))).toBe('channel-price-differs');
    expect([...signed, ...keeps]).toEqual([]);
  });
});

describe('who is paid and publishes there no more', () => {
  it('CHN-30 is paid for no post and no subscription: nobody would give the keys', async () => {
    const { claims, space, keeps, signed, agreed, agreedEach } = await reader({}, fakeDeviceId('removed'));
    expect(codeOf(await claims.buy(post, agreed))).toBe('channel-terms-missing');
    expect(codeOf(await claims.subscribe(space, agreedEach))).toBe('channel-terms-missing');
    expect([...signed, ...keeps]).toEqual([]);
  });
});
