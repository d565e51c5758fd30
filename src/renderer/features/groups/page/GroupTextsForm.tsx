import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from './GroupPage.module.css';

/** Name and description, edited in place. Esc leaves them as they were. */
export function GroupTextsForm({ group, onClose }: { readonly group: Group; readonly onClose: () => void }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [name, setName] = useState(group.name);
  const [description, setDescription] = useState(group.description);
  const save = () => {
    const change = {
      ...(name.trim() !== group.name && { name }),
      ...(description.trim() !== group.description && { description }),
    };
    act.run(() => workspace.changeGroup(group.space, change), onClose);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <form
      className={styles['edit']}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        label={t('groups.new.name')}
        autoFocus
        maxLength={64}
        value={name}
        onChange={setName}
        onKeyDown={onKeyDown}
      />
      <TextArea
        label={t('groups.new.description')}
        rows={3}
        maxLength={2048}
        value={description}
        onChange={setDescription}
        onKeyDown={onKeyDown}
      />
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      <div className={styles['buttons']}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" type="submit" pending={act.isPending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
