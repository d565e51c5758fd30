import { SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { EventId } from '@shared/ids.ts';
import { MAX_REMARK } from '@domain/feed/note.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { MomentRemarkView } from '@services/workspace/momentsWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { TextArea } from '@ui/controls/TextField.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useMoments } from '../room/useMoments.ts';
import { keepRemarkDraft, remarkDraft } from './remarkDrafts.ts';
import styles from './Remarks.module.css';

export interface RemarkFormProps {
  readonly post: EventId;
  /** The remark it answers; null for the post itself. */
  readonly to: MomentRemarkView | null;
  readonly onDone: () => void;
}

/** Where one writes below a post. Enter says it, Esc leaves it. */
export function RemarkForm({ post, to, onDone }: RemarkFormProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const moments = useMoments();
  const act = useAct<WorkspaceErrorCode>();
  const [text, setText] = useState(() => remarkDraft(post));
  const write = (next: string) => {
    setText(next);
    keepRemarkDraft(post, next);
    act.clear();
  };
  const leave = () => {
    keepRemarkDraft(post, '');
    onDone();
  };
  const say = () => {
    const words = text.trim();
    if (words === '') return;
    act.run(() => moments.remarkMoment(post, { text: words, to: to?.id ?? null }), leave);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      leave();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  const label = to === null ? t('moments.remark.label') : t('moments.remark.to', { name: isolate(to.person.name) });
  return (
    <div className={styles['form']} role="presentation" onKeyDown={onKeyDown}>
      <TextArea
        autoFocus
        label={label}
        labelHidden
        placeholder={label}
        rows={1}
        maxLength={MAX_REMARK}
        value={text}
        error={act.error === null ? null : errorText(act.error)}
        onChange={write}
      />
      <IconButton label={t('common.cancel')} icon={<X aria-hidden />} onClick={leave} />
      <IconButton
        directional
        className={styles['say'] ?? ''}
        label={t('moments.remark.say')}
        icon={<SendHorizontal aria-hidden />}
        disabled={text.trim() === ''}
        onClick={say}
      />
    </div>
  );
}
