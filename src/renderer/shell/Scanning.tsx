import { type ReactNode, Suspense } from 'react';
import { payloadOfText } from '@domain/invite/link.ts';
import { lazy } from '@ui/loading/lazy.ts';
import { FeatureBoundary } from './FeatureBoundary.tsx';
import type { RoomLinks } from './rooms.tsx';

const ScanDialog = lazy(() =>
  import('../features/discover/index.ts').then((module) => ({ default: module.ScanDialog })),
);

export interface ScanningProps {
  /** A code to look at; null to bring one in; undefined while nobody asked. */
  readonly text: string | null | undefined;
  readonly links: RoomLinks;
  readonly navigate: (path: string) => void;
  readonly onDone: () => void;
}

/** The scanner for codes of every kind, from wherever it was asked for. */
export function Scanning({ text, links, navigate, onDone }: ScanningProps): ReactNode {
  // An invitation has an address of its own, under which its dialog asks.
  const invite = (found: string) => {
    const payload = payloadOfText(found);
    if (payload.ok) navigate(`/invite/${payload.value}`);
    else links.onAddContact();
  };
  return (
    <FeatureBoundary name="scanner" resetKeys={[text]}>
      <Suspense fallback={null}>
        {text !== undefined && (
          <ScanDialog text={text} onInvite={invite} onWallet={links.onWallet} onGo={navigate} onDone={onDone} />
        )}
      </Suspense>
    </FeatureBoundary>
  );
}
