import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { type Result, ok } from '@shared/result.ts';
import {
  BUYING_LENGTH,
  type BuyingRecord,
  buyingId,
  buyingRecordBytes,
  buyingRecordSchema,
  buyingSalt,
  inOrder,
  threadSeed,
} from '@domain/channel/buying.ts';
import { claimNonce } from '@domain/channel/claim.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import { isRevoked, periodAt } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { Turn } from '../../turn.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import { outcomeOf } from '../../workspace/failures.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { AgreementKey, ChannelKeys } from '../channelKeys.ts';

/** Attempts to pay for one thing: each but the last was refused, or came back. */
const MOST_ATTEMPTS = 250;

/** What it works with. */
export interface BuyingParts {
  readonly keys: Pick<ChannelKeys, 'thread' | 'agreementKey'>;
  readonly keeps: Pick<ChannelKeeps, 'all' | 'put'>;
  readonly dues: Pick<Dues, 'account' | 'view'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/** What a payment for something is made of. */
export interface Attempt {
  readonly salt: Uint8Array;
  readonly thread: Uint8Array;
  readonly nonce: Uint8Array;
  /** The payment that was made with it already, by whichever own device. */
  readonly made: RecordId | null;
}

/** What this person ordered, or agreed to pay. */
export type Outgoing = VerifiedOf<'transfer'> | VerifiedOf<'mandate'>;

interface Wanted {
  readonly space: SpaceId;
  readonly post: EventId | null;
  readonly secret: Uint8Array;
  readonly isFit: (record: Outgoing) => boolean;
}

const anything = (_record: Outgoing): boolean => true;

/** What all devices of a person pay by alike (CHN-40): two that do not hear each other sign one record, and either opens what comes for it. */
export class Buying {
  private readonly parts: BuyingParts;
  private readonly turn = new Turn();

  constructor(parts: BuyingParts) {
    this.parts = parts;
  }

  /** Makes the secret where there is none: the sooner, the surer other own devices have it before they buy. */
  ready(): Promise<Result<BuyingRecord, WorkspaceError>> {
    return this.turn.take(async () => {
      const [first] = await this.secrets();
      if (first !== undefined) return ok(first);
      const { random, clock, keeps } = this.parts;
      const made: BuyingRecord = { v: 1, secret: random.bytes(BUYING_LENGTH), at: clock.now() };
      const row = { kind: ChannelKeep.buying, id: buyingId(made), bytes: buyingRecordBytes(made) };
      const kept = outcomeOf(await keeps.put([row]));
      return kept.ok ? ok(made) : kept;
    });
  }

  /** Keys that something may be sealed to for this person: those of all own devices, and that this device had for itself before. */
  async threads(space: SpaceId): Promise<readonly AgreementKey[]> {
    const shared = (await this.secrets()).map(({ secret }) => this.parts.keys.agreementKey(threadSeed(secret, space)));
    const own = await this.parts.keys.thread(space);
    return [...(await Promise.all(shared)), ...(own.ok ? [own.value] : [])];
  }

  /** What a post, or (null) a subscription, is paid by: what was paid with before, stands and is fit, else what is next. */
  async next(space: SpaceId, post: EventId | null, isFit = anything): Promise<Result<Attempt, WorkspaceError>> {
    const ready = await this.ready();
    if (!ready.ok) return ready;
    const paid = this.outgoing();
    const first = await this.attempt({ space, post, secret: ready.value.secret, isFit }, paid);
    if (first.made !== null) return ok(first);
    for (const { secret } of await this.secrets()) {
      const attempt = await this.attempt({ space, post, secret, isFit }, paid);
      if (attempt.made !== null) return ok(attempt);
    }
    return ok(first);
  }

  private async attempt(
    { space, post, secret, isFit }: Wanted,
    paid: ReadonlyMap<string, readonly Outgoing[]>,
  ): Promise<Attempt> {
    const { key: thread } = await this.parts.keys.agreementKey(threadSeed(secret, space));
    for (let serial = 0; ; serial += 1) {
      const salt = buyingSalt(secret, { space, post, serial });
      const nonce = claimNonce({ space, post, thread }, salt);
      const made = paid.get(toBase64url(nonce)) ?? [];
      const standing = made.find((record) => isFit(record) && this.stands(record));
      if (made.length === 0 || standing !== undefined || serial === MOST_ATTEMPTS)
        return { salt, thread, nonce, made: standing?.id ?? null };
    }
  }

  /** What this person ordered and agreed to pay, by nonce. */
  private outgoing(): ReadonlyMap<string, readonly Outgoing[]> {
    const { account, view } = this.parts.dues;
    const found = new Map<string, Outgoing[]>();
    for (const record of view.records()) {
      if (!isOutgoing(record, account) || view.find(record.type, record.id) === undefined) continue;
      const nonce = toBase64url(record.nonce);
      found.set(nonce, [...(found.get(nonce) ?? []), record]);
    }
    return found;
  }

  private stands(record: Outgoing): boolean {
    const { dues, clock } = this.parts;
    if (record.type === 'mandate')
      return !isRevoked(dues.view, record.id) && periodAt(record.body, clock.now()) !== null;
    const status = lineOf(dues.view, record.id)?.line.status;
    return status !== undefined && status !== 'refused' && status !== 'returned';
  }

  private async secrets(): Promise<readonly BuyingRecord[]> {
    const rows = await this.parts.keeps.all(ChannelKeep.buying);
    return inOrder((rows.ok ? rows.value : []).flatMap((row) => readRecord(buyingRecordSchema, row) ?? []));
  }
}

function isOutgoing(record: { readonly type: string; readonly body: unknown }, account: AccountId): record is Outgoing {
  if (record.type === 'mandate') return accountOfHolder((record as VerifiedOf<'mandate'>).body.payer) === account;
  return record.type === 'transfer' && accountOfHolder((record as VerifiedOf<'transfer'>).body.from) === account;
}
