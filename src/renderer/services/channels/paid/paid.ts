import type { AccountId, SpaceId } from '@shared/ids.ts';
import { fromBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { ChannelWord } from '@domain/channel/deskWords.ts';
import { type Terms, termsSchema } from '@domain/channel/terms.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { feedKind } from '@domain/feed/project.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import * as v from 'valibot';
import type { ContactBook } from '../../contacts/contactBook.ts';
import type { Files } from '../../files/files.ts';
import type { ChannelTermsWish } from '../../workspace/paidWorkspace.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { type ClaimParts, Claims } from './claims.ts';
import { type GiftParts, Gifts } from './gifts.ts';
import { KeyTaker, type KeyTakerParts } from './keyTaker.ts';
import { Keyring, type KeyringParts } from './keyring.ts';
import { PaidLog } from './paidLog.ts';
import { PaidPublishing, type PaidPublishingParts } from './paidPublishing.ts';
import { PaidReading, type PaidReadingParts } from './paidReading.ts';
import { PayDesk, type PayDeskParts } from './payDesk.ts';

/** What selling and buying works with. */
export interface PaidParts extends Omit<
  All,
  'keyring' | 'gifts' | 'claims' | 'paidLog' | 'feed' | 'library' | 'blobs' | 'isContact' | 'store' | 'files'
> {
  readonly store: Pick<DocumentStore, 'feed' | 'blobs'>;
  readonly files: Pick<Files, 'blobs' | 'library' | 'fetch' | 'letGo'>;
  readonly contacts: Pick<ContactBook, 'get'>;
}

type All = ClaimParts &
  GiftParts &
  KeyTakerParts &
  KeyringParts &
  PaidPublishingParts &
  PaidReadingParts &
  PayDeskParts;

const OPENED = feedKind('channels', ChannelWord.opened);
const RECEIVED = feedKind('channels', ChannelWord.received);
const TERMS = feedKind('channels', ChannelWord.terms);
/** Keys and payments come in bundles, ms. */
const TAKE_DELAY = 300;

/** Paid posts and subscriptions of an engine, for who sells and for who buys (CHN-30 to CHN-36, CHN-40). */
export class Paid {
  readonly claims: Claims;
  readonly publishing: PaidPublishing;
  readonly reading: PaidReading;
  private readonly parts: PaidParts;
  private readonly desk: PayDesk;
  private readonly taker: KeyTaker;
  private readonly taking = new Map<SpaceId, Disposer>();
  private readonly disposers: Disposer[] = [];
  private isOpen = false;

  constructor(parts: PaidParts) {
    this.parts = parts;
    const { contacts, files, store } = parts;
    const { library, blobs } = files;
    const isContact = (account: AccountId) => {
      const known = contacts.get(account)?.record;
      return known?.state === 'accepted' && !known.blocked;
    };
    const keyring = new Keyring(parts);
    const paidLog = new PaidLog({ feed: store.feed, clock: parts.clock });
    const base = { ...parts, feed: store.feed, library, blobs, isContact, keyring, paidLog };
    this.claims = new Claims(base);
    parts.dues.holdBack(({ body }) => this.claims.isHeld(body));
    this.publishing = new PaidPublishing(base);
    this.reading = new PaidReading(base);
    this.desk = new PayDesk({ ...base, gifts: new Gifts(base) });
    this.taker = new KeyTaker({ ...base, claims: this.claims });
  }

  /** Goes on with what was begun. Call once the database has all that the journal has. */
  async open(): Promise<void> {
    const ready = await this.parts.dues.ready();
    if (!ready.ok) return;
    const look = () => {
      this.desk.lookAtAll();
      this.send();
    };
    this.isOpen = true;
    this.disposers.push(this.parts.dues.listen(look));
    look();
  }

  /** Another own device told of a claim: what is given for it is taken here as well. Null: that nothing was paid. */
  async onClaim(record: string, bytes: Uint8Array | null): Promise<void> {
    if (bytes === null) await this.claims.takenBack(record);
    else if (this.isOpen) this.send();
  }

  private send(): void {
    void this.claims.send().then((claimed) => {
      for (const space of claimed) this.takeSoon(space);
    });
  }

  dispose(): void {
    this.isOpen = false;
    for (const stop of [...this.disposers, ...this.taking.values()]) stop();
    this.desk.dispose();
    this.reading.dispose();
  }

  onAdmitted(space: SpaceId, { content: { kind } }: AdmittedEvent): void {
    if (kind === OPENED || kind === RECEIVED) this.takeSoon(space);
    if (kind === OPENED || kind === RECEIVED || kind === TERMS) this.desk.lookSoon(space);
  }

  /** Letters of a channel were read. */
  onRead(space: SpaceId): void {
    this.desk.lookSoon(space);
  }

  /** Says what reading costs, paid to this person; null: nothing is sold any more. */
  async say(space: SpaceId, wish: ChannelTermsWish | null): Promise<Result<void, WorkspaceError>> {
    const terms = wish === null ? null : this.termsOf(wish);
    if (terms !== null && !terms.ok) return terms;
    const said = await this.parts.say(space, ChannelWord.terms, { terms: terms?.value ?? null });
    return said.ok ? ok() : said;
  }

  private termsOf({ unit, subscription }: ChannelTermsWish): Result<Terms, WorkspaceError> {
    const { account, view } = this.parts.dues;
    const known = view.find('unit', unit);
    if (known === undefined) return fail('unit-missing', 'no such unit');
    if (!known.body.transferable && known.body.issuer !== account)
      return fail('unit-not-transferable', 'nobody could pay with it');
    const [payee, id] = [fromBase64url(account), fromBase64url(unit)];
    const { code, decimals, currency = null } = known.body;
    const read = v.safeParse(termsSchema, {
      ...{ payee: payee.ok ? payee.value : null, unit: id.ok ? id.value : null, code, decimals, currency },
      subscription: subscription === null ? null : { ...subscription, amount: Number(subscription.amount) },
    });
    return read.success && read.output !== null ? ok(read.output) : fail('amount-invalid', 'not terms');
  }

  private takeSoon(space: SpaceId): void {
    if (this.taking.has(space)) return;
    const stop = this.parts.clock.after(TAKE_DELAY, () => {
      this.taking.delete(space);
      void this.taker.take(space);
    });
    this.taking.set(space, stop);
  }
}
