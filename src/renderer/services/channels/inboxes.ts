import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { ChannelWord, inboxesSchema, keysSchema } from '@domain/channel/deskWords.ts';
import { openValue } from '@domain/channel/seal.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { AgreementKey, ChannelKeys } from './channelKeys.ts';
import type { SayInChannel } from './sayInChannel.ts';
import { type KnownChannel, channelAuthor } from './knownChannel.ts';

/** Words that are looked through for the secrets of one's own pen. */
const MOST_WORDS = 64;

/** What handing out secrets works with. */
export interface InboxParts {
  readonly feed: Pick<FeedStore, 'words'>;
  readonly keys: ChannelKeys;
  readonly say: SayInChannel;
}

/**
 * The secrets that letters to a channel's editors are opened with (CHN-11): the owner seals them to each editor, in the channel's own log, so
 * that every editor has them who has the log. Newest first; those before open what was said then.
 */
export class Inboxes {
  private readonly parts: InboxParts;
  private readonly opened = new Map<string, readonly AgreementKey[] | null>();

  constructor(parts: InboxParts) {
    this.parts = parts;
  }

  /**
   * Those this device was given, that of the charter first; empty for who is no editor, or was not given them yet. All that anybody gave count:
   * an editor who gives others something else takes nothing from them.
   */
  async of({ space, pen, charter }: KnownChannel): Promise<readonly AgreementKey[]> {
    if (pen === null || charter === null) return [];
    const kind = feedKind('channels', ChannelWord.keys);
    const words = await this.parts.feed.words({ space, kind }, MOST_WORDS);
    const given = new Map<string, AgreementKey>();
    for (const word of words.ok ? words.value : []) {
      const inboxes = word.author === channelAuthor(space) ? await this.open(word, pen) : null;
      for (const inbox of inboxes ?? []) if (!given.has(inbox.key.join())) given.set(inbox.key.join(), inbox);
    }
    const isCurrent = ({ key }: AgreementKey) => Number(equalBytes(key, charter.last.inbox));
    return [...given.values()].toSorted((one, other) => isCurrent(other) - isCurrent(one));
  }

  /** Seals secrets to each of these editors. Writers get none: letters are none of theirs. */
  async give(
    space: SpaceId,
    inboxes: readonly AgreementKey[],
    to: readonly { readonly pen: Uint8Array; readonly agree: Uint8Array }[],
  ): Promise<Result<void, WorkspaceError>> {
    const seeds = inboxes.map(({ seed }) => seed);
    for (const { pen, agree } of to) {
      const sealed = await this.parts.keys.sealTo('keys', { space, to: agree }, seeds);
      if (sealed === null) return fail('editor-request-invalid', 'a key that shares no secret');
      const said = await this.parts.say(space, ChannelWord.keys, { for: pen, ...sealed });
      if (!said.ok) return said;
    }
    return ok();
  }

  private async open(
    word: Pick<WordRecord, 'id' | 'space' | 'body'>,
    pen: NonNullable<KnownChannel['pen']>,
  ): Promise<readonly AgreementKey[] | null> {
    const known = this.opened.get(word.id);
    if (known !== undefined) return known;
    const body = v.safeParse(keysSchema, word.body);
    if (!body.success || !equalBytes(body.output.for, pen.key)) return null;
    const seal = await this.parts.keys.sealFrom('keys', { space: word.space, own: pen.agreement }, body.output);
    const seeds = seal === null ? null : v.safeParse(inboxesSchema, openValue(body.output.box, seal));
    const inboxes =
      seeds?.success === true
        ? await Promise.all(seeds.output.map((seed) => this.parts.keys.agreementKey(seed)))
        : null;
    this.opened.set(word.id, inboxes);
    return inboxes;
  }
}
