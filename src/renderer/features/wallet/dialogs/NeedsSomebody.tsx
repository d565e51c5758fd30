import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';

export interface NeedsSomebodyProps {
  /** Of the dialog it stands for. */
  readonly title: string;
  readonly onDone: () => void;
  readonly onAddContact: () => void;
  /** The dialog in which one of one's contacts is chosen. */
  readonly children: ReactNode;
}

/** A dialog about somebody yet to be chosen; where there is nobody to choose, what leads to somebody (PAY-UI-13). */
export function NeedsSomebody({ title, onDone, onAddContact, children }: NeedsSomebodyProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    null,
  );
  const hasNobody = contacts?.every(({ state, blocked }) => state !== 'accepted' || blocked) ?? false;
  if (!hasNobody) return children;
  const lead = () => {
    onDone();
    onAddContact();
  };
  return (
    <Dialog isOpen title={title} closeLabel={t('common.close')} onClose={onDone}>
      <EmptyState
        illustration="people"
        title={t('payments.nobody.title')}
        actions={
          <Button variant="primary" onClick={lead}>
            {t('contacts.add')}
          </Button>
        }
      >
        {t('payments.nobody.text')}
      </EmptyState>
    </Dialog>
  );
}
