import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import type { GroupPolicy } from '@services/workspace/groupWorkspace.ts';
import { Select } from '@ui/controls/Select.tsx';
import { type HistoryChoice, choiceOf, historyChoices, historyOf } from './historyChoice.ts';
import styles from './Policy.module.css';

const ACTS = ['post', 'invite', 'pin'] as const;

export interface PolicyFieldsProps {
  readonly policy: GroupPolicy;
  readonly onChange: (policy: GroupPolicy) => void;
}

/** The rules of a group to choose. */
export function PolicyFields({ policy, onChange }: PolicyFieldsProps): ReactNode {
  const t = useT();
  const words = useHistoryWords();
  const who = (['members', 'admins'] as const).map((value) => ({ value, label: t(`groups.policy.${value}`) }));
  const history = choiceOf(policy.history);
  return (
    <div className={styles['fields']}>
      {ACTS.map((act) => (
        <Select
          key={act}
          label={t(`groups.policy.${act}`)}
          value={policy[act]}
          options={who}
          onChange={(value) => onChange({ ...policy, [act]: value })}
        />
      ))}
      <Select
        label={t('groups.policy.history')}
        value={history}
        options={historyChoices(history).map((value) => ({ value, label: words(value) }))}
        onChange={(value) => onChange({ ...policy, history: historyOf(value) })}
      />
    </div>
  );
}

/** The rules of a group, to read. */
export function PolicyList({ policy }: { readonly policy: GroupPolicy }): ReactNode {
  const t = useT();
  const words = useHistoryWords();
  return (
    <dl className={styles['list']}>
      {ACTS.map((act) => (
        <div key={act}>
          <dt>{t(`groups.policy.${act}`)}</dt>
          <dd>{t(`groups.policy.${policy[act]}`)}</dd>
        </div>
      ))}
      <div>
        <dt>{t('groups.policy.history')}</dt>
        <dd>{words(choiceOf(policy.history))}</dd>
      </div>
    </dl>
  );
}

function useHistoryWords(): (choice: HistoryChoice) => string {
  const t = useT();
  const formats = useFormats();
  return (choice) => {
    if (choice === 'all' || choice === 'since-joining') return t(`groups.policy.history.${choice}`);
    const count = Number(choice);
    return t('groups.policy.history.last', { count, countText: formats.number(count) });
  };
}
