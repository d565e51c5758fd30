import { UserPlus } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { isolate, useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { SearchField } from '@ui/controls/SearchField.tsx';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';
import { Section } from '@ui/layout/Panel.tsx';
import { matching } from '../pick/pickable.ts';
import { AddMembersDialog } from './AddMembersDialog.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import type { MemberQuestion } from './memberQuestion.ts';
import { MemberRow } from './MemberRow.tsx';
import styles from './Members.module.css';
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx';
import { StrangerDialog } from './StrangerDialog.tsx';

/** From this many members on there is a search. */
const MANY = 12;

export interface MembersSectionProps {
  readonly group: Group;
  readonly onOpenContact: (account: string) => void;
  readonly onAddContact: () => void;
}

/** Who is in the group, and what one may do about it. */
export function MembersSection({ group, onOpenContact, onAddContact }: MembersSectionProps): ReactNode {
  const t = useT();
  const presence = useSnapshot(useWorkspace().presence);
  const [typed, setTyped] = useState('');
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const close = useCallback(() => setQuestion(null), []);
  const shown = matching(group.members, typed);
  return (
    <Section title={t('groups.members', { count: group.members.length })}>
      {(group.rights.invite || group.members.length > MANY) && (
        <div className={styles['tools']}>
          {group.members.length > MANY && (
            <SearchField
              label={t('groups.members.search')}
              clearLabel={t('common.clear')}
              value={typed}
              onChange={setTyped}
            />
          )}
          {group.rights.invite && (
            <Button icon={<UserPlus aria-hidden />} onClick={() => setQuestion({ kind: 'add' })}>
              {t('groups.members.add')}
            </Button>
          )}
        </div>
      )}
      <ul className={styles['members']}>
        {shown.map((member) => (
          <li key={member.account}>
            <MemberRow
              member={member}
              group={group}
              isOnline={member.isSelf || presence.has(member.account)}
              onOpenContact={onOpenContact}
              onAsk={setQuestion}
            />
          </li>
        ))}
        {shown.length === 0 && (
          <li className={styles['none']}>{t('groups.members.none', { text: isolate(typed.trim()) })}</li>
        )}
      </ul>
      <Answer group={group} question={question} onAddContact={onAddContact} onClose={close} />
    </Section>
  );
}

function Answer(props: {
  readonly group: Group;
  readonly question: MemberQuestion | null;
  readonly onAddContact: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { group, question, onClose } = props;
  switch (question?.kind) {
    case undefined:
      return null;
    case 'add':
      return <AddMembersDialog group={group} onClose={onClose} />;
    case 'remove':
      return <RemoveMemberDialog group={group} member={question.member} onClose={onClose} />;
    case 'hand-over':
      return <HandOverDialog group={group} target={question.member} onClose={onClose} />;
    case 'stranger':
      return <StrangerDialog member={question.member} onAddContact={props.onAddContact} onClose={onClose} />;
  }
}
