import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { eventId } from '@shared/ids.ts';
import { importedPersonId } from '@domain/importing/ids.ts';
import type { ImportedChat as Chat } from '@domain/importing/records.ts';
import { isTalk } from '@domain/importing/sources.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedPeople } from '@services/workspace/importWorkspace.ts';
import type { MessageWindow, MessageWindowState } from '@services/workspace/messageViews.ts';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useOpened } from '@ui/hooks/useOpened.ts';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import type { ChatsContentProps } from '../conversation/chatsContentProps.ts';
import { Links } from '../conversation/Links.tsx';
import { FindButton } from '../find/FindButton.tsx';
import { FindPart } from '../find/FindPart.tsx';
import type { FindTalk } from '../find/findTalk.ts';
import { GroupContext, type OpenGroup } from '../groups/groupContext.ts';
import { TalkContext } from '../talk/talkContext.ts';
import { TalkDesk } from '../talk/talkDesk.ts';
import { ImportedFoot } from './ImportedFoot.tsx';
import { ImportedHeader } from './ImportedHeader.tsx';
import { ImportedLog } from './ImportedLog.tsx';
import styles from './Importing.module.css';

export interface ImportedChatProps extends Pick<ChatsContentProps, 'message' | 'onGone' | 'onClose'> {
  readonly chat: Chat;
}

/** A chat from another app: its messages as those of any chat, only to be read. */
export function ImportedChat(props: ImportedChatProps): ReactNode {
  const { chat, onClose } = props;
  const workspace = useWorkspace();
  const [desk] = useState(() => new TalkDesk());
  const { id, name } = chat;
  const talk = useMemo<FindTalk>(
    () => ({ space: id, name, kind: 'group', account: importedPersonId(id, null) }),
    [id, name],
  );
  const people = useSteadyQuery(useMemo(() => workspace.importedPeople(chat.id), [workspace, chat.id]));
  if (people.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  const known = people.status === 'ready' ? people.value : null;
  return (
    <div className={styles['page']}>
      {known === null ? (
        <>
          <ImportedHeader chat={chat} unread={[]} onClose={onClose} />
          <Unreadable />
        </>
      ) : (
        <Links>
          <TalkContext value={desk}>
            <People people={known}>
              <div className={styles['head']}>
                <ImportedHeader chat={chat} unread={known.unread} onClose={onClose}>
                  <FindButton />
                </ImportedHeader>
                <FindPart conversation={talk} />
              </div>
              <Opened {...props} people={known} />
            </People>
          </TalkContext>
        </Links>
      )}
      <ImportedFoot chat={chat} />
    </div>
  );
}

/** Those in it, as the rows of a group ask for them. */
function People({ people, children }: { readonly people: ImportedPeople; readonly children: ReactNode }): ReactNode {
  const t = useT();
  const group = useMemo<OpenGroup>(() => {
    const everyone = [...people.names].map(([account, name]) => {
      const shown = name === '' ? t('importing.person.unnamed') : name;
      return [account, { account, name: shown, avatar: { kind: 'generated' } }] as const;
    });
    return { group: null, self: people.me, people: new Map(everyone) };
  }, [people, t]);
  return <GroupContext value={group}>{children}</GroupContext>;
}

function Opened({ chat, message, onGone, people }: ImportedChatProps & { readonly people: ImportedPeople }): ReactNode {
  const workspace = useWorkspace();
  const open = useOpened<MessageWindowState, MessageWindow>(
    useCallback(() => workspace.openImport(chat.id), [workspace, chat.id]),
  );
  if (open === null || open.state.status === 'loading') return <div className={styles['log']} aria-busy="true" />;
  if (open.state.status === 'failed') return <Unreadable />;
  const named = message === null ? null : eventId(message);
  const asked = named?.ok === true ? named.value : null;
  const log = <ImportedLog chat={chat} people={people} open={open} asked={asked} onGone={onGone} />;
  // Of two, no name has to stand over what the other said.
  return isOfTwo(people) ? <GroupContext value={null}>{log}</GroupContext> : log;
}

/** Whether it is a talk between oneself and one other. */
function isOfTwo({ chat, me, names }: ImportedPeople): boolean {
  return isTalk(chat.origin) && me !== null && names.size === 2 && names.has(me);
}

function Unreadable(): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="nothing" title={t('importing.failed')}>
      {t('importing.failedText')}
    </EmptyState>
  );
}
