/** Four people, three units, their clerks, and everything that was said. */
import type { Certificate } from '@domain/identity/certificate.ts';
import { type Signer, sealRecord } from '@domain/wallet/envelope.ts';
import { type RecordId, holderOf } from '@domain/wallet/ids.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { Draft, RecordType, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { Office } from './office.ts';
import { type Person, deviceOf, person, strayDevice } from './people.ts';
import { HOUR, START, type TestUnit, found, make } from './records.ts';

/** How far back people look for something to do with. */
const RECENT = 6;

/** A world in which commands happen. */
export class World {
  readonly people: readonly Person[] = ['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => person(name, 2));
  readonly certificates: readonly Certificate[] = this.people.flatMap(({ devices }) =>
    devices.map(({ certificate }) => certificate),
  );
  readonly offices: Office[] = [];
  /** Everything anyone was given. */
  readonly pool: VerifiedRecord[] = [];
  /** Everything as it would be to who knows all of it. */
  readonly all: Ledger = reduce([], this.certificates);
  /** What an honest clerk must not do. */
  readonly overspent: string[] = [];
  now = START;
  private made = 0;

  static async begin(): Promise<World> {
    const world = new World();
    const witness = strayDevice('witness');
    const units = [
      await found(world.person(0), { witnesses: [witness.key], name: 'money' }),
      await found(world.person(1), { witnesses: [witness.key], unit: { code: 'TWIG' }, name: 'notes' }),
      await found(world.person(0), {
        witnesses: [witness.key],
        unit: { code: 'STAR', kind: 'points', transferable: false, expiresDays: 2 },
        name: 'points',
      }),
    ];
    for (const unit of units) {
      for (const record of [unit.unit, unit.book]) world.publish(record);
      const office = new Office(unit, {
        witness,
        certificates: world.certificates,
        release: (record) => world.publish(record),
        watch: (entry, view) => {
          const from = view.transfer(entry.body.ref)?.transfer.body.from;
          if (entry.body.op === 'refuse' || from === undefined) return;
          if (view.balanceOf(from) < -view.overdraftOf(from)) world.overspent.push(entry.id);
        },
      });
      world.offices.push(office);
    }
    for (const { unit } of world.offices) {
      const lapse = unit.unit.body.expiresDays === undefined ? {} : { expires: START + 2 * 24 * HOUR };
      for (const who of world.people) {
        if (who === unit.issuer) continue;
        const body = { unit: unit.id, to: holderOf(who.account), amount: 120n, ...lapse };
        await world.say('mint', body, deviceOf(unit.issuer));
      }
    }
    for (const office of world.offices) office.inbox = [...world.pool];
    return world;
  }

  person(number: number): Person {
    const someone = this.people[number % this.people.length];
    if (someone === undefined) throw new Error('nobody');
    return someone;
  }

  office(number: number): Office {
    const office = this.offices[number % this.offices.length];
    if (office === undefined) throw new Error('no office');
    return office;
  }

  unit(number: number): TestUnit {
    return this.office(number).unit;
  }

  holder(number: number) {
    return holderOf(this.person(number).account);
  }

  /** Gives a record to everyone: it lies before each clerk until that clerk takes it. */
  publish(record: VerifiedRecord): void {
    this.all.add(record);
    this.pool.push(record);
    for (const { inbox } of this.offices) inbox.push(record);
  }

  /** Signs and publishes. */
  async say<Type extends RecordType>(
    type: Type,
    body: Draft<Type>['body'],
    by: Signer | readonly Signer[],
  ): Promise<VerifiedOf<Type>> {
    this.made += 1;
    const record = await make(type, body, by, `${type} ${this.made}`);
    // A record of one type is a record.
    this.publish(record as unknown as VerifiedRecord);
    return record;
  }

  /** Signs a draft with each of these, as if each did it alone, and publishes all. */
  async sayEach<Type extends RecordType>(draft: Draft<Type>, ...signers: readonly Signer[]): Promise<RecordId[]> {
    const ids: RecordId[] = [];
    for (const signer of signers) {
      const record = await sealRecord(draft, signer);
      this.publish(record as unknown as VerifiedRecord);
      ids.push(record.id);
    }
    return ids;
  }

  /** One of the last records of a type that fit, or none: what happens to old ones is long over. */
  pick<Type extends RecordType>(
    type: Type,
    number: number,
    fits: (record: VerifiedOf<Type>) => boolean = () => true,
  ): VerifiedOf<Type> | undefined {
    const ids = new Set(this.pool.flatMap((record) => (record.type === type ? record.id : [])));
    const records = [...ids].flatMap((id) => this.all.find(type, id) ?? []).filter(fits);
    const last = records.slice(-RECENT);
    return last[number % Math.max(last.length, 1)];
  }

  device(number: number, which = 1) {
    return deviceOf(this.person(number), which);
  }
}
