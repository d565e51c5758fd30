import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { IconButton } from '@ui/controls/IconButton.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { GroupScope } from '../groups/GroupScope.tsx';
import { TalkScope } from '../talk/TalkScope.tsx';
import { ChatViewer } from '../viewer/ChatViewer.tsx';
import { ChatSettings } from './ChatSettings.tsx';
import styles from './Details.module.css';
import { Gallery } from './Gallery.tsx';
import type { DetailsPage } from './detailsPage.ts';

export interface ChatDetailsProps {
  readonly space: Conversation['space'];
  readonly page: DetailsPage;
}

/** The pages about a chat: what it is set to, and what was sent in it. */
export function ChatDetails({ space, page }: ChatDetailsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const found = useSteadyQuery(useMemo(() => workspace.conversation(space), [workspace, space]));
  if (found.status === 'loading') return null;
  if (found.status === 'failed' || found.value === null) {
    return (
      <EmptyState illustration="nothing" title={t('chats.missing.title')}>
        {t('chats.missing.text')}
      </EmptyState>
    );
  }
  const conversation = found.value;
  const name = isolate(conversation.name);
  const title = t(page === 'settings' ? 'keeping.settings.of' : 'keeping.gallery.of', { name });
  return (
    <article className={styles['page']} aria-label={title}>
      <header className={styles['header']}>
        <IconButton
          label={t('groups.page.back')}
          icon={<ArrowLeft aria-hidden />}
          directional
          autoFocus
          onClick={() => navigate(`/chats/${space}`)}
        />
        <h1>{title}</h1>
      </header>
      {page === 'settings' ? (
        <ChatSettings conversation={conversation} />
      ) : (
        <GroupScope conversation={conversation}>
          <TalkScope conversation={conversation}>
            <ChatViewer space={space}>
              <Gallery space={space} />
            </ChatViewer>
          </TalkScope>
        </GroupScope>
      )}
    </article>
  );
}
