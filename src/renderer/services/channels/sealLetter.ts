import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { type Letter, type ReactionLetter, encodeLetter, packEnvelope } from '@domain/channel/letter.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import type { ChannelKeys } from './channelKeys.ts';

type Unsigned<Kind extends Letter | ReactionLetter> = Omit<Kind, 'v' | 'thread'>;

/** What letters are sealed with. */
export interface LetterSealing {
  readonly book: Pick<ChannelBook, 'get'>;
  readonly keys: ChannelKeys;
}

/** Seals a letter of this person to the inbox of a channel (CHN-10). Fails while nobody said what letters are sealed to. */
export async function sealLetter(
  { book, keys }: LetterSealing,
  space: SpaceId,
  letter: Unsigned<Letter> | Unsigned<ReactionLetter>,
): Promise<Result<Uint8Array, WorkspaceError>> {
  const channel = book.get(space);
  if (channel === null) return fail('channel-missing', 'not here');
  if (channel.charter === null) return fail('letter-keys-missing', 'nobody said yet what letters are sealed to');
  const thread = await keys.thread(space);
  if (!thread.ok) return thread;
  const told = encodeLetter({ ...letter, thread: thread.value.key });
  const sealed = await keys.sealTo('letter', { space, to: channel.charter.last.inbox }, told);
  return sealed === null ? fail('letter-keys-missing', 'its inbox shares no secret') : ok(packEnvelope(sealed));
}
