import { button, checkbox, choice, element } from './element.ts';
import { type Surroundings, pretend } from './kitHost.ts';
import type { Stage } from './stage.ts';

const LANGUAGES = [
  ['', "browser's own"],
  ['en', 'English'],
  ['de', 'German'],
  ['ar', 'Arabic'],
  ['he', 'Hebrew'],
  ['zh', 'Chinese'],
] as const;
const LOOKS = [
  ['', "browser's own"],
  ['light', 'light'],
  ['dark', 'dark'],
] as const;
const WIDTHS = [
  ['', 'all there is'],
  ['320', '320, a small phone'],
  ['390', '390, a phone'],
  ['768', '768, a tablet'],
] as const;

/** What is switched for everyone at once. */
export function drawTools(place: HTMLElement, stage: Stage): void {
  const { dataset } = document.documentElement;
  let seen: Surroundings = { language: null, look: null, isMirrored: false };
  const change = async (to: Partial<Surroundings>) => {
    seen = { ...seen, ...to };
    dataset['look'] = seen.look ?? '';
    await pretend(seen);
    await stage.reopen();
  };
  const setWidth = (width: string) => {
    dataset['width'] = width;
    stage.place();
  };
  place.append(
    element('h1', { 'data-role': 'name' }),
    button('Someone joins', () => void stage.join()),
    button('Reload', () => void stage.reopen()),
    button('Begin anew', () => void stage.reset()),
    choice('Look', LOOKS, (look) => void change({ look: look === 'dark' || look === 'light' ? look : null })),
    choice('Language', LANGUAGES, (language) => void change({ language: language === '' ? null : language })),
    checkbox('right to left', false, (isMirrored) => void change({ isMirrored })),
    choice('Width', WIDTHS, setWidth),
  );
}
