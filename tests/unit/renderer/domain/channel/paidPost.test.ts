import { describe, expect, it } from 'vitest';
import { claimNonce, claimText, givenMark, readClaim } from '@domain/channel/claim.ts';
import { openArticle, openPicture, sealArticle, sealPicture, unwrapKey, wrapKey } from '@domain/channel/paidPost.ts';
import { PRICE_GRACE, isEnough } from '@domain/channel/terms.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { fakeBlobId, fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';

const space = fakeSpaceId('channel');
const bytes = (value: number, length = 32) => new Uint8Array(length).fill(value);
const key = bytes(1);
const document: ArticleDocument = { v: 1, blocks: [{ block: 'paragraph', spans: [{ text: 'A secret' }] }] };
const pictures = [{ plain: fakeBlobId('plain'), sealed: fakeBlobId('sealed'), size: 40 }];

describe('sealed posts', () => {
  it('CHN-31 an article comes out as it went in, and only with its key and in its channel', () => {
    const sealed = sealArticle({ document, pictures }, { space, key, nonce: bytes(2, 24) });
    if (sealed === null) throw new Error('too large');
    expect(Buffer.from(sealed).includes('secret')).toBe(false);
    expect(openArticle(sealed, { space, key })).toEqual({ document, pictures });
    expect(openArticle(sealed, { space, key: bytes(3) })).toBeNull();
    expect(openArticle(sealed, { space: fakeSpaceId('other'), key })).toBeNull();
    for (const at of [0, 30, sealed.length - 1]) {
      const changed = Uint8Array.from(sealed, (byte, place) => (place === at ? byte ^ 1 : byte));
      expect(openArticle(changed, { space, key })).toBeNull();
    }
    expect(openArticle(sealed.slice(0, 20), { space, key })).toBeNull();
  });

  it('CHN-31 a picture is no article, and neither opens as the other', () => {
    const picture = sealPicture(bytes(9, 500), { space, key, nonce: bytes(2, 24) });
    expect(openPicture(picture, { space, key })).toEqual(bytes(9, 500));
    expect(openArticle(picture, { space, key })).toBeNull();
    const article = sealArticle({ document, pictures }, { space, key, nonce: bytes(2, 24) });
    expect(article === null ? null : openPicture(article, { space, key })).toBeNull();
  });

  it('CHN-32 the key of a post opens with the secret of its day, for its inbox', () => {
    const at = { space, inbox: bytes(4), secret: bytes(5), nonce: bytes(6, 24) };
    const face = { inbox: at.inbox, nonce: at.nonce, box: wrapKey(key, at) };
    expect(unwrapKey(face, at)).toEqual(key);
    expect(unwrapKey(face, { space, secret: bytes(7) })).toBeNull();
    expect(unwrapKey({ ...face, inbox: bytes(8) }, at)).toBeNull();
  });

  it('CHN-33 a claim is for one channel, post and reader, and one attempt', () => {
    const place = { space, post: fakeEventId('post'), thread: bytes(1) };
    const salt = bytes(2, 16);
    const nonce = claimNonce(place, salt);
    expect(nonce).toHaveLength(16);
    expect(claimNonce({ ...place }, salt)).toEqual(nonce);
    const others = [
      claimNonce({ ...place, thread: bytes(3) }, salt),
      claimNonce({ ...place, post: fakeEventId('other') }, salt),
      claimNonce({ ...place, post: null }, salt),
      claimNonce({ ...place, space: fakeSpaceId('other') }, salt),
      claimNonce(place, bytes(4, 16)),
    ];
    for (const other of others) expect(other).not.toEqual(nonce);
    const record = fakeEventId('record') as string as RecordId;
    expect(readClaim(claimText({ record, salt }))).toEqual({ record, salt });
    for (const text of ['', 'words', claimText({ record, salt }).slice(1)]) expect(readClaim(text)).toBeNull();
  });

  it('CHN-34 what is given is found by who it is for alone', () => {
    const mark = givenMark(space, bytes(1), { post: fakeEventId('post') });
    expect(givenMark(space, bytes(2), { post: fakeEventId('post') })).not.toEqual(mark);
    const days = { inbox: bytes(3), first: 10, last: 40 };
    expect(givenMark(space, bytes(1), days)).not.toEqual(givenMark(space, bytes(1), { ...days, last: 41 }));
  });
});

describe('prices', () => {
  const sold = (amount: number, at: number) => ({ payee: bytes(1), unit: bytes(2), amount, at });
  const paid = (amount: number, claimedAt: number) => ({ payee: bytes(1), unit: bytes(2), amount, claimedAt });

  it('CHN-35 the price that holds is enough, more as well, less is not', () => {
    expect(isEnough([sold(100, 5)], paid(100, 9))).toBe(true);
    expect(isEnough([sold(100, 5)], paid(101, 9))).toBe(true);
    expect(isEnough([sold(100, 5)], paid(99, 9))).toBe(false);
    expect(isEnough([], paid(100, 9))).toBe(false);
  });

  it('CHN-35 a price that was replaced holds for claims an editor had a week after that at most', () => {
    const said = [sold(300, 1000), sold(100, 5)];
    expect(isEnough(said, paid(100, 900))).toBe(true);
    expect(isEnough(said, paid(100, 1000 + PRICE_GRACE))).toBe(true);
    expect(isEnough(said, paid(100, 1001 + PRICE_GRACE))).toBe(false);
    expect(isEnough([{ payee: null, at: 1000 }, sold(100, 5)], paid(100, 1001 + PRICE_GRACE))).toBe(false);
    // Of three prices the first is over when the second came.
    expect(
      isEnough([sold(300, 2000 + PRICE_GRACE), sold(200, 1000), sold(100, 5)], paid(100, 1500 + PRICE_GRACE)),
    ).toBe(false);
  });

  it('CHN-35 a price that ended with the pen of who said it holds for claims a week after that at most', () => {
    const said = [{ ...sold(50, 1000), until: 2000 }, sold(100, 5)];
    expect(isEnough(said, paid(50, 2000 + PRICE_GRACE))).toBe(true);
    expect(isEnough(said, paid(50, 2001 + PRICE_GRACE))).toBe(false);
  });

  it('CHN-35 what went to somebody else, or was something else, is not enough', () => {
    expect(isEnough([sold(100, 5)], { ...paid(100, 9), payee: bytes(9) })).toBe(false);
    expect(isEnough([sold(100, 5)], { ...paid(100, 9), unit: bytes(9) })).toBe(false);
  });
});
