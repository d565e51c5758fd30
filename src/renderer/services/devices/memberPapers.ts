import type { AccountId } from '@shared/ids.ts';
import type { ContactCard } from '@domain/contact/card.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { KnownGroup } from '../groups/knownGroup.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** What learning from rosters works with. */
export interface MemberPapersParts {
  readonly self: AccountId;
  readonly contacts: Pick<ContactBook, 'papers' | 'get'>;
  readonly groups: Pick<GroupBook, 'groups' | 'listen'>;
  /** Devices of somebody were taken out. */
  readonly onDevices: (account: AccountId) => void;
}

/**
 * Learns from the cards in rosters which devices members took out who are no contacts, and where their chains end (DEV-71): contacts show
 * their card themselves.
 */
export class MemberPapers {
  private readonly parts: MemberPapersParts;
  private readonly read = new WeakSet<ContactCard>();
  private stop: Disposer = () => undefined;

  constructor(parts: MemberPapersParts) {
    this.parts = parts;
  }

  /** Learns from every roster that is here; nothing is told of it. */
  async load(): Promise<void> {
    for (const group of this.parts.groups.groups.get().values()) await this.learn(group);
  }

  start(): void {
    this.stop = this.parts.groups.listen(async (_before, after) => {
      const learnt = after === null ? [] : await this.learn(after);
      for (const account of learnt) this.parts.onDevices(account);
    });
  }

  dispose(): void {
    this.stop();
  }

  /** Of whom something was new. */
  private async learn({ acts }: KnownGroup): Promise<readonly AccountId[]> {
    const { self, contacts } = this.parts;
    const cards = acts.flatMap(({ act }) => ('card' in act ? [act.card] : []));
    const fresh = cards.filter((card) => !this.read.has(card));
    for (const card of fresh) this.read.add(card);
    const isAbout = (account: AccountId) => account !== self && contacts.get(account) === null;
    const whose = new Set(fresh.filter(({ revocations }) => revocations.length > 0).map(({ account }) => account));
    const learnt: AccountId[] = [];
    for (const account of [...whose].filter(isAbout)) {
      // What was taken out is named by an older card of theirs, and by the newest no more.
      const theirs = cards.filter((card) => card.account === account);
      const certificates = theirs.flatMap((card) => card.certificates);
      const revocations = theirs.flatMap((card) => card.revocations);
      if (await contacts.papers.learn(account, { certificates, revocations })) learnt.push(account);
    }
    return learnt;
  }
}
