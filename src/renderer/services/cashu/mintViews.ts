import type { AccountId } from '@shared/ids.ts';
import { sumOf } from '@domain/cashu/choose.ts';
import type { MintTask, MintTerms } from '@domain/cashu/records.ts';
import { decimalsOf } from '@domain/cashu/units.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MintHoldings } from '@ports/mintStore.ts';
import { mapQuery } from '../workspace/liveQueries.ts';
import type {
  MintActs,
  MintBalance,
  MintEntry,
  MintOffer,
  MintView,
  MintWorkspace,
} from '../workspace/mintWorkspace.ts';
import { accountOfLockKey } from './lockKeys.ts';

/** What of mints is read from the store. */
export type MintReads = Omit<MintWorkspace, keyof MintActs>;

/** Everything a screen sees of mints, in one tab. */
export function createMintReads(store: Pick<DocumentStore, 'mints' | 'values'>): MintReads {
  return {
    mints: () => mapQuery(store.mints.watch(), viewsOf),
    lockable: () =>
      mapQuery(
        store.values.watchAll(),
        (values) => new Set<AccountId>(values.flatMap(({ name }) => accountOfLockKey(name) ?? [])),
      ),
  };
}

/** What a mint is, as it says itself. */
export function offerOf(url: string, terms: MintTerms): Omit<MintOffer, 'isKnown'> {
  const { name, description, canLock, canRestore, givesChange } = terms;
  const units = [...new Set(terms.keysets.flatMap(({ unit, isActive }) => (isActive ? [unit] : [])))];
  const host = url.replace(/^https?:\/\//, '');
  return { url, name: name === '' ? host : name, description, units, canLock, canRestore, canPay: givesChange };
}

function viewsOf({ mints, coins, tasks }: MintHoldings): readonly MintView[] {
  const views = mints.map(({ url, terms }): MintView => {
    const offer = offerOf(url, terms);
    const own = coins.filter(({ mint }) => mint === url);
    const units = [...new Set([...offer.units, ...own.map(({ unit }) => unit)])];
    const balances = units.map((unit): MintBalance => {
      const of = own.filter((coin) => coin.unit === unit);
      const setAside = of.filter(({ task }) => task !== null);
      const balance = sumOf(of) - sumOf(setAside);
      return { unit, decimals: decimalsOf(unit), balance, setAside: sumOf(setAside) };
    });
    return { ...offer, isKnown: true, balances, entries: tasks.filter(({ mint }) => mint === url).map(entryOf) };
  });
  return views.sort((a, b) => a.name.localeCompare(b.name) || (a.url < b.url ? -1 : 1));
}

/** Without what only the engine works with. */
function entryOf({ inputs: _inputs, kept: _kept, sent: _sent, quote: _quote, ...entry }: MintTask): MintEntry {
  return { ...entry, decimals: decimalsOf(entry.unit) };
}
