import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { MAX_OPTION, MAX_QUESTION, type Poll, POLL_OPTIONS } from '@domain/chat/bodies.ts';
import { useT } from '@i18n/useT.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Select } from '@ui/controls/Select.tsx';
import { Switch } from '@ui/controls/Switch.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { emptyPoll, POLL_HOURS, pollOf, withAnswer, withoutAnswer } from './newPoll.ts';
import styles from './Polls.module.css';

/** Stands for no end in the list of times. */
const FOR_GOOD = 'forGood';

export interface NewPollDialogProps {
  readonly isPending: boolean;
  readonly onSend: (poll: Poll) => void;
  readonly onClose: () => void;
}

/** Writes a poll. Enter goes on to the next answer. */
export function NewPollDialog({ isPending, onSend, onClose }: NewPollDialogProps): ReactNode {
  const t = useT();
  const [draft, setDraft] = useState(emptyPoll);
  const isReady = pollOf(draft, 0) !== null;
  const send = () => {
    const poll = pollOf(draft, Date.now());
    if (poll !== null) onSend(poll);
  };
  return (
    <Dialog
      isOpen
      isPressOutsideIgnored
      title={t('messages.poll.new')}
      closeLabel={t('common.cancel')}
      onClose={onClose}
      footer={
        <Button variant="primary" disabled={!isReady} pending={isPending} onClick={send}>
          {t('messages.poll.send')}
        </Button>
      }
    >
      <div className={styles['form']}>
        <TextField
          autoFocus
          label={t('messages.poll.question')}
          maxLength={MAX_QUESTION}
          value={draft.question}
          onChange={(question) => setDraft({ ...draft, question })}
        />
        <fieldset className={styles['answers']}>
          <legend>{t('messages.poll.answers')}</legend>
          {draft.answers.map((answer, place) => (
            <div key={place} className={styles['line']}>
              <TextField
                labelHidden
                label={t('messages.poll.answer', { place: place + 1 })}
                placeholder={t('messages.poll.answer', { place: place + 1 })}
                maxLength={MAX_OPTION}
                value={answer}
                onChange={(text) => setDraft(withAnswer(draft, place, text))}
                onKeyDown={toNextAnswer}
              />
              <IconButton
                size="small"
                label={t('messages.poll.answer.remove', { place: place + 1 })}
                icon={<X aria-hidden />}
                disabled={draft.answers.length <= POLL_OPTIONS.least}
                onClick={() => setDraft(withoutAnswer(draft, place))}
              />
            </div>
          ))}
        </fieldset>
        <Switch
          label={t('messages.poll.several')}
          checked={draft.isMultiple}
          onChange={(isMultiple) => setDraft({ ...draft, isMultiple })}
        />
        <Select
          label={t('messages.poll.open')}
          value={draft.hours === null ? FOR_GOOD : String(draft.hours)}
          options={[
            { value: FOR_GOOD, label: t('messages.poll.open.forGood') },
            ...POLL_HOURS.map((hours) => ({ value: String(hours), label: t(`messages.poll.open.${hours}`) })),
          ]}
          onChange={(hours) => setDraft({ ...draft, hours: hours === FOR_GOOD ? null : Number(hours) })}
        />
      </div>
    </Dialog>
  );
}

function toNextAnswer(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const fields = [...(event.currentTarget.closest('fieldset')?.querySelectorAll('input') ?? [])];
  fields[fields.indexOf(event.currentTarget) + 1]?.focus();
}
