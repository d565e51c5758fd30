import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import {
  type Charter,
  type ChannelRole,
  MAX_PEN_NAME,
  MOST_PENS,
  type StatementContent,
  extendCharter,
  foundCharter,
} from '@domain/channel/charter.ts';
import { MOST_HINTS } from '@domain/channel/link.ts';
import { editorRequest, readEditorRequest } from '@domain/channel/editing.ts';
import { idBytes } from '@domain/event/codec.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { Clock } from '@ports/clock.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Replicator } from '../replication/replicator.ts';
import { storeFailure } from '../workspace/failures.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ChannelBook } from './channelBook.ts';
import type { AgreementKey, ChannelKeys } from './channelKeys.ts';
import type { CharterDesk } from './charterDesk.ts';
import type { Inboxes } from './inboxes.ts';
import { type KnownChannel, isFrozen } from './knownChannel.ts';
import { Turn } from '../turn.ts';

/** What who edits is decided with. */
export interface EditingParts {
  readonly book: ChannelBook;
  readonly keys: ChannelKeys;
  readonly charters: CharterDesk;
  readonly inboxes: Inboxes;
  readonly replicator: Pick<Replicator, 'logOf'>;
  readonly verify: VerifySignature;
  readonly clock: Pick<Clock, 'now'>;
  /** Signaling services a new channel's link names. */
  readonly signaling: () => readonly string[];
}

type Change = Partial<Pick<StatementContent, 'root' | 'inbox' | 'pens' | 'ended'>>;

type Admitting = readonly [space: SpaceId, code: string, role: Exclude<ChannelRole, 'owner'>];

/** Opens channels, and decides who edits them (CHN-3 to CHN-5). */
export class Editing {
  private readonly parts: EditingParts;
  /** Two statements made at once would be two for one place (CHN-6). */
  private readonly turn = new Turn();

  constructor(parts: EditingParts) {
    this.parts = parts;
  }

  /** Opens a channel: its key is made and kept before anything is said with it. */
  async open(name: string): Promise<Result<SpaceId, WorkspaceError>> {
    const { book, keys, clock, inboxes, signaling } = this.parts;
    const place = book.hasPlace();
    if (!place.ok) return place;
    const root = await keys.newRoot();
    const space = channelSpace(root.key);
    const kept = await keys.keepRoot(space, root.seed);
    const pen = kept.ok ? await keys.makePen(space) : kept;
    if (!pen.ok) return pen;
    const inbox = await keys.newInbox();
    const now = clock.now();
    const first = { pen: pen.value.key, agree: pen.value.agreement.key, role: 'owner' as const, name: '' };
    const charter = await foundCharter(root.key, { inbox: inbox.key, pens: [first], at: now }, root.sign);
    if (!charter.ok) throw new Error(`a first charter was not fit: ${charter.error.message}`);
    const flags = { followed: true, muted: false, vouched: false, readAt: now, since: now };
    const named = { key: root.key, name, signaling: signaling().slice(0, MOST_HINTS), pen: pen.value.key };
    const put = await book.put({
      space,
      record: { v: 1, ...named, ...flags },
      charter: charter.value,
      fork: null,
      pen: pen.value,
    });
    if (!put.ok) return { ok: false, error: storeFailure(put.error) };
    const given = await inboxes.give(space, [inbox], [first]);
    return given.ok ? ok(space) : given;
  }

  /** Where this device is found now is where links of the channels it writes lead; what they named before comes after that. */
  async nameAddresses(): Promise<void> {
    const { book } = this.parts;
    const own = this.parts.signaling();
    for (const { space, record, pen } of book.channels.get().values()) {
      const signaling = [...new Set([...own, ...record.signaling])].slice(0, MOST_HINTS);
      if (pen !== null && signaling.join(' ') !== record.signaling.join(' ')) await book.change(space, { signaling });
    }
  }

  /** Makes up for what a start in the midst of {@link open} or of a change left undone. */
  repair(): Promise<void> {
    return this.turn.take(() => this.repairNow());
  }

  private async repairNow(): Promise<void> {
    for (const channel of this.parts.book.channels.get().values()) {
      const { charter, space } = channel;
      const sign = charter === null ? null : await this.parts.keys.signerOf(space, charter.last.root);
      if (charter === null || sign === null || isFrozen(channel)) continue;
      const known = await this.parts.inboxes.known(channel);
      // Unread is not ungiven: another inbox would take the letters from all that were given this one.
      if (known === null) continue;
      if (known.some(({ key }) => isSame(key, charter.last.inbox))) {
        await this.parts.inboxes.give(space, known, await this.parts.inboxes.ungiven(channel));
        continue;
      }
      const inbox = await this.parts.keys.newInbox();
      const changed = await this.change(channel, { inbox: inbox.key });
      if (changed.ok) await this.giveAll(space, changed.value, [inbox, ...known]);
    }
  }

