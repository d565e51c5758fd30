import type { AccountId, BlobId } from '@shared/ids.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { type Authorship, type PackageAuthor, readAuthorship } from '@domain/mini/authorship.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Host } from '@ports/host.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { ProgramShelf } from '@ports/programShelf.ts';
import type { LiveQuery } from '@ports/query.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { asyncQuery, mapQuery, snapshotQuery, switchQuery } from '../workspace/liveQueries.ts';
import { inspectPackage } from './inspectPackage.ts';

/** What authors are told by. */
export interface PackageAuthorParts {
  readonly self: AccountId;
  readonly host: Pick<Host, 'call'>;
  readonly store: Pick<DocumentStore, 'contacts'>;
  readonly verify: VerifySignature;
  /** The programs that come with the app. */
  readonly shelf: Pick<ProgramShelf, 'list'>;
}

/** Most packages whose signature is remembered: it never changes, since a package is named by its bytes. */
const MOST_REMEMBERED = 256;
/** Characters of an account id or key that stand for one who is not known. */
const FINGERPRINT = 16;

/** What is known of a package's author, contacts aside. */
type Found = Authorship | Extract<PackageAuthor, { readonly kind: 'app' }>;

/** Says who signed packages, as the person knows them (PRG-8). */
export class PackageAuthors {
  private readonly parts: PackageAuthorParts;
  private readonly remembered = new Map<BlobId, Authorship>();

  constructor(parts: PackageAuthorParts) {
    this.parts = parts;
  }

  /** Who signed a package, in step with one's contacts; null while it is not here. */
  watch(id: BlobId): LiveQuery<PackageAuthor | null> {
    const { self, store } = this.parts;
    return switchQuery(
      asyncQuery(() => this.found(id)),
      (authorship) => {
        if (authorship?.kind !== 'account' || authorship.account === self)
          return snapshotQuery(writableSnapshot(authorship === null ? null : withoutContacts(authorship)));
        const { account } = authorship;
        return mapQuery(store.contacts.watchAll(), (contacts) =>
          known(
            account,
            contacts.find((one) => one.account === account),
          ),
        );
      },
    );
  }

  private async found(id: BlobId): Promise<Found | null> {
    const authorship = await this.read(id);
    if (authorship?.kind !== 'unsigned') return authorship;
    const listed = await this.parts.shelf.list();
    const isOfApp = listed.ok && listed.value.some((program) => program.package === id);
    return isOfApp ? { kind: 'app' } : authorship;
  }

  private async read(id: BlobId): Promise<Authorship | null> {
    const remembered = this.remembered.get(id);
    if (remembered !== undefined) return remembered;
    const { host, self, verify } = this.parts;
    const facts = await inspectPackage(host, self, id);
    if (!facts.ok) return null;
    const authorship = await readAuthorship(facts.value, verify);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= MOST_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(id, authorship);
    return authorship;
  }
}

function withoutContacts(authorship: Found): PackageAuthor {
  switch (authorship.kind) {
    case 'account':
      return { kind: 'self' };
    case 'key':
      return { kind: 'stranger', fingerprint: authorship.key.slice(0, FINGERPRINT) };
    case 'app':
    case 'unsigned':
    case 'broken':
      return { kind: authorship.kind };
  }
}

/** Someone asked who did not answer yet is not known: the name is what an invite said. */
function known(account: AccountId, contact: ContactRecord | undefined): PackageAuthor {
  if (contact === undefined || (contact.state !== 'accepted' && !contact.blocked))
    return { kind: 'stranger', fingerprint: account.slice(0, FINGERPRINT) };
  const { remark, profile, verifiedAt, blocked } = contact;
  return {
    kind: 'contact',
    account,
    name: remark ?? profile.name,
    isVerified: verifiedAt !== null,
    isBlocked: blocked,
  };
}
