import type { AccountId } from '@shared/ids.ts';
import type { Holding, Unit } from '@services/workspace/walletWorkspace.ts';
import { owedFirst } from '../own/owedFirst.ts';
import type { OwnPromise } from '../own/useOwnPromise.ts';

/** What one can pay somebody with. */
export type PaySource =
  /** Their own promise, which one has: it goes back, and they owe less. */
  | { readonly kind: 'give-back'; readonly unit: Unit; readonly available: bigint }
  /** Somebody else's promise, passed on. */
  | { readonly kind: 'pass-on'; readonly unit: Unit; readonly available: bigint }
  /** A promise of one's own: one owes it afterwards. */
  | { readonly kind: 'promise'; readonly promise: OwnPromise };

/** Everything one could pay someone with: what one has before what one would owe. */
export function paySources(
  person: AccountId | null,
  own: { readonly holdings: readonly Holding[]; readonly units: readonly Unit[]; readonly currency: string },
): readonly PaySource[] {
  const usable = own.holdings.filter(({ available, note }) => available > 0n && note.stance !== 'stopped');
  const held = owedFirst(usable, ({ unit }) => unit);
  const back = held.filter(({ unit }) => unit.issuer === person);
  const others = held.filter(({ unit }) => unit.issuer !== person && unit.transferable);
  return [
    ...back.map(({ unit, available }) => ({ kind: 'give-back' as const, unit, available })),
    ...others.map(({ unit, available }) => ({ kind: 'pass-on' as const, unit, available })),
    ...own.units.map((unit) => ({ kind: 'promise' as const, promise: { kind: 'unit' as const, unit } })),
    { kind: 'promise', promise: { kind: 'new', currency: own.currency } },
  ];
}

/** Tells sources apart. */
export function sourceKey(source: PaySource): string {
  if (source.kind !== 'promise') return source.unit.id;
  return source.promise.kind === 'unit' ? source.promise.unit.id : 'new';
}
