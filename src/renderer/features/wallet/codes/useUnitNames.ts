import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { usePeople } from '../people/usePeople.ts';

/** "Lunch, promised by Canteen": a unit is never named without who promises it. */
export function useUnitNames(): (unit: Unit) => string {
  const t = useT();
  const personOf = usePeople();
  return (unit) => {
    const issuer = personOf(unit.issuer);
    return issuer.standing === 'self'
      ? t('codes.unit.own', { unit: isolate(unit.name) })
      : t('codes.unit.of', { unit: isolate(unit.name), name: isolate(issuer.shownName) });
  };
}
