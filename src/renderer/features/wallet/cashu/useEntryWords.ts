import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { askedUntil } from '@domain/cashu/invoiceEnd.ts';
import type { MintEntry } from '@services/workspace/mintWorkspace.ts';
import { useNow } from '@ui/hooks/useNow.ts';
import { usePeople } from '../people/usePeople.ts';

/** How something stands, in words. */
export function useEntryWords(): (entry: MintEntry) => string {
  const t = useT();
  const { full } = useFormats();
  const now = useNow();
  const personOf = usePeople();
  const sentWords = ({ person, until, isTaken }: MintEntry) => {
    if (isTaken || person === null) return t(isTaken ? 'cashu.send.taken' : 'cashu.send.done');
    const name = isolate(personOf(person).shownName);
    return until === null || until <= now
      ? t('cashu.send.over', { name })
      : t('cashu.send.locked', { name, until: full(until) });
  };
  const invoiceWords = (entry: MintEntry) => {
    const asked = askedUntil(entry);
    const isOver = asked !== null && (entry.until ?? 0) <= now;
    return isOver ? t('cashu.buy.over', { until: full(asked) }) : t('cashu.buy.quoted');
  };
  return (entry) => {
    const { kind, stage, problem, until } = entry;
    if (stage === 'failed') return t(`cashu.problem.${problem ?? 'mint-refused'}`);
    if (kind === 'send' && stage === 'done') return sentWords(entry);
    if (kind === 'receive' && stage !== 'done' && until !== null)
      return t('cashu.receive.locked', { until: full(until) });
    if (kind === 'buy' && stage === 'quoted') return invoiceWords(entry);
    return t(`cashu.${kind}.${stage}`);
  };
}
