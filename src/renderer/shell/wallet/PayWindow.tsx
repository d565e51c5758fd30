import { type ReactNode, Suspense } from 'react';
import { lazy } from '@ui/loading/lazy.ts';
import type { PayWindowProps } from '../../features/programs/prompts/payWindow.ts';
import { FeatureBoundary } from '../FeatureBoundary.tsx';

const OrderConsent = lazy(() =>
  import('../../features/wallet/index.ts').then((module) => ({ default: module.OrderConsent })),
);

/** The wallet's window over a program that wants to be paid. */
function PayWindow(props: PayWindowProps): ReactNode {
  return (
    <FeatureBoundary name="payment of a program" resetKeys={[props.order.id]}>
      <Suspense fallback={null}>
        <OrderConsent {...props} />
      </Suspense>
    </FeatureBoundary>
  );
}

/** See {@link PayWindow}. */
export const drawPayment = (props: PayWindowProps): ReactNode => <PayWindow {...props} />;
