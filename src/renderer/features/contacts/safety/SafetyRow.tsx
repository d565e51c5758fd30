import { ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { SafetyDialog } from './SafetyDialog.tsx';

/** Whether the safety number was compared, and the way to do it. */
export function SafetyRow({ contact }: { readonly contact: Contact }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  const { verifiedAt } = contact;
  return (
    <Row
      icon={verifiedAt === null ? <ShieldQuestionMark aria-hidden /> : <ShieldCheck aria-hidden />}
      title={t('contacts.safety')}
      text={
        verifiedAt === null
          ? t('contacts.safety.unverified')
          : t('contacts.safety.verified', { date: formats.date(verifiedAt) })
      }
    >
      <Button onClick={() => setOpen(true)}>
        {t(verifiedAt === null ? 'contacts.safety.compare' : 'contacts.safety.view')}
      </Button>
      <SafetyDialog contact={contact} isOpen={isOpen} onClose={() => setOpen(false)} />
    </Row>
  );
}
