import { type ReactNode, useMemo, useState } from 'react';
import { type Folder, type FolderRule, MAX_FOLDER_NAME } from '@domain/preference/folders.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { FolderDraft } from '@services/workspace/preferenceWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { FieldGroup } from '@ui/controls/FieldGroup.tsx';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { filterConversations } from '../list/filterConversations.ts';
import styles from './Keeping.module.css';

export interface FolderDialogProps {
  /** The folder that is changed; null for a new one. */
  readonly folder: Folder | null;
  /** What is in it when it opens. */
  readonly start: Pick<Folder, 'name' | 'rule' | 'chosen'>;
  readonly onClose: () => void;
}

type Draft = Omit<FolderDraft, 'id'>;

/** Makes or changes a folder: its name, its rule, and the chats chosen by hand. */
export function FolderDialog({ folder, start, onClose }: FolderDialogProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const [draft, setDraft] = useState<Draft>({ name: start.name, rule: start.rule, chosen: start.chosen });
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = () => act.run(() => workspace.saveFolder({ id: folder?.id ?? null, ...draft }), onClose);
  const isEmpty = draft.name.trim() === '';
  return (
    <Dialog
      isOpen
      title={t(folder === null ? 'keeping.folders.new' : 'keeping.folders.change')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={isEmpty} pending={act.isPending} onClick={save}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
        <TextField
          label={t('keeping.folders.name')}
          autoFocus
          maxLength={MAX_FOLDER_NAME}
          value={draft.name}
          onChange={(name) => change({ name })}
        />
        <RuleFields rule={draft.rule} onChange={(rule) => change({ rule })} />
        <ChosenChats chosen={draft.chosen} onChange={(chosen) => change({ chosen })} />
      </div>
    </Dialog>
  );
}

function RuleFields(props: { readonly rule: FolderRule; readonly onChange: (rule: FolderRule) => void }): ReactNode {
  const { rule, onChange } = props;
  const t = useT();
  const tags = useTags();
  const change = (part: Partial<FolderRule>) => onChange({ ...rule, ...part });
  const turnTag = (tag: string, isIn: boolean) =>
    change({ tags: isIn ? [...rule.tags, tag] : rule.tags.filter((one) => one !== tag) });
  return (
    <>
      <FieldGroup label={t('keeping.folders.rule')}>
        <Checkbox label={t('keeping.folders.people')} checked={rule.people} onChange={(people) => change({ people })} />
        <Checkbox label={t('keeping.folders.groups')} checked={rule.groups} onChange={(groups) => change({ groups })} />
        {[...new Set([...tags, ...rule.tags])].map((tag) => (
          <Checkbox
            key={tag}
            label={
              <>
                {t('keeping.folders.tag')} <bdi dir="auto">{tag}</bdi>
              </>
            }
            checked={rule.tags.includes(tag)}
            onChange={(isIn) => turnTag(tag, isIn)}
          />
        ))}
        <Checkbox
          label={t('keeping.folders.unreadOnly')}
          checked={rule.unread}
          onChange={(unread) => change({ unread })}
        />
      </FieldGroup>
      <RadioGroup
        label={t('keeping.folders.muted')}
        value={rule.muted}
        options={(['any', 'only', 'never'] as const).map((value) => ({
          value,
          label: t(`keeping.folders.muted.${value}`),
        }))}
        onChange={(muted) => change({ muted })}
      />
    </>
  );
}

/** Tags that contacts have. */
function useTags(): readonly string[] {
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    [],
  );
  return useMemo(() => [...new Set(contacts.flatMap(({ tags }) => tags))].toSorted(), [contacts]);
}

function ChosenChats(props: {
  readonly chosen: Folder['chosen'];
  readonly onChange: (chosen: Folder['chosen']) => void;
}): ReactNode {
  const { chosen, onChange } = props;
  const t = useT();
  const workspace = useWorkspace();
  const [typed, setTyped] = useState('');
  const all = useQueryValue(
    useMemo(() => workspace.conversations(), [workspace]),
    [],
  );
  const shown = useMemo(() => filterConversations(all, typed), [all, typed]);
  return (
    <FieldGroup label={t('keeping.folders.chosen')}>
      <SearchField label={t('chats.list.filter')} clearLabel={t('common.clear')} value={typed} onChange={setTyped} />
      <div className={styles['chats']}>
        {shown.map(({ space, name }) => (
          <Checkbox
            key={space}
            label={<bdi dir="auto">{name}</bdi>}
            checked={chosen.includes(space)}
            onChange={(isIn) => onChange(isIn ? [...chosen, space] : chosen.filter((one) => one !== space))}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
