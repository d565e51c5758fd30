/** Figures of `banyan.net` that the page, the app and its host agree on. */

/** What a program may do to an address. */
export const netMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** One of {@link netMethods}. */
export type NetMethod = (typeof netMethods)[number];

/** Largest body a program may send, bytes. */
export const MAX_NET_REQUEST_BYTES = 4 * 1024 * 1024;
/** Largest body that is given to a program, unpacked, bytes. */
export const MAX_NET_ANSWER_BYTES = 10 * 1024 * 1024;
/** How long a request may take, from being asked to its last byte, waiting and redirects included, ms. */
export const NET_DEADLINE = 30_000;
/** Most requests of one program under way; others wait. */
export const MOST_NET_REQUESTS = 6;
/** Most headers of a request, and of an answer. */
export const MAX_NET_HEADERS = 64;
/** Longest header, UTF-16 code units. */
export const MAX_NET_HEADER = 8192;
