import { toBase64url } from '@shared/base64url.ts';
import { type AccountId, type DeviceId, type EventId, type SpaceId, spaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { SALT_LENGTH, claimNonce, claimText, givenMark } from '@domain/channel/claim.ts';
import { encodeLetter, letterId, packEnvelope } from '@domain/channel/letter.ts';
import { type ClaimRecord, paidRecordBytes } from '@domain/channel/paidRecords.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { PaidFace, Price } from '@domain/feed/paid.ts';
import { isRevoked } from '@domain/wallet/readings/mandates.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import type { BodyOf, Draft } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import { Turn } from '../../turn.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import { outcomeOf } from '../../workspace/failures.ts';
import type { AgreedPrice, AgreedSubscription } from '../../workspace/paidWorkspace.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ChannelBook } from '../channelBook.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { AgreementKey, ChannelKeys } from '../channelKeys.ts';
import type { LetterFlood } from '../letterFlood.ts';
import { checkedPrice, targetOf } from './agreed.ts';
import type { Keyring } from './keyring.ts';
import {
  type Awaited,
  type OwnClaim,
  begunAlready,
  claimOf,
  paidAlready,
  placesOf,
  readClaims,
  unsignedMark,
} from './ownClaims.ts';
import { readShown } from './shownPost.ts';
import { readPayees, readTerms, wereRemoved } from './terms.ts';

/** What a letter of a claim is signed with as a name: nobody reads it. */
const NO_NAME = '-';
/** Claims this device made and of which the wallet never signed anything are forgotten after this, ms: the longest a payment of one's own may wait. */
const UNPAID_FOR = 14 * 24 * 3_600_000;

/** What claiming works with. */
export interface ClaimParts {
  readonly device: DeviceId;
  readonly book: Pick<ChannelBook, 'get'>;
  readonly keys: Pick<ChannelKeys, 'thread' | 'sealTo' | 'newInbox' | 'agreementKey'>;
  readonly keeps: Pick<ChannelKeeps, 'all' | 'put' | 'remove'>;
  readonly feed: Pick<FeedStore, 'post' | 'notes' | 'words'>;
  readonly dues: Dues;
  readonly keyring: Pick<Keyring, 'keyOf'>;
  readonly isContact: (account: AccountId) => boolean;
  readonly flood: Pick<LetterFlood, 'begin'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
}

/** What a reader pays for, and what they ask for with it (CHN-33, CHN-34). */
export class Claims {
  private readonly parts: ClaimParts;
  private readonly turn = new Turn();
  /** Letters that are under way since this start. */
  private readonly begun = new Set<string>();

  constructor(parts: ClaimParts) {
    this.parts = parts;
  }

  /** Buys one post, for what was agreed to. Once: what was paid and is not refused is answered again. */
  buy(post: EventId, agreed: AgreedPrice): Outcome<{ readonly payment: RecordId }> {
    return this.turn.take(async () => {
      const found = await this.priceOf(post);
      if (!found.ok) return found;
      const { space, price, paid } = found.value;
      const known = await paidAlready(this.parts, () => this.own(space), { space, post, paid });
      if (!known.ok) return known;
      if (known.value !== null) return ok({ payment: known.value });
      if (!(await this.gives(space, targetOf(price).to)))
        return fail('channel-terms-missing', 'not of the channel any more');
      const checked = checkedPrice(this.parts.dues.view, price, agreed);
      if (!checked.ok) return checked;
      const made = await this.pay(space, post, (nonce) => {
        const { to, unit } = targetOf(price);
        return this.parts.dues.prepare({ to, unit, amount: BigInt(price.amount), nonce });
      });
      return made.ok ? ok({ payment: made.value }) : made;
    });
  }

  /** Subscribes, by a mandate for the channel's terms as they are now. Once while it runs. */
  subscribe(space: SpaceId, agreed: AgreedSubscription): Outcome<{ readonly mandate: RecordId }> {
    return this.turn.take(async () => {
      const channel = this.parts.book.get(space);
      const terms = channel === null ? null : await readTerms(this.parts.feed, channel);
      if (terms === null || terms.subscription === null)
        return fail('channel-terms-missing', 'nothing to subscribe to');
      const { amount, period } = terms.subscription;
      const target = targetOf(terms);
      const known = await begunAlready(this.parts, () => this.own(space), { space, ...target });
      if (!known.ok) return known;
      if (known.value !== null) return ok({ mandate: known.value });
      if (!this.parts.isContact(target.to)) return fail('channel-payee-unknown', 'no contact');
      const checked = checkedPrice(this.parts.dues.view, { ...terms, amount }, agreed);
      if (!checked.ok) return checked;
      if (period !== agreed.period) return fail('channel-price-differs', 'another period');
      const made = await this.pay(space, null, (nonce) =>
        this.parts.dues.prepareMandate(
          {
            ...{ payee: target.to, unit: target.unit, perPayment: BigInt(amount), period },
            scope: { kind: 'channel', id: space },
          },
          nonce,
        ),
      );
      if (!made.ok) return made;
      await this.stopHeld(space);
      return ok({ mandate: made.value });
    });
  }

  /** Claims of this person, of all own devices, those for one channel where it is named. */
  async own(space?: SpaceId): Promise<readonly OwnClaim[]> {
    const claims = await readClaims(this.parts);
    return space === undefined ? claims : claims.filter(({ channel }) => channel === space);
  }

  /**
   * Sends what no editor has yet, and forgets what this device began and never paid: of what another began it knows no such thing, as its payment may be
   * on the way. To be called at the start and when the wallet, or another own device, has something new. Answers the channels there are claims for.
   */
  async send(): Promise<ReadonlySet<SpaceId>> {
    const own = await this.own();
    for (const claim of own) {
      const { record, envelope, channel } = claim;
      if (claim.isUnsigned) await this.settle(claim);
      if (claim.isRestored) await this.hearAnew(claim);
      const isPaid = this.parts.dues.view.record(record) !== undefined;
      if (!isPaid || envelope === null || this.begun.has(record) || this.parts.book.get(channel) === null) continue;
      this.begun.add(record);
      this.parts.flood.begin(channel, envelope, (this.parts.random.bytes(1)[0] ?? 0) % 4);
    }
    return new Set(own.map(({ channel }) => channel));
  }

  /**
   * Whether what a mandate pays for could be given by nobody any more: whom it pays was taken away from the channel (CHN-36). False while nobody was, and
   * for what is no channel here.
   */
  async isHeld({ scope, payee }: Pick<BodyOf<'mandate'>, 'scope' | 'payee'>): Promise<boolean> {
    const space = spaceId(scope.id);
    const channel = space.ok ? this.parts.book.get(space.value) : null;
    if (channel === null || !wereRemoved(channel)) return false;
    return !(await this.gives(channel.space, accountOfHolder(payee)));
  }

  /** Who subscribes anew is done with what is held: it would be paid beside the new one, were its payee named again. */
  private async stopHeld(space: SpaceId): Promise<void> {
    const { view } = this.parts.dues;
    for (const { post, record } of await this.own(space)) {
      const mandate = post === null ? view.find('mandate', record) : undefined;
      if (mandate === undefined || isRevoked(view, record) || !(await this.isHeld(mandate.body))) continue;
      await this.parts.dues.stop(record);
    }
  }

  /** Editors said that they have these letters. */
  async received(space: SpaceId, letters: ReadonlySet<string>): Promise<void> {
    for (const claim of await this.own(space)) {
      if (claim.envelope === null || !letters.has(letterId(claim.envelope))) continue;
      await this.keep(claim.record, { ...claimOf(claim), envelope: null });
    }
  }

  /**
   * The own device that made a claim says that it paid nothing. Where the wallet has the record all the same, or this device made the claim, it stands.
   */
  async takenBack(record: string): Promise<void> {
    await this.turn.take(async () => {
      const { dues, keeps } = this.parts;
      const ready = await dues.ready();
      const claim = (await this.own()).find((each) => each.record === record);
      if (!ready.ok || claim === undefined || claim.isUnsigned || dues.view.record(claim.record) !== undefined) return;
      await keeps.remove(ChannelKeep.claim, record);
    });
  }

  /** By which marks keys for this person are found, what they are for, and what they are sealed to. */
  async awaited(space: SpaceId): Promise<ReadonlyMap<string, Awaited>> {
    const marks = new Map<string, Awaited>();
    const charter = this.parts.book.get(space)?.charter ?? null;
    for (const claim of await this.own(space)) {
      const own = await this.threadOf(claim);
      for (const place of own === null ? [] : placesOf(claim, { view: this.parts.dues.view, charter }))
        if (own !== null) marks.set(toBase64url(givenMark(space, own.key, place)), { place, own });
    }
    return marks;
  }

  private async threadOf({ thread, channel }: OwnClaim): Promise<AgreementKey | null> {
    if (thread !== undefined) return this.parts.keys.agreementKey(thread);
    const own = await this.parts.keys.thread(channel);
    return own.ok ? own.value : null;
  }

  /** What became of a claim this device made, and had not signed when it was last seen. */
  private async settle({ record, at }: OwnClaim): Promise<void> {
    if (this.parts.dues.view.record(record) !== undefined) await this.parts.keeps.remove(ChannelKeep.claiming, record);
    else if (at < this.parts.clock.now() - UNPAID_FOR) await this.giveUp(record);
  }

  /** A claim that came with a backup is one of another device from now on, and was heard now. */
  private async hearAnew(claim: OwnClaim): Promise<void> {
    const kept = await this.keep(claim.record, claimOf(claim));
    if (kept.ok) await this.parts.keeps.remove(ChannelKeep.claiming, claim.record);
  }

  /** Of a claim this device made nothing was signed: other own devices hear that it is gone. */
  private async giveUp(record: RecordId): Promise<void> {
    await this.parts.keeps.remove(ChannelKeep.claim, record);
    await this.parts.keeps.remove(ChannelKeep.claiming, record);
  }

  /** Keeps that something is paid for before the wallet signs it: afterwards nobody could tell what it was for. Other own devices hear of it at once. */
  private async pay(
    space: SpaceId,
    post: EventId | null,
    prepare: (nonce: Uint8Array) => Promise<Result<Draft<'transfer'> | Draft<'mandate'>, WorkspaceError>>,
  ): Promise<Result<RecordId, WorkspaceError>> {
    const { keys, random, clock, dues } = this.parts;
    const own = await keys.newInbox();
    const salt = random.bytes(SALT_LENGTH);
    const draft = await prepare(claimNonce({ space, post, thread: own.key }, salt));
    if (!draft.ok) return draft;
    const record = dues.idOf(draft.value);
    const envelope = await this.letter({ space, post, thread: own.key }, claimText({ record, salt }));
    if (!envelope.ok) return envelope;
    const until = draft.value.type === 'transfer' ? { until: draft.value.body.until } : {};
    const claim = { v: 1, channel: space, post, salt, envelope: envelope.value, at: clock.now(), ...until } as const;
    const kept = await this.keep(record, { ...claim, thread: own.seed }, [unsignedMark(this.parts.device, record)]);
    if (!kept.ok) return kept;
    const signed = await dues.sign(draft.value);
    // What leaves later was signed, too: its claim goes when it does.
    if (!signed.ok && signed.error.code !== 'payment-waits') await this.giveUp(record);
    if (!signed.ok) return signed;
    await this.send();
    return ok(record);
  }

  private async letter(
    { space, post, thread }: { readonly space: SpaceId; readonly post: EventId | null; readonly thread: Uint8Array },
    text: string,
  ): Promise<Result<Uint8Array, WorkspaceError>> {
    const inbox = this.parts.book.get(space)?.charter?.last.inbox;
    if (inbox === undefined) return fail('letter-keys-missing', 'nobody said yet what letters are sealed to');
    const said = encodeLetter({ kind: 'claim', post, name: NO_NAME, text, at: this.parts.clock.now(), thread });
    const sealed = await this.parts.keys.sealTo('letter', { space, to: inbox }, said);
    return sealed === null ? fail('letter-keys-missing', 'its inbox shares no secret') : ok(packEnvelope(sealed));
  }

  private async keep(
    record: RecordId,
    claim: ClaimRecord,
    marks: readonly Omit<FeedKeep, 'at'>[] = [],
  ): Promise<Result<void, WorkspaceError>> {
    const row = { kind: ChannelKeep.claim, id: record, bytes: paidRecordBytes(claim) };
    return outcomeOf(await this.parts.keeps.put([row, ...marks]));
  }

  private async priceOf(
    post: EventId,
  ): Promise<Result<{ readonly space: SpaceId; readonly price: Price; readonly paid: PaidFace }, WorkspaceError>> {
    const shown = await readShown(this.parts.feed, post);
    if (shown === null) return fail('post-missing', 'not here');
    const { paid = null } = shown.body.article ?? {};
    const price = paid?.price ?? null;
    if (paid === null || price === null) return fail('channel-terms-missing', 'not sold by itself');
    return this.parts.isContact(targetOf(price).to)
      ? ok({ space: shown.row.space, price, paid })
      : fail('channel-payee-unknown', 'no contact');
  }

  /** Whether the device of who is paid could give keys. */
  private async gives(space: SpaceId, payee: AccountId): Promise<boolean> {
    const channel = this.parts.book.get(space);
    return channel !== null && (await readPayees(this.parts.feed, channel)).has(payee);
  }
}
