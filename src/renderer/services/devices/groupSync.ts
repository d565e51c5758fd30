import * as v from 'valibot';
import { type SpaceId, isIdText } from '@shared/ids.ts';
import { accountIdSchema, bytesOf, bytesUpTo, timeSchema } from '@shared/schemas.ts';
import { MAX_CARD_BYTES, readCard } from '@domain/contact/card.ts';
import type { Choice } from '@domain/device/choices.ts';
import { GROUP_NONCE_LENGTH, groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { displayName } from '@domain/profile/cleanName.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import { EMPTY_SEED, type KnownGroup } from '../groups/knownGroup.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { IsDue, OwnLog } from './ownLog.ts';

const groupSchema = v.object({
  founder: accountIdSchema,
  nonce: bytesOf(GROUP_NONCE_LENGTH),
  name: v.pipe(v.string(), v.maxLength(256)),
  card: bytesUpTo(MAX_CARD_BYTES),
  joinedAt: timeSchema,
});

/** What keeping groups the same on all own devices works with. */
export interface GroupSyncParts {
  readonly log: OwnLog;
  readonly self: Parameters<Replicator['refresh']>[0];
  readonly groups: GroupBook;
  readonly replicator: Pick<Replicator, 'refresh'>;
  readonly verify: VerifySignature;
}

/** The groups one is in, on all own devices (DEV-16): which they are; what they are their rosters say. */
export class GroupSync {
  private readonly parts: GroupSyncParts;
  private said: ReadonlySet<SpaceId> = new Set();
  private stop: Disposer = () => undefined;

  constructor(parts: GroupSyncParts) {
    this.parts = parts;
    parts.log.on('group', (choice) => this.onGroup(choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    this.said = new Set(this.active().keys());
    this.stop = this.parts.groups.groups.subscribe(() => this.tell());
  }

  dispose(): void {
    this.stop();
  }

  /** Tells of all that is due. */
  tellAll(isDue: IsDue): void {
    for (const space of this.active().keys()) if (isDue(`group/${space}`)) this.say(space);
  }

  private active(): ReadonlyMap<SpaceId, KnownGroup> {
    return new Map([...this.parts.groups.groups.get()].filter(([, group]) => cardOf(group) !== null));
  }

  private tell(): void {
    const before = this.said;
    this.said = new Set(this.active().keys());
    for (const space of this.said) if (!before.has(space)) this.say(space);
    for (const space of before) if (this.parts.groups.get(space) === null) this.say(space);
  }

  private say(space: SpaceId): void {
    void this.parts.log.say(`group/${space}`, () => {
      const group = this.parts.groups.get(space);
      return group === null ? null : (groupOf(group) ?? undefined);
    });
  }

  private async onGroup({ key, value }: Choice): Promise<void> {
    const { groups, self, replicator, verify } = this.parts;
    const space = key.slice(key.indexOf('/') + 1);
    if (!isIdText(space)) return;
    if (value === null) return void (await groups.remove(space as SpaceId));
    const read = v.safeParse(groupSchema, value);
    if (!read.success || groups.get(space as SpaceId) !== null) return;
    const { founder, nonce, joinedAt } = read.output;
    const card = await readCard(read.output.card, verify);
    if (groupSpace(founder, nonce) !== space || !card.ok || card.value.account !== founder) return;
    const talk = groupSpace(founder, nonce);
    const name = displayName(read.output.name, talk.slice(0, 8));
    const texts = { name, picture: { kind: 'generated' as const }, state: 'joining' as const };
    const record = { space: talk, roster: rosterSpace(talk), founder, nonce: nonce.slice(), ...texts };
    await groups.add({ ...record, welcomedBy: null, joinedAt }, { ...EMPTY_SEED, card: read.output.card.slice() });
    replicator.refresh(self);
  }
}

/** The founder's card, without which nothing of a roster can be checked; null while it is not here. */
function cardOf({ acts, seed, record }: KnownGroup): Uint8Array | null {
  if (record.state === 'joining') return null;
  const founding = acts.find(({ act, author }) => act.kind === 'group.founded' && author === record.founder)?.act;
  if (founding?.kind === 'group.founded') return founding.card.packed;
  return seed.card.length === 0 ? null : seed.card;
}

function groupOf(group: KnownGroup): v.InferInput<typeof groupSchema> | null {
  const card = cardOf(group);
  const { founder, nonce, name, joinedAt } = group.record;
  return card === null ? null : { founder, nonce, name, card, joinedAt };
}
