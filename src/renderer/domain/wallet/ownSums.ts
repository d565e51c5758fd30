/** How what own devices have of the wallet is cut up for comparing (WAL-160). */

/** Records go into a bucket by the first byte of their id. */
const RECORD_BUCKETS = 256;
/** Where certificates are. */
export const CERTIFICATE_BUCKET = RECORD_BUCKETS;
/** Buckets of a set. */
export const OWN_BUCKETS = RECORD_BUCKETS + 1;
/** Bytes that say what a bucket holds. */
export const SUM_LENGTH = 16;
/** Bytes that stand for one thing in a bucket. */
export const MARK_LENGTH = 12;
