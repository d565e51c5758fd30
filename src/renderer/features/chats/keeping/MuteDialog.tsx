import { type ReactNode, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { type MuteChoice, muteChoices, mutedUntil } from './muteChoices.ts';
import { useChoose } from './useChoose.ts';

/** For how long a chat is to be silent. */
export function MuteDialog(props: { readonly conversation: Conversation; readonly onClose: () => void }): ReactNode {
  const { conversation, onClose } = props;
  const t = useT();
  const choose = useChoose(conversation.space);
  const [choice, setChoice] = useState<MuteChoice>('eight');
  const mute = () => void choose({ mutedUntil: mutedUntil(choice, Date.now()) }).then((isDone) => isDone && onClose());
  return (
    <Dialog
      isOpen
      size="small"
      title={t('keeping.mute.title', { name: isolate(conversation.name) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" onClick={mute}>
            {t('keeping.mute')}
          </Button>
        </>
      }
    >
      <p>{t('keeping.mute.text')}</p>
      <RadioGroup
        label={t('keeping.mute.howLong')}
        value={choice}
        options={muteChoices.map((value) => ({ value, label: t(`keeping.mute.${value}`) }))}
        onChange={setChoice}
      />
    </Dialog>
  );
}
