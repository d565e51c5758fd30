/** Words of a channel's log that are for its editors, or for one reader: everybody carries them, few can read them (CHN-11). */
import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf, bytesUpTo, wireId } from '@shared/schemas.ts';
import { MAX_LETTER_BYTES, RECEIPT_LENGTH } from './letter.ts';
import { signCountsSchema } from '../feed/tally.ts';
import { SEAL_NONCE_LENGTH } from './seal.ts';

/** Most letters one word says to have received. */
export const MOST_RECEIVED = 5;
/** Most letters one tally counts. */
export const MOST_IN_TALLY = 100;
/** Most secrets of inboxes an editor is given: the newest and those before. */
export const MOST_INBOXES = 32;

const id = wireId<string>();
const nonce = bytesOf(SEAL_NONCE_LENGTH);
const box = bytesUpTo(MAX_LETTER_BYTES);

/** Kinds of the words of a channel, after `channel.`. */
export const ChannelWord = {
  face: 'face',
  keys: 'keys',
  received: 'received',
  desk: 'desk',
  answered: 'answered',
  draft: 'draft',
  /** What reading costs: `terms.ts`. */
  terms: 'terms',
  /** Keys for who paid: `claim.ts`. */
  opened: 'opened',
} as const;

/** Secrets of the inboxes, sealed to one editor. */
export const keysSchema = v.strictObject({ for: bytesOf(32), key: bytesOf(32), nonce, box });
/** Letters that an editor has: nobody needs to carry them any more. What they say is sealed for all editors. */
export const receivedSchema = v.strictObject({
  letters: v.pipe(v.array(v.strictObject({ letter: id, nonce, box })), v.minLength(1), v.maxLength(MOST_RECEIVED)),
});
/** Something editors say to each other about a letter. */
export const deskSchema = v.strictObject({ nonce, box });
/** An answer to the reader who wrote a letter, and the same for the other editors. */
export const answeredSchema = v.strictObject({
  letter: id,
  key: bytesOf(32),
  nonce,
  box,
  desk: v.strictObject({ nonce, box }),
});

/** What a tally of a post says beside its signs: which letters were counted, and to the editors what these said (CHN-19). */
export const talliedSchema = v.pipe(
  v.object({
    post: id,
    body: v.object({
      signs: signCountsSchema,
      letters: v.pipe(
        bytesUpTo(MOST_IN_TALLY * RECEIPT_LENGTH),
        v.check((bytes) => bytes.length % RECEIPT_LENGTH === 0, 'receipts of another length'),
      ),
      desk: v.strictObject({ nonce, box }),
    }),
  }),
  v.transform(({ post, body: { signs, letters, desk } }) => ({ post, signs, receipts: receiptsIn(letters), desk })),
);

/** Receipts of letters, see `receiptOf`. */
function receiptsIn(letters: Uint8Array): readonly string[] {
  const count = letters.length / RECEIPT_LENGTH;
  return Array.from({ length: count }, (_, place) =>
    toBase64url(letters.subarray(place * RECEIPT_LENGTH, (place + 1) * RECEIPT_LENGTH)),
  );
}

/** How a letter stands. */
export const letterStates = ['open', 'assigned', 'done', 'refused'] as const;

/** Inside `keys`. Newest first. */
export const inboxesSchema = v.pipe(v.array(bytesOf(32)), v.minLength(1), v.maxLength(MOST_INBOXES), v.readonly());
/** Inside `desk`. */
export const deskActSchema = v.strictObject({
  letter: id,
  state: v.picklist(letterStates),
  by: v.pipe(v.string(), v.maxLength(64)),
});
/** The editors' copy of an answer. */
export const deskAnswerSchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(4000)),
  state: v.nullable(v.picklist(['refused', 'published'])),
  by: v.pipe(v.string(), v.maxLength(64)),
});
