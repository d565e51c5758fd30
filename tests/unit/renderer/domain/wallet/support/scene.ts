/** One unit, its people, and a clerk that does what it is asked: for telling one rule at a time. */
import type { Certificate } from '@domain/identity/certificate.ts';
import { draftEntry, draftVerdict } from '@domain/wallet/clerk/entries.ts';
import { type Judgement, deskOf, judge } from '@domain/wallet/clerk/judge.ts';
import { type Signer, sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { BodyOf, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { must } from '../../support/devices.ts';
import { type Person, deviceOf, person } from './people.ts';
import { START, type TestUnit, bookOf, found, make, mint, pay } from './records.ts';

/** See the head of this file. Ana issues; Ben and Cleo have 1,000 each; Dan has nothing. */
export class Scene {
  readonly ana = person('Ana', 2);
  readonly ben = person('Ben', 2);
  readonly cleo = person('Cleo', 2);
  readonly dan = person('Dan', 2);
  readonly ledger: Ledger;
  readonly unit: TestUnit;
  now = START;

  private constructor(unit: TestUnit, certificates: readonly Certificate[]) {
    this.unit = unit;
    this.ledger = reduce([unit.unit, unit.book], certificates);
  }

  static async begin(unit: Partial<BodyOf<'unit'>> = {}, witnesses: readonly Signer[] = []): Promise<Scene> {
    const people = ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => person(name, 2));
    const [ana] = people;
    if (ana === undefined) throw new Error('nobody');
    const certificates = people.flatMap(({ devices }) => devices.map(({ certificate }) => certificate));
    const scene = new Scene(await found(ana, { unit, witnesses: witnesses.map(({ key }) => key) }), certificates);
    const lapse = unit.expiresDays === undefined ? {} : { expires: START + unit.expiresDays * 86_400_000 };
    for (const who of [scene.ben, scene.cleo]) scene.ledger.add(await mint(scene.unit, who, 1000n, lapse));
    return scene;
  }

  get book() {
    return bookOf(this.ledger, this.unit);
  }

  /** Makes a record known. */
  async say<Type extends RecordType>(
    type: Type,
    body: BodyOf<Type>,
    by: Signer | readonly Signer[],
  ): Promise<VerifiedOf<Type>> {
    const record = await make(type, body, by);
    this.ledger.add(record as unknown as VerifiedRecord);
    return record;
  }

  async pay(
    [from, to]: readonly [Person, Person],
    amount: bigint,
    more: Parameters<typeof pay>[3] = {},
  ): Promise<VerifiedOf<'transfer'>> {
    const transfer = await pay(this.unit, [from, to], amount, more);
    this.ledger.add(transfer);
    return transfer;
  }

  deposit(transfer: VerifiedOf<'transfer'>, by: Person): Promise<VerifiedOf<'deposit'>> {
    return this.say('deposit', { ref: transfer.id }, deviceOf(by));
  }

  /** What the clerk would say. */
  judge({ id }: { readonly id: RecordId }): Judgement {
    return judge(this.ledger, this.book, { id, now: this.now });
  }

  /** The same in a few letters: `clear`, `refuse not-enough`, `waits`, `stands`. */
  verdict(transfer: { readonly id: RecordId }): string {
    const judgement = this.judge(transfer);
    if (judgement.kind !== 'enter') return judgement.kind;
    return judgement.reason === undefined ? judgement.op : `${judgement.op} ${judgement.reason}`;
  }

  private desk() {
    return must(deskOf(this.ledger, { unit: this.unit.id, device: deviceOf(this.ana).key }));
  }

  /** Enters what the clerk has to say, and says what it was. */
  async clerk(transfer: { readonly id: RecordId }): Promise<string> {
    const said = this.verdict(transfer);
    const { id } = transfer;
    const draft = draftVerdict(this.desk(), this.judge(transfer), { id, now: this.now });
    if (draft !== null) this.ledger.add(await sealRecord(draft, deviceOf(this.ana)));
    return said;
  }

  /** Enters anything. */
  async enter(verdict: Parameters<typeof draftEntry>[1]): Promise<VerifiedOf<'entry'>> {
    const entry = await sealRecord(draftEntry(this.desk(), verdict, this.now), deviceOf(this.ana));
    this.ledger.add(entry);
    return entry;
  }

  balance(who: Person, pot?: RecordId): bigint {
    return this.book.balanceOf(holderOf(who.account, pot));
  }
}
