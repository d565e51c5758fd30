/**
 * Figures and words of the bridge between a program's page and its host that need no schema, so that the page's side of it carries
 * no more than it uses.
 */

/** Largest update, all its fields together, bytes of its JSON text in UTF-8: what apps assume where a host says nothing (webxdc 1.3). */
export const MAX_UPDATE_BYTES = 128_000;
/** How long a program is asked to wait between updates, ms. */
export const UPDATE_INTERVAL = 1000;
/** Most bytes of one realtime message (webxdc 1.3). */
export const MAX_REALTIME_BYTES = 128_000;
/** Realtime messages one program may say: what is beyond is dropped, as the channel permits. */
export const REALTIME_SAID = { capacity: 200, perSecond: 120 } as const;
/** Realtime frames one link, or one lane of it, may bring: what is beyond is dropped unread (MPH-11). */
export const REALTIME_INTAKE = { capacity: 2000, perSecond: 1000 } as const;
/** Longest `info` and `notify` text kept, UTF-16 code units. */
export const MAX_INFO = 120;
/** Longest `document` and `summary` kept, UTF-16 code units. */
export const MAX_SUMMARY = 60;
/** Longest `href` kept. */
export const MAX_HREF = 1024;
/** Most addresses in one `notify`. */
export const MAX_NOTIFY = 64;
/** Largest file a program may hand over or be given in one call, bytes. */
export const MAX_BRIDGE_FILE = 32 * 1024 * 1024;
/** Version of this protocol, and of `window.banyan`. */
export const BRIDGE_VERSION = 1;

/** Largest change of a shared document, bytes. */
export const MAX_DOCUMENT_CHANGE = 1024 * 1024;

/**
 * What the script in a page waits for while the host holds it (browser edition): asked for synchronously, it is answered when the page may
 * go on. The name is the host's own already, so that no package loses one.
 */
export const HOLD_ADDRESS = '/webxdc.js?hold';

/**
 * The page says it is there: to its parent (browser edition) or to its preload (desktop), with a mark of its own behind a space. A window keeps
 * its name when it goes to another page, so that what is meant for the one before would reach that one: it knows by the mark.
 */
export const READY_MESSAGE = 'banyan:ready';
/** With this, and the page's mark behind a space, comes the one port, `event.ports[0]`. Only the first one is taken. */
export const PORT_MESSAGE = 'banyan:port';
/** Longest mark of a page, UTF-16 code units. */
const MAX_MARK = 32;

/** The mark of a page that says that it is there; null for anything else. */
export function readyMarkOf(data: unknown): string | null {
  if (typeof data !== 'string' || !data.startsWith(`${READY_MESSAGE} `)) return null;
  const mark = data.slice(READY_MESSAGE.length + 1);
  return mark.length > MAX_MARK ? null : mark;
}

/** The frame around a page asks over its port whether it still answers; the script in the page says the other at once. Neither reaches the program. */
export const PING_MESSAGE = 'banyan:ping';
/** See {@link PING_MESSAGE}. */
export const PONG_MESSAGE = 'banyan:pong';

/** Longest address a program may ask to have opened, UTF-16 code units: what is longer nobody reads. */
export const MAX_LINK = 2048;
