/** Largest update taken from a peer, bytes (ADM-12). */
export const MAX_UPDATE_BYTES = 1024 * 1024;
