import { ownHost } from '../../shared/host.ts';
import { chooseShop, chosenShop, keeperOf } from '../../shared/keeper.ts';
import { openSession } from '../../shared/session.ts';
import { speakHere } from '../../shared/texts.ts';
import { SIGNS, rules } from './rules.ts';
import { stampTexts } from './texts.ts';

/** The words of this page. */
export const speech = speakHere(stampTexts, 'title');
/** Says a text. */
export const { say } = speech;

/** What only this page knows. */
export const page = {
  view: 'customers' as 'customers' | 'card',
  terms: { name: '', reward: '', every: '8', sign: SIGNS[0] as string },
};

let redraw = (): void => undefined;

/** The log. */
export const session = openSession({
  rules,
  onChange: () => redraw(),
  describe: ({ shops }) => {
    const shop = shops.get(session.me);
    return shop === undefined ? {} : { document: shop.name };
  },
});

/** Says what draws the page. */
export function drawBy(draw: () => void): void {
  redraw = draw;
}

/** Changes what the page knows, and draws it. */
export function change(part: Partial<typeof page>): void {
  Object.assign(page, part);
  redraw();
}

/** Whether this person keeps the shop. */
export const isKeeper = ownHost().isAppSender;

/** Whose shop this is; null where nobody opened one, or several did. */
export function keeper(): string | null {
  return keeperOf([...session.state.shops.keys()], { self: session.me, isSharer: isKeeper, chosen: chosenShop() });
}

/** Takes one of several shops for the one that is meant. */
export function takeShop(address: string): void {
  chooseShop(address);
  redraw();
}

/** Someone's name. */
export function nameOf(address: string): string {
  return session.nameOf(address) || say('someone');
}
