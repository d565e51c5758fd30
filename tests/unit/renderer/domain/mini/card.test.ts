import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import { type ProgramCard, MAX_CARD_ICON, cardBodySchema, encodeCard, programName } from '@domain/mini/card.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const card: ProgramCard = {
  package: String(idOf('package')) as BlobId,
  size: 4711,
  name: 'Poll',
  icon: Uint8Array.of(1, 2, 3),
  version: '1.2',
  id: 'org.example.poll',
  permissions: ['profile', 'net'],
  net: ['api.example.org'],
  key: idOf('key'),
};

describe('card', () => {
  it('MIN-1 what a card says comes back from the body of its event', () => {
    expect(v.parse(cardBodySchema, encodeCard(card))).toEqual(card);
    const bare = { ...card, icon: null, version: null, id: null, key: null, permissions: [], net: [] };
    expect(v.parse(cardBodySchema, encodeCard(bare))).toEqual(bare);
  });

  it.each([
    ['an icon over its limit', { icon: new Uint8Array(MAX_CARD_ICON + 1) }],
    ['a package over its limit', { size: 10 * 1024 * 1024 + 1 }],
    ['a permission nobody knows', { permissions: ['root'] }],
    ['a host with a port', { net: ['example.org:80'] }],
    ['an address in figures', { net: ['127.0.0.1'] }],
    ['a field of its own', { extra: 1 }],
    ['an id that is no bytes', { package: 'text' }],
  ])('MIN-1 %s makes no card', (_, change) => {
    expect(v.safeParse(cardBodySchema, { ...encodeCard(card), ...change }).success).toBe(false);
  });

  it('MIN-2 a name is one clean line, cut, and never empty', () => {
    expect(programName('\u202egpj.exe\nnew')).toBe('gpj.exe new');
    expect(programName('\u200b \u2066')).toBe('app');
    expect(programName('😀'.repeat(60))).toBe('😀'.repeat(32));
    expect(programName(`${'x'.repeat(63)}😀`)).toBe('x'.repeat(63));
    expect(v.parse(cardBodySchema, { ...encodeCard(card), name: '\u0000' }).name).toBe('app');
  });
});
