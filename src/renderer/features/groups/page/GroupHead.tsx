import { MessageCircle, Pencil } from 'lucide-react';
import { type ReactNode, type Ref, useRef, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, PersonName, useT } from '@i18n/useT.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { LongText } from '@ui/display/LongText.tsx';
import { GroupPicture } from '../GroupPicture.tsx';
import { useDeed } from '../useDeed.ts';
import { GroupTextsForm } from './GroupTextsForm.tsx';
import styles from './GroupPage.module.css';

/** Picture, name, description, and the way to the chat. */
export function GroupHead(props: { readonly group: Group; readonly onOpenChat: (space: string) => void }): ReactNode {
  const { group } = props;
  const t = useT();
  const deed = useDeed();
  const workspace = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  const { change } = group.rights;
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => edit.current?.focus());
  };
  return (
    <header className={styles['head']}>
      {change ? (
        <GroupPicture
          seed={group.space}
          name={group.name}
          picture={group.picture}
          onChange={(picture) => deed(() => workspace.changeGroup(group.space, { picture }))}
        />
      ) : (
        <Avatar account={group.space} name={group.name} avatar={group.picture} size="huge" isGroup />
      )}
      {isEditing && change ? (
        <GroupTextsForm group={group} onClose={close} />
      ) : (
        <Names group={group} edit={edit} onEdit={change ? () => setEditing(true) : null} />
      )}
      <Button
        variant="primary"
        size="large"
        icon={<MessageCircle aria-hidden />}
        onClick={() => props.onOpenChat(group.space)}
      >
        {t('groups.join.open')}
      </Button>
    </header>
  );
}

interface NamesProps {
  readonly group: Group;
  readonly edit: Ref<HTMLButtonElement>;
  /** Null where one may not. */
  readonly onEdit: (() => void) | null;
}

function Names({ group, edit, onEdit }: NamesProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['names']}>
      <div className={styles['title']}>
        <h1>
          <PersonName>{group.name}</PersonName>
        </h1>
        {onEdit !== null && (
          <IconButton
            ref={edit}
            size="small"
            label={t('groups.page.edit')}
            icon={<Pencil aria-hidden />}
            onClick={onEdit}
          />
        )}
      </div>
      {group.description === '' ? (
        onEdit !== null && <p>{t('groups.page.noDescription')}</p>
      ) : (
        <div className={styles['description']}>
          <LongText text={group.description} moreLabel={t('common.more')} lessLabel={t('common.less')} />
        </div>
      )}
      <Made group={group} />
    </div>
  );
}

function Made({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const founder = [...group.members, ...group.former].find(({ account }) => account === group.founder);
  if (group.state === 'joining' || founder === undefined) return null;
  const date = formats.date(group.createdAt);
  const isSelf = group.members.some(({ account, isSelf: self }) => self && account === group.founder);
  return (
    <p className={styles['made']}>
      {isSelf
        ? t('groups.page.created.you', { date })
        : t('groups.page.created', { name: isolate(founder.name), date })}
    </p>
  );
}
