import { describe, expect, it } from 'vitest';
import { readAmount } from '@i18n/readAmount.ts';
import {
  type PacketForm,
  readyPacket,
  sumOf,
} from '../../../../../../src/renderer/features/wallet/packets/packetForm.ts';
import type { MoneySource } from '../../../../../../src/renderer/features/wallet/consent/sources.ts';
import { createFakeApplication } from '../../../../../support/web/fakeApplication.ts';

const form = (change: Partial<Omit<PacketForm, 'amount'>> & { readonly typed?: string }): PacketForm => {
  const { typed = '10', ...rest } = change;
  return { mode: 'equal', basis: 'total', count: '3', people: 4, amount: readAmount(typed, 2), ...rest };
};

describe('what a packet comes to', () => {
  it.each<[string, PacketForm, ReturnType<typeof sumOf>]>([
    ['so much in all', form({}), { count: 3, total: 1000n, each: 333n, problem: null }],
    ['so much each', form({ basis: 'each' }), { count: 3, total: 3000n, each: 1000n, problem: null }],
    [
      'of luck an amount is of all, whatever was chosen before',
      form({ basis: 'each', mode: 'lucky' }),
      { count: 3, total: 1000n, each: null, problem: null },
    ],
    [
      'for everyone as many as there are',
      form({ mode: 'everyone' }),
      { count: 4, total: 1000n, each: 250n, problem: null },
    ],
    ['digits of another script', form({ count: '٢' }), { count: 2, total: 1000n, each: 500n, problem: null }],
    ['no amount yet', form({ typed: '' }), { count: 3, total: null, each: null, problem: null }],
    ['no number of shares', form({ count: '' }), { count: null, total: null, each: null, problem: 'count-missing' }],
    ['half a share', form({ count: '1.5' }), { count: null, total: null, each: null, problem: 'count-missing' }],
    [
      'more shares than people',
      form({ count: '5' }),
      { count: 5, total: null, each: null, problem: 'count-too-large' },
    ],
    ['less than one each', form({ typed: '0.02' }), { count: 3, total: 2n, each: null, problem: 'too-little' }],
    [
      'more than a record holds',
      form({ typed: '9999999999999', basis: 'each' }),
      { count: 3, total: null, each: null, problem: 'too-much' },
    ],
  ])('PKT-UI-1 %s', (_, given, sum) => {
    expect(sumOf(given)).toEqual(sum);
  });

  it('PKT-UI-1 is sent only where there is as much as that', () => {
    const [holding] = createFakeApplication().workspace.controls.wallet.holdings.get();
    if (holding === undefined) throw new Error('the demo has no promise of others');
    const source: MoneySource = { unit: holding.unit, available: 1000n, isEnough: true };
    const sum = sumOf(form({}));
    expect(readyPacket('equal', source, sum)).toEqual({ mode: 'equal', source, count: 3, total: 1000n, each: 333n });
    expect(readyPacket('equal', { ...source, available: 999n }, sum)).toBeNull();
    expect(readyPacket('equal', { ...source, available: null }, sum)?.total).toBe(1000n);
    expect(readyPacket('equal', null, sum)).toBeNull();
    expect(readyPacket('equal', source, sumOf(form({ count: '5' })))).toBeNull();
  });
});
