/**
 * The part of the host contract that every start needs: the host itself, journal, vault, windows, log. Its schemas are there with the first
 * screen; those of all else come with the first call that needs them (`readAnswer.ts`).
 */
import * as v from 'valibot';
import { isIdText } from '../ids.ts';
import { bytesUpTo, countSchema, eventIdSchema } from '../schemas.ts';
import { lockContract } from './lockContract.ts';

/** 4 MiB: the largest single byte string that may cross the contract. */
export const MAX_HOST_BYTES = 4 * 1024 * 1024;
/** Most journal entries appended or read in one call. */
export const MAX_JOURNAL_ENTRIES = 4096;
/** Most numbers of entries dropped in one call. */
export const MAX_JOURNAL_DROPS = 65_536;

const account = v.pipe(v.string(), v.check(isIdText, 'not an account id'));
const count = countSchema;
const secretName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,120}$/));
const nothing = v.strictObject({});

/** How the host keeps secrets: by the system's key store, in a file only this user may read, or in memory alone. */
export const vaultProtection = v.picklist(['os', 'file', 'memory']);
/** Which kind of host this is. */
export const edition = v.picklist(['desktop', 'browser', 'box', 'memory']);
/** Things only some hosts can do. The renderer asks for a capability, never for the edition. */
export const capability = v.picklist([
  'badge',
  'openExternal',
  'deepLinks',
  'hideToTray',
  'programViews',
  'programWindows',
  'programNet',
  'notices',
  'screenLock',
  'backups',
  'dragOut',
  'nearby',
  'proxy',
  'lock',
  'systemUnlock',
]);

/** name → input schema, output schema; see `contract.ts`. */
export const coreContract = {
  'host.describe': {
    input: nothing,
    output: v.strictObject({
      edition,
      version: v.string(),
      platform: v.string(),
      capabilities: v.array(capability),
      vaultProtection,
      /** Addresses (`ws://…`, `wss://…`) of signaling services this host itself runs. */
      signaling: v.array(v.string()),
    }),
  },
  /** Appends to the account's journal; answers only after fsync. `count` is how many entries the journal then holds. */
  'journal.append': {
    input: v.strictObject({
      account,
      entries: v.pipe(v.array(bytesUpTo(MAX_HOST_BYTES)), v.minLength(1), v.maxLength(MAX_JOURNAL_ENTRIES)),
    }),
    output: v.strictObject({ count }),
  },
  /**
   * Reads entries in order from number `from` (0 is the first). `numbers` has each one's number: those of damaged and dropped
   * entries are passed over. `next` is null at the end.
   */
  'journal.read': {
    input: v.strictObject({
      account,
      from: count,
      limit: v.pipe(count, v.minValue(1), v.maxValue(MAX_JOURNAL_ENTRIES)),
    }),
    output: v.strictObject({
      entries: v.array(bytesUpTo(MAX_HOST_BYTES)),
      numbers: v.array(count),
      next: v.nullable(count),
    }),
  },
  /**
   * Drops entries by number, a part at a call: `next` is the number from which on the call is to be made again, null when all was
   * looked at. The other entries keep their numbers, and `count` of the journal stays as it is.
   */
  'journal.compact': {
    input: v.strictObject({
      account,
      drop: v.pipe(v.array(count), v.minLength(1), v.maxLength(MAX_JOURNAL_DROPS)),
    }),
    output: v.strictObject({ dropped: count, freed: count, next: v.nullable(count) }),
  },
  /** How much the journal holds; `damaged` counts bytes of a torn or corrupt tail that were set aside when it was opened. */
  'journal.describe': {
    input: v.strictObject({ account }),
    output: v.strictObject({ count, bytes: count, damaged: count }),
  },
  'vault.read': {
    input: v.strictObject({ name: secretName }),
    output: v.strictObject({ value: v.nullable(bytesUpTo(65_536)) }),
  },
  'vault.write': { input: v.strictObject({ name: secretName, value: bytesUpTo(65_536) }), output: nothing },
  'vault.remove': { input: v.strictObject({ name: secretName }), output: nothing },
  'vault.list': { input: nothing, output: v.strictObject({ names: v.array(secretName) }) },
  /** Unread count on the dock, task bar or tray; 0 clears it. Capability `badge`. */
  'badge.set': { input: v.strictObject({ count }), output: nothing },
  /** Opens an address in the system's browser or mail program. Only http, https and mailto. Capability `openExternal`. */
  'external.open': { input: v.strictObject({ url: v.pipe(v.string(), v.maxLength(8192)) }), output: nothing },
  /** Brings the app's window to the front (a notification was clicked). */
  'window.focus': { input: nothing, output: nothing },
  /** Opens a window of the app's own for one program, or brings the one it has to the front. Capability `programWindows`. */
  'window.program': { input: v.strictObject({ instance: eventIdSchema }), output: nothing },
  /** The program of the calling page's window has ended (`window.closing`): the window can go. Nothing for the app's main window. */
  'window.done': { input: nothing, output: nothing },
  ...lockContract,
  /** Appends already redacted lines to the host's rotating log file. */
  'log.append': {
    input: v.strictObject({ lines: v.pipe(v.array(v.pipe(v.string(), v.maxLength(4096))), v.maxLength(200)) }),
    output: nothing,
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;
