import * as v from 'valibot';
import { type AccountId, type DeviceId, type SpaceId, isIdText } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf } from '@shared/schemas.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { SignedBytes } from '@domain/codec/signed.ts';
import {
  type Family,
  type FamilyPapers,
  NO_PAPERS,
  familyOf,
  holdsPapers,
  joinPapers,
  lastPlaceOf,
} from '@domain/device/family.ts';
import { readRevocation } from '@domain/device/revocation.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { readCertificate } from '@domain/identity/certificate.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { ChainEnd } from '../replication/context.ts';

/** Kind of the small records of papers, each under its account and the beginning of its signature: together they could be too large for one. */
const PAPER_KIND = 'account.paper';
/** So much of a signature tells papers of one account apart. */
const NAME_LENGTH = 22;

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const keptSchema = v.strictObject({ v: v.literal(1), paper: v.picklist(['certificate', 'revocation']), signed: pair });

/** What keeping papers works with. */
export interface AccountPapersParts {
  readonly store: { readonly feed: Pick<DocumentStore['feed'], 'keeps'> };
  readonly journal: Pick<EventJournal, 'append'>;
  readonly verify: VerifySignature;
}

/**
 * Certificates and revocations of others' accounts (DEV-6). A card says what its device knew when it made it; what several cards said
 * stands together, and only a revocation takes a device out.
 */
export class AccountPapers {
  private readonly known = new Map<AccountId, Family>();
  private readonly kept = new Set<string>();
  private readonly parts: AccountPapersParts;

  constructor(parts: AccountPapersParts) {
    this.parts = parts;
  }

  /** Reads what is kept. */
  async load(): Stored {
    const kept = await this.parts.store.feed.keeps.all(PAPER_KIND);
    if (!kept.ok) return kept;
    const all = new Map<AccountId, FamilyPapers[]>();
    for (const { id, bytes } of kept.value) {
      const account = id.slice(0, id.indexOf('.')) as AccountId;
      if (isIdText(account)) all.set(account, [...(all.get(account) ?? []), papersOf(account, await this.read(bytes))]);
    }
    // Of each account at once: which count, and which are left out of too many, is seen only beside the others.
    for (const [account, papers] of all) {
      const certificates = papers.flatMap((paper) => paper.certificates);
      this.join(account, { certificates, revocations: papers.flatMap((paper) => paper.revocations) });
    }
    return ok();
  }

  /** Everybody of whom something is known. */
  get accounts(): Iterable<AccountId> {
    return this.known.keys();
  }

  /** The devices of an account. */
  familyOf(account: AccountId): Family {
    return this.known.get(account) ?? familyOf(NO_PAPERS);
  }

  /** Takes papers that were verified. Says whether some were new. What a single card says is not kept beside it. */
  async learn(account: AccountId, papers: FamilyPapers): Promise<boolean> {
    const before = this.familyOf(account);
    const joined = joinPapers(before, papersOf(account, papers));
    if (holdsPapers(before, joined)) return false;
    this.known.set(account, familyOf(joined));
    if (joined.certificates.length + joined.revocations.length > 1) await this.keep(account, joined);
    return true;
  }

  /** Where the chain of a device that was taken out ends in a space (DEV-4); null where it does not. */
  endOf(account: AccountId, space: SpaceId, device: DeviceId): ChainEnd | null {
    const seq = lastPlaceOf(this.familyOf(account), space, device);
    return seq === null ? null : { seq, id: null };
  }

  private async keep(account: AccountId, { certificates, revocations }: FamilyPapers): Promise<void> {
    const keeps = [
      ...certificates.map((paper) => keepOf(account, 'certificate', paper)),
      ...revocations.map((paper) => keepOf(account, 'revocation', paper)),
    ].filter(({ id }) => !this.kept.has(id));
    // Without it they are known all the same, and come again with the next card.
    if (!(await this.parts.store.feed.keeps.put(keeps)).ok) return;
    for (const { id } of keeps) this.kept.add(id);
    void this.parts.journal.append(keeps.map((keep) => ({ t: 'feed', ...keep })));
  }

  private join(account: AccountId, papers: FamilyPapers): void {
    this.known.set(account, familyOf(joinPapers(this.familyOf(account), papers)));
  }

  private async read(bytes: Uint8Array): Promise<FamilyPapers> {
    const kept = readCanonical(keptSchema, bytes);
    if (kept === null) return NO_PAPERS;
    const signed = { bytes: kept.signed[0], signature: kept.signed[1] };
    if (kept.paper === 'certificate') {
      const certificate = await readCertificate(signed, this.parts.verify);
      return certificate.ok ? { certificates: [certificate.value], revocations: [] } : NO_PAPERS;
    }
    const revocation = await readRevocation(signed, this.parts.verify);
    return revocation.ok ? { certificates: [], revocations: [revocation.value] } : NO_PAPERS;
  }
}

function keepOf(
  account: AccountId,
  paper: v.InferOutput<typeof keptSchema>['paper'],
  { signed, at }: { readonly signed: SignedBytes; readonly at: number },
): FeedKeep {
  const bytes = encodeCanonical({ v: 1, paper, signed: [signed.bytes, signed.signature] });
  const id = `${account}.${toBase64url(signed.signature).slice(0, NAME_LENGTH)}`;
  return { kind: PAPER_KIND, id, bytes, at };
}

function papersOf(account: AccountId, { certificates, revocations }: FamilyPapers): FamilyPapers {
  const isOf = (paper: { readonly account: AccountId }) => paper.account === account;
  return { certificates: certificates.filter(isOf), revocations: revocations.filter(isOf) };
}
