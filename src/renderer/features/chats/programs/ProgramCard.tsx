import { type PointerEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { eventId } from '@shared/ids.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { type PackageAuthor, standingOf } from '@domain/mini/authorship.ts';
import type { ProgramCard as Card } from '@domain/mini/card.ts';
import { AuthorText } from '@i18n/AuthorText.tsx';
import { isolate, PersonName, T, useT } from '@i18n/useT.tsx';
import { writableSnapshot } from '@ports/snapshot.ts';
import { snapshotQuery } from '@services/workspace/liveQueries.ts';
import type { Message } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AuthorLine } from '@ui/display/AuthorLine.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import styles from './Programs.module.css';
import { useProgramLinks } from './programContext.ts';

const NOBODY = snapshotQuery(writableSnapshot<PackageAuthor | null>(null));

export interface ProgramCardProps {
  readonly card: Card;
  readonly message: Message;
  /** Who put it there. */
  readonly name: string;
}

/** A mini program in a conversation: what it is, what its document is called, how it stands, and the way into it. */
export function ProgramCard({ card: first, message, name }: ProgramCardProps): ReactNode {
  const t = useT();
  const links = useProgramLinks();
  // What a card says never changes: the first object stays, so that its picture is not made anew.
  const [card] = useState(first);
  const instance = useMemo(() => eventId(message.id), [message.id]);
  const said = useSaid(message.id);
  const { programs } = useWorkspace();
  useEffect(() => programs.expectProgram(null), [programs]);
  // Before the press comes the pointer, or the keyboard.
  const approach = () => instance.ok && programs.expectProgram(instance.value);
  const reach = () => instance.ok && programs.approachProgram(instance.value);
  const leave = () => programs.approachProgram(null);
  const press = (event: PointerEvent) => {
    if (instance.ok && event.button === 0) programs.pressProgram(instance.value);
  };
  const author = useAuthor(card);
  const isOpen = useSnapshot(programs.openPrograms).some((session) => session.instance === message.id);
  return (
    <span className={styles['card']} onPointerEnter={approach} onFocus={approach}>
      <ProgramIcon name={card.name} picture={card.icon} />
      <span className={styles['about']}>
        <strong className={styles['name']}>
          <PersonName isLine>{card.name}</PersonName>
        </strong>
        {[said.document, said.summary].map(
          (line, place) =>
            line !== null && (
              <span key={place === 0 ? 'document' : 'summary'} className={styles['more']}>
                <PersonName isLine>{line}</PersonName>
              </span>
            ),
        )}
        <span className={styles['by']}>
          {message.own ? (
            t('programs.card.by.own')
          ) : (
            <T id="programs.card.by" values={{ name: <PersonName>{name}</PersonName> }} />
          )}
        </span>
        {author !== null && (
          <span className={styles['author']}>
            <AuthorLine standing={standingOf(author)}>
              <AuthorText author={author} />
            </AuthorLine>
          </span>
        )}
      </span>
      <Button
        variant="primary"
        className={styles['start'] ?? ''}
        disabled={!instance.ok}
        aria-label={t(isOpen ? 'programs.card.goOn.label' : 'programs.card.start.label', { name: isolate(card.name) })}
        onPointerEnter={reach}
        onPointerLeave={leave}
        onFocus={reach}
        onBlur={leave}
        onPointerDown={press}
        onClick={() => instance.ok && links.open(instance.value)}
      >
        {t(isOpen ? 'programs.card.goOn' : 'programs.card.start')}
      </Button>
    </span>
  );
}

/** Who signed the package, by its own bytes: known once they are here, whatever the card says. */
function useAuthor({ package: blob, size, name }: Card): PackageAuthor | null {
  const workspace = useWorkspace();
  const file = useMemo<FileReference>(
    () => ({ blob, size, name, mime: 'application/octet-stream', picture: null }),
    [blob, size, name],
  );
  const { state } = useSnapshot(useMemo(() => workspace.fileState(file), [workspace, file]));
  return useQueryValue<PackageAuthor | null>(
    useMemo(() => (state === 'here' ? workspace.programs.authorOf(blob) : NOBODY), [workspace, blob, state]),
    null,
  );
}

/** What the program last called its document and its state. */
function useSaid(id: string): { readonly document: string | null; readonly summary: string | null } {
  const { programs } = useWorkspace();
  const all = useQueryValue(
    useMemo(() => programs.programs(), [programs]),
    [],
  );
  return all.find(({ instance }) => instance === id) ?? { document: null, summary: null };
}
