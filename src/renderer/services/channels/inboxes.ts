import * as v from 'valibot';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Charter, Pen } from '@domain/channel/charter.ts';
import { ChannelWord, MOST_INBOXES, inboxesSchema, keysSchema } from '@domain/channel/deskWords.ts';
import { openValue } from '@domain/channel/seal.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { type WordRecord, feedKind } from '@domain/feed/project.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { AgreementKey, ChannelKeys } from './channelKeys.ts';
import type { SayInChannel } from './sayInChannel.ts';
import { type KnownChannel, channelAuthor } from './knownChannel.ts';

/** Words with secrets for one's own pen that are opened: of more, those until the secret of the charter is found. */
const MOST_WORDS = 64;
/** Words that are read at first, for whomever they are. */
const FIRST_WORDS = 256;
/** Words in which those are looked for to whom nothing was given: of who said more there is nothing to make up for. */
const MOST_READ = 100_000;

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
  async of(channel: KnownChannel): Promise<readonly AgreementKey[]> {
    return (await this.known(channel)) ?? [];
  }

  /** The same; null where the log could not be read: then nobody can tell what was given. */
  async known({ space, pen, charter }: KnownChannel): Promise<readonly AgreementKey[] | null> {
    if (pen === null || charter === null) return [];
    const isCurrent = ({ key }: AgreementKey) => equalBytes(key, charter.last.inbox);
    const place = { space, kind: feedKind('channels', ChannelWord.keys), author: channelAuthor(space) };
    for (let limit = FIRST_WORDS; ; limit *= 4) {
      const words = await this.parts.feed.words(place, limit);
      if (!words.ok) return null;
      const given = await this.given(words.value, pen, isCurrent);
      if (words.value.length < limit || given.some(isCurrent))
        return given.toSorted((one, other) => Number(isCurrent(other)) - Number(isCurrent(one)));
    }
  }

  private async given(
    words: readonly WordRecord[],
    pen: NonNullable<KnownChannel['pen']>,
    isCurrent: (inbox: AgreementKey) => boolean,
  ): Promise<readonly AgreementKey[]> {
    const given = new Map<string, AgreementKey>();
    let opened = 0;
    for (const word of words) {
      const inboxes = await this.open(word, pen);
      if (inboxes === null) continue;
      opened += 1;
      for (const inbox of inboxes) if (!given.has(inbox.key.join())) given.set(inbox.key.join(), inbox);
      if (opened >= MOST_WORDS && [...given.values()].some(isCurrent)) break;
    }
    return [...given.values()];
  }

  /**
   * Editors to whom this device gave nothing since the charter has its inbox: what a start in the midst of a change left undone. Words of others tell nothing,
   * as nobody else can open them.
   */
  async ungiven({ space, pen, charter }: KnownChannel): Promise<readonly Pen[]> {
    if (pen === null || charter === null) return [];
    const place = { space, kind: feedKind('channels', ChannelWord.keys), author: channelAuthor(space) };
    const words = await this.parts.feed.words(place, MOST_READ);
    if (!words.ok) return [];
    const since = inboxSince(charter);
    const own = words.value.filter(({ device, at }) => device === pen.device && at >= since);
    const given = new Set(own.map(({ body }) => givenTo(body)));
    return charter.last.pens.filter((one) => {
      const device = deviceOfKey(one.pen);
      return one.role !== 'writer' && device !== pen.device && !given.has(device);
    });
  }

  /** Seals secrets to each of these editors. Writers get none: letters are none of theirs. */
  async give(
    space: SpaceId,
    inboxes: readonly AgreementKey[],
    to: readonly Pick<Pen, 'pen' | 'agree'>[],
  ): Promise<Result<void, WorkspaceError>> {
    const seeds = inboxes.slice(0, MOST_INBOXES).map(({ seed }) => seed);
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

/** When the inbox of a charter was named, ms. */
function inboxSince({ statements, last }: Charter): number {
  const before = statements.findLastIndex(({ content }) => !equalBytes(content.inbox, last.inbox));
  return statements[before + 1]?.content.at ?? last.at;
}

function givenTo(body: unknown): DeviceId | null {
  const read = v.safeParse(keysSchema, body);
  return read.success ? deviceOfKey(read.output.for) : null;
}
