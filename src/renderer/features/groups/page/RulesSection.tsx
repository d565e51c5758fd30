import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Group } from '@services/workspace/groupWorkspace.ts';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { PolicyFields, PolicyList } from '../policy/PolicyFields.tsx';
import { useDeed } from '../useDeed.ts';

/** The rules: chosen by who may, read by the others. */
export function RulesSection({ group }: { readonly group: Group }): ReactNode {
  const t = useT();
  const toast = useToast();
  const deed = useDeed();
  const workspace = useWorkspace();
  const { space, policy, rights } = group;
  const set = (wanted: Group['policy'], before: Group['policy'] | null) =>
    deed(
      () => workspace.changeGroup(space, { policy: wanted }),
      () => {
        if (before === null) return;
        toast({
          text: t('groups.policy.saved'),
          action: { label: t('common.undo'), onAction: () => set(before, null) },
        });
      },
    );
  return (
    <Section title={t('groups.policy')} {...(!rights.change && { description: t('groups.policy.fixed') })}>
      <Plain>
        {rights.change ? (
          <PolicyFields policy={policy} onChange={(next) => set(next, policy)} />
        ) : (
          <PolicyList policy={policy} />
        )}
      </Plain>
    </Section>
  );
}
