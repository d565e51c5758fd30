import { type ReactNode, useMemo } from 'react';
import type { AccountId, EventId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { FindKind, FoundGroup } from '@services/workspace/discoverWorkspace.ts';
import type { Contact, OwnProfile } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';
import { type KnownPerson, ResultRow } from './ResultRow.tsx';

export interface ResultsProps {
  readonly groups: readonly FoundGroup[];
  readonly onOpened: () => void;
  readonly onOpenProgram: (instance: EventId) => void;
  readonly onMore: (kind: FindKind) => void;
}

/** What was found, kind by kind. */
export function Results({ groups, onOpened, onOpenProgram, onMore }: ResultsProps): ReactNode {
  const t = useT();
  const people = usePeople();
  const now = useNow();
  return groups.map(({ kind, found, isMore }) => (
    <section key={kind} className={styles['group']} aria-labelledby={`found-${kind}`}>
      <h2 id={`found-${kind}`}>{t(`discover.kind.${kind}`)}</h2>
      <ul>
        {found.map((one) => (
          <ResultRow
            key={one.id}
            found={one}
            person={one.author === null ? null : (people.get(one.author) ?? null)}
            now={now}
            onOpened={onOpened}
            onOpenProgram={onOpenProgram}
          />
        ))}
      </ul>
      {isMore && (
        <Button variant="quiet" size="small" onClick={() => onMore(kind)}>
          {t('discover.more')}
        </Button>
      )}
    </section>
  ));
}

const NONE: readonly Contact[] = [];

/** Contacts and oneself, by account. */
function usePeople(): ReadonlyMap<AccountId, KnownPerson> {
  const workspace = useWorkspace();
  const contacts = useQueryValue(
    useMemo(() => workspace.contacts(), [workspace]),
    NONE,
  );
  const own = useQueryValue<OwnProfile | null>(
    useMemo(() => workspace.ownProfile(), [workspace]),
    null,
  );
  return useMemo(() => {
    const self = own === null ? [] : [{ account: own.account, name: own.profile.name, avatar: own.profile.avatar }];
    return new Map([...self, ...contacts].map(({ account, name, avatar }) => [account, { account, name, avatar }]));
  }, [contacts, own]);
}
