import { type ReactNode, useState } from 'react';
import { MAX_TITLE } from '@domain/feed/post.ts';
import { useT } from '@i18n/useT.tsx';
import type { ChannelDraft } from '@services/workspace/channelWorkspace.ts';
import type { DraftSale } from '@services/workspace/paidWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { SaleFields } from '../paid/SaleFields.tsx';
import { localTime, timeOf } from './localTime.ts';
import styles from './Write.module.css';

export interface PublishDialogProps {
  readonly draft: ChannelDraft;
  readonly isPending: boolean;
  /** A writer hands it in; an editor says when it goes out. */
  readonly isWriter: boolean;
  readonly onChange: (part: Partial<Pick<ChannelDraft, 'series'>>) => void;
  readonly onSale: (sale: DraftSale | undefined) => void;
  readonly onPublish: () => void;
  readonly onSchedule: (at: number) => void;
  readonly onClose: () => void;
}

const HOUR = 3_600_000;

/** The last questions before an article is out: which series, and when. */
export function PublishDialog(props: PublishDialogProps): ReactNode {
  const { draft, isPending, isWriter, onChange, onClose } = props;
  const t = useT();
  const [when, setWhen] = useState<'now' | 'later'>(draft.publishAt === null ? 'now' : 'later');
  const [time, setTime] = useState(() => localTime(draft.publishAt ?? Date.now() + HOUR));
  const at = timeOf(time);
  const [isPriced, setPriced] = useState(true);
  const go = () => (when === 'later' && at !== null ? props.onSchedule(at) : props.onPublish());
  return (
    <Dialog
      isOpen
      title={t(titleOf(props))}
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            pending={isPending}
            disabled={(when === 'later' && at === null) || !isPriced}
            onClick={go}
          >
            {t(
              isWriter ? 'channels.publish.handIn' : when === 'now' ? 'channels.publish.now' : 'channels.publish.later',
            )}
          </Button>
        </>
      }
    >
      <div className={styles['questions']}>
        <TextField
          label={t('channels.publish.series')}
          description={t('channels.publish.series.text')}
          maxLength={MAX_TITLE}
          value={draft.series}
          onChange={(series) => onChange({ series })}
        />
        {isWriter ? (
          <p>{t('channels.publish.handIn.text')}</p>
        ) : (
          <>
            <SaleFields
              draft={draft}
              onChange={(sale) => {
                setPriced(sale !== null);
                if (sale !== null) props.onSale(sale);
              }}
            />
            <When when={when} time={time} onWhen={setWhen} onTime={setTime} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function titleOf({ draft, isWriter }: PublishDialogProps) {
  if (isWriter) return 'channels.publish.handIn';
  return draft.post === null ? 'channels.publish.title' : 'channels.publish.change';
}

interface WhenProps {
  readonly when: 'now' | 'later';
  readonly time: string;
  readonly onWhen: (when: 'now' | 'later') => void;
  readonly onTime: (time: string) => void;
}

function When({ when, time, onWhen, onTime }: WhenProps): ReactNode {
  const t = useT();
  return (
    <>
      <RadioGroup
        label={t('channels.publish.when')}
        value={when}
        options={[
          { value: 'now', label: t('channels.publish.when.now') },
          { value: 'later', label: t('channels.publish.when.later'), description: t('channels.publish.when.text') },
        ]}
        onChange={onWhen}
      />
      {when === 'later' && (
        <TextField label={t('channels.publish.time')} type="datetime-local" value={time} onChange={onTime} />
      )}
    </>
  );
}
