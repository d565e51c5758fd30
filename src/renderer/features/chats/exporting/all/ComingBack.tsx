import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { type BackKind, type BackPlan, backKinds } from '@services/workspace/importWorkspace.ts';
import { Checkbox } from '@ui/controls/Switch.tsx';
import { FieldGroup } from '@ui/controls/FieldGroup.tsx';
import styles from '../Exporting.module.css';

/** How many names of strangers are told in a line. */
const NAMED = 20;

/** What could come back into the account as it is, each kind with how much of it: the person says which. */
export function ComingBack({
  plan,
  kinds,
  onChange,
}: {
  readonly plan: BackPlan;
  readonly kinds: readonly BackKind[];
  readonly onChange: (kinds: readonly BackKind[]) => void;
}): ReactNode {
  const t = useT();
  const toggle = (kind: BackKind, isOn: boolean) =>
    onChange(backKinds.filter((one) => (one === kind ? isOn : kinds.includes(one))));
  const told = backKinds.filter((kind) => Object.values(plan.counts[kind]).some((count) => count > 0));
  return (
    <FieldGroup label={t('everything.back.title')}>
      {told.map((kind) => (
        <div key={kind}>
          {plan.counts[kind].fresh === 0 ? (
            <p className={styles['line']}>{t('everything.back.none', { kind: t(`everything.back.${kind}`) })}</p>
          ) : (
            <Checkbox
              label={t('everything.back.kind', { kind: t(`everything.back.${kind}`), count: plan.counts[kind].fresh })}
              checked={kinds.includes(kind)}
              onChange={(isOn) => toggle(kind, isOn)}
            />
          )}
          <Rest kind={kind} plan={plan} />
        </div>
      ))}
      {told.length === 0 && <p className={styles['line']}>{t('everything.back.nothing')}</p>}
      <Strangers names={plan.strangers} />
      <p className={styles['note']}>{t('everything.back.never')}</p>
    </FieldGroup>
  );
}

/** What of a kind does not come, and why. */
function Rest({ kind, plan }: { readonly kind: BackKind; readonly plan: BackPlan }): ReactNode {
  const t = useT();
  const { here, without, unread } = plan.counts[kind];
  const lines = [
    ...(here === 0 ? [] : [t('everything.back.here', { count: here })]),
    ...(without === 0 ? [] : [t(`everything.back.without.${kind}`, { count: without })]),
    ...(unread === 0 ? [] : [t('everything.back.unread', { count: unread })]),
  ];
  return lines.length === 0 ? null : <p className={styles['note']}>{lines.join(' ')}</p>;
}

function Strangers({ names }: { readonly names: readonly string[] }): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (names.length === 0) return null;
  const more = Math.max(0, names.length - NAMED);
  const rest = more === 0 ? [] : [t('everything.back.others', { count: more })];
  const told = formats.list([...names.slice(0, NAMED).map((name) => isolate(name)), ...rest]);
  return <p>{t('everything.back.strangers', { names: told })}</p>;
}
