import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { TextArea, TextField } from '@ui/controls/TextField.tsx';
import { GroupPicture } from '../GroupPicture.tsx';
import { PolicyFields } from '../policy/PolicyFields.tsx';
import type { GroupDraft } from './groupDraft.ts';
import styles from './NewGroup.module.css';

export interface GroupFormProps {
  readonly draft: GroupDraft;
  readonly nameError: WorkspaceErrorCode | null;
  readonly onChange: (draft: GroupDraft) => void;
}

/** Before there is a group there is no space to draw from. */
const NO_SPACE = 'new-group';

/** Name, picture, description and rules of a new group. */
export function GroupForm({ draft, nameError, onChange }: GroupFormProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  return (
    <>
      <div className={styles['top']}>
        <GroupPicture
          seed={NO_SPACE}
          name={draft.name}
          picture={draft.picture}
          onChange={(picture) => onChange({ ...draft, picture })}
        />
      </div>
      <TextField
        label={t('groups.new.name')}
        autoFocus
        maxLength={64}
        placeholder={t('groups.new.namePlaceholder')}
        value={draft.name}
        error={nameError === null ? null : errorText(nameError)}
        onChange={(name) => onChange({ ...draft, name })}
      />
      <TextArea
        label={t('groups.new.description')}
        rows={2}
        maxLength={2048}
        placeholder={t('groups.new.descriptionPlaceholder')}
        value={draft.description}
        onChange={(description) => onChange({ ...draft, description })}
      />
      <PolicyFields policy={draft.policy} onChange={(policy) => onChange({ ...draft, policy })} />
    </>
  );
}
