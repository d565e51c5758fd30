import { CalendarDays } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { Contact } from '@services/workspace/workspace.ts';
import { Row } from '@ui/layout/Panel.tsx';

/** When they were added. */
export function KnownSinceRow({ contact }: { readonly contact: Contact }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return (
    <Row icon={<CalendarDays aria-hidden />} title={t('contacts.page.added')} text={formats.date(contact.addedAt)} />
  );
}
