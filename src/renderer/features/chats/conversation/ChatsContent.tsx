import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { spaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { LinkConfirmDialog } from '@ui/overlays/LinkConfirmDialog.tsx';
import { Attachments } from '../files/Attachments.tsx';
import { UploadTray } from '../files/UploadTray.tsx';
import { Composer } from '../composer/Composer.tsx';
import { LinkContext } from '../text/links.ts';
import { ConversationHeader } from './ConversationHeader.tsx';
import { ConversationNotice } from './ConversationNotice.tsx';
import { MessageLog } from './MessageLog.tsx';
import styles from './ChatsContent.module.css';

export interface ChatsContentProps {
  /** The tail of the address `#/chats/<space>`; null when no chat is open. */
  readonly selected: string | null;
  readonly onOpenContact: (account: string) => void;
  readonly onAddContact: () => void;
  /** Back to the list, where only one pane fits. */
  readonly onClose: () => void;
}

/** The open conversation, or what to do when there is none. */
export function ChatsContent(props: ChatsContentProps): ReactNode {
  const t = useT();
  const space = props.selected === null ? null : spaceId(props.selected);
  if (space === null) {
    return (
      <div className={styles['nothing']}>
        <EmptyState illustration="tree" title={t('chats.none.title')}>
          {t('chats.none.text')}
        </EmptyState>
      </div>
    );
  }
  if (!space.ok) return <Missing onClose={props.onClose} />;
  return <OpenConversation key={space.value} {...props} space={space.value} />;
}

type SpaceOf = Conversation['space'];

function OpenConversation(props: ChatsContentProps & { readonly space: SpaceOf }): ReactNode {
  const workspace = useWorkspace();
  const errorText = useErrorText();
  const { space } = props;
  const [sent, setSent] = useState(0);
  const countSent = useCallback(() => setSent((before) => before + 1), []);
  const conversation = useSteadyQuery(useMemo(() => workspace.conversation(space), [workspace, space]));
  if (conversation.status === 'loading') return <div className={styles['conversation']} aria-busy="true" />;
  if (conversation.status === 'failed') {
    return (
      <EmptyState illustration="nothing" title={errorText('storage-failed')}>
        {conversation.error.message}
      </EmptyState>
    );
  }
  if (conversation.value === null) return <Missing onClose={props.onClose} />;
  return (
    <Links>
      <Attachments
        className={styles['conversation'] ?? ''}
        conversation={conversation.value}
        canSend={canWrite(conversation.value)}
        onSend={countSent}
      >
        <ConversationHeader
          conversation={conversation.value}
          onOpenContact={props.onOpenContact}
          onClose={props.onClose}
        />
        <MessageLog conversation={conversation.value} sent={sent} />
        <ConversationFoot conversation={conversation.value} onSend={countSent} />
      </Attachments>
    </Links>
  );
}

function canWrite({ blocked, contactState }: Conversation): boolean {
  return !blocked && contactState === 'accepted';
}

interface FootProps {
  readonly conversation: Conversation;
  readonly onSend: () => void;
}

function ConversationFoot({ conversation, onSend }: FootProps): ReactNode {
  if (!canWrite(conversation)) return <ConversationNotice conversation={conversation} />;
  return (
    <div>
      <UploadTray space={conversation.space} />
      <Composer conversation={conversation} onSend={onSend} />
    </div>
  );
}

function Missing({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <EmptyState
      illustration="nothing"
      title={t('chats.missing.title')}
      actions={<Button onClick={onClose}>{t('chats.missing.back')}</Button>}
    >
      {t('chats.missing.text')}
    </EmptyState>
  );
}

/** Asks before an address in a message is opened. */
function Links({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const toast = useToast();
  const errorText = useErrorText();
  const [asked, setAsked] = useState<string | null>(null);
  const open = useCallback(
    async (url: string) => {
      setAsked(null);
      const opened = await workspace.openExternal(url);
      if (!opened.ok) toast({ tone: 'danger', text: errorText(opened.error.code) });
    },
    [workspace, toast, errorText],
  );
  return (
    <LinkContext value={setAsked}>
      {children}
      <LinkConfirmDialog
        url={asked}
        title={t('chats.link.title')}
        description={t('chats.link.text')}
        openLabel={t('chats.link.open')}
        cancelLabel={t('common.cancel')}
        onOpen={(url) => void open(url)}
        onCancel={() => setAsked(null)}
      />
    </LinkContext>
  );
}
