/** Figures of snapshots that need no Yjs: what is stored is read in every tab. */

/** Largest snapshot that is kept, bytes: a larger document is replayed from its changes. */
export const MAX_SNAPSHOT = 8 * 1024 * 1024;
/** How long the digest of a snapshot is, bytes. */
export const DIGEST_BYTES = 32;
