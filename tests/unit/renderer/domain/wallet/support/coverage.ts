/** What histories reach, counted, so that properties over them are not true of nothing. */
import { reduce } from '@domain/wallet/ledger.ts';
import type { TransferLine, UnitView } from '@domain/wallet/unitView.ts';
import type { World } from './world.ts';

function payment({ transfer: { body, signatures }, status }: TransferLine): readonly string[] {
  const cleared: readonly (readonly [boolean, string])[] = [
    [body.why === 'net', 'a net cleared'],
    [body.release !== undefined, 'a protected payment cleared'],
    [body.mandate !== undefined, 'a mandate paid'],
    [body.req !== undefined, 'a request paid'],
    [body.refundOf !== undefined, 'a refund cleared'],
    [body.from.includes('#'), 'a pot paid'],
  ];
  const names = cleared.flatMap(([is, name]) => (is && status === 'cleared' ? [name] : []));
  return signatures.length > 1 ? [...names, 'two devices, one deed'] : names;
}

function ofLine(line: TransferLine): readonly string[] {
  const verdicts = line.entries.map(({ body: { op, reason } }) => (reason === undefined ? op : `${op} ${reason}`));
  return [...(line.status === 'sent' ? [] : [`status ${line.status}`]), ...verdicts, ...payment(line)];
}

function ofUnit(unit: UnitView): readonly string[] {
  const names = [...unit.transfers()].flatMap(ofLine);
  for (const { lapsed } of unit.mints()) if (lapsed > 0n) names.push('lapsed');
  for (const holder of unit.holders()) if (unit.balanceOf(holder) < 0n) names.push('below zero');
  if ((unit.currentBook()?.body.epoch ?? 1) > 1) names.push('a later epoch');
  return names;
}

/** Everything that came about in a history, as often as it did. */
export function outcomesOf(world: World): readonly string[] {
  const names: string[] = world.pool.map(({ type }) => type);
  for (const unit of world.all.units()) names.push(...ofUnit(unit));
  const half = reduce(world.pool.slice(0, world.pool.length / 2), world.certificates);
  for (const unit of half.units()) {
    for (const { status } of unit.transfers()) if (status === 'sent') names.push('status sent');
  }
  return names;
}

/** Each outcome and how often it has to come in all histories together. */
export const LEAST: Readonly<Record<string, number>> = {
  unit: 240,
  book: 240,
  overdraft: 40,
  pot: 80,
  mint: 300,
  transfer: 1000,
  deposit: 300,
  cancel: 40,
  decline: 80,
  release: 10,
  entry: 1000,
  seen: 1000,
  head: 40,
  statement: 40,
  request: 80,
  receipt: 10,
  step: 20,
  packet: 40,
  claim: 60,
  deal: 20,
  'packet-end': 10,
  mandate: 40,
  revoke: 5,
  settle: 40,
  net: 80,
  agree: 40,
  dispute: 10,
  ruling: 3,
  freeze: 40,
  thaw: 10,
  'status sent': 200,
  'status refused': 200,
  'status held': 30,
  'status returned': 60,
  'status cleared': 300,
  clear: 300,
  hold: 200,
  'refuse not-enough': 100,
  'refuse expired': 30,
  'refuse cancelled': 10,
  'refuse declined': 10,
  'refuse frozen': 5,
  'refuse not-allowed': 50,
  'refuse paid-already': 10,
  'refuse over-limit': 5,
  'return expired': 40,
  'return declined': 10,
  lapsed: 20,
  'below zero': 5,
  'a later epoch': 40,
  'a net cleared': 5,
  'a protected payment cleared': 5,
  'a mandate paid': 5,
  'a request paid': 10,
  'a refund cleared': 3,
  'a pot paid': 2,
  'two devices, one deed': 40,
};
