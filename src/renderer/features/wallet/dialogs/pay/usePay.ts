import type { RecordId } from '@domain/wallet/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { Outcome } from '@services/workspace/workspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import type { Spend } from '../../consent/useSpend.tsx';
import { useWallet } from '../../room/useRoom.ts';
import type { Circle } from '../useCircle.ts';
import { useTellInChat } from '../useTellInChat.ts';
import type { PayForm } from './usePayForm.ts';

export interface PayParts {
  readonly form: PayForm;
  readonly circle: Circle;
  /** Whether it is seen in the open chat anyway. */
  readonly isInChat: boolean;
  readonly spend: Spend;
  readonly onDone: () => void;
}

/** Pays as the form says, and tells it in the chat with them. */
export function usePay({ form, circle, isInChat, spend, onDone }: PayParts): () => void {
  const t = useT();
  const toast = useToast();
  const wallet = useWallet();
  const tell = useTellInChat();
  const { intent } = spend;
  const { person, amount, source, promises, note } = form;
  return () => {
    if (person === null || amount === null) return;
    const space = circle.spaceFor(person);
    const work = async (): Outcome<{ readonly payment: RecordId }> => {
      const what = { to: person, amount, intent, ...(space !== null && { card: { space, note } }) };
      if (source.kind !== 'promise') return wallet.payUnits({ ...what, unit: source.unit.id });
      const made = await promises.unitOf(source.promise);
      return made.ok ? wallet.promiseUnits({ ...what, unit: made.value.unit }) : made;
    };
    spend.run(work, ({ payment }) => {
      tell(space, { about: 'payment', records: [payment], note, to: [person] });
      if (!isInChat) toast({ text: t(source.kind === 'promise' ? 'payments.pay.promised' : 'payments.pay.ordered') });
      onDone();
    });
  };
}
