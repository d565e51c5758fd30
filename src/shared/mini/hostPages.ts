/** What the renderer and a host's own pages among the programs' origins say to each other. */
import * as v from 'valibot';

/** A program's place on its host: 26 letters of base32, 128 random bits. */
export const programLabelSchema = v.pipe(v.string(), v.regex(/^[a-z2-7]{26}$/));

/** Entries of a package that the host serves itself, whatever the package has there. */
export const HOST_SCRIPTS = ['webxdc.js', 'banyan.js'] as const;

/** The page that clears an origin (`mini.wipe`) says to its parent that nothing is left. */
export const WIPED_MESSAGE = 'banyan:wiped';

/** Where the page is that tells what its origin keeps (`mini.stored`): a place that no package can have a file at. */
export const STORED_ADDRESS = '/webxdc.js?stored';
/** What it says to its parent. Bytes, about. */
export const storedSchema = v.strictObject({
  type: v.literal('banyan:stored'),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** An empty page at the origin of what is mounted. Loading it readies the browser's process for the origin, and runs nothing of the program. */
export const BLANK_ADDRESS = '/webxdc.js?blank';

/** The canary (`mini.canary`) says to its parent how its try went. */
export const canaryOutcomeSchema = v.strictObject({
  type: v.literal('banyan:canary'),
  /** `shut`: nothing got out, and the page itself worked. `open`: this browser does not keep programs in. `unknown`: neither is shown. */
  outcome: v.picklist(['shut', 'open', 'unknown']),
});

/** In the desktop edition the app's page gets a program's port as a message of its own window with this, and the port in `ports`. */
export const programPortSchema = v.strictObject({ type: v.literal('banyan:program-port'), label: programLabelSchema });
/** See {@link programPortSchema}. */
export type ProgramPortMessage = v.InferOutput<typeof programPortSchema>;
