import { cleanLine } from '@shared/cleanLine.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { MoneyUnit } from '@i18n/useMoney.ts';
import { useT } from '@i18n/useT.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useWallet } from '../../room/useRoom.ts';
import { useTellInChat } from '../useTellInChat.ts';
import { useAskUnits } from './useAskUnits.ts';

/** How long what one asks for among friends stays open, ms: two weeks. */
export const ASK_TERM = 14 * 24 * 3_600_000;

/** What is asked for. */
export interface Asked {
  readonly person: AccountId;
  readonly amount: bigint;
  readonly note: string;
  readonly unit: MoneyUnit;
  /** Whether it is seen in the open chat anyway. */
  readonly isInChat: boolean;
  /** The promise of one's own it is counted in, made where it is not there yet. */
  readonly unitOf: () => Outcome<{ readonly unit: UnitId }>;
}

/** Asks someone, and tells it in a chat. */
export function useAsk(): (asked: Asked, space: SpaceId | null) => Outcome<{ readonly request: RecordId }> {
  const t = useT();
  const toast = useToast();
  const wallet = useWallet();
  const tell = useTellInChat();
  const unitsFor = useAskUnits();
  return async ({ person, amount, note, unit, isInChat, unitOf }, space) => {
    const own = await unitOf();
    if (!own.ok) return own;
    const units = unitsFor(own.value.unit, unit, person);
    const made = await wallet.askPayment({
      units,
      amount,
      memo: cleanLine(note),
      payer: person,
      until: Date.now() + ASK_TERM,
    });
    if (!made.ok) return made;
    tell(space, { about: 'request', records: [made.value.request], note, to: [person] });
    if (!isInChat) toast({ text: t('payments.ask.done') });
    return made;
  };
}
