import { type ReactNode, useState } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { Pot } from '@services/workspace/walletTrade.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useNow } from '@ui/hooks/useNow.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { useUnitNames } from '../codes/useUnitNames.ts';
import { usePeople } from '../people/usePeople.ts';
import styles from '../trade/Trade.module.css';
import { BringBack } from './BringBack.tsx';
import { PotMoveDialog, type PotMove } from './PotMoveDialog.tsx';

/** One pot: its rules, what is in it, and what can be done with it. */
export function PotSection({ pot, icon }: { readonly pot: Pot; readonly icon: ReactNode }): ReactNode {
  const t = useT();
  const money = useMoney();
  const nameOf = useUnitNames();
  const rules = useRules(pot);
  const [move, setMove] = useState<PotMove | null>(null);
  return (
    <Section
      title={pot.isOfPacket ? t('trade.pot.packet') : pot.name}
      description={rules.length > 0 && rules.join(' ')}
    >
      {pot.rows.map(({ unit, amount, spentToday }) => (
        <Row
          key={unit.id}
          icon={icon}
          title={money.text(amount, unit)}
          text={
            <>
              {nameOf(unit)}
              {pot.perDay !== null &&
                ` · ${t('trade.pot.today', { spent: money.text(spentToday, unit), most: money.text(pot.perDay, unit) })}`}
            </>
          }
        />
      ))}
      <Plain>
        <div className={styles['stack']}>
          {pot.rows.length === 0 && <p className={styles['hint']}>{t('trade.pot.nothing')}</p>}
          <Acts pot={pot} onMove={setMove} />
        </div>
      </Plain>
      {move !== null && <PotMoveDialog pot={pot} move={move} onClose={() => setMove(null)} />}
    </Section>
  );
}

interface ActsProps {
  readonly pot: Pot;
  readonly onMove: (move: PotMove) => void;
}

/** A red packet's is emptied by its own device, or by the phrase. */
function Acts({ pot, onMove }: ActsProps): ReactNode {
  if (pot.isLeftBehind && !pot.isUsable) return <BringBack pot={pot} />;
  return pot.isOfPacket ? null : <Ways pot={pot} onMove={onMove} />;
}

function Ways({ pot, onMove }: ActsProps): ReactNode {
  const t = useT();
  const now = useNow();
  const personOf = usePeople();
  const isOpen = pot.isUsable && pot.rows.length > 0 && (pot.notBefore === null || now >= pot.notBefore);
  const isBack = pot.to === null || pot.to.some((account) => personOf(account).standing === 'self');
  const isOthers = pot.to === null || pot.to.some((account) => personOf(account).standing !== 'self');
  return (
    <div className={styles['buttons']}>
      <Button onClick={() => onMove('fill')}>{t('trade.pot.fill')}</Button>
      {isOpen && isBack && <Button onClick={() => onMove('empty')}>{t('trade.pot.empty')}</Button>}
      {isOpen && isOthers && <Button onClick={() => onMove('pay')}>{t('trade.pot.pay')}</Button>}
    </div>
  );
}

/** What it allows, a sentence each. */
function useRules(pot: Pot): readonly string[] {
  const t = useT();
  const formats = useFormats();
  const payees = usePayeeRules(pot);
  return [
    ...payees,
    ...(pot.notBefore === null ? [] : [t('trade.pot.rule.notBefore', { day: formats.date(pot.notBefore) })]),
    ...(pot.isThisDeviceOnly ? [t('trade.pot.rule.device')] : []),
    ...(pot.isUsable ? [] : [t(elsewhereKey(pot))]),
  ];
}

/** Why this device does not pay from it. */
function elsewhereKey({ isOfPacket, isLeftBehind }: Pot) {
  if (isOfPacket) return isLeftBehind ? 'trade.pot.packet.gone' : 'trade.pot.packet.waits';
  return isLeftBehind ? 'trade.pot.rule.gone' : 'trade.pot.rule.elsewhere';
}

function usePayeeRules({ to }: Pot): readonly string[] {
  const t = useT();
  const formats = useFormats();
  const personOf = usePeople();
  if (to === null) return [];
  const others = to.map(personOf).filter(({ standing }) => standing !== 'self');
  const names = formats.list(others.map(({ shownName }) => isolate(shownName)));
  const first = others.length === 0 ? t('trade.pot.rule.self') : t('trade.pot.rule.to', { names });
  return others.length < to.length ? [first] : [first, t('trade.pot.rule.closed')];
}
