/** What a guest of the canteen is told of a payment of which nobody knows how it ended. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Op } from '../../../resources/mini-programs/canteen/src/acts.ts';
import { type Shop, rules } from '../../../resources/mini-programs/canteen/src/rules.ts';
import { canteenTexts } from '../../../resources/mini-programs/canteen/src/texts.ts';
import type { Text } from '../../../resources/mini-programs/shared/texts.ts';
import type { View } from '../../../resources/mini-programs/shared/view.ts';
import { stateOf } from '../../support/web/programLogs.ts';

const terms: Op = { t: 'terms', name: 'Canteen', currency: 'EUR', opens: 690, closes: 780, step: 15, room: 2 };
const { payPending, payWithheld, payAgain, topUp } = canteenTexts.en;

let code = 'failed';

beforeEach(() => {
  const kept = new Map<string, string>();
  const webxdc = { selfAddr: 'bo', selfName: 'Bo', isAppSender: false, setUpdateListener: () => Promise.resolve() };
  const pay = () => Promise.reject(Object.assign(new Error(code), { code }));
  vi.stubGlobal('window', { webxdc, banyan: { pay, language: 'en' } });
  vi.stubGlobal('navigator', { languages: ['en'] });
  vi.stubGlobal('document', { querySelector: () => null, body: {}, documentElement: {} });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => void vi.unstubAllGlobals());

function canteen(): Shop {
  const shop = stateOf(rules, { by: 'ann', op: terms }).shops.get('ann');
  if (shop === undefined) throw new Error('no canteen');
  return shop;
}

const partsOf = (part: View | string): readonly (View | string)[] =>
  typeof part === 'string' ? [part] : [part, ...part.children.flatMap(partsOf)];
const textsIn = (view: View) => partsOf(view).filter((part) => typeof part === 'string');

/** Presses what has these words. */
async function press(view: View, words: Text): Promise<void> {
  const found = partsOf(view).find(
    (part) => typeof part !== 'string' && part.children.some((child) => child === words),
  );
  const click = found === undefined || typeof found === 'string' ? undefined : found.props.on?.click;
  if (click === undefined) throw new Error('nothing to press says that');
  Reflect.apply(click, undefined, [new Event('click')]);
  await vi.waitFor(async () => {
    const { page } = await import('../../../resources/mini-programs/canteen/src/program.ts');
    expect(page.isPaying).toBe(false);
  });
}

test('why nobody could be asked again is said where it is asked for again', async () => {
  const { balanceView } = await import('../../../resources/mini-programs/canteen/src/orderViews.ts');
  const { payKept } = await import('../../../resources/mini-programs/shared/keptPayment.ts');
  const request = { to: 'ann', amount: { value: 1000, currency: 'EUR' }, memo: 'Lunch', reference: 'one' };
  expect(await payKept('topup ann', request, () => expect.unreachable())).toBe('pending');
  const shown = () => balanceView(canteen(), 'ann');
  expect(textsIn(shown())).toEqual(expect.arrayContaining(['€10.00', payPending, payAgain]));
  expect(textsIn(shown())).not.toContain(topUp);
  code = 'not-granted';
  await press(shown(), payAgain);
  expect(textsIn(shown())).toEqual(expect.arrayContaining(['€10.00', payWithheld, payAgain]));
  code = 'failed';
  await press(shown(), payAgain);
  expect(textsIn(shown())).toContain(payPending);
  expect(textsIn(shown())).not.toContain(payWithheld);
});
