import { ArrowLeft, Copy, Images, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { Avatar } from '@ui/display/Avatar.tsx';
import { MenuButton } from '@ui/overlays/MenuButton.tsx';
import { FindButton } from '../find/FindButton.tsx';
import { TypingLine } from '../typing/TypingLine.tsx';
import { useCopy } from '../useCopy.ts';
import styles from './ConversationHeader.module.css';

export interface TalkHeaderProps {
  readonly conversation: Conversation;
  /** What opening the page behind it is called, aloud. */
  readonly openLabel: string;
  readonly menuLabel: string;
  /** The same in the menu. */
  readonly show: { readonly id: string; readonly label: string; readonly icon: ReactNode };
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** Below the name: who is there. */
  readonly children: ReactNode;
}

/** The head of a conversation, of two or of many: back, picture, name, who is there, menu. */
export function TalkHeader(props: TalkHeaderProps): ReactNode {
  const { conversation, show, onOpen } = props;
  const t = useT();
  const copy = useCopy();
  const isGroup = conversation.kind === 'group';
  const face = isGroup ? conversation.space : conversation.account;
  return (
    <header className={styles['header']}>
      <span className={styles['back']}>
        <IconButton label={t('common.back')} icon={<ArrowLeft aria-hidden />} directional onClick={props.onClose} />
      </span>
      <div className={styles['person']}>
        <Avatar account={face} name={conversation.name} avatar={conversation.avatar} isGroup={isGroup} />
        <div className={styles['text']}>
          <h1>
            <PersonName isLine>{conversation.name}</PersonName>
          </h1>
          <TypingLine conversation={conversation}>{props.children}</TypingLine>
        </div>
        <button type="button" className={styles['cover']} onClick={onOpen} aria-label={props.openLabel} />
      </div>
      <FindButton />
      <MenuButton
        label={props.menuLabel}
        items={[
          { ...show, onAction: onOpen },
          {
            id: 'media',
            label: t('keeping.gallery'),
            icon: <Images aria-hidden />,
            onAction: () => navigate(`/chats/${conversation.space}/media`),
          },
          {
            id: 'settings',
            label: t('keeping.settings'),
            icon: <SlidersHorizontal aria-hidden />,
            onAction: () => navigate(`/chats/${conversation.space}/settings`),
          },
          {
            id: 'copy',
            label: t('chats.header.copyName'),
            icon: <Copy aria-hidden />,
            onAction: () => copy(conversation.name),
          },
        ]}
      />
    </header>
  );
}
