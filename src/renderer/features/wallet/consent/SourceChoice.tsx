import type { ReactNode } from 'react';
import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import { useMoney } from '@i18n/useMoney.ts';
import type { WalletPerson } from '@services/workspace/walletWorkspace.ts';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import type { MoneySource } from './sources.ts';

export interface SourceChoiceProps {
  readonly sources: readonly MoneySource[];
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
  readonly chosen: UnitId | null;
  readonly onChoose: (unit: UnitId) => void;
}

/** What to pay with: each promise by itself, with who gives it and what there is of it. */
export function SourceChoice({ sources, people, chosen, onChoose }: SourceChoiceProps): ReactNode {
  const t = useT();
  return (
    <RadioGroup
      label={t('consent.source')}
      value={chosen ?? ''}
      options={sources.map((source) => ({
        value: source.unit.id as string,
        label: <SourceName source={source} people={people} />,
        description: <SourceState source={source} />,
      }))}
      onChange={(value) => {
        const source = sources.find(({ unit }) => unit.id === value);
        if (source !== undefined) onChoose(source.unit.id);
      }}
    />
  );
}

interface SourceProps {
  readonly source: MoneySource;
  readonly people: ReadonlyMap<AccountId, WalletPerson>;
}

/** "Coffee money of Lin", "Your own promise: Lunches". */
function SourceName({ source: { unit, available }, people }: SourceProps): ReactNode {
  const name = <PersonName>{unit.name}</PersonName>;
  if (available === null) return <T id="consent.source.own" values={{ unit: name }} />;
  const issuer = people.get(unit.issuer)?.name ?? '';
  if (issuer === '') return <T id="consent.source.stranger" values={{ unit: name }} />;
  return <T id="consent.source.of" values={{ unit: name, name: <PersonName>{issuer}</PersonName> }} />;
}

function SourceState({ source: { unit, available, isEnough } }: Pick<SourceProps, 'source'>): ReactNode {
  const t = useT();
  const money = useMoney();
  if (available === null) return t('consent.source.own.text');
  return t(isEnough ? 'consent.source.have' : 'consent.source.less', { amount: money.text(available, unit) });
}
