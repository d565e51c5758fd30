/** What a key costs a page: ms from when the browser had it until the frame that shows it is done. */
import { painted } from './painted.ts';

const FIELD = 'bare-field';

let told: number[] | null = null;
let pressed: number | null = null;

addEventListener(
  'keydown',
  ({ timeStamp }) => {
    pressed = timeStamp;
  },
  true,
);
addEventListener(
  'input',
  () => {
    const key = pressed;
    pressed = null;
    // Asked for before anybody else hears of the key: whatever is made of it in its frame counts.
    if (key !== null && told !== null) void painted().then((at) => told?.push(at - key));
  },
  true,
);

export const typing = {
  keysFelt: (): void => {
    told = [];
  },
  keysTold: (): readonly number[] => {
    const times = told ?? [];
    told = null;
    return times;
  },
  bareField: (): void => {
    const field = document.createElement('textarea');
    field.id = FIELD;
    field.style.cssText = 'position:fixed;inset-block-start:0;inset-inline-start:0;z-index:9999;inline-size:20rem';
    document.body.append(field);
    field.focus();
  },
  bareFieldGone: (): void => document.getElementById(FIELD)?.remove(),
};
