import { FolderPlus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type Folder, MAX_FOLDERS, emptyRule } from '@domain/preference/folders.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { isShownIn } from '../list/chatsIn.ts';
import type { ListedChat } from '../list/listedChat.ts';
import { FolderDialog } from './FolderDialog.tsx';
import { NOTHING_KEPT } from './nothingKept.ts';
import { useTold } from './useChoose.ts';

/** Into which folders a chat is put by hand. Those that show it by their rule are ticked and said to. */
export function ChooseFoldersDialog(props: {
  readonly conversation: ListedChat;
  readonly onClose: () => void;
}): ReactNode {
  const { conversation, onClose } = props;
  const t = useT();
  const workspace = useWorkspace();
  const told = useTold();
  const [isMaking, setMaking] = useState(false);
  const { folders } = useQueryValue(
    useMemo(() => workspace.housekeeping(), [workspace]),
    NOTHING_KEPT,
  );
  const turn = (folder: Folder, isIn: boolean) => {
    const others = folder.chosen.filter((space) => space !== conversation.space);
    const { place: _place, ...draft } = folder;
    void told(() => workspace.saveFolder({ ...draft, chosen: isIn ? [...others, conversation.space] : others }));
  };
  if (isMaking)
    return (
      <FolderDialog
        folder={null}
        start={{ name: '', rule: emptyRule, chosen: [conversation.space] }}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      isOpen
      size="small"
      title={t('keeping.folders.chooseFor', { name: isolate(conversation.name) })}
      onClose={onClose}
      footer={
        <>
          <Button
            icon={<FolderPlus aria-hidden />}
            disabled={folders.length >= MAX_FOLDERS}
            onClick={() => setMaking(true)}
          >
            {t('keeping.folders.new')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        </>
      }
    >
      {folders.length === 0 && <p>{t('keeping.folders.none')}</p>}
      {folders.map((folder) => (
        <Tick key={folder.id} folder={folder} conversation={conversation} onTurn={(isIn) => turn(folder, isIn)} />
      ))}
    </Dialog>
  );
}

function Tick(props: {
  readonly folder: Folder;
  readonly conversation: ListedChat;
  readonly onTurn: (isIn: boolean) => void;
}): ReactNode {
  const { folder, conversation, onTurn } = props;
  const t = useT();
  const now = useNow();
  const isChosen = folder.chosen.includes(conversation.space);
  const isByRule = !isChosen && isShownIn(folder, conversation, now);
  return (
    <Checkbox
      label={<bdi dir="auto">{folder.name}</bdi>}
      {...(isByRule ? { description: t('keeping.folders.byRule') } : {})}
      checked={isChosen || isByRule}
      disabled={isByRule}
      onChange={onTurn}
    />
  );
}
