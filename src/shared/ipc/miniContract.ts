/** The part of the host contract that serves mini programs, and in the desktop edition shows them. */
import * as v from 'valibot';
import { type AccountId, isIdText } from '../ids.ts';
import { programSelfSchema } from '../mini/bridge.ts';
import { programLabelSchema } from '../mini/hostPages.ts';
import { packageFactsSchema } from '../mini/package.ts';
import { MAX_SIGNATURE_BYTES } from '../mini/packageSignature.ts';
import { blobIdSchema, countSchema } from '../schemas.ts';

/** Most programs that have a view at once. */
export const MAX_PROGRAM_VIEWS = 32;

const account = v.custom<AccountId>((value) => typeof value === 'string' && isIdText(value), 'not an account id');
const place = { account, package: blobIdSchema };
const label = programLabelSchema;
const nothing = v.strictObject({});
/** Which mounting of a label is meant: a window that lost its program to another must end nothing of that one. */
const mounting = v.pipe(v.string(), v.maxLength(64));
const url = v.pipe(v.string(), v.maxLength(256));
const coordinate = v.pipe(v.number(), v.safeInteger(), v.minValue(-32_768), v.maxValue(32_767));
const side = v.pipe(countSchema, v.maxValue(32_767));

/** Where a view lies in the window: pixels of the page, from its upper left corner. */
const bounds = v.strictObject({ x: coordinate, y: coordinate, width: side, height: side });
/** A place in a program: path, query and hash. Two slashes or a backslash would name another host. */
const path = v.pipe(v.string(), v.maxLength(1024), v.regex(/^\/(?![/\\])/));
/** See {@link bounds}. */
export type ViewBounds = v.InferOutput<typeof bounds>;

/** name → input schema, output schema; see `contract.ts`. */
export const miniContract = {
  /** Looks a package through. `blob-absent`, or one of the package problems. */
  'mini.inspect': { input: v.strictObject(place), output: v.strictObject({ facts: packageFactsSchema }) },
  /**
   * Keeps a copy of a package with this text as its signature, in place of one it had, and answers what it is called. `invalid-input`
   * when the text is no signature of these contents; problems of packages where the copy would be none.
   */
  'mini.sign': {
    input: v.strictObject({ ...place, signature: v.pipe(v.string(), v.maxLength(MAX_SIGNATURE_BYTES)) }),
    output: v.strictObject({ package: blobIdSchema, size: countSchema }),
  },
  /**
   * Serves a package at a label, in place of what was served there, and answers where and which mounting that is. The page of the
   * desktop edition's views alone can load that address there.
   */
  'mini.mount': {
    input: v.strictObject({ ...place, label, self: programSelfSchema }),
    output: v.strictObject({ url, mounting }),
  },
  /**
   * Ends serving, and in the desktop edition closes the view. What the program kept stays. With a mounting that another took the place of,
   * it succeeds and does nothing.
   */
  'mini.unmount': { input: v.strictObject({ label, mounting: v.optional(mounting) }), output: nothing },
  /**
   * Ends serving and forgets what the program kept. Desktop: done when it answers, and `url` is null. Browser: only a page of the
   * origin itself can do it, so that is served at `url` now, is to be loaded in a frame, and says `WIPED_MESSAGE` to its parent.
   */
  'mini.wipe': { input: v.strictObject({ label }), output: v.strictObject({ url: v.nullable(url) }) },
  /**
   * Stops what is served at a label, or lets it go on; neither fails where nothing is. Desktop: the view's page and its workers stand still
   * until then, or until it is placed. Browser: only a page can stop itself: what it asks of `HOLD_ADDRESS` is not answered until then.
   * A mounting as with `mini.unmount`.
   */
  'mini.freeze': {
    input: v.strictObject({ label, isFrozen: v.boolean(), mounting: v.optional(mounting) }),
    output: nothing,
  },
  /**
   * How much a program keeps under a label. Desktop: `bytes` of its files, and `url` is null. Browser: only a page of the origin itself can
   * tell, so that one is at `url`, is to be loaded in a frame, and says `storedSchema` to its parent.
   */
  'mini.stored': {
    input: v.strictObject({ label }),
    output: v.strictObject({ bytes: v.nullable(countSchema), url: v.nullable(url) }),
  },
  /** Whether the page at a path of what is mounted names the host's script, and so says that it is there once it runs. */
  'mini.speaks': { input: v.strictObject({ label, path }), output: v.strictObject({ speaks: v.boolean() }) },
  /** Where the page is that tries whether this browser keeps programs in; null where the host itself sees to that. */
  'mini.canary': { input: nothing, output: v.strictObject({ url: v.nullable(url) }) },
  /**
   * Shows a mounted program in a view of its own (`program-absent`), or moves the one it has; at `path` where given. Capability
   * `programViews`, as for all that follow.
   */
  'view.open': { input: v.strictObject({ label, bounds, path: v.optional(path) }), output: nothing },
  /** Moves a view; null hides and freezes it. */
  'view.place': { input: v.strictObject({ label, bounds: v.nullable(bounds) }), output: nothing },
  /** Ends a view and its process. Closing what is not there succeeds. */
  'view.close': { input: v.strictObject({ label }), output: nothing },
  /** Loads the program anew: after a crash, too. */
  'view.reload': { input: v.strictObject({ label }), output: nothing },
  /** What each view's process takes now. */
  'view.figures': {
    input: nothing,
    output: v.strictObject({
      views: v.array(v.strictObject({ label, memoryKiB: countSchema, cpuPercent: v.pipe(v.number(), v.minValue(0)) })),
    }),
  },
} as const satisfies Record<string, { input: v.GenericSchema; output: v.GenericSchema }>;

/** Events of the desktop edition's views. */
export const miniEvents = {
  'view.changed': v.strictObject({
    label,
    state: v.picklist(['loading', 'ready', 'crashed', 'unresponsive', 'closed']),
  }),
} as const satisfies Record<string, v.GenericSchema>;
/** What a view is doing. */
export type ProgramViewState = v.InferOutput<(typeof miniEvents)['view.changed']>['state'];
