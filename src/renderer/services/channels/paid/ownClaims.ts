import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { Charter } from '@domain/channel/charter.ts';
import type { GivenPlace } from '@domain/channel/claim.ts';
import { type ClaimRecord, claimRecordSchema } from '@domain/channel/paidRecords.ts';
import { ChannelKeep, readRecord } from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type RecordId, type UnitId, holderOf, recordId } from '@domain/wallet/ids.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import { isRevoked, periodAt } from '@domain/wallet/readings/mandates.ts';
import type { Clock } from '@ports/clock.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import type { WorkspaceError } from '../../workspace/workspaceErrors.ts';
import type { ChannelKeeps } from '../channelKeeps.ts';
import type { AgreementKey } from '../channelKeys.ts';
import type { Keyring } from './keyring.ts';
import { paidDays } from './paidDays.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a claim holds that says no time of its own, ms: as long as a payment for a post may be taken. */
const HOLDS_FOR = 2 * DAY;
/** A clock of a clerk may be so far behind, ms. */
const CLOCKS_DIFFER = HOUR;
/** What was heard just now may be of a payment that is still to come from others, however old it is, ms. */
const HEARD_JUST_NOW = DAY;
/** Whatever a claim says of its time, it holds no longer than this after it was heard, ms. */
const HOLDS_AT_MOST = 4 * DAY;

/** A claim with the wallet's record it rests on. */
export interface OwnClaim extends ClaimRecord {
  readonly record: RecordId;
  /** When it was kept here, ms. */
  readonly heardAt: number;
  /** This device made it and has not signed what it rests on: it knows that nothing was paid. */
  readonly isUnsigned: boolean;
  /** It came with a backup of a device that had not signed it by then: whether it did since, nobody here knows. */
  readonly isRestored: boolean;
}

/** A key that is to come. */
export interface Awaited {
  readonly place: GivenPlace;
  /** What it is sealed to. */
  readonly own: AgreementKey;
}

/** Whom something is paid to, and in what. */
interface PaidTo {
  readonly to: AccountId;
  readonly unit: UnitId;
}

/** Marks what a device made and has not signed. It names the device: a backup brings marks to another one. */
export function unsignedMark(device: DeviceId, record: RecordId): Omit<FeedKeep, 'at'> {
  return { kind: ChannelKeep.claiming, id: record, bytes: new TextEncoder().encode(device) };
}

/** A claim as it is kept. */
export function claimOf({ v, channel, post, salt, thread, until, envelope, at }: OwnClaim): ClaimRecord {
  return {
    ...{ v, channel, post, salt, envelope, at },
    ...(thread === undefined ? {} : { thread }),
    ...(until === undefined ? {} : { until }),
  };
}

/** All claims of own devices that are here. */
export async function readClaims(parts: {
  readonly keeps: Pick<ChannelKeeps, 'all'>;
  readonly device: DeviceId;
}): Promise<readonly OwnClaim[]> {
  const rows = await parts.keeps.all(ChannelKeep.claim);
  const marks = await parts.keeps.all(ChannelKeep.claiming);
  const unsigned = new Map((marks.ok ? marks.value : []).map(({ id, bytes }) => [id, new TextDecoder().decode(bytes)]));
  return (rows.ok ? rows.value : []).flatMap((row) => {
    const claim = readRecord(claimRecordSchema, row);
    const record = recordId(row.id);
    if (claim === null || !record.ok) return [];
    const by = unsigned.get(row.id);
    const isRestored = by !== undefined && by !== parts.device;
    // When it was heard counts from when it is kept anew, which is soon.
    const heardAt = isRestored ? Infinity : row.at;
    return [{ ...claim, record: record.value, heardAt, isUnsigned: by === parts.device, isRestored }];
  });
}

/** How it stands with a post: `elsewhere`: another own device pays for it, and its payment is not here yet. */
type Standing = { readonly word: 'paid' | 'waits' | 'elsewhere'; readonly record: RecordId };

/**
 * Until when a claim of another own device, whose payment is not here, keeps this one from paying (CHN-40): after that its payment is taken by nobody.
 */
export function elsewhereUntil({ at, until = at + HOLDS_FOR }: ClaimRecord, heardAt: number): number {
  return Math.max(Math.min(until + CLOCKS_DIFFER, heardAt + HOLDS_AT_MOST), heardAt + HEARD_JUST_NOW);
}

interface Now {
  readonly view: Dues['view'];
  readonly now: number;
}