  /** A code to ask an owner with. The pen is made and kept, and writes nothing until it is admitted. */
  async ask(space: SpaceId, name: string): Promise<Result<string, WorkspaceError>> {
    const channel = this.parts.book.get(space);
    if (channel === null) return fail('channel-missing', 'not here');
    const pen = await this.parts.keys.makePen(space);
    if (!pen.ok) return pen;
    const record = { ...channel.record, pen: pen.value.key };
    const kept = await this.parts.book.put({ ...channel, record, pen: pen.value });
    if (!kept.ok) return { ok: false, error: storeFailure(kept.error) };
    const { key, agreement, sign } = pen.value;
    const shown = name.trim().toWellFormed().slice(0, MAX_PEN_NAME);
    return ok(await editorRequest(space, { pen: key, agree: agreement.key, name: shown }, sign));
  }

  admit(...asked: Admitting): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(() => this.admitNow(...asked));
  }

  private async admitNow(...[space, code, role]: Admitting): Promise<Result<void, WorkspaceError>> {
    const owned = await this.owned(space);
    if (!owned.ok) return owned;
    const request = await readEditorRequest(code, space, this.parts.verify);
    if (!request.ok) return request;
    const { charter } = owned.value;
    const device = deviceOfKey(request.value.pen);
    if (charter.pens.has(device) || charter.ends.has(device))
      return fail('editor-request-invalid', 'is an editor, or was one');
    if (charter.pens.size >= MOST_PENS) return fail('channel-changes-full', `${MOST_PENS} editors`);
    const changed = await this.change(owned.value, { pens: [...charter.last.pens, { ...request.value, role }] });
    if (!changed.ok) return changed;
    if (role === 'writer') return ok();
    return this.parts.inboxes.give(space, await this.parts.inboxes.of(owned.value), [request.value]);
  }

  /** What they said up to what is here counts; letters from now on they can't open. */
  remove(space: SpaceId, pen: DeviceId): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(() => this.removeNow(space, pen));
  }

  private async removeNow(space: SpaceId, pen: DeviceId): Promise<Result<void, WorkspaceError>> {
    const owned = await this.owned(space);
    if (!owned.ok) return owned;
    const { charter } = owned.value;
    const known = charter.pens.get(pen);
    if (known === undefined || known.role === 'owner') return fail('editor-missing', 'no editor, or the owner');
    const log = await this.parts.replicator.logOf(space);
    if (log === null) return fail('storage-failed', 'the log cannot be read');
    const head = log.heads.chain(pen);
    const end = { pen: known.pen, seq: head?.seq ?? -1, id: head === null ? null : idBytes(head.id) };
    const inbox = await this.parts.keys.newInbox();
    const before = await this.parts.inboxes.of(owned.value);
    const changed = await this.change(owned.value, {
      inbox: inbox.key,
      pens: charter.last.pens.filter((one) => deviceOfKey(one.pen) !== pen),
      ended: [...charter.last.ended, end],
    });
    return changed.ok ? this.giveAll(space, changed.value, [inbox, ...before]) : changed;
  }

  /** The channel's next statement needs their signature: from then on they decide, and this device's key decides nothing. */
  handOver(space: SpaceId, pen: DeviceId): Promise<Result<void, WorkspaceError>> {
    return this.turn.take(() => this.handOverNow(space, pen));
  }

  private async handOverNow(space: SpaceId, pen: DeviceId): Promise<Result<void, WorkspaceError>> {
    const owned = await this.owned(space);
    if (!owned.ok) return owned;
    const { last, pens } = owned.value.charter;
    const next = pens.get(pen);
    if (next?.role !== 'editor') return fail('editor-missing', 'only an editor can be given it');
    const roles = last.pens.map((one) => {
      if (isSame(one.pen, next.pen)) return { ...one, role: 'owner' as const };
      return one.role === 'owner' ? { ...one, role: 'editor' as const } : one;
    });
    const changed = await this.change(owned.value, { root: next.pen, pens: roles });
    return changed.ok ? ok() : changed;
  }

  private async owned(space: SpaceId): Promise<Result<KnownChannel & { readonly charter: Charter }, WorkspaceError>> {
    const channel = this.parts.book.get(space);
    if (channel === null) return fail('channel-missing', 'not here');
    const { charter } = channel;
    if (charter === null || (await this.parts.keys.signerOf(space, charter.last.root)) === null)
      return fail('channel-not-allowed', 'only its owner decides who edits');
    if (isFrozen(channel)) return fail('channel-forked', 'two charters were signed');
    return ok({ ...channel, charter });
  }

  private async change(channel: KnownChannel, change: Change): Promise<Result<Charter, WorkspaceError>> {
    const { keys, clock, charters } = this.parts;
    const { charter, space } = channel;
    const sign = charter === null ? null : await keys.signerOf(space, charter.last.root);
    if (charter === null || sign === null) return fail('channel-not-allowed', 'not its owner');
    const at = Math.max(clock.now(), charter.last.at + 1);
    const extended = await extendCharter(charter, { ...change, at }, sign);
    if (!extended.ok) return fail('channel-changes-full', extended.error.message);
    const kept = await charters.keep(space, extended.value, null);
    return kept ? extended : fail('storage-failed', 'the charter was not kept');
  }

  private giveAll(
    space: SpaceId,
    charter: Charter,
    inboxes: readonly AgreementKey[],
  ): Promise<Result<void, WorkspaceError>> {
    const editors = charter.last.pens.filter(({ role }) => role !== 'writer');
    return this.parts.inboxes.give(space, inboxes, editors);
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return deviceOfKey(one) === deviceOfKey(other);
}
