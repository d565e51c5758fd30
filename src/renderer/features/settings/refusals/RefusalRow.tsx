import { Ban, Flag, UserRoundX, Undo2, type LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { MAX_REFUSAL_NOTE, type Refusal, refusalReasons } from '@domain/preference/refusals.ts';
import type { MessageKey } from '@i18n/locales.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import styles from './Refusals.module.css';
import type { RefusalDesk } from './useRefusals.ts';

const ICONS: Readonly<Record<Refusal['deed'], LucideIcon>> = {
  declined: UserRoundX,
  blocked: Ban,
  unblocked: Undo2,
  reported: Flag,
};

const DEEDS = {
  declined: 'settings.refusals.declined',
  blocked: 'settings.refusals.blocked.deed',
  unblocked: 'settings.refusals.unblocked',
  reported: 'settings.refusals.reported',
} as const satisfies Readonly<Record<Refusal['deed'], MessageKey>>;

/** One entry of the log: what, about whom, when, and why. */
export function RefusalRow({ entry, desk }: { readonly entry: Refusal; readonly desk: RefusalDesk }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [isAsking, setAsking] = useState(false);
  const { deed, name, at, reason, note, message } = entry;
  const Icon = ICONS[deed];
  const shownName = name === '' ? t('settings.refusals.unknown') : name;
  return (
    <Row
      icon={<Icon aria-hidden />}
      title={<T id={DEEDS[deed]} values={{ name: <PersonName>{shownName}</PersonName> }} />}
      text={
        <span className={styles['entry']}>
          <time dateTime={new Date(at).toISOString()}>{formats.moment(at)}</time>
          {reason !== null && <span>{t(`keeping.reason.${reason}`)}</span>}
          {note !== '' && <span dir="auto">{note}</span>}
          {message !== null && message.text !== '' && (
            <blockquote dir="auto" className={styles['words']}>
              {message.text}
            </blockquote>
          )}
        </span>
      }
    >
      <Button size="small" onClick={() => setAsking(true)}>
        {t('settings.refusals.why')}
      </Button>
      {isAsking && (
        <WhyDialog
          entry={entry}
          name={shownName}
          onSave={(why) => {
            desk.explain(entry, why);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Row>
  );
}

function WhyDialog(props: {
  readonly entry: Refusal;
  readonly name: string;
  readonly onSave: (why: Pick<Refusal, 'reason' | 'note'>) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { entry, onSave, onClose } = props;
  const t = useT();
  const [reason, setReason] = useState(entry.reason ?? 'other');
  const [note, setNote] = useState(entry.note);
  return (
    <Dialog
      isOpen
      size="small"
      title={t('settings.refusals.whyTitle', { name: isolate(props.name) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onClick={() => onSave({ reason, note })}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <Select
          label={t('keeping.report.reason')}
          value={reason}
          options={refusalReasons.map((value) => ({ value, label: t(`keeping.reason.${value}`) }))}
          onChange={setReason}
        />
        <TextArea
          label={t('keeping.report.note')}
          rows={4}
          maxLength={MAX_REFUSAL_NOTE}
          value={note}
          onChange={setNote}
        />
      </div>
    </Dialog>
  );
}