/** How it stands with a post among the claims for it; null where nothing keeps it from being paid. */
function standingOf(
  claims: readonly OwnClaim[],
  { post, waiting, ...at }: Now & { readonly post: EventId; readonly waiting: ReadonlySet<RecordId> },
): Standing | null {
  const found = claims.flatMap((claim): readonly Standing[] => {
    const { record } = claim;
    if (claim.post !== post) return [];
    if (waiting.has(record)) return [{ word: 'waits', record }];
    const status = lineOf(at.view, record)?.line.status;
    if (status !== undefined) return status === 'refused' || status === 'returned' ? [] : [{ word: 'paid', record }];
    return isElsewhere(claim, at) ? [{ word: 'elsewhere', record }] : [];
  });
  const of = (word: Standing['word']) => found.find((each) => each.word === word);
  return of('paid') ?? of('waits') ?? of('elsewhere') ?? null;
}

/** Whether another own device began a subscription of which this one knows no more than that. */
function isBegunElsewhere(claims: readonly OwnClaim[], at: Now): boolean {
  return claims.some((claim) => claim.post === null && !at.view.record(claim.record) && isElsewhere(claim, at));
}

function isElsewhere(claim: OwnClaim, { now }: Now): boolean {
  return !claim.isUnsigned && now < elsewhereUntil(claim, claim.heardAt);
}

/** What these two are asked with. */
interface AskedWith {
  readonly dues: Dues;
  readonly clock: Pick<Clock, 'now'>;
  readonly keyring: Pick<Keyring, 'keyOf'>;
}

type PostPlace = Parameters<Keyring['keyOf']>[0] & { readonly post: EventId };

/** With what a post is paid already; null where nothing keeps it from being paid. */
export async function paidAlready(
  { dues, clock, keyring }: AskedWith,
  claims: () => Promise<readonly OwnClaim[]>,
  place: PostPlace,
): Promise<Result<RecordId | null, WorkspaceError>> {
  const ready = await dues.ready();
  const waiting = ready.ok ? await dues.waiting() : ready;
  if (!waiting.ok) return waiting;
  const { post } = place;
  const standing = standingOf(await claims(), { view: dues.view, now: clock.now(), post, waiting: waiting.value });
  if (standing?.word === 'waits') return fail('payment-waits', 'it leaves later already');
  if (standing?.word === 'paid') return ok(standing.record);
  // Another own device paid, or a subscription opened it, since the screen was drawn.
  if ((await keyring.keyOf(place)) !== null) return fail('post-open', 'it can be read already');
  return standing === null ? ok(null) : fail('post-paid-elsewhere', 'another own device pays for it');
}

/** The same of a subscription. */
export async function begunAlready(
  { dues, clock }: Omit<AskedWith, 'keyring'>,
  claims: () => Promise<readonly OwnClaim[]>,
  target: PaidTo & { readonly space: SpaceId },
): Promise<Result<RecordId | null, WorkspaceError>> {
  const ready = await dues.ready();
  if (!ready.ok) return ready;
  const now = clock.now();
  const known = runningMandate(dues, { ...target, now });
  const isElsewhereNow = known === null && isBegunElsewhere(await claims(), { view: dues.view, now });
  return isElsewhereNow ? fail('subscription-elsewhere', 'another own device begins one') : ok(known);
}

/** What is given for a claim, as far as it is paid. */
export function placesOf(
  { post, record }: OwnClaim,
  { view, charter }: { readonly view: Dues['view']; readonly charter: Charter | null },
): readonly GivenPlace[] {
  if (post !== null) return [{ post }];
  const mandate = view.find('mandate', record);
  if (mandate === undefined || charter === null) return [];
  const inboxes = new Map(charter.statements.map(({ content: { inbox } }) => [toBase64url(inbox), inbox]));
  return paidDays(view, mandate).flatMap(({ first, last }) =>
    [...inboxes.values()].map((inbox) => ({ inbox, first, last })),
  );
}

/** The subscription to a channel that runs and pays them in that, on whichever own device it was begun: the wallet knows, also where no claim has come. */
function runningMandate(
  { view, account }: Pick<Dues, 'view' | 'account'>,
  { space, to, unit, now }: PaidTo & { readonly space: SpaceId; readonly now: number },
): RecordId | null {
  for (const record of view.records()) {
    // Anybody can write a mandate that names this person: only what counts is found, and runs.
    const mandate = view.find('mandate', record.id);
    if (mandate === undefined || isRevoked(view, mandate.id)) continue;
    const { scope, payer, payee, unit: paidIn } = mandate.body;
    const isSame = payer === holderOf(account) && payee === holderOf(to) && paidIn === unit;
    if (isSame && scope.kind === 'channel' && scope.id === space && periodAt(mandate.body, now) !== null)
      return mandate.id;
  }
  return null;
}
