/** What a witness may sign before the entry is stored, to be stored with it. */
import { describe, expect, it } from 'vitest';
import { draftNextBook } from '@domain/wallet/clerk/takeover.ts';
import { acknowledge, acknowledgeNext } from '@domain/wallet/clerk/witness.ts';
import { sealRecord } from '@domain/wallet/envelope.ts';
import { type Ledger, reduce } from '@domain/wallet/ledger.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import { must } from '../support/devices.ts';
import { deviceOf, strayDevice } from './support/people.ts';
import { make } from './support/records.ts';
import { Scene } from './support/scene.ts';

const witness = strayDevice('witness');

/** Two cleared payments, and what is known without some of the records. */
async function begin() {
  const scene = await Scene.begin({}, [witness]);
  const { ana, ben, ledger } = scene;
  const transfers = [await scene.pay([ben, ana], 1n), await scene.pay([ben, ana], 2n)];
  for (const transfer of transfers) await scene.clerk(transfer);
  const [one, two] = transfers;
  const [first, second] = [scene.book.entriesAt(1, 1)[0], scene.book.entriesAt(1, 2)[0]];
  if (one === undefined || two === undefined || first === undefined || second === undefined)
    throw new Error('no entries');
  const without = (...left: readonly VerifiedRecord[]) => {
    const ids = new Set(left.map(({ id }) => id));
    return reduce(
      [...ledger.records()].filter(({ id }) => !ids.has(id)),
      ledger.people.all(),
    );
  };
  const ask = (view: Ledger, ...came: readonly VerifiedRecord[]) =>
    acknowledgeNext(view, { came, device: witness.key });
  return { scene, one, two, first, second, without, ask };
}

describe('acknowledging with storing', () => {
  it('WAL-120 the next entry of a whole log may be acknowledged as it is stored, in the same words as after that', async () => {
    const { one, two, first, second, without, ask } = await begin();
    for (const [view, ...came] of [
      [without(second), second],
      [without(second, two), two, second],
      [without(first, second, one), first, one],
    ] as const) {
      const draft = ask(view, ...came);
      expect(draft).not.toBeNull();
      for (const record of came) view.add(record);
      const entry = draft?.body.entry ?? one.id;
      expect(draft).toEqual(must(acknowledge(view, { entry, device: witness.key })));
    }
  });

  it('WAL-120 not behind a gap, twice at a place, without what it is about, or several at once', async () => {
    const { scene, one, two, first, second, without, ask } = await begin();
    const bare = without(first, second);
    expect(ask(bare, second)).toBeNull();
    expect(ask(bare, first, second)).toBeNull();
    expect(ask(bare, one)).toBeNull();
    expect(ask(without(second, two), second)).toBeNull();
    expect(ask(scene.ledger, second)).toBeNull();
    const { body } = second;
    const other = await make('entry', { ...body, op: 'refuse', reason: 'expired' }, deviceOf(scene.ana));
    expect(ask(without(second), other)).not.toBeNull();
    expect(ask(scene.ledger, other)).toBeNull();
    const astray = await make('entry', { ...body, prev: new Uint8Array(32) }, deviceOf(scene.ana));
    expect(ask(without(second), astray)).toBeNull();
  });

  it('WAL-120 not by another witness, of another clerk, or while it comes with what moves whose word counts', async () => {
    const { scene, second, without, ask } = await begin();
    const view = without(second);
    const { ana, ben, unit } = scene;
    expect(acknowledgeNext(view, { came: [second], device: deviceOf(ben).key })).toBeNull();
    expect(ask(view, await make('entry', second.body, deviceOf(ana, 2)))).toBeNull();
    const freeze = await make('freeze', { account: ana.account, key: deviceOf(ana).key }, deviceOf(ana, 2));
    expect(ask(view, freeze, second)).toBeNull();
    const successor = { clerk: deviceOf(ana, 2).key, witnesses: [witness.key] };
    const next = await sealRecord(must(draftNextBook(view, unit.id, successor)), ana.root);
    expect(ask(view, next, second)).toBeNull();
    view.add(next);
    expect(ask(view, second)).toBeNull();
  });
});
