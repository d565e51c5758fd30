import * as v from 'valibot';
import { type AccountId, type DeviceId, type SpaceId, isIdText } from '@shared/ids.ts';
import { ok } from '@shared/result.ts';
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
import { readCertificate } from '@domain/identity/certificate.ts';
import type { DocumentStore, Stored } from '@ports/documentStore.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { ChainEnd } from '../replication/context.ts';

/** Kind of the small record of an account's papers, under its id. */
const PAPERS_KIND = 'account.papers';

const pair = v.strictTuple([v.custom<Uint8Array>((value) => value instanceof Uint8Array), bytesOf(64)]);
const keptSchema = v.strictObject({ v: v.literal(1), certificates: v.array(pair), revocations: v.array(pair) });

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
  private readonly parts: AccountPapersParts;

  constructor(parts: AccountPapersParts) {
    this.parts = parts;
  }

  /** Reads what is kept. */
  async load(): Stored {
    const kept = await this.parts.store.feed.keeps.all(PAPERS_KIND);
    if (!kept.ok) return kept;
    for (const { id, bytes } of kept.value) {
      const papers = isIdText(id) ? await this.read(bytes) : NO_PAPERS;
      this.join(id as AccountId, papers);
    }
    return ok();
  }

  /** The devices of an account. */
  familyOf(account: AccountId): Family {
    return this.known.get(account) ?? familyOf(NO_PAPERS);
  }

  /** Takes papers that were verified. Says whether some were new. What a single card says is not kept beside it. */
  async learn(account: AccountId, papers: FamilyPapers): Promise<boolean> {
    const before = this.familyOf(account);
    const mine = papersOf(account, papers);
    if (holdsPapers(before, mine)) return false;
    const joined = this.join(account, mine);
    if (joined.certificates.length + joined.revocations.length > 1) await this.keep(account, joined);
    return true;
  }

  /** Where the chain of a device that was taken out ends in a space (DEV-4); null where it does not. */
  endOf(account: AccountId, space: SpaceId, device: DeviceId): ChainEnd | null {
    const seq = lastPlaceOf(this.familyOf(account), space, device);
    return seq === null ? null : { seq, id: null };
  }

  private async keep(account: AccountId, { certificates, revocations }: FamilyPapers): Promise<void> {
    const pairs = (all: readonly { readonly signed: SignedBytes }[]) =>
      all.map(({ signed }) => [signed.bytes, signed.signature]);
    const bytes = encodeCanonical({ v: 1, certificates: pairs(certificates), revocations: pairs(revocations) });
    const at = Math.max(...[...certificates, ...revocations].map((paper) => paper.at));
    const keep = { kind: PAPERS_KIND, id: account, bytes, at };
    // Without it they are known all the same, and come again with the next card.
    if ((await this.parts.store.feed.keeps.put([keep])).ok) void this.parts.journal.append([{ t: 'feed', ...keep }]);
  }

  private join(account: AccountId, papers: FamilyPapers): Family {
    const family = familyOf(joinPapers(this.familyOf(account), papers));
    this.known.set(account, family);
    return family;
  }

  private async read(bytes: Uint8Array): Promise<FamilyPapers> {
    const kept = readCanonical(keptSchema, bytes);
    if (kept === null) return NO_PAPERS;
    const { verify } = this.parts;
    const signed = ([first, signature]: readonly [Uint8Array, Uint8Array]) => ({ bytes: first, signature });
    const certificates = await Promise.all(kept.certificates.map((each) => readCertificate(signed(each), verify)));
    const revocations = await Promise.all(kept.revocations.map((each) => readRevocation(signed(each), verify)));
    return {
      certificates: certificates.flatMap((read) => (read.ok ? [read.value] : [])),
      revocations: revocations.flatMap((read) => (read.ok ? [read.value] : [])),
    };
  }
}

function papersOf(account: AccountId, { certificates, revocations }: FamilyPapers): FamilyPapers {
  const isOf = (paper: { readonly account: AccountId }) => paper.account === account;
  return { certificates: certificates.filter(isOf), revocations: revocations.filter(isOf) };
}
