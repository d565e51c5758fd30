import type { SpaceId } from '@shared/ids.ts';
import type { NewWalletCard } from '@domain/chat/walletCard.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';

/** Puts a card into a chat. What it speaks of stands without it: where that fails, it is said. */
export function useTellInChat(): (space: SpaceId | null, card: NewWalletCard) => void {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  return (space, card) => {
    const tell = async () => {
      const sent = space === null ? null : await workspace.sendWalletCard(space, card);
      if (sent?.ok !== true) toast({ tone: 'danger', text: t('payments.card.notSent') });
    };
    void tell();
  };
}
