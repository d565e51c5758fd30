import { describe, expect, it } from 'vitest';
import { MailPiles } from '@services/mailbox/mailPiles.ts';

const one = (box: string, length = 2048) => ({ box, id: 1, bytes: new Uint8Array(length) });

describe('what stays in the own mailboxes', () => {
  it('MBC-16 is nearly all a mailbox may hold, by number or by bytes, once its end was reached', () => {
    const piles = new MailPiles();
    piles.begin(['many', 'large', 'few']);
    for (let count = 0; count < 192; count += 1) piles.add(one('many'));
    for (let count = 0; count < 48; count += 1) piles.add(one('large', 131_072));
    for (let count = 0; count < 191; count += 1) piles.add(one('few'));
    expect(piles.isNearlyFull('many')).toBe(false);
    piles.end(['many', 'large', 'few']);
    expect(['many', 'large', 'few'].map((name) => piles.isNearlyFull(name))).toEqual([true, true, false]);
  });

  it('MBC-16 is counted over several goes, and anew from the beginning', () => {
    const piles = new MailPiles();
    for (let go = 0; go < 2; go += 1) for (let count = 0; count < 100; count += 1) piles.add(one('many'));
    piles.end(['many']);
    expect(piles.isNearlyFull('many')).toBe(true);
    piles.add(one('many'));
    piles.begin(['many']);
    piles.end(['many']);
    expect(piles.isNearlyFull('many')).toBe(false);
  });
});
