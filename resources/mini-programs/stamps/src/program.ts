import { openShopPage } from '../../shared/shopPage.ts';
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

/** The log, and what is drawn from it. */
export const { session, drawBy, change, nameOf, doubt, isKeeper, opened, noShop } = openShopPage({
  rules,
  say,
  page,
});
