import * as v from 'valibot';
import { lockEvents } from './lockContract.ts';
import { miniEvents } from './miniContract.ts';
import { noticeEvents } from './noticeContract.ts';

/** What a host may tell the renderer unasked. */
export const hostEvents = {
  /** A `banyan://` link was opened in the system. The text is hostile until parsed. */
  'link.opened': v.strictObject({ url: v.pipe(v.string(), v.maxLength(16_384)) }),
  /** The machine slept or woke, or its screen was locked or unlocked. */
  'power.changed': v.strictObject({ state: v.picklist(['suspend', 'resume', 'lock', 'unlock']) }),
  /** The window of this page, which shows one program, was closed: what runs in it is to end, and then `window.done` to be called. */
  'window.closing': v.strictObject({}),
  ...miniEvents,
  ...noticeEvents,
  ...lockEvents,
} as const satisfies Record<string, v.GenericSchema>;
