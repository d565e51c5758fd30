import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { feedKind } from '@domain/feed/project.ts';
import type { Replicator } from '../replication/replicator.ts';
import { authorFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import { roleOf } from './knownChannel.ts';

/** Says something in a channel's log with this device's pen: durable when it resolves. */
export type SayInChannel = (
  space: SpaceId,
  verb: string,
  body: unknown,
) => Promise<Result<AdmittedEvent, WorkspaceError>>;

/** See {@link SayInChannel}. Nobody without a pen says anything: it would be said with the device's own key. */
export function sayWith(book: ChannelBook, replicator: Pick<Replicator, 'author'>): SayInChannel {
  return async (space, verb, body) => {
    const channel = book.get(space);
    if (channel === null) return fail('channel-missing', 'not here');
    if (roleOf(channel.charter, channel.pen?.key ?? null) === null)
      return fail('channel-not-allowed', 'no editor of this channel');
    const said = await replicator.author(space, feedKind('channels', verb), body);
    return said.ok ? said : { ok: false, error: authorFailure(said.error, 'post-too-large') };
  };
}
