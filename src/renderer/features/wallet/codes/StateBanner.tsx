import { CircleAlert, CircleCheckBig, Hourglass, ShieldCheck, XCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import styles from './Codes.module.css';
import type { PaymentState } from './paymentState.ts';

const ICONS = {
  waiting: Hourglass,
  arriving: CircleAlert,
  held: ShieldCheck,
  final: CircleCheckBig,
  failed: XCircle,
} as const;

/** How a payment stands: in words, by an icon and by colour, each of which says it alone. */
export function StateBanner({ state }: { readonly state: PaymentState }): ReactNode {
  const t = useT();
  const Icon = ICONS[state];
  const tone = state === 'final' || state === 'failed' ? state : 'open';
  return (
    <div className={styles['state']} data-tone={tone} data-state={state} role="status">
      <Icon aria-hidden />
      <span>{t(`codes.state.${state}`)}</span>
    </div>
  );
}
