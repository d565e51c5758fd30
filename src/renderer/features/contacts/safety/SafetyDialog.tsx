import { BadgeCheck } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Contact, WorkspaceError, WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import type { Result } from '@shared/result.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Safety.module.css';
import { SafetyDigits } from './SafetyDigits.tsx';

export interface SafetyDialogProps {
  readonly contact: Contact;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The safety number with a contact, how to compare it, and the mark for having done so. */
export function SafetyDialog({ contact, isOpen, onClose }: SafetyDialogProps): ReactNode {
  const t = useT();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <Dialog
      isOpen={isOpen}
      title={t('contacts.safety.title', { name: isolate(contact.name) })}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={<MarkButton contact={contact} act={act} onClose={onClose} />}
    >
      <Comparison contact={contact} error={act.error} />
    </Dialog>
  );
}

function Comparison({
  contact,
  error,
}: {
  readonly contact: Contact;
  readonly error: WorkspaceErrorCode | null;
}): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const number = useSafetyNumber(contact);
  const failure = number !== null && !number.ok ? number.error.code : error;
  return (
    <div className={styles['comparison']}>
      <p>
        <T id="contacts.safety.how" values={{ name: <PersonName>{contact.name}</PersonName> }} />
      </p>
      {number === null && <Skeleton shape="block" />}
      {number?.ok === true && <SafetyDigits digits={number.value} />}
      {failure !== null && <AlertBanner tone="danger">{errorText(failure)}</AlertBanner>}
      <p className={styles['hint']}>{t('contacts.safety.different')}</p>
    </div>
  );
}

function useSafetyNumber(contact: Contact): Result<string, WorkspaceError> | null {
  const workspace = useWorkspace();
  const [number, setNumber] = useState<Result<string, WorkspaceError> | null>(null);
  const { account } = contact;
  useEffect(() => {
    let isCurrent = true;
    void workspace.safetyNumber(account).then((answer) => {
      if (isCurrent) setNumber(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [workspace, account]);
  return number;
}

interface MarkButtonProps {
  readonly contact: Contact;
  readonly act: Act<WorkspaceErrorCode>;
  readonly onClose: () => void;
}

function MarkButton({ contact, act, onClose }: MarkButtonProps): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const isVerified = contact.verifiedAt !== null;
  const mark = () =>
    act.run(
      () => workspace.setVerified(contact.account, !isVerified),
      () => {
        toast({ text: t(isVerified ? 'contacts.done.unverified' : 'contacts.done.verified') });
        onClose();
      },
    );
  return isVerified ? (
    <Button pending={act.isPending} onClick={mark}>
      {t('contacts.safety.unverify')}
    </Button>
  ) : (
    <Button variant="primary" icon={<BadgeCheck aria-hidden />} pending={act.isPending} onClick={mark}>
      {t('contacts.safety.same')}
    </Button>
  );
}
